"""FB2 books: chapters, verse, notes, metadata, damage."""

import pytest

from searchtool.core.errors import UnreadableFile
from searchtool.core.model import SourceText
from tests.unit.documents.reading import Read, pieces, read_one, texts

ABOUT = """\
<title-info><genre>prose</genre>
<author><first-name>Олег</first-name><middle-name>Ильич</middle-name><last-name>Ли</last-name></author>
<author><nickname>Странник</nickname></author>
<book-title>Дом  у переезда</book-title><lang>ru</lang><date value="1997-03-02">весна 1997</date>
<translator><first-name>Не</first-name><last-name>автор</last-name></translator></title-info>
<document-info><author><nickname>сканировщик</nickname></author><date value="2011-05-06"/>
<src-url>https://books.example/dom</src-url></document-info>
<publish-info><year>2001</year></publish-info>"""


def fb2(body: str, about: str = "", encoding: str = "utf-8", rest: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="{encoding}"?>\n'
        '<FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0" '
        'xmlns:l="http://www.w3.org/1999/xlink">\n'
        f"<description>{about}</description>\n<body>{body}</body>{rest}</FictionBook>"
    ).encode(encoding)


def read_body(body: str, **options: str) -> SourceText:
    return read_one("a.fb2", fb2(body, **options))


def section(title: str, content: str) -> str:
    heading = f"<title><p>{title}</p></title>" if title else ""
    return f"<section>{heading}{content}</section>"


def test_what_the_book_says_of_itself() -> None:
    document = read_body("<section><p>Текст.</p></section>", about=ABOUT).document
    assert (document.format, document.encoding) == ("fb2", "utf-8")
    assert document.title == "Дом у переезда"
    assert document.author == "Олег Ильич Ли, Странник"
    assert (document.date, document.language) == ("1997-03-02", "ru")
    assert document.url == "https://books.example/dom"


@pytest.mark.parametrize(
    ("date", "found"),
    [
        ("<date>2.03.1997</date>", "1997-03-02"),
        ("<date>1997</date>", None),
        ('<date value="1997">2 марта 1997</date>', "1997-03-02"),
        ("", None),
    ],
)
def test_the_date_is_a_day_or_none(date: str, found: str | None) -> None:
    document = read_body("<p>Текст.</p>", about=f"<title-info>{date}</title-info>").document
    assert document.date == found


def test_chapters_inside_chapters() -> None:
    body = (
        "<title><p>Олег Ли</p><p>Дом у переезда</p></title>"
        + section(
            "Часть первая",
            section("Глава 1</p><p>Приезд", "<p>Поезд пришёл.</p>")
            + section("Глава 2", "<p>Дом стоял.</p><subtitle>Вечер</subtitle><p>Стемнело.</p>")
            + section("", "<p>Без названия.</p>"),
        )
        + section("", "<p>Вместо эпилога.</p>")
    )
    assert pieces(read_body(body)) == [
        Read("Олег Ли", "heading", None),
        Read("Дом у переезда", "heading", None),
        Read("Часть первая", "heading", "Часть первая"),
        Read("Глава 1", "heading", "Глава 1. Приезд"),
        Read("Приезд", "heading", "Глава 1. Приезд"),
        Read("Поезд пришёл.", "text", "Глава 1. Приезд"),
        Read("Глава 2", "heading", "Глава 2"),
        Read("Дом стоял.", "text", "Глава 2"),
        Read("Вечер", "heading", "Глава 2"),
        Read("Стемнело.", "text", "Глава 2"),
        Read("Без названия.", "text", "Часть первая"),
        Read("Вместо эпилога.", "text", None),
    ]


