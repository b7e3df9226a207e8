"""EPUB books: chapters in reading order, metadata, damage."""

from typing import ClassVar

import pytest

from searchtool.core.errors import UnreadableFile
from searchtool.core.model import Skipped, SourceText
from searchtool.documents.source import Limits
from tests.unit.documents.make_zip import zipped
from tests.unit.documents.reading import Read, pieces, read_all, read_one, texts

CONTAINER = """\
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>"""
DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf"'
ABOUT = f"""\
<metadata {DC}><dc:title>Дом у переезда</dc:title>
<dc:creator opf:role="aut">Олег Ли</dc:creator><dc:creator opf:role="ill">Художник</dc:creator>
<dc:creator id="c2">Анна Берг</dc:creator><dc:creator id="c3">Редактор</dc:creator>
<meta refines="#c2" property="role">aut</meta><meta refines="#c3" property="role">edt</meta>
<dc:date opf:event="modification">2020-01-01</dc:date>
<dc:date opf:event="publication">1997-03-02</dc:date>
<dc:identifier>urn:isbn:123</dc:identifier><dc:source>https://books.example/dom</dc:source>
<dc:language>ru</dc:language></metadata>"""


def xhtml(body: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" '
        '"http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd"><html '
        'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
        f"<head><title/><style>p {{}}</style></head><body>{body}</body></html>"
    )


def epub(
    chapters: dict[str, str],
    about: str = "<metadata/>",
    items: str = "",
    guide: str = "",
    **parts: str,
) -> bytes:
    """A book of these files in this order; `items` are further ones that it names."""
    named = "".join(
        f'<item id="i{number}" href="{name}" media-type="application/xhtml+xml"/>'
        for number, name in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="i{number}"/>' for number, _ in enumerate(chapters))
    package = (
        f'<package xmlns="http://www.idpf.org/2007/opf">{about}<manifest>{named}{items}</manifest>'
        f'<spine toc="ncx">{spine}</spine><guide>{guide}</guide></package>'
    )
    members = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/content.opf": package,
    }
    members |= {f"OEBPS/{name}": text for name, text in chapters.items()}
    return zipped(
        members | {f"OEBPS/{name.replace('__', '.')}": xml for name, xml in parts.items()}
    )


def read_body(body: str) -> SourceText:
    return read_one("a.epub", epub({"a.xhtml": xhtml(body)}))


NAV_ITEM = '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
NCX_ITEM = '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'


def test_what_the_book_says_of_itself() -> None:
    document = read_one("a.epub", epub({"a.xhtml": xhtml("<p>Текст.</p>")}, ABOUT)).document
    assert (document.format, document.title) == ("epub", "Дом у переезда")
    assert document.author == "Олег Ли, Анна Берг"
    assert (document.date, document.language) == ("1997-03-02", "ru")
    assert document.url == "https://books.example/dom"


@pytest.mark.parametrize("date", ["1997", "0101-01-01T00:00:00+00:00", ""])
def test_a_date_that_is_no_day_is_none(date: str) -> None:
    about = f"<metadata {DC}><dc:date>{date}</dc:date></metadata>"
    document = read_one("a.epub", epub({"a.xhtml": xhtml("<p>Текст.</p>")}, about)).document
    assert document.date is None
    assert (document.title, document.author, document.url) == ("", None, None)


