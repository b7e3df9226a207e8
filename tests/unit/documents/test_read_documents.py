"""A file in, Documents out: one part for each family of formats."""

import importlib
import io
import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import pytest

from searchtool.core.errors import UnreadableFile
from searchtool.core.model import Role, SourceText
from searchtool.documents import Source, read_documents
from searchtool.documents.formats import FORMATS, TELEGRAM_HTML
from searchtool.documents.passages import split_passages
from tests.corpus import ARTICLE


def read_all(
    name: str, content: str | bytes, fields: Mapping[str, str] | None = None
) -> tuple[list[SourceText], list[str]]:
    """The documents of a file of that name, and what was reported."""
    failures: list[str] = []
    source = Source(
        name,
        f"/docs/{name}",
        io.BytesIO(content.encode() if isinstance(content, str) else content),
        fields or {},
        lambda failure: failures.append(str(failure)),
    )
    return list(read_documents(source)), failures


def read(name: str, content: str | bytes) -> SourceText:
    """The one document of a file."""
    (text,), failures = read_all(name, content)
    assert failures == []
    return text


def blocks(text: SourceText) -> list[tuple[str, Role, int | None]]:
    assert text.blocks is not None
    return [(block.span.of(text.text).strip(), block.role, block.line) for block in text.blocks]


def paragraphs(text: SourceText) -> list[str]:
    return [text for text, _, _ in blocks(text)]


def test_every_suffix_has_a_reader() -> None:
    """What they read is shown by the format corpus."""
    for name in (TELEGRAM_HTML, *(known.reader for known in FORMATS)):
        assert callable(importlib.import_module(name).read)


class TestPlain:
    def test_a_text_file_is_one_document(self) -> None:
        text = read("news/a.txt", ARTICLE)
        assert text.text == ARTICLE
        assert text.blocks is None
        document = text.document
        assert (document.id, document.path) == ("news/a.txt", "/docs/news/a.txt")
        assert (document.format, document.encoding) == ("txt", "utf-8")

    def test_windows_text_is_read(self) -> None:
        text = read("a.txt", ARTICLE.replace("\n", "\r\n").encode("cp1251"))
        assert (text.text, text.document.encoding) == (ARTICLE, "cp1251")

    def test_a_binary_file_is_refused(self) -> None:
        with pytest.raises(UnreadableFile, match=r"/docs/a\.txt: not a text file"):
            read("a.txt", b"\0\1\2")


FRONT = """\
---
title: "Саммит в Казани: итоги"
date: 2024-06-14
author: [Лидия Корсакова, Святослав Верещагин]
url: https://vestnik.example/sammit
---
"""

MARKDOWN = """\
# Заголовок

Абзац с **жирным** и [ссылкой](https://a.example)
на двух строках.

- первый
- второй
  - вложенный

1. по порядку

> цитата
> дальше

| год | бюджет |
|-----|--------|
| 2023 | *пять* |

```python
print("код")
```

Подзаголовок
------------

![подпись](a.png)
"""

MARKDOWN_BLOCKS = [
    ("Заголовок", "heading", 1),
    ("Абзац с жирным и ссылкой\nна двух строках.", "text", 3),
    ("первый", "text", 6),
    ("второй", "text", 7),
    ("вложенный", "text", 8),
    ("по порядку", "text", 10),
    ("цитата\nдальше", "text", 12),
    ("год", "text", 15),
    ("бюджет", "text", 15),
    ("2023", "text", 17),
    ("пять", "text", 17),
    ('print("код")', "text", 19),
    ("Подзаголовок", "heading", 23),
    ("подпись", "text", 26),
]


