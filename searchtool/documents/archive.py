"""A .zip, .tar or compressed file in, the Documents of its members out.

Nothing is unpacked to disk, and what a member unpacks to is counted while it is read: a bomb costs
one line.
"""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import PurePath
from typing import BinaryIO, cast

from searchtool.core.errors import NoText, UnreadableFile
from searchtool.core.i18n import tr
from searchtool.core.model import SourceText
from searchtool.documents.encoding import decode
from searchtool.documents.formats import can_read, choose_reader
from searchtool.documents.source import Source

DEEPEST = 3
"""Archives inside archives inside an archive."""

MOST_EXTRACTED = 1 << 30
"""Bytes that one file may unpack to."""

_BROKEN = (
    OSError,
    EOFError,
    RuntimeError,  # an encrypted member
    NotImplementedError,
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


class _Bomb(Exception):
    """More comes out than may."""


@dataclass
class _Budget:
    """Bytes that may still be unpacked."""

    left: int = MOST_EXTRACTED

    def spend(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise _Bomb


class _Metered(io.RawIOBase):
    """A stream whose bytes are paid for from a budget."""

    def __init__(self, stream: BinaryIO, budget: _Budget) -> None:
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
    """The documents of all members that can be read, in the order of the archive; what cannot be is
    reported. Raises UnreadableFile when the archive itself is broken."""
    try:
        yield from _read(source, _Budget(), DEEPEST)
    except _Bomb as error:
        limit = MOST_EXTRACTED >> 30
        raise source.unreadable(
            tr(f"unpacks to more than {limit} GB", f"распаковывается более чем в {limit} ГБ")
        ) from error


def _read(source: Source, budget: _Budget, depth: int) -> Iterator[SourceText]:
    try:
        for name, opener in _members(source):
            yield from _read_member(source, name, opener, budget, depth)
    except _BROKEN as error:
        raise source.unreadable(
            tr(f"a broken archive: {error}", f"повреждённый архив: {error}")
        ) from error


def _read_member(
    source: Source, name: str, opener: _Opener, budget: _Budget, depth: int
) -> Iterator[SourceText]:
    own = f"{source.member}#{name}" if source.member else name
    member = replace(source, id=f"{source.id}#{name}", member=own)
    try:
        with opener() as packed, _metered(packed, budget) as stream:
            member = replace(member, stream=stream)
            if choose_reader(member) != __name__:
                yield from source.read_member(member)
                return
            if depth == 0:
                cause = tr("nested too deeply to read", "слишком глубокая вложенность")
                raise member.unreadable(cause)
            inside = io.BytesIO(member.content())
            yield from _read(replace(member, stream=inside), budget, depth - 1)
    except NoText:
        pass
    except UnreadableFile as failure:
        source.report(failure)
    except _BROKEN as error:
        cause = tr(f"cannot be unpacked: {error}", f"не распаковывается: {error}")
        source.report(member.unreadable(cause))


def _members(source: Source) -> Iterator[tuple[str, _Opener]]:
    """Names of the members whose format is read, and what opens them."""
    head = source.stream.read(6)
    source.stream.seek(0)
    if head.startswith(b"PK"):
        with zipfile.ZipFile(source.stream) as archive:
            for info in archive.infolist():
                if not info.is_dir() and _is_read(name := _zip_name(info)):
                    yield name, partial(_open_zipped, archive, info)
        return
    unpack = next((u for sign, u in _UNPACKERS.items() if head.startswith(sign)), None)
    if (tar := _open_tar(source, unpack)) is not None:
        with tar:
            for entry in tar:
                if entry.isfile() and _is_read(entry.name):
                    yield entry.name, partial(_open_tarred, tar, entry)
        return
    name = PurePath(source.member or source.path).stem
    if unpack is None or not _is_read(name):
        raise ValueError(tr("nothing in it can be read", "в нём нечего читать"))
    yield name, partial(unpack, source.stream)


def _open_zipped(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> BinaryIO:
    return cast(BinaryIO, archive.open(info))


def _open_tarred(archive: tarfile.TarFile, entry: tarfile.TarInfo) -> BinaryIO:
    if (file := archive.extractfile(entry)) is None:
        raise KeyError(entry.name)
    return cast(BinaryIO, file)


def _open_tar(
    source: Source, unpack: Callable[[BinaryIO], BinaryIO] | None
) -> tarfile.TarFile | None:
    """The tar file, or None if it is not one. A compressed one is unpacked to be walked, which has
    its own budget."""
    stream = _metered(unpack(source.stream), _Budget()) if unpack else source.stream
    try:
        return tarfile.open(fileobj=stream, mode="r:")
    except tarfile.ReadError:
        source.stream.seek(0)
        return None


def _metered(stream: BinaryIO, budget: _Budget) -> BinaryIO:
    return cast(BinaryIO, io.BufferedReader(_Metered(stream, budget), 1 << 16))


def _zip_name(info: zipfile.ZipInfo) -> str:
    """Names that are not marked as UTF-8 are in the code page of the machine that packed them; the
    module takes them for cp437."""
    if info.flag_bits & 0x800 or info.filename.isascii():
        return info.filename
    try:
        return decode(info.filename.encode("cp437"), "")[0]
    except (UnicodeEncodeError, UnreadableFile):
        return info.filename


def _is_read(name: str) -> bool:
    hidden = any(part.startswith(".") or part == "__MACOSX" for part in PurePath(name).parts)
    return can_read(name) and not hidden
