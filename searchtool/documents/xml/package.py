"""Reads the parts of a zipped document (.docx, .odt, .epub), up to a limit of bytes."""

import struct
import zipfile
import zlib

from searchtool.core.errors import UnreadableFile
from searchtool.core.i18n import tr
from searchtool.documents.source import ZIP_ENCRYPTED, Source, UnpackingBudget
from searchtool.documents.xml.tree import Element, parse_xml

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""What these formats allow, and the only methods whose output zipfile lets a caller limit."""

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
    """The parts by their names. All that is read may be `limits.file_bytes` of the source."""

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

    def tree(self, name: str) -> Element | None:
        """The root element of a part, None if the part is missing. Raises UnreadableFile as `read`
        does, and when the part is not XML."""
        if name not in self._archive.NameToInfo:
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

    def read(self, name: str) -> bytes:
        """The bytes of a part. Raises UnreadableFile when it is missing, damaged or encrypted, and
        DecompressionBomb."""
        info = self._archive.NameToInfo.get(name)
        if info is None:
            raise self._source.unreadable(tr(f"part {name} is missing", f"нет части {name}"))
        if info.flag_bits & ZIP_ENCRYPTED:
            raise self._source.password_protected()
        if info.compress_type not in _METHODS:
            raise self._source.unsupported_compression()
        try:
            with self._archive.open(info) as part:
                content = part.read(self._budget.left + 1)
        except _DAMAGE as error:
            raise self._source.unreadable(
                tr(f"part {name} is damaged", f"повреждена часть {name}")
            ) from error
        self._budget.spend(len(content))
        return content
