"""Replaces a file as a whole, so that a reader sees the old text or the new one, never a part."""

import os
from contextlib import suppress

from searchtool.core.model import StrPath


def replace_text(path: StrPath, text: str, beside: StrPath | None = None) -> None:
    """As `replace_bytes`, for a text in UTF-8."""
    replace_bytes(path, text.encode("utf-8", "surrogatepass"), beside)


def replace_bytes(path: StrPath, content: bytes, beside: StrPath | None = None) -> None:
    """Write `content` to a new file beside `path`, flush it to disk, and rename it. Raises OSError.

    The file beside it never exists before: in a folder from a stranger it might be a link, and what
    is written would land elsewhere. If it cannot be written to its end, it is deleted.
    """
    beside = f"{os.fspath(path)}.new" if beside is None else beside
    with suppress(FileNotFoundError):
        os.unlink(beside)
    try:
        with open(beside, "xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(beside)
        raise
    _flush_folder(os.path.dirname(path) or os.curdir)


def _flush_folder(folder: StrPath) -> None:
    """Let the rename survive a power failure, on systems where a folder can be flushed."""
    with suppress(OSError):
        file = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(file)
        finally:
            os.close(file)
