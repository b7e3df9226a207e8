"""What a reader is given: an open file or a member of one, the limits on reading it, and the
documents and errors that can be made of it."""

import io
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import BinaryIO, NamedTuple

from searchtool.core.errors import UnreadableFile
from searchtool.core.i18n import tr
from searchtool.core.model import Document, Skipped, SkipReason, SourceText
from searchtool.documents.dates import date_in_path
from searchtool.documents.encoding import decode, detect, stream_codec

SAMPLE_BYTES = 2**20
"""The encoding of a file that is read line by line is detected from this much of it."""


_SUFFIX = re.compile(r"\.(?=.*[a-z])[a-z0-9_~+-]{1,12}")

_MAILDIR = re.compile(r"\d{9,11}\.[\w=#,-]*\d[\w=#,-]*\.[^/\\]+$")
"""A message of a Maildir: the second, what makes it unique, the host
(https://cr.yp.to/proto/maildir.html)."""

ZIP_ENCRYPTED = 0x1
"""The flag of a member of a zip file that is encrypted."""


class Limits(NamedTuple):
    """How much of one file is read. `file_bytes` is the size of a file, a member of an archive or
    a message that is read into memory as a whole; `line_chars` that of a line of a file read line
    by line; `unpacked_bytes` what an archive may unpack to, with the archives inside it."""

    file_bytes: int = 64 * 2**20
    line_chars: int = 4 * 2**20
    unpacked_bytes: int = 2**30


DEFAULT_LIMITS = Limits()


class DecompressionBomb(Exception):
    """More than `max_bytes` came out of the packed file whose source has this id. Not an
    UnreadableFile: code that continues after a damaged part must not continue after this."""

    def __init__(self, source_id: str, max_bytes: int) -> None:
        super().__init__(source_id, max_bytes)
        self.source_id = source_id
        self.max_bytes = max_bytes

    @property
    def cause(self) -> str:
        """What went wrong, for the user."""
        size = _size(self.max_bytes)
        return tr(f"unpacks to more than {size}", f"после распаковки больше {size}")


@dataclass
class UnpackingBudget:
    """Counts the bytes that come out of the packed file whose source has this id."""

    source_id: str
    max_bytes: int
    spent: int = 0

    @property
    def left(self) -> int:
        """Bytes that may still come out."""
        return self.max_bytes - self.spent

    def spend(self, size: int) -> None:
        """Count bytes that came out. Raises DecompressionBomb when they are too many."""
        self.spent += size
        if self.left < 0:
            raise DecompressionBomb(self.source_id, self.max_bytes)


