"""Word files: paragraphs, notes, tables, properties."""

import pytest

from searchtool.core.errors import UnreadableFile
from searchtool.core.model import SourceText
from tests.unit.documents.make_zip import zipped
from tests.unit.documents.reading import Read, pieces, read_all, read_one, texts

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
RELATIONS = """\
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/\
officeDocument" Target="{main}"/></Relationships>"""
CORE = """\
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">
<dc:title>{title}</dc:title><dc:language>ru-RU</dc:language><dc:creator>{author}</dc:creator>
<cp:lastModifiedBy>Секретарь</cp:lastModifiedBy>
<dcterms:created>2023-03-05T08:00:00Z</dcterms:created>
<dcterms:modified>2024-11-01T08:00:00Z</dcterms:modified></cp:coreProperties>"""
STYLES = f"""\
<w:styles xmlns:w="{W}">
<w:style w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/></w:style>
<w:style w:styleId="2"><w:name w:val="heading 2"/></w:style>
<w:style w:styleId="4"><w:name w:val="heading 4"/></w:style>
<w:style w:styleId="own"><w:name w:val="Глава отчёта"/><w:basedOn w:val="1"/></w:style>
<w:style w:styleId="out"><w:name w:val="Раздел"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:styleId="a3"><w:name w:val="Title"/></w:style>
<w:style w:styleId="a5"><w:name w:val="caption"/></w:style>
<w:style w:styleId="11"><w:name w:val="toc 1"/></w:style>
<w:style w:styleId="author"><w:name w:val="Author"/><w:basedOn w:val="a3"/></w:style>
<w:style w:styleId="th"><w:name w:val="TOC Heading"/><w:basedOn w:val="1"/></w:style>
<w:style w:styleId="ic"><w:name w:val="Image Caption"/><w:basedOn w:val="a5"/></w:style>
<w:style w:styleId="x"><w:name w:val="x"/><w:basedOn w:val="y"/></w:style>
<w:style w:styleId="y"><w:name w:val="y"/><w:basedOn w:val="x"/></w:style>
</w:styles>"""


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(content: str, style: str = "") -> str:
    """A paragraph of plain text, or of runs."""
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}{content if '<' in content else run(content)}</w:p>"


def docx(body: str, **parts: str) -> bytes:
    document = f'<w:document xmlns:w="{W}" xmlns:mc="mc"><w:body>{body}</w:body></w:document>'
    members = {"word/document.xml": document, "word/styles.xml": STYLES}
    members |= {f"{name.replace('__', '/')}.xml": text for name, text in parts.items()}
    return zipped(members)


def read_body(body: str, **parts: str) -> SourceText:
    return read_one("a.docx", docx(body, **parts))


def test_headings_captions_and_chapters() -> None:
    body = "".join(
        [
            p("Отчёт о строительстве моста", "a3"),
            p("Вера Ильинская", "author"),
            p("Содержание", "th"),
            p("Глава 1 3", "11"),
            p("Введение.", "x"),
            p("Глава 1", "1"),
            p("Работы начались весной."),
            p("Опоры", "2"),
            p("Опоры стоят."),
            p("Мелкий заголовок", "4"),
            p("Бетон затвердел."),
            p("Рис. 1. Опора моста", "a5"),
            p("Рис. 2. Пролёт моста", "ic"),
            p("Глава 2", "own"),
            p("Раздел второй", "out"),
            p("Конец."),
        ]
    )
    text = read_body(body)
    assert pieces(text) == [
        Read("Отчёт о строительстве моста", "heading", None),
        Read("Вера Ильинская", "text", None),
        Read("Введение.", "text", None),
        Read("Глава 1", "heading", "Глава 1"),
        Read("Работы начались весной.", "text", "Глава 1"),
        Read("Опоры", "heading", "Опоры"),
        Read("Опоры стоят.", "text", "Опоры"),
        Read("Мелкий заголовок", "heading", "Опоры"),
        Read("Бетон затвердел.", "text", "Опоры"),
        Read("Рис. 1. Опора моста", "caption", "Опоры"),
        Read("Рис. 2. Пролёт моста", "caption", "Опоры"),
        Read("Глава 2", "heading", "Глава 2"),
        Read("Раздел второй", "heading", "Раздел второй"),
        Read("Конец.", "text", "Раздел второй"),
    ]
    assert text.document.title == "Отчёт о строительстве моста"


