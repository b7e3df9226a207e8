"""The commands of `search`: what each takes, its help and its examples.

With the flags of `flags.py` this is all that Typer's commands (`app.py`), the parser of plain
queries (`fast_args.py`), `--help` (`help.py`), docs/cli.md and the man page are made from.
"""

from collections.abc import Mapping

from searchtool.cli.tables.command import Argument, Command
from searchtool.cli.tables.counts import COUNT, REPORT, TIMELINE
from searchtool.cli.tables.passages import ANALYZE, OPEN, SHOW, SIMILAR
from searchtool.cli.tables.queries import LIST_SAVED, LIVE, NEW, QUERY, QUOTES, SAVE, SPEAKERS
from searchtool.cli.tables.upkeep import DOCTOR, INDEX, MCP, MOVE, STATUS, WATCH

__all__ = ["COMMANDS", "INDEX", "OPTION_NAMES", "QUERY", "Argument", "Command"]

_ALL = (
    QUERY,
    INDEX,
    MOVE,
    QUOTES,
    SPEAKERS,
    TIMELINE,
    COUNT,
    REPORT,
    SHOW,
    OPEN,
    SIMILAR,
    ANALYZE,
    STATUS,
    DOCTOR,
    LIVE,
    NEW,
    SAVE,
    LIST_SAVED,
    WATCH,
    MCP,
)

COMMANDS: Mapping[str, Command] = {command.name: command for command in _ALL}

OPTION_NAMES: Mapping[str, str] = {
    flag.field: "/".join(flag.names) for command in COMMANDS.values() for flag in command.flags
}
"""What an option is called on the command line, by its name in Python: «-n/--limit»."""