def test_chapters_are_called_what_the_navigation_calls_them() -> None:
    nav = xhtml(
        '<nav epub:type="landmarks"><a href="two.xhtml">Начало</a></nav><nav epub:type="toc"><ol>'
        '<li><a href="text/one.xhtml">Часть первая</a><ol><li><a href="text/one.xhtml#g1">'
        'Глава 1</a></li><li><a href="text/one.xhtml#g2">Глава 2</a></li></ol></li>'
        '<li><a href="tw%6F.xhtml">Послесловие</a></li></ol></nav>'
    )  # fmt: skip
    one = "<h1>Часть I</h1><div id='g1'/><h2>1</h2><p>Раз.</p><h2 id='g2'>2</h2><p>Два.</p>"
    chapters = {
        "text/one.xhtml": xhtml(one),
        "text/rest.xhtml": xhtml("<p>Ещё.</p>"),
        "two.xhtml": xhtml("<h2>Конец</h2><p>Три.</p>"),
    }
    assert pieces(read_one("a.epub", epub(chapters, items=NAV_ITEM, nav__xhtml=nav))) == [
        Read("Часть I", "heading", "Часть первая"),
        Read("1", "heading", "Глава 1"),
        Read("Раз.", "text", "Глава 1"),
        Read("2", "heading", "Глава 2"),
        Read("Два.", "text", "Глава 2"),
        Read("Ещё.", "text", "Глава 2"),
        Read("Конец", "heading", "Послесловие"),
        Read("Три.", "text", "Послесловие"),
    ]


def test_chapters_are_called_what_the_older_contents_call_them() -> None:
    ncx = (
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>'
        'Приезд</text></navLabel><content src="a.xhtml"/></navPoint></navMap></ncx>'
    )
    book = epub({"a.xhtml": xhtml("<h1>I</h1><p>Раз.</p>")}, items=NCX_ITEM, toc__ncx=ncx)
    assert pieces(read_one("a.epub", book)) == [
        Read("I", "heading", "Приезд"),
        Read("Раз.", "text", "Приезд"),
    ]


def test_without_contents_chapters_are_called_by_their_headings() -> None:
    chapters = {
        "a.xhtml": xhtml("<p>Эпиграф.</p><h1>Глава<br/>первая</h1><h2>Утро</h2><p>Раз.</p>"),
        "b.xhtml": xhtml("<p>Ещё раз.</p>"),
        "c.xhtml": xhtml("<h2>Глава вторая</h2><p>Два.</p><h2>Глава третья</h2><p>Три.</p>"),
    }
    found = [(piece.text, piece.section) for piece in pieces(read_one("a.epub", epub(chapters)))]
    assert found == [
        ("Эпиграф.", None),
        ("Глава первая", "Глава первая"),
        ("Утро", "Глава первая"),
        ("Раз.", "Глава первая"),
        ("Ещё раз.", "Глава первая"),
        ("Глава вторая", "Глава вторая"),
        ("Два.", "Глава вторая"),
        ("Глава третья", "Глава третья"),
        ("Три.", "Глава третья"),
    ]


def test_pages_of_contents_are_not_text() -> None:
    chapters = {"nav.xhtml": xhtml("<nav><a href='a.xhtml'>Глава</a></nav>"),
                "toc.xhtml": xhtml("<h2>Содержание</h2><p><a href='a.xhtml'>Глава</a></p>"),
                "a.xhtml": xhtml("<p>Раз.</p>")}  # fmt: skip
    book = epub(chapters, guide='<reference type="toc" href="toc.xhtml"/>')
    assert texts(read_one("a.epub", book)) == ["Раз."]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>Пре<i>мьер</i>\n   уехал&nbsp;&mdash; да.</p>", ["Премьер уехал — да."]),
        ("<div>Раз.<p>Два.</p>Три.</div>", ["Раз.", "Два.", "Три."]),
        ("<p>Раз.<script>x()</script></p><p/><p>Два.<a id='x'/></p>", ["Раз.", "Два."]),
        ('<p>Мост<a epub:type="noteref" href="n.xhtml#n1"><sup>1</sup></a> открыт.</p>',
         ["Мост открыт."]),
        ('<div><p><a href="a.xhtml#r1">1</a>. В июне. <a href="#r1">↩\ufe0e</a></p></div>',
         ["В июне."]),
        ('<p>Он во<span epub:type="pagebreak" title="12">12</span>шёл.</p>', ["Он вошёл."]),
        ('<p>Слово<a href="#n">¹</a> ещё<a epub:type="noteref" href="#n">[прим. 3]</a>.</p>',
         ["Слово ещё."]),
        ('<p>Слово <a href="#x">об этом</a>.</p>', ["Слово об этом."]),
        ("<p>строи\u00adтель, на&shy;род</p>", ["строитель, народ"]),
        ("<ul><li>Раз</li><li><p>Два</p></li></ul>", ["Раз", "Два"]),
        ("<table><tr><td>Год</td><td>Бюджет</td></tr></table>", ["Год | Бюджет"]),
        ("<p>Раз.<br/><br/>Два.</p>", ["Раз.", "Два."]),
        ("<p>— Привет!<br/>— Здравствуй.</p>", ["— Привет!", "— Здравствуй."]),
        ("<pre>Раз\nдва\n\nтри</pre>", ["Раз два", "три"]),
        ("<p>Раз & <br>два<br>три</p>", ["Раз & два три"]),
        ("<p>Путь <math><mi>s</mi><annotation>\\mathit{s}</annotation></math>.</p>", ["Путь s."]),
        ("<p>Раз.<svg><desc>x</desc><text>Два.</text></svg></p>", ["Раз.", "Два."]),
        ("<p>Раз.</p><noscript><p>Два.</p></noscript>", ["Раз.", "Два."]),
    ],
    ids=["inline", "mixed", "script", "note", "back", "page", "note-words", "link", "soft", "list",
         "table", "breaks", "dialogue", "pre", "html", "formula", "drawn", "no-script"],
)  # fmt: skip
def test_paragraphs(body: str, expected: list[str]) -> None:
    assert texts(read_body(body)) == expected


