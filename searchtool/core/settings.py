"""Where the index, the texts, the lists of speakers and synonyms are, and how a cluster is reached,
by flags, environment, files.

The first that says something wins: flag, `SEARCHTOOL_…` variable, `searchtool.toml` of the project
(in the current folder or the nearest above it), `config.toml` of the user, an `index` folder here
or in the nearest folder above that has one (`core/index_above.py`), default.
"""

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from searchtool.core.errors import ConfigError, OptionError
from searchtool.core.i18n import tr
from searchtool.core.index_above import MANIFEST_NAME, find_above
from searchtool.core.model import StrPath
from searchtool.core.toml_file import TomlFile, read_toml

if TYPE_CHECKING:
    from searchtool.core.connection import Connection

PROJECT_FILE = "searchtool.toml"
DEFAULT, ABOVE = "default", "above"
"""Sources of a setting that nobody has named: as everywhere, or in a folder above."""
DEFAULTS = {
    "index": "index",
    "docs": "docs_in",
    "speakers": "speakers.toml",
    "synonyms": "synonyms.toml",
}


COLLECTIONS = "collections"
"""The table of names of indexes in a settings file: `news = "~/news/index"`."""


class Collection(NamedTuple):
    """In place of the path of an index: the name that the settings give it."""

    name: str


CLUSTER = (
    "url", "user", "password_file", "api_key_file", "ca_file", "client_certificate", "client_key",
    "timeout", "shards",
)  # fmt: skip
"""Settings of the engine in a cluster; `core/cluster_settings.py` says what they mean."""

CLUSTER_FILES = CLUSTER[2:7]
SECRETS = ("password", "api_key")
"""Of the same, from the environment or a file of its own: a file of settings is read by others."""


class Settings(NamedTuple):
    """Paths, in `sources` for each setting where its value comes from, the folders of indexes by
    the names that the settings give them, and the settings of a cluster as texts."""

    index_path: str
    docs: str
    speakers: str
    synonyms: str
    sources: Mapping[str, str]
    collections: Mapping[str, str] = {}
    cluster: Mapping[str, str] = {}

    def connection(self) -> "Connection | None":
        """How to reach the cluster, if an address is set. Raises ConfigError."""
        if "url" not in self.cluster:
            return None
        from searchtool.core.cluster_settings import make_connection  # few have a cluster

        return make_connection(self.cluster, self.sources)

    def check_lists(self) -> None:
        """Raises ConfigError for a list that somebody named and that is not there; the default
        ones need not be."""
        for name, path in (("speakers", self.speakers), ("synonyms", self.synonyms)):
            if self.sources.get(name, DEFAULT) != DEFAULT and not os.path.exists(path):
                raise ConfigError(
                    self.sources[name],
                    tr(f"no such file: {path}", f"нет такого файла: {path}"),
                    tr("make it, or take the setting away", "создайте его или уберите настройку"),
                )


def load_settings(index: StrPath | Collection | None = None, url: str | None = None) -> Settings:
    """The settings in force; `index` and `url` are the values of flags. Raises ConfigError, and
    OptionError for the name of no collection."""
    values = {name: (default, DEFAULT) for name, default in DEFAULTS.items()}
    collections: dict[str, str] = {}
    project = _project_file()
    for path in (_user_file(), project):
        if path is not None:
            file = read_toml(path)
            _check_cluster(file, is_project=path == project)
            file.check_names((*DEFAULTS, COLLECTIONS, *(() if path == project else CLUSTER)))
            values.update(_read_paths(file, is_project=path == project))
            collections.update(_read_collections(file, is_project=path == project))
    for name in (*DEFAULTS, *CLUSTER):
        variable = f"SEARCHTOOL_{name.upper()}"
        if value := os.environ.get(variable):
            values[name] = (value, variable)
    if isinstance(index, Collection):
        values["index"] = (_folder_of(index.name, collections), f"-c {index.name}")
    elif index is not None:
        values["index"] = (os.fspath(index) or os.curdir, "--index")
    if url is not None:
        values["url"] = (url, "--url")
    if values["index"][1] == DEFAULT:
        values.update(_found_above(values, project))
    return Settings(
        index_path=values["index"][0],
        docs=values["docs"][0],
        speakers=values["speakers"][0],
        synonyms=values["synonyms"][0],
        sources={name: source for name, (_, source) in values.items()},
        collections=collections,
        cluster={name: value for name, (value, _) in values.items() if name not in DEFAULTS},
    )