def test_properties() -> None:
    core = CORE.format(title="Отчёт за март", author="Вера Ильинская")
    document = read_body(p("Текст."), docProps__core=core).document
    assert (document.format, document.title) == ("docx", "Отчёт за март")
    assert (document.author, document.date) == ("Вера Ильинская", "2023-03-05")
    assert document.language == "ru-RU"


def test_properties_of_a_librarys_template_are_not_those_of_the_text() -> None:
    core = CORE.format(title="Word Document", author="python-docx")
    document = read_body(p("Текст."), docProps__core=core).document
    assert (document.title, document.author, document.date) == ("", None, None)


def test_a_file_without_styles_and_properties_is_read() -> None:
    document = f'<w:document xmlns:w="{W}"><w:body>{p("Глава", "Heading1")}</w:body></w:document>'
    text = read_one("a.docx", zipped({"word/document.xml": document}))
    assert pieces(text) == [Read("Глава", "heading", "Глава")]
    assert text.document.title == ""


@pytest.mark.parametrize(
    "name", ["/word/document.xml", "./word/document.xml", "Word\\document.xml"]
)
def test_parts_are_found_however_the_zip_writes_their_paths(name: str) -> None:
    document = f'<w:document xmlns:w="{STRICT}"><w:body>{p("Мост.")}</w:body></w:document>'
    assert texts(read_one("a.docx", zipped({name: document}))) == ["Мост."]


def test_the_main_part_may_have_another_name_and_the_strict_namespace() -> None:
    document = f'<w:document xmlns:w="{STRICT}"><w:body>{p("Текст.")}</w:body></w:document>'
    members = {"_rels/.rels": RELATIONS.format(main="/doc/main.xml"), "doc/main.xml": document}
    assert texts(read_one("a.docx", zipped(members))) == ["Текст."]


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        (run("Пре") + "\n  " + run("мьер") + run(" уехал."), "Премьер уехал."),
        (run("Имя") + "<w:r><w:tab/></w:r>" + run("Должность"), "Имя Должность"),
        (run("О бюджете:") + "<w:r><w:br/></w:r>" + run("пять млрд"), "О бюджете: пять млрд"),
        (run("кое") + "<w:r><w:noBreakHyphen/></w:r>" + run("кто"), "кое-кто"),
        (run("строи") + "<w:r><w:softHyphen/></w:r>" + run("тель"), "строитель"),
        (run("строи\u00adтель"), "строитель"),
        (run("Было ") + "<w:ins>" + run("и есть") + "</w:ins>", "Было и есть"),
        (
            run("Есть")
            + "<w:del><w:r><w:delText>, было</w:delText></w:r></w:del>"
            + "<w:moveFrom>" + run(" там") + "</w:moveFrom>"
            + run("."),
            "Есть.",
        ),
        (
            '<w:r><w:instrText>HYPERLINK "https://a.example"</w:instrText></w:r>'
            + "<w:hyperlink>" + run("ссылка") + "</w:hyperlink>",
            "ссылка",
        ),
        ("<w:sdt><w:sdtContent>" + run("Поле") + "</w:sdtContent></w:sdt>", "Поле"),
    ],
    ids=["runs", "tab", "break", "hyphen", "soft", "soft-letter", "inserted", "deleted", "link",
         "field"],
)  # fmt: skip
def test_runs(runs: str, text: str) -> None:
    assert texts(read_body(p(runs))) == [text]


def test_verse_of_line_breaks_keeps_its_lines() -> None:
    lines = ["Уходит дым за поворот,", "Гудок над лесом тает,", "Никто нас больше не зовёт,"]
    body = p("<w:r><w:br/></w:r>".join(map(run, lines)))
    assert pieces(read_body(body)) == [Read("\n".join(lines), "verse", None)]