def test_captions() -> None:
    body = "<figure><img src='a'/><figcaption><p>Мост</p></figcaption></figure>"
    assert pieces(read_body(body)) == [Read("Мост", "caption", None)]


FIRST = "Уходит дым за поворот,\nГудок над лесом тает."
SECOND = "Никто нас больше не зовёт,\nНикто не провожает"


@pytest.mark.parametrize(
    "body",
    [
        "<div class='poem'><div class='stanza'><p class='v'>{0}</p><p class='v'>{1}</p></div>"
        "<div class='stanza'><p class='v'>{2}</p><p class='v'>{3}</p></div></div>",
        "<blockquote class='big poetry'><p>{0}<br/>{1}</p><p>{2}<br/>{3}</p></blockquote>",
        "<p class='stanza'>{0}<br/>{1}</p><p class='stanza'>{2}<br/>{3}</p>",
        "<div class='stanza'>{0}<br/>{1}<br/><br/>{2}<br/>{3}</div>",
    ],
    ids=["lines", "paragraphs", "stanzas", "breaks"],
)
def test_verse_that_is_marked(body: str) -> None:
    lines = f"{FIRST}\n{SECOND}".split("\n")
    assert pieces(read_body(body.format(*lines))) == [
        Read(FIRST, "verse", None),
        Read(SECOND, "verse", None),
    ]


def test_verse_that_only_its_lines_tell() -> None:
    stanza = f"{FIRST}\n{SECOND}"
    assert pieces(read_body(f"<p>{stanza}</p>".replace("\n", "<br/>"))) == [
        Read(stanza, "verse", None)
    ]


def test_a_chapter_that_cannot_be_read_is_reported() -> None:
    content = epub({"a.xhtml": "", "b.xhtml": xhtml("<p>Два.</p>")})
    (text,), failures = read_all("a.epub", content)
    assert texts(text) == ["Два."]
    assert failures == ["/docs/a.epub#OEBPS/a.xhtml: damaged XML"]


def test_an_encrypted_book_is_refused() -> None:
    content = bytearray(zipped({"META-INF/container.xml": CONTAINER}))
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(sign) + place] |= 1
    with pytest.raises(UnreadableFile, match="protected by a password; save it without one"):
        read_one("a.epub", bytes(content))


