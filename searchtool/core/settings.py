"""Defaults, settings files, environment and flags in, one Settings out.

Order, the first that says something wins: flag, `SEARCHTOOL_…` variable, `searchtool.toml` of the
project (in the current folder or the nearest above it), `config.toml` of the user, default.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from searchtool.core.errors import ConfigError
from searchtool.core.i18n import tr

PROJECT_FILE = "searchtool.toml"
DEFAULTS = {"index": "index", "docs": "docs_in", "speakers": "speakers.toml"}


class Settings(NamedTuple):
    """Where things are; `sources` tells for each setting where its value came from."""

    index_path: Path
    docs: Path
    speakers: Path
    sources: Mapping[str, str]


def load_settings(index: Path | None = None) -> Settings:
    """The settings in force; `index` is the value of the flag. Raises ConfigError."""
    values = {name: (Path(default), "default") for name, default in DEFAULTS.items()}
    values.update(_from_file(_user_file()))
    if project := _project_file():
        values.update(_from_file(project, inside=True))
    for name in DEFAULTS:
        if value := os.environ.get(f"SEARCHTOOL_{name.upper()}"):
            values[name] = (Path(value), f"SEARCHTOOL_{name.upper()}")
    if index is not None:
        values["index"] = (index, "--index")
    return Settings(
        index_path=values["index"][0],
        docs=values["docs"][0],
        speakers=values["speakers"][0],
        sources={name: origin for name, (_, origin) in values.items()},
    )


def _user_file() -> Path:
    base = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(base) / "searchtool" / "config.toml"


def _project_file() -> Path | None:
    here = Path.cwd()
    return next(
        (path for folder in (here, *here.parents) if (path := folder / PROJECT_FILE).is_file()),
        None,
    )


def _from_file(path: Path, *, inside: bool = False) -> dict[str, tuple[Path, str]]:
    """Settings of one file, paths relative to its folder. A project's file arrives with a
    download: its paths may not lead out of its folder (`inside`)."""
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeError) as error:
        raise ConfigError(str(path), tr("cannot be read", "не читается")) from error
    values = {}
    for name, value in _parse(path, text).items():
        where = f"{path}:{_line_of(name, text)}"
        if name not in DEFAULTS:
            known = ", ".join(DEFAULTS)
            raise ConfigError(
                where,
                tr(f"unknown setting {name!r}", f"неизвестная настройка {name!r}"),
                tr(f"known are: {known}", f"известны: {known}"),
            )
        if not isinstance(value, str):
            raise ConfigError(where, tr("must be a string", "должна быть строкой"))
        if not value or "\0" in value:
            raise ConfigError(where, tr("must be a path", "должна быть путём"))
        target = (path.parent / Path(value).expanduser()).resolve()
        if inside and not target.is_relative_to(path.parent.resolve()):
            raise ConfigError(
                where,
                tr("leads out of the project's folder", "ведёт за пределы папки проекта"),
                tr(f"use SEARCHTOOL_{name.upper()}", f"задайте SEARCHTOOL_{name.upper()}"),
            )
        values[name] = (target, str(path))
    return values


def _parse(path: Path, text: str) -> dict[str, object]:
    # Most folders have no such file.
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(str(path), str(error)) from error


def _line_of(name: str, text: str) -> int:
    return next(
        (n for n, line in enumerate(text.split("\n"), 1) if line.strip().startswith(name)), 1
    )
