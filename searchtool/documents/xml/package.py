"""A zip file whose parts make one document in, its parts out; each and all of them bounded."""

import struct
import zipfile
import zlib

from searchtool.core.errors import UnreadableFile
from searchtool.core.i18n import tr
from searchtool.documents.source import LARGEST, Source
from searchtool.documents.xml.tree import Element, parse_xml

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""What these formats allow, and the only ones whose output the zip module lets us bound."""

_ENCRYPTED = 0x1
_DAMAGE = (
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    NotImplementedError,
    struct.error,
    zlib.error,
    zipfile.BadZipFile,
)


class Bomb(UnreadableFile):
    """More comes out of the file than may."""


class Package:
    """The parts by their names. What is read counts: all of it may be `LARGEST` bytes."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._left = LARGEST
        try:
            self._archive = zipfile.ZipFile(source.stream)
        except _DAMAGE as error:
            raise source.unreadable(
                tr("damaged, or not what its name says", "повреждён или не то, что в имени")
            ) from error

    def names(self) -> list[str]:
        """Of all parts, in their order."""
        return self._archive.namelist()

    def tree(self, name: str) -> Element | None:
        """The outermost element of a part, or None if it is missing. Raises UnreadableFile as
        `read` does, and when it is not XML."""
        if name not in self._archive.NameToInfo:
            return None
        return parse_xml(self.read(name), self._source)

    def extra(self, name: str) -> Element | None:
        """As `tree`, of a part that the text does not need: a damaged one is reported."""
        try:
            return self.tree(name)
        except Bomb:
            raise
        except UnreadableFile as failure:
            where = f"{self._source.where}#{name}"
            self._source.report(UnreadableFile(where, failure.cause, failure.advice))
            return None

    def read(self, name: str) -> bytes:
        """A part. Raises UnreadableFile when it is missing, damaged, encrypted or a bomb."""
        info = self._archive.NameToInfo.get(name)
        if info is None:
            raise self._unreadable(tr(f"has no part {name}", f"нет части {name}"))
        if info.flag_bits & _ENCRYPTED:
            raise self._unreadable(
                tr("protected by a password", "защищён паролем"),
                tr("save it without one", "сохраните без пароля"),
            )
        if info.compress_type not in _METHODS:
            raise self._unreadable(tr("packed in an unusual way", "упакован необычным способом"))
        try:
            with self._archive.open(info) as part:
                content = part.read(self._left + 1)
        except _DAMAGE as error:
            raise self._unreadable(
                tr(f"its part {name} is damaged", f"повреждена часть {name}")
            ) from error
        self._left -= len(content)
        if self._left < 0:
            limit = LARGEST >> 20
            raise Bomb(
                self._source.where,
                tr(f"unpacks to more than {limit} MB", f"распаковывается более чем в {limit} МБ"),
            )
        return content

    def _unreadable(self, cause: str, advice: str = "") -> UnreadableFile:
        return self._source.unreadable(cause, advice)
