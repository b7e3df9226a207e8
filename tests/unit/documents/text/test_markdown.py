"""Markdown: front matter, paragraphs, lines."""

import pytest

from searchtool.core.model import Role, SourceText
from searchtool.documents.passages import split_passages
from tests.unit.documents.reading import read_one


def blocks(text: SourceText) -> list[tuple[str, Role, int | None]]:
    assert text.blocks is not None
    return [(block.span.of(text.text).strip(), block.role, block.line) for block in text.blocks]


def stripped(text: SourceText) -> list[str]:
    return [text for text, _, _ in blocks(text)]


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
        assert blocks(read_one("a.md", MARKDOWN)) == MARKDOWN_BLOCKS

    @pytest.mark.parametrize("line_end", ["\n", "\r\n"])
    def test_front_matter_is_read_and_lines_still_count_from_the_top(self, line_end: str) -> None:
        text = read_one("a.md", (FRONT + MARKDOWN).replace("\n", line_end))
        document = text.document
        assert document.title == "Саммит в Казани: итоги"
        assert document.date == "2024-06-14"
        assert document.author == "Лидия Корсакова, Святослав Верещагин"
        assert document.url == "https://vestnik.example/sammit"
        assert blocks(text) == [(b, role, line + 6) for b, role, line in MARKDOWN_BLOCKS]

    def test_without_front_matter_the_first_heading_is_the_title(self) -> None:
        document = read_one("a.md", f"Вступление.\n\n{MARKDOWN}").document
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
        text = read_one("a.md", f"---\n{front}\n---\n\n# Заголовок\n\nТекст.\n")
        assert text.document.title in ("Заголовок", "Саммит", "Саммит: итоги")
        assert stripped(text)[-2:] == ["Заголовок", "Текст."]

    @pytest.mark.parametrize(
        "front",
        [
            '+++\ntitle = "Мост"\ndate = 2024-06-14T10:15:00Z\nauthor = "Анна"\n[a]\nb = 1\n+++\n',
            "---\ntitle: Мост\ndate: 2024-06-14\nauthor: Анна\n...\n",
            "---\nЗаголовок: Мост\nДата: 14.06.2024\nАвтор: Анна\n---\n",
            "---\nTitle: 'Мост'\nDate: \"2024-06-14\"\nAuthor: Анна\nabout: [а: б\n---\n",
            "---\ntitle: Мост\ncreated: 2024-06-14\nauthors:\n  - name: Анна\n---\n",
        ],
    )
    def test_front_matter_as_programs_write_it(self, front: str) -> None:
        text = read_one("a.md", f"{front}Текст.\n")
        document = text.document
        assert (document.title, document.date, document.author) == ("Мост", "2024-06-14", "Анна")
        assert blocks(text) == [("Текст.", "text", front.count("\n") + 1)]

    @pytest.mark.parametrize(
        "said",
        [
            "Важно: не забыть о мосте и рыбаках.",
            "Мэр: я приду завтра утром на мост.\nРыбак: да.",
            "Мэр: я приду: завтра утром на мост.\nРыбак: да: да.",
        ],
    )
    def test_words_between_two_rules_are_text(self, said: str) -> None:
        assert stripped(read_one("a.md", f"---\n\n{said}\n\n---\n\nТекст\n")) == [said, "Текст"]

    def test_quotation_marks_in_broken_front_matter(self) -> None:
        text = read_one("a.md", '---\ntitle: Театр: «Волна» и "Мост"\n---\nТекст\n')
        assert text.document.title == 'Театр: «Волна» и "Мост"'

    def test_front_matter_below_blank_lines(self) -> None:
        text = read_one("a.md", f"\n\n{FRONT}{MARKDOWN}")
        assert text.document.date == "2024-06-14"
        assert blocks(text) == [(b, role, line + 8) for b, role, line in MARKDOWN_BLOCKS]

    def test_broken_toml_is_text(self) -> None:
        assert "а = = б" in read_one("a.md", "+++\nа = = б\n+++\n\nТекст\n").text

    def test_a_fence_that_is_never_closed_is_text(self) -> None:
        assert stripped(read_one("a.md", "---\nПервая строка\n")) == ["Первая строка"]

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
        assert read_one("a.md", f"---\n{front}\n---\nТекст\n").document.author == author

    @pytest.mark.parametrize(
        ("markdown", "text"),
        [
            (r"2 \* 2 = 4", "2 * 2 = 4"),
            ("Иван &amp; Марья&nbsp;&mdash; да", "Иван & Марья — да"),
            ("за`search`ом", "заsearchом"),
            ("со<b>юз</b>", "союз"),
            ("строка<br>другая", "строка другая"),
            ("<div>\nв рамке\n</div>", "в рамке"),
            ("<p>Газета &laquo;Волна&raquo; &lt;1&gt;</p>", "Газета «Волна» <1>"),
            ("<div>да\n<script>\nlet a = 'x';\n</script><style>p {}</style>\n</div>", "да"),
            ("<!-- <b>скрыто</b> -->\n\nвидно", "видно"),
        ],
    )
    def test_inline_marks(self, markdown: str, text: str) -> None:
        assert [" ".join(p.split()) for p in stripped(read_one("a.md", markdown))] == [text]

    def test_deeply_nested_lists_keep_their_text(self) -> None:
        markdown = "".join(f"{'  ' * depth}- пункт {depth}\n" for depth in range(15))
        assert stripped(read_one("a.md", markdown)) == [f"пункт {depth}" for depth in range(15)]

    def test_passages_are_the_blocks(self) -> None:
        passages = split_passages(read_one("a.md", FRONT + MARKDOWN))
        assert [(p.text, p.role, p.line) for p in passages] == [
            (text.replace("\n", " "), role, line + 6) for text, role, line in MARKDOWN_BLOCKS
        ]
