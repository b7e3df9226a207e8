"""The arguments of a usual query in, the fields of its Question out, without Typer.

Typer takes 40 ms to load, half of what a whole cold query costs. What is not plainly a query, or is
not plainly right, is left to it: help, completion, mistakes, other commands.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

COMMANDS = frozenset(("query", "index", "quotes", "speakers", "show", "analyze", "status"))

FLAGS = {
    "--full": "full",
    "--count": "only_count",
    "--files": "files",
    "--json": "json",
    "--jsonl": "jsonl",
    "--csv": "csv",
    "--plain": "plain",
    "--quotes": "quotes",
    "--sure": "sure",
    "--all": "all_sources",
    "--explain": "explain",
    "--no-fix": "no_fix",
    "--stdin": "stdin",
    "--quiet": "quiet",
    "-q": "quiet",
}


def _number(least: int, most: int | None = None) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not text.isascii() or not text.isdigit():
            raise ValueError(text)
        number = int(text)
        if number < least or (most is not None and number > most):
            raise ValueError(text)
        return number

    return read


def _sort(text: str) -> str:
    if text not in ("relevance", "date", "oldest"):
        raise ValueError(text)
    return text


VALUES: dict[str, tuple[str, Callable[[str], Any]]] = {
    "-n": ("limit", _number(1)),
    "--limit": ("limit", _number(1)),
    "--offset": ("offset", _number(0)),
    "-C": ("context", _number(0, 100)),
    "--context": ("context", _number(0, 100)),
    "--color": ("color", str),
    "--speaker": ("speaker", str),
    "--title": ("title", str),
    "--path": ("path", str),
    "--since": ("since", str),
    "--until": ("until", str),
    "--sort": ("sort", _sort),
    "--index": ("index_path", Path),
}


def parse_fast(arguments: list[str]) -> dict[str, Any] | None:
    """What a command line says of the fields of `answer.Question`, or None where Typer has to look.

    >>> parse_fast(["мост", "-n", "3", "--json"])
    {'limit': 3, 'json': True, 'words': ['мост']}
    >>> parse_fast(["index", "docs"]), parse_fast(["мост", "--limit=3"])
    (None, None)
    """
    if not arguments or "_SEARCH_COMPLETE" in os.environ:
        return None
    first, *rest = arguments
    if first == "query":
        arguments = rest
    elif first in COMMANDS:
        return None
    try:
        return _read(arguments)
    except ValueError:
        return None


def is_text(argument: str) -> bool:
    """Whether an argument with a dash before it is a part of the query: no option has a space in
    it or begins with a Russian letter."""
    if argument[:1] != "-" or argument[1:2] in ("", "-"):
        return False
    return not argument[1].isascii() or " " in argument


def _read(arguments: list[str]) -> dict[str, Any] | None:
    values: dict[str, Any] = {}
    words: list[str] = []
    coming = iter(arguments)
    for argument in coming:
        if argument in FLAGS:
            values[FLAGS[argument]] = True
        elif argument in VALUES:
            name, read = VALUES[argument]
            value = next(coming, "-")
            if value.startswith("-"):
                return None
            values[name] = read(value)
        elif argument in ("", "-") or argument[0] != "-" or is_text(argument):
            words.append(f" {argument}" if is_text(argument) else argument)
        else:
            return None
    return {**values, "words": words or None}
