"""A plain query or refresh parsed without Typer means what Typer makes of it."""

from typing import Any

import pytest
import typer
from hypothesis import example, given
from hypothesis import strategies as st

from searchtool.cli.app import _make_app, _value
from searchtool.cli.commands.table import COMMANDS, INDEX, QUERY
from searchtool.cli.fast_args import parse_fast
from searchtool.search.options import SearchOptions

GROUP: Any = typer.main.get_command(_make_app())

WORDS = ("мост", "-мост", "-", "", "- 5", "index", "query", "a b", "--", "-5", "день*", "--нет")
VALUES = ("3", "0", "101", "x", "date", "٣", "-n5", "--n=3")
FLAGS = {**QUERY.flags_by_name(), **INDEX.flags_by_name()}
PIECES = st.sampled_from([*WORDS, *VALUES, *FLAGS])


def by_typer(arguments: list[str]) -> tuple[str, dict[str, Any]] | None:
    """The command and its values as Typer reads them, or None for a mistake."""
    try:
        with GROUP.make_context("search", list(arguments)) as context:
            name, command, rest = GROUP.resolve_command(context, context._protected_args)
            with command.make_context(name, [*rest, *context.args]) as inner:
                given = inner.params
        asked = COMMANDS[name]
        said = {
            flag.field: _value(flag, given[flag.field])
            for flag in asked.flags
            if given[flag.field] not in (None, (), [])
        }
    except Exception:
        return None
    assert asked.argument
    words = {asked.argument.field: list(given[asked.argument.field] or ())}
    return name, asked.defaults() | said | words


@given(st.lists(PIECES, max_size=6))
@example(["-n", "мост", "-n5"])
@example(["index", "мост", "--check", "--engine", "auto"])
def test_what_is_parsed_without_typer_is_what_typer_parses(arguments: list[str]) -> None:
    parsed = parse_fast(arguments)
    if parsed is not None:
        assert parsed == by_typer(arguments)


@given(st.lists(PIECES, max_size=6))
def test_a_refresh_parsed_without_typer_is_what_typer_parses(arguments: list[str]) -> None:
    parsed = parse_fast(["index", *arguments])
    if parsed is not None:
        assert parsed == by_typer(["index", *arguments])


@pytest.mark.parametrize(
    "arguments",
    [
        ["мост"],
        ["мост", "река", "-n", "3", "--json"],
        ["query", "index", "--quotes", "--speaker", "Токаев", "--since", "2024"],
        ["--stdin", "--jsonl", "--index", "there"],
        ['"глава государства"~3 -бюджет', "-бюджет", "--color", "always", "--sort", "date"],
        ["index"],
        ["index", "texts", "--index", "there", "--quiet", "--rebuild"],
    ],
)
def test_plain_queries_and_refreshes_need_no_typer(arguments: list[str]) -> None:
    assert parse_fast(arguments) is not None


def test_typer_has_all_commands_and_flags_of_the_table() -> None:
    assert set(GROUP.commands) == set(COMMANDS)
    for name, command in COMMANDS.items():
        known = {option for one in GROUP.commands[name].params for option in one.opts}
        argument = {command.argument.field} if command.argument else set()
        assert known - {"--help", "-h"} == {*command.flags_by_name(), *argument}


def test_every_option_of_a_search_has_a_flag() -> None:
    fields = {flag.field: flag.default for flag in QUERY.flags}
    not_typed = {"seen_after"}  # `search new` sets it
    own = {name: fields[name] for name in SearchOptions._fields if name not in not_typed}
    given = {name: default for name, default in own.items() if default is not None}
    assert SearchOptions(**given) == SearchOptions()
