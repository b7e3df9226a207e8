"""Date ranges together find all there is, in order, and not too much at once."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtool.analysis.analyzer import Words
from searchtool.core.model import Document, Passage, Sort, Span
from searchtool.engines.base import Searcher
from searchtool.engines.codec import index_passage
from searchtool.engines.memory import MemoryEngine
from searchtool.query.filters import FIRST, LAST
from searchtool.query.tree import MATCH_ALL, FilterField
from searchtool.search.date_sort import date_ranges

MAX_PASSAGES = 3


def searcher_over(days: list[str | None]) -> tuple[Searcher, dict[str, str | None]]:
    """An index with a passage of each day, and the day of each."""
    engine = MemoryEngine()
    passages = {f"{number}.txt#p1": day for number, day in enumerate(days)}
    with engine.writer() as writer:
        for id, day in passages.items():
            passage = Passage(id, id, 1, "", Span(0, 0))
            fields: dict[FilterField, list[str]] = {"date": [day] if day else []}
            indexed = index_passage(passage, Words("", ""), fields)
            writer.add(Document(id, id, "txt", "utf-8"), [indexed])
    return engine.searcher(), passages


some_days = st.lists(
    st.none() | st.dates().map(str) | st.sampled_from(["2019-06-14", "2019-06-15"]), max_size=40
)


@pytest.mark.parametrize("order", ["newest", "oldest"])
@given(days=some_days)
def test_ranges_find_everything_in_order_and_little_at_once(
    days: list[str | None], order: Sort
) -> None:
    searcher, day_of = searcher_over(days)
    unknown = FIRST if order == "newest" else LAST
    found = [
        [passage.id for passage in searcher.matching(part, "paragraph")]
        for part in date_ranges(searcher, MATCH_ALL, "paragraph", MAX_PASSAGES, order)
    ]
    assert sorted(id for part in found for id in part) == sorted(day_of)
    in_parts = [[day_of[id] or unknown for id in part] for part in found if part]
    assert all(len(part) <= MAX_PASSAGES or len(set(part)) == 1 for part in in_parts)
    for before, after in pairwise(in_parts):
        assert min(before) > max(after) if order == "newest" else max(before) < min(after)
