"""PowerPoint presentations: slides, tables, notes, comments, and bad files."""

import pytest

from searchtool.core.errors import UnreadableFile
from searchtool.core.model import Skipped
from tests.unit.documents.make_zip import zipped
from tests.unit.documents.office.make_ooxml import NAMES, core, pptx, shape, slide, table
from tests.unit.documents.office.test_xlsx import CHART
from tests.unit.documents.reading import Read, pieces, read_all, read_one, survives, texts


def test_a_slide_is_a_page_and_its_title_the_section() -> None:
    first = slide(
        shape("Мост откроют в июне."),
        shape("Паром встанет", "на стоянку"),
        shape("Переправы Озёрска", kind="ctrTitle"),
        shape("14 июня", kind="dt"),
        shape('<a:p><a:fld type="slidenum"><a:t>7</a:t></a:fld></a:p>'),
    )
    text = read_one("a.pptx", pptx([first, slide(shape("Без заголовка."))]))
    assert text.blocks is not None
    assert [(b.page, b.section, b.span.of(text.text)) for b in text.blocks] == [
        (1, "Переправы Озёрска", "Переправы Озёрска"),
        (1, "Переправы Озёрска", "Мост откроют в июне."),
        (1, "Переправы Озёрска", "Паром встанет"),
        (1, "Переправы Озёрска", "на стоянку"),
        (2, None, "Без заголовка."),
    ]
    assert text.blocks[0].role == "heading"


def test_tables_charts_breaks_and_groups() -> None:
    line = "<a:p><a:r><a:t>До</a:t></a:r><a:br/><a:r><a:t>после</a:t></a:r></a:p>"
    group = f"<p:grpSp>{shape('В группе')}</p:grpSp>"
    choice = (
        f"<mc:AlternateContent><mc:Choice>{shape('Новое')}</mc:Choice>"
        f"<mc:Fallback>{shape('Старое')}</mc:Fallback></mc:AlternateContent>"
    )
    graphic = '<p:graphicFrame><c:chart r:id="c"/></p:graphicFrame>'
    content = pptx(
        [slide(table(["Длина", "840 м"], ["Ширина", "20 м"]), shape(line), group, choice, graphic)],
        {1: {"c": ("chart", "../charts/c.xml")}},
        {"charts/c.xml": CHART},
    )
    assert texts(read_one("a.pptx", content)) == [
        "Длина | 840 м",
        "Ширина | 20 м",
        "До после",
        "В группе",
        "Новое",
        "Паводок",
    ]


def test_notes_and_comments_follow_their_slide() -> None:
    notes = slide(shape(kind="sldImg"), shape("Сказать о сроках.", kind="body"), root="p:notes")
    old = f'<p:cmLst {NAMES}><p:cm authorId="0"><p:text>Уточнить</p:text></p:cm></p:cmLst>'
    new = (
        f'<x {NAMES}><cm authorId="{{A}}"><replyLst><reply authorId="{{A}}"><txBody><a:p><a:r><a:t>'
        "Готово</a:t></a:r></a:p></txBody></reply></replyLst><txBody><a:p><a:r><a:t>Где смета?"
        "</a:t></a:r></a:p><a:p><a:r><a:t>Жду.</a:t></a:r></a:p></txBody></cm></x>"
    )
    content = pptx(
        [slide(shape("Смета", kind="title")), slide(shape("Дальше"))],
        {
            1: {
                "n": ("notesSlide", "../notes.xml"),
                "c": ("comments", "../c.xml"),
                "m": ("comments", "../m.xml"),
                "o": ("oleObject", "../o.bin"),
            }
        },
        {
            "notes.xml": notes,
            "c.xml": old,
            "m.xml": new,
            "authors.xml": '<x><author id="{A}" name="Олег"/></x>',
            "old.xml": '<x><cmAuthor id="0" name="Вера"/></x>',
        },
        {"a": ("authors", "authors.xml"), "b": ("commentAuthors", "old.xml")},
    )
    skipped: list[Skipped] = []
    (text,), failures = read_all("a.pptx", content, on_skip=skipped.append)
    assert pieces(text) == [
        Read("Смета", "heading", "Смета"),
        Read("Сказать о сроках.", "text", "Смета"),
        Read("Вера: Уточнить", "comment", "Смета"),
        Read("Олег: Где смета? Жду.", "comment", "Смета"),
        Read("Олег: Готово", "comment", "Смета"),
        Read("Дальше", "text", None),
    ]
    assert failures == []
    assert [part.where for part in skipped] == ["/docs/a.pptx#ppt/o.bin"]


@pytest.mark.parametrize(
    ("title", "shown"), [("Переправы", "Переправы"), ("PowerPoint Presentation", "")]
)
def test_properties(title: str, shown: str) -> None:
    parts: dict[str, str | bytes] = {"../docProps/core.xml": core(title=title, creator="Вера")}
    document = read_one("a.pptx", pptx([slide(shape("а", "б"))], parts=parts)).document
    assert (document.title, document.author) == (shown, "Вера")


def test_a_missing_slide_costs_only_itself() -> None:
    content = pptx([slide(shape("Первый")), slide(shape("Второй"))])
    (text,), failures = read_all(
        "a.pptx", content.replace(b"slides/slide1.xml", b"slides/slide9.xml")
    )
    assert texts(text) == ["Второй"]
    assert failures == ["/docs/a.pptx#ppt/slides/slide1.xml: missing"]


def test_other_files_and_empty_slides_are_told() -> None:
    with pytest.raises(UnreadableFile, match="not a presentation"):
        read_all("a.pptx", zipped({"ppt/presentation.xml": "<a/>"}))
    with pytest.raises(UnreadableFile, match="no text in it"):
        read_all("a.pptx", pptx([slide(shape("—"))]))


def test_mutants_survive() -> None:
    survives("a.pptx", pptx([slide(shape("Мост", kind="title"), table(["а", "б"]))] * 2))
