"""The encodings that an RTF file names by number: its code page and the character sets of fonts."""

from searchtool.documents.encoding import FALLBACK, known_charset

_CODE_PAGES = {
    10000: "mac_roman",
    10007: "mac_cyrillic",
    20866: "koi8-r",
    28595: "iso8859-5",
    65001: "utf-8",
}
_FONT_CHARSETS = {
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


def code_page(number: int | None) -> str:
    """The encoding of a Windows code page; that of Western Europe where there is no such.

    >>> code_page(1251), code_page(10007), code_page(None)
    ('cp1251', 'mac_cyrillic', 'cp1252')
    """
    return known_charset(_CODE_PAGES.get(number or 0, f"cp{number}")) or FALLBACK


def font_encoding(charset: int | None) -> str | None:
    """The encoding of text in a font of this character set; None where it is that of the file, as
    of fonts of the Macintosh, which do not say their alphabet."""
    return _FONT_CHARSETS.get(charset or 0)
