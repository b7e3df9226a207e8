"""Builds the text of a document from the paragraphs that its format marks, with the place of each;
splits marked text at line breaks and joins table rows."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from searchtool.core.model import Block, Role, Span
from searchtool.documents.punctuation import ENDS_CLAUSE
from searchtool.documents.verse import find_stanzas


class Paragraph(NamedTuple):
    """A paragraph that a format marks: a `Block` with its text in place of the span."""

    text: str
    role: Role = "text"
    line: int | None = None
    page: int | None = None
    section: str | None = None
    ocr: bool = False


def line_ends(markup: str) -> str:
    """The line ends of markup that is dropped, so that the lines below keep their numbers."""
    return "\n" * markup.count("\n")


def join_blocks(paragraphs: Sequence[Paragraph]) -> tuple[str, tuple[Block, ...]]:
    """The paragraphs as one text with blank lines between them, and the place of each in it."""
    blocks = []
    start = 0
    for paragraph in paragraphs:
        end = start + len(paragraph.text)
        blocks.append(Block(Span(start, end), *paragraph[1:]))
        start = end + 2
    return "\n\n".join(paragraph.text for paragraph in paragraphs), tuple(blocks)


CELL_SEPARATOR = " | "
"""Between the cells of a table row."""

MAX_HEADING_CHARS = 160
"""A longer line is no heading: in large letters it is a lead, in a plain text it was cut there."""

MAX_CELL_CHARS = 300
"""A longer cell is prose, a paragraph by itself."""

_BLANK_LINE = re.compile(r"\n\s*\n")

_LEFT_OVER = re.compile(r"[.)\]] ")
"""What the number of a note, a link that was dropped, leaves at the beginning of a paragraph."""


def split_paragraphs(text: str, role: Role) -> Iterator[tuple[str, Role]]:
    """The paragraphs, each with its role, of a text in which `\\n` is a line break that its author
    made. Verse keeps its lines, a stanza at a time. Runs of white space become single spaces,
    soft hyphens are dropped."""
    for part in _BLANK_LINE.split(text):
        lines = [line for raw in part.split("\n") if (line := _clean(raw))]
        if not lines:
            continue
        if role == "verse" or (role == "text" and _is_stanza(lines)):
            yield "\n".join(lines), "verse"
        elif role == "text":
            yield from ((part, role) for part in _paragraphs(lines))
        else:
            yield " ".join(lines), role


def join_table_row(cells: Sequence[Sequence[Paragraph]]) -> list[Paragraph]:
    """A table row as one paragraph, ` | ` between its cells; the unchanged paragraphs of the cells
    where one of them holds prose, as in tables that only lay out a page."""
    paragraphs = [paragraph for cell in cells for paragraph in cell]
    texts = [" ".join(paragraph.text for paragraph in cell) for cell in cells if cell]
    if any(paragraph.role != "text" for paragraph in paragraphs):
        return paragraphs
    if len(texts) < 2 or max(map(len, texts)) > MAX_CELL_CHARS:
        return paragraphs
    return [paragraphs[0]._replace(text=CELL_SEPARATOR.join(texts))]


def _clean(text: str) -> str:
    line = " ".join(text.replace("\xad", "").split())
    return line[2:] if _LEFT_OVER.match(line) else line


def _is_stanza(lines: Sequence[str]) -> bool:
    # The last line needs no mark to end it: that the lines end here is marked.
    closed = [*lines[:-1], f"{lines[-1].rstrip('.')}."]
    return list(find_stanzas(closed)) == [range(len(lines))]


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    paragraph = lines[0]
    for previous, line in pairwise(lines):
        if ENDS_CLAUSE.search(previous) and not line[0].islower():
            yield paragraph
            paragraph = line
        else:
            paragraph = f"{paragraph} {line}"
    yield paragraph
