"""Word files: what is in the file and not shown, deleted, or shown a second time."""

import pytest

from tests.unit.documents.office.make_docx import docx, p, part, r
from tests.unit.documents.reading import read_one, texts

CHAPTER = '<w:outlineLvl w:val="0"/>'
MARK = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
HIDDEN = part(
    "w:styles",
    '<w:style w:styleId="f"><w:name w:val="HTML Top of Form"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:styleId="g"><w:basedOn w:val="f"/></w:style>',
)


def deleted(name: str, content: str = "") -> str:
    return f'<w:{name} w:id="1">{content}</w:{name}>'


@pytest.mark.parametrize("instruction", [r' TOC \o "1-3" \h ', "INDEX"])
def test_a_table_of_contents_is_told_by_its_field(instruction: str) -> None:
    """Google Docs and others give its lines no style of their own."""
    begin = MARK.format("begin") + f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    page = MARK.format("begin") + "<w:r><w:instrText>PAGEREF a</w:instrText></w:r>"
    page += MARK.format("separate") + r("4") + MARK.format("end")
    body = (
        p(begin + MARK.format("separate") + r("Пристань ") + page)
        + p(r("Паром ") + page)
        + p(MARK.format("end") + r("Вводное слово."))
        + p("Пристань", CHAPTER)
        + p("Паром", CHAPTER)
    )
    assert texts(read_one("a.docx", docx(body))) == ["Вводное слово.", "Пристань", "Паром"]


def test_text_that_got_into_the_field_of_the_contents_stays() -> None:
    begin = MARK.format("begin") + "<w:r><w:instrText>TOC</w:instrText></w:r>"
    prose = "Паром ходил через залив дважды в день. " * 20
    body = p(begin + MARK.format("separate") + r("Паром")) + p(prose) + p(MARK.format("end"))
    assert texts(read_one("a.docx", docx(body))) == ["Паром", prose.strip()]


@pytest.mark.parametrize("mark", ["del", "moveFrom"])
def test_paragraphs_whose_break_was_deleted_are_one(mark: str) -> None:
    broken = f"<w:rPr>{deleted(mark)}</w:rPr>"
    gone = deleted("del", "<w:r><w:delText>вечером</w:delText></w:r>")
    body = (
        p(r("Паром ушёл ") + gone, broken)
        + '<w:bookmarkStart w:id="2"/>'
        + p(gone, broken)
        + p("в полдень.")
        + p("Дальше.")
    )
    assert texts(read_one("a.docx", docx(body))) == ["Паром ушёл в полдень.", "Дальше."]


def test_a_deleted_row_is_left_out() -> None:
    rows = f"<w:tr><w:trPr>{deleted('del')}</w:trPr><w:tc>{p('Прежний')}</w:tc></w:tr>"
    rows += f"<w:tr><w:tc>{p('Новый')}</w:tc></w:tr>"
    assert texts(read_one("a.docx", docx(f"<w:tbl>{rows}</w:tbl>"))) == ["Новый"]


def test_a_style_hides_its_paragraphs() -> None:
    shown = r("показано", '<w:vanish w:val="0"/>')
    body = p("Начало формы", '<w:pStyle w:val="f"/>')
    body += p(r("спрятано ") + shown, '<w:pStyle w:val="g"/>') + p("Текст.")
    content = docx(body, {"s": ("styles", "styles.xml")}, {"styles.xml": HIDDEN})
    assert texts(read_one("a.docx", content)) == ["показано", "Текст."]


def test_a_hidden_number_counts_and_is_not_shown() -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:lvlText w:val="{text}"/><w:rPr>{look}</w:rPr></w:lvl>'
        for n, text, look in ((0, "%1.", "<w:vanish/>"), (1, "%1.%2.", ""))
    )
    numbering = part(
        "w:numbering",
        f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>',
    )
    reference = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="2"/></w:numPr>'
    body = p("Общее", reference.format(0)) + p("Срок", reference.format(1))
    content = docx(body, {"n": ("numbering", "numbering.xml")}, {"numbering.xml": numbering})
    assert texts(read_one("a.docx", content)) == ["Общее", "1.1. Срок"]
