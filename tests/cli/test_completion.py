"""What a shell is given when Tab is pressed, as its script asks for it."""

from functools import partial
from pathlib import Path

import pytest

from tests.command import Run, run_installed


@pytest.fixture
def search(indexed_corpus: Path) -> Run:
    """The installed command: where it completes, it ends its process."""
    return partial(run_installed, cwd=indexed_corpus)


def complete(search: Run, line: str) -> list[str]:
    """What may stand for the last word of a line."""
    words = line.split(" ")
    shell = {"_SEARCH_COMPLETE": "complete_bash", "COMP_WORDS": line}
    return search(env={**shell, "COMP_CWORD": str(len(words) - 1)}).out.split()


@pytest.mark.parametrize("command", ["show", "open", "similar"])
def test_ids_of_the_first_passages_of_files(search: Run, command: str) -> None:
    assert complete(search, f"search {command} po") == ["pogoda.txt#p1"]
    assert set(complete(search, f"search {command} ")) >= {"pogoda.txt#p1", "sammit.txt#p1"}


def test_ids_of_one_file(search: Run) -> None:
    found = complete(search, "search show pogoda.txt#p")
    assert found == ["pogoda.txt#p1", "pogoda.txt#p2", "pogoda.txt#p3"]
    assert complete(search, "search show pogoda.txt#p3") == ["pogoda.txt#p3"]
    assert all(search("show", id).code == 0 for id in found)


@pytest.mark.parametrize(
    "line, found",
    [
        ("search index --engine ta", ["tantivy"]),
        ("search move --to who", ["whoosh"]),
        ("search query --sort ol", ["oldest"]),
        ("search timeline x --by sp", ["speaker"]),
        ("search spea", ["speakers"]),
    ],
)
def test_values_and_commands(search: Run, line: str, found: list[str]) -> None:
    assert complete(search, line) == found


def test_without_an_index_nothing_is_proposed(spawn: Run) -> None:
    assert complete(spawn, "search show po") == []
