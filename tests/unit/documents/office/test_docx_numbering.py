"""Word files: the automatic numbers of paragraphs."""

import pytest

from tests.unit.documents.office.make_docx import docx, p, part
from tests.unit.documents.reading import Read, pieces, read_one, texts


def level(place: int, text: str, format: str = "decimal", start: int = 1, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="{start}"/><w:numFmt w:val="{format}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(id: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{id}">{"".join(levels)}</w:abstractNum>'


def num(id: int, abstract_id: int, more: str = "") -> str:
    return f'<w:num w:numId="{id}"><w:abstractNumId w:val="{abstract_id}"/>{more}</w:num>'


def item(text: str, num: int = 1, level: int = 0, more: str = "") -> str:
    return p(
        text or "<w:r/>",
        f'{more}<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>',
    )


def read(body: str, *lists: str, styles: str = "") -> list[str]:
    parts: dict[str, str | bytes] = {"numbering.xml": part("w:numbering", "".join(lists))}
    if styles:
        parts["styles.xml"] = part("w:styles", styles)
    return texts(read_one("a.docx", docx(body, parts=parts)))


CHAPTERS = abstract(
    7,
    level(0, "Глава %1.", "upperRoman"),
    level(1, "%1.%2.", more="<w:isLgl/>"),
    level(2, "%3)", "russianLower"),
)


def test_levels_count_each_for_itself() -> None:
    body = "".join(
        [
            item("Устав"), item("Имя", level=1), item("Цель", level=1), p("Без числа."),
            item("да", level=2), item("нет", level=2), item("Сбор"), item("Время", level=1),
        ]
    )  # fmt: skip
    assert read(body, CHAPTERS, num(1, 7)) == [
        "Глава I. Устав", "1.1. Имя", "1.2. Цель", "Без числа.", "а) да", "б) нет",
        "Глава II. Сбор", "2.1. Время",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("format", "numbers"),
    [
        ("decimal", ("3", "4")),
        ("decimalZero", ("03", "04")),
        ("lowerLetter", ("c", "d")),
        ("upperLetter", ("C", "D")),
        ("lowerRoman", ("iii", "iv")),
        ("russianUpper", ("В", "Г")),
        ("ordinalText", ("3", "4")),
    ],
)
def test_formats(format: str, numbers: tuple[str, str]) -> None:
    found = read(item("а") + item("б"), abstract(1, level(0, "(%1)", format, 3)), num(1, 1))
    assert found == [f"({numbers[0]}) а", f"({numbers[1]}) б"]


@pytest.mark.parametrize("text", ["•", "o", "-", "", "\uf0b7"])
def test_a_bullet_is_no_text(text: str) -> None:
    assert read(item("Раз"), abstract(1, level(0, text, "bullet")), num(1, 1)) == ["Раз"]


def test_lists_of_one_kind_continue_unless_one_begins_anew() -> None:
    begin = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    body = item("а", 1) + item("б", 2) + item("в", 3) + item("г", 3) + item("д", 1)
    lists = abstract(1, level(0, "%1.")), num(1, 1), num(2, 1), num(3, 1, begin)
    assert read(body, *lists) == ["1. а", "2. б", "5. в", "6. г", "7. д"]


def test_a_level_may_look_otherwise_in_one_list() -> None:
    other = f'<w:lvlOverride w:ilvl="0">{level(0, "§ %1")}</w:lvlOverride>'
    lists = abstract(1, level(0, "%1.")), num(1, 1, other)
    assert read(item("а"), *lists) == ["§ 1 а"]


def test_a_level_that_never_begins_again() -> None:
    body = item("а") + item("б", level=1) + item("в") + item("г", level=1)
    lists = abstract(1, level(0, "Раздел %1."), level(1, "Статья %2.",
                     more='<w:lvlRestart w:val="0"/>')), num(1, 1)  # fmt: skip
    assert read(body, *lists) == ["Раздел 1. а", "Статья 1. б", "Раздел 2. в", "Статья 2. г"]


STYLES = (
    '<w:style w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/>'
    "</w:numPr></w:pPr></w:style>"
    '<w:style w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="1"/><w:pPr><w:numPr>'
    '<w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:styleId="own"><w:name w:val="Пункт"/><w:basedOn w:val="2"/></w:style>'
    '<w:style w:styleId="list"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>'
)


def test_a_style_numbers_its_paragraphs() -> None:
    def styled(style: str, text: str, more: str = "") -> str:
        return p(text, f'<w:pStyle w:val="{style}"/>{more}')

    body = (
        styled("1", "Порт") + styled("2", "Склад") + styled("own", "Двор")
        + styled("2", "Приложение", '<w:numPr><w:numId w:val="0"/></w:numPr>')
        + styled("2", "Сад")
    )  # fmt: skip
    parts: dict[str, str | bytes] = {
        "styles.xml": part("w:styles", STYLES),
        "numbering.xml": part(
            "w:numbering", abstract(1, level(0, "%1."), level(1, "%1.%2.")) + num(1, 1)
        ),
    }
    assert pieces(read_one("a.docx", docx(body, parts=parts))) == [
        Read("1. Порт", "heading", "1. Порт"),
        Read("1.1. Склад", "heading", "1.1. Склад"),
        Read("1.2. Двор", "heading", "1.2. Двор"),
        Read("Приложение", "heading", "Приложение"),
        Read("1.3. Сад", "heading", "1.3. Сад"),
    ]


def test_a_list_may_be_that_of_a_style() -> None:
    linked = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="list"/></w:abstractNum>'
    lists = linked, abstract(2, level(0, "Пункт %1.")), num(1, 1), num(3, 2)
    assert read(item("а"), *lists, styles=STYLES) == ["Пункт 1. а"]


def test_what_nobody_sees_is_not_counted_and_an_empty_item_is() -> None:
    deleted = (
        item("было", more="<w:rPr><w:del/></w:rPr>")
        .replace("w:t>", "w:delText>")
        .replace("<w:t ", "<w:delText ")
    )
    lists = abstract(1, level(0, "%1.")), num(1, 1)
    assert read(item("а") + deleted + item("") + item("б"), *lists) == ["1. а", "3. б"]


def test_a_number_may_be_a_cell_of_a_table() -> None:
    row = f"<w:tr><w:tc>{item('')}</w:tc><w:tc>{p('Весло')}</w:tc></w:tr>"
    lists = abstract(1, level(0, "%1.")), num(1, 1)
    assert read(f"<w:tbl>{row}{row}</w:tbl>", *lists) == ["1. | Весло", "2. | Весло"]


def test_a_number_with_a_word_may_stand_alone() -> None:
    lists = abstract(1, level(0, "Глава %1")), num(1, 1)
    assert read(item("") + p("Приезд"), *lists) == ["Глава 1", "Приезд"]


@pytest.mark.parametrize(
    "lists",
    [
        ("",),
        (num(1, 8),),
        (abstract(1), num(1, 1)),
        ('<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="list"/></w:abstractNum>',
         num(1, 1), num(3, 1)),
        (abstract(1, level(0, "%1", start=1).replace('w:val="1"', 'w:val="x"')), num(1, 9)),
    ],
    ids=["none", "dangling", "no-level", "circle", "no-number"],
)  # fmt: skip
def test_damaged_lists_leave_the_text(lists: tuple[str, ...]) -> None:
    assert read(item("Текст."), *lists, styles=STYLES) == ["Текст."]