def _no_reader(member: "Source") -> Iterator[SourceText]:
    raise NotImplementedError("members are read by what read_documents hands in")


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read. `id` is what the ids of its documents begin with, `path` the file itself;
    `stream` stands at its beginning and can be sought in. For a part of a file, `member_name` is
    its name there: a name in an archive, the number of a message, `a.zip#b.txt` inside of both;
    `media_type` is what a message says it is.

    `fields` renames the fields of record formats: `{"text": "body"}` reads the text from `body`.
    `encoding` is the one the user says the file is in. `report` is called with parts that cannot be
    read while the rest can, `skip` with parts that are not meant to be read. `read_member` reads a
    member as `read_documents` would, which hands it in, so that readers need not import each
    other. `ocr` says that scanned pages and pictures are to be recognized.
    """

    id: str
    path: str
    stream: BinaryIO
    fields: Mapping[str, str] = field(default_factory=dict)
    report: Callable[[UnreadableFile], None] = lambda failure: None
    skip: Callable[[Skipped], None] = lambda skipped: None
    encoding: str | None = None
    member_name: str = ""
    media_type: str = ""
    limits: Limits = DEFAULT_LIMITS
    read_member: Callable[["Source"], Iterator[SourceText]] = _no_reader
    ocr: bool = False

    @property
    def suffix(self) -> str:
        """The last suffix of its name in small letters, with the dot."""
        return suffix_of(self.member_name or self.path)

    @property
    def where(self) -> str:
        """The name that errors give it."""
        return f"{self.path}#{self.member_name}" if self.member_name else self.path

    def member(self, name: str, stream: BinaryIO | None = None, media_type: str = "") -> "Source":
        """The source of a member of that name; the stream is this one's unless another is given."""
        return replace(
            self,
            id=f"{self.id}#{name}",
            member_name=f"{self.member_name}#{name}" if self.member_name else name,
            stream=stream or self.stream,
            media_type=media_type,
        )

    def skip_member(self, name: str, reason: SkipReason = "format") -> None:
        """Say that the part of that name is not read, and why."""
        self.skip(Skipped(self.member(name).where, reason))

    def document(
        self,
        format: str,
        encoding: str,
        *,
        title: str = "",
        date: str | None = None,
        created: str | None = None,
        author: str | None = None,
        url: str | None = None,
        language: str | None = None,
    ) -> Document:
        """The document that this source is, with what its format says about it. The day the file
        was `created` is that of a conversion or a template as often as that of the text: it is the
        date only where neither the text's own `date` nor the path has one."""
        if date is None and created is not None and date_in_path(self.id) is None:
            date = created
        return Document(
            self.id,
            self.path,
            format,
            encoding,
            title,
            date,
            author,
            url,
            language,
            self.member_name,
        )

    def head(self, size: int) -> bytes:
        """The first `size` bytes; the stream stays at its beginning."""
        head = self.stream.read(size)
        self.stream.seek(0)
        return head

    def content(self) -> bytes:
        """All bytes. Raises UnreadableFile when there are more than `limits.file_bytes`."""
        content = self.stream.read(self.limits.file_bytes + 1)
        if len(content) > self.limits.file_bytes:
            raise self.too_large(tr("split it into parts", "разделите на части"))
        return content

    def text(self, declared: str | None = None) -> tuple[str, str]:
        """All text, with line ends as `\\n`, and its encoding; `declared` is the one that the file
        names. Raises UnreadableFile."""
        return decode(self.content(), self.where, forced=self.encoding, declared=declared)

    def detect_encoding(self) -> str:
        """The encoding of a file that is read line by line; the stream stays at its beginning.
        Raises UnreadableFile."""
        return self.encoding or detect(self.head(SAMPLE_BYTES), self.where)

    def lines(self) -> tuple[str, Iterator[tuple[int, str]]]:
        """The encoding, and the lines with their numbers from 1, without their ends, read one at a
        time. Lines of `limits.line_chars` and more are reported and left out. Raises
        UnreadableFile."""
        encoding = self.detect_encoding()
        return encoding, self._lines(encoding)

    def _lines(self, encoding: str) -> Iterator[tuple[int, str]]:
        reader = io.TextIOWrapper(self.stream, stream_codec(encoding), errors="replace")
        max_chars = self.limits.line_chars
        number = 0
        try:
            while line := reader.readline(max_chars):
                number += 1
                if len(line) < max_chars or line.endswith("\n"):
                    yield number, line.removesuffix("\n")
                    continue
                while line and not line.endswith("\n"):
                    line = reader.readline(max_chars)
                cause = tr("the line is too long", "слишком длинная строка")
                self.report(UnreadableFile(f"{self.where}:{number}", cause))
        finally:
            if not self.stream.closed:  # a reader may be left before its end
                reader.detach()

    def unreadable(self, cause: str, advice: str = "") -> UnreadableFile:
        """The error that says why it cannot be read."""
        return UnreadableFile(self.where, cause, advice)

    def too_large(self, advice: str = "") -> UnreadableFile:
        """The error for more than `limits.file_bytes`."""
        size = _size(self.limits.file_bytes)
        return self.unreadable(tr(f"larger than {size}", f"больше {size}"), advice)

    def too_deep(self) -> UnreadableFile:
        """The error for what is nested deeper than is read."""
        return self.unreadable(tr("nested too deeply to read", "слишком глубокая вложенность"))

    def wrong_format(self) -> UnreadableFile:
        """The error for what cannot be opened at all as a file of its format."""
        return self.unreadable(tr("damaged or of another format", "повреждён или формат не тот"))

    def unsupported_compression(self) -> UnreadableFile:
        """The error for a member of a zip file that is compressed by a method we cannot unpack."""
        return self.unreadable(
            tr("unsupported compression method", "неподдерживаемый способ сжатия")
        )

    def password_protected(self) -> UnreadableFile:
        """The error for a file that cannot be read without its password."""
        return self.unreadable(
            tr("protected by a password", "защищён паролем"),
            tr("save it without one", "сохраните без пароля"),
        )


def suffix_of(name: str) -> str:
    """The last suffix of a file name in small letters, with the dot. What follows the last dot of
    «Приказ № 5. О шлюзах», «отчёт за 06.2019» or of a message in a Maildir names no format, and is
    no suffix."""
    suffix = os.path.splitext(name)[1].lower()  # noqa: PTH122 - a third of the time of PurePath
    start = max(name.rfind("/"), name.rfind("\\")) + 1
    return suffix if _is_suffix(suffix) and not _MAILDIR.match(name, start) else ""


@lru_cache(maxsize=1000)
def _is_suffix(suffix: str) -> bool:
    return _SUFFIX.fullmatch(suffix) is not None


def is_hidden(name: str) -> bool:
    """Whether a file or folder of that name is not shown to people. Windows hides what Word keeps
    beside an open document: `~$` and part of its name."""
    return name.startswith((".", "~$"))


def _size(size: int) -> str:
    """A limit in bytes as people say it: `64 MB`, `1 GB`."""
    if size < 1 << 30:
        return tr(f"{size >> 20} MB", f"{size >> 20} МБ")
    return tr(f"{size >> 30} GB", f"{size >> 30} ГБ")
