"""`search save NAME QUERY`: give a query a name."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from searchtool import api
from searchtool.api import SearchOptions
from searchtool.cli.messages import ExitCode, Messages
from searchtool.cli.tables.queries import SAVE
from searchtool.core.errors import UsageError
from searchtool.core.i18n import tr
from searchtool.core.settings import load_settings


def run(values: Mapping[str, Any]) -> ExitCode:
    """Save a query; what the index holds now counts as seen."""
    name, *words = values["words"]
    usual = SAVE.defaults()
    options = {
        field: values[field]
        for field in SearchOptions._fields
        if field in usual and values[field] != usual[field]
    }
    if not words and not SearchOptions(**options).needs_no_query:
        raise UsageError("query", tr("give a name and a query", "нужны имя и запрос"))
    settings = load_settings(values["index_path"], values["url"])
    settings.check_lists()
    saved = api.SavedQuery(
        name,
        " ".join(words).strip(),
        options,
        str(Path(settings.index_path).absolute()),
        _existing(settings.speakers),
        _existing(settings.synonyms),
    )
    messages = Messages(quiet=values["quiet"])
    with api.open_index(saved.index_path) as index:
        for note in index.notes(saved.query, SearchOptions(**options)):
            messages.note(note)
        existed = api.save_query(saved)
        api.mark_look(index, saved.question)
    messages.note(_done(name, existed=existed))
    return ExitCode.FOUND


def _existing(path: str) -> str:
    return str(Path(path).absolute()) if Path(path).exists() else ""


def _done(name: str, *, existed: bool) -> str:
    ask = f"search new --saved {name}" if name.isalnum() else f"search new --saved '{name}'"
    if existed:
        return tr(
            f"saved in place of the former one; what is new: {ask}",
            f"сохранён вместо прежнего; новое: {ask}",
        )
    return tr(f"saved; what is new: {ask}", f"сохранён; новое: {ask}")
