"""Reads .eml and .mbox files: one document per message, and those of the attached files."""

import io
import re
from collections.abc import Iterator
from email.errors import MessageError
from typing import BinaryIO, NamedTuple

from searchtool.core.errors import UnreadableFile
from searchtool.core.i18n import tr
from searchtool.core.model import SourceText
from searchtool.documents.blocks import Paragraph, join_blocks
from searchtool.documents.mail.message import Attachment, MailMessage, parse_message
from searchtool.documents.source import Source
from searchtool.documents.text.quoted_replies import split_quoted_replies

MAX_NESTING = 6
"""Messages and archives inside each other."""

_DAMAGE = (MessageError, ValueError, LookupError, TypeError, AttributeError, AssertionError)
"""What the standard library raises for headers that no program should write."""

_SEPARATOR = re.compile(rb"From .{0,200}?\d:\d\d.{0,40}?\d{4}\s*$")
_ESCAPED_SEPARATOR = re.compile(rb">+From ")
_END_OF_HEADERS = re.compile(rb"\r?\n\r?\n")
_CHUNK_BYTES = 1 << 16


class _RawMessage(NamedTuple):
    """A message of a mailbox; `content` is None where it is too large, `skipped` is the number of
    lines of the file before it."""

    content: bytes | None
    skipped: int


def read(source: Source) -> Iterator[SourceText]:
    """The messages and attachments that can be read; those that cannot be are reported, also
    messages that are too large. Raises UnreadableFile where there are no messages."""
    if source.suffix != ".mbox":
        yield from _read_message(source, _RawMessage(source.content(), 0), "eml")
        return
    number = 0
    for number, message in enumerate(_split(source.stream, source.limits.file_bytes), 1):
        own = source.member(str(number))
        try:
            yield from _read_message(own, message, "mbox")
        except UnreadableFile as failure:
            source.report(failure)
        except RecursionError:
            source.report(own.too_deep())
    if number == 0:
        raise source.unreadable(tr("no messages in this file", "в файле нет писем"))


def _split(stream: BinaryIO, max_bytes: int) -> Iterator[_RawMessage]:
    """The messages between lines that begin with `From ` and hold a time; these stand at the
    beginning or after a blank line."""
    kept: list[bytes] | None = None  # before the first message
    size = line_number = skipped = 0
    begins = is_blank = True
    while line := stream.readline(_CHUNK_BYTES):
        if begins and is_blank and _SEPARATOR.match(line):
            if kept is not None:
                yield _RawMessage(b"".join(kept) if size <= max_bytes else None, skipped)
            kept, size, skipped = [], 0, line_number + 1
        elif kept is not None:
            size += len(line)
            if size > max_bytes:
                kept.clear()
            else:
                kept.append(line[1:] if begins and _ESCAPED_SEPARATOR.match(line) else line)
        is_blank = begins and not line.strip()
        begins = line.endswith(b"\n")
        line_number += begins
    if kept is not None:
        yield _RawMessage(b"".join(kept) if size <= max_bytes else None, skipped)


def _read_message(source: Source, message: _RawMessage, kind: str) -> Iterator[SourceText]:
    if message.content is None:
        raise source.too_large()
    try:
        parsed = parse_message(message.content, source)
        text = _source_text(source, parsed, message, kind)
        attachments = list(parsed.attachments())
    except _DAMAGE as error:
        raise source.unreadable(tr(f"damaged message: {error}", "повреждённое письмо")) from error
    if text is not None:
        yield text
    for number, attachment in enumerate(attachments, 1):
        is_first = all(attachment.name != other.name for other in attachments[: number - 1])
        name = attachment.name if is_first else f"{number}/{attachment.name}"
        yield from _read_attached(source, attachment._replace(name=name))


def _source_text(
    source: Source, parsed: MailMessage, message: _RawMessage, kind: str
) -> SourceText | None:
    """The document of a message, None where it has no text."""
    if not parsed.has_headers:
        raise source.unreadable(tr("not a mail message", "это не письмо"))
    body = parsed.body()
    first = _first_line(message) if body.is_verbatim else None
    lines = ((first and first + number, line) for number, line in enumerate(body.lines))
    paragraphs = list(split_quoted_replies(lines)) or [Paragraph(parsed.subject, "heading")]
    if not paragraphs[0].text:
        return None
    document = source.document(
        kind, body.encoding, title=parsed.subject, date=parsed.date, author=parsed.author
    )
    return SourceText(document, *join_blocks(paragraphs), line=first)


def _first_line(message: _RawMessage) -> int:
    """The number of the line below the headers, from 1."""
    content = message.content or b""
    end = _END_OF_HEADERS.search(content)
    return message.skipped + content.count(b"\n", 0, end.end() if end else 0) + 1


def _read_attached(source: Source, attachment: Attachment) -> Iterator[SourceText]:
    attached = source.member(attachment.name, io.BytesIO(attachment.content))
    try:
        if attached.member_name.count("#") >= MAX_NESTING:
            raise attached.too_deep()
        yield from source.read_member(attached)
    except UnreadableFile as failure:
        source.report(failure)
