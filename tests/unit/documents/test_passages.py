"""Documents to passages, and the title of a document."""

import textwrap
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtool.core.model import Block, Document, SourceText, Span
from searchtool.documents.passages import MAX_PARAGRAPH_CHARS, document_title, split_passages
from tests.corpus import ARTICLE
from tests.unit.documents.prose import LONG, PROSE, source, split, texts
from tests.unit.documents.test_verse import STANZAS


def test_passages_are_numbered_from_one() -> None:
    passages = split("Раз.\n\n***\n\nДва.\n\n\nТри.")
    assert [p.text for p in passages] == ["Раз.", "Два.", "Три."]
    assert [p.ordinal for p in passages] == [1, 2, 3]
    assert [p.id for p in passages] == ["a.txt#p1", "a.txt#p2", "a.txt#p3"]
    assert {p.document_id for p in passages} == {"a.txt"}


@pytest.mark.parametrize("text", ["", " ", "\n\n\t\n", "* * *\n\n—"])
def test_a_text_without_words_has_no_passages(text: str) -> None:
    assert split(text) == []


class TestTitle:
    def test_the_heading_a_text_begins_with(self) -> None:
        for text in (ARTICLE, f"Фото: пресс-служба\n\n{ARTICLE}", f"# {ARTICLE}"):
            assert document_title(source(text).document, split(text)) == "Саммит в Казани"

    @pytest.mark.parametrize("text", ["", "Одна строка", "\n\n".join(PROSE)])
    def test_a_text_without_a_heading_has_none(self, text: str) -> None:
        assert document_title(source(text).document, split(text)) == ""

    def test_the_format_knows_better(self) -> None:
        document = Document("a.md", "/a.md", "md", "utf-8", title="Из файла")
        assert document_title(document, split(ARTICLE)) == "Из файла"


class TestLines:
    def test_lines_count_from_where_the_text_begins(self) -> None:
        passages = split_passages(source("\nРаз.\n\n\nДва.", line=5))
        assert [p.line for p in passages] == [6, 9]

    def test_a_text_inside_one_line_stays_there(self) -> None:
        passages = split_passages(source("Раз.\n\nДва.", line=5, single_line=True))
        assert [p.line for p in passages] == [5, 5]

    def test_without_lines_there_are_none(self) -> None:
        assert [p.line for p in split_passages(source("Раз.\n\nДва.", line=None))] == [None, None]

    def test_blocks_of_a_format_are_taken_as_they_are(self) -> None:
        text = "Что дальше\n\n***\n\nРаз\nДва"
        blocks = (
            Block(Span(0, 10), "heading", 3),
            Block(Span(12, 15)),
            Block(Span(17, 24), "text", 9),
        )
        document = source("").document
        passages = split_passages(SourceText(document, text, blocks))
        assert [(p.text, p.role, p.line) for p in passages] == [
            ("Что дальше", "heading", 3),
            ("Раз Два", "text", 9),
        ]


class TestVeryLongParagraphs:
    def test_a_long_paragraph_is_divided_at_sentences(self) -> None:
        text = " ".join(PROSE * 50)
        passages = split(text)
        assert len(passages) == -(-len(text) // MAX_PARAGRAPH_CHARS)
        assert all(p.text.endswith(".") for p in passages)
        assert " ".join(p.text for p in passages) == text

    def test_without_sentences_it_is_divided_at_spaces(self) -> None:
        text = " ".join(["безопасность"] * 4000)
        assert " ".join(texts(text)) == text

    def test_without_spaces_it_is_divided_anywhere(self) -> None:
        text = "я" * (2 * MAX_PARAGRAPH_CHARS + 5)
        assert [len(p) for p in texts(text)] == [MAX_PARAGRAPH_CHARS, MAX_PARAGRAPH_CHARS, 5]

    @pytest.mark.parametrize("extra", [0, 1])
    def test_only_what_is_too_long_is_divided(self, extra: int) -> None:
        assert len(texts("я" * (MAX_PARAGRAPH_CHARS + extra))) == 1 + extra


def check(text: str, max_chars: int = MAX_PARAGRAPH_CHARS) -> None:
    passages = split_passages(source(text), max_chars)
    for number, passage in enumerate(passages, start=1):
        assert passage.ordinal == number
        own = passage.span.of(text)
        assert passage.text == (own if passage.role == "verse" else own.replace("\n", " "))
        assert passage.text == passage.text.strip() != ""
        assert len(passage.text) <= max_chars
        assert passage.line is not None
        assert passage.line <= text[: passage.span.start].count("\n") + 1
    for before, after in pairwise(passages):
        assert before.span.end <= after.span.start
    covered = {place for p in passages for place in range(p.span.start, p.span.end)}
    lost = [place for place, char in enumerate(text) if char.isalnum() and place not in covered]
    assert lost == []


russian_lines = st.lists(
    st.sampled_from(
        ["", "", " ", "Саммит в Казани", "Фото: Вестник", "сказал он,", "— Да.", LONG, *PROSE,
         *textwrap.wrap(PROSE[0], 78, initial_indent="   "), *textwrap.wrap(PROSE[1], 78),
         *STANZAS[0]]
    ),
    max_size=30,
)  # fmt: skip


@given(st.text())
def test_any_text_keeps_its_words(text: str) -> None:
    check(text)


@given(russian_lines)
def test_any_layout_keeps_its_words(lines: list[str]) -> None:
    check("\n".join(lines))


@given(st.text("аб .\n", min_size=1, max_size=20), st.integers(1, 200), st.integers(1, 100))
def test_any_long_paragraph_keeps_its_words(piece: str, times: int, max_chars: int) -> None:
    check((piece * times)[:1000], max_chars)
