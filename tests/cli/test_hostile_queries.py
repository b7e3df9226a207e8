"""Queries and options that nobody should ask: an answer, a note on what is left out, one line."""

import json
from pathlib import Path

import pytest

from searchtool.engines import ENGINES
from tests.command import Run, assert_one_line_error, ids

HUGE = ["2147483648", "9223372036854775807", "9223372036854775808", "1" + "0" * 5_000]


@pytest.fixture(params=sorted(ENGINES))
def search(request: pytest.FixtureRequest, run: Run, corpus: Path) -> Run:
    """Runs queries over the corpus on each engine."""
    assert run("index", "--engine", request.param, "-q").code == 0
    return run


@pytest.mark.parametrize("number", HUGE)
def test_as_many_hits_as_there_are(search: Run, number: str) -> None:
    whole = ids(search("дождь", "--jsonl"))
    assert ids(search("дождь", "--jsonl", "-n", number)) == whole
    for options in (["--sort", "newest"], ["--files"], ["--quotes"], ["--count"]):
        assert search("дождь", *options, "-n", number).out == search("дождь", *options).out
    behind = search("дождь", "--jsonl", "--offset", number, "-n", number)
    assert (behind.code, behind.out) == (1, "")
    assert "past the last hit; 2 passages in all" in behind.err
    assert search("дождь", "--files", "--offset", number).out == ""


@pytest.mark.parametrize("name", ["--path", "--title", "--author", "--speaker", "--since"])
def test_a_very_long_value_is_refused(search: Run, name: str) -> None:
    assert_one_line_error(search("дождь", name, "а" * 1_001), name, "longer than 1000 characters")


def test_a_wrong_value_is_not_repeated_at_length(search: Run) -> None:
    refused = search("дождь", "-n", "ж" * 100_000)
    assert_one_line_error(refused, "-n")
    assert len(refused.err) < 200


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("дождь " + "слово " * 1_000, "only its first 400 words"),
        ("дождь," + "слово," * 1_000, "only its first 400 words"),
        ('дождь "' + "и " * 1_000 + '"', "only its first 400 words"),
        ("дождь | " + "ы" * 100_000, "only its first 20000 characters"),
        (" | ".join(f"дождь{chr(1072 + n)}~" for n in range(30)), "only the first 20 are used"),
        (" | ".join(f"дож{chr(1072 + n)}*" for n in range(30)), "only the first 20 are used"),
        (" OR ".join(f"path:{n}" for n in range(40)) + " | дождь", "only the first 30 are used"),
        (" OR ".join(f'title:"а {n}"' for n in range(40)) + " | дождь", "only the first 30"),
        ("path:" + "?" * 2_000 + " | дождь", "only the first 1000 characters of the value"),
    ],
)
def test_what_is_left_out_is_told(search: Run, query: str, note: str) -> None:
    finished = search(query, "--json", "-n", "1")
    answer = json.loads(finished.out)
    assert [one for one in answer["notes"] if note in one]
    assert answer["query"] == query.strip()


def test_a_phrase_of_too_many_passages_is_searched_as_words(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("searchtool.search.phrase_limits.MAX_CHECKED", 5)
    text = "\n\n".join(f"Дождь номер {n} долго идёт здесь." for n in range(10))
    (tmp_path / "a.txt").write_text(text, "utf-8")
    for engine in sorted(ENGINES):
        assert run("index", "a.txt", "--rebuild", "--engine", engine, "-q").code == 0
        found = run('"дож* здес*"', "--json")
        assert json.loads(found.out)["complete"] == 10
        assert "too frequent for a phrase, searched as single words" in found.err
        exact = json.loads(run('"дож* здес*" "=номер 7"', "--json").out)
        assert exact["complete"] == 1
