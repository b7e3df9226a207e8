"""Web pages as they are found: in any encoding, malformed, from any year."""

import time
from contextlib import suppress

import pytest

from searchtool.core.errors import UnreadableFile
from tests.unit.documents.reading import Read, pieces, read_one, texts

LEAD = (
    "Новый мост через реку Светлую откроют двадцатого июня, сообщил мэр Озёрска на совещании. "
    "Жители правого берега ждали моста сорок лет: до сих пор в объезд приходилось ехать час."
)
SECOND = "Паромная переправа продолжит работать до осени, потом судно встанет у музея реки."


def page(body: str, head: str = "", attributes: str = "") -> str:
    return f"<html{attributes}><head>{head}</head><body>{body}</body></html>"


def article(body: str, head: str = "", attributes: str = "") -> str:
    whole = f"<article><h1>Мост</h1><p>{LEAD}</p>{body}<p>{SECOND}</p></article>"
    return page(whole, head, attributes)


class TestEncodings:
    @pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "koi8-r", "cp866", "utf-16"])
    @pytest.mark.parametrize(
        "head",
        [
            "",
            '<meta charset="windows-1251">',
            '<meta http-equiv=Content-Type content="text/html; charset=koi8-r">',
            '<meta charset="utf-8">',
            '<meta charset="rot13">',
            '<meta charset="">',
        ],
        ids=["none", "cp1251", "koi8-r", "utf-8", "no-encoding", "empty"],
    )
    def test_a_wrong_or_missing_declaration_does_no_harm(self, encoding: str, head: str) -> None:
        text = read_one("a.html", article("", head).encode(encoding))
        assert texts(text) == ["Мост", LEAD, SECOND]
        assert text.document.encoding == encoding

    def test_an_xml_declaration(self) -> None:
        content = '<?xml version="1.0" encoding="koi8-r"?>' + article("")
        assert texts(read_one("a.xhtml", content.encode("koi8-r")))[1] == LEAD

    def test_the_user_can_say_the_encoding(self) -> None:
        content = article("", '<meta charset="utf-8">').encode("koi8-r")
        assert texts(read_one("a.html", content, encoding="koi8-r"))[1] == LEAD


@pytest.mark.parametrize(
    ("attributes", "language"),
    [(' lang="ru-RU"', "ru-RU"), (' xml:lang="ru"', "ru"), (' lang=""', None), ("", None)],
)
def test_the_language_of_the_page(attributes: str, language: str | None) -> None:
    assert read_one("a.html", article("", attributes=attributes)).document.language == language


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- saved from url=(0026)https://vestnik.example/most -->",
        "<!--\n Page saved with SingleFile \n url: https://vestnik.example/most \n saved date: -->",
    ],
)
def test_where_the_page_was_saved_from(comment: str) -> None:
    document = read_one("a.html", f"<!DOCTYPE html>{comment}{article('')}").document
    assert document.url == "https://vestnik.example/most"
    canonical = '<link rel="canonical" href="https://other.example/">'
    document = read_one("a.html", f"<!DOCTYPE html>{comment}{article('', canonical)}").document
    assert document.url == "https://other.example/"


def test_a_table_row_is_a_paragraph() -> None:
    table = "<table><tr><th>Год</th><th>Бюджет</th></tr><tr><td>2023</td><td>пять</td></tr></table>"
    assert texts(read_one("a.html", article(table)))[2:4] == ["Год | Бюджет", "2023 | пять"]


def test_code_in_a_paragraph_does_not_divide_it() -> None:
    body = "<p>Файл с <code>кодом</code> и без.</p><pre><code>раз\n\nдва</code></pre>"
    assert texts(read_one("a.html", article(body)))[2:-1] == ["Файл с кодом и без.", "раз", "два"]


def test_marks_of_notes_go() -> None:
    body = "<p>Мост<sup><a href='https://a.example/w#cite_note-1'>[1]</a></sup> открыт жителям.</p>"
    assert "Мост открыт жителям." in texts(read_one("a.html", article(body)))


def test_verse_keeps_its_lines() -> None:
    stanza = "Уходит дым за поворот,\nГудок над лесом тает.\nНикто нас больше не зовёт,\nНикто."
    text = read_one("a.html", article(f"<p>{stanza}</p>".replace("\n", "<br>\n")))
    assert pieces(text)[2] == Read(stanza, "verse", None)


class TestPagesWithoutAnArticle:
    def test_a_page_that_was_written_as_a_document_is_read_whole(self) -> None:
        body = (
            f"<h1>Отчёт</h1><p>{LEAD}</p><div>Уходит дым за поворот,<br>Гудок над лесом тает,<br>"
            f"Никто нас больше не зовёт.</div><h2>Паром</h2><p>{SECOND}</p><ol><li>Раз</ol>"
        )
        assert [piece.role for piece in pieces(read_one("a.html", page(body)))] == [
            "heading", "text", "verse", "heading", "text", "text",
        ]  # fmt: skip

    def test_a_menu_is_not_text(self) -> None:
        menu = "".join(f"<div><a href='/{n}'>Рубрика {n} новостей</a></div>" for n in range(20))
        text = read_one("a.html", page(f"<div>{menu}</div><p>{LEAD}</p><p>{SECOND}</p>"))
        assert texts(text) == [LEAD, SECOND]

    def test_text_that_only_line_breaks_divide(self) -> None:
        text = read_one("a.html", page(f"{LEAD}<br><br>{SECOND}<br>{LEAD}<br>«{SECOND}»"))
        assert texts(text) == [LEAD, SECOND, LEAD, f"«{SECOND}»"]

    def test_a_short_page(self) -> None:
        assert texts(read_one("a.html", page("<p>Коротко.</p>"))) == ["Коротко."]

    def test_a_preformatted_text_is_divided_by_its_layout(self) -> None:
        book = f"\n     {LEAD}\n     {SECOND}\n\n" * 3
        text = read_one("a.html", page(f"<h1>Книга</h1><pre>{book}</pre>", "<title>Книга</title>"))
        assert text.blocks is None
        assert text.text.split() == ["Книга", *book.split()]


