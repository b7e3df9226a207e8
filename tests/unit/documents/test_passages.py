"""A document's text in, its paragraphs in reading order out."""

import textwrap
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchtool.core.model import Block, Document, Passage, Role, SourceText, Span
from searchtool.documents.encoding import decode
from searchtool.documents.passages import MAX_PARAGRAPH_CHARS, document_title, split_passages
from tests.corpus import ARTICLE

PROSE = [
    "Глава государства открыл саммит по безопасности, на который съехались министры двенадцати "
    "стран, журналисты, учёные и просто любопытные жители города. Речь шла о защите сетей.",
    "Участники долго обсуждали кибербезопасность региона и борьбу с терроризмом, а потом "
    "разошлись по залам, где их ждали карты, чертежи и остывший чай. Никто не спорил.",
    "Вечером над Волгой прошёл дождь, и рынок зонтов ожил: продавцы не успевали приносить новые "
    "коробки, а покупатели брали всё подряд, не глядя ни на цвет, ни на цену.",
    "Отец купил зонт отцу. Мать смеялась и говорила, что в девяностые такого не бывало, что "
    "тогда под дождём ходили без зонтов и пели, а теперь все боятся промочить ноги.",
]
LONG = (
    "Премьер-министр Лидия Корсакова, выступая на расширенном заседании совета в Казани, "
    "напомнила о бюджете и подчеркнула, что на защиту сетей выделят пять миллиардов рублей, "
    "передает корреспондент"
)


def source(text: str, line: int | None = 1, *, single_line: bool = False) -> SourceText:
    return SourceText(
        Document("a.txt", "/a.txt", "txt", "utf-8"), text, line=line, single_line=single_line
    )


def split(text: str) -> list[Passage]:
    return split_passages(source(text))


def texts(text: str) -> list[str]:
    return [passage.text for passage in split(text)]


def roles(text: str) -> list[Role]:
    return [passage.role for passage in split(text)]


def test_the_article() -> None:
    assert [(p.role, p.line, p.text[:12]) for p in split(ARTICLE)] == [
        ("heading", 1, "Саммит в Каз"),
        ("caption", 3, "Фото: пресс-"),
        ("text", 5, "Глава госуда"),
        ("text", 7, "«Кибербезопа"),
        ("text", 9, "Премьер-мини"),
        ("text", 11, "Су-57 пролет"),
    ]


def test_passages_are_numbered_from_one() -> None:
    passages = split("Раз.\n\n***\n\nДва.\n\n\nТри.")
    assert [p.text for p in passages] == ["Раз.", "Два.", "Три."]
    assert [p.ordinal for p in passages] == [1, 2, 3]
    assert [p.id for p in passages] == ["a.txt#p1", "a.txt#p2", "a.txt#p3"]
    assert {p.document_id for p in passages} == {"a.txt"}


@pytest.mark.parametrize("text", ["", " ", "\n\n\t\n", "* * *\n\n—"])
def test_a_text_without_words_has_no_passages(text: str) -> None:
    assert split(text) == []


class TestLayout:
    @pytest.mark.parametrize("separator", ["\n", "\n\n", "\n \t\n\n"])
    @pytest.mark.parametrize("indent", ["", "    "])
    def test_a_paragraph_a_line(self, separator: str, indent: str) -> None:
        assert texts(separator.join(indent + p for p in PROSE)) == PROSE

    @pytest.mark.parametrize("width", [60, 78, 100])
    @pytest.mark.parametrize(
        ("separator", "indent"), [("\n\n", ""), ("\n", "    "), ("\n\n", "    ")]
    )
    def test_hard_wrapped(self, width: int, separator: str, indent: str) -> None:
        wrapped = [textwrap.fill(p, width, initial_indent=indent) for p in PROSE]
        assert texts(separator.join(wrapped)) == PROSE

    def test_hard_wrapped_inside_a_margin(self) -> None:
        wrapped = [
            textwrap.fill(p, 78, initial_indent=" " * 8, subsequent_indent="  ") for p in PROSE
        ]
        assert [" ".join(text.split()) for text in texts("\n".join(wrapped))] == PROSE

    def test_a_heading_in_a_wrapped_text_stands_alone(self) -> None:
        wrapped = [textwrap.fill(p, 78) for p in PROSE]
        assert texts("\n\n".join(["Глава первая", *wrapped])) == ["Глава первая", *PROSE]

    def test_dialogue_in_a_wrapped_text_is_not_joined(self) -> None:
        speech = ["— Дождь будет? — спросил отец.", "— Будет.", "— Тогда берём два зонта."]
        wrapped = [textwrap.fill(p, 78, initial_indent="    ") for p in [*PROSE, *speech, *PROSE]]
        assert texts("\n".join(wrapped)) == [*PROSE, *speech, *PROSE]

    @pytest.mark.parametrize("line_end", ["\r\n", "\r"])
    def test_line_ends_of_other_systems(self, line_end: str) -> None:
        text, _ = decode(line_end.join(["Саммит", "", *PROSE]).encode(), "a.txt")
        assert texts(text) == ["Саммит", *PROSE]

    def test_a_headline_and_captions_are_not_joined_to_the_lead(self) -> None:
        """Three short lines before a long one are not a text wrapped at their width."""
        lines = [
            "Умер князь Верещагин, знаток старинных рукописей",
            "Собор на набережной Казани",
            "Интерьер собора на набережной в Казани",
            LONG + " «Вестника».",
        ]
        assert texts("\n".join(lines) + "\n\n" + "\n\n".join(PROSE)) == [*lines, *PROSE]


