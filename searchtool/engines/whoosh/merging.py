"""Selects the segments that a commit merges, and merges them without their deleted entries.

The terms of each segment are sorted, so they are merged without sorting them again.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from itertools import groupby
from operator import attrgetter, itemgetter

from searchtool.engines.entries import has_many_deletes
from searchtool.engines.whoosh import posting_codec
from searchtool.engines.whoosh.segment import Segment, SegmentReader, SegmentWriter
from searchtool.engines.whoosh.term_codec import POSITION_BITS, POSITION_MASK, has_positions

MAX_SEGMENTS = 8
"""Each word of a query is looked up in every segment; if there are more, some are merged."""

Terms = Iterator[tuple[bytes, "array[int]"]]


def select_segments(segments: Iterable[Segment], added: int) -> list[Segment]:
    """The segments to be rewritten together with the `added` entries: those with many deletes and,
    if there are too many segments, the smallest ones up to the first that is larger than all before
    it together.

    So a passage is rewritten about once for every eight commits, and in the end each segment is at
    least twice as large as the one before it."""
    chosen = [segment for segment in segments if segment.live and _has_many_deletes(segment)]
    rest = [segment for segment in segments if segment.live and not _has_many_deletes(segment)]
    total = added + sum(segment.live for segment in chosen)
    if len(rest) >= MAX_SEGMENTS:
        for count, segment in enumerate(sorted(rest, key=attrgetter("live"))):
            if count >= 2 and segment.live > total:
                break
            chosen.append(segment)
            total += segment.live
    return chosen


def merge_segments(
    writer: SegmentWriter, terms: Terms, readers: Sequence[SegmentReader]
) -> Segment:
    """Complete a segment: `terms` are those of the entries that are already written to it, and the
    live entries of other segments are added."""
    sources = [terms, *(_moved_terms(reader, _copy(reader, writer)) for reader in readers)]
    merged = _merged(sources) if readers else terms
    return writer.finish((term, posting_codec.encode(found)) for term, found in merged)


def _has_many_deletes(segment: Segment) -> bool:
    return has_many_deletes(len(segment.deleted), segment.size)


def _copy(reader: SegmentReader, writer: SegmentWriter) -> dict[int, int]:
    """Copy the live entries of a segment. Returns their new numbers by the old ones."""
    moved = {}
    deleted = reader.segment.deleted
    for number, order in enumerate(reader.orders()):
        if number not in deleted:
            moved[number] = writer.count
            writer.add_compressed(reader.compressed_record(number), order)
    return moved


def _moved_terms(reader: SegmentReader, moved: dict[int, int]) -> Terms:
    for term, encoded in reader.all_postings():
        numbers = posting_codec.decode(encoded)
        if has_positions(term):
            live = [
                moved[position >> POSITION_BITS] << POSITION_BITS | position & POSITION_MASK
                for position in numbers
                if position >> POSITION_BITS in moved
            ]
        else:
            live = [moved[number] for number in numbers if number in moved]
        if live:
            yield term, array("Q", live)


def _merged(sources: Sequence[Terms]) -> Terms:
    """The terms of all sources in order, with the postings of each term joined. Every source must
    have larger numbers than the one before it."""
    for term, found in groupby(merge(*sources, key=itemgetter(0)), key=itemgetter(0)):
        numbers, *others = [numbers for _, numbers in found]
        for more in others:
            numbers = numbers + more
        yield term, numbers
