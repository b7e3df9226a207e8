"""Reads and writes the files of segments; the only module that imports Whoosh.

Of Whoosh three parts are used: the ordered table of terms (`filetables`), the column of records
(`columns.VarBytesColumn`), and the files these read and write (`structfile`). The rest differs from
Whoosh's own segments:

- Nothing is pickled, since an index may come from a stranger and unpickling runs code. The segments
  are listed in a JSON file of our own in place of Whoosh's pickled table of contents. Its tables
  pickle one value, their metadata, through `StructFile.read_pickle` and `write_pickle`: `_File`,
  the class of every file here, overrides both with JSON. `VarBytesColumn` pickles nothing.
- Files are mapped into memory. Whoosh copies compound files when it opens them, and seeks and reads
  in its plain files for every number.
- A row of the table has 64 terms with their postings. With a row for each term, a block of pickles
  behind it and a stored dictionary for each passage, 3.6 MB of news made an index of 27.2 MB.
- Terms are added in order with all their postings, by a commit or a merge, so that postings need no
  sorting.
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
from searchtool.core.model import StrPath
from searchtool.engines.checksums import FileSum, check_files, seal, sum_file, unseal

SEGMENTS_FILE = "segments.json"
"""Holds the number of the last commit and its segments; replaced as a whole by each commit."""

TERMS, RECORDS, ORDERS = SUFFIXES = ".terms", ".records", ".orders"

TERMS_PER_ROW = 64
"""Terms in a row of the table. With half as many the files are 4 % larger, with twice as many it
takes half as long again to find a term."""

_NAME = re.compile(r"segment-[0-9a-f]{16}")
"""The name of a segment, with which its files begin. No name can lead to files elsewhere."""

_END = b"\xff"
"""Separates terms: it is no byte of UTF-8."""

_HEAD = Struct("<I")
_RECORDS = columns.VarBytesColumn(write_offsets_cutoff=0)


class Segment(NamedTuple):
    """The number of entries that were written together, which of them are deleted, and the sums of
    its files in the order of `SUFFIXES`."""

    name: str
    size: int
    deleted: frozenset[int] = frozenset()
    sums: tuple[FileSum, ...] = ()

    @property
    def live(self) -> int:
        """The number of entries that are not deleted."""
        return self.size - len(self.deleted)


class _File(structfile.StructFile):  # type: ignore[misc]  # whoosh's bases are untyped
    """A file of a segment, with JSON where Whoosh would pickle."""

    def write_pickle(self, value: object, protocol: int = -1) -> None:
        """Write a value as JSON."""
        self.write_string(json.dumps(value).encode())

    def close(self) -> None:
        """Close the file; Whoosh raises when it is closed already, which would hide the cause."""
        if not self.file.closed:
            self.is_closed = True
            self.file.close()

    def read_pickle(self) -> Any:
        """Read a value from JSON, which runs no code."""
        return json.loads(self.read_string())


class _MappedFile(_File):
    """A file mapped into memory."""

    def get(self, position: int, length: int) -> bytes:
        """`length` bytes from a position on."""
        found: bytes = self.file[position : position + length]
        return found


class Storage:
    """The files of one index."""

    def __init__(self, directory: StrPath) -> None:
        self.directory = Path(directory)

    def create(self) -> None:
        """Write an empty list of segments."""
        self.directory.mkdir(parents=True, exist_ok=True)
        self._write_list(0, [])

    def contents(self) -> tuple[int, list[Segment]]:
        """The number of the last commit and its segments. Raises ValueError, KeyError or TypeError
        when the list of segments is damaged."""
        record = unseal((self.directory / SEGMENTS_FILE).read_bytes())
        return int(record["generation"]), [_read_segment(one) for one in record["segments"]]

    def commit(self, generation: int, segments: list[Segment]) -> None:
        """Replace the list of segments, then delete the files of other segments."""
        self._write_list(generation, segments)
        self.sweep()
        self.sweep()  # a call that fails once leaves a file, and a run without changes sweeps none

    def check(self, segments: Sequence[Segment], *, is_whole: bool) -> None:
        """Compare the files of segments with their sums; `is_whole` reads all of them. Raises
        EngineCorrupted."""
        listed = (self.directory / SEGMENTS_FILE).stat().st_mtime_ns
        sums = {
            segment.name + suffix: found
            for segment in segments
            for suffix, found in zip(SUFFIXES, segment.sums, strict=True)
        }
        check_files(self.directory, sums, listed, is_whole=is_whole)

    def sweep(self) -> None:
        """Delete the files of segments that are not listed. What the system does not let us delete,
        like a file that is open elsewhere, stays until the next commit."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            kept = {segment.name for segment in self.contents()[1]}
            for path in self.directory.iterdir():
                if _NAME.fullmatch(path.stem) and path.stem not in kept:
                    with suppress(OSError):
                        path.unlink()

    def make_file(self, name: str) -> structfile.StructFile:
        """A new file for writing. Raises FileExistsError when there is one of that name."""
        return _File((self.directory / name).open("xb"), name=name)

    def map_file(self, name: str) -> tuple[structfile.StructFile, int]:
        """A file for reading, and its length in bytes."""
        with (self.directory / name).open("rb") as file:
            # mmap finds the length itself, but when it cannot, it says no more than EINVAL.
            length = os.fstat(file.fileno()).st_size
            mapped = mmap.mmap(file.fileno(), length, access=mmap.ACCESS_READ)
        return _MappedFile(mapped, name=name), length

    def _write_list(self, generation: int, segments: Sequence[Segment]) -> None:
        listed = [{**segment._asdict(), "deleted": sorted(segment.deleted)} for segment in segments]
        record = {"generation": generation, "segments": listed}
        replace_text(self.directory / SEGMENTS_FILE, seal(record))