class TestBrokenLines:
    def test_a_line_end_inside_a_sentence_of_a_long_line_is_joined(self) -> None:
        lines = ["Фото с сайта vestnik.example", LONG, "Vestnik.example.", *PROSE]
        passages = split("\n".join(lines))
        assert [p.text for p in passages] == [lines[0], f"{LONG} Vestnik.example.", *PROSE]
        assert [p.line for p in passages] == [1, 2, 4, 5, 6, 7]

    def test_a_comma_before_a_small_letter_is_no_end(self) -> None:
        text = "Саммит\n\nОн сказал,\nчто согласен.\nИ ушёл."
        assert texts(text) == ["Саммит", "Он сказал, что согласен.", "И ушёл."]

    @pytest.mark.parametrize(
        "ending",
        [
            ".",
            "!",
            "?",
            "…",
            ":",
            ";",
            ".»",
            "».",
            '."',
            '".',
            ".)",
            ".*",
            ".”",
            ".“",
            ".''",
            ".[5]",
        ],
    )
    def test_a_long_finished_line_is_not_joined(self, ending: str) -> None:
        lines = [LONG + ending, "Так сообщает «Вестник»."]
        assert texts("\n".join(lines)) == lines

    def test_a_blank_line_always_ends_a_paragraph(self) -> None:
        assert texts(f"{LONG}\n\nВестника.") == [LONG, "Вестника."]


class TestRoles:
    @pytest.mark.parametrize(
        "first",
        [
            "Саммит в Казани",
            "Что дальше?",
            "Вот это дождь!",
            "Верещагин: «Мы ждём решений»",
            'Умер создатель "Вестника"',
            "# Саммит",
        ],
    )
    def test_the_first_line_is_a_headline(self, first: str) -> None:
        assert roles(f"{first}\n\n" + "\n\n".join(PROSE)) == ["heading", *["text"] * 4]

    @pytest.mark.parametrize("first", ["Саммит открылся.", LONG, "Он сказал:"])
    def test_a_first_line_that_is_text(self, first: str) -> None:
        assert roles(f"{first}\n\n" + "\n\n".join(PROSE))[0] == "text"

    @pytest.mark.parametrize(
        ("line", "role"),
        [
            ("Что дальше", "heading"),
            ("## Что дальше?", "heading"),
            ("Что дальше?", "text"),
            ("«Мы ждём решений»", "text"),
            ("Премьер добавила:", "text"),
            ("Фото: пресс-служба", "caption"),
            ("Фото с сайта vestnik.example", "caption"),
            ("Иллюстрация Лидии Корсаковой", "caption"),
            ("Photo by A. Smith", "caption"),
            ("Фото показали всем участникам саммита.", "text"),
            ("Фотографы не согласились", "heading"),
        ],
    )
    def test_a_line_among_paragraphs(self, line: str, role: Role) -> None:
        assert roles(f"Заголовок\n\n{PROSE[0]}\n\n{line}\n\n{PROSE[1]}")[2] == role

    def test_a_last_line_is_no_heading(self) -> None:
        assert roles(f"{PROSE[0]}\n\nЛидия Корсакова")[-1] == "text"


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


STANZAS = [
    ["Над Волгой дождь, над Волгой мгла,", "И берег спит сырой,", "А чья-то лодка уплыла",
     "За синею горой."],
    ["Мы ждали лодку до зари,", "Мы жгли костёр в лесу.", "Теперь считаем пузыри", "И пьём росу…"],
]  # fmt: skip


