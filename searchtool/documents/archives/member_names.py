"""Reads the names of files in archives, which are in the encoding of the machine that packed them,
mostly without saying so."""

import struct
import zipfile
import zlib
from collections.abc import Sequence
from unicodedata import normalize

from searchtool.core.errors import UnreadableFile
from searchtool.documents.encoding import decode, detect

_UTF_8 = 0x800
"""The flag of a name in UTF-8 (APPNOTE.TXT, section 4.4.4)."""
_DOS_SYSTEMS = (0, 11)
"""FAT and NTFS, whose archives have names in the code page of DOS (APPNOTE.TXT, appendix D)."""
_UNICODE_PATH = 0x7075

_GZIP_HEADER = struct.Struct("<3sB6x")
_GZIP_EXTRA, _GZIP_NAME = 4, 8


def zip_names(infos: Sequence[zipfile.ZipInfo]) -> list[str]:
    """The names of the members with `/` between folders, composed: macOS writes й in two parts.
    Names that are neither marked as UTF-8 nor can be are of one encoding, which is detected from
    all of them: one by itself may be too short."""
    raw_names = [raw for info in infos if (raw := _raw_name(info))]
    unmarked = b"\n".join(raw for raw in raw_names if _utf_8(raw) is None)
    is_dos = any(info.create_system in _DOS_SYSTEMS for info in infos)
    encoding = _detect(unmarked, "cp866" if is_dos else None)
    names = (_zip_name(info, encoding).replace("\\", "/") for info in infos)
    return [normalize("NFC", name) for name in names]


def _zip_name(info: zipfile.ZipInfo, encoding: str | None) -> str:
    raw = _raw_name(info)
    if raw is None:
        return info.filename
    if name := _unicode_path(info.extra, raw):
        return name
    return _decode(raw, encoding) or info.filename


def _raw_name(info: zipfile.ZipInfo) -> bytes | None:
    """The bytes of a name that is not marked as UTF-8 and not in ASCII; the module decodes them as
    cp437."""
    if info.flag_bits & _UTF_8 or info.filename.isascii():
        return None
    try:
        return info.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return None


def _unicode_path(extra: bytes, raw: bytes) -> str | None:
    """The name in the extra field that Info-ZIP writes (APPNOTE.TXT, section 4.6.9), if it belongs
    to this name."""
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _UNICODE_PATH and field[:5] == b"\1" + struct.pack("<I", zlib.crc32(raw)):
            return field[5:].decode("utf-8", "replace") or None
    return None


def tar_name(name: str) -> str:
    """The name of a member of a tar file; bytes that are not UTF-8 come as surrogates."""
    raw = name.encode("utf-8", "surrogateescape")
    return normalize("NFC", _decode(raw, None) or raw.decode("utf-8", "replace"))


def gzip_name(head: bytes) -> str | None:
    """The name of the file in the header of gzip (RFC 1952, section 2.3), None if it is not there
    or cut off."""
    if len(head) < _GZIP_HEADER.size:
        return None
    magic, flags = _GZIP_HEADER.unpack_from(head)
    if magic != b"\x1f\x8b\x08" or not flags & _GZIP_NAME:
        return None
    start = _GZIP_HEADER.size
    if flags & _GZIP_EXTRA:
        start += 2 + int.from_bytes(head[start : start + 2], "little")
    raw, end, _ = head[start:].partition(b"\0")
    return (_decode(raw, None) or None) if end else None


def _detect(raw: bytes, declared: str | None) -> str | None:
    try:
        return decode(raw, "", declared=declared)[1] if declared else detect(raw, "")
    except UnreadableFile:
        return None


def _decode(raw: bytes, encoding: str | None) -> str | None:
    """The name, in UTF-8 if it can be; in some archives only part of the names are."""
    if (name := _utf_8(raw)) is not None:
        return name
    encoding = encoding or _detect(raw, None)
    return raw.decode(encoding, "replace") if encoding else None


def _utf_8(raw: bytes) -> str | None:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