def test_a_bomb_is_one_line() -> None:
    chapters = {f"{number}.xhtml": xhtml("<p>а</p>" + " " * 200_000) for number in range(20)}
    with pytest.raises(UnreadableFile, match="unpacks to more than 1 MB"):
        read_all("a.epub", epub(chapters), limits=Limits(file_bytes=1 << 20))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"PK", "damaged or of another format"),
        (zipped({"META-INF/a.txt": "а"}), "not an EPUB book"),
        (zipped({"META-INF/container.xml": CONTAINER}), "not an EPUB book"),
        (zipped({"a.opf": "<package><spine/></package>"}), "not an EPUB book"),
        (epub({}), "no text in this book"),
        (epub({"a.xhtml": xhtml("")}), "no text in this book"),
        (epub({"a.xhtml": ""}), "damaged XML"),
    ],
    ids=["no-zip", "no-book", "no-package", "no-manifest", "no-chapters", "empty", "damaged"],
)
def test_what_is_no_book_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(UnreadableFile, match=rf"^/docs/a\.epub: {message}"):
        read_one("a.epub", content)


def listed(*chapters: str, heading: str = "") -> str:
    """A table of contents of links to these files."""
    lines = "".join(f"<p><a href='{name}'>Глава в {name}</a> 12</p>" for name in chapters)
    return f"{heading}{lines}"


class TestContents:
    """Only the list is left out, never the rest of its file."""

    guide = '<reference type="toc" href="{}"/>'

    def test_in_a_book_of_one_file(self) -> None:
        links = listed("#g1", "#g2", heading="<h1>Оглавление</h1>")
        body = (
            f"<p id='top'>От автора.</p>{links}<h2 id='g1'><a href='#top'>Первая</a></h2>"
            "<p>Раз.</p><h2 id='g2'><a href='#top'>Вторая</a></h2><p>Два.</p>"
            "<p>Ещё.</p><p>И ещё.</p><p>Конец.</p><p><a href='#g1'>См. первую</a></p>"
        )
        book = epub({"a.xhtml": xhtml(body)}, guide=self.guide.format("a.xhtml"))
        found = pieces(read_one("a.epub", book))
        assert found[:4] == [
            Read("От автора.", "text", None),
            Read("Первая", "heading", "Первая"),
            Read("Раз.", "text", "Первая"),
            Read("Вторая", "heading", "Вторая"),
        ]
        assert found[-1].text == "См. первую"

    @pytest.mark.parametrize(
        "mark", ["<h2 id='c'>Что внутри</h2>", "<p><a name='c'/>Что внутри</p>",
                 "<div id='c'>Что внутри</div>"],
    )  # fmt: skip
    def test_behind_a_preface(self, mark: str) -> None:
        body = f"<p>Спасибо <a href='b.xhtml'>всем</a> друзьям книги.</p>{mark}{listed('b.xhtml')}"
        chapters = {"a.xhtml": xhtml(body), "b.xhtml": xhtml("<p>Раз.</p>")}
        book = epub(chapters, guide=self.guide.format("a.xhtml#c"))
        assert texts(read_one("a.epub", book)) == ["Спасибо всем друзьям книги.", "Раз."]

    @pytest.mark.parametrize(
        "body",
        [
            "<nav epub:type='toc'><h1>Содержание</h1><ol><li><span>Часть</span></li><li>"
            "<a href='b.xhtml'>Глава первая</a></li></ol></nav><p>Посвящается брату.</p>",
            "<p>Посвящается брату.</p><div epub:type='toc'><a href='b.xhtml'>Глава</a><br/>"
            "<a href='b.xhtml#x'>Эпилог</a></div>",
            "<nav><p>Посвящается брату.</p></nav>",
        ],
    )
    def test_that_is_marked_in_the_page(self, body: str) -> None:
        chapters = {"a.xhtml": xhtml(body), "b.xhtml": xhtml("<p>Раз.</p>")}
        assert texts(read_one("a.epub", epub(chapters))) == ["Посвящается брату.", "Раз."]

    def test_at_the_end_and_as_a_table(self) -> None:
        rows = "".join(
            f"<tr><td><a href='#g{n}'>Глава {n}</a></td><td>{n}7</td></tr>" for n in (1, 2)
        )
        body = (
            "<h2 id='g1'><a href='#toc'>Первая</a></h2><p>Раз.</p><h2 id='g2'>Вторая</h2>"
            f"<p>Два.</p><h3 id='toc'>Оглавление</h3><table>{rows}</table><p>Тираж 100 экз.</p>"
        )
        book = epub({"a.xhtml": xhtml(body)}, guide=self.guide.format("a.xhtml#toc"))
        assert texts(read_one("a.epub", book)) == [
            "Первая", "Раз.", "Вторая", "Два.", "Тираж 100 экз.",
        ]  # fmt: skip

    def test_links_elsewhere_are_text(self) -> None:
        body = "<p><a href='https://a.example'>Сайт автора</a></p>"
        book = epub({"a.xhtml": xhtml(body)}, guide=self.guide.format("a.xhtml"))
        assert texts(read_one("a.epub", book)) == ["Сайт автора"]


