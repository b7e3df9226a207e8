"""Files of segments, and the list of them."""

import json
from pathlib import Path

import pytest

from searchtool.engines.whoosh.segment import (
    SEGMENTS_FILE,
    TERMS_PER_ROW,
    Segment,
    SegmentReader,
    SegmentWriter,
    Storage,
)


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    storage = Storage(tmp_path / "engine")
    storage.create()
    return storage


def write(storage: Storage, terms: list[tuple[bytes, bytes]], records: int = 3) -> Segment:
    writer = SegmentWriter(storage)
    for number in range(records):
        writer.add(f"record {number}".encode(), number * 2**40)
    return writer.finish(terms)


def test_a_segment_gives_back_what_was_written(storage: Storage) -> None:
    terms = [(f"{n:04}".encode(), str(n).encode() * (n % 9 + 1)) for n in range(3 * TERMS_PER_ROW)]
    reader = SegmentReader(storage, write(storage, terms))
    assert list(reader.all_postings()) == terms
    assert [reader.postings(term) for term, _ in terms] == [postings for _, postings in terms]
    assert reader.postings(b"0000x") is None
    assert reader.postings(b"9999") is None
    assert list(reader.terms(b"01")) == [term for term, _ in terms if term.startswith(b"01")]
    assert list(reader.terms(b"2")) == []
    assert [reader.record(number) for number in range(3)] == [b"record 0", b"record 1", b"record 2"]
    assert list(reader.orders()) == [0, 2**40, 2**41]
    reader.close()


def test_the_list_of_segments_is_replaced_by_a_commit(storage: Storage) -> None:
    assert storage.contents() == (0, [])
    first, second = (write(storage, [(b"a", b"1")]) for _ in range(2))
    first = first._replace(deleted=frozenset({2, 0}))
    storage.commit(1, [first, second])
    assert storage.contents() == (1, [first, second])
    storage.commit(2, [second])
    assert storage.contents() == (2, [second])
    assert {path.stem for path in storage.directory.iterdir()} == {second.name, "segments"}


def test_files_of_others_are_kept(storage: Storage) -> None:
    names = ["segment-1.terms", "segment-0123456789abcdef", "notes.txt"]
    for name in names:
        (storage.directory / name).touch()
    storage.commit(1, [])
    assert {path.name for path in storage.directory.iterdir()} == {*names[::2], SEGMENTS_FILE}


def test_a_discarded_segment_leaves_no_file(storage: Storage) -> None:
    writer = SegmentWriter(storage)
    writer.add(b"record", 1)
    writer.discard()
    assert [path.name for path in storage.directory.iterdir()] == [SEGMENTS_FILE]


@pytest.mark.parametrize(
    "segment",
    [
        {"name": "../segment-0123456789abcdef", "size": 1, "deleted": []},
        {"name": "segment-0123456789abcdef", "size": 1, "deleted": [1]},
        {"name": "segment-0123456789abcdef", "size": 1, "deleted": [-1]},
        {"name": "segment-0123456789abcdef", "size": 1, "removed": []},
        {"name": 7, "size": 1, "deleted": []},
        [],
    ],
)
def test_a_list_that_is_not_ours_is_refused(storage: Storage, segment: object) -> None:
    record = {"generation": 1, "segments": [segment]}
    (storage.directory / SEGMENTS_FILE).write_text(json.dumps(record), "utf-8")
    with pytest.raises((ValueError, KeyError, TypeError)):
        storage.contents()
