"""Which segments a commit merges, and what becomes of them."""

from array import array
from pathlib import Path

import pytest

from searchtool.engines.whoosh.merging import MAX_SEGMENTS, merge_segments, select_segments
from searchtool.engines.whoosh.posting_codec import decode, encode
from searchtool.engines.whoosh.segment import Segment, SegmentReader, SegmentWriter, Storage
from searchtool.engines.whoosh.term_codec import POSITION_BITS, to_term


def segments(*sizes: int) -> list[Segment]:
    return [Segment(f"s{n}", size) for n, size in enumerate(sizes)]


def selected(listed: list[Segment], added: int = 1) -> list[int]:
    return [segment.size for segment in select_segments(listed, added)]


@pytest.mark.parametrize("deleted", [3, 5, 8])
def test_many_deletes_are_rewritten(deleted: int) -> None:
    listed = [Segment("a", 8, frozenset(range(deleted))), Segment("b", 100, frozenset(range(25)))]
    assert selected(listed) == ([8] if deleted < 8 else [])  # of 8 nothing is left to be rewritten


def test_few_segments_are_left_alone() -> None:
    assert selected(segments(*[10] * (MAX_SEGMENTS - 1))) == []
    assert selected(segments(*[10] * MAX_SEGMENTS)) == [10] * MAX_SEGMENTS


def test_large_segments_are_left_alone() -> None:
    sizes = [5_000, 1, 1, 1, 2, 4, 900, 1]
    assert selected(segments(*sizes)) == [1, 1, 1, 1, 2, 4]
    assert selected(segments(*sizes), added=2_000) == [1, 1, 1, 1, 2, 4, 900]


def test_sizes_grow_so_that_few_are_rewritten_often() -> None:
    listed: list[Segment] = []
    rewritten = 0
    for commit in range(500):
        chosen = select_segments(listed, 10)
        rewritten += sum(segment.size for segment in chosen)
        size = 10 + sum(segment.size for segment in chosen)
        listed = [s for s in listed if s not in chosen] + [Segment(f"c{commit}", size)]
        assert len(listed) <= MAX_SEGMENTS
    assert rewritten < 5_000 * 12  # each of them a dozen times over 500 commits


KEY = to_term(("paragraph", "key"), "дождь")
ID = to_term("id", "passage d#p1")


def write(storage: Storage, *records: bytes) -> Segment:
    """Entries that are all found by one id, each with the key at the positions 0 and 2."""
    writer = SegmentWriter(storage)
    for order, record in enumerate(records):
        writer.add(record, order)
    numbers = range(len(records))
    positions = [number << POSITION_BITS | at for number in numbers for at in (0, 2)]
    return writer.finish([(ID, encode(array("Q", numbers))), (KEY, encode(array("Q", positions)))])


def test_merged_segments_have_the_live_entries_with_new_numbers(tmp_path: Path) -> None:
    storage = Storage(tmp_path)
    first = write(storage, b"a", b"b", b"c")._replace(deleted=frozenset({1}))
    second = write(storage, b"d")
    readers = [SegmentReader(storage, segment) for segment in (first, second)]
    writer = SegmentWriter(storage)
    writer.add(b"new", 9)
    added = to_term("id", "passage new#p1")
    merged = merge_segments(writer, iter([(added, array("Q", [0]))]), readers)
    for reader in readers:
        reader.close()

    reader = SegmentReader(storage, merged)
    assert (merged.size, merged.live) == (4, 4)
    assert [reader.record(number) for number in range(4)] == [b"new", b"a", b"c", b"d"]
    assert list(reader.orders()) == [9, 0, 2, 0]
    postings = {term: list(decode(encoded)) for term, encoded in reader.all_postings()}
    assert postings[added] == [0]
    assert postings[ID] == [1, 2, 3]
    bits = POSITION_BITS
    assert postings[KEY] == [
        1 << bits,
        1 << bits | 2,
        2 << bits,
        2 << bits | 2,
        3 << bits,
        3 << bits | 2,
    ]
    reader.close()
