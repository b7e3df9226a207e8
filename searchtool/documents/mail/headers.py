"""Reads the headers of a message, and the names of the files in it, however they are encoded."""

import datetime
import re
from email.message import Message
from email.utils import getaddresses, parsedate_tz
from unicodedata import normalize
from urllib.parse import unquote_to_bytes

from searchtool.core.errors import UnreadableFile
from searchtool.documents.encoding import FALLBACK, decode
from searchtool.documents.metadata import as_date, as_text
from searchtool.documents.text.encoded_words import decode_words

_FOLD = re.compile(r"\r?\n(?=[ \t])")
_HIDDEN_ADDRESS = re.compile(r"(\S+) at ([\w.-]+\.\w+)(?=\s*(?:\(|$))")
"""As the archives of mailing lists write it."""
_ONE_SENDER = re.compile(r"([^<>\"@]*[^<>\"@\s])\s*<[^<>]*>\s*")
_NAMES = frozenset(
    """
    from to cc bcc date subject received message-id mime-version sender reply-to return-path
    delivered-to in-reply-to references content-type content-transfer-encoding newsgroups
    """.split()
)
_Q_WORD = re.compile(r"=\?[^?\s]*\?[Qq]\?[^?]*\?=")


class Headers:
    """The headers of a message; `encoding` is that of bytes beyond ASCII that are not UTF-8."""

    def __init__(self, message: Message, encoding: str) -> None:
        self.encoding = encoding
        self._message = message

    @property
    def are_of_mail(self) -> bool:
        """Whether any is one that messages have: any bytes can be parsed."""
        names = (name.lower() for name in self._message)
        return any(name in _NAMES or name.startswith("x-") for name in names)

    @property
    def subject(self) -> str:
        """The subject in one line."""
        return as_text(decode_words(self._header("subject"))) or ""

    @property
    def author(self) -> str | None:
        """The name of the sender, else the address."""
        written = _HIDDEN_ADDRESS.sub(r"\1@\2", self._header("from"))
        if alone := _ONE_SENDER.fullmatch(written):  # a comma is not always marked
            return as_text(decode_words(alone[1]).strip("'\" "))
        whole_words = _Q_WORD.sub(lambda word: word[0].replace(",", "=2C"), written)
        for name, address in getaddresses([whole_words]) if "@" in written else ():
            if known := as_text(decode_words(name).strip("'\" ")) or as_text(decode_words(address)):
                return known
        return as_text(decode_words(written))

    @property
    def date(self) -> str | None:
        """The day it was written, where its author was; without that the day it came."""
        _, _, delivered = self._header("received").partition(";")
        written = self._header("date").strip() or delivered.strip()
        try:
            if parsed := parsedate_tz(written):
                year, month, day = parsed[:3]
                # Programs that counted from 1900 (RFC 5322, section 4.3).
                return datetime.date(year + 1900 * (year < 200), month, day).isoformat()
        except (ValueError, TypeError, IndexError, OverflowError):
            pass  # not all that it parses are days
        return as_date(written)

    def file_name(self, part: Message) -> str:
        """The name of the file that a part is, empty where it has none."""
        named = self._parameter(part, "filename", "content-disposition")
        name = named or self._parameter(part, "name", "content-type")
        return " ".join(normalize("NFC", decode_words(name)).replace("/", "_").split())

    def _parameter(self, part: Message, name: str, header: str) -> str:
        """A parameter, in the encoding and the pieces of RFC 2231 if it is there in these, too."""
        values = [value for key, value in part.get_params([], header) if key.lower() == name]
        for value in values:
            if isinstance(value, tuple):
                return self._decode(value[2].encode("raw-unicode-escape"), value[0])
        return self._percent_decoded(self._with_letters(_FOLD.sub("", values[0] if values else "")))

    def _percent_decoded(self, text: str) -> str:
        """The text with the letters of percent codes, which some programs write as in a link."""
        if "%" not in text or not text.isascii():
            return text
        try:
            decoded = unquote_to_bytes(text).decode("utf-8")
        except UnicodeDecodeError:
            return text
        return text if decoded.isascii() else decoded

    def _header(self, name: str) -> str:
        return self._with_letters(_FOLD.sub("", self._message.get(name, "")))

    def _with_letters(self, text: str) -> str:
        """The text with letters for bytes beyond ASCII, of which the parser makes surrogates."""
        if text.isascii():
            return text
        return self._decode(text.encode("utf-8", "surrogateescape"))

    def _decode(self, raw: bytes, charset: str | None = None) -> str:
        try:
            return decode(raw, "", declared=charset or self.encoding)[0]
        except UnreadableFile:
            return raw.decode(self.encoding if self.encoding != "utf-8" else FALLBACK, "replace")