@pytest.mark.parametrize("depth", [300, 100_000])
@pytest.mark.parametrize("tag", ["div", "b", "table><tr><td"])
def test_deep_nesting_ends_at_once(tag: str, depth: int) -> None:
    started = time.monotonic()
    with pytest.raises(UnreadableFile, match="nested too deeply or too large in one place"):
        read_one("a.html", page(f"<p>{LEAD}</p>" + f"<{tag}>" * depth + LEAD))
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    "content",
    ["   ", "просто текст", "<html></html>", "<!-- -->", "<p></p>", "<script>a()</script>"],
)
def test_a_page_without_text_is_refused(content: str) -> None:
    with pytest.raises(UnreadableFile, match=r"no main text on this page|not a web page"):
        read_one("a.html", content)


SITE_HEAD = """\
<meta charset="utf-8"><title>Саммит в Казани — Вестник</title>
<meta property="og:title" content="Саммит в Казани">
<meta name="author" content="Лидия Корсакова">
<meta property="article:published_time" content="2024-06-14T10:00:00+03:00">
<link rel="canonical" href="https://vestnik.example/sammit">
"""


SUMMIT = (
    "Глава государства Святослав Верещагин открыл саммит по безопасности. "
    "Участники обсудили кибербезопасность региона и борьбу с терроризмом."
)


def site_page(body: str, head: str = SITE_HEAD) -> str:
    return f"""\
<!DOCTYPE html><html lang="ru"><head>{head}</head><body>
<nav><ul><li><a href="/">Главная</a></li><li><a href="/sport">Спорт</a></li></ul></nav>
<main><article><h1>Саммит в Казани</h1><p>{SUMMIT}</p>{body}</article></main>
<aside><h3>Читайте также</h3><p>Дождь над Волгой: синоптики обещают ливни.</p></aside>
<footer><p>© 2019 Вестник</p></footer></body></html>"""


class TestPagesOfSites:
    def test_the_main_text_without_what_surrounds_it(self) -> None:
        text = read_one(
            "a.html", site_page("<h2>Что дальше</h2><p>Премьер напомнила о <b>бюдж</b>ете.</p>")
        )
        assert [piece[:2] for piece in pieces(text)] == [
            ("Саммит в Казани", "heading"),
            (SUMMIT, "text"),
            ("Что дальше", "heading"),
            ("Премьер напомнила о бюджете.", "text"),
        ]

    def test_metadata(self) -> None:
        document = read_one("a.html", site_page("")).document
        assert document.title == "Саммит в Казани"
        assert document.date == "2024-06-14"
        assert document.author == "Лидия Корсакова"
        assert document.url == "https://vestnik.example/sammit"

    def test_a_page_without_a_date_has_none(self) -> None:
        assert read_one("a.html", site_page("", '<meta charset="utf-8">')).document.date is None

    def test_the_declared_encoding_is_used(self) -> None:
        content = site_page("").replace("utf-8", "windows-1251").encode("cp1251")
        text = read_one("a.html", content)
        assert SUMMIT in text.text
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
        assert texts(read_one("a.html", site_page(html)))[2:] == expected

    @pytest.mark.parametrize(
        "content",
        [
            "<html><body></body></html>",
            "просто текст",
            '<html><body><nav><a href="/">Главная</a></nav></body></html>',
        ],
        ids=["no-body", "no-page", "only-navigation"],
    )
    def test_a_page_without_text_is_refused(self, content: str) -> None:
        with pytest.raises(UnreadableFile, match="no main text"):
            read_one("a.html", content)

    @pytest.mark.parametrize("depth", [100, 5_000, 200_000])
    def test_deep_nesting_does_not_crash(self, depth: int) -> None:
        content = site_page("<div>" * depth + "<p>Глубоко.</p>" + "</div>" * depth)
        with suppress(UnreadableFile):
            assert SUMMIT in read_one("a.html", content).text

    def test_a_page_of_many_levels_is_read(self) -> None:
        text = read_one("a.html", site_page("<div>" * 100 + "<p>Глубоко.</p>" + "</div>" * 100))
        assert texts(text)[-1] == "Глубоко."


def test_what_stands_above_an_article_with_its_headline_is_the_site_s() -> None:
    page = """<html><head><title>Мост открыли - Вестник реки</title></head><body>
    <div>Подпишитесь на нашу рассылку и получайте новости реки каждое утро!</div>
    <nav><a href="/">Главная</a></nav>
    <header><h2>Вестник реки</h2><p>Новости двух берегов</p></header>
    <main><article><h1>Мост открыли</h1><p>12 мая</p>
    <p>Мост через реку открыли в субботу, рассказал смотритель плотины.</p>
    <p>Первыми по нему прошли школьники и учитель географии.</p></article></main></body></html>"""
    assert [p.text for p in pieces(read_one("a.html", page))] == [
        "Мост открыли",
        "12 мая",
        "Мост через реку открыли в субботу, рассказал смотритель плотины.",
        "Первыми по нему прошли школьники и учитель географии.",
    ]
