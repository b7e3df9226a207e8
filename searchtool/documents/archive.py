"""Reads archives (.zip, .tar) and compressed files (.gz, .bz2, .xz): the documents of each member.

Nothing is unpacked to disk, and what members unpack to is counted while they are read, so that a
decompression bomb costs one error.
"""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import PurePath
from typing import BinaryIO, cast

from searchtool.core.errors import NoText, UnreadableFile
from searchtool.core.i18n import tr
from searchtool.core.model import SourceText
from searchtool.documents.encoding import decode
from searchtool.documents.formats import can_read, choose_reader
from searchtool.documents.source import ZIP_ENCRYPTED, Source, UnpackingBudget

MAX_NESTING = 3
"""Archives inside archives inside an archive."""

_DAMAGE = (
    OSError,
    EOFError,
    RuntimeError,
    ValueError,
    KeyError,
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
)

_Opener = Callable[[], BinaryIO]
_UNPACKERS: dict[bytes, Callable[[BinaryIO], BinaryIO]] = {
    b"\x1f\x8b": cast(Callable[[BinaryIO], BinaryIO], gzip.open),
    b"BZh": cast(Callable[[BinaryIO], BinaryIO], bz2.open),
    b"\xfd7zXZ\0": cast(Callable[[BinaryIO], BinaryIO], lzma.open),
}


class _Metered(io.RawIOBase):
    """A stream whose bytes are counted against a budget."""

    def __init__(self, stream: BinaryIO, budget: UnpackingBudget) -> None:
        super().__init__()
        self._stream = stream
        self._budget = budget

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        found = self._stream.read(len(buffer))
        self._budget.spend(len(found))
        buffer[: len(found)] = found
        return len(found)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()


def read(source: Source) -> Iterator[SourceText]:
    """The documents of all members that can be read, in the order of the archive; members that
    cannot be read are reported. Raises UnreadableFile when the archive itself is damaged, and
    DecompressionBomb."""
    budget = UnpackingBudget(source.id, source.limits.unpacked_bytes)
    yield from _read(source, budget, MAX_NESTING)


def _read(source: Source, budget: UnpackingBudget, depth: int) -> Iterator[SourceText]:
    try:
        for name, opener in _members(source, budget):
            yield from _read_member(source.member(name), opener, budget, depth)
    except _DAMAGE as error:
        raise source.unreadable(tr(f"damaged archive: {error}", "повреждённый архив")) from error


def _read_member(
    member: Source, opener: _Opener, budget: UnpackingBudget, depth: int
) -> Iterator[SourceText]:
    try:
        with opener() as packed, _metered(packed, budget) as stream:
            member = replace(member, stream=stream)
            if choose_reader(member) != __name__:
                yield from member.read_member(member)
                return
            if depth == 0:
                raise member.too_deep()
            inside = io.BytesIO(member.content())
            yield from _read(replace(member, stream=inside), budget, depth - 1)
    except NoText:
        pass
    except UnreadableFile as failure:
        member.report(failure)
    except NotImplementedError:
        member.report(member.unsupported_compression())
    except _DAMAGE as error:
        cause = tr(f"cannot be unpacked: {error}", "не распаковывается: повреждён")
        member.report(member.unreadable(cause))


def _members(source: Source, budget: UnpackingBudget) -> Iterator[tuple[str, _Opener]]:
    """Names of the members whose format is read, and what opens them."""
    head = source.head(6)
    if head.startswith(b"PK"):
        with zipfile.ZipFile(source.stream) as archive:
            for info in archive.infolist():
                if not info.is_dir() and _is_read(name := _zip_name(info)):
                    yield name, partial(_open_zipped, source.member(name), archive, info)
        return
    unpack = next((u for sign, u in _UNPACKERS.items() if head.startswith(sign)), None)
    if (tar := _open_tar(source, unpack, replace(budget, spent=0))) is not None:
        with tar:
            for entry in tar:
                if entry.isfile() and _is_read(entry.name):
                    yield entry.name, partial(_open_tarred, tar, entry)
        return
    name = PurePath(source.member_name or source.path).stem
    if unpack is None:
        raise source.wrong_format()
    if not _is_read(name):
        raise source.unreadable(
            tr("holds no file of a supported format", "внутри нет файлов поддерживаемых форматов")
        )
    yield name, partial(unpack, source.stream)


def _open_zipped(member: Source, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> BinaryIO:
    if info.flag_bits & ZIP_ENCRYPTED:
        raise member.password_protected()
    return cast(BinaryIO, archive.open(info))


def _open_tarred(archive: tarfile.TarFile, entry: tarfile.TarInfo) -> BinaryIO:
    if (file := archive.extractfile(entry)) is None:
        raise KeyError(entry.name)
    return cast(BinaryIO, file)


def _open_tar(
    source: Source, unpack: Callable[[BinaryIO], BinaryIO] | None, budget: UnpackingBudget
) -> tarfile.TarFile | None:
    """The tar file, or None if it is not one. A compressed one is unpacked already to be walked,
    which has a budget of its own."""
    stream = _metered(unpack(source.stream), budget) if unpack else source.stream
    try:
        return tarfile.open(fileobj=stream, mode="r:")
    except tarfile.ReadError:
        source.stream.seek(0)
        return None


def _metered(stream: BinaryIO, budget: UnpackingBudget) -> BinaryIO:
    return cast(BinaryIO, io.BufferedReader(_Metered(stream, budget), 1 << 16))


def _zip_name(info: zipfile.ZipInfo) -> str:
    """The name of a member. Names that are not marked as UTF-8 are in the code page of the machine
    that packed them; the module decodes them as cp437."""
    if info.flag_bits & 0x800 or info.filename.isascii():
        return info.filename
    try:
        return decode(info.filename.encode("cp437"), "")[0]
    except (UnicodeEncodeError, UnreadableFile):
        return info.filename


def _is_read(name: str) -> bool:
    hidden = any(part.startswith(".") or part == "__MACOSX" for part in PurePath(name).parts)
    return can_read(name) and not hidden
