"""`search mcp`: a server for assistants, on the standard streams."""

import os
import signal
import sys
from collections.abc import Mapping
from typing import Any

from searchtool import api
from searchtool.cli.cluster import connection_to_read
from searchtool.cli.messages import ExitCode, Messages, describe_error
from searchtool.core.errors import SearchError
from searchtool.core.extras import load_extra
from searchtool.core.i18n import tr
from searchtool.core.settings import load_settings


def run(values: Mapping[str, Any]) -> ExitCode:
    """Answer an assistant until it closes the streams."""
    settings = load_settings(values["index_path"], values["url"])
    connection = connection_to_read(settings)
    settings.check_lists()
    server = load_extra("searchtool.mcp.server", "mcp")
    messages = Messages()
    try:
        api.open_index(settings.index_path, connection=connection).close()
    except SearchError as error:
        messages.error(error)  # each call will tell it too, until an index is there
    if sys.stdin.isatty():
        messages.note(
            tr(
                "waiting for an assistant on standard input; Ctrl-D or Ctrl-C ends it",
                "жду ассистента на стандартном вводе; Ctrl-D или Ctrl-C — выход",
            )
        )
    signal.signal(signal.SIGINT, _leave)
    server.serve(settings, describe_error)
    return ExitCode.FOUND


def _leave(*_: object) -> None:
    """End at once: the SDK would wait for the next line of its input. Nothing is being written."""
    Messages().note(tr("interrupted", "прервано"))
    os._exit(ExitCode.INTERRUPTED)