def test_a_stanza_is_a_paragraph_of_its_lines() -> None:
    poem = (
        "<poem><title><p>Дым</p></title><epigraph><p>Памяти отца</p></epigraph>"
        "<stanza><v>Уходит дым</v>\n<v>за <emphasis>поворот</emphasis>.</v></stanza>"
        "<stanza><v>Гудок тает.</v></stanza><text-author>О. Ли</text-author></poem>"
    )
    assert pieces(read_body(section("Глава", f"<p>Он читал:</p>{poem}<p>Потом молчал.</p>"))) == [
        Read("Глава", "heading", "Глава"),
        Read("Он читал:", "text", "Глава"),
        Read("Дым", "heading", "Глава"),
        Read("Памяти отца", "text", "Глава"),
        Read("Уходит дым\nза поворот.", "verse", "Глава"),
        Read("Гудок тает.", "verse", "Глава"),
        Read("О. Ли", "text", "Глава"),
        Read("Потом молчал.", "text", "Глава"),
    ]


def test_epigraphs_and_letters_are_paragraphs() -> None:
    body = section(
        "Глава",
        "<epigraph><p>Всё течёт.</p><text-author>Древний</text-author></epigraph>"
        "<cite><p>«Приезжай», — писала мать.</p></cite><empty-line/><p>Он поехал.</p>",
    )
    assert texts(read_body(body))[1:] == [
        "Всё течёт.", "Древний", "«Приезжай», — писала мать.", "Он поехал.",
    ]  # fmt: skip


def test_marks_of_notes_go_and_the_notes_stay() -> None:
    body = section(
        "Глава",
        '<p>Мост<a l:href="#n1" type="note">[1]</a> от<a l:href="#n4" type="note">*4</a>крыли'
        '<a l:href="#n2"><sup>*</sup></a>, '
        '<a l:href="#p3">как и обещали</a>.</p>',
    )
    notes = (
        '<body name="notes"><title><p>Примечания</p></title>'
        '<section id="n1"><title><p>1</p></title><p>Длина 840 м.</p></section>'
        '<section id="n2"><title><p>*</p></title><p>В июне.</p></section></body>'
    )
    assert pieces(read_body(body, rest=notes))[1:] == [
        Read("Мост открыли, как и обещали.", "text", "Глава"),
        Read("Примечания", "heading", "Примечания"),
        Read("Длина 840 м.", "text", "Примечания"),
        Read("В июне.", "text", "Примечания"),
    ]


def test_a_table_row_is_a_paragraph() -> None:
    body = "<table><tr><th>Год</th><th>Бюджет</th></tr><tr><td>2023</td><td>пять</td></tr></table>"
    assert texts(read_body(section("", body))) == ["Год | Бюджет", "2023 | пять"]


def test_lines_are_those_of_the_file() -> None:
    text = read_body("\n<section>\n<p>Раз.</p>\n<p>\nДва.</p></section>", rest="\n")
    assert text.blocks is not None
    assert [block.line for block in text.blocks] == [6, 7]


def test_pictures_are_passed_over_however_large() -> None:
    picture = '<binary id="a" content-type="image/png">' + "QUFB\n" * 3_000_000 + "</binary>"
    text = read_body("<section><p>Раз.</p></section>", rest=picture)
    assert texts(text) == ["Раз."]


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "koi8-r", "cp866", "utf-16"])
def test_the_declared_encoding(encoding: str) -> None:
    text = read_body(section("Глава", "<p>Ёж шёл домой.</p>"), encoding=encoding)
    assert texts(text) == ["Глава", "Ёж шёл домой."]


def test_an_encoding_that_is_declared_wrongly() -> None:
    body = section("Глава первая", "<p>Поезд пришёл на рассвете, когда станция спала.</p>")
    for wrong in (b'"windows-1251"', b'"rot13"', b'"no-such"', b'"utf-16"'):
        content = fb2(body).replace(b'"utf-8"', wrong)
        assert texts(read_one("a.fb2", content))[1].startswith("Поезд пришёл"), wrong
    content = fb2(body, encoding="windows-1251").replace(b'"windows-1251"', b'"utf-8"')
    assert texts(read_one("a.fb2", content))[1].startswith("Поезд пришёл")


