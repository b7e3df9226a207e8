"""`search speakers [QUERY]`: who speaks about it, and how often."""

from collections.abc import Mapping, Sequence
from typing import Any

from searchtool.cli.auto_index import open_or_build_index
from searchtool.cli.messages import ExitCode, Messages
from searchtool.core.i18n import tr
from searchtool.core.model import SpeakerCount
from searchtool.core.settings import load_settings
from searchtool.render.json import FORMAT, dump
from searchtool.render.sanitize import one_line


def run(values: Mapping[str, Any]) -> ExitCode:
    """Print speakers with their numbers of quotations."""
    messages = Messages(quiet=values["quiet"])
    index = open_or_build_index(load_settings(values["index_path"]), messages)
    query = " ".join(values["words"] or [])
    found = index.speakers(query, confident=values["confident"])
    shown = found[: values["limit"]]
    if values["json"]:
        print(dump(_record(query, len(found), shown), indent=2))
    else:
        for one in shown:
            dates = one.first or "", one.last or ""
            print(one.quotes, one_line(one.name), *dates, one.retold, sep="\t")
        if len(found) > len(shown):
            messages.note(_more(len(shown), len(found)))
    if not found:
        messages.note(tr("no quotations about it", "цитат об этом нет"))
    return ExitCode.FOUND if found else ExitCode.NOTHING


def _record(query: str, total: int, shown: Sequence[SpeakerCount]) -> dict[str, Any]:
    speakers = [one._asdict() for one in shown]
    return {"format": FORMAT, "query": query, "total": total, "speakers": speakers}


def _more(shown: int, total: int) -> str:
    return tr(
        f"{shown} of {total}; more: -n {2 * shown}", f"{shown} из {total}; ещё: -n {2 * shown}"
    )
