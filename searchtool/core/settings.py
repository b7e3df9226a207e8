"""Where the index, the texts, the lists of speakers and synonyms are, by flags, environment, files.

The first that says something wins: flag, `SEARCHTOOL_…` variable, `searchtool.toml` of the project
(in the current folder or the nearest above it), `config.toml` of the user, default.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from searchtool.core.errors import ConfigError
from searchtool.core.i18n import tr
from searchtool.core.toml_file import read_toml

PROJECT_FILE = "searchtool.toml"
DEFAULTS = {
    "index": "index",
    "docs": "docs_in",
    "speakers": "speakers.toml",
    "synonyms": "synonyms.toml",
}


class Settings(NamedTuple):
    """Paths, and in `sources` for each setting where its value comes from."""

    index_path: Path
    docs: Path
    speakers: Path
    synonyms: Path
    sources: Mapping[str, str]

    def check_lists(self) -> None:
        """Raises ConfigError for a list that somebody named and that is not there; the default
        ones need not be."""
        for name, path in (("speakers", self.speakers), ("synonyms", self.synonyms)):
            if self.sources.get(name, "default") != "default" and not path.exists():
                raise ConfigError(
                    self.sources[name],
                    tr(f"no such file: {path}", f"нет такого файла: {path}"),
                    tr("make it, or take the setting away", "создайте его или уберите настройку"),
                )


def load_settings(index: Path | None = None) -> Settings:
    """The settings in force; `index` is the value of the flag. Raises ConfigError."""
    values = {name: (Path(default), "default") for name, default in DEFAULTS.items()}
    values.update(_read_file(_user_file()))
    if project := _project_file():
        values.update(_read_file(project, is_project=True))
    for name in DEFAULTS:
        variable = f"SEARCHTOOL_{name.upper()}"
        if value := os.environ.get(variable):
            values[name] = (Path(value), variable)
    if index is not None:
        values["index"] = (index, "--index")
    return Settings(
        index_path=values["index"][0],
        docs=values["docs"][0],
        speakers=values["speakers"][0],
        synonyms=values["synonyms"][0],
        sources={name: source for name, (_, source) in values.items()},
    )


def _user_file() -> Path:
    return (
        Path(os.environ.get("XDG_CONFIG_HOME") or _expand("~/.config")) / "searchtool/config.toml"
    )


def _project_file() -> Path | None:
    here = Path.cwd()
    return next(
        (path for folder in (here, *here.parents) if (path := folder / PROJECT_FILE).is_file()),
        None,
    )


def _read_file(path: Path, *, is_project: bool = False) -> dict[str, tuple[Path, str]]:
    """The settings in a file, each with its source."""
    file = read_toml(path)
    file.check_names(DEFAULTS)
    values = {}
    for name, value in file.values.items():
        where = file.place(name)
        target = _resolve(value, path.parent, where)
        if is_project and not target.is_relative_to(os.path.realpath(path.parent)):
            # The file arrives with a download: it must not have other folders read or written.
            raise ConfigError(
                where,
                tr("leads out of the project's folder", "путь ведёт за пределы папки проекта"),
                tr(f"use SEARCHTOOL_{name.upper()}", f"задайте SEARCHTOOL_{name.upper()}"),
            )
        values[name] = (target, str(path))
    return values


def _resolve(value: object, folder: Path, where: str) -> Path:
    """A path relative to the folder of its file, absolute and without links."""
    if not isinstance(value, str):
        raise ConfigError(where, tr("must be a string", "нужна строка в кавычках"))
    if not value or "\0" in value:
        raise ConfigError(where, tr("must be a path", "должен быть указан путь"))
    return Path(os.path.realpath(folder / _expand(value)))


def _expand(path: str) -> str:
    # pathlib raises RuntimeError for an unknown user, as its `resolve` does for links in a circle.
    return os.path.expanduser(path)  # noqa: PTH111