def test_the_user_can_say_the_encoding() -> None:
    content = fb2("<p>Ёж</p>", encoding="koi8-r").replace(b'"koi8-r"', b'"utf-8"')
    assert texts(read_one("a.fb2", content, encoding="koi8-r")) == ["Ёж"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>Иван & Марья &nbsp;&mdash; да</p>", ["Иван & Марья — да"]),
        ("<p>если 1 < 2 и 3 > 2</p>", ["если 1 < 2 и 3 > 2"]),
        ("<p><смех> в зале</p>", ["<смех> в зале"]),
        ("<section><p>Раз.<p>Два.</section><section><p>Три.</section>", ["Раз.", "Два.", "Три."]),
        ("<section><p>Раз.</p></section></section></body><p>Два.</p>", ["Раз.", "Два."]),
        ("<p><b><i>Раз</b></i> два.</p>", ["Раз два."]),
        ("<p class=a id='b>c'>Раз.</p><p>Два &amp; &#8212; &#1; &bad;.</p>", None),
        ("<p>Раз<!-- нет -- конца --> два.</p>", ["Раз два."]),
        ("<p>Раз <![CDATA[<b> & ]]>два.</p><p>&</p>", ["Раз <b> & два.", "&"]),
        ("<p>Раз\x0b\x01два.</p>", None),
    ],
    ids=["ampersand", "less", "angle", "unclosed", "stray", "crossed", "attributes", "comment",
         "cdata", "control"],
)  # fmt: skip
def test_small_errors_lose_no_text(body: str, expected: list[str] | None) -> None:
    found = texts(read_body(body))
    assert found == expected if expected else "Раз" in found[0]


def test_lines_are_kept_when_errors_are_mended() -> None:
    text = read_body("\n<p>A & Б\n</p><!--\n\n--><p\nid='a'>Два.</p>\n<p>Три.</p>")
    assert text.blocks is not None
    assert [block.line for block in text.blocks] == [5, 9, 10]


def test_a_description_that_is_never_closed_does_not_swallow_the_text() -> None:
    content = fb2("<p>Раз.</p>", ABOUT).replace(b"</description>", b"")
    assert texts(read_one("a.fb2", content)) == ["Раз."]


@pytest.mark.parametrize(
    "content",
    [b"<FictionBook/>", b"plain text", fb2(""), b"<a><p>"],
    ids=["no-body", "no-xml", "empty-body", "other"],
)
def test_a_book_without_text_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"^/docs/a\.fb2: "):
        read_one("a.fb2", content)


def test_the_annotation_comes_first() -> None:
    about = "<title-info><annotation><p>О маяке.</p><p>И о море.</p></annotation></title-info>"
    assert pieces(read_body(section("Глава", "<p>Раз.</p>"), about=about)) == [
        Read("О маяке.", "text", None),
        Read("И о море.", "text", None),
        Read("Глава", "heading", "Глава"),
        Read("Раз.", "text", "Глава"),
    ]


def test_unknown_elements_and_stray_text_are_read() -> None:
    body = "<p>Раз <wow><i>и</i> два</wow>.</p><box><p>Три.</p>Четыре</box><letter>Пять</letter>"
    assert texts(read_body(body, rest="Шесть<extra><p>Семь</p></extra>Восемь")) == [
        "Раз и два.", "Три.", "Четыре", "Пять", "Шесть", "Семь", "Восемь",
    ]  # fmt: skip


def test_names_may_have_a_prefix() -> None:
    book = (
        '<fb:FictionBook xmlns:fb="http://www.gribuser.ru/xml/fictionbook/2.0"><fb:description>'
        "<fb:title-info><fb:book-title>Маяк</fb:book-title></fb:title-info></fb:description>"
        "<fb:body><fb:section><fb:title><fb:p>Глава</fb:p></fb:title><fb:p>Раз.</fb:p>"
        f'</fb:section></fb:body><fb:binary id="a">{"QUJD" * 3_000_000}</fb:binary>'
        "</fb:FictionBook>"
    )
    text = read_one("a.fb2", book)
    assert (text.document.title, texts(text)) == ("Маяк", ["Глава", "Раз."])
