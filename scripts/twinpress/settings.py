"""What ``mkdocs.yml`` says, and the file and line where it says it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from yaml_env_tag import construct_env_tag  # type: ignore[import-untyped]


class ConfigurationError(Exception):
    """The configuration cannot be used; the message says why, in both languages."""


@dataclass(frozen=True, kw_only=True)
class Setting:
    """A value of the configuration, and where it stands; of one that is not there, where it would stand."""

    value: Any
    """Plain YAML, None where there is no such setting."""
    file: Path
    """The file in which the value stands: ``mkdocs.yml``, or one that it inherits from."""
    line: int
    """Line of its name, from 1; of a value that is not there, that of the nearest one around it."""
    node: yaml.Node | None = field(default=None, repr=False, compare=False)

    def get(self, *names: str | int) -> Setting:
        """Return the setting below this one: names in mappings, numbers in lists."""
        found = self
        for name in names:
            found = found._part(name)
        return found

    def items(self) -> tuple[Setting, ...]:
        """Return the items of a list; anything else has none."""
        return tuple(self._part(number) for number in range(len(self.value))) if isinstance(self.value, list) else ()

    def _part(self, name: str | int) -> Setting:
        if isinstance(self.value, dict) and isinstance(self.node, yaml.MappingNode) and name in self.value:
            for key, node in reversed(self.node.value):  # of a key that is there twice, YAML takes the last
                if key.value == name:
                    return _setting(self.value[name], key, node)
        if isinstance(self.value, list) and isinstance(self.node, yaml.SequenceNode) and isinstance(name, int):
            nodes = self.node.value[: len(self.value)]  # an !ENV tag makes something else of its list
            if name < len(nodes):
                return _setting(self.value[name], nodes[name], nodes[name])
        return Setting(value=None, file=self.file, line=self.line)


def _setting(value: Any, name: yaml.Node, node: yaml.Node) -> Setting:
    return Setting(value=value, file=Path(name.start_mark.name), line=name.start_mark.line + 1, node=node)


def plugin(settings: Setting, name: str) -> Setting | None:
    """Return the options of a plugin, None if it is not listed: ``plugins`` is a list of names and mappings, or a mapping."""
    plugins = settings.get("plugins")
    if isinstance(plugins.value, dict):
        return plugins.get(name) if name in plugins.value else None
    for item in plugins.items():
        if item.value == name:
            return Setting(value=None, file=item.file, line=item.line)
        if isinstance(item.value, dict) and name in item.value:
            return item.get(name)
    return None


class _Loader(yaml.SafeLoader):
    """Reads ``mkdocs.yml`` without running what its tags ask for."""


_Loader.add_constructor("!ENV", construct_env_tag)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda loader, suffix, node: suffix)
_Loader.add_multi_constructor("!", lambda loader, suffix, node: suffix)


def load(path: Path) -> Setting:
    """Read ``mkdocs.yml`` and what it inherits from; raise ConfigurationError if it is missing or cannot be used."""
    try:
        node = _node(path, ())
        values = _Loader("").construct_document(node)
    except ConfigurationError:
        raise
    except Exception as error:  # a tag's constructor may raise anything: !!int x, a date that does not exist
        raise _unusable(path, error) from None
    if not isinstance(values, dict):
        raise _shapeless(path)
    return Setting(value=values, file=path, line=1, node=node)


def _node(path: Path, heirs: tuple[Path, ...]) -> yaml.MappingNode:
    """Return what a file says, laid over the file that it inherits from (``INHERIT: base.yml``)."""
    try:
        loader = _Loader(path.read_text("utf-8"))
        loader.name = str(path)
        node = loader.get_single_node()
    except FileNotFoundError:
        raise ConfigurationError(
            f"找不到配置文件 {path}：请在项目文件夹中运行，或用 --config 指定 · "
            f"no configuration at {path}: run this in the project's folder or name it with --config"
        ) from None
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise _unusable(path, error) from None
    if not isinstance(node, yaml.MappingNode):
        raise _shapeless(path)
    parents = [value.value for key, value in node.value if key.value == "INHERIT"]
    if not parents:
        return node
    if path.resolve() in heirs:
        raise ConfigurationError(f"{path} 经 INHERIT 继承了自己 · {path} inherits from itself (INHERIT)")
    node.value = [(key, value) for key, value in node.value if key.value != "INHERIT"]
    return _merged(_node(path.parent / str(parents[-1]), (*heirs, path.resolve())), node)


def _merged(below: yaml.MappingNode, above: yaml.MappingNode) -> yaml.MappingNode:
    """Lay one configuration over another, as MkDocs does: mappings are merged, everything else is replaced."""
    result = {key.value: (key, value) for key, value in below.value if isinstance(key, yaml.ScalarNode)}
    for key, value in above.value:
        old = result.get(key.value, (None, None))[1] if isinstance(key, yaml.ScalarNode) else None
        if isinstance(old, yaml.MappingNode) and isinstance(value, yaml.MappingNode):
            value = _merged(old, value)
        result[key.value if isinstance(key, yaml.ScalarNode) else str(id(key))] = (key, value)
    return yaml.MappingNode(above.tag, list(result.values()), above.start_mark, above.end_mark)


def _shapeless(path: Path) -> ConfigurationError:
    return ConfigurationError(f"{path} 须为键值形式 · {path} must be a mapping of names to values")


def _unusable(path: Path, error: Exception) -> ConfigurationError:
    said = " ".join(str(error).split())
    return ConfigurationError(f"无法读取 {path} · cannot read {path}: {said}")
