"""Parses the command line of a plain query without Typer.

Typer takes 40 ms to load, half of what a whole cold query costs. Whatever is not plainly a query is
left to it: help, completion, mistakes, other commands.
"""

import os
from typing import Any

from searchtool.cli.commands.table import COMMANDS, QUERY
from searchtool.core.errors import OptionError


def parse_fast(arguments: list[str]) -> dict[str, Any] | None:
    """What a command line says of the fields of a query's flags, or None where Typer has to look.

    >>> parse_fast(["мост", "-n", "3", "--json"])
    {'limit': 3, 'json': True, 'words': ['мост']}
    >>> parse_fast(["index", "docs"]), parse_fast(["мост", "--limit=3"])
    (None, None)
    """
    if not arguments or "_SEARCH_COMPLETE" in os.environ:
        return None
    first, *rest = arguments
    if first == QUERY.name:
        arguments = rest
    elif first in COMMANDS:
        return None
    try:
        return _parse(arguments)
    except OptionError:  # Typer takes the last of several values
        return None


def is_text(argument: str) -> bool:
    """Whether an argument with a dash before it is a part of the query: no option has a space in
    it or begins with a Russian letter."""
    if argument[:1] != "-" or argument[1:2] in ("", "-"):
        return False
    return not argument[1].isascii() or " " in argument


def _parse(arguments: list[str]) -> dict[str, Any] | None:
    flags = QUERY.flags_by_name()
    values: dict[str, Any] = {}
    words: list[str] = []
    coming = iter(arguments)
    for argument in coming:
        if flag := flags.get(argument):
            if flag.is_switch:
                values[flag.field] = flag.sets
                continue
            value = next(coming, "-")
            if value.startswith("-"):
                return None
            values[flag.field] = flag.parse(value)
        elif argument in ("", "-") or argument[0] != "-" or is_text(argument):
            words.append(f" {argument}" if is_text(argument) else argument)
        else:
            return None
    return {**values, "words": words}
