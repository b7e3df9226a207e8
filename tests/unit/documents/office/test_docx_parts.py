"""Word files: what stands beside the text or in parts of its own."""

from typing import ClassVar

import pytest

from searchtool.core.errors import UnreadableFile
from searchtool.core.model import Skipped
from searchtool.documents.source import Limits
from tests.unit.documents.office.make_docx import docx, p, part, r
from tests.unit.documents.office.make_ooxml import row, xlsx
from tests.unit.documents.reading import Read, pieces, read_all, read_one, texts


def comment(number: int, author: str, *paragraphs: str) -> str:
    content = "".join(map(p, paragraphs))
    return f'<w:comment w:id="{number}" w:author="{author}">{content}</w:comment>'


class TestComments:
    comments = part(
        "w:comments",
        comment(4, "Зоя Пескова", "Откуда эта дата?", "Прошу источник.")
        + comment(5, "", "Из журнала.")
        + comment(9, "Зоя Пескова", "К вырезанному."),
    )
    targets: ClassVar = {"c": ("comments", "notes/remarks.xml")}
    parts: ClassVar = {"notes/remarks.xml": comments}

    def test_they_follow_the_text_once(self) -> None:
        reference = '<w:r><w:commentReference w:id="{}"/></w:r>'
        body = (
            p("Глава", '<w:outlineLvl w:val="0"/>')
            + p(r("Маяк зажгли") + reference.format(4) + reference.format(5) + r(" в мае."))
            + p("Дальше.")
        )  # fmt: skip
        assert pieces(read_one("a.docx", docx(body, self.targets, self.parts))) == [
            Read("Глава", "heading", "Глава"),
            Read("Маяк зажгли в мае.", "text", "Глава"),
            Read("Дальше.", "text", "Глава"),
            Read("Зоя Пескова: Откуда эта дата?", "comment", "Глава"),
            Read("Прошу источник.", "comment", "Глава"),
            Read("Из журнала.", "comment", "Глава"),
            Read("Зоя Пескова: К вырезанному.", "comment", None),
        ]


def test_a_note_does_not_cut_a_table_row() -> None:
    reference = '<w:r><w:footnoteReference w:id="4"/></w:r>'
    cells = f"<w:tc>{p(r('Год') + reference)}</w:tc><w:tc>{p('Улов')}</w:tc>"
    notes = part("w:footnotes", f'<w:footnote w:id="4">{p("По журналу.")}</w:footnote>')
    body = f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>" + p("Конец.")
    content = docx(body, {"n": ("footnotes", "n.xml")}, {"n.xml": notes})
    assert texts(read_one("a.docx", content)) == ["Год | Улов", "По журналу.", "Конец."]


def field(instruction: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_headers_and_footers_come_last_each_once() -> None:
    references = "".join(
        f'<w:{kind}Reference w:type="{type}" r:id="{id}"/>'
        for kind, type, id in (
            ("header", "first", "h1"), ("header", "default", "h2"), ("footer", "default", "f"),
        )
    )  # fmt: skip
    head = p("Пароходство «Заря»", '<w:pStyle w:val="Title"/>')
    page = p(r("Лист ") + field("PAGE", r("7")) + '<w:fldSimple w:instr=" NUMPAGES ">'
             + r("9") + "</w:fldSimple>")  # fmt: skip
    found = read_one(
        "a.docx",
        docx(
            p("Текст.") + f"<w:sectPr>{references}</w:sectPr>",
            {"h1": ("header", "h1.xml"), "h2": ("header", "h2.xml"), "f": ("footer", "f.xml")},
            {
                "h1.xml": part("w:hdr", head + p("Исх. № 15")),
                "h2.xml": part("w:hdr", head),
                "f.xml": part("w:ftr", page),
                "unused.xml": part("w:hdr", p("Старый заголовок")),
            },
        ),
    )
    assert pieces(found) == [
        Read("Текст.", "text", None),
        Read("Пароходство «Заря»", "running_head", None),
        Read("Исх. № 15", "running_head", None),
        Read("Лист", "running_head", None),
    ]
    assert found.document.title == ""


CHOICES = (
    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
    '<w:listEntry w:val="Кемь"/><w:listEntry w:val="Онега"/></w:ddList></w:ffData></w:fldChar>'
    "</w:r>"
)


def test_a_scan_with_a_header_has_no_text() -> None:
    body = p("<w:r><w:drawing/></w:r>") + '<w:sectPr><w:headerReference r:id="h"/></w:sectPr>'
    content = docx(body, {"h": ("header", "h.xml")}, {"h.xml": part("w:hdr", p("Исх. № 15"))})
    with pytest.raises(UnreadableFile, match=r"^/docs/a\.docx: no text in it"):
        read_one("a.docx", content)


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        (field("IF " + "", field("MERGEFIELD x", r("код"))) + r("."), "код."),
        ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + r("условие")
         + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + r("Итог")
         + '<w:r><w:fldChar w:fldCharType="end"/></w:r>', "Итог"),
        ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + r("Не кончилось."), "Не кончилось."),
        (r("Есть ") + r("тайна", "<w:vanish/>") + r("явь", '<w:vanish w:val="0"/>'), "Есть явь"),
        (r("Угол ") + '<w:r><w:sym w:font="Symbol" w:char="F061"/></w:r>', "Угол α"),
        (r("Да") + '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "Да"),
        (r("Порт: ") + CHOICES + '<w:r><w:fldChar w:fldCharType="end"/></w:r>', "Порт: Онега"),
        (r("Порт: ") + CHOICES + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + r("Онега")
         + '<w:r><w:fldChar w:fldCharType="end"/></w:r>', "Порт: Онега"),
        (r("Имя: ") + "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
         + r("Введите имя", '<w:rStyle w:val="PlaceholderText"/>')
         + "</w:sdtContent></w:sdt>" + r("Лев"), "Имя: Лев"),
        ("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + r("Заполнено")
         + "</w:sdtContent></w:sdt>", "Заполнено"),
        ("<w:r><mc:AlternateContent><mc:Choice><w:noSuch/></mc:Choice><mc:Fallback>"
         "<w:t>запас</w:t></mc:Fallback></mc:AlternateContent></w:r>", "запас"),
    ],
    ids=["nested", "instruction", "no-end", "hidden", "symbol", "sign", "choice", "chosen",
         "placeholder",
         "filled", "fallback"],
)  # fmt: skip
def test_what_is_shown(runs: str, expected: str) -> None:
    assert texts(read_one("a.docx", docx(p(runs)))) == [expected]


