# Twinpress 双刊. Each target sets up what it needs, once; the second run starts at once.

PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help serve site check test test-all bench lint format types generate lock screenshots clean

help: ## 本说明 · this help
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

serve: .venv/site ## 本地预览，保存即刷新 · preview with live reload
	$(BIN)/twinpress serve

site: .venv/site ## 生成网站到 site/ · build the site into site/
	$(BIN)/twinpress build

check: .venv/site ## 检查文章与词表 · check articles and vocabulary
	$(BIN)/twinpress check

test: .venv/dev ## 测试 · run the tests (slow ones: make test-all)
	HYPOTHESIS_PROFILE=$${HYPOTHESIS_PROFILE:-quick} TWINPRESS_SEQUENCES=$${TWINPRESS_SEQUENCES:-2} $(BIN)/python -m pytest -q -n auto -m "not slow"

test-all: .venv/dev .venv/comments ## 全部测试 · run all tests
	$(BIN)/python -m pytest -q -n auto

bench: .venv/bench ## 性能比较 · benchmark (ARGS="--sizes 250,1000,5000,10000 --rounds 3", ARGS="--search 10000", ARGS="--pages")
	PYTHONPATH=scripts $(BIN)/python -m bench.run $(ARGS)

lint: .venv/dev ## 代码检查 · lint, formatting, types, generated files
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/twinpress generate --check

format: .venv/dev ## 整理代码 · format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

generate: .venv/site ## 生成模式与手册页 · write JSON Schemas and generated handbook pages
	$(BIN)/twinpress generate

screenshots: .venv/dev ## 截图 · pictures of every kind of page, into .cache/screenshots, and those of README
	$(BIN)/python scripts/screenshots.py

# what isso names and does not use here; the first needs a compiler
UNUSED := --no-emit-package misaka --no-emit-package cffi --no-emit-package pycparser --no-emit-package setuptools

lock: .venv/dev ## 锁定依赖版本 · pin the dependencies anew
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --upgrade requirements.in -o requirements.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --upgrade requirements-cluster.in -o requirements-cluster.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --upgrade requirements-dev.in -o requirements-dev.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --upgrade requirements-bench.in -o requirements-bench.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --upgrade $(UNUSED) requirements-isso.in -o requirements-isso.txt

clean: ## 删除生成物 · remove what was made
	rm -rf .venv .cache site

# setuptools is pinned in requirements.txt, so the project itself is installed without fetching a build system
.venv/site: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 或更新 · Python 3.11 or newer is needed: make PYTHON=python3.12 …"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev: .venv/site requirements-dev.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

# What is compared with has an environment of its own: the daily one stays small. Searches are asked in the tests' browser
.venv/bench: .venv/dev requirements-bench.txt
	test -x .venv/contenders/bin/python || $(PYTHON) -m venv .venv/contenders
	.venv/contenders/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-bench.txt
	@touch $@

# The program for comments that a test starts. Where it cannot be installed, the test is skipped, and says so
.venv/comments: .venv/site requirements-isso.txt
	test -x .venv/isso/bin/python || $(PYTHON) -m venv .venv/isso
	if .venv/isso/bin/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes -r requirements-isso.txt; \
	  then touch $@; else echo "isso 装不上，相关测试跳过 · isso cannot be installed: its tests are skipped"; fi
