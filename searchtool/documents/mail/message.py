"""Reads one mail message: its headers, the lines of its body and its attachments, however they are
encoded."""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from email import message_from_bytes
from email.message import Message
from email.utils import getaddresses, parsedate_tz
from typing import ClassVar, NamedTuple

from searchtool.core.errors import UnreadableFile
from searchtool.core.model import Role
from searchtool.documents.blocks import line_ends
from searchtool.documents.encoding import FALLBACK, decode, detect, with_line_feeds
from searchtool.documents.formats import can_read
from searchtool.documents.html.tags import HtmlRules
from searchtool.documents.metadata import as_date, as_text
from searchtool.documents.source import SAMPLE_BYTES, Source
from searchtool.documents.text.encoded_words import decode_words
from searchtool.documents.xml.block_reader import read_paragraphs
from searchtool.documents.xml.tree import parse_html

_FOLD = re.compile(r"\r?\n(?=[ \t])")
_UUENCODED = re.compile(r"^begin [0-7]{3,4} \S[^\n]*\n(?:[ -`]{1,62}\n)*?end$", re.MULTILINE)
_VERBATIM_ENCODINGS = frozenset(("", "7bit", "8bit", "binary"))
_HEADERS = ("from", "to", "date", "subject", "received", "message-id")


class Body(NamedTuple):
    """The lines of a message, with `>` before those it quotes. `is_verbatim` says that they are the
    lines of the file below its headers."""

    lines: list[str]
    encoding: str
    is_verbatim: bool = False


class Attachment(NamedTuple):
    """A part of a message that is a file."""

    name: str
    content: bytes


class MailMessage:
    """A message. `source` is named in errors; `default_encoding` is that of text whose encoding no
    header names."""

    def __init__(self, message: Message, source: Source, default_encoding: str) -> None:
        self._message = message
        self._source = source
        self._default_encoding = default_encoding

    @property
    def has_headers(self) -> bool:
        """Whether it has any of the headers of a message: any bytes can be parsed."""
        return any(name in self._message for name in _HEADERS)

    @property
    def subject(self) -> str:
        """The subject in one line."""
        return as_text(decode_words(self._header("subject"))) or ""

    @property
    def author(self) -> str | None:
        """The name of the sender, else the address."""
        written = self._header("from")
        for name, address in getaddresses([written]) if "@" in written else ():
            if known := as_text(decode_words(name).strip("'\" ")) or as_text(address):
                return known
        return as_text(decode_words(written))

    @property
    def date(self) -> str | None:
        """The day it was written, where its author was."""
        written = self._header("date").strip()
        try:
            if parsed := parsedate_tz(written):
                return datetime.date(*parsed[:3]).isoformat()
        except (ValueError, TypeError, IndexError, OverflowError):
            pass  # not all that it parses are days
        return as_date(written)

    def body(self) -> Body:
        """The text of the message without its attachments. Raises UnreadableFile."""
        parts = list(_text_parts(self._message))
        read = [self._lines(part) for part in parts]
        encoding = next((encoding for _, encoding in read if encoding), "ascii")
        if parts == [self._message] and _is_verbatim(self._message):
            return Body(read[0][0], encoding, is_verbatim=True)
        return Body([line for lines, _ in read for line in (*lines, "")], encoding)

    def attachments(self) -> Iterator[Attachment]:
        """The files of formats that can be read."""
        for part in self._message.walk():
            if not part.is_multipart() and can_read(name := self._file_name(part)):
                yield Attachment(name, _payload(part))

    def _lines(self, part: Message) -> tuple[list[str], str]:
        if part.get_content_type() == "message/rfc822":
            return self._forwarded_lines(part), ""
        text, encoding = self._text(part)
        if part.get_content_subtype() == "html":
            return _html_lines(text, self._source), encoding
        lines = _UUENCODED.sub(lambda match: line_ends(match[0]), text).split("\n")
        if _parameter(part, "format") == "flowed":
            lines = list(_unflow(lines, drops_space=_parameter(part, "delsp") == "yes"))
        return lines, encoding

    def _forwarded_lines(self, part: Message) -> list[str]:
        message = MailMessage(_children(part)[0], self._source, self._default_encoding)
        heading = ": ".join(filter(None, (message.author, message.subject)))
        body = message.body().lines
        return ["Forwarded message:", heading, "", *body, "End of forwarded message"]

    def _text(self, part: Message) -> tuple[str, str]:
        charset = part.get_content_charset()
        if charset in ("us-ascii", "ascii"):  # many programs named it for any text
            charset = None
        content = _payload(part)
        forced = None if charset else self._source.encoding
        try:
            return decode(content, self._source.where, forced=forced, declared=charset)
        except UnreadableFile:
            text = content.replace(b"\0", b"").decode(FALLBACK, "replace")
            return with_line_feeds(text), FALLBACK

    def _header(self, name: str) -> str:
        raw = next((str(v) for k, v in self._message.raw_items() if k.lower() == name), "")
        return self._with_letters(_FOLD.sub("", raw))

    def _file_name(self, part: Message) -> str:
        name = decode_words(self._with_letters(part.get_filename("")))
        return " ".join(name.replace("/", "_").split())

    def _with_letters(self, text: str) -> str:
        """The text with letters for bytes beyond ASCII, of which the parser makes surrogates."""
        if text.isascii():
            return text
        return text.encode("utf-8", "surrogateescape").decode(self._default_encoding, "replace")


