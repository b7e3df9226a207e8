"""The command `search`: arguments in, an exit code out."""

import os
import sys

from searchtool.errors import SearchError
from searchtool.language import tr
from searchtool.messages import ExitCode, Messages


def main() -> None:
    """Run the command line. No traceback reaches the user unless `SEARCHTOOL_DEBUG` is set."""
    for stream in (sys.stdout, sys.stderr):
        # A name or a locale that cannot be encoded must not end the program.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        from searchtool.cli.app import app

        code = app(prog_name="search", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:
        code = _closed_pipe()
    except KeyboardInterrupt:
        Messages().note(tr("interrupted", "прервано"))
        code = ExitCode.INTERRUPTED
    except SearchError as error:
        Messages().error(error)
        code = error.exit_code
    except Exception as error:
        code = _unexpected(error)
    sys.exit(int(code or 0))


def _closed_pipe() -> ExitCode:
    # `search … | head -1` is no error; Python would complain once more when it flushes at exit.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return ExitCode.FOUND


def _unexpected(error: Exception) -> ExitCode:
    from typer import Abort, Exit
    from typer._click.exceptions import ClickException

    if isinstance(error, Exit):
        return ExitCode(error.exit_code)
    if isinstance(error, Abort):
        return ExitCode.INTERRUPTED
    if isinstance(error, ClickException):
        Messages().error(
            SearchError("", error.format_message(), tr("see: search --help", "см.: search --help"))
        )
        return ExitCode.ERROR
    if os.environ.get("SEARCHTOOL_DEBUG"):
        raise error
    cause = f"{type(error).__name__}: {error}".replace("\n", " ")
    advice = tr(
        "this is our fault; SEARCHTOOL_DEBUG=1 shows where",
        "это наша ошибка; SEARCHTOOL_DEBUG=1 покажет где",
    )
    Messages().error(SearchError("", cause, advice))
    return ExitCode.ERROR
