"""A folder in, the segments of a Whoosh index out: their files mapped to be read, or written anew.

Whoosh keeps the ordered table of terms and the column of records. What is done otherwise than in
its own segments:

- Nothing is pickled. An index may come from a stranger, and to unpickle is to run code: the
  segments are listed in JSON, and so is what Whoosh's tables say of themselves.
- Files are mapped. Whoosh copies compound files into memory when it opens them, and its plain files
  seek and read for every number.
- Terms stand in the table 64 together with their postings. A row for each, a block of pickles
  behind it and a stored dictionary for each passage made an index of 27.2 MB from 3.6 MB of news.
- Terms are added in order with all their postings, by the batch or by a merge, so nothing is sorted
  posting by posting.
"""

import json
import mmap
import os
import re
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from struct import Struct
from typing import Any, NamedTuple

from whoosh import columns
from whoosh.filedb import filetables, structfile

from searchtool.core.atomic_write import replace_text

SEGMENTS_FILE = "segments.json"
"""The number of the last commit and the segments it left; replaced as a whole by each commit."""

TERMS, RECORDS, ORDERS = ".terms", ".records", ".orders"

TERMS_PER_ROW = 64
"""Terms in a row of the table. Half of it takes 4 % more room, twice as many half as long again to
find one."""

_NAME = re.compile(r"segment-[0-9a-f]{16}")
"""The name of a segment, which its files begin with: a list cannot name files elsewhere."""

_END = b"\xff"
"""Between terms: no byte of UTF-8."""

_HEAD = Struct("<I")
_RECORDS = columns.VarBytesColumn(write_offsets_cutoff=0)


class Segment(NamedTuple):
    """Entries that were written together, numbered from 0, and those of them that are deleted."""

    name: str
    size: int
    deleted: frozenset[int] = frozenset()

    @property
    def live(self) -> int:
        """How many are not deleted."""
        return self.size - len(self.deleted)


class _File(structfile.StructFile):  # type: ignore[misc]  # whoosh's bases are untyped
    """A file of a segment, in which JSON stands where Whoosh would pickle."""

    def write_pickle(self, value: object, protocol: int = -1) -> None:
        """Write a value of JSON."""
        self.write_string(json.dumps(value).encode())

    def read_pickle(self) -> Any:
        """Read a value of JSON; nothing of it can run."""
        return json.loads(self.read_string())


class _MappedFile(_File):
    """A file mapped into memory."""

    def get(self, position: int, length: int) -> bytes:
        """So many bytes from a position."""
        found: bytes = self.file[position : position + length]
        return found


