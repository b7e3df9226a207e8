"""`search saved`: the queries that have names."""

import shlex
from collections.abc import Iterator, Mapping
from typing import Any

from searchtool import api
from searchtool.cli.messages import ExitCode, Messages
from searchtool.cli.tables.queries import SAVE
from searchtool.core.i18n import tr
from searchtool.render.sanitize import one_line


def run(values: Mapping[str, Any]) -> ExitCode:
    """List the saved queries, or remove one."""
    if values["remove"] is not None:
        api.remove_saved(values["remove"])
        return ExitCode.FOUND
    found = api.saved_queries()
    if values["json"]:
        from searchtool.render.json import FORMAT, dump

        print(dump({"format": FORMAT, "saved": [one._asdict() for one in found]}, indent=2))
    else:
        for one in found:
            print("\t".join(map(one_line, (one.name, _typed(one), one.index_path))))
    if not found:
        Messages().note(
            tr(
                "no query is saved; save one: search save NAME QUERY",
                "сохранённых запросов нет; сохраните: search save ИМЯ ЗАПРОС",
            )
        )
    return ExitCode.FOUND if found else ExitCode.NOTHING


def _typed(saved: api.SavedQuery) -> str:
    """A query with its options, as one would type it."""
    return " ".join([saved.query, *_options(saved)]).strip()


def _options(saved: api.SavedQuery) -> Iterator[str]:
    for flag in SAVE.flags:
        if flag.field in saved.options:
            yield flag.names[-1]
            if not flag.is_switch:
                yield shlex.quote(str(saved.options[flag.field]))
