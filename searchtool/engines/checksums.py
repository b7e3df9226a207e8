"""Whether the files of a commit are as they were written.

Their sizes are compared whenever an index is opened. A file newer than the list of its commit has
been changed by somebody else, so its checksum is compared, too. Before a run builds on the files,
all checksums are compared.
"""

import json
import os
import zlib
from collections.abc import Mapping
from typing import Any, NamedTuple

from searchtool.core.model import StrPath
from searchtool.engines.base import EngineCorrupted

MAX_OPENING_BYTES = 1 << 27
"""Files of an index that was copied are newer than its list. To read so much of them takes 60 ms;
the rest is left to `search index --check`."""

_CHUNK_BYTES = 1 << 20
_CRC_BYTES = 4


class FileSum(NamedTuple):
    """The size of a file in bytes, and its checksum: CRC-32, which takes 0.25 s for a gigabyte."""

    size: int
    crc: int


def sum_file(path: StrPath) -> FileSum:
    """What to remember of a file that was written, after it is flushed to disk. Raises OSError."""
    with open(path, "r+b") as file:
        os.fsync(file.fileno())
    return FileSum(os.stat(path).st_size, _crc_of(path))


def check_files(
    folder: StrPath, sums: Mapping[str, FileSum], listed: int, *, is_whole: bool
) -> None:
    """Compare files with what is remembered of them. `listed` is the time of their list in
    nanoseconds; `is_whole` reads all of them. A missing file is left to whoever needs it: a later
    commit may have deleted it. Raises EngineCorrupted."""
    left = MAX_OPENING_BYTES
    for name, expected in sums.items():
        path = os.path.join(folder, name)
        try:
            status = os.stat(path)
        except FileNotFoundError:
            continue
        if status.st_size != expected.size:
            raise EngineCorrupted(f"{name}: {status.st_size} bytes, not {expected.size}", name)
        is_read = is_whole
        if status.st_mtime_ns > listed and left >= expected.size:
            left -= expected.size
            is_read = True
        if is_read and _crc_of(path) != expected.crc:
            raise EngineCorrupted(f"{name}: wrong checksum", name)


def _crc_of(path: StrPath) -> int:
    crc = 0
    with open(path, "rb", buffering=0) as file:
        while chunk := file.read(_CHUNK_BYTES):
            crc = zlib.crc32(chunk, crc)
    return crc


def seal(record: Mapping[str, Any]) -> str:
    """A record as JSON that begins with the checksum of the rest."""
    rest = json.dumps(record, ensure_ascii=False)[1:]
    return f'{{"crc": {zlib.crc32(rest.encode(errors="surrogatepass"))},\n{rest}'


def unseal(content: bytes) -> dict[str, Any]:
    """The record that `seal` wrote. Raises ValueError, KeyError, TypeError or RecursionError."""
    record: dict[str, Any] = json.loads(content.decode(errors="surrogatepass"))
    if record.pop("crc") != zlib.crc32(content.partition(b"\n")[2]):
        raise ValueError("wrong checksum")
    return record


def seal_record(record: bytes) -> bytes:
    """A stored record that begins with its checksum."""
    return zlib.crc32(record).to_bytes(_CRC_BYTES, "big") + record


def unseal_record(sealed: bytes) -> bytes:
    """The record that `seal_record` sealed. Raises EngineCorrupted."""
    record = sealed[_CRC_BYTES:]
    if zlib.crc32(record) != int.from_bytes(sealed[:_CRC_BYTES], "big"):
        raise EngineCorrupted("a record has a wrong checksum")
    return record
