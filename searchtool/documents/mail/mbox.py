"""Splits a mailbox (.mbox) into its messages.

RFC 4155 says that a line `From sender date` begins a message, and the one before it is blank. Few
programs keep to that: the blank line is missing, the date is in any form or missing, Mozilla writes
`-` for the sender, some write nothing but `From `. So the headers that follow decide what such a
line is; «From here on» in a text has none.
"""

import re
from collections.abc import Iterator
from itertools import chain, islice, tee, zip_longest
from typing import BinaryIO, NamedTuple

_MONTHS = b"Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_SEPARATOR = re.compile(
    rb"From \S+ +(?:[A-Za-z]{3},? +)?"
    rb"(?:(?:" + _MONTHS + rb")\b|\d\d? +(?:" + _MONTHS + rb")\b|\d{4}-\d\d-\d\d).{0,40}\d:\d\d"
)
"""A sender and the time, as the C library writes it, as in a header, or as ISO 8601."""
_DATED = re.compile(
    rb"From .{0,200}?(?:\d:\d\d.{0,40}\d{4}|\d{4}.{0,40}\d:\d\d|\b(?:"
    + _MONTHS
    + rb")\b.{0,40}\d\d)"
)
_UNDATED = re.compile(rb"From +(?:\S*@\S*|-|MAILER-DAEMON)(?: +\d+)?\s*$")
"""A sender, and maybe a date in digits or in seconds."""
_HEADER = re.compile(rb"[!-9;-~]{1,76}[ \t]*:")
_MAIL_HEADER = re.compile(
    rb">?From |(?:from|to|cc|bcc|date|sent|subject|sender|received|status|references|importance"
    rb"|priority|organization|lines|path|newsgroups|xref|(?:x|arc|dkim|content|list|resent|mime"
    rb"|in-reply|reply|return|authentication|delivered|received|message|envelope|original"
    rb"|apparently)-[\w-]+):",
    re.IGNORECASE,
)
_ESCAPED = re.compile(rb">+From ")
_BOM = b"\xef\xbb\xbf"
_CHUNK_BYTES = 1 << 16


class RawMessage(NamedTuple):
    """A message of a mailbox; `content` is None where it is too large, `skipped` is the number of
    lines of the file before it. `is_separated` is false for what stands before the first
    separator."""

    content: bytes | None
    skipped: int
    is_separated: bool = True


def split_mailbox(stream: BinaryIO, max_bytes: int) -> Iterator[RawMessage]:
    """The messages, without the `>` that escapes a `From ` in their text (mboxrd,
    http://qmail.org/man/man5/mbox.html). What stands before the first separator comes as a message,
    too, unless it is blank."""
    message = _Collected(0, max_bytes, is_separated=False)
    begins = is_blank = True
    number = 0
    for line, following, after in _windows(stream):
        if begins and line.startswith(b"From") and _is_separator(line, following, after, is_blank):
            yield from message.finished()
            message = _Collected(number + 1, max_bytes)
        else:
            message.add(line[1:] if begins and _ESCAPED.match(line) else line)
        is_blank = begins and not line.strip()
        begins = line.endswith(b"\n")
        number += begins
    yield from message.finished()


def begins_mailbox(head: bytes) -> bool:
    """Whether a file that begins with these bytes begins with a separator."""
    lines = head.removeprefix(_BOM).lstrip().replace(b"\r\n", b"\n").splitlines()
    first, following, after = (*lines[:3], b"", b"", b"")[:3]
    return _is_separator(first, following, after, is_after_blank=True)


def _is_separator(line: bytes, following: bytes, after: bytes, is_after_blank: bool) -> bool:
    """Whether a line that begins with `From` begins a message: the less it looks so, the more must
    the lines that follow look like the headers of mail. Some programs leave a blank line there."""
    header = following if following.strip() else after
    is_bare = line.strip() == b"From"
    if _SEPARATOR.match(line) or (is_bare and is_after_blank):
        return bool(_HEADER.match(header) or _MAIL_HEADER.match(header))
    is_undated = (is_after_blank or _HEADER.match(after)) and _UNDATED.match(line)
    return bool((_DATED.match(line) or is_undated or is_bare) and _MAIL_HEADER.match(header))


class _Collected:
    """The lines of a message, as long as they are not too many."""

    def __init__(self, skipped: int, max_bytes: int, *, is_separated: bool = True) -> None:
        self._lines: list[bytes] = []
        self._skipped = skipped
        self._max_bytes = max_bytes
        self._is_separated = is_separated
        self._size = 0

    def add(self, line: bytes) -> None:
        self._size += len(line)
        if self._size > self._max_bytes:
            self._lines.clear()
        else:
            self._lines.append(line)

    def finished(self) -> Iterator[RawMessage]:
        content = b"".join(self._lines) if self._size <= self._max_bytes else None
        if self._is_separated or content is None or content.strip():
            yield RawMessage(content, self._skipped, self._is_separated)


def _windows(stream: BinaryIO) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Each line, or piece of a long one, with the two that follow."""
    first, second, third = tee(_lines(stream), 3)
    return zip_longest(first, islice(second, 1, None), islice(third, 2, None), fillvalue=b"")


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    head = stream.read(_CHUNK_BYTES)
    stream.seek(0)
    read = _old_mac_lines if b"\r" in head and b"\n" not in head else _line_feed_lines
    lines = read(stream)
    return chain([next(lines, b"").removeprefix(_BOM)], lines)


def _line_feed_lines(stream: BinaryIO) -> Iterator[bytes]:
    while line := stream.readline(_CHUNK_BYTES):
        yield line


def _old_mac_lines(stream: BinaryIO) -> Iterator[bytes]:
    """Lines that end with a carriage return."""
    rest = b""
    while chunk := stream.read(_CHUNK_BYTES):
        *whole, rest = (rest + chunk).split(b"\r")
        yield from (line + b"\n" for line in whole)
        if len(rest) > _CHUNK_BYTES:
            yield rest
            rest = b""
    if rest:
        yield rest
