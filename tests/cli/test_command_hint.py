"""A mistyped command is a query; a hint tells of the command."""

import json

import pytest

from tests.command import RUSSIAN, Run, assert_one_line_error


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (("staus",), "search status"),
        (("Statsu",), "search status"),
        (("idnex", "docs_in"), "search index"),
        (("shwo docs_in/pogoda.txt#p1",), "search show"),
        (("qoutes", "--plain"), "search quotes"),
        (("speaker", "-q"), None),
        (("spekers", "дождь"), "search speakers"),
        (("anlayze", "--no-fix"), "search analyze"),
        (("help",), "search --help"),
        (("version",), "search --version"),
        (("абырвалг",), None),
        (("state",), None),
        (("дождь",), None),
        (("дождь", "staus"), None),
        (("query", "status"), "search status"),
    ],
)
def test_a_mistyped_command_is_hinted_at(
    search: Run, typed: tuple[str, ...], meant: str | None
) -> None:
    hint = f"did you mean the command: {meant}"
    lines = search(*typed).err.splitlines()
    assert (hint in lines) == bool(meant)
    assert sum("command" in line for line in lines) == bool(meant)


def test_the_answer_stays_as_it_is(search: Run) -> None:
    finished = search("staus", "--json", env=RUSSIAN)
    assert (finished.code, json.loads(finished.out)["hits"]) == (1, [])
    assert "возможно, вы имели в виду команду: search status" in finished.err.splitlines()


def test_a_word_of_the_index_is_no_command(search_crowd: Run) -> None:
    """The crowd has the word «index»."""
    finished = search_crowd("query", "index")
    assert (finished.code, finished.err.count("command")) == (0, 0)


def test_without_an_index_there_is_a_hint_too(run: Run) -> None:
    finished = run("staus")
    assert finished.code == 2
    first, second = finished.err.splitlines()
    assert first == "did you mean the command: search status"
    assert second.startswith("search: index: no index here")


def test_with_an_option_of_the_command(search: Run) -> None:
    assert_one_line_error(search("staus", "--failed"), "--failed", "did you mean: search status")
    assert_one_line_error(search("дождь", "--failed"), "--failed: no such option")