class TestMarkdown:
    def test_marks_are_gone_and_lines_are_those_of_the_file(self) -> None:
        assert blocks(read("a.md", MARKDOWN)) == MARKDOWN_BLOCKS

    @pytest.mark.parametrize("line_end", ["\n", "\r\n"])
    def test_front_matter_is_read_and_lines_still_count_from_the_top(self, line_end: str) -> None:
        text = read("a.md", (FRONT + MARKDOWN).replace("\n", line_end))
        document = text.document
        assert document.title == "Саммит в Казани: итоги"
        assert document.date == "2024-06-14"
        assert document.author == "Лидия Корсакова, Святослав Верещагин"
        assert document.url == "https://vestnik.example/sammit"
        assert blocks(text) == [(b, role, line + 6) for b, role, line in MARKDOWN_BLOCKS]

    def test_without_front_matter_the_first_heading_is_the_title(self) -> None:
        document = read("a.md", f"Вступление.\n\n{MARKDOWN}").document
        assert document.title == "Заголовок"
        assert (document.date, document.author, document.url) == (None, None, None)

    @pytest.mark.parametrize(
        "front",
        [
            "title: [Сломано\ndate: 2024-06-14",
            "title: Саммит: итоги\ndate: 2024-06-14",  # a colon must be quoted in YAML
            "title: Саммит\ndate: 2024-02-31",
            "- просто\n- список",
            "",
        ],
    )
    def test_broken_front_matter_is_not_the_title_of_the_file(self, front: str) -> None:
        text = read("a.md", f"---\n{front}\n---\n\n# Заголовок\n\nТекст.\n")
        assert text.document.title in ("Заголовок", "Саммит", "Саммит: итоги")
        assert paragraphs(text)[-2:] == ["Заголовок", "Текст."]

    def test_a_fence_that_is_never_closed_is_text(self) -> None:
        assert paragraphs(read("a.md", "---\nПервая строка\n")) == ["Первая строка"]

    @pytest.mark.parametrize(
        ("front", "author"),
        [
            ("author: Лидия Корсакова", "Лидия Корсакова"),
            ("authors: [А, Б]", "А, Б"),
            ("author: []", None),
            ("author:", None),
        ],
    )
    def test_authors(self, front: str, author: str | None) -> None:
        assert read("a.md", f"---\n{front}\n---\nТекст\n").document.author == author

    @pytest.mark.parametrize(
        ("markdown", "text"),
        [
            (r"2 \* 2 = 4", "2 * 2 = 4"),
            ("Иван &amp; Марья&nbsp;&mdash; да", "Иван & Марья — да"),
            ("за`search`ом", "заsearchом"),
            ("со<b>юз</b>", "союз"),
            ("строка<br>другая", "строка другая"),
            ("<div>\nв рамке\n</div>", "в рамке"),
        ],
    )
    def test_inline_marks(self, markdown: str, text: str) -> None:
        assert [" ".join(p.split()) for p in paragraphs(read("a.md", markdown))] == [text]

    def test_deeply_nested_lists_keep_their_text(self) -> None:
        markdown = "".join(f"{'  ' * depth}- пункт {depth}\n" for depth in range(15))
        assert paragraphs(read("a.md", markdown)) == [f"пункт {depth}" for depth in range(15)]

    def test_passages_are_the_blocks(self) -> None:
        passages = split_passages(read("a.md", FRONT + MARKDOWN))
        assert [(p.text, p.role, p.line) for p in passages] == [
            (text.replace("\n", " "), role, line + 6) for text, role, line in MARKDOWN_BLOCKS
        ]


HEAD = """\
<meta charset="utf-8"><title>Саммит в Казани — Вестник</title>
<meta property="og:title" content="Саммит в Казани">
<meta name="author" content="Лидия Корсакова">
<meta property="article:published_time" content="2024-06-14T10:00:00+03:00">
<link rel="canonical" href="https://vestnik.example/sammit">
"""
LEAD = (
    "Глава государства Святослав Верещагин открыл саммит по безопасности. "
    "Участники обсудили кибербезопасность региона и борьбу с терроризмом."
)


def page(body: str, head: str = HEAD) -> str:
    return f"""\
<!DOCTYPE html><html lang="ru"><head>{head}</head><body>
<nav><ul><li><a href="/">Главная</a></li><li><a href="/sport">Спорт</a></li></ul></nav>
<main><article><h1>Саммит в Казани</h1><p>{LEAD}</p>{body}</article></main>
<aside><h3>Читайте также</h3><p>Дождь над Волгой: синоптики обещают ливни.</p></aside>
<footer><p>© 2019 Вестник</p></footer></body></html>"""


