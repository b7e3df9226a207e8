"""Parses the command line of a plain query, or of a refresh, without Typer.

Typer takes 40 ms to load, half of what a whole cold query costs. Whatever is not plainly one of
these is left to it: help, completion, mistakes, other commands.
"""

import os
from typing import Any

from searchtool.cli.commands.table import COMMANDS, INDEX, QUERY, Command
from searchtool.core.errors import OptionError

FAST = (QUERY, INDEX)


def parse_fast(arguments: list[str]) -> tuple[str, dict[str, Any]] | None:
    """The command of a command line and the values of the fields of its flags, or None where Typer
    has to look.

    >>> name, values = parse_fast(["мост", "-n", "3", "--json"])
    >>> name, values["limit"], values["json"], values["words"]
    ('query', 3, True, ['мост'])
    >>> parse_fast(["show", "a.txt#p1"]), parse_fast(["мост", "--limit=3"])
    (None, None)
    """
    if not arguments or "_SEARCH_COMPLETE" in os.environ:
        return None
    command = COMMANDS.get(arguments[0])
    if command is None:
        command = QUERY
    else:
        arguments = arguments[1:]
    if command not in FAST:
        return None
    try:
        values = _parse(command, arguments)
    except OptionError:  # Typer takes the last of several values
        return None
    return None if values is None else (command.name, values)


def is_text(argument: str) -> bool:
    """Whether an argument with a dash before it is a part of the query: no option has a space in
    it or begins with a Russian letter."""
    if argument[:1] != "-" or argument[1:2] in ("", "-"):
        return False
    return not argument[1].isascii() or " " in argument


def _parse(command: Command, arguments: list[str]) -> dict[str, Any] | None:
    flags = command.flags_by_name()
    values = command.defaults()
    words: list[str] = []
    coming = iter(arguments)
    for argument in coming:
        if flag := flags.get(argument):
            if flag.is_switch:
                values[flag.field] = flag.sets
                continue
            value = next(coming, "-")
            if value.startswith("-") or flag.many:
                return None
            values[flag.field] = flag.parse(value)
        elif argument in ("", "-") or argument[0] != "-" or is_text(argument):
            words.append(f" {argument}" if is_text(argument) else argument)
        else:
            return None
    assert command.argument
    return values | {command.argument.field: words}
