"""Text that came from a file cannot drive a terminal."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtool.render.sanitize import escape_controls, one_line
from tests.corpus import ARTICLE

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.mark.parametrize("code", [*range(0x20), *range(0x7F, 0xA0)])
def test_control_characters_become_marks(code: int) -> None:
    assert unicodedata.category(escape_controls(chr(code))) == "So"


@pytest.mark.parametrize("char", [*BIDI, "\u2028", "\u2029", "\U000e0041", "\U000e007f", "\ud800"])
def test_what_turns_or_hides_text_becomes_a_mark(char: str) -> None:
    assert escape_controls(f"а{char}б") == "а\ufffdб"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]52;c;cm0gLXJm\x07", "␛]52;c;cm0gLXJm␇"),  # writes the clipboard
        ("\x1b]8;;http://a\x1b\\б\x1b]8;;\x1b\\", "␛]8;;http://a␛\\б␛]8;;␛\\"),  # hides a link
        ("\x9b31mа", "\ufffd31mа"),  # colours, by one character of C1
        ("настоящий\rподдельный", "настоящий␍поддельный"),
        ("а\tб\nв", "а␉б␊в"),
    ],
)
def test_sequences_stay_readable(text: str, shown: str) -> None:
    assert escape_controls(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        ARTICLE.replace("\n", " "),
        "за\u0301мок, Ёлка — «90-е», № 5, 20\u00a0°C",
        "👩\u200d👩\u200d👧 ❤\ufe0f 🇰🇿",
        "кибер\u00adбезопасность",
        "[bold]не разметка[/bold]",
        "",
    ],
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert escape_controls(text) == text


@given(st.text())
def test_the_length_never_changes(text: str) -> None:
    assert len(escape_controls(text)) == len(text)


@given(st.text(st.characters(categories=["Cc", "Cf", "L", "Zs", "Zl", "Zp"])))
def test_nothing_dangerous_is_left(text: str) -> None:
    shown = escape_controls(text)
    assert not {"Cc", "Zl", "Zp"} & {unicodedata.category(char) for char in shown}
    assert not set(BIDI) & set(shown)


@given(st.text("а \t\n\r\x0b\x1c\x85\u00a0\u2028\x1b"))
def test_one_line_is_one_line(text: str) -> None:
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert line == line.strip()
    assert "  " not in line
    assert line.count("а") == text.count("а")