class TestWeb:
    def test_the_main_text_without_what_surrounds_it(self) -> None:
        text = read("a.html", page("<h2>Что дальше</h2><p>Премьер напомнила о <b>бюдж</b>ете.</p>"))
        assert blocks(text) == [
            ("Саммит в Казани", "heading", None),
            (LEAD, "text", None),
            ("Что дальше", "heading", None),
            ("Премьер напомнила о бюджете.", "text", None),
        ]

    def test_metadata(self) -> None:
        document = read("a.html", page("")).document
        assert document.title == "Саммит в Казани"
        assert document.date == "2024-06-14"
        assert document.author == "Лидия Корсакова"
        assert document.url == "https://vestnik.example/sammit"

    def test_a_page_without_a_date_has_none(self) -> None:
        assert read("a.html", page("", '<meta charset="utf-8">')).document.date is None

    def test_the_declared_encoding_is_used(self) -> None:
        content = page("").replace("utf-8", "windows-1251").encode("cp1251")
        text = read("a.html", content)
        assert LEAD in text.text
        assert text.document.encoding == "cp1251"

    @pytest.mark.parametrize(
        ("html", "expected"),
        [
            ("<blockquote>«Мы ждём решений».</blockquote>", ["«Мы ждём решений»."]),
            ("<blockquote><p>Раз.</p><p>Два.</p></blockquote>", ["Раз.", "Два."]),
            ("<ul><li>Первый</li><li><p>Второй</p></li></ul>", ["Первый", "Второй"]),
            (
                "<ul><li>Первый пункт<ul><li>вложенный</li></ul></li><li>Второй</li></ul>",
                ["Первый пункт", "вложенный", "Второй"],
            ),
            ("<table><tr><td>Год</td><td>Бюджет</td></tr></table>", ["Год | Бюджет"]),
            ("<p>О бюджете:<br>пять млрд</p>", ["О бюджете: пять млрд"]),
            ("<p>Раз.</p>Строка без разметки, довольно длинная.<p>Два.</p>",
             ["Раз.", "Строка без разметки, довольно длинная.", "Два."]),
        ],
        ids=["quote", "quote-paragraphs", "list", "nested-list", "table", "break", "bare-text"],
    )  # fmt: skip
    def test_no_words_are_lost_or_glued(self, html: str, expected: list[str]) -> None:
        assert paragraphs(read("a.html", page(html)))[2:] == expected

    @pytest.mark.parametrize(
        "content",
        [
            "",
            "<html><body></body></html>",
            "просто текст",
            '<html><body><nav><a href="/">Главная</a></nav></body></html>',
        ],
        ids=["empty", "no-body", "no-page", "only-navigation"],
    )
    def test_a_page_without_text_is_refused(self, content: str) -> None:
        with pytest.raises(UnreadableFile, match="no main text"):
            read("a.html", content)

    @pytest.mark.parametrize("depth", [100, 5_000, 200_000])
    def test_deep_nesting_does_not_crash(self, depth: int) -> None:
        content = page("<div>" * depth + "<p>Глубоко.</p>" + "</div>" * depth)
        with suppress(UnreadableFile):
            assert LEAD in read("a.html", content).text

    def test_a_page_of_many_levels_is_read(self) -> None:
        text = read("a.html", page("<div>" * 100 + "<p>Глубоко.</p>" + "</div>" * 100))
        assert paragraphs(text)[-1] == "Глубоко."


def lines(*records: object) -> str:
    return "\n".join(
        record if isinstance(record, str) else json.dumps(record, ensure_ascii=False)
        for record in records
    )


