"""Passages in, records out, and back."""

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from searchtool.analysis.analyzer import Words
from searchtool.core.model import Passage, Span
from searchtool.engines.base import EngineCorrupted
from searchtool.engines.codec import index_passage, read_candidate, read_passage, read_words

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=40)
RUSSIAN = st.text("абвё «»—№\n\u00a0\u0301", max_size=40)
WORDS = st.lists(st.text("абвяxyzї\u0301", min_size=1, max_size=9)).map(" ".join)


@given(ANY_TEXT | RUSSIAN, ANY_TEXT, WORDS, WORDS)
@example("\u0098", "", "", "")
@example("п»ї", "п»ї", "", "")
@example("\ud800", "\ud800", "", "")
def test_a_passage_comes_back_whole(text: str, section: str, keys: str, forms: str) -> None:
    passage = Passage(f"{section}#p1", section, 1, text, Span(0, len(text)), section=section)
    record = index_passage(passage, Words(forms, keys), document_length=7).record
    assert read_passage(record) == passage
    assert read_words(record) == Words(forms, keys)
    candidate = read_candidate(record)
    assert candidate[:4] == (passage.id, passage.document_id, 1, 7)
    assert (candidate.keys, candidate.forms) == (keys, forms)


@pytest.mark.parametrize("read", [read_words, read_candidate, read_passage])
@pytest.mark.parametrize(
    "record",
    [b"", b"no record", b"\x98\n" * 4 + b"\x98", b"\xef\xbb\xbf" + b"\xff\n" * 4 + b"\xff"],
)
def test_what_is_no_record_is_damage(read: Callable[[bytes], object], record: bytes) -> None:
    with pytest.raises(EngineCorrupted):
        read(record)


def test_russian_takes_a_byte_a_letter() -> None:
    def size(text: str) -> int:
        passage = Passage("d#p1", "d", 1, text, Span(0, len(text)))
        return len(index_passage(passage, Words("", "")).record)

    assert size("Ёлка — «мир»" * 9) - size("") <= 12 * 9 + 4
