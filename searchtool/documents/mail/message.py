"""Reads the body of a mail message and the files in it."""

import io
import re
from collections.abc import Sequence
from email.errors import MessageError
from email.message import Message
from typing import NamedTuple

from searchtool.core.errors import UnreadableFile
from searchtool.core.i18n import tr
from searchtool.documents.encoding import FALLBACK, decode, detect, with_line_feeds
from searchtool.documents.formats import HEAD_BYTES, HTML, PLAIN, can_read, find_reader, format_of
from searchtool.documents.mail.alternatives import merge_alternatives, says_all_of
from searchtool.documents.mail.headers import Headers
from searchtool.documents.mail.mime import (
    FORWARDED,
    children,
    coding_of,
    content_of,
    media_type,
    parameter,
    parse,
)
from searchtool.documents.mail.part_text import (
    PROPERTY_TYPES,
    read_lines,
    take_encrypted,
    take_files,
    unflow,
)
from searchtool.documents.source import SAMPLE_BYTES, Source

DAMAGE = (MessageError, ValueError, LookupError, TypeError, AttributeError, AssertionError)
"""What the standard library raises for headers that no program should write."""

_VERBATIM_CODINGS = frozenset(("", "7bit", "8bit", "binary"))
_SMIME = frozenset(("application/pkcs7-mime", "application/x-pkcs7-mime"))
_RICH_TEXT = frozenset(("application/rtf", "application/x-rtf"))
_PROGRAM_TYPES = frozenset(("css", "javascript", "ecmascript", "x-javascript", "x-amp-css"))
_TAKEN_OUT = "text/x-moz-deleted"
_RESOURCES = "application/applefile"
"""What macOS keeps beside a file, under the same name (RFC 1740)."""
_PICTURE = re.compile(r"\[cid:[^\]\s]{1,200}\]")
"""Where Outlook writes a picture in a plain text."""
_END_OF_HEADERS = re.compile(rb"\r?\n\r?\n|\r\r")
_META_BYTES = 4096
_CONTROLS = re.compile(rb"[\1-\6\x0e-\x19]")
_META_CHARSET = re.compile(rb"<meta[^>]{1,200}charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


class Attachment(NamedTuple):
    """A file in a message, whose format may be read; `encoding` is that of a text whose character
    set is named."""

    name: str
    media_type: str
    content: bytes
    encoding: str | None = None


class Body(NamedTuple):
    """The lines of a message, with `>` before those it quotes, and its files. `is_verbatim` says
    that the lines are those of the file below its headers."""

    lines: list[str]
    encoding: str
    is_verbatim: bool
    files: list[Attachment]


class MailMessage(NamedTuple):
    """A message that is read."""

    headers: Headers
    body: Body


def read_message(content: bytes, source: Source) -> MailMessage:
    """The message in the bytes of a file. Parts that cannot be read are reported. Raises
    UnreadableFile where it is no message."""
    message = parse(content)
    headers = Headers(message, source.encoding or _detect(content))
    if not headers.are_of_mail:
        raise source.unreadable(tr("not a mail message", "это не письмо"))
    reader = _BodyReader(message, headers, source)
    return MailMessage(headers, reader.body())


def _detect(content: bytes) -> str:
    """The encoding of bytes beyond ASCII in headers: of those of the message, if there are any,
    else of what is in it."""
    top = _END_OF_HEADERS.split(content, 1)[0]
    for sample in (content,) if top.isascii() else (top, content):
        try:
            return detect(sample[:SAMPLE_BYTES], "")
        except UnreadableFile:
            pass
    return FALLBACK


class _BodyReader:
    """Reads the parts of a message one by one, and collects the files among them."""

    def __init__(self, message: Message, headers: Headers, source: Source) -> None:
        self._message = message
        self._headers = headers
        self._source = source
        self._files: list[Attachment] = []
        self._encodings: list[str] = []
        self._has_text = self._is_verbatim = False

    def body(self) -> Body:
        """The body of the message."""
        lines = self.lines(self._message)
        encoding = next(iter(self._encodings), "ascii")
        return Body(lines, encoding, self._is_verbatim, self._files)

    def lines(self, part: Message, is_alternative: bool = False) -> list[str]:
        """The lines of a part and the parts in it."""
        kind = media_type(part)
        if kind == "multipart/encrypted":
            self._report_encrypted(part)
            return []
        inner = children(part)
        if kind in FORWARDED and inner:
            return self._forwarded(inner[0])
        if kind.startswith("message/"):
            self._skip(part)
            return []
        if kind == "multipart/alternative" and inner:
            return self._alternatives(inner)
        if inner:
            return self._sequence(inner)
        if kind.startswith("multipart/"):
            kind = "text/plain"
        try:
            return self._leaf(part, kind, is_alternative)
        except UnreadableFile as failure:
            self._report(part, failure.cause, failure.advice)
        except DAMAGE as error:
            self._report(part, tr(f"damaged part: {error}", "повреждённая часть"))
        return []

    def _sequence(self, parts: list[Message]) -> list[str]:
        """The parts one after the other. Some programs put alternatives so, too: HTML that says the
        same as the plain text before it, or behind it."""
        texts: list[Sequence[str]] = []
        before = ""
        for part in parts:
            lines: Sequence[str] = self.lines(part)
            kind = media_type(part)
            are_alternatives = {before, kind} == {"text/plain", "text/html"}
            if are_alternatives and says_all_of(texts[-1], lines):
                lines = merge_alternatives((texts.pop(), lines))
            texts.append(lines)
            before = kind
        return [line for lines in texts for line in (*lines, "")]

    def _alternatives(self, parts: list[Message]) -> list[str]:
        """Each is read as if there were no other."""
        had_text = self._has_text
        alternatives = []
        for part in parts:
            self._has_text = had_text
            alternatives.append(self.lines(part, is_alternative=True))
        merged = merge_alternatives(alternatives)
        self._has_text = had_text or bool(merged)
        return [*merged]

    def _forwarded(self, message: Message) -> list[str]:
        had_text, self._has_text = self._has_text, False
        headers = Headers(message, self._headers.encoding)
        heading = ": ".join(filter(None, (headers.author, headers.subject)))
        body = self.lines(message)
        self._has_text = had_text
        return ["Forwarded message:", heading, "", *body, "End of forwarded message"]

    def _leaf(self, part: Message, kind: str, is_alternative: bool) -> list[str]:
        main, _, sub = kind.partition("/")
        name = self._headers.file_name(part)
        if kind == _TAKEN_OUT or "x-mozilla-altered" in part:
            self._source.skip_member(name or kind, "empty")
        elif kind == _RESOURCES:
            self._source.skip_member(kind)
        elif kind in _SMIME or name.lower().endswith(".p7m"):
            self._report_encrypted(part)
        elif main == "text" and sub == "rfc822-headers":
            return self._forwarded(parse(content_of(part)))
        elif main == "text" and sub in _PROGRAM_TYPES and not can_read(name):
            self._skip(part)
        elif main == "text" and (is_alternative or self._is_body(part, name, kind)):
            return self._text_lines(part, sub)
        elif is_alternative and not name and kind in _RICH_TEXT:
            return self._text_lines(part, "rtf")
        elif part is self._message and not name and self._is_text(part, kind):
            return self._text_lines(part, "plain")
        elif can_read(name, kind, ocr=self._source.ocr):
            content = content_of(part)
            is_named = main == "text" and part.get_content_charset()
            encoding = self._decode(part, content)[1] if is_named else None
            self._files.append(Attachment(name or kind, kind, content, encoding))
        else:
            self._skip(part)
        return []

    def _is_body(self, part: Message, name: str, kind: str) -> bool:
        """Whether a text is part of the body and not a file: some programs give the body a name,
        and some call it an attachment. What is called inline is shown with the message (RFC 2183,
        section 2.1)."""
        if part is self._message or not name or kind in PROPERTY_TYPES:
            return True
        disposition = part.get_content_disposition()
        if disposition == "attachment":
            return False
        by_name = format_of(name)
        is_shown = disposition == "inline" or not self._has_text
        return by_name is None or (is_shown and by_name == format_of("", kind))

    def _is_text(self, part: Message, kind: str) -> bool:
        """Whether a part is a text by its content alone, of a type that nobody knows."""
        reader = find_reader(content_of(part)[:HEAD_BYTES])
        return format_of("", kind) is None and reader in (PLAIN, HTML)

    def _text_lines(self, part: Message, subtype: str) -> list[str]:
        content = content_of(part)
        if content.lstrip().startswith(b"{\\rtf"):
            return self._rich_lines(part, content)
        text, encoding = self._decode(part, content)
        self._encodings.append(encoding)
        text = take_encrypted(text, lambda: self._report_encrypted(part))
        text = take_files(text, self._take_file)
        text = _PICTURE.sub("", text) if subtype == "plain" else text
        is_flowed = subtype == "plain" and parameter(part, "format") == "flowed"
        lines = read_lines(text, subtype, self._source)
        if is_flowed:
            lines = list(unflow(lines, drops_space=parameter(part, "delsp") == "yes"))
        is_whole = part is self._message and coding_of(part) in _VERBATIM_CODINGS
        self._is_verbatim = is_whole and not is_flowed and lines == text.split("\n")
        self._has_text = self._has_text or any(map(str.strip, lines))
        return lines

    def _rich_lines(self, part: Message, content: bytes) -> list[str]:
        """The lines of a text in RTF."""
        name = self._headers.file_name(part) or media_type(part)
        member = self._source.member(name, io.BytesIO(content), "application/rtf")
        texts = [text.text for text in self._source.read_member(member)]
        return "\n\n".join(texts).split("\n")

    def _decode(self, part: Message, content: bytes) -> tuple[str, str]:
        charset = part.get_content_charset()
        if charset in ("us-ascii", "ascii"):  # many programs named it for any text
            charset = None
        if charset is None and (named := _META_CHARSET.search(content[:_META_BYTES])):
            charset = named[1].decode("ascii")
        forced = None if charset else self._source.encoding
        text = content.replace(b"\0", b"")  # programs left zeros in a few texts
        if _CONTROLS.search(text):
            return decode(content, self._source.where, forced=forced, declared=charset)
        for possible in (content, text):
            try:
                return decode(possible, self._source.where, forced=forced, declared=charset)
            except UnreadableFile:
                pass
        return with_line_feeds(text.decode(FALLBACK, "replace")), FALLBACK

    def _take_file(self, name: str, content: bytes) -> None:
        if can_read(name, ocr=self._source.ocr):
            self._files.append(Attachment(name.replace("/", "_"), "", content))
        else:
            self._source.skip_member(name)

    def _skip(self, part: Message) -> None:
        self._source.skip_member(self._headers.file_name(part) or media_type(part))

    def _report_encrypted(self, part: Message) -> None:
        cause = tr("encrypted, or packed in a signature", "зашифровано или упаковано в подпись")
        self._report(part, cause)

    def _report(self, part: Message, cause: str, advice: str = "") -> None:
        name = self._headers.file_name(part) or media_type(part)
        where = self._source if part is self._message else self._source.member(name)
        self._source.report(where.unreadable(cause, advice))