class TestJsonLines:
    def test_a_line_is_a_document(self) -> None:
        record = {
            "text": "Первый.\n\nВторой.",
            "id": 17,
            "title": "Саммит",
            "date": "2024-06-14T10:00:00",
            "url": "https://a.example",
            "author": "Лидия Корсакова",
        }
        text = read("a.jsonl", lines(record))
        document = text.document
        assert text.text == "Первый.\n\nВторой."
        assert document.id == "a.jsonl#17"
        assert document.format == "jsonl"
        assert (document.title, document.date) == ("Саммит", "2024-06-14")
        assert (document.url, document.author) == ("https://a.example", "Лидия Корсакова")

    def test_only_the_text_is_needed(self) -> None:
        document = read("a.jsonl", lines({"text": "а"})).document
        assert document.id == "a.jsonl#1"
        assert (document.title, document.date, document.url, document.author) == (
            "", None, None, None,
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("record", "own_id"),
        [
            ({"_id": "x"}, "x"),
            ({"id": "i", "_id": "x"}, "i"),
            ({"id": 0}, "0"),
            ({"id": None}, "1"),
            ({"id": ""}, "1"),
        ],
    )
    def test_ids(self, record: dict[str, object], own_id: str) -> None:
        assert read("a.jsonl", lines({"text": "а", **record})).document.id == f"a.jsonl#{own_id}"

    @pytest.mark.parametrize(
        "records",
        [
            [{"id": "а"}, {"id": "а"}, {"id": "а"}],
            [{"id": "2"}, {}],
            [{"id": "а@3"}, {"id": "а"}, {"id": "а"}],
        ],
    )
    def test_duplicate_ids_stay_distinct(self, records: list[dict[str, str]]) -> None:
        texts, _ = read_all("a.jsonl", lines(*({"text": "б", **record} for record in records)))
        assert len({text.document.id for text in texts}) == len(records)

    def test_fields_can_have_other_names(self) -> None:
        content = lines({"body": "а", "text": "б", "head": "в", "key": "г"})
        fields = {"text": "body", "title": "head", "id": "key"}
        ((text,), _) = read_all("a.jsonl", content, fields)
        assert (text.text, text.document.title, text.document.id) == ("а", "в", "a.jsonl#г")

    @pytest.mark.parametrize(
        "broken",
        ["не JSON", '{"text": ', "[1]", "null", '{"text": 5}', '{"body": "а"}', "[" * 100_000],
        ids=["words", "half", "list", "null", "number", "no-text", "deep"],
    )
    def test_a_broken_line_is_reported_and_the_others_are_read(self, broken: str) -> None:
        content = lines({"text": "первая"}, broken, {"text": "третья"})
        texts, failures = read_all("a.jsonl", content)
        assert [text.text for text in texts] == ["первая", "третья"]
        assert len(failures) == 1
        assert failures[0].startswith("/docs/a.jsonl:2: ")

    def test_a_missing_text_names_the_option(self) -> None:
        _, failures = read_all("a.jsonl", lines({"body": "а"}))
        assert failures == [
            "/docs/a.jsonl:1: no text field 'text'; name it: --field text=NAME",
        ]

    @pytest.mark.parametrize("line_end", ["\n", "\r\n"])
    def test_empty_lines_are_passed_over_and_counted(self, line_end: str) -> None:
        content = "\n{}\n\n  \n{}\n".format(lines({"text": "а"}), lines({"text": "б"}))
        texts, failures = read_all("a.jsonl", content.replace("\n", line_end))
        assert [(text.text, text.line) for text in texts] == [("а", 2), ("б", 5)]
        assert failures == []

    def test_every_paragraph_stands_in_the_line_of_its_record(self) -> None:
        texts, _ = read_all("a.jsonl", lines({"text": "а"}, {"text": "Раз.\r\n\r\nДва.\n\nТри."}))
        passages = split_passages(texts[1])
        assert [(p.text, p.line) for p in passages] == [("Раз.", 2), ("Два.", 2), ("Три.", 2)]
        assert [p.id for p in passages] == [f"a.jsonl#2#p{n}" for n in (1, 2, 3)]

    @pytest.mark.parametrize("name", ["text", "id", "title"])
    def test_half_of_a_surrogate_pair_can_still_be_stored(self, name: str) -> None:
        content = lines({"text": "а", **{name: "?"}}).replace("?", r"\ud83d")
        texts, _ = read_all("a.jsonl", content)
        for text in texts:  # or the line is refused
            (text.text + text.document.id + text.document.title).encode()

    def test_a_separator_inside_a_string_does_not_end_the_line(self) -> None:
        assert read("a.jsonl", lines({"text": "а\u2028б\x85в"})).text == "а\u2028б\x85в"


def test_reading_is_the_same_from_a_real_file(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(MARKDOWN, "utf-8")
    (text,) = read_documents(Source("a.md", str(path), io.BytesIO(path.read_bytes())))
    assert text.text == read("a.md", MARKDOWN).text
