"""Tokens of RTF, and the encodings it names by number."""

import pytest

from searchtool.documents.office.rtf_code_pages import code_page, font_encoding
from searchtool.documents.office.rtf_tokens import Token, tokenize


@pytest.mark.parametrize(
    ("rtf", "tokens"),
    [
        (rb"{\b1 a}", [Token("open"), Token("word", "b", 1), Token("text", text=b"a"),
                       Token("close")]),
        (rb"\par\u-10?", [Token("word", "par"), Token("word", "u", -10), Token("text", text=b"?")]),
        (rb"\'cc\'ee b", [Token("text", text=b"\xcc\xee b")]),
        (rb"\{\~", [Token("word", "{"), Token("word", "~")]),
        (b"a\r\nb", [Token("text", text=b"a"), Token("text", text=b"b")]),
        (b"\\bin3 {{{a", [Token("text", text=b"a")]),
        (b"\\bin-5 a", [Token("text", text=b"a")]),
        (b"\\", []),
        (b"", []),
    ],
)  # fmt: skip
def test_tokens(rtf: bytes, tokens: list[Token]) -> None:
    assert list(tokenize(rtf)) == tokens


@pytest.mark.parametrize(
    ("number", "encoding"),
    [(1251, "cp1251"), (866, "cp866"), (10007, "mac_cyrillic"), (65001, "utf-8"),
     (20866, "koi8-r"), (932, "cp932"), (None, "cp1252"), (0, "cp1252"), (99999, "cp1252")],
)  # fmt: skip
def test_code_pages(number: int | None, encoding: str) -> None:
    assert code_page(number) == encoding


@pytest.mark.parametrize(
    ("charset", "encoding"), [(204, "cp1251"), (255, "cp866"), (0, None), (None, None), (7, None)]
)
def test_character_sets_of_fonts(charset: int | None, encoding: str | None) -> None:
    assert font_encoding(charset) == encoding