def book_of(manifest: str, spine: str, **files: str) -> bytes:
    """A book of this manifest and reading order."""
    package = (
        f'<package xmlns="http://www.idpf.org/2007/opf"><manifest>{manifest}</manifest>'
        f"<spine>{spine}</spine></package>"
    )
    members = {"META-INF/container.xml": CONTAINER, "OEBPS/content.opf": package}
    return zipped(members | {name.replace("__", "."): text for name, text in files.items()})


class TestFiles:
    """Which files are chapters, and where they are."""

    @pytest.mark.parametrize(
        "kind",
        ["", 'media-type=""', 'media-type="APPLICATION/XHTML+XML"', 'media-type="text/plain"',
         'media-type="text/html; charset=utf-8"', 'media-type="application/octet-stream"',
         'media-type="image/jpeg"', 'media-type="application/x-dtbook+xml"'],
    )  # fmt: skip
    def test_of_any_media_type(self, kind: str) -> None:
        book = book_of(
            f'<item id="a" href="a.x" {kind}/>', '<itemref idref="a" linear="no"/>',
            **{"OEBPS/a__x": xhtml("<p>Раз.</p>")},
        )  # fmt: skip
        assert texts(read_one("a.epub", book)) == ["Раз."]

    @pytest.mark.parametrize(
        ("href", "name"),
        [
            ("%D0%B3%D0%BB%201.xhtml", "OEBPS/гл 1.xhtml"),
            ("гл 1.xhtml", "OEBPS/гл 1.xhtml"),
            ("a%23b.xhtml", "OEBPS/a#b.xhtml"),
            ("A.XHTML", "OEBPS/a.xhtml"),
            ("/OEBPS/a.xhtml", "OEBPS/a.xhtml"),
            ("../text/a.xhtml", "text/a.xhtml"),
            ("text\\a.xhtml", "OEBPS/text/a.xhtml"),
            ("a.xhtml#start", "OEBPS/a.xhtml"),
            ("й.xhtml", "OEBPS/и\u0306.xhtml"),
            ("a%2Exhtml", "OEBPS/a%2Exhtml"),
        ],
    )
    def test_with_any_name(self, href: str, name: str) -> None:
        book = book_of(
            f'<item id="a" href="{href}" media-type="application/xhtml+xml"/>',
            '<itemref idref="a"/>',
            **{name: xhtml("<p>Раз.</p>")},
        )
        assert texts(read_one("a.epub", book)) == ["Раз."]

    @pytest.mark.parametrize(("encoding", "place"), [("cp866", "XX"), ("utf-8", "XXXX")])
    def test_with_a_name_in_an_encoding_that_is_not_named(self, encoding: str, place: str) -> None:
        book = book_of(
            '<item id="a" href="гл.x"/>', '<itemref idref="a"/>',
            **{f"OEBPS/{place}.x": xhtml("<p>Раз.</p>")},
        )  # fmt: skip
        renamed = book.replace(f"{place}.x".encode(), "гл.x".encode(encoding))
        assert texts(read_one("a.epub", renamed)) == ["Раз."]

    def test_what_stands_for_a_picture_is_read(self) -> None:
        book = book_of(
            '<item id="a" href="a.png" media-type="image/png" fallback="b"/>'
            '<item id="b" href="b.html" media-type="text/html"/>'
            '<item id="c" href="c.png" media-type="image/png"/>',
            '<itemref idref="a"/><itemref idref="c"/>',
            **{"OEBPS/a.png": "\x89PNG", "OEBPS/c.png": "\x89PNG",
                          "OEBPS/b.html": xhtml("<p>Карта.</p>")},
        )  # fmt: skip
        assert texts(read_one("a.epub", book)) == ["Карта."]

    @pytest.mark.parametrize(
        ("page", "expected"),
        [
            ("Раз < два & три.\n\nЧетыре.", ["Раз < два & три.", "Четыре."]),
            ("<h1>Глава</h1>\n<p>Раз.</p>", ["Глава", "Раз."]),
            ("Раз <i>два</i>.<p>Три.</p>", ["Раз два.", "Три."]),
            ("<?xml version='1.0'?><p>Раз.</p>Два.<p>Три.</p>", ["Раз.", "Два.", "Три."]),
        ],
        ids=["plain", "fragment", "text-first", "text-between"],
    )
    def test_that_are_no_whole_page(self, page: str, expected: list[str]) -> None:
        book = book_of(
            '<item id="a" href="a.txt" media-type="text/plain"/>', '<itemref idref="a"/>',
            **{"OEBPS/a.txt": page},
        )  # fmt: skip
        found = read_one("a.epub", book)
        assert texts(found) == expected
        assert {piece.role for piece in pieces(found)[1:]} == {"text"}

    def test_in_another_format_are_named_as_not_read(self) -> None:
        skipped: list[Skipped] = []
        book = book_of(
            '<item id="a" href="a.pdf" media-type="application/pdf"/>'
            '<item id="b" href="b.xhtml"/>',
            '<itemref idref="a"/><itemref idref="b"/>',
            **{"OEBPS/a.pdf": "%PDF-1.4", "OEBPS/b.xhtml": xhtml("<p>Раз.</p>")},
        )  # fmt: skip
        (text,), _ = read_all("a.epub", book, on_skip=skipped.append)
        assert texts(text) == ["Раз."]
        assert skipped == [Skipped("/docs/a.epub#OEBPS/a.pdf", "format")]

    def test_a_page_that_is_drawn(self) -> None:
        svg = (
            '<svg xmlns="http://www.w3.org/2000/svg"><title>т</title><style>a{}</style>'
            '<text>Конец <tspan>перв</tspan>ой<tspan x="0" dy="1">части</tspan></text></svg>'
        )
        book = book_of(
            '<item id="a" href="a.svg" media-type="image/svg+xml"/>', '<itemref idref="a"/>',
            **{"OEBPS/a.svg": svg},
        )  # fmt: skip
        assert texts(read_one("a.epub", book)) == ["Конец первой части"]

    MANIFEST = "".join(
        f'<item id="{id}" href="{id}.xhtml" media-type="application/xhtml+xml"/>' for id in "ba"
    )
    BOTH: ClassVar = {"OEBPS/a.xhtml": xhtml("<p>Раз.</p>"), "OEBPS/b.xhtml": xhtml("<p>Два.</p>")}

    @pytest.mark.parametrize(
        ("spine", "expected"),
        [
            ("", ["Два.", "Раз."]),
            ('<itemref idref="a"/><itemref idref="lost"/>', ["Раз.", "Два."]),
            ('<itemref idref="a"/><itemref idref="a"/>', ["Раз."]),
        ],
        ids=["empty", "lost", "twice"],
    )
    def test_in_an_order_with_faults(self, spine: str, expected: list[str]) -> None:
        assert texts(read_one("a.epub", book_of(self.MANIFEST, spine, **self.BOTH))) == expected

    def test_two_with_one_id(self) -> None:
        manifest = '<item id="x" href="a.xhtml"/><item id="x" href="b.xhtml"/>'
        book = book_of(manifest, '<itemref idref="x"/><itemref idref="x"/>', **self.BOTH)
        assert texts(read_one("a.epub", book)) == ["Раз.", "Два."]

    def test_a_chapter_that_is_named_and_missing_is_reported(self) -> None:
        spine = '<itemref idref="a"/><itemref idref="b"/><itemref idref="lost"/>'
        (text,), failures = read_all("a.epub", book_of(self.MANIFEST, spine, **self.BOTH))
        assert texts(text) == ["Раз.", "Два."]
        assert failures == ["/docs/a.epub#lost: missing"]

    def test_that_only_links_lead_to(self) -> None:
        one = xhtml("<p>Раз<a href='notes.html#n'>*</a>, <a href='big.png'>карта</a>.</p>")
        book = book_of(
            '<item id="a" href="a.xhtml"/>', '<itemref idref="a"/>',
            **{"OEBPS/a.xhtml": one, "OEBPS/notes.html": xhtml("<p id='n'>Сноска.</p>"),
               "OEBPS/stale.html": xhtml("<p>Черновик.</p>"), "OEBPS/big.png": "\x89PNG"},
        )  # fmt: skip
        assert texts(read_one("a.epub", book)) == ["Раз, карта.", "Сноска."]

    @pytest.mark.parametrize(
        "page",
        ["<HTML><BODY><P ALIGN=left>Раз.<P>Два.</BODY></HTML>",
         "<html><body><p>Р<wbr>аз.</p><hr><p>Два.</p></body></html>"],
    )  # fmt: skip
    def test_in_html_that_is_no_xhtml(self, page: str) -> None:
        book = book_of('<item id="a" href="a.htm"/>', '<itemref idref="a"/>',
                       **{"OEBPS/a.htm": page})  # fmt: skip
        assert texts(read_one("a.epub", book)) == ["Раз.", "Два."]


