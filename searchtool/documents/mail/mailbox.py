"""Reads .eml and .mbox files: one document per message, and those of the attached files."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace

from searchtool.core.errors import NoText, UnreadableFile
from searchtool.core.i18n import tr
from searchtool.core.model import SourceText
from searchtool.documents.blocks import Paragraph, join_blocks
from searchtool.documents.dates import date_in_path
from searchtool.documents.formats import HEAD_BYTES
from searchtool.documents.mail.mbox import RawMessage, begins_mailbox, split_mailbox
from searchtool.documents.mail.message import DAMAGE, Attachment, MailMessage, read_message
from searchtool.documents.source import Source
from searchtool.documents.text.quoted_replies import split_quoted_replies

MAX_NESTING = 6
"""Messages and archives inside each other."""

_HEADERS = re.compile(rb"(?s)\s*.*?\r*\n\r*\n")


def read(source: Source) -> Iterator[SourceText]:
    """The messages and attachments that can be read; those that cannot be are reported, also
    messages that are too large. Raises UnreadableFile where there are no messages."""
    if source.suffix == ".mbox" or _holds_many(source):
        yield from _read_mailbox(source)
    else:
        yield from _read_message(source, RawMessage(source.content(), 0), "eml")


def _holds_many(source: Source) -> bool:
    """Whether a file that is not called so is a mailbox; some programs put a separator before the
    one message of an .eml, too. The stream stays at its beginning."""
    if not begins_mailbox(source.head(HEAD_BYTES)):
        return False
    messages = split_mailbox(source.stream, source.limits.file_bytes)
    is_single = next(messages) and next(messages, None) is None
    source.stream.seek(0)
    return source.suffix != ".eml" or not is_single


def _read_mailbox(source: Source) -> Iterator[SourceText]:
    number, no_mail = 0, None
    messages = split_mailbox(source.stream, source.limits.file_bytes)
    for number, message in enumerate(messages, 1):
        own = source.member(str(number))
        try:
            yield from _read_message(own, message, "mbox")
        except UnreadableFile as failure:
            if message.is_separated:
                source.report(failure)
            else:
                no_mail = failure
        except RecursionError:
            source.report(own.too_deep())
    if number == 0 or (no_mail and number == 1):
        raise source.unreadable(tr("no messages in this file", "в файле нет писем"))
    if no_mail:
        source.report(no_mail)


def _read_message(source: Source, raw: RawMessage, kind: str) -> Iterator[SourceText]:
    if raw.content is None:
        raise source.too_large()
    try:
        message = read_message(raw.content, source)
        text = _source_text(source, message, raw, kind)
    except DAMAGE as error:
        raise source.unreadable(tr(f"damaged message: {error}", "повреждённое письмо")) from error
    if text is not None:
        yield text
    names: set[str] = set()
    for number, attachment in enumerate(message.body.files, 1):
        name = attachment.name if attachment.name not in names else f"{number}/{attachment.name}"
        names.add(attachment.name)
        for document in _read_attached(source, attachment._replace(name=name)):
            yield _dated_like(message.headers.date, document)


def _source_text(
    source: Source, message: MailMessage, raw: RawMessage, kind: str
) -> SourceText | None:
    """The document of a message, None where it has no text."""
    headers, body = message
    first = _first_line(raw) if body.is_verbatim else None
    lines = ((first and first + number, line) for number, line in enumerate(body.lines))
    paragraphs = list(split_quoted_replies(lines)) or [Paragraph(headers.subject, "heading")]
    if not paragraphs[0].text:
        return None
    document = source.document(
        kind, body.encoding, title=headers.subject, date=headers.date, author=headers.author
    )
    return SourceText(document, *join_blocks(paragraphs), line=first)


def _first_line(raw: RawMessage) -> int:
    """The number of the line below the headers, from 1."""
    content = raw.content or b""
    headers = _HEADERS.match(content)
    return raw.skipped + content.count(b"\n", 0, headers.end() if headers else 0) + 1


def _dated_like(date: str | None, attached: SourceText) -> SourceText:
    """An attached document that has no date of its own with that of its message."""
    document = attached.document
    if document.date is not None or date_in_path(document.id) is not None:
        return attached
    return attached._replace(document=document._replace(date=date))


def _read_attached(source: Source, file: Attachment) -> Iterator[SourceText]:
    attached = source.member(file.name, io.BytesIO(file.content), file.media_type)
    attached = replace(attached, encoding=source.encoding or file.encoding)
    try:
        if attached.member_name.count("#") >= MAX_NESTING:
            raise attached.too_deep()
        yield from source.read_member(attached)
    except NoText as error:
        source.skip_member(file.name, error.reason)
    except UnreadableFile as failure:
        source.report(failure)
