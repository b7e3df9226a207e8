"""The bytes of an RTF file in, its tokens out: groups, control words, text in bytes."""

import codecs
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

_TOKEN = re.compile(
    rb"((?:[^\\{}\r\n]+|\\'[0-9a-fA-F]{2})+)|\\([a-zA-Z]{1,32})(-?\d{1,9})? ?|\\(.)|([{}])",
    re.DOTALL,
)
_CODES = re.compile(rb"(?:\\'[0-9a-fA-F]{2})+")
_CHARSETS = {
    77: "mac_roman",
    89: "mac_latin2",
    128: "cp932",
    129: "cp949",
    134: "cp936",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    255: "cp866",
}
_CODE_PAGES = {10000: "mac_roman", 10007: "mac_cyrillic", 20866: "koi8-r", 28595: "iso8859-5",
               65001: "utf-8"}  # fmt: skip


class Token(NamedTuple):
    """A part of an RTF file. `word` is the name of a control word with its `number`, or the
    character of a control symbol; `text` are bytes, in an encoding that others tell."""

    kind: Literal["open", "close", "word", "text"]
    word: str = ""
    number: int | None = None
    text: bytes = b""


_OPEN, _CLOSE = Token("open"), Token("close")


def tokens(rtf: bytes) -> Iterator[Token]:
    """The tokens in order; binary data and line ends, which mean nothing, are passed over."""
    position = 0
    while match := _TOKEN.search(rtf, position):
        position = match.end()
        text, word, number, symbol, brace = match.groups()
        if text is not None:
            yield Token("text", text=_CODES.sub(_as_bytes, text))
        elif word == b"bin":
            position += max(int(number or 0), 0)
        elif word is not None:
            yield Token("word", word.decode(), int(number) if number is not None else None)
        elif symbol is not None:
            yield Token("word", symbol.decode("latin-1"))
        else:
            yield _OPEN if brace == b"{" else _CLOSE


def _as_bytes(codes: re.Match[bytes]) -> bytes:
    return bytes.fromhex(codes[0].replace(b"\\'", b"").decode())


def code_page(number: int | None) -> str:
    """The encoding of a Windows code page; that of Western Europe where there is no such."""
    name = _CODE_PAGES.get(number or 0, f"cp{number}")
    try:
        "".encode(name)
    except LookupError:
        return "cp1252"
    return codecs.lookup(name).name


def font_encoding(charset: int | None) -> str | None:
    """The encoding of text in a font of this character set; None where it is that of the file."""
    return _CHARSETS.get(charset or 0)