class TestVerse:
    @pytest.mark.parametrize("indent", ["", "     "])
    def test_each_stanza_is_a_passage_of_its_lines(self, indent: str) -> None:
        stanzas = ["\n".join(indent + line for line in stanza) for stanza in STANZAS]
        passages = split("\n\n".join([PROSE[0], *stanzas, PROSE[1]]))
        assert [p.role for p in passages] == ["text", "verse", "verse", "text"]
        assert [p.line for p in passages] == [1, 3, 8, 13]
        lines = [[line.strip() for line in p.text.split("\n")] for p in passages]
        assert lines == [PROSE[:1], *STANZAS, PROSE[1:2]]

    @pytest.mark.parametrize("separator", ["\n", "\n\n"])
    def test_prose_around_it_is_not_drawn_in(self, separator: str) -> None:
        before = ["Отец сел к окну и запел:"]
        after = ["— Хорошо поёшь, — сказала мать.", PROSE[1]]
        text = separator.join([*before, "\n".join(STANZAS[0]), *after])
        assert texts(text) == [*before, "\n".join(STANZAS[0]), *after]

    @pytest.mark.parametrize("width", [72, 78])
    def test_in_a_wrapped_text(self, width: int) -> None:
        wrapped = [textwrap.fill(p, width) for p in PROSE]
        stanza = "\n".join(f"    {line}" for line in STANZAS[0])
        passages = split("\n".join([*wrapped, stanza, *wrapped]))
        assert [p.role for p in passages].count("verse") == 1
        assert [p.text for p in passages if p.role != "verse"] == PROSE * 2

    def test_the_rest_of_a_paragraph_above_is_no_line_of_it(self) -> None:
        text = "\n".join([LONG, "Вестника и запел старую песню.", *STANZAS[0]])
        assert [p.text.split("\n") for p in split(text)][-1] == STANZAS[0]

    @pytest.mark.parametrize(
        "lines",
        [
            ["Саммит открылся", "Рынок зонтов ожил", "Над Волгой прошёл дождь"],
            ["Саммит открылся.", "Рынок ожил, как прежде.", "Над Волгой прошёл дождь."],
            ["— Дождь будет,", "— Будет,", "— Тогда берём зонт."],
            ["- Анна Берг,", "- Лидия Корсакова,", "- Олег Ли."],
            ["1. Анна Берг,", "2. Лидия Корсакова,", "3. Олег Ли."],
            ["купил зонт,", "продал зонт,", "и снова купил."],
            ["Казань,", "Самара."],
            ["С уважением,", "Лидия Корсакова", "Премьер-министр"],
            ["Казань, улица Речная, 5", "Телефон 12-34,", "Анна Берг."],
            [f"{PROSE[0]},", f"{PROSE[1]},", f"{PROSE[2]}."],
        ],
    )
    def test_what_is_no_verse(self, lines: list[str]) -> None:
        assert "verse" not in roles("\n".join(lines))

    def test_the_news_have_none(self, shared: Path) -> None:
        for path in (shared / "news").glob("*.txt"):
            assert "verse" not in roles(path.read_text("utf-8")), path.name


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


def check(text: str) -> None:
    """What holds for the passages of any text."""
    passages = split(text)
    for number, passage in enumerate(passages, start=1):
        assert passage.ordinal == number
        own = passage.span.of(text)
        assert passage.text == (own if passage.role == "verse" else own.replace("\n", " "))
        assert passage.text == passage.text.strip() != ""
        assert len(passage.text) <= MAX_PARAGRAPH_CHARS
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


@settings(max_examples=20, deadline=None)
@given(st.text("аб .\n", min_size=1, max_size=20), st.integers(1, 30_000))
def test_any_long_text_keeps_its_words(piece: str, times: int) -> None:
    check((piece * times)[:50_000])


def test_the_seed_article(shared: Path) -> None:
    (path,) = (shared / "seed").glob("*.txt")
    passages = split(path.read_text("utf-8"))
    assert [p.role for p in passages] == ["caption", *["text"] * 7]
    assert "передает корреспондент Kazpravda.kz." in passages[1].text


def test_news_paragraphs_are_not_joined(shared: Path) -> None:
    """A paragraph a line: hardly any line of the news goes on in the next."""
    files = sorted((shared / "news").glob("*.txt"))
    joined = [
        path.name
        for path in files
        if any("\n" in p.span.of(text) for text in [path.read_text("utf-8")] for p in split(text))
    ]
    assert len(joined) <= len(files) // 200, joined
