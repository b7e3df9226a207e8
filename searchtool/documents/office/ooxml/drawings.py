"""Reads the text of charts and SmartArt, which have parts of their own (ECMA-376, part 1, section
21.2 and 21.4)."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from searchtool.documents.blocks import Paragraph, join_table_row
from searchtool.documents.office.ooxml.number_formats import format_of_code, show_number
from searchtool.documents.office.ooxml.parts import Part
from searchtool.documents.xml.tree import Element, attribute, find, find_all, local_name, text_of

_CATEGORIES, _VALUES = ("cat", "xVal"), ("val", "yVal", "bubbleSize")


def read_chart(part: Part) -> list[Paragraph]:
    """The titles and labels, then the numbers as a table: a row for each category."""
    root = part.tree
    if root is None:
        return []
    titles = [Paragraph(text) for text in _paragraphs(root)]
    titles += [Paragraph(text) for text in _linked_titles(root)]
    shapes = [text for kind in part.parts("chartUserShapes") for text in _drawn(kind)]
    rows = [*_table(list(find_all(root, "ser"))), *_extended_rows(root)]
    return [*titles, *rows, *shapes]


def read_drawing(part: Part) -> list[Paragraph]:
    """The text boxes of a drawing, then its charts and SmartArt."""
    found = _drawn(part)
    for shown in find_all(part.tree, "chart", "relIds") if part.tree is not None else ():
        found += read_graphic(part, shown)
    return found


def read_graphic(part: Part, element: Element) -> list[Paragraph]:
    """The chart or SmartArt that an element of this part shows."""
    is_chart = local_name(element) == "chart"
    relation = part.referred(element, "id" if is_chart else "dm")
    if relation is None or relation.is_external:
        return []
    return read_chart(part.part(relation)) if is_chart else read_diagram(part.part(relation), part)


def read_diagram(data: Part, owner: Part) -> list[Paragraph]:
    """The texts of a SmartArt, each a paragraph: from its data, or from the drawing that was made
    of them for the part that shows it."""
    if data.tree is not None:
        points = find_all(data.tree, "pt")
        if texts := [Paragraph(text) for point in points for text in _paragraphs(point)]:
            return texts
        links = [owner.referred(link, "relId") for link in find_all(data.tree, "dataModelExt")]
        drawings = [owner.part(link) for link in links if link is not None]
    else:
        drawings = list(owner.parts("diagramDrawing"))
    return _drawn(drawings[0]) if len(drawings) == 1 else []


def _drawn(part: Part) -> list[Paragraph]:
    return [Paragraph(text) for text in _paragraphs(part.tree)] if part.tree is not None else []


def _paragraphs(root: Element) -> Iterator[str]:
    """The paragraphs of DrawingML in an element that are not empty."""
    for paragraph in find_all(root, "p"):
        parts = (" " if local_name(e) in ("br", "tab") else e.text or ""
                 for e in find_all(paragraph, "t", "br", "tab"))  # fmt: skip
        if text := " ".join("".join(parts).split()):
            yield text


def _linked_titles(root: Element) -> Iterator[str]:
    """Titles that are the value of a cell."""
    for title in find_all(root, "title"):
        if text := " ".join(_cached(find(title, "tx")).values()):
            yield text


def _table(series: Sequence[Element]) -> list[Paragraph]:
    """A row of names, then one for each category; numbers without a name mean nothing."""
    names = [" ".join(_cached(find(one, "tx")).values()) for one in series]
    categories: dict[int, str] = {}
    for one in series:
        for place, text in _cached(_first(one, _CATEGORIES)).items():
            categories.setdefault(place, text)
    columns = [_cached(found) for one in series for found in _all(one, _VALUES)]
    rows = [
        [category, *(column.get(place, "") for column in columns)]
        for place, category in sorted(categories.items())
    ]
    return _rows([names, *rows])


def _extended_rows(root: Element) -> list[Paragraph]:
    """The table of a chart of the newer kinds, as a funnel, whose data stand apart."""
    names = [text for data in find_all(root, "txData") if (text := text_of(find(data, "v")))]
    columns = [
        [
            show_number(text_of(point), format_of_code(attribute(level, "formatCode") or ""))
            for point in find_all(level, "pt")
        ]
        for level in find_all(root, "lvl")
        if local_name(level.getparent()) in ("strDim", "numDim")
    ]
    return _rows([names, *(list(row) for row in zip_longest(*columns, fillvalue=""))])


def _rows(rows: Sequence[Sequence[str]]) -> list[Paragraph]:
    cells = ([[Paragraph(text)] for text in row if text] for row in rows)
    return [paragraph for row in cells for paragraph in join_table_row(row)]


def _cached(reference: Element | None) -> dict[int, str]:
    """The cells that an element refers to, by their place. Of categories in levels, as months of
    years, all levels."""
    texts: dict[int, str] = {}
    if reference is None:
        return texts
    if (literal := find(reference, "v")) is not None:
        return {0: text_of(literal)}
    code = next(find_all(reference, "formatCode"), None)
    for point in find_all(reference, "pt"):
        place = attribute(point, "idx") or ""
        own = attribute(point, "formatCode") or (text_of(code) if code is not None else "")
        text = show_number(text_of(find(point, "v")), format_of_code(own))
        if place.isdecimal() and text:
            outer = texts.get(int(place))
            texts[int(place)] = f"{text} {outer}" if outer else text
    return texts


def _first(element: Element, names: Sequence[str]) -> Element | None:
    return next(_all(element, names), None)


def _all(element: Element, names: Sequence[str]) -> Iterator[Element]:
    return (child for child in element if local_name(child) in names)
