"""The codes of characters by the names that fonts give them."""

import codecs
import re
from collections.abc import Iterator, Mapping
from functools import cache

UNNAMED = 0x100000
"""A character without a name is the one that stands this far behind its code."""

_SYMBOLS = 0xF000
"""Where fonts of symbols have their codes (Unicode, Private Use Area)."""

_STANDARD = (
    "¡¢£⁄¥ƒ§¤'“«‹›ﬁﬂ\0–†‡·\0¶•‚„”»…‰\0¿\0`´ˆ˜¯˘˙¨\0˚¸\0˝˛ˇ—"
    + 16 * "\0"
    + "Æ\0ª\0\0\0\0ŁØŒº\0\0\0\0\0æ"
    "\0\0\0ı\0\0łøœß"
)
"""The StandardEncoding of PDF from 0xA1 on (ISO 32000-1, D.2)."""

_PDFDOC = "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž\0€" + "".join(map(chr, range(0xA1, 0x100)))
"""The PDFDocEncoding from 0x80 on (ISO 32000-1, D.2)."""

_TABLES = {"standard": (0xA1, _STANDARD), "pdfdoc": (0x80, _PDFDOC)}

_SHARED = {"•": (0x81, 0x8D, 0x8F, 0x90, 0x9D), "-": (0xAD,)}
"""Codes to which WinAnsiEncoding gives names that others have too (ISO 32000-1, D.2): if they are
letters, nothing tells which."""

_RUSSIAN = re.compile("[а-яё]", re.IGNORECASE)

CYRILLIC = ("cp1251", "koi8-r", "cp866", "mac_cyrillic")
Reading = Mapping[int, str]
"""What characters mean, by their code points; others mean themselves."""


@cache
def codes_by(naming: str) -> Mapping[str, int]:
    """The code of each character that a font may have: a named one, one without a name, and one
    among the symbols."""
    named = {c: code for code, c in decoded(naming)}
    if naming == "mac_roman":
        named["¤"] = named["€"]  # as PDFium has it
    return {
        **{chr(start + code): code for start in (UNNAMED, _SYMBOLS) for code in range(256)},
        **{chr(code): code for code in range(128)},
        **named,
    }


@cache
def reading_by(naming: str, encoding: str) -> Reading:
    """What the characters mean if they are named by the one set and their codes are in the other.

    >>> "Ìýð".translate(reading_by("cp1252", "cp1251"))
    'Мэр'
    """
    meant = dict(decoded(encoding))
    reading = {
        ord(c): meant[code]
        for c, code in codes_by(naming).items()
        if code in meant and (c > "\x7f" or code > 0x7F) and meant[code].isprintable()
    }
    if naming == "cp1252":
        for character, codes in _SHARED.items():
            if any(_RUSSIAN.fullmatch(meant.get(code, "")) for code in codes):
                reading[ord(character)] = "\ufffd"
    return reading


def decoded(encoding: str) -> Iterator[tuple[int, str]]:
    """The codes of a character set and their characters."""
    if encoding in _TABLES:
        first, characters = _TABLES[encoding]
        yield from ((code, c) for code, c in enumerate(characters, first) if c != "\0")
        return
    for code in range(256):
        character = codecs.decode(bytes((code,)), encoding, "replace")
        if character != "\ufffd":
            yield code, character