def parse_message(content: bytes, source: Source) -> MailMessage:
    """The message in the bytes of a file, whatever they are: see `has_headers`."""
    message = message_from_bytes(content)
    return MailMessage(message, source, source.encoding or _detect(content))


class _MailHtmlRules(HtmlRules):
    """In mail an indented block is quoted."""

    roles: ClassVar[Mapping[str, Role]] = {**HtmlRules.roles, "blockquote": "cited"}


def _html_lines(text: str, source: Source) -> list[str]:
    if not text.strip():
        return []
    lines: list[str] = []
    for paragraph in read_paragraphs(parse_html(text, source), _MailHtmlRules()):
        mark = "> " if paragraph.role == "cited" else ""
        lines += [mark + line for line in paragraph.text.split("\n")] + [""]
    return lines


def _text_parts(part: Message) -> Iterator[Message]:
    """The parts with the text of a message, and whole messages that it forwards."""
    children = _children(part)
    if children and part.get_content_type() == "message/rfc822":
        yield part
    elif children:
        inner = [list(_text_parts(child)) for child in children]
        if part.get_content_subtype() == "alternative":
            inner = [_best_alternative(inner)]
        for parts in inner:
            yield from parts
    elif part.get_content_type() in ("text/plain", "text/html") and not _is_file(part):
        yield part


def _children(part: Message) -> list[Message]:
    inner = part.get_payload()
    return [child for child in inner if isinstance(child, Message)] if part.is_multipart() else []


def _best_alternative(alternatives: list[list[Message]]) -> list[Message]:
    """The alternative in plain text if that is not empty, else the last one."""
    for parts in alternatives:
        if any(p.get_content_subtype() == "plain" and _payload(p).strip() for p in parts):
            return parts
    return next((parts for parts in reversed(alternatives) if parts), [])


def _is_file(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or can_read(part.get_filename(""))


def _is_verbatim(part: Message) -> bool:
    """Whether the lines of a part are lines of the file."""
    encoding = str(part.get("content-transfer-encoding", "")).strip().lower()
    is_plain = part.get_content_subtype() == "plain" and _parameter(part, "format") != "flowed"
    return is_plain and encoding in _VERBATIM_ENCODINGS


def _parameter(part: Message, name: str) -> str:
    return str(part.get_param(name, "")).lower()


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _detect(content: bytes) -> str:
    try:
        return detect(content[:SAMPLE_BYTES], "")
    except UnreadableFile:
        return FALLBACK


def _unflow(lines: Iterable[str], drops_space: bool) -> Iterator[str]:
    """The lines of a text in `format=flowed` (RFC 3676), with soft line breaks removed."""
    run: list[str] = []
    depth = 0
    for line in lines:
        text = line.lstrip(">")
        own_depth = len(line) - len(text)
        text = text.removeprefix(" ")
        is_continued = run and run[-1].endswith(" ") and "-- " not in (run[-1], text)
        if run and not (is_continued and own_depth == depth):
            yield _with_marks("".join(run), depth)
            run.clear()
        elif run and drops_space:
            run[-1] = run[-1][:-1]
        run.append(text)
        depth = own_depth
    yield _with_marks("".join(run), depth)


def _with_marks(text: str, depth: int) -> str:
    return f"{'>' * depth} {text}" if depth else text