@pytest.mark.parametrize(
    "container",
    [None, "<container><rootfiles>", "<container/>",
     '<container><rootfile full-path="lost.opf"/></container>',
     '<container><rootfile full-path="oebps/Content.OPF"/></container>'],
)  # fmt: skip
def test_the_package_is_found(container: str | None) -> None:
    package = (
        '<package><metadata><title>Соль & хлеб</title></metadata><manifest><item id="a" '
        'href="a.xhtml"/></manifest><spine><itemref idref="a"/></spine></package>'
    )
    members = {"OEBPS/content.opf": package, "OEBPS/a.xhtml": xhtml("<p>Раз.</p>")}
    if container is not None:
        members["META-INF/container.xml"] = container
    text = read_one("a.epub", zipped(members))
    assert (text.document.title, texts(text)) == ("Соль & хлеб", ["Раз."])


class TestEncryption:
    @staticmethod
    def book(method: str, *names: str) -> bytes:
        entries = "".join(
            f'<EncryptedData><EncryptionMethod Algorithm="{method}"/><CipherData>'
            f'<CipherReference URI="OEBPS/{name}"/></CipherData></EncryptedData>'
            for name in names
        )
        return book_of(
            '<item id="a" href="a.xhtml"/><item id="b" href="b.xhtml"/>',
            '<itemref idref="a"/><itemref idref="b"/>',
            **{"META-INF/encryption.xml": f"<encryption>{entries}</encryption>",
               "OEBPS/a.xhtml": "\u0412\u0457" * 300, "OEBPS/b.xhtml": xhtml("<p>Два.</p>")},
        )  # fmt: skip

    def test_a_chapter_that_needs_a_key_is_reported(self) -> None:
        content = self.book("http://www.w3.org/2001/04/xmlenc#aes256-cbc", "a.xhtml")
        (text,), failures = read_all("a.epub", content)
        assert texts(text) == ["Два."]
        assert failures == ["/docs/a.epub#OEBPS/a.xhtml: encrypted against copying (DRM)"]

    def test_a_book_that_needs_a_key_is_refused(self) -> None:
        content = self.book("http://www.w3.org/2001/04/xmlenc#aes256-cbc", "a.xhtml", "b.xhtml")
        with pytest.raises(UnreadableFile, match=r"^/docs/a\.epub: encrypted against copying"):
            read_one("a.epub", content)

    def test_fonts_may_be_hidden(self) -> None:
        content = self.book("http://www.idpf.org/2008/embedding", "b.xhtml")
        assert texts(read_all("a.epub", content)[0][0]) == ["Два."]
