"""Excel tables: cells of all kinds, their places, what lies beside the sheets, and bad files."""

import pytest

from searchtool.core.errors import UnreadableFile
from searchtool.core.model import Skipped
from searchtool.documents.source import Limits
from tests.unit.documents.make_zip import zipped
from tests.unit.documents.office.make_docx import relations
from tests.unit.documents.office.make_ooxml import NAMES, cell, core, row, xlsx
from tests.unit.documents.reading import Read, pieces, read_all, read_one, survives, texts

STYLES = (
    '<numFmts><numFmt numFmtId="164" formatCode="dd.mm.yyyy&quot; г.&quot;"/>'
    '<numFmt numFmtId="165" formatCode="#,##0&quot; руб. в день&quot;"/></numFmts><cellXfs>'
    + "".join(f'<xf numFmtId="{number}"/>' for number in (0, 14, 22, 20, 164, 165, 9, 46))
    + "</cellXfs>"
)
CHART = (
    f"<c:chartSpace {NAMES}><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Паводок</a:t></a:r>"
    "</a:p></c:rich></c:tx></c:title></c:chart></c:chartSpace>"
)


def read_rows(*rows: str, **options: object) -> list[str]:
    return texts(read_one("a.xlsx", xlsx({"Лист1": "".join(rows)}, **options)))  # type: ignore[arg-type]


def test_a_row_is_a_paragraph_with_its_number_and_sheet() -> None:
    sheets = {
        "Шлюзы": row("Район", "Глубина") + row("Озёрск", cell("4.2"), number=7),
        "Суда": row("Ёрш", "буксир"),
    }
    text = read_one("a.xlsx", xlsx(sheets, hidden=["Суда"]))
    assert text.blocks is not None
    assert [(b.section, b.line, b.span.of(text.text)) for b in text.blocks] == [
        ("Шлюзы", 1, "Район | Глубина"),
        ("Шлюзы", 7, "Озёрск | 4.2"),
        ("Суда", 1, "Ёрш | буксир"),
    ]


def test_strings_are_shared_inline_formatted_or_results() -> None:
    strings = ["Паром", "<si><r><t>Лап</t></r><r><t>тев</t></r><rPh><t>ЛАПТЕВ</t></rPh></si>"]
    found = read_rows(
        row(cell("0", "s"), cell("1", "s"), cell("Итог", "str"), cell("Встроенная", "inlineStr")),
        row(cell("9", "s"), cell("-1", "s"), cell("x", "s"), "Ошибки рядом", cell("#N/A", "e")),
        row(cell("1", "b"), "Истина рядом"),
        strings=strings,
    )
    assert found == [
        "Паром | Лаптев | Итог | Встроенная",
        "Ошибки рядом",
        "ИСТИНА | Истина рядом",
    ]


@pytest.mark.parametrize(
    ("value", "style", "shown"),
    [
        ("45457", 1, "14.06.2024"),
        ("45457.5", 2, "14.06.2024 12:00"),
        ("0.4375", 3, "10:30"),
        ("45457", 4, "14.06.2024"),
        ("45457", 5, "45457"),
        ("0.125", 6, "12.5%"),
        ("1.5", 7, "36:00"),
        ("0.30000000000000004", 0, "0.3"),
        ("1200000", 0, "1200000"),
        ("1e999", 1, "inf"),
        ("-1", 1, "-1"),
        ("99999999", 1, "99999999"),
    ],
)
def test_numbers_are_written_as_they_are_shown(value: str, style: int, shown: str) -> None:
    assert read_rows(row("Запись", cell(value, style=style)), styles=STYLES) == [
        f"Запись | {shown}"
    ]


def test_days_may_be_counted_from_1904_or_written_out() -> None:
    content = row("а", cell("43995", style=1), cell("2024-06-14T00:00:00", "d"))
    found = read_rows(content, styles=STYLES, workbook='<workbookPr date1904="1"/>')
    assert found == ["а | 14.06.2024 | 2024-06-14T00:00:00"]


def test_the_name_above_a_table_is_its_heading_and_long_cells_are_paragraphs() -> None:
    prose = "Капитан водил паром двадцать восемь лет. " * 10
    text = read_one("a.xlsx", xlsx({"Л": row("Сводка по переправам") + row("Ёрш", prose)}))
    assert pieces(text) == [
        Read("Сводка по переправам", "heading", "Л"),
        Read("Ёрш", "text", "Л"),
        Read(prose.strip(), "text", "Л"),
    ]


def test_codes_of_characters_are_read() -> None:
    assert read_rows(row("Первая строка._x000D_\nВторая строка.", "_x0041__xD800_б")) == [
        "Первая строка. Вторая строка. | A б"
    ]


