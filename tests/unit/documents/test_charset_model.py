"""How unlike Russian bytes are in an encoding."""

import pytest

from searchtool.documents.charset_model import (
    CASED_SYMBOLS,
    CYRILLIC_SYMBOLS,
    INSIDE,
    OPENING,
    SYMBOLS,
    count_pairs,
    is_single_byte,
    mean_cross_entropy,
    symbol_of,
)

TEXT = "Городская библиотека снова открылась после пяти лет ремонта, сообщил мэр."
ENCODINGS = ("cp1251", "koi8-r", "cp866", "mac_cyrillic")


def test_symbols() -> None:
    small, capital = symbol_of("ж"), symbol_of("Ж")
    assert SYMBOLS[small] == "ж"
    assert capital == small + len(SYMBOLS) < CASED_SYMBOLS
    assert [SYMBOLS[symbol_of(c)] for c in "5zі«\n漢"] == [
        "digit", "latin", "kin", "«", "end", "rare",
    ]  # fmt: skip
    assert small < CYRILLIC_SYMBOLS <= symbol_of("z")


def test_a_letter_on_its_own_has_a_context_for_a_neighbour() -> None:
    text = "С утра я и он.".encode("cp1251")
    pairs = count_pairs(text)
    assert pairs[OPENING, text[0]] == 1
    assert pairs[INSIDE, "я".encode("cp1251")[0]] == 1
    assert pairs[ord(" "), "я".encode("cp1251")[0]] == 0


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_russian_is_likeliest_in_its_own_encoding(encoding: str) -> None:
    pairs = count_pairs(TEXT.encode(encoding))
    found = {name: mean_cross_entropy(pairs, name) for name in ENCODINGS}
    assert min(found, key=found.__getitem__) == encoding
    assert found[encoding] < 3


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_capitals_are_russian_too(encoding: str) -> None:
    assert mean_cross_entropy(count_pairs(TEXT.upper().encode(encoding)), encoding) < 3.3


def test_ascii_says_nothing() -> None:
    assert mean_cross_entropy(count_pairs(b"plain text"), "cp1251") == 0


@pytest.mark.parametrize(
    ("encoding", "answer"), [("cp1251", True), ("koi8-r", True), ("shift_jis", False)]
)
def test_single_byte_encodings(encoding: str, answer: bool) -> None:
    assert is_single_byte(encoding) is answer