def test_word_art_does_not_cut_its_paragraph() -> None:
    art = '<w:r><w:pict><v:shape><v:textpath string="Ярмарка"/></v:shape></w:pict></w:r>'
    found = read_one("a.docx", docx(p(r("Все ") + art + r("на площадь."))))
    assert texts(found) == ["Все на площадь.", "Ярмарка"]


def test_a_large_first_letter_belongs_to_its_word() -> None:
    first = p("В", '<w:framePr w:dropCap="drop"/>')
    assert texts(read_one("a.docx", docx(first + p("етер стих.") + p("Утро.")))) == [
        "Ветер стих.", "Утро.",
    ]  # fmt: skip


class TestDrawings:
    def test_a_diagram_gives_its_texts_once(self) -> None:
        points = "".join(
            f"<dgm:pt><dgm:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p></dgm:t></dgm:pt>"
            for text in ("Капитан", "Боцман")
        )
        shape = (
            '<w:r><mc:AlternateContent><mc:Choice><w:drawing><dgm:relIds r:dm="d"/></w:drawing>'
            f"</mc:Choice><mc:Fallback><w:pict><w:txbxContent>{p('Капитан')}</w:txbxContent>"
            "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
        data = part("dgm:dataModel", f"<dgm:ptLst>{points}</dgm:ptLst>")
        body = p(r("Команда") + shape + r(" судна.")) + p("Дальше.")
        found = read_one(
            "a.docx", docx(body, {"d": ("diagramData", "dg/d.xml")}, {"dg/d.xml": data})
        )
        assert texts(found) == ["Команда судна.", "Капитан", "Боцман", "Дальше."]

    def test_a_chart_gives_titles_and_a_table(self) -> None:
        def cache(*values: str) -> str:
            points = "".join(
                f'<c:pt idx="{n}"><c:v>{value}</c:v></c:pt>' for n, value in enumerate(values)
            )
            return f"<c:strRef><c:strCache>{points}</c:strCache></c:strRef>"

        def series(name: str, *values: str) -> str:
            return (
                f"<c:ser><c:tx>{cache(name)}</c:tx><c:cat>{cache('Кемь', 'Онега')}</c:cat>"
                f"<c:val>{cache(*values)}</c:val></c:ser>"
            )

        title = (
            "<c:title><c:tx><c:rich><a:p><a:r><a:t>Улов</a:t></a:r></a:p></c:rich></c:tx></c:title>"
        )
        chart = part(
            "c:chartSpace",
            title + series("2019", "12", "0.30000000000000004") + series("2020", "15"),
        )
        shape = '<w:r><w:drawing><c:chart r:id="x"/></w:drawing></w:r>'
        content = docx(p(shape), {"x": ("chart", "charts/c.xml")}, {"charts/c.xml": chart})
        assert texts(read_one("a.docx", content)) == [
            "Улов", "2019 | 2020", "Кемь | 12 | 15", "Онега | 0.3",
        ]  # fmt: skip

    def test_a_chart_that_is_missing_is_reported(self) -> None:
        shape = '<w:r><w:drawing><c:chart r:id="x"/></w:drawing></w:r>'
        content = docx(p(r("Рис. 1.") + shape), {"x": ("chart", "charts/c.xml")})
        (text,), failures = read_all("a.docx", content)
        assert texts(text) == ["Рис. 1."]
        assert failures == ["/docs/a.docx#word/charts/c.xml: missing"]


class TestInsertedFiles:
    body = p("До.") + '<w:altChunk r:id="x"/>' + p("После.")

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("x.dat", "<html><body><p>Вставка из сети.</p></body></html>"),
            ("x.mht", "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n"
             "Content-Type: text/html; charset=utf-8\n\n<html><body><p>Вставка из сети.</p>"
             "</body></html>\n--b--\n"),
            ("x.bin", docx(p("Вставка из сети."))),
            ("x.html", r"{\rtf1\ansi "
             + "".join(f"\\u{ord(c)}?" for c in "Вставка из сети.") + "}"),
            ("x", "Вставка из сети."),
        ],
        ids=["html", "mht", "docx", "rtf", "txt"],
    )  # fmt: skip
    def test_they_stand_in_the_text(self, name: str, content: str | bytes) -> None:
        made = docx(self.body, {"x": ("aFChunk", name)}, {name: content})
        assert texts(read_one("a.docx", made)) == ["До.", "Вставка из сети.", "После."]

    def test_all_of_a_page_is_text(self) -> None:
        page = "<ul><li>Кемь</li></ul><nav>Онега</nav><footer>Подпись</footer>"
        made = docx(self.body, {"x": ("aFChunk", "x")}, {"x": page.encode("utf-16")})
        found = texts(read_one("a.docx", made))
        assert found == ["До.", "Кемь", "Онега", "Подпись", "После."]

    @pytest.mark.parametrize(
        ("parts", "failure"),
        [
            ({}, "part word/x.docx is missing"),
            ({"x.docx": "PK\x03\x04..."}, "damaged or of another format"),
            ({"x.docx": docx("")}, "no text in it"),
            ({"x.docx": "<p></p>"}, "no text in this part"),
        ],
    )
    def test_one_that_cannot_be_read_is_reported(
        self, parts: dict[str, str | bytes], failure: str
    ) -> None:
        (text,), failures = read_all(
            "a.docx", docx(self.body, {"x": ("aFChunk", "/word/x.docx")}, parts)
        )
        assert texts(text) == ["До.", "После."]
        assert failures == [f"/docs/a.docx#word/x.docx: {failure}"]

    def test_one_that_is_too_large_is_reported(self) -> None:
        content = docx(self.body, {"x": ("aFChunk", "x.txt")}, {"x.txt": bytes(1 << 20)})
        (text,), failures = read_all("a.docx", content, limits=Limits(file_bytes=1 << 20))
        assert texts(text) == ["До.", "После."]
        assert failures == ["/docs/a.docx#word/x.txt: larger than 1 MB"]

    def test_one_that_nothing_names_is_reported(self) -> None:
        (text,), failures = read_all("a.docx", docx(self.body))
        assert texts(text) == ["До.", "После."]
        assert failures == ["/docs/a.docx#word/document.xml (altChunk): missing"]

    def test_a_file_in_itself_ends(self) -> None:
        content = docx(p("Дно."))
        for _ in range(9):
            content = docx('<w:altChunk r:id="x"/>' + p("Слой."),
                           {"x": ("aFChunk", "x.docx")}, {"x.docx": content})  # fmt: skip
        (text,), failures = read_all("a.docx", content)
        assert set(texts(text)) == {"Слой."}
        assert "nested too deeply to read" in failures[0]

    def test_embedded_documents_and_tables_are_read_and_other_objects_named(self) -> None:
        objects = '<w:r><w:object><o:OLEObject r:id="{}"/></w:object></w:r>'
        body = p(
            r("См. ") + objects.format("d") + objects.format("t") + objects.format("u") + r("ниже.")
        )
        content = docx(
            body,
            {
                "d": ("package", "embeddings/a.docx"),
                "t": ("package", "embeddings/b.xlsx"),
                "u": ("package", "embeddings/c.vsdx"),
            },
            {
                "embeddings/a.docx": docx(p("Внутри.")),
                "embeddings/b.xlsx": xlsx({"Лист": row("Длина", "840 м")}),
            },
        )
        skipped: list[Skipped] = []
        (text,), failures = read_all("a.docx", content, on_skip=skipped.append)
        assert texts(text) == ["См. ниже.", "Внутри.", "Длина | 840 м"]
        assert skipped == [Skipped("/docs/a.docx#word/embeddings/c.vsdx", "format")]
        assert failures == []


def test_parts_are_found_whatever_they_are_called() -> None:
    targets = {"n": ("footnotes", "\\word\\NOTES.xml")}
    notes = part("w:footnotes", f'<w:footnote w:id="2">{p("Длина 840 м.")}</w:footnote>')
    body = p(r("Мост") + '<w:r><w:footnoteReference w:id="2"/></w:r>')
    found = read_one(
        "a.docx", docx(body, targets, {"notes.xml": notes}).replace(b"word/", b"word\\")
    )
    assert texts(found) == ["Мост", "Длина 840 м."]
