"""`search live [QUERY]`: results while one types."""

import sys
from collections.abc import Mapping
from typing import Any

from searchtool.api import SearchOptions
from searchtool.cli.auto_index import open_or_build_index
from searchtool.cli.messages import ExitCode, Messages, describe_error
from searchtool.core.errors import UsageError
from searchtool.core.extras import load_extra
from searchtool.core.i18n import tr
from searchtool.core.settings import load_settings


def run(values: Mapping[str, Any]) -> ExitCode:
    """Search in the whole terminal until one leaves."""
    if not has_terminal():
        raise UsageError(
            "",
            tr("needs a terminal", "нужен терминал"),
            tr("for a script: search QUERY --json", "для скрипта: search ЗАПРОС --json"),
        )
    app = load_extra("searchtool.live.app", "live")
    options = SearchOptions(**{n: values[n] for n in SearchOptions._fields if n in values})
    with open_or_build_index(
        load_settings(values["index_path"], values["url"]), Messages()
    ) as index:
        session = load_extra("searchtool.live.session", "live").LiveSession(index)
        query = " ".join(values["words"] or [])
        app.LiveApp(session, query, options, describe_error).run()
    return ExitCode.FOUND


def has_terminal() -> bool:
    """Whether a person is there; Textual draws on standard error."""
    return all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))
