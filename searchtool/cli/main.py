"""Runs the command `search`: prepares the streams, turns errors into one line and an exit code."""

import gc
import os
import sys
from contextlib import suppress
from typing import NoReturn

from searchtool.cli.messages import ExitCode, Messages, unexpected
from searchtool.core.errors import SearchError
from searchtool.core.gc_threshold import GC_THRESHOLD
from searchtool.core.i18n import tr


def main() -> NoReturn:
    """Run the command line of this process and end the process."""
    gc.set_threshold(GC_THRESHOLD)
    _leave(int(run(sys.argv[1:])))


def run(arguments: list[str]) -> int:
    """Run a command line on the standard streams and return its exit code.

    Errors are reported as one line on standard error; no traceback reaches the user unless
    `SEARCHTOOL_DEBUG` is set.
    """
    _prepare_streams()
    try:
        code = _dispatch(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        return ExitCode.FOUND  # `search … | head -1` is no error
    except KeyboardInterrupt as error:
        Messages().note(str(error) or tr("interrupted", "прервано"))
        return ExitCode.INTERRUPTED
    except SearchError as error:
        Messages().error(error)
        return ExitCode.ERROR
    except OSError as error:
        from searchtool.core.os_errors import describe_os_error  # few commands fail so

        Messages().error(SearchError(_place(error), describe_os_error(error)))
        return ExitCode.ERROR
    except Exception as error:
        return _unexpected(error)
    return code


def _leave(code: int) -> NoReturn:
    """End the process. To take the interpreter apart first takes 8 ms, a tenth of a query, and
    gives nothing back that the system does not."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # nobody is left to be told
            stream.flush()
    os._exit(code)


def _dispatch(arguments: list[str]) -> int:
    # Only what is asked for is loaded: see `make coldstart`.
    from searchtool.cli.commands.table import COMMANDS
    from searchtool.cli.fast_args import parse_fast

    if (parsed := parse_fast(arguments)) is not None:
        name, given = parsed
        values = COMMANDS[name].values(given)
        if name == "index":
            from searchtool.cli.commands import index

            return index.run(values)
        from searchtool.cli.run_query import run_query

        return run_query(values)
    from searchtool.cli import app

    return app.run(arguments)


def _prepare_streams() -> None:
    """A closed stream takes nothing; what cannot be encoded or decoded must not end the program."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "r" if name == "stdin" else "w"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]


def _place(error: OSError) -> str:
    return str(error.filename) if error.filename else tr("standard output", "стандартный вывод")


def _unexpected(error: Exception) -> int:
    if os.environ.get("SEARCHTOOL_DEBUG"):
        raise error
    Messages().error(unexpected(error))
    return ExitCode.ERROR