class Storage:
    """The files of one index."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def create(self) -> None:
        """Write an empty list of segments."""
        self.directory.mkdir(parents=True, exist_ok=True)
        self._write_list(0, [])

    def contents(self) -> tuple[int, list[Segment]]:
        """The number of the last commit, and what it left. Raises ValueError and its like when the
        list is not one of ours."""
        record = json.loads((self.directory / SEGMENTS_FILE).read_text("utf-8"))
        return int(record["generation"]), [_read_segment(one) for one in record["segments"]]

    def commit(self, generation: int, segments: list[Segment]) -> None:
        """Replace the list of segments; files of others are taken away."""
        self._write_list(generation, segments)
        kept = {segment.name for segment in segments}
        for path in self.directory.iterdir():
            if _NAME.fullmatch(path.stem) and path.stem not in kept:
                with suppress(OSError):  # a system may keep a file that is open elsewhere
                    path.unlink()

    def make_file(self, name: str) -> structfile.StructFile:
        """A file to be written; there is none of that name."""
        return _File((self.directory / name).open("xb"), name=name)

    def map_file(self, name: str) -> tuple[structfile.StructFile, int]:
        """A file to be read, and its length."""
        with (self.directory / name).open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return _MappedFile(mapped, name=name), len(mapped)

    def _write_list(self, generation: int, segments: Sequence[Segment]) -> None:
        listed = [
            {"name": segment.name, "size": segment.size, "deleted": sorted(segment.deleted)}
            for segment in segments
        ]
        record = {"generation": generation, "segments": listed}
        replace_text(self.directory / SEGMENTS_FILE, json.dumps(record))


def _read_segment(record: dict[str, Any]) -> Segment:
    name, size, deleted = record["name"], record["size"], frozenset(map(int, record["deleted"]))
    if not _NAME.fullmatch(name) or not all(0 <= number < size for number in deleted):
        raise ValueError(f"{SEGMENTS_FILE}: {name}")
    return Segment(name, size, deleted)


class SegmentReader:
    """The files of one segment, all open: a later commit may take them away."""

    def __init__(self, storage: Storage, segment: Segment) -> None:
        self.segment = segment
        terms, length = storage.map_file(segment.name + TERMS)
        self._table = filetables.OrderedHashReader(terms, length)
        self._terms = terms
        self._orders, _ = storage.map_file(segment.name + ORDERS)
        self._file, length = storage.map_file(segment.name + RECORDS)
        self._records = _RECORDS.reader(self._file, 0, length, segment.size)

    def postings(self, term: bytes) -> bytes | None:
        """The packed postings of a term."""
        for _, _, start, _ in self._table.ranges_from(term):
            terms, lengths, first = self._row(start)
            if term not in terms:
                return None
            at = terms.index(term)
            found: bytes = self._terms.get(first + sum(lengths[:at]), lengths[at])
            return found
        return None

    def terms(self, prefix: bytes) -> Iterator[bytes]:
        """The terms that begin with some bytes, in order."""
        for _, _, start, _ in self._table.ranges_from(prefix):
            terms, _, _ = self._row(start)
            yield from (term for term in terms if term.startswith(prefix))
            if terms[-1] > prefix and not terms[-1].startswith(prefix):
                return

    def all_postings(self) -> Iterator[tuple[bytes, bytes]]:
        """All terms in order with their packed postings."""
        for _, _, start, _ in self._table.ranges_from(b""):
            terms, lengths, at = self._row(start)
            for term, length in zip(terms, lengths, strict=True):
                yield term, self._terms.get(at, length)
                at += length

    def record(self, number: int) -> bytes:
        """What is stored of an entry."""
        return zlib.decompress(self._records[number])

    def compressed_record(self, number: int) -> bytes:
        """The same as it is stored."""
        packed: bytes = self._records[number]
        return packed

    def orders(self) -> "array[int]":
        """The static order of each entry."""
        orders: array[int] = self._orders.get_array(0, "Q", self.segment.size)
        if len(orders) < self.segment.size:
            raise ValueError(f"the file {self.segment.name}{ORDERS} is cut")
        return orders

    def close(self) -> None:
        """Let go of the files."""
        for file in (self._table, self._orders, self._file):
            file.close()

    def _row(self, start: int) -> tuple[list[bytes], "array[int]", int]:
        """The terms of a row, the lengths of their postings, and where these begin."""
        (length,) = _HEAD.unpack(self._terms.get(start, _HEAD.size))
        start += _HEAD.size
        head = zlib.decompress(self._terms.get(start, length))
        (count,) = _HEAD.unpack_from(head)
        lengths = array("I", head[_HEAD.size : _HEAD.size + 4 * count])
        return head[_HEAD.size + 4 * count :].split(_END), lengths, start + length


class SegmentWriter:
    """A segment in the making: first its entries, then its terms in order."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._name = f"segment-{os.urandom(8).hex()}"
        self._file = storage.make_file(self._name + RECORDS)
        self._records = _RECORDS.writer(self._file)
        self._orders = array("Q")

    @property
    def count(self) -> int:
        """How many entries there are: the number of the next one."""
        return len(self._orders)

    def add(self, record: bytes, order: int) -> None:
        """Store one more entry."""
        self.add_compressed(zlib.compress(record, 1), order)

    def add_compressed(self, record: bytes, order: int) -> None:
        """The same with a record as `compressed_record` gives it."""
        self._records.add(self.count, record)
        self._orders.append(order)

    def finish(self, terms: Iterable[tuple[bytes, bytes]]) -> Segment:
        """Write the terms with their packed postings."""
        self._records.finish(self.count)
        self._file.close()
        with self._storage.make_file(self._name + ORDERS) as file:
            file.write_array(self._orders)
        table = filetables.OrderedHashWriter(self._storage.make_file(self._name + TERMS))
        for row in _rows(terms):
            table.add(row[-1][0], _pack_row(row))
        table.close()
        return Segment(self._name, self.count)

    def discard(self) -> None:
        """Leave nothing behind."""
        if not self._file.is_closed:
            self._file.close()
        for path in self._storage.directory.glob(f"{self._name}.*"):
            path.unlink()


def _rows(terms: Iterable[tuple[bytes, bytes]]) -> Iterator[list[tuple[bytes, bytes]]]:
    row: list[tuple[bytes, bytes]] = []
    for item in terms:
        row.append(item)
        if len(row) == TERMS_PER_ROW:
            yield row
            row = []
    if row:
        yield row


def _pack_row(row: Sequence[tuple[bytes, bytes]]) -> bytes:
    lengths = array("I", [len(postings) for _, postings in row])
    head = _HEAD.pack(len(row)) + lengths.tobytes() + _END.join(term for term, _ in row)
    packed = zlib.compress(head, 1)
    return _HEAD.pack(len(packed)) + packed + b"".join(postings for _, postings in row)