def _read_segment(record: dict[str, Any]) -> Segment:
    name, size, deleted = record["name"], record["size"], frozenset(map(int, record["deleted"]))
    if not _NAME.fullmatch(name) or not all(0 <= number < size for number in deleted):
        raise ValueError(f"{SEGMENTS_FILE}: {name}")
    sums = tuple(FileSum(*map(int, found)) for found in record["sums"])
    return Segment(name, size, deleted, sums)


Row = tuple[list[bytes], "array[int]", int]
"""Terms, the lengths of their encoded postings in bytes, and the position of the first of these."""


class SegmentReader:
    """Reads a segment. Its files stay open, as a later commit may delete them."""

    def __init__(self, storage: Storage, segment: Segment) -> None:
        self.segment = segment
        terms, length = storage.map_file(segment.name + TERMS)
        self._table = filetables.OrderedHashReader(terms, length)
        self._terms = terms
        self._orders, _ = storage.map_file(segment.name + ORDERS)
        self._file, length = storage.map_file(segment.name + RECORDS)
        self._records = _RECORDS.reader(self._file, 0, length, segment.size)

    def postings(self, term: bytes) -> bytes | None:
        """The encoded postings of a term."""
        for terms, lengths, first in self._rows_from(term):
            if term not in terms:
                return None
            at = terms.index(term)
            found: bytes = self._terms.get(first + sum(lengths[:at]), lengths[at])
            return found
        return None

    def terms(self, prefix: bytes) -> Iterator[bytes]:
        """The terms that begin with some bytes, in order."""
        for terms, _, _ in self._rows_from(prefix):
            yield from (term for term in terms if term.startswith(prefix))
            if terms[-1] > prefix and not terms[-1].startswith(prefix):
                return

    def all_postings(self, prefix: bytes = b"") -> Iterator[tuple[bytes, bytes]]:
        """The terms that begin with some bytes, in order, with their encoded postings: of
        neighbours this takes a twentieth of looking each of them up."""
        for terms, lengths, at in self._rows_from(prefix):
            for term, length in zip(terms, lengths, strict=True):
                if term.startswith(prefix):
                    yield term, self._terms.get(at, length)
                at += length
            if terms[-1] > prefix and not terms[-1].startswith(prefix):
                return

    def record(self, number: int) -> bytes:
        """The record of an entry."""
        return zlib.decompress(self._records[number])

    def compressed_record(self, number: int) -> bytes:
        """The record of an entry as it is stored."""
        compressed: bytes = self._records[number]
        return compressed

    def orders(self) -> "array[int]":
        """The static order of each entry."""
        orders: array[int] = self._orders.get_array(0, "Q", self.segment.size)
        if len(orders) < self.segment.size:
            raise ValueError(f"{self.segment.name}{ORDERS} is too short")
        return orders

    def close(self) -> None:
        """Close the files."""
        for file in (self._terms, self._orders, self._file):
            file.close()

    def _rows_from(self, term: bytes) -> Iterator[Row]:
        """The rows of the table from the one on that would hold a term."""
        last = 0
        for _, _, start, _ in self._table.ranges_from(term):
            if start <= last:  # lengths in a damaged file may be negative
                raise ValueError(f"{self.segment.name}{TERMS} leads back to itself")
            last = start
            yield self._row(start)

    def _row(self, start: int) -> Row:
        (length,) = _HEAD.unpack(self._terms.get(start, _HEAD.size))
        start += _HEAD.size
        head = zlib.decompress(self._terms.get(start, length))
        (count,) = _HEAD.unpack_from(head)
        lengths = array("I", head[_HEAD.size : _HEAD.size + 4 * count])
        return head[_HEAD.size + 4 * count :].split(_END), lengths, start + length


