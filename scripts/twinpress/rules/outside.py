"""Where a finding stands that is in no content file: in the configuration, or in ``docs/``."""

from __future__ import annotations

import os
from pathlib import Path

from twinpress.rules.rule import Context, Report
from twinpress.settings import Setting


def place(file: Path, context: Context) -> str:
    """Return a file of the project as findings name it: relative to the content folder."""
    try:
        return Path(os.path.relpath(file, context.site.content)).as_posix()
    except ValueError:  # another drive of a Windows machine
        return file.as_posix()


def at(setting: Setting, context: Context, zh: str, en: str, *, field: str = "", fix: str = "") -> Report:
    """Return a report at a setting; ``field`` is its dotted name."""
    return Report(path=place(setting.file, context), line=setting.line, field=field, zh=zh, en=en, fix=fix)
