"""The queries that a user has given names, each with its options and its index.

A file each in `$XDG_DATA_HOME/searchtool/saved/`, so that several processes do not disturb each
other.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from searchtool.core.errors import UsageError
from searchtool.core.i18n import tr
from searchtool.core.presence import names_in
from searchtool.core.user_files import data_folder, read_record, write_record
from searchtool.search.options import SearchOptions

MAX_NAME_CHARS = 40
"""A file has a name of at most 255 bytes, and a Russian letter takes six of them here."""


class SavedQuery(NamedTuple):
    """A query with a name; `options` are the fields of SearchOptions that are not as usual. The
    index and the lists that it is asked with are absolute paths, or empty."""

    name: str
    query: str
    options: Mapping[str, Any]
    index_path: str
    speakers: str = ""
    synonyms: str = ""

    @property
    def question(self) -> str:
        """What looks at its answers are remembered by."""
        return f"saved {self.name}"


def save_query(saved: SavedQuery) -> bool:
    """Keep a query, in place of one with the same name; whether there was one. Raises UsageError
    and OSError."""
    if not saved.name.strip() or len(saved.name) > MAX_NAME_CHARS or not saved.name.isprintable():
        cause = tr(
            f"must be a name of up to {MAX_NAME_CHARS} characters",
            f"нужно имя не длиннее {MAX_NAME_CHARS} знаков",
        )
        raise UsageError(repr(saved.name[:60]), cause)
    path = _path(saved.name)
    existed = path.exists()
    write_record(path, saved._asdict() | {"options": dict(saved.options)})
    return existed


def saved_queries() -> list[SavedQuery]:
    """All saved queries, by their names."""
    folder = data_folder("saved")
    found = [_read(folder / name) for name in names_in(folder) if name.endswith(".json")]
    return sorted((one for one in found if one), key=lambda one: one.name)


def saved_query(name: str) -> SavedQuery:
    """The query with that name. Raises UsageError."""
    found = _read(_path(name)) if len(name) <= MAX_NAME_CHARS else None
    if found is None:
        known = ", ".join(one.name for one in saved_queries())
        raise UsageError(
            name[:60],
            tr("no saved query has this name", "сохранённого запроса с таким именем нет"),
            tr(f"saved: {known}", f"сохранены: {known}")
            if known
            else tr("save one: search save NAME QUERY", "сохраните: search save ИМЯ ЗАПРОС"),
        )
    return found


def remove_saved(name: str) -> None:
    """Forget a saved query. Raises UsageError where there is none, and OSError."""
    saved_query(name)
    _path(name).unlink()


def _read(path: Path) -> SavedQuery | None:
    record = read_record(path)
    if record is None:
        return None
    try:
        saved = SavedQuery(**record)
    except TypeError:  # of another version
        return None
    is_valid = isinstance(saved.options, dict) and all(
        isinstance(value, str) for name, value in saved._asdict().items() if name != "options"
    )
    if not is_valid or not saved.options.keys() <= {*SearchOptions._fields}:
        return None
    return saved


def _path(name: str) -> Path:
    return data_folder("saved") / f"{quote(name, safe='', errors='surrogatepass')}.json"
