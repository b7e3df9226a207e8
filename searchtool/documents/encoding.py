"""Bytes in, text out, with the name of the encoding.

UTF-8 and UTF-16 announce themselves; a file that is neither is taken for windows-1251 if that
makes it Russian.
"""

import codecs
import re

from searchtool.errors import UnreadableFile
from searchtool.language import tr

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins with the mark of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SMALL = re.compile("[а-яё]")
_USUAL = frozenset(
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ«»—–…№„“”’\xa0°"
)
_LETTER = re.compile(r"[^\W\d_]")


def decode(
    content: bytes, path: str, *, forced: str | None = None, declared: str | None = None
) -> tuple[str, str]:
    """The text, with line ends as `\\n`, and the encoding: the one that is `forced`, else the one
    `declared` if it can be true, else the one the bytes speak for. Raises UnreadableFile."""
    if forced:
        text, encoding = content.decode(forced, "replace"), forced
    else:
        text, encoding = _decode(content, path)
    return text.replace("\r\n", "\n").replace("\r", "\n"), encoding


def detect(sample: bytes, path: str) -> str:
    """The encoding of a text that begins so. Raises UnreadableFile."""
    return _decode(sample, path)[1]


def _decode(content: bytes, path: str) -> tuple[str, str]:
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return content.decode(encoding, "replace"), encoding.removesuffix("-sig")
    if b"\0" in content[:4096]:
        raise UnreadableFile(path, tr("not a text file", "это не текстовый файл"))
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        # With a few broken bytes, or cut inside a letter, it is still UTF-8.
        if _is_mostly_utf8(content):
            return content.decode("utf-8", "replace"), "utf-8"
    text = content.decode("cp1251", "replace")
    if not _is_russian(text):
        raise UnreadableFile(
            path,
            tr("the encoding is not known", "кодировка не определена"),
            tr("save it as UTF-8", "сохраните его в UTF-8"),
        )
    return text, "cp1251"


def _is_mostly_utf8(content: bytes) -> bool:
    text = content.decode("utf-8", "replace")
    return text.count("\ufffd") * 50 < sum(1 for c in text if c > "\x7f")


def _is_russian(text: str) -> bool:
    """Whether the text reads as Russian: other encodings of the same letters, taken for this one,
    give wrong letters (cp866) or capitals and small ones exchanged (koi8-r)."""
    beyond_ascii = [c for c in text if c > "\x7f"]
    usual = sum(c in _USUAL for c in beyond_ascii)
    small = len(_SMALL.findall(text))
    return small > 0.5 * len(_LETTER.findall(text)) and usual > 0.97 * len(beyond_ascii)
