"""Splits the bytes of an RTF file into tokens: braces, control words, and text, still in bytes."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

_TOKEN = re.compile(
    rb"((?:[^\\{}\r\n]+|\\'[0-9a-fA-F]{2})+)|\\([a-zA-Z]{1,32})(-?\d{1,9})? ?|\\(.)|([{}])",
    re.DOTALL,
)
_CODES = re.compile(rb"(?:\\'[0-9a-fA-F]{2})+")

CHARACTERS = {
    "column": "\n",
    "line": "\n",
    "lbr": "\n",
    "page": "\n",
    "tab": " ",
    "~": " ",
    "_": "-",
    "{": "{",
    "}": "}",
    "\\": "\\",
    "bullet": "•",
    "emdash": "—",
    "endash": "–",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
}
"""Control words and symbols that stand for a character."""

FALLBACK_SIGNS = frozenset(word for word, character in CHARACTERS.items() if character in "•—–‘’“”")
"""Those that programs write after the number of a character for others that do not know it."""


class Token(NamedTuple):
    """A token of an RTF file. `word` is the name of a control word with its `number`, or the
    character of a control symbol; `text` is in the encoding of its font or of the file."""

    kind: Literal["open", "close", "word", "text"]
    word: str = ""
    number: int | None = None
    text: bytes = b""


_OPEN, _CLOSE = Token("open"), Token("close")


def tokenize(rtf: bytes) -> Iterator[Token]:
    """The tokens in order; binary data and line ends, which mean nothing, are skipped."""
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
