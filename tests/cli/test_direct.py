"""A command line in, the same question with Typer and without it out."""

from pathlib import Path
from typing import Any

import typer
from hypothesis import given
from hypothesis import strategies as st

from searchtool.cli.app import app
from searchtool.cli.fast_args import COMMANDS, FLAGS, VALUES, parse_fast
from searchtool.cli.run_query import SearchRequest

GROUP: Any = typer.main.get_command(app)
QUERY: Any = GROUP.commands["query"]

WORDS = ("мост", "-мост", "-", "", "- 5", "index", "query", "a b", "--", "-5", "день*", "--нет")
SIGNS = ("3", "0", "101", "x", "date", "٣", "-n5", "--n=3")
PIECES = st.sampled_from([*WORDS, *SIGNS, *FLAGS, *VALUES])


def by_typer(arguments: list[str]) -> dict[str, Any] | None:
    """The parameters as Typer reads them, or None for a mistake or another command."""
    try:
        with GROUP.make_context("search", list(arguments)) as context:
            name, command, rest = GROUP.resolve_command(context, context._protected_args)
            if name != "query":
                return None
            with command.make_context("query", [*rest, *context.args]) as inner:
                words = list(inner.params["words"] or ()) or None
                folder = inner.params["index_path"]  # made a Path when the command is called
                return {
                    **inner.params,
                    "words": words,
                    "index_path": Path(folder) if folder is not None else None,
                }
    except Exception:
        return None


@given(st.lists(PIECES, max_size=6))
def test_what_is_read_directly_is_what_typer_reads(arguments: list[str]) -> None:
    fields = parse_fast(arguments)
    if fields is not None:
        assert SearchRequest(**fields)._asdict() == by_typer(arguments)


def test_usual_queries_are_read_directly() -> None:
    for arguments in (
        ["мост"],
        ["мост", "река", "-n", "3", "--json"],
        ["query", "index", "--quotes", "--speaker", "Токаев", "--since", "2024"],
        ["--stdin", "--jsonl", "--index", "there"],
        ['"глава государства"~3 -бюджет', "-бюджет", "--color", "always", "--sort", "date"],
    ):
        assert parse_fast(arguments) is not None, arguments


def test_every_option_of_a_query_can_be_read_directly() -> None:
    known = {option for parameter in QUERY.params for option in parameter.opts}
    assert known - {"words", "--help", "-h"} == {*FLAGS, *VALUES}
    assert set(GROUP.commands) == COMMANDS