def _found_above(
    values: Mapping[str, tuple[str, str]], project: str | None
) -> dict[str, tuple[str, str]]:
    """The defaults in the folder above where an index stands, if there is none here: what stands
    beside an index belongs to it. A folder with texts to index, or with a file of settings, begins
    something of its own."""
    index, (docs, source) = values["index"][0], values["docs"]
    if os.path.lexists(os.path.join(index, MANIFEST_NAME)):
        return {}
    if source == DEFAULT and os.path.isdir(docs):
        return {}
    folder = find_above(index, os.path.dirname(project) if project else None)
    if folder is None:
        return {}
    found = {
        name: (os.path.join(folder, value), source)
        for name, (value, source) in values.items()
        if source == DEFAULT
    }
    return found | {"index": (found["index"][0], ABOVE)}


def _folder_of(name: str, collections: Mapping[str, str]) -> str:
    """The index of a collection. Raises OptionError."""
    if name in collections:
        return collections[name]
    known = ", ".join(sorted(collections))
    advice = (
        tr(f"known: {known}", f"есть: {known}")
        if known
        else tr(
            f"name it under [collections] in {_user_file()}",
            f"назовите её в разделе [collections] файла {_user_file()}",
        )
    )
    cause = tr(f"no collection {name!r}", f"нет коллекции {name!r}")
    raise OptionError("collection", cause, advice)


def settings_files() -> list[str]:
    """The files that settings are read from, as far as they exist."""
    files = (_user_file(), _project_file())
    return [path for path in files if path is not None and os.path.isfile(path)]


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


def _read_paths(file: TomlFile, *, is_project: bool) -> dict[str, tuple[str, str]]:
    """The settings in a file, each with its source."""
    return {
        name: (
            _text(value, file.place(name))
            if name in CLUSTER and name not in CLUSTER_FILES
            else _path_in(file, name, value, f"SEARCHTOOL_{name.upper()}", is_project=is_project),
            os.fspath(file.path),
        )
        for name, value in file.values.items()
        if name != COLLECTIONS
    }


def _read_collections(file: TomlFile, *, is_project: bool) -> dict[str, str]:
    """The indexes that a file names."""
    table = file.values.get(COLLECTIONS, {})
    if not isinstance(table, dict):
        raise ConfigError(
            file.place(COLLECTIONS), tr("must be a table", "должен быть разделом"), "[collections]"
        )
    return {
        name: _path_in(file, name, value, _user_file(), is_project=is_project)
        for name, value in table.items()
    }


def _path_in(file: TomlFile, name: str, value: object, instead: str, *, is_project: bool) -> str:
    """The path that a file gives a name. Raises ConfigError."""
    where, folder = file.place(name), os.path.dirname(file.path)
    target = _resolve(value, folder, where)
    if is_project and not _is_inside(target, os.path.realpath(folder)):
        # The file arrives with a download: it must not have other folders read or written.
        raise ConfigError(
            where,
            tr("leads out of the project's folder", "путь ведёт за пределы папки проекта"),
            tr(f"use {instead}", f"задайте {instead}"),
        )
    return target


def _check_cluster(file: TomlFile, *, is_project: bool) -> None:
    """Raises ConfigError for a server that a project's file names, which arrives with a download:
    what is asked and the password would go there; and for a secret among settings."""
    for name in file.values:
        if name in SECRETS:
            raise ConfigError(
                file.place(name),
                tr("a secret does not belong here", "секрету здесь не место"),
                tr(
                    f"put it in a file of its own and name that: {name}_file",
                    f"положите его в отдельный файл и укажите этот файл: {name}_file",
                ),
            )
        if is_project and name in CLUSTER:
            raise ConfigError(
                file.place(name),
                tr("a project must not name a server", "проект не может назначать сервер"),
                tr(
                    f"use SEARCHTOOL_{name.upper()} or {_user_file()}",
                    f"задайте SEARCHTOOL_{name.upper()} или {_user_file()}",
                ),
            )


def _text(value: object, where: str) -> str:
    """A value as it would stand in the environment."""
    if isinstance(value, str) or (isinstance(value, int | float) and not isinstance(value, bool)):
        return str(value)
    raise ConfigError(where, tr("must be a string or a number", "нужна строка или число"))


def _resolve(value: object, folder: str, where: str) -> str:
    """A path relative to the folder of its file, absolute and without links."""
    if not isinstance(value, str):
        raise ConfigError(where, tr("must be a string", "нужна строка в кавычках"))
    if not value or "\0" in value:
        raise ConfigError(where, tr("must be a path", "должен быть указан путь"))
    return os.path.realpath(os.path.join(folder, os.path.expanduser(value)))


def _is_inside(path: str, folder: str) -> bool:
    return path == folder or path.startswith(os.path.join(folder, ""))
