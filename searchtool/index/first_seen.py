"""Remembers when each text was seen first, whatever becomes of the file that holds it.

A passage is as old as its text: one in a file that was moved, copied or changed elsewhere is not
new, nor is one that an index built anew holds. Where a reader finds other passages in a file than
an earlier version did, they are as old as the bytes of the file.

In the folder of the index, beside the builds, lies a list of pairs of numbers of eight bytes: the
hash of a text, or of the bytes of a file, and the moment, in milliseconds since 1970. It is only
appended to. What a run that was killed has not written counts as new once more, and so does all
that is read after the list was deleted.
"""

import datetime
import hashlib
import os
from collections.abc import Sequence
from functools import cached_property, lru_cache
from struct import Struct
from types import TracebackType
from typing import BinaryIO

from searchtool.core.clock import LAST_SECOND, milliseconds
from searchtool.core.model import StrPath
from searchtool.engines.base import IndexedPassage
from searchtool.engines.codec import read_text
from searchtool.index.manifest import FIRST_SEEN

PAIR = Struct("<QQ")

LAST = LAST_SECOND * 1000
"""A later moment is none that this program wrote."""


class FirstSeen:
    """Gives passages the moment when their text was seen first, as the value `seen` of filters.

    Passages that become visible in one commit and are new have the same moment, later than those of
    all commits before: who has seen an index up to some moment has missed nothing until then."""

    def __init__(self, index_path: StrPath) -> None:
        self._path = os.path.join(index_path, FIRST_SEEN)
        self._moment = 0
        self._file: BinaryIO | None = None

    def begin_commit(self) -> None:
        """What is new from here on becomes visible together."""
        if self._file is not None:
            self._file.flush()
        self._moment = max(self.latest + 1, milliseconds())

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
            file.truncate(file.tell() - file.tell() % PAIR.size)  # of a run that was killed
            self._file = file
        self._file.write(PAIR.pack(hashed, moment))

    @cached_property
    def _known(self) -> dict[int, int]:
        """Moments by hash. What this run adds is not among them: it is as new wherever it is."""
        try:
            with open(self._path, "rb") as file:
                content = file.read()
        except FileNotFoundError:
            return {}
        known: dict[int, int] = {}
        for hashed, moment in PAIR.iter_unpack(content[: len(content) - len(content) % PAIR.size]):
            if moment <= LAST:
                known.setdefault(hashed, moment)
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
