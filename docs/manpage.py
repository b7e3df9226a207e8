"""Writes docs/search.1, the manual page, from the table of commands.

usage: python docs/manpage.py [--check]
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from searchtool import __version__
from searchtool.cli.commands.table import COMMANDS, Command
from searchtool.cli.flags import Flag
from searchtool.cli.help import ABOUT, EXAMPLES, EXIT_CODES, NAMESAKE, OWN_OPTIONS, option_help

PAGE = Path(__file__).with_name("search.1")
FILES = (
    ("index/", "the index, where --index, SEARCHTOOL_INDEX or a settings file names no other"),
    ("docs_in/", "what the first query indexes; SEARCHTOOL_DOCS names another folder"),
    ("searchtool.toml", "settings of the project: index, docs, speakers"),
    ("$XDG_CONFIG_HOME/searchtool/config.toml", "the same of the user"),
    ("speakers.toml", "who is who; SEARCHTOOL_SPEAKERS names another file"),
    ("$XDG_STATE_HOME/searchtool/answers/", "the last answer of each terminal, for a day"),
)


def lines() -> Iterator[str]:
    """The page in the language of man(7), in English."""
    yield f'.TH SEARCH 1 "" "searchtool {__version__}" "User Commands"'
    yield ".SH NAME"
    yield f"search \\- {_text(ABOUT[0][0].lower() + ABOUT[0][1:])}"
    yield ".SH SYNOPSIS"
    yield ".B search\n.I QUERY...\n.RI [ OPTIONS ]\n.br"
    for command in list(COMMANDS.values())[1:]:
        yield f".B search {command.name}\n{_given(command)}.RI [ OPTIONS ]\n.br"
    yield ".SH DESCRIPTION"
    yield _text(NAMESAKE[0])
    for command in COMMANDS.values():
        yield from _command(command)
    yield ".SH OPTIONS OF THE PROGRAM"
    for name, help in OWN_OPTIONS:
        yield from _entry(name, help[0])
    yield ".SH EXIT STATUS"
    for code, meaning in EXIT_CODES:
        yield from _entry(code, meaning[0])
    yield ".SH FILES"
    for path, meaning in FILES:
        yield from _entry(path, meaning)
    yield ".SH EXAMPLES"
    for line, meaning in EXAMPLES:
        yield from _entry(line, meaning[0])


def _command(command: Command) -> Iterator[str]:
    yield f".SH SEARCH {command.name.upper()}"
    yield _text(command.summary[0])
    if command.argument:
        yield from _entry(command.argument.metavar[0], command.argument.help[0])
    for heading, flags in command.groups:
        yield f".SS {heading[0]}"
        for flag in flags:
            yield from _entry(_names(flag), option_help(flag))
    for line, meaning in command.examples:
        yield from _entry(line, meaning[0])


def _given(command: Command) -> str:
    argument = command.argument
    if argument is None:
        return ""
    name = argument.metavar[0] + ("..." if argument.many else "")
    return f".I {name}\n" if argument.required else f".RI [ {name} ]\n"


def _names(flag: Flag) -> str:
    names = ", ".join(flag.names)
    return names if flag.is_switch else f"{names} {flag.metavar[0]}"


def _entry(term: str, meaning: str) -> Iterator[str]:
    yield f".TP\n.B {_text(term)}\n{_text(meaning)}"


def _text(text: str) -> str:
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{escaped}" if escaped[:1] in (".", "'") else escaped


def main() -> None:
    """Write the page, or tell whether it is as it would be written."""
    os.environ["LC_ALL"] = "C"
    page = "\n".join(lines()) + "\n"
    if "--check" not in sys.argv[1:]:
        PAGE.write_text(page, "utf-8")
    elif not PAGE.exists() or PAGE.read_text("utf-8") != page:
        sys.exit("docs/search.1 is out of date; run: make fix")


if __name__ == "__main__":
    main()
