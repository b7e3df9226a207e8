"""Joins the lines of pages into the paragraphs of a document.

Notes, captions and tables at the beginning or end of a page wait until the paragraph that runs over
the end of the page is complete.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from searchtool.core.model import Role
from searchtool.documents.blocks import MAX_HEADING_CHARS, Paragraph
from searchtool.documents.pdf.body_style import (
    BodyStyle,
    body_size,
    is_closed,
    is_full,
    is_gap,
    measure_body,
)
from searchtool.documents.pdf.chapters import (
    OutlineEntry,
    SizedParagraph,
    is_chapter_title,
    with_chapters,
)
from searchtool.documents.pdf.columns import PositionedLine, position_lines
from searchtool.documents.pdf.line_rules import continues_paragraph
from searchtool.documents.pdf.lines import Line, Page
from searchtool.documents.pdf.running_heads import strip_running_heads
from searchtool.documents.text.hyphenation import WordCounts, add_initial
from searchtool.documents.verse import find_stanzas

MAX_CAPTION_CHARS = 300

MAX_VERSE_INDENT = 40
"""In characters, each half the size of body text."""

MIN_INITIAL_RATIO = 1.6
"""A letter may be an initial (a drop cap) from this on, times the size of body text."""

_CAPTION = re.compile(
    r"(?:рис|табл|илл)\.\s*\d|фото(?:графия)?\s*[:./]"
    r"|(?:рисунок|таблица|диаграмма|график|схема|карта|фото)\s+(?:№\s*)?\d[\d.]*\s*(?:[.:—–-]|$)",
    re.IGNORECASE,
)
_NO_HEADING = re.compile(r"[.,:;…][»”\"')\]]*$")
_WORD = re.compile(r"\w")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_NOTE_NUMBER = re.compile(r"^(\d{1,3})(?=[^\W\d_]{2})")


@dataclass(frozen=True, slots=True)
class _Group:
    """The lines of one paragraph, or of one stanza."""

    lines: list[PositionedLine]
    is_verse: bool = False

    @property
    def has_words(self) -> bool:
        """Whether it holds more than signs: bullets, rules, ornaments."""
        return any(_WORD.search(placed.line.text) for placed in self.lines)


def join_pages(pages: Sequence[Page], outline: Sequence[OutlineEntry] = ()) -> list[Paragraph]:
    """The paragraphs; `page` is where one begins, `section` the title of its chapter by the outline
    or by headings, None where neither tells."""
    size = body_size(line for page in pages for line in page.lines)
    upright = [_with_initials(page, size) for page in strip_running_heads(pages, size)]
    placed = position_lines(upright, size)
    style = measure_body([line for lines in placed for line in lines], size)
    groups = [group for group in _groups(upright, placed, style) if group.has_words]
    vocabulary = WordCounts(line.line.text for group in groups for line in group.lines)
    sized = [
        SizedParagraph(_paragraph(group, vocabulary, style), group.lines[0].line.size)
        for group in groups
    ]
    return with_chapters(sized, outline)


def _with_initials(page: Page, size: float) -> Page:
    """The page with the drop caps that begin chapters joined to the lines beside them."""
    lines = list(page.lines)
    for initial in page.lines:
        if (
            initial.size < MIN_INITIAL_RATIO * size
            or len(initial.text) > 1
            or not initial.text.isupper()
        ):
            continue
        beside = [n for n, line in enumerate(lines) if _is_beside(initial, line)]
        for n in beside:
            text = lines[n].text
            text = add_initial(initial.text, text) if n == beside[0] else text
            lines[n] = replace(lines[n], text=text, left=initial.left)
        if beside:
            lines.remove(initial)
    return page._replace(lines=lines)


def _is_beside(initial: Line, line: Line) -> bool:
    height = line.base - initial.base
    near = initial.left + 0.2 * initial.size < line.left < initial.right + 4 * line.size
    return near and -0.3 * line.size < height < initial.size


def _groups(
    pages: Sequence[Page], placed: Sequence[Sequence[PositionedLine]], style: BodyStyle
) -> Iterator[_Group]:
    current: list[_Group] = []
    waiting: list[_Group] = []
    for page, lines in zip(pages, placed, strict=True):
        for run in _runs(lines):
            before, body, after = _split_asides(run, style, page.is_aside)
            waiting += _group_lines(before, style)
            for group in _group_lines(body, style, current[0].lines[-1] if current else None):
                if current and _continue(current[0], group, style):
                    current[0].lines.extend(group.lines)
                    continue
                yield from current
                yield from waiting
                current, waiting = [group], []
            waiting += _group_lines(after, style)
    yield from current
    yield from waiting


def _runs(lines: Sequence[PositionedLine]) -> Iterator[list[PositionedLine]]:
    """The lines of a page, split where they jump up: at the next column."""
    run: list[PositionedLine] = []
    for line in lines:
        if run and line.line.base > run[-1].line.base:
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _split_asides(
    run: list[PositionedLine], style: BodyStyle, is_aside: bool
) -> tuple[list[PositionedLine], list[PositionedLine], list[PositionedLine]]:
    """The notes, captions and tables that a column begins with, its text, those it ends with."""
    texts = [n for n, placed in enumerate(run) if not (is_aside or _is_aside(placed.line, style))]
    if not texts:
        return run, [], []
    start, end = texts[0], texts[-1] + 1
    return run[:start], run[start:end], run[end:]


def _is_aside(line: Line, style: BodyStyle) -> bool:
    return line.row or style.is_small(line) or _CAPTION.match(line.text) is not None


def _group_lines(
    lines: Sequence[PositionedLine], style: BodyStyle, above: PositionedLine | None = None
) -> list[_Group]:
    """The paragraphs and stanzas of a column; `above` is the line before it."""
    stanzas = _stanzas(lines, style, is_rest=above is not None and not is_closed(above))
    groups: list[_Group] = []
    for number, line in enumerate(lines):
        stanza = stanzas.get(number)
        is_same = number > 0 and stanza == stanzas.get(number - 1)
        if is_same and (stanza is not None or continues_paragraph(lines[number - 1], line, style)):
            groups[-1].lines.append(line)
        else:
            groups.append(_Group([line], stanza is not None))
    return groups


def _stanzas(lines: Sequence[PositionedLine], style: BodyStyle, is_rest: bool) -> dict[int, range]:
    """The stanza of each line that is in one; `is_rest` says that the first line is not: it is the
    rest of a paragraph."""
    texts: list[str] = []
    numbers: dict[int, int] = {}
    for number, placed in enumerate(lines):
        if number and is_gap(lines[number - 1], placed, style):
            texts.append("")
        numbers[len(texts)] = number
        indent = min(max(0, round(2 * placed.indent / style.size)), MAX_VERSE_INDENT)
        texts.append(" " * indent + placed.line.text)
    found: dict[int, range] = {}
    for stanza in find_stanzas(texts):
        of_stanza = [numbers[line] for line in stanza if numbers[line] or not is_rest]
        full = sum(is_full(lines[a], lines[b]) for a, b in pairwise(of_stanza))
        if full <= 0.2 * len(of_stanza):  # else lines that only begin with names
            found.update(dict.fromkeys(of_stanza, stanza))
    return found


def _continue(current: _Group, group: _Group, style: BodyStyle) -> bool:
    """Whether the first group of a column continues the last one of the column before."""
    is_verse = current.is_verse or group.is_verse
    return not is_verse and continues_paragraph(current.lines[-1], group.lines[0], style)


def _paragraph(group: _Group, vocabulary: WordCounts, style: BodyStyle) -> Paragraph:
    lines = [placed.line for placed in group.lines]
    texts = [line.text for line in lines]
    page = lines[0].page
    if group.is_verse:
        return Paragraph("\n".join(vocabulary.join([text]) for text in texts), "verse", page=page)
    text = vocabulary.join(texts)
    if style.is_small(lines[0]):
        text = _NOTE_NUMBER.sub(r"\1 ", text)
    return Paragraph(text, _role(lines, text, style), page=page)


def _role(lines: Sequence[Line], text: str, style: BodyStyle) -> Role:
    if len(text) < MAX_CAPTION_CHARS and _CAPTION.match(text):
        return "caption"
    if len(text) > MAX_HEADING_CHARS or lines[0].row or not _LETTERS.search(text):
        return "text"
    if all(map(style.is_large, lines)):
        return "heading"
    if _NO_HEADING.search(text):
        return "text"
    stands_out = all(map(style.stands_out, lines)) or text.isupper() or is_chapter_title(text)
    return "heading" if stands_out else "text"
