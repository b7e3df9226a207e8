"""Decodes the encoded words of MIME headers (RFC 2047), in mail and in saved web pages.

`email.header` fails where a program put a character set that does not exist, wrong base64, letters
that should have been encoded, or cut a letter or the base64 in two between two words.
"""

import re
from binascii import Error as Base64Error
from binascii import a2b_base64, a2b_qp
from collections.abc import Iterable, Iterator
from itertools import groupby

from searchtool.core.errors import UnreadableFile
from searchtool.documents.encoding import FALLBACK, decode

_WORD = re.compile(
    r"=\?([^?*\s]*)(?:\*[^?\s]*)?\?"
    r"(?:([Bb])\?([^?\s]*|[^?]*(?=\?))|[Qq]\?((?:(?!=\?[\w.:-]+\?[BbQq]\?)[^?]|\?(?!=))*))(?:\?=|\Z)"
)
_BETWEEN_WORDS = re.compile(r"(?<=\?=)\s+(?==\?)")
_WORDS = re.compile(rf"(?:{_WORD.pattern})+")


def decode_words(header: str) -> str:
    """A header with its encoded words decoded.

    >>> decode_words("=?utf-8?B?0JzQvtGB0YI=?= =?koi8-r?Q?_=CF=D4=CB=D2=D9=D4?= (2)")
    'Мост открыт (2)'
    """
    return _WORDS.sub(_decode_run, _BETWEEN_WORDS.sub("", header))


def _decode_run(run: re.Match[str]) -> str:
    """Words of one character set are decoded together: a letter may be cut in two."""
    words = [(match[1].lower(), match) for match in _WORD.finditer(run[0])]
    return "".join(
        _decode_bytes(_join_bytes([match for _, match in same], charset), charset)
        for charset, same in groupby(words, lambda word: word[0])
    )


def _join_bytes(words: Iterable[re.Match[str]], charset: str) -> bytes:
    """The codes, too, may be cut in two: `=D0` of a byte, four characters of base64 for three."""
    content = b""
    for is_base64, same in groupby(words, lambda word: bool(word[2])):
        if is_base64:
            content += b"".join(map(_from_base64, _whole_base64(word[3] for word in same)))
        else:
            content += a2b_qp(_encode("".join(word[4] for word in same), charset), header=True)
    return content


def _whole_base64(texts: Iterable[str]) -> Iterator[str]:
    rest = ""
    for text in texts:
        rest += "".join(text.split())
        if len(rest) % 4 == 0 or rest.endswith("="):
            yield rest
            rest = ""
    yield rest


def _from_base64(text: str) -> bytes:
    content = text.encode("ascii", "replace")
    try:
        return a2b_base64(content + b"==")
    except Base64Error:
        return content


def _encode(text: str, charset: str) -> bytes:
    """The characters of a word, also letters that stand there unencoded."""
    try:
        return text.encode("ascii" if text.isascii() else charset)
    except (LookupError, ValueError):
        return text.encode("utf-8", "replace")


def _decode_bytes(content: bytes, charset: str) -> str:
    try:
        return decode(content, "", declared=charset)[0]
    except UnreadableFile:
        return content.decode(FALLBACK, "replace")
