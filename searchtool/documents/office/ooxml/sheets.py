"""Reads the sheets of an .xlsx file (ECMA-376, part 1, section 18)."""

import re
from collections.abc import Iterator
from datetime import timedelta

from searchtool.core.i18n import tr
from searchtool.documents.blocks import (
    CELL_SEPARATOR,
    MAX_HEADING_CHARS,
    Paragraph,
    join_table_row,
    split_paragraphs,
)
from searchtool.documents.office.ooxml.drawings import read_drawing
from searchtool.documents.office.ooxml.number_formats import (
    DAY_ZERO,
    PLAIN,
    NumberFormat,
    built_in_format,
    format_of_code,
    show_number,
)
from searchtool.documents.office.ooxml.parts import Part
from searchtool.documents.source import Source
from searchtool.documents.xml.tree import Element, attribute, find, find_all, local_name, text_of

DAYS_TO_1904 = 1462

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CELL = re.compile(r"[A-Z]{1,3}(\d{1,7})")
_LETTERS = re.compile(r"[^\W\d_]{2}")
MAX_DIGITS = 9
"""Of the number of a row, a style or an author; a sheet has a million rows."""

_THREAD = "tc="
"""What the author of a comment is called that only says that there is a thread."""

_BOOLEANS = {"0": "ЛОЖЬ", "1": "ИСТИНА"}


class Workbook:
    """The sheets of a file, whose main part lists them."""

    def __init__(self, source: Source, main: Part) -> None:
        self._source = source
        self._main = main
        self._strings = [
            _text(string)
            for part in main.parts("sharedStrings")
            for string in main.package.elements(part.name, "si")
        ]
        self._formats = _cell_formats(next((part.tree for part in main.parts("styles")), None))
        is_1904 = attribute(find(main.tree, "workbookPr"), "date1904") in ("1", "true")
        self._day_zero = DAY_ZERO + timedelta(days=DAYS_TO_1904 if is_1904 else 0)

    def paragraphs(self) -> Iterator[Paragraph]:
        """All sheets in their order, each once; one that is missing is reported."""
        read: set[str] = set()
        sheets = find(self._main.tree, "sheets")
        for sheet in sheets if sheets is not None else ():
            relation = self._main.referred(sheet)
            if relation is None or relation.target in read:
                continue
            read.add(relation.target)
            part = self._main.part(relation)
            if self._main.package.find(part.name) is None:
                member = self._source.member(part.name)
                self._source.report(member.unreadable(tr("missing", "этой части нет")))
            for paragraph in self._sheet(part):
                yield paragraph._replace(section=attribute(sheet, "name"))

    def _sheet(self, part: Part) -> Iterator[Paragraph]:
        yield from self._rows(part)
        for drawing in part.parts("drawing"):
            yield from read_drawing(drawing)
        yield from self._comments(part)
        for relation in part.relations.values():
            if relation.kind in ("oleObject", "package"):
                self._source.skip_member(relation.target)

    def _rows(self, part: Part) -> Iterator[Paragraph]:
        number, is_first = 0, True
        for row in part.package.elements(part.name, "row"):
            number = _number(row.get("r")) or number + 1
            cells = [_paragraphs(text) for cell in row if (text := self._cell(cell))]
            paragraphs = join_table_row([cell for cell in cells if cell])
            if is_first and _is_heading(paragraphs):
                paragraphs = [paragraphs[0]._replace(role="heading")]
            is_first = is_first and not paragraphs
            yield from (paragraph._replace(line=number) for paragraph in paragraphs)

    def _cell(self, cell: Element) -> str:
        """What is shown in a cell; of a formula its last result."""
        kind = cell.get("t") or "n"
        value = next((child for child in cell if local_name(child) in ("v", "is")), None)
        if value is None or kind == "inlineStr":
            return _text(value)
        written = (value.text or "").strip()
        if kind == "s":
            place = _number(written)
            return self._strings[place] if place is not None and place < len(self._strings) else ""
        if kind in ("n", "d"):
            place = _number(cell.get("s")) or 0
            shown_as = self._formats[place] if place < len(self._formats) else PLAIN
            return show_number(written, shown_as, self._day_zero)
        return _unescaped(written) if kind == "str" else _BOOLEANS.get(written, "")

    def _comments(self, part: Part) -> Iterator[Paragraph]:
        """The comments on cells with the names of their authors; those of a thread are in a part of
        their own."""
        for threads in part.parts("threadedComment"):
            for comment in (
                find_all(threads.tree, "threadedComment") if threads.tree is not None else ()
            ):
                yield from _comment(comment, text_of(find(comment, "text")))
        for notes in part.parts("comments"):
            if notes.tree is None:
                continue
            authors = [text_of(author) for author in find_all(notes.tree, "author")]
            for comment in find_all(notes.tree, "comment"):
                place = _number(comment.get("authorId"))
                author = authors[place] if place is not None and place < len(authors) else ""
                text = " ".join(_text(find(comment, "text")).split())
                if not author.startswith(_THREAD):
                    is_signed = not author or text.startswith(f"{author}:")
                    yield from _comment(comment, text if is_signed else f"{author}: {text}")


def _is_heading(paragraphs: list[Paragraph]) -> bool:
    """Whether the first row of a sheet is its name: one cell with some words."""
    if len(paragraphs) != 1:
        return False
    text = paragraphs[0].text
    return (
        CELL_SEPARATOR not in text
        and len(text) <= MAX_HEADING_CHARS
        and _LETTERS.search(text) is not None
    )


def _paragraphs(text: str) -> list[Paragraph]:
    if "\n" not in text:  # most of them: a million cells take 10 s instead of 25
        line = " ".join(text.split())
        return [Paragraph(line)] if line else []
    return [Paragraph(part, role) for part, role in split_paragraphs(text, "text")]


def _comment(comment: Element, text: str) -> Iterator[Paragraph]:
    place = _CELL.match(comment.get("ref") or "")
    if text:
        yield Paragraph(text, "comment", line=int(place[1]) if place else None)


def _text(string: Element | None) -> str:
    """A string with its runs of formatting, without readings over characters."""
    if string is None:
        return ""
    texts = (t.text or "" for t in find_all(string, "t") if local_name(t.getparent()) != "rPh")
    return _unescaped("".join(texts))


def _unescaped(text: str) -> str:
    """The text without the codes for characters that XML does not allow."""
    if "_x" not in text:
        return text
    return _ESCAPE.sub(lambda code: _character(int(code[1], 16)), text)


def _character(code: int) -> str:
    if code in (0x0A, 0x0D):
        return "\n"
    return " " if code < 0x20 or 0xD800 <= code < 0xE000 else chr(code)


def _cell_formats(styles: Element | None) -> list[NumberFormat]:
    """What the numbers in cells are, by the style of the cell."""
    codes = {
        format.get("numFmtId"): format_of_code(format.get("formatCode") or "")
        for format in (find_all(styles, "numFmt") if styles is not None else ())
    }
    cell_styles = find(styles, "cellXfs")
    ids = [style.get("numFmtId") for style in (cell_styles if cell_styles is not None else ())]
    return [codes.get(id) or built_in_format(_number(id) or 0) for id in ids]


def _number(digits: str | None) -> int | None:
    return int(digits) if digits and digits.isdecimal() and len(digits) < MAX_DIGITS else None
