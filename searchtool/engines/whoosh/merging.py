"""Segments in, one segment out, without what is deleted: sorted terms are merged as they stand."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from itertools import groupby
from operator import itemgetter

from searchtool.engines.entries import has_many_deletes
from searchtool.engines.whoosh import posting_codec
from searchtool.engines.whoosh.segment import Segment, SegmentReader, SegmentWriter
from searchtool.engines.whoosh.term_codec import POSITION_BITS, POSITION_MASK, has_positions

MAX_SEGMENTS = 8
"""Each is looked at for each word of a query; more are merged."""

Terms = Iterator[tuple[bytes, "array[int]"]]


def select_segments(segments: Iterable[Segment], added: int) -> list[Segment]:
    """The segments to be written anew with the `added` entries: the worn ones, and, when there are
    too many, the small ones up to the first that is larger than all before it together.

    So a passage is written anew about once for every eight batches, and in the end the sizes of
    the segments at least double."""
    chosen = [segment for segment in segments if segment.live and _has_many_deletes(segment)]
    rest = [segment for segment in segments if segment.live and not _has_many_deletes(segment)]
    total = added + sum(segment.live for segment in chosen)
    if len(rest) >= MAX_SEGMENTS:
        for count, segment in enumerate(sorted(rest, key=lambda s: s.live)):
            if count >= 2 and segment.live > total:
                break
            chosen.append(segment)
            total += segment.live
    return chosen


def merge_segments(
    writer: SegmentWriter, terms: Terms, readers: Sequence[SegmentReader]
) -> Segment:
    """What was added, whose entries are written and whose terms are given, and what is left of some
    segments."""
    sources = [terms, *(_moved_terms(reader, _move(reader, writer)) for reader in readers)]
    return writer.finish((term, posting_codec.encode(found)) for term, found in _merged(sources))


def _has_many_deletes(segment: Segment) -> bool:
    return has_many_deletes(len(segment.deleted), segment.size)


def _move(reader: SegmentReader, writer: SegmentWriter) -> dict[int, int]:
    """Copy the entries that are left; their new numbers by the old ones."""
    moved = {}
    deleted = reader.segment.deleted
    for number, order in enumerate(reader.orders()):
        if number not in deleted:
            moved[number] = writer.count
            writer.add_compressed(reader.compressed_record(number), order)
    return moved


def _moved_terms(reader: SegmentReader, moved: dict[int, int]) -> Terms:
    for term, packed in reader.all_postings():
        numbers = posting_codec.decode(packed)
        if has_positions(term):
            left = [
                moved[position >> POSITION_BITS] << POSITION_BITS | position & POSITION_MASK
                for position in numbers
                if position >> POSITION_BITS in moved
            ]
        else:
            left = [moved[number] for number in numbers if number in moved]
        if left:
            yield term, array("Q", left)


def _merged(sources: Sequence[Terms]) -> Terms:
    """The terms of all sources, each source holding larger numbers than the one before it."""
    together = merge(*sources, key=itemgetter(0)) if len(sources) > 1 else sources[0]
    for term, found in groupby(together, key=itemgetter(0)):
        numbers, *others = [numbers for _, numbers in found]
        for more in others:
            numbers = numbers + more
        yield term, numbers
