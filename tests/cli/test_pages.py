"""Pages of an answer: -n, --offset, and how many hits there are in all."""

import json

import pytest

from tests.command import Run, assert_one_line_error, ids
from tests.corpus import RELAXED


@pytest.mark.parametrize("size", [40, 80])
def test_pages_make_up_the_long_answer(search_crowd: Run, size: int) -> None:
    whole = ids(search_crowd("зонт музей", "--jsonl", "-n", "400"))
    pages = [ids(search_crowd("зонт музей", "--jsonl", "-n", str(size), "--offset", str(n)))
             for n in range(0, 400, size)]  # fmt: skip
    assert len(whole) == len(set(whole)) == 400
    assert [id for page in pages for id in page] == whole


def test_small_pages_make_up_a_relaxed_answer(search: Run) -> None:
    whole = ids(search(*RELAXED, "--jsonl"))
    pages = [ids(search(*RELAXED, "--jsonl", "-n", "1", "--offset", str(n))) for n in range(4)]
    assert len(whole) == 4
    assert [id for page in pages for id in page] == whole


def test_a_page_behind_the_last_hit_says_how_many_there_are(search: Run) -> None:
    finished = search("кибербезопасность", "--offset", "50")
    assert (finished.code, finished.out) == (1, "")
    assert "2" in finished.err


def test_a_cut_answer_says_how_many_there_are(search: Run) -> None:
    assert search("кибербезопасность", "-n", "1").err == "1 of 2 passages; more: -n 2\n"


def test_scores_go_down_to_the_last_hit(search_crowd: Run) -> None:
    """Also of those that are not ranked."""
    hits = [json.loads(line) for line in
            search_crowd("зонт музей", "--jsonl", "-n", "400").out.splitlines()]  # fmt: skip
    scores = [hit["score"] for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] > 0


@pytest.mark.parametrize("values", [("-n", "0"), ("-n", "много"), ("--offset", "-1"), ("-C", "-1")])
def test_numbers_out_of_range_are_refused(search: Run, values: tuple[str, str]) -> None:
    assert_one_line_error(search("дождь", *values), values[0])
