"""Decodes the encoded words of MIME headers (RFC 2047), in mail and in saved web pages.

`email.header` fails where a program put a character set that does not exist, wrong base64, or cut a
letter in two between two words.
"""

import binascii
import re
from itertools import groupby

from searchtool.core.errors import UnreadableFile
from searchtool.documents.encoding import FALLBACK, decode

_WORD = re.compile(r"=\?([^?*\s]+)(?:\*[^?]*)?\?([BbQq])\?([^?]*)\?=")
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
        _decode_bytes(b"".join(_word_bytes(match) for _, match in same), charset)
        for charset, same in groupby(words, lambda word: word[0])
    )


def _word_bytes(word: re.Match[str]) -> bytes:
    content = word[3].encode("ascii", "replace")
    if word[2] in "Qq":
        return binascii.a2b_qp(content, header=True)
    try:
        return binascii.a2b_base64(content + b"==")
    except binascii.Error:
        return content


def _decode_bytes(content: bytes, charset: str) -> str:
    try:
        return decode(content, "", declared=charset)[0]
    except UnreadableFile:
        return content.decode(FALLBACK, "replace")