class SegmentWriter:
    """Writes a segment: first its entries, then its terms in order."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._name = f"segment-{os.urandom(8).hex()}"
        self._file = storage.make_file(self._name + RECORDS)
        self._records = _RECORDS.writer(self._file)
        self._orders = array("Q")

    @property
    def count(self) -> int:
        """The number of entries, which is the number of the next one."""
        return len(self._orders)

    def add(self, record: bytes, order: int) -> None:
        """Add an entry."""
        self.add_compressed(zlib.compress(record, 1), order)

    def add_compressed(self, record: bytes, order: int) -> None:
        """Add an entry whose record comes from `compressed_record`."""
        self._records.add(self.count, record)
        self._orders.append(order)

    def finish(self, terms: Iterable[tuple[bytes, bytes]]) -> Segment:
        """Write the terms with their encoded postings."""
        self._records.finish(self.count)
        self._file.close()
        with self._storage.make_file(self._name + ORDERS) as file:
            file.write_array(self._orders)
        table = filetables.OrderedHashWriter(self._storage.make_file(self._name + TERMS))
        for row in _rows(terms):
            table.add(row[-1][0], _encode_row(row))
        table.close()
        folder = self._storage.directory
        sums = tuple(sum_file(folder / (self._name + suffix)) for suffix in SUFFIXES)
        return Segment(self._name, self.count, sums=sums)

    def discard(self) -> None:
        """Delete what is written, unless it is committed."""
        with suppress(OSError):  # what is not written yet need not be
            self._file.close()
        self._storage.sweep()


def _rows(terms: Iterable[tuple[bytes, bytes]]) -> Iterator[list[tuple[bytes, bytes]]]:
    row: list[tuple[bytes, bytes]] = []
    for item in terms:
        row.append(item)
        if len(row) == TERMS_PER_ROW:
            yield row
            row = []
    if row:
        yield row


def _encode_row(row: Sequence[tuple[bytes, bytes]]) -> bytes:
    lengths = array("I", [len(postings) for _, postings in row])
    head = _HEAD.pack(len(row)) + lengths.tobytes() + _END.join(term for term, _ in row)
    compressed = zlib.compress(head, 1)
    return _HEAD.pack(len(compressed)) + compressed + b"".join(postings for _, postings in row)
