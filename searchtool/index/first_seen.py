"""Remembers when each text was seen first, whatever becomes of the file that holds it.

A passage is as old as its text: one in a file that was moved, copied or changed elsewhere is not
new, nor is one that an index built anew holds. Where a reader finds other passages in a file than
an earlier version did, they are as old as the bytes of the file.

In the folder of the index, beside the builds, lies a list of records of twenty bytes: the hash of a
text, or of the bytes of a file, the moment, in milliseconds since 1970, and the CRC-32 of both. It
is only appended to, and the manifest says how long it was. What a run that was killed has not
written counts as new once more, and so does all that is read after the list was deleted.
"""

import datetime
import hashlib
import os
import zlib
from collections.abc import Sequence
from functools import cached_property, lru_cache
from struct import Struct
from types import TracebackType
from typing import BinaryIO

from searchtool.core.atomic_write import replace_bytes
from searchtool.core.clock import milliseconds
from searchtool.core.model import StrPath
from searchtool.engines.base import EngineCorrupted, IndexedPassage
from searchtool.engines.codec import read_text
from searchtool.index.manifest import FIRST_SEEN

PAIR = Struct("<QQ")
RECORD = Struct(f"<{PAIR.size}sI")


class FirstSeen:
    """Gives passages the moment when their text was seen first, as the value `seen` of filters.

    Passages that become visible in one commit and are new have the same moment, later than those of
    all commits before: who has seen an index up to some moment has missed nothing until then."""

    def __init__(self, index_path: StrPath, least_bytes: int = 0, *, mends: bool = False) -> None:
        """The list was `least_bytes` long when the last run ended; a run that `mends` does without
        what is damaged."""
        self._path = os.path.join(index_path, FIRST_SEEN)
        self._least_bytes = least_bytes
        self._mends = mends
        self._moment = 0
        self._file: BinaryIO | None = None

    def begin_commit(self) -> None:
        """What is new from here on becomes visible together."""
        if self._file is not None:
            self._file.flush()
        self._moment = max(self.latest + 1, milliseconds())

    @property
    def size(self) -> int:
        """The length of the list in bytes, when it is closed."""
        try:
            return os.stat(self._path).st_size
        except FileNotFoundError:
            return 0

    def check(self) -> None:
        """Read the list. Raises EngineCorrupted if it is damaged."""
        _ = self._known

    @property
    def latest(self) -> int:
        """The last moment that anything was given."""
        return max(self._moment, self._latest_known)

    def stamped(self, passages: Sequence[IndexedPassage], digest: str) -> list[IndexedPassage]:
        """The passages of a file with these bytes, each with its moment."""
        of_file = self._known.get(_hash_of_file(digest), self._moment)
        return [self._stamp(passage, of_file) for passage in passages]

    def add_file(self, digest: str) -> None:
        """Remember the bytes of a file that was read."""
        self._remember(_hash_of_file(digest), self._moment)

    def close(self) -> None:
        """Write what is not written yet."""
        if self._file is not None:
            self._file.close()
        self._file = None

    def __enter__(self) -> "FirstSeen":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _stamp(self, passage: IndexedPassage, of_file: int) -> IndexedPassage:
        moment = self._remember(_hash(read_text(passage.record)), of_file)
        return passage._replace(fields={**passage.fields, "seen": [format_moment(moment)]})

    def _remember(self, hashed: int, moment: int) -> int:
        """When that was seen first."""
        known = self._known.get(hashed)
        if known is None:
            self._append(hashed, moment)
        return moment if known is None else known

    def _append(self, hashed: int, moment: int) -> None:
        if self._file is None:
            file = open(self._path, "ab")  # noqa: SIM115
            file.truncate(file.tell() - file.tell() % RECORD.size)  # of a run that was killed
            self._file = file
        self._file.write(_record(hashed, moment))

    @cached_property
    def _known(self) -> dict[int, int]:
        """Moments by hash. What this run adds is not among them: it is as new wherever it is."""
        try:
            with open(self._path, "rb") as file:
                content = file.read()
        except FileNotFoundError:
            return {}
        known, is_sound = _read(content)
        if is_sound and len(content) >= self._least_bytes:
            return known
        if not self._mends:
            raise EngineCorrupted("wrong checksum" if not is_sound else "cut", FIRST_SEEN)
        records = b"".join(_record(hashed, moment) for hashed, moment in known.items())
        replace_bytes(self._path, records)
        return known

    @cached_property
    def _latest_known(self) -> int:
        return max(self._known.values(), default=0)


@lru_cache(maxsize=1)  # nearly all passages of a commit have the same
def format_moment(moment: int) -> str:
    """A moment as a filter compares it: ISO 8601, UTC, to the millisecond."""
    start = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
    found = start + datetime.timedelta(milliseconds=moment)
    return f"{found:%Y-%m-%dT%H:%M:%S}.{moment % 1000:03}Z"


def _hash(text: str) -> int:
    content = " ".join(text.split()).encode(errors="surrogatepass")
    return int.from_bytes(hashlib.blake2b(content, digest_size=8).digest(), "little")


def _hash_of_file(digest: str) -> int:
    return _hash(f"\0{digest}")


def _record(hashed: int, moment: int) -> bytes:
    pair = PAIR.pack(hashed, moment)
    return RECORD.pack(pair, zlib.crc32(pair))


def _read(content: bytes) -> tuple[dict[int, int], bool]:
    """The moments by hash, and whether all whole records have their checksums."""
    known: dict[int, int] = {}
    is_sound = True
    for pair, crc in RECORD.iter_unpack(content[: len(content) - len(content) % RECORD.size]):
        if zlib.crc32(pair) == crc:
            hashed, moment = PAIR.unpack(pair)
            known.setdefault(hashed, moment)
        else:
            is_sound = False
    return known, is_sound
