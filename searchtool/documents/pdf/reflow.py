"""Pages of lines in, the paragraphs of the document out.

Notes, captions and tables with which a page begins or ends wait until the paragraph that goes on
over the end of the page is complete.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from searchtool.core.model import Role
from searchtool.documents.blocks import Paragraph
from searchtool.documents.pdf.body_style import (
    Usual,
    find_usual,
    is_closed,
    is_full,
    is_gap,
    usual_size,
)
from searchtool.documents.pdf.chapters import (
    Chapter,
    SizedParagraph,
    is_chapter_title,
    with_chapters,
)
from searchtool.documents.pdf.columns import Placed, place
from searchtool.documents.pdf.line_rules import goes_on
from searchtool.documents.pdf.lines import Line, Page
from searchtool.documents.pdf.running_heads import without_heads
from searchtool.documents.text.hyphenation import WordCounts, add_initial
from searchtool.documents.verse import find_stanzas

HEADING_LENGTH = 160
"""In characters; a longer paragraph in large letters is a lead."""

CAPTION_LENGTH = 300

DEEPEST_INDENT = 40
"""In half sizes of the letters."""

INITIAL = 1.6
"""Times the size of the running text from which a letter may be an initial."""

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

    lines: list[Placed]
    is_verse: bool = False

    @property
    def has_words(self) -> bool:
        """Not only signs: bullets, rules, ornaments."""
        return any(_WORD.search(placed.line.text) for placed in self.lines)


def join_pages(pages: Sequence[Page], contents: Sequence[Chapter] = ()) -> list[Paragraph]:
    """The paragraphs; `page` is where one begins, `section` the chapter it is in, by the table of
    contents or by headings, None where neither tells."""
    size = usual_size(line for page in pages for line in page.lines)
    upright = [_with_initials(page, size) for page in without_heads(pages, size)]
    placed = place(upright, size)
    usual = find_usual([line for lines in placed for line in lines], size)
    groups = [group for group in _groups(upright, placed, usual) if group.has_words]
    vocabulary = WordCounts(line.line.text for group in groups for line in group.lines)
    sized = [
        SizedParagraph(_paragraph(group, vocabulary, usual), group.lines[0].line.size)
        for group in groups
    ]
    return with_chapters(sized, contents)


def _with_initials(page: Page, size: float) -> Page:
    """The page with the large letters that begin a chapter at the head of the lines beside them."""
    lines = list(page.lines)
    for initial in page.lines:
        if initial.size < INITIAL * size or len(initial.text) > 1 or not initial.text.isupper():
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
    pages: Sequence[Page], placed: Sequence[Sequence[Placed]], usual: Usual
) -> Iterator[_Group]:
    current: list[_Group] = []
    waiting: list[_Group] = []
    for page, lines in zip(pages, placed, strict=True):
        for run in _runs(lines):
            before, body, after = _apart(run, usual, page.is_aside)
            waiting += _divided(before, usual)
            for group in _divided(body, usual, current[0].lines[-1] if current else None):
                if current and _continue(current[0], group, usual):
                    current[0].lines.extend(group.lines)
                    continue
                yield from current
                yield from waiting
                current, waiting = [group], []
            waiting += _divided(after, usual)
    yield from current
    yield from waiting


def _runs(lines: Sequence[Placed]) -> Iterator[list[Placed]]:
    """The lines of a page, divided where they begin again further up: at a column."""
    run: list[Placed] = []
    for line in lines:
        if run and line.line.base > run[-1].line.base:
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _apart(
    run: list[Placed], usual: Usual, is_aside: bool
) -> tuple[list[Placed], list[Placed], list[Placed]]:
    """The notes, captions and tables a column begins with, its text, and those it ends with."""
    texts = [n for n, placed in enumerate(run) if not (is_aside or _is_aside(placed.line, usual))]
    if not texts:
        return run, [], []
    start, end = texts[0], texts[-1] + 1
    return run[:start], run[start:end], run[end:]


def _is_aside(line: Line, usual: Usual) -> bool:
    return line.row or usual.is_small(line) or _CAPTION.match(line.text) is not None


def _divided(lines: Sequence[Placed], usual: Usual, above: Placed | None = None) -> list[_Group]:
    """The paragraphs and stanzas of a column; `above` is the line before it."""
    stanzas = _stanzas(lines, usual, is_rest=above is not None and not is_closed(above))
    groups: list[_Group] = []
    for number, line in enumerate(lines):
        stanza = stanzas.get(number)
        is_same = number > 0 and stanza == stanzas.get(number - 1)
        if is_same and (stanza is not None or goes_on(lines[number - 1], line, usual)):
            groups[-1].lines.append(line)
        else:
            groups.append(_Group([line], stanza is not None))
    return groups


def _stanzas(lines: Sequence[Placed], usual: Usual, is_rest: bool) -> dict[int, range]:
    """The stanza of each line that is in one; the first line is in none if it `is_rest`."""
    texts: list[str] = []
    numbers: dict[int, int] = {}
    for number, placed in enumerate(lines):
        if number and is_gap(lines[number - 1], placed, usual):
            texts.append("")
        numbers[len(texts)] = number
        indent = min(max(0, round(2 * placed.indent / usual.size)), DEEPEST_INDENT)
        texts.append(" " * indent + placed.line.text)
    found: dict[int, range] = {}
    for stanza in find_stanzas(texts):
        of_stanza = [numbers[line] for line in stanza if numbers[line] or not is_rest]
        full = sum(is_full(lines[a], lines[b]) for a, b in pairwise(of_stanza))
        if full <= 0.2 * len(of_stanza):  # else only names at the beginnings of lines
            found.update(dict.fromkeys(of_stanza, stanza))
    return found


def _continue(current: _Group, group: _Group, usual: Usual) -> bool:
    """Whether the first paragraph of a column goes on with the last one of the column before."""
    is_verse = current.is_verse or group.is_verse
    return not is_verse and goes_on(current.lines[-1], group.lines[0], usual)


def _paragraph(group: _Group, vocabulary: WordCounts, usual: Usual) -> Paragraph:
    lines = [placed.line for placed in group.lines]
    texts = [line.text for line in lines]
    page = lines[0].page
    if group.is_verse:
        return Paragraph("\n".join(vocabulary.join([text]) for text in texts), "verse", page=page)
    text = vocabulary.join(texts)
    if usual.is_small(lines[0]):
        text = _NOTE_NUMBER.sub(r"\1 ", text)
    return Paragraph(text, _role(lines, text, usual), page=page)


def _role(lines: Sequence[Line], text: str, usual: Usual) -> Role:
    if len(text) < CAPTION_LENGTH and _CAPTION.match(text):
        return "caption"
    if len(text) > HEADING_LENGTH or lines[0].row or not _LETTERS.search(text):
        return "text"
    if all(map(usual.is_large, lines)):
        return "heading"
    if _NO_HEADING.search(text):
        return "text"
    stands_out = all(map(usual.stands_out, lines)) or text.isupper() or is_chapter_title(text)
    return "heading" if stands_out else "text"
