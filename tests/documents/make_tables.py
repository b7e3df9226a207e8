"""Makes the tables and presentations of the format corpus, and OpenDocument as one XML file."""

from xml.sax.saxutils import escape

from tests.documents.texts import Work
from tests.unit.documents.make_zip import zipped
from tests.unit.documents.office import make_ooxml
from tests.unit.documents.office.make_ooxml import cell, core, row, shape, slide, table

_DAY = 45457
"""14 June 2024, counted as spreadsheets count."""

_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
_NAMES = " ".join(
    f'xmlns:{name}="{_OFFICE}{name}:1.0"'
    for name in ("office", "text", "table", "draw", "presentation", "meta")
)
_DUBLIN_CORE = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'


def xlsx(work: Work) -> bytes:
    """A sheet of paragraphs with days and shares below a heading, and a hidden one."""
    texts = [text for chapter in work.chapters for text in chapter.paragraphs]
    rows = row(work.title) + row("Номер", "День", "Доля", "Текст")
    for number, _ in enumerate(texts):
        day, share = cell(str(_DAY + number), style=1), cell("0.125", style=2)
        rows += row(cell(str(number + 1)), day, share, cell(str(number), "s"), number=number + 3)
    hidden = row("Мост", "840 метров")
    return make_ooxml.xlsx(
        {"Сводка": rows, "Черновик": hidden},
        list(map(escape, texts)),
        "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='9'/></cellXfs>",
        hidden=["Черновик"],
        parts={"../docProps/core.xml": _properties(work)},
    )


def pptx(work: Work) -> bytes:
    """A slide for each chapter with notes, and a table."""
    slides, targets, parts = [], {}, {}
    for number, chapter in enumerate(work.chapters, 1):
        title = shape(escape(chapter.title or work.title), kind="title")
        slides.append(slide(title, shape(*map(escape, chapter.paragraphs[:2]))))
        targets[number] = {"n": ("notesSlide", f"../notes{number}.xml")}
        notes = shape(*map(escape, chapter.paragraphs[2:]), kind="body")
        parts[f"notes{number}.xml"] = slide(notes, root="p:notes")
    slides.append(slide(table(["Длина", "840 метров"], ["Срок", "20 июня"])))
    return make_ooxml.pptx(slides, targets, {**parts, "../docProps/core.xml": _properties(work)})


def ods(work: Work, *, is_flat: bool = False) -> bytes:
    """A sheet of paragraphs."""
    texts = [text for chapter in work.chapters for text in chapter.paragraphs]
    rows = "".join(
        f"<table:table-row><table:table-cell><text:p>{number}</text:p></table:table-cell>"
        f"<table:table-cell><text:p>{escape(text)}</text:p></table:table-cell></table:table-row>"
        for number, text in enumerate(texts, 1)
    )
    body = f'<table:table table:name="Сводка">{rows}</table:table>'
    return _flat(work, "spreadsheet", body) if is_flat else _packed(work, "spreadsheet", body)


def odp(work: Work, *, is_flat: bool = False) -> bytes:
    """A slide for each chapter."""

    def frame(kind: str, text: str) -> str:
        return (
            f'<draw:frame presentation:class="{kind}"><draw:text-box><text:p>{escape(text)}'
            "</text:p></draw:text-box></draw:frame>"
        )

    pages = []
    for chapter in work.chapters:
        first, *others = chapter.paragraphs
        notes = "".join(frame("notes", text) for text in others)
        pages.append(
            f"<draw:page>{frame('title', chapter.title or work.title)}{frame('outline', first)}"
            f"<presentation:notes>{notes}</presentation:notes></draw:page>"
        )
    body = "".join(pages)
    return _flat(work, "presentation", body) if is_flat else _packed(work, "presentation", body)


def fodt(work: Work) -> bytes:
    """A text as one XML file."""
    body = []
    for chapter in work.chapters:
        if chapter.title:
            body.append(f'<text:h text:outline-level="1">{escape(chapter.title)}</text:h>')
        body += [f"<text:p>{escape(text)}</text:p>" for text in chapter.paragraphs]
    return _flat(work, "text", "".join(body))


def _properties(work: Work) -> str:
    day = f"{work.date}T08:00:00Z"
    return core(title=work.title, creator=work.author, language=work.language, created=day)


def _meta(work: Work) -> str:
    return (
        f"<office:meta><dc:title>{escape(work.title)}</dc:title>"
        f"<meta:initial-creator>{work.author}</meta:initial-creator>"
        f"<meta:creation-date>{work.date}T08:00:00</meta:creation-date>"
        f"<dc:language>{work.language}</dc:language></office:meta>"
    )


def _body(kind: str, body: str) -> str:
    return f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"


def _packed(work: Work, kind: str, body: str) -> bytes:
    root = f"{_NAMES} {_DUBLIN_CORE}"
    return zipped(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": f"<office:document-content {root}>{_body(kind, body)}"
            "</office:document-content>",
            "meta.xml": f"<office:document-meta {root}>{_meta(work)}</office:document-meta>",
        }
    )


def _flat(work: Work, kind: str, body: str) -> bytes:
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {_NAMES} {_DUBLIN_CORE}>'
        f"{_meta(work)}{_body(kind, body)}</office:document>"
    )
    return text.encode()