def test_notes_follow_their_paragraph() -> None:
    def note(kind: str, number: int, text: str) -> str:
        return (
            f'<w:{kind} w:id="{number}"><w:p><w:r><w:{kind}Ref/></w:r>{run(text)}</w:p></w:{kind}>'
        )

    def reference(kind: str, number: int) -> str:
        return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'

    body = p("Глава", "1") + p(
        run("Мост")
        + reference("footnote", 2)
        + run(" открыли")
        + reference("endnote", 1)
        + run(".")
    )
    text = read_body(
        body + p("Дальше."),
        word__footnotes=f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="-1"/>'
        + note("footnote", 2, " Длина 840 м.") + "</w:footnotes>",
        word__endnotes=f'<w:endnotes xmlns:w="{W}">{note("endnote", 1, "По данным мэрии.")}'
        "</w:endnotes>",
    )  # fmt: skip
    assert pieces(text)[1:] == [
        Read("Мост открыли.", "text", "Глава"),
        Read("Длина 840 м.", "text", "Глава"),
        Read("По данным мэрии.", "text", "Глава"),
        Read("Дальше.", "text", "Глава"),
    ]


def test_a_note_does_not_get_into_the_title_of_the_chapter() -> None:
    note = f'<w:footnote w:id="1">{p("Сноска.")}</w:footnote>'
    heading = p(run("Глава") + '<w:r><w:footnoteReference w:id="1"/></w:r>', "1")
    text = read_body(
        heading + p("Текст."), word__footnotes=f'<w:footnotes xmlns:w="{W}">{note}</w:footnotes>'
    )
    assert pieces(text) == [
        Read("Глава", "heading", "Глава"),
        Read("Сноска.", "text", "Глава"),
        Read("Текст.", "text", "Глава"),
    ]


def test_a_text_box_is_read_once_and_does_not_cut_its_paragraph() -> None:
    box = f"<w:txbxContent>{p('В рамке.')}{p('Ещё в рамке.')}</w:txbxContent>"
    drawn = (
        f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    body = p(run("Абзац ") + drawn + run("целиком.")) + p("Следующий.")
    assert texts(read_body(body)) == ["Абзац целиком.", "В рамке.", "Ещё в рамке.", "Следующий."]


class TestTables:
    @staticmethod
    def table(*rows: list[str]) -> str:
        def row(cells: list[str]) -> str:
            return "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"

        return "<w:tbl>" + "".join(map(row, rows)) + "</w:tbl>"

    def test_a_row_is_a_paragraph(self) -> None:
        rows = [p("Год"), p("Бюджет"), p("")], [p("2023"), p("пять") + p("млрд"), p("да")]
        assert texts(read_body(p("До.") + self.table(*rows) + p("После."))) == [
            "До.",
            "Год | Бюджет",
            "2023 | пять млрд | да",
            "После.",
        ]

    def test_a_table_that_lays_out_a_page_keeps_its_paragraphs(self) -> None:
        prose = "Мост через реку строили сорок лет, и всё это время жители ездили в объезд. " * 5
        body = self.table([p(prose) + p("Второй абзац."), p("Сбоку.")])
        assert texts(read_body(body)) == [prose.strip(), "Второй абзац.", "Сбоку."]

    def test_a_table_in_a_table(self) -> None:
        inner = self.table([p("раз"), p("два")])
        assert texts(read_body(self.table([p("слева"), inner + p("")]))) == ["слева | раз | два"]


def test_damaged_properties_are_reported_and_the_text_is_read() -> None:
    (text,), failures = read_all("a.docx", docx(p("Текст."), docProps__core="<a>"))
    assert texts(text) == ["Текст."]
    assert failures == ["/docs/a.docx#docProps/core.xml: damaged XML"]


def test_a_day_in_the_name_is_nearer_to_the_text_than_that_of_the_file() -> None:
    content = docx(p("Текст."), docProps__core=CORE.format(title="", author=""))
    assert read_one("приказ.docx", content).document.date == "2023-03-05"
    assert read_one("2019-06-14 приказ.docx", content).document.date is None


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"PK\x03\x04 and so on", "damaged or of another format"),
        (zipped({"word/other.xml": "<a/>"}), "not a Word document"),
        (zipped({"word/document.xml": "<a/>"}), "not a Word document"),
        (zipped({"word/document.xml": "<a>"}), "damaged XML"),
        (zipped({"word/document.xml": ""}), "damaged XML"),
    ],
    ids=["no-zip", "no-part", "no-body", "cut", "empty-part"],
)
def test_what_is_no_word_file_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(UnreadableFile, match=rf"^/docs/a\.docx: {message}"):
        read_one("a.docx", content)
