"""Reads archives (.zip, .tar) and compressed files (.gz, .bz2, .xz): the documents of each member.

Members that are not read are named through `Source.skip_member`. Nothing is unpacked to disk, and
what members unpack to is counted while they are read, so that a decompression bomb costs one error.
"""

import bz2
import gzip
import io
import lzma
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import PurePath
from typing import BinaryIO, NamedTuple, cast

from searchtool.core.errors import NoText, UnreadableFile
from searchtool.core.i18n import tr
from searchtool.core.model import SkipReason, SourceText
from searchtool.documents.archives.member_names import gzip_name, tar_name, zip_names
from searchtool.documents.formats import SUFFIXES, can_read, choose_reader
from searchtool.documents.source import ZIP_ENCRYPTED, Source, UnpackingBudget, is_hidden, suffix_of

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
_NAME_BYTES = 1 << 12
_NOT_UNPACKED = {b"7z\xbc\xaf\x27\x1c": "7z", b"Rar!\x1a\x07": "rar"}


class _Member(NamedTuple):
    """A file in an archive, and what opens it; `skipped` says why it is not read."""

    name: str
    opener: _Opener
    skipped: SkipReason | None = None


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
    cannot be read are reported. Raises UnreadableFile when the archive itself is damaged or holds
    nothing, and DecompressionBomb."""
    budget = UnpackingBudget(source.id, source.limits.unpacked_bytes)
    yield from _read(source, budget, MAX_NESTING)


def _read(source: Source, budget: UnpackingBudget, depth: int) -> Iterator[SourceText]:
    numbers: dict[str, int] = {}
    try:
        for name, opener, skipped in _members(source, budget):
            numbers[name] = numbers.get(name, 0) + 1
            own_name = name if numbers[name] == 1 else f"{numbers[name]}/{name}"
            if skipped:
                source.skip_member(own_name, skipped)
                continue
            try:
                yield from _read_member(source.member(own_name), opener, budget, depth)
            except NoText as error:
                source.skip_member(own_name, error.reason)
    except _DAMAGE as error:
        raise source.unreadable(tr(f"damaged archive: {error}", "повреждённый архив")) from error
    if not numbers:
        raise source.unreadable(tr("holds no files", "внутри нет файлов"))


def _read_member(
    member: Source, opener: _Opener, budget: UnpackingBudget, depth: int
) -> Iterator[SourceText]:
    try:
        with opener() as packed, _metered(packed, budget) as stream:
            member = _in_memory(replace(member, stream=stream))
            if choose_reader(member) != __name__:
                yield from member.read_member(member)
                return
            if depth == 0:
                raise member.too_deep()
            inside = io.BytesIO(member.content())
            yield from _read(replace(member, stream=inside), budget, depth - 1)
    except NoText:
        raise
    except UnreadableFile as failure:
        member.report(failure)
    except NotImplementedError:
        member.report(member.unsupported_compression())
    except _DAMAGE as error:
        cause = tr(f"cannot be unpacked: {error}", "не распаковывается: повреждён")
        member.report(member.unreadable(cause))


def _in_memory(member: Source) -> Source:
    """A zipped member in memory, if it is not too large: the list of its own members stands at its
    end, and to seek in a packed stream is to unpack it again."""
    if not member.head(2).startswith(b"PK"):
        return member
    content = member.stream.read(member.limits.file_bytes + 1)
    if len(content) > member.limits.file_bytes:
        member.stream.seek(0)
        return member
    return replace(member, stream=io.BytesIO(content))


def _members(source: Source, budget: UnpackingBudget) -> Iterator[_Member]:
    head = source.head(6)
    if head.startswith(b"PK"):
        yield from _zipped(source)
        return
    unpack = next((u for sign, u in _UNPACKERS.items() if head.startswith(sign)), None)
    if (tar := _open_tar(source, unpack, replace(budget, spent=0))) is not None:
        yield from _tarred(tar, source.ocr)
    elif unpack is not None:
        yield _compressed(source, unpack)
    elif format := next(
        (name for sign, name in _NOT_UNPACKED.items() if head.startswith(sign)), ""
    ):
        raise source.unreadable(
            tr(f"a {format} archive, which is not read", f"архивы {format} не читаются"),
            tr("pack the files as .zip", "упакуйте файлы в .zip"),
        )
    elif zipfile.is_zipfile(source.stream):  # after the program that unpacks it
        yield from _zipped(source)
    else:
        raise source.wrong_format()


def _zipped(source: Source) -> Iterator[_Member]:
    with zipfile.ZipFile(source.stream) as archive:
        infos = archive.infolist()
        for name, info in zip(zip_names(infos), infos, strict=True):
            if not info.is_dir() and not name.endswith("/"):
                is_link = stat.S_ISLNK(info.external_attr >> 16)
                opener = partial(_open_zipped, source.member(name), archive, info)
                yield _Member(name, opener, "link" if is_link else _why_skipped(name, source.ocr))


def _open_zipped(member: Source, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> BinaryIO:
    if info.flag_bits & ZIP_ENCRYPTED:
        raise member.password_protected()
    return cast(BinaryIO, archive.open(info))


def _tarred(archive: tarfile.TarFile, ocr: bool) -> Iterator[_Member]:
    with archive:
        for entry in archive:
            if not entry.isdir():
                name = tar_name(entry.name)
                skipped = _why_not_a_file(entry, ocr) or _why_skipped(name, ocr)
                yield _Member(name, partial(_open_tarred, archive, entry), skipped)


def _why_not_a_file(entry: tarfile.TarInfo, ocr: bool) -> SkipReason | None:
    """A hard link is another name of a member before it, and read only where that is not."""
    if entry.isfile():
        return None
    if entry.islnk() and _why_skipped(tar_name(entry.linkname), ocr):
        return None
    return "link" if entry.issym() or entry.islnk() else "special"


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


def _compressed(source: Source, unpack: Callable[[BinaryIO], BinaryIO]) -> _Member:
    """The one file in a compressed file, whose name is that without the last suffix, or the one
    that gzip wrote down."""
    name = PurePath(source.member_name or source.path).stem
    if suffix_of(name) not in SUFFIXES:
        name = gzip_name(source.head(_NAME_BYTES)) or name
    if not can_read(name, ocr=source.ocr):
        cause = f"{name}: формат не поддерживается"
        raise source.unreadable(tr(f"holds {name}, whose format is not read", f"внутри {cause}"))
    return _Member(name, partial(unpack, source.stream))


def _metered(stream: BinaryIO, budget: UnpackingBudget) -> BinaryIO:
    return cast(BinaryIO, io.BufferedReader(_Metered(stream, budget), 1 << 16))


def _why_skipped(name: str, ocr: bool) -> SkipReason | None:
    parts = [part for part in PurePath(name).parts if part != ".."]
    if any(is_hidden(part) or part == "__MACOSX" for part in parts):
        return "hidden"
    return None if can_read(name, ocr=ocr) else "format"
