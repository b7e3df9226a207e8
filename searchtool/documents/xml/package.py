"""Reads the parts of a zipped document (.docx, .odt, .epub), up to a limit of bytes."""

import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from functools import cached_property
from posixpath import normpath
from typing import IO
from urllib.parse import unquote

from searchtool.core.errors import UnreadableFile
from searchtool.core.i18n import tr
from searchtool.documents.source import ZIP_ENCRYPTED, Source, UnpackingBudget
from searchtool.documents.xml.tree import Element, iterate_xml, parse_xml

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""What these formats allow, and the only methods whose output zipfile lets a caller limit."""

ZIP_UTF_8 = 0x800
"""The flag of a member of a zip file whose name is in UTF-8."""

_DAMAGE = (
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    struct.error,
    zlib.error,
    zipfile.BadZipFile,
)


class Package:
    """The parts by their names, or by what `find` takes for them. All that is read may be
    `limits.file_bytes` of the source."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._budget = UnpackingBudget(source.id, source.limits.file_bytes)
        try:
            self._archive = zipfile.ZipFile(source.stream)
        except _DAMAGE as error:
            raise source.wrong_format() from error

    def names(self) -> list[str]:
        """The names of all parts, in their order."""
        return self._archive.namelist()

    def find(self, name: str) -> str | None:
        """The part that a link to this name means. Programs write names with other capitals,
        slashes, percent signs or forms of «й» than those of the zip file."""
        if name in self._archive.NameToInfo:
            return name
        return next(
            (self._by_key[key] for key in map(_key, (name, unquote(name))) if key in self._by_key),
            None,
        )

    @cached_property
    def _by_key(self) -> dict[str, str]:
        # Reversed: of names that differ in nothing else the first counts.
        return {
            _key(_with_letters(info)): info.filename for info in reversed(self._archive.infolist())
        }

    def tree(self, name: str) -> Element | None:
        """The root element of a part, None if the part is missing. Raises UnreadableFile as `read`
        does, and when the part is not XML."""
        if self.find(name) is None:
            return None
        return parse_xml(self.read(name), self._source)

    def extra(self, name: str) -> Element | None:
        """As `tree`, for a part that the text does not need: a damaged one is reported."""
        try:
            return self.tree(name)
        except UnreadableFile as failure:
            part = self._source.member(name)
            part.report(part.unreadable(failure.cause, failure.advice))
            return None

    def can_hold(self, name: str) -> bool:
        """Whether a part can still be read within the limit, by the size that it declares. No more
        than that comes out of it."""
        info = self._archive.NameToInfo.get(self.find(name) or "")
        return info is None or info.file_size <= self._budget.left

    def elements(self, name: str, element_name: str) -> Iterator[Element]:
        """The elements of a local name in a part that may be too large for a tree. A part that is
        missing has none; damage is reported, and what stands before it is read."""
        if self.find(name) is None:
            return
        part = self._source.member(name)
        try:
            yield from iterate_xml(_PartStream(self, name), element_name, part)
        except UnreadableFile as failure:
            part.report(part.unreadable(failure.cause, failure.advice))

    def read(self, name: str, max_bytes: int | None = None) -> bytes:
        """The bytes of a part, or its first ones. Raises UnreadableFile when it is missing,
        damaged or encrypted, and DecompressionBomb."""
        with self._opened(name) as part:
            return self._read(part, name, max_bytes)

    def _opened(self, name: str) -> IO[bytes]:
        info = self._archive.NameToInfo.get(self.find(name) or "")
        if info is None:
            raise self._source.unreadable(tr(f"part {name} is missing", f"нет части {name}"))
        if info.flag_bits & ZIP_ENCRYPTED:
            raise self._source.password_protected()
        if info.compress_type not in _METHODS:
            raise self._source.unsupported_compression()
        try:
            return self._archive.open(info)
        except _DAMAGE as error:
            raise self._damaged(name) from error

    def _read(self, part: IO[bytes], name: str, max_bytes: int | None) -> bytes:
        try:
            content = part.read(self._budget.left + 1 if max_bytes is None else max_bytes)
        except _DAMAGE as error:
            raise self._damaged(name) from error
        self._budget.spend(len(content))
        return content

    def _damaged(self, name: str) -> UnreadableFile:
        cause = tr(f"part {name} is damaged", f"повреждена часть {name}")
        return self._source.unreadable(cause)


class _PartStream:
    """A part that is read piece by piece, each within the limit of its package."""

    def __init__(self, package: Package, name: str) -> None:
        self._package = package
        self._name = name
        self._part = package._opened(name)

    def read(self, size: int = -1, /) -> bytes:
        """At most so many bytes. Raises as `Package.read` does."""
        return self._package._read(self._part, self._name, None if size < 0 else size)


def _key(name: str) -> str:
    path = normpath(name.replace("\\", "/")).lstrip("/")
    return unicodedata.normalize("NFC", path).casefold()


def _with_letters(info: zipfile.ZipInfo) -> str:
    """The name of a part. Some programs write it in UTF-8 and do not say so, or in the code page of
    Russian Windows; the module then takes it for cp437."""
    if info.flag_bits & ZIP_UTF_8 or info.filename.isascii():
        return info.filename
    raw = info.filename.encode("cp437", "replace")
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp866")
