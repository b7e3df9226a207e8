"""Where the index, the texts, the lists of speakers and synonyms are, by flags, environment, files.

The first that says something wins: flag, `SEARCHTOOL_…` variable, `searchtool.toml` of the project
(in the current folder or the nearest above it), `config.toml` of the user, default.
"""

import os
from collections.abc import Mapping
from typing import NamedTuple

from searchtool.core.errors import ConfigError
from searchtool.core.i18n import tr
from searchtool.core.model import StrPath
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

    index_path: str
    docs: str
    speakers: str
    synonyms: str
    sources: Mapping[str, str]

    def check_lists(self) -> None:
        """Raises ConfigError for a list that somebody named and that is not there; the default
        ones need not be."""
        for name, path in (("speakers", self.speakers), ("synonyms", self.synonyms)):
            if self.sources.get(name, "default") != "default" and not os.path.exists(path):
                raise ConfigError(
                    self.sources[name],
                    tr(f"no such file: {path}", f"нет такого файла: {path}"),
                    tr("make it, or take the setting away", "создайте его или уберите настройку"),
                )


def load_settings(index: StrPath | None = None) -> Settings:
    """The settings in force; `index` is the value of the flag. Raises ConfigError."""
    values = {name: (default, "default") for name, default in DEFAULTS.items()}
    values.update(_read_file(_user_file()))
    if project := _project_file():
        values.update(_read_file(project, is_project=True))
    for name in DEFAULTS:
        variable = f"SEARCHTOOL_{name.upper()}"
        if value := os.environ.get(variable):
            values[name] = (value, variable)
    if index is not None:
        values["index"] = (os.fspath(index) or os.curdir, "--index")
    return Settings(
        index_path=values["index"][0],
        docs=values["docs"][0],
        speakers=values["speakers"][0],
        synonyms=values["synonyms"][0],
        sources={name: source for name, (_, source) in values.items()},
    )


def _user_file() -> str:
    folder = os.environ.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config")
    return os.path.join(folder, "searchtool", "config.toml")


def _project_file() -> str | None:
    """That of the current folder, or of the nearest above it that has one."""
    folder = os.getcwd()
    while not os.path.isfile(path := os.path.join(folder, PROJECT_FILE)):
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above
    return path


def _read_file(path: str, *, is_project: bool = False) -> dict[str, tuple[str, str]]:
    """The settings in a file, each with its source."""
    file = read_toml(path)
    file.check_names(DEFAULTS)
    values = {}
    for name, value in file.values.items():
        where = file.place(name)
        target = _resolve(value, os.path.dirname(path), where)
        if is_project and not _is_inside(target, os.path.realpath(os.path.dirname(path))):
            # The file arrives with a download: it must not have other folders read or written.
            raise ConfigError(
                where,
                tr("leads out of the project's folder", "путь ведёт за пределы папки проекта"),
                tr(f"use SEARCHTOOL_{name.upper()}", f"задайте SEARCHTOOL_{name.upper()}"),
            )
        values[name] = (target, path)
    return values


def _resolve(value: object, folder: str, where: str) -> str:
    """A path relative to the folder of its file, absolute and without links."""
    if not isinstance(value, str):
        raise ConfigError(where, tr("must be a string", "нужна строка в кавычках"))
    if not value or "\0" in value:
        raise ConfigError(where, tr("must be a path", "должен быть указан путь"))
    return os.path.realpath(os.path.join(folder, os.path.expanduser(value)))


def _is_inside(path: str, folder: str) -> bool:
    return path == folder or path.startswith(os.path.join(folder, ""))
