"""An open file or a member of an archive, and what its reader is told of it."""

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import BinaryIO

from searchtool.core.errors import UnreadableFile
from searchtool.core.i18n import tr
from searchtool.core.model import SourceText
from searchtool.documents.encoding import decode, detect

LARGEST = 64 * 2**20
"""Bytes of a file, or of a member of an archive, that are read into memory as a whole."""

LONGEST_LINE = 4 * 2**20
"""Characters of one line of a file that is read line by line."""

SAMPLE = 2**20
"""Bytes at the beginning of such a file that tell its encoding."""


def _no_reader(member: "Source") -> Iterator[SourceText]:
    raise NotImplementedError("members are read by what read_documents hands in")


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read. `id` is what the ids of its documents begin with, `path` the file itself,
    `stream` stands at its beginning and can be sought in. Of a part of a file, `member` is what it
    is called there.

    `fields` renames the fields of record formats: `{"text": "body"}` reads the text from `body`.
    `encoding` is the one the user says the file is in. `report` is called with parts that cannot be
    read while the rest can. `read_member` reads a member as `read_documents` would, which hands it
    in, so that readers need not import each other.
    """

    id: str
    path: str
    stream: BinaryIO
    fields: Mapping[str, str] = field(default_factory=dict)
    report: Callable[[UnreadableFile], None] = lambda failure: None
    encoding: str | None = None
    member: str = ""
    read_member: Callable[["Source"], Iterator[SourceText]] = _no_reader

    @property
    def suffix(self) -> str:
        """The last suffix of its name in small letters, with the dot."""
        return PurePath(self.member or self.path).suffix.lower()

    @property
    def where(self) -> str:
        """What errors name."""
        return f"{self.path}#{self.member}" if self.member else self.path

    def content(self) -> bytes:
        """All of it. Raises UnreadableFile when it is more than `LARGEST` bytes."""
        content = self.stream.read(LARGEST + 1)
        if len(content) > LARGEST:
            limit = LARGEST >> 20
            raise self.unreadable(
                tr(f"larger than {limit} MB", f"больше {limit} МБ"),
                tr("divide it into parts", "разделите его на части"),
            )
        return content

    def text(self, declared: str | None = None) -> tuple[str, str]:
        """All of it as text, with line ends as `\\n`, and its encoding; `declared` is the one the
        file itself names. Raises UnreadableFile."""
        return decode(self.content(), self.where, forced=self.encoding, declared=declared)

    def lines(self) -> tuple[str, Iterator[tuple[int, str]]]:
        """The encoding, and the lines with their numbers from 1, without their ends, read one at a
        time; those longer than `LONGEST_LINE` are reported and left out. Raises UnreadableFile."""
        sample = self.stream.read(SAMPLE)
        self.stream.seek(0)
        encoding = self.encoding or detect(sample, self.where)
        return encoding, self._lines(encoding)

    def _lines(self, encoding: str) -> Iterator[tuple[int, str]]:
        with_mark = "utf-8-sig" if encoding == "utf-8" else encoding
        reader = io.TextIOWrapper(self.stream, with_mark, errors="replace")
        number = 0
        try:
            while line := reader.readline(LONGEST_LINE):
                number += 1
                if len(line) < LONGEST_LINE or line.endswith("\n"):
                    yield number, line.removesuffix("\n")
                    continue
                while line and not line.endswith("\n"):
                    line = reader.readline(LONGEST_LINE)
                cause = tr("the line is too long", "слишком длинная строка")
                self.report(UnreadableFile(f"{self.where}:{number}", cause))
        finally:
            if not self.stream.closed:  # a reader may be left before its end
                reader.detach()

    def unreadable(self, cause: str, advice: str = "") -> UnreadableFile:
        """The error that says why this one cannot be read."""
        return UnreadableFile(self.where, cause, advice)