def test_comments_drawings_and_charts_follow_their_sheet() -> None:
    comments = (
        "<comments><authors><author>Вера</author><author>tc={1}</author></authors><commentList>"
        '<comment ref="B2" authorId="0"><text><r><t>Проверить</t></r></text></comment>'
        '<comment ref="C3" authorId="1"><text><t>Цепочка</t></text></comment>'
        "</commentList></comments>"
    )
    thread = '<x><threadedComment ref="C3"><text>Готово</text></threadedComment></x>'
    drawing = f'<x {NAMES}><a:p><a:r><a:t>Надпись</a:t></a:r></a:p><c:chart r:id="g"/></x>'
    content = xlsx(
        {"Л": row("Уровень", cell("2")), "М": row("а", "б")},
        targets={
            "Л": {
                "d": ("drawing", "../drawings/d.xml"),
                "c": ("comments", "../comments1.xml"),
                "t": ("threadedComment", "../threads.xml"),
                "o": ("oleObject", "../embeddings/o.bin"),
            }
        },
        parts={
            "comments1.xml": comments,
            "threads.xml": thread,
            "drawings/d.xml": drawing,
            "drawings/_rels/d.xml.rels": relations({"g": ("chart", "c.xml")}),
            "drawings/c.xml": CHART,
        },
    )
    skipped: list[Skipped] = []
    (text,), failures = read_all("a.xlsx", content, on_skip=skipped.append)
    assert pieces(text)[1:-1] == [
        Read("Надпись", "text", "Л"),
        Read("Паводок", "text", "Л"),
        Read("Готово", "comment", "Л"),
        Read("Вера: Проверить", "comment", "Л"),
    ]
    assert failures == []
    assert [part.where for part in skipped] == ["/docs/a.xlsx#xl/embeddings/o.bin"]


def test_properties() -> None:
    parts: dict[str, str | bytes] = {
        "../docProps/core.xml": core(title="Сводка", creator="Вера", created="2024-06-14T08:00:00Z")
    }
    document = read_one("a.xlsx", xlsx({"Л": row("а", "б")}, parts=parts)).document
    assert (document.title, document.author, document.date) == ("Сводка", "Вера", "2024-06-14")
    assert document.format == "xlsx"


def test_a_missing_or_damaged_sheet_costs_only_itself() -> None:
    content = xlsx({"А": row("первый", "лист"), "Б": row("второй", "лист")})
    broken = content.replace(b"worksheets/sheet1.xml", b"worksheets/sheet9.xml")
    (text,), failures = read_all("a.xlsx", broken)
    assert texts(text) == ["второй | лист"]
    assert failures == ["/docs/a.xlsx#xl/worksheets/sheet1.xml: missing"]
    rows = row("целый", "ряд") + "<row><c>"
    (text,), failures = read_all("a.xlsx", xlsx({"А": rows, "Б": row("второй", "лист")}))
    assert texts(text) == ["целый | ряд", "второй | лист"]
    assert failures == ["/docs/a.xlsx#xl/worksheets/sheet1.xml: damaged XML"]


def test_a_file_that_unpacks_to_too_much_is_refused() -> None:
    content = xlsx({"Л": row(*["слово"] * 9) * 5_000})
    with pytest.raises(UnreadableFile, match="unpacks to more than 1 MB"):
        read_all("a.xlsx", content, limits=Limits(file_bytes=1 << 20))


def test_entities_are_not_expanded() -> None:
    laughs = '<!DOCTYPE x [<!ENTITY a "ха"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
    sheet = f"{laughs}<worksheet><sheetData>{row('да &a;&b; нет', 'Ещё')}</sheetData></worksheet>"
    content = xlsx({"Л": ""}, parts={"worksheets/sheet1.xml": sheet})
    (text,), _ = read_all("a.xlsx", content)
    assert "root" not in text.text and "ха" not in text.text


def test_empty_tables_and_other_files_are_told() -> None:
    with pytest.raises(UnreadableFile, match="no text in it"):
        read_all("a.xlsx", xlsx({"Л": row("—")}))
    with pytest.raises(UnreadableFile, match="not an Excel workbook"):
        read_all("a.xlsx", zipped({"xl/workbook.xml": "<a/>"}))
    with pytest.raises(UnreadableFile, match="no text document"):
        types = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
        read_all("a.xlsb", zipped({"[Content_Types].xml": types, "_rels/.rels": "", "a": ""}))


def test_mutants_survive() -> None:
    content = xlsx({"Л": row("Район", "Глубина") * 9}, ["а"], STYLES)
    survives("a.xlsx", content)
