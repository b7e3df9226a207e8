"""Builds lines in reading order from the words of a page.

Words come in the order in which the page draws them, which is nearly always the reading order:
paragraph by paragraph, column by column. The exception, columns drawn line by line across the page,
is put in order. A table row is one line with `CELL_SEPARATOR` between its cells.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from searchtool.documents.blocks import CELL_SEPARATOR

# Distances in font sizes.
MIN_GAP = 1.5
"""A gap between words may separate columns or cells from this on."""

MAX_STRETCHED_GAP = 4
"""The largest gap in a line that is stretched over a narrow column."""

MAX_ROW_DISTANCE = 4
"""The largest distance between the rows of a table."""

MIN_SPACED_LETTERS = 4
"""This many single letters in a row are a word set with wide spacing."""

_MIN_GUTTER_ROWS = 5
"""Rows across a gutter from which there are columns."""

_LETTER = re.compile(r"(?P<before>[«„“\"(]?)[^\W\d_](?P<after>[,;:!?.…»“”\")]*)")
_MARK = re.compile(r"\d{1,3}|\*{1,3}")
_HAS_POWER = re.compile(r"(?:(?:^|[\d\W])[мксд]?м|\b10)$")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LEADER = re.compile(r"\s*(?:[.…]\s?){4,}\s*(?=[\divxlc]+$)")
"""The dots between a title and its page in a table of contents."""
_DOTS = re.compile(r"\.(?: \.){2}(?! ?\.)")
"""TeX sets an ellipsis as three dots with gaps."""


class Word(NamedTuple):
    """A word as it is drawn: from `left` to `right` on the baseline `base`, in points from the left
    and the bottom edge of the page. `spaced` says that the page itself has a space before it."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool = False
    spaced: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page, in points as `Word`; `first` is the width of its first word, `bold` says
    that all words are, `row` that it is a table row."""

    text: str
    page: int
    left: float
    right: float
    base: float
    size: float
    bold: bool = False
    first: float = 0.0
    row: bool = False


class Page(NamedTuple):
    """The lines of a page; `number` counts from 1. `is_aside` says that these are the lines that
    stand turned on a page, whose other lines are in another `Page` of the same number."""

    number: int
    lines: list[Line]
    is_aside: bool = False


_Run = list[Word]
"""Words side by side without a gap that could separate columns."""


def read_page(number: int, words: Sequence[Word], is_aside: bool = False) -> Page:
    """The page with its lines in reading order."""
    runs = [_without_letter_spacing(run) for run in _runs(_without_marks(words))]
    rows = _in_reading_order(_rows(runs))
    return Page(
        number, [_line(number, row, _is_table(rows, i)) for i, row in enumerate(rows)], is_aside
    )


def _without_marks(words: Iterable[Word]) -> list[Word]:
    """The words without the raised numbers that refer to notes; «м²» and «10⁶» stay."""
    kept: list[Word] = []
    for word in words:
        if not kept or not _MARK.fullmatch(word.text) or not _is_raised(kept[-1], word):
            kept.append(word)
        elif _HAS_POWER.search(kept[-1].text):
            raised = word.text.translate(_RAISED)
            kept.append(word._replace(text=raised, base=kept[-1].base, spaced=False))
        else:
            kept[-1] = kept[-1]._replace(right=word.right)
    return kept


def _is_raised(last: Word, word: Word) -> bool:
    lift = word.base - last.base
    beside = -0.3 * last.size < word.left - last.right < 0.3 * last.size
    return beside and 0.15 * last.size < lift < 0.7 * last.size


def _runs(words: Sequence[Word]) -> list[_Run]:
    runs: list[_Run] = []
    for word in words:
        last = runs[-1][-1] if runs else None
        if last and _follows(last, word) and word.left - last.right < MIN_GAP * word.size:
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def _without_letter_spacing(run: _Run) -> _Run:
    """The words; those set with wide spacing («П Р И К А З») without it. Three capitals that are a
    whole line («А К Т») are such a word too."""
    is_heading = all(len(word.text) == 1 and word.text.isupper() for word in run)
    closed: _Run = []
    for letters in _single_letters(run):
        spaced = len(letters) >= MIN_SPACED_LETTERS - is_heading
        closed += _close(letters) if spaced else letters
    return closed


def _single_letters(run: _Run) -> Iterator[_Run]:
    """The words in groups: single letters side by side, and others one by one. Marks stand only
    around a group: inside they belong to initials or to the points of a list."""
    group: _Run = []
    for word in run:
        found = _LETTER.fullmatch(word.text)
        if group and (found is None or found["before"]):
            yield group
            group = []
        group.append(word)
        if found is None or found["after"]:
            yield group
            group = []
    if group:
        yield group


def _close(letters: _Run) -> _Run:
    gap = min(b.left - a.right for a, b in pairwise(letters))
    closed = letters[:1]
    for a, b in pairwise(letters):
        is_name = a.text.islower() and b.text.isupper()
        if b.left - a.right < 1.5 * gap and not is_name:
            closed[-1] = closed[-1]._replace(text=closed[-1].text + b.text, right=b.right)
        else:
            closed.append(b)
    return closed


def _rows(runs: Sequence[_Run]) -> list[list[_Run]]:
    rows: list[list[_Run]] = []
    for run in runs:
        if rows and _is_in_row(rows[-1][-1][-1], run[0]):
            rows[-1].append(run)
        else:
            rows.append([run])
    return rows


def _follows(last: Word, word: Word) -> bool:
    """Whether a word stands to the right of another on the same line."""
    size = max(last.size, word.size)
    return abs(word.base - last.base) < 0.35 * size and word.left > last.right - 0.5 * size


def _is_in_row(last: Word, word: Word) -> bool:
    """Whether a word begins the next cell of a row; cells of fewer lines may stand a bit lower."""
    size = max(last.size, word.size)
    return _follows(last, word) or (
        abs(word.base - last.base) < size and word.left > last.right + 0.5 * size
    )


def _in_reading_order(rows: list[list[_Run]]) -> list[list[_Run]]:
    """The rows; where they run across columns, those of the left column before the right."""
    gutter = _gutter(rows)
    if gutter is None:
        return rows
    ordered: list[list[_Run]] = []
    left: list[list[_Run]] = []
    right: list[list[_Run]] = []
    for row in rows:
        here = [run for run in row if run[-1].right <= gutter]
        there = [run for run in row if run[0].left >= gutter]
        if len(here) + len(there) < len(row):  # a headline above both columns
            ordered += _in_reading_order(left) + _in_reading_order(right) + [row]
            left, right = [], []
            continue
        left += [here] if here else []
        right += [there] if there else []
    return ordered + _in_reading_order(left) + _in_reading_order(right)


def _gutter(rows: list[list[_Run]]) -> float | None:
    """The place between two columns of body text that rows run across, None without columns."""
    gaps = [(a[-1], b[0]) for row in rows for a, b in pairwise(row)]
    if len(gaps) < max(_MIN_GUTTER_ROWS, 0.4 * len(rows)):
        return None

    def count_around(x: float) -> int:
        return sum(a.right < x < b.left for a, b in gaps)

    sample = gaps[:: len(gaps) // 50 + 1]
    middle = max(((a.right + b.left) / 2 for a, b in sample), key=count_around)
    split = [row for row in rows if any(a[-1].right < middle < b[0].left for a, b in pairwise(row))]
    if len(split) < max(_MIN_GUTTER_ROWS, 0.4 * len(rows)):
        return None
    return middle if _is_running_text(split, middle) else None


def _is_running_text(rows: list[list[_Run]], middle: float) -> bool:
    """Whether the left side holds lines of text that reach the gap, not cells."""
    here = [[word for run in row for word in run if word.right < middle] for row in rows]
    there = [[word for run in row for word in run if word.left > middle] for row in rows]
    edge = max(words[-1].right for words in here)
    full = sum(words[-1].right > edge - 3 * words[-1].size for words in here)
    words = min(sum(map(len, here)), sum(map(len, there)))
    return full > 0.6 * len(rows) and words > 3 * len(rows)


def _is_table(rows: list[list[_Run]], i: int) -> bool:
    """Whether gaps in a row are in line with gaps in the row above or below."""
    if _is_stretched(rows[i]):
        return False
    here = rows[i][0][0]
    neighbours = [
        row
        for row in (rows[i - 1 : i] + rows[i + 1 : i + 2])
        if abs(row[0][0].base - here.base) < MAX_ROW_DISTANCE * here.size and not _is_stretched(row)
    ]
    return any(
        min(b[0].left, d[0].left) - max(a[-1].right, c[-1].right) > 0.7 * here.size
        for a, b in pairwise(rows[i])
        for neighbour in neighbours
        for c, d in pairwise(neighbour)
    )


def _is_stretched(row: list[_Run]) -> bool:
    """Whether a row is a line of text stretched over a narrow column: all its gaps are alike."""
    words = [word for run in row for word in run]
    gaps = [b.left - a.right for a, b in pairwise(words)]
    are_alike = bool(gaps) and max(gaps) < min(1.2 * min(gaps), MAX_STRETCHED_GAP * words[0].size)
    return are_alike and all(word.text[0].isalpha() for word in words)


def _line(page: int, row: list[_Run], is_table: bool) -> Line:
    words = [word for run in row for word in run]
    text = (CELL_SEPARATOR if is_table else " ").join(map(_text, row))
    leads = _LEADER.search(text) is not None
    sizes = sorted(word.size for word in words)
    return Line(
        _LEADER.sub(CELL_SEPARATOR, text).strip(CELL_SEPARATOR) if leads else text,
        page,
        words[0].left,
        words[-1].right,
        words[0].base,
        sizes[len(sizes) // 2],
        all(word.bold for word in words),
        words[0].right - words[0].left,
        is_table or leads,
    )


def _text(run: _Run) -> str:
    return _DOTS.sub("...", "".join(_spaced(run)))


def _spaced(run: _Run) -> Iterator[str]:
    yield run[0].text
    for last, word in pairwise(run):
        near = word.left - last.right < 0.05 * word.size
        glued = near and not word.spaced and not (last.text.isdigit() and word.text[0].isalpha())
        yield word.text if glued else f" {word.text}"
