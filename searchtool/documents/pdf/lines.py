"""The words of a page with their places in, its lines in reading order out.

Words come in the order in which the page draws them, which is nearly always the order to read them
in: paragraph by paragraph, column by column. Mended is what is not: columns drawn line by line
across the page. A row of cells is one line with `CELLS` between them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple

CELLS = " | "

WIDE = 1.5
"""Sizes of the font between words from which a gap may part columns or cells."""

WIDEST = 4
"""Sizes of the font between the words of a line that is spread over a narrow column."""

FARTHEST_ROW = 4
"""Sizes of the font between the rows of a table."""

FEWEST_LETTERS = 4
"""Letters in a row that are a word whose letters are set apart."""

_FEWEST_ROWS = 5
_MARK = re.compile(r"\d{1,3}|\*{1,3}")
_HAS_POWER = re.compile(r"(?:(?:^|[\d\W])[мксд]?м|\b10)$")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LEADER = re.compile(r"\s*(?:[.…]\s?){4,}\s*(?=[\divxlc]+$)")
"""The dots between a title and its page in a table of contents."""
_DOTS = re.compile(r"\.(?: \.){2}(?! ?\.)")
"""TeX sets an ellipsis as three dots with gaps."""


class Word(NamedTuple):
    """A word as it is drawn: from `left` to `right` on the baseline `base`, in points, upwards from
    the bottom of the page. `spaced` says that the page itself has a space before it."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool = False
    spaced: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page; `first` is the width of its first word, `bold` says that all of it is,
    `row` that it is a row of cells."""

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
    """The lines of a page; `number` from 1. `is_aside` says that they are those which stand turned
    on a page whose text is in another page of the same number."""

    number: int
    lines: list[Line]
    is_aside: bool = False


_Run = list[Word]
"""Words side by side without a wide gap."""


def read_page(number: int, words: Sequence[Word], is_aside: bool = False) -> Page:
    """The page with its lines in the order to read them in."""
    runs = [_closed_up(run) for run in _runs(_without_marks(words))]
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
        if last and _follows(last, word) and word.left - last.right < WIDE * word.size:
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def _closed_up(run: _Run) -> _Run:
    """The words, those whose letters are set apart («П Р И К А З») closed up."""
    closed: _Run = []
    for is_letter, group in groupby(run, lambda word: len(word.text) == 1 and word.text.isalpha()):
        words = list(group)
        gap = min((b.left - a.right for a, b in pairwise(words)), default=0.0)
        if not is_letter or len(words) < FEWEST_LETTERS:
            closed += words
            continue
        closed.append(words[0])
        for a, b in pairwise(words):
            if b.left - a.right < 1.5 * gap:
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
    """The rows, or where they run across columns, the rows of each column after each other."""
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
    """Where two columns of running text part, if rows run across them."""
    gaps = [(a[-1], b[0]) for row in rows for a, b in pairwise(row)]
    if len(gaps) < max(_FEWEST_ROWS, 0.4 * len(rows)):
        return None

    def parted(x: float) -> int:
        return sum(a.right < x < b.left for a, b in gaps)

    sample = gaps[:: len(gaps) // 50 + 1]
    middle = max(((a.right + b.left) / 2 for a, b in sample), key=parted)
    split = [row for row in rows if any(a[-1].right < middle < b[0].left for a, b in pairwise(row))]
    if len(split) < max(_FEWEST_ROWS, 0.4 * len(rows)):
        return None
    return middle if _is_running_text(split, middle) else None


def _is_running_text(rows: list[list[_Run]], middle: float) -> bool:
    """Whether what stands left of the gap is lines of text, full up to it, and no cells."""
    here = [[word for run in row for word in run if word.right < middle] for row in rows]
    there = [[word for run in row for word in run if word.left > middle] for row in rows]
    edge = max(words[-1].right for words in here)
    full = sum(words[-1].right > edge - 3 * words[-1].size for words in here)
    words = min(sum(map(len, here)), sum(map(len, there)))
    return full > 0.6 * len(rows) and words > 3 * len(rows)


def _is_table(rows: list[list[_Run]], i: int) -> bool:
    """Whether the gaps in a row stand above or below those of a neighbour."""
    if _is_stretched(rows[i]):
        return False
    here = rows[i][0][0]
    neighbours = [
        row
        for row in (rows[i - 1 : i] + rows[i + 1 : i + 2])
        if abs(row[0][0].base - here.base) < FARTHEST_ROW * here.size and not _is_stretched(row)
    ]
    return any(
        min(b[0].left, d[0].left) - max(a[-1].right, c[-1].right) > 0.7 * here.size
        for a, b in pairwise(rows[i])
        for neighbour in neighbours
        for c, d in pairwise(neighbour)
    )


def _is_stretched(row: list[_Run]) -> bool:
    """Whether it is a line of text spread over a narrow column: all its gaps are alike."""
    words = [word for run in row for word in run]
    gaps = [b.left - a.right for a, b in pairwise(words)]
    are_alike = bool(gaps) and max(gaps) < min(1.2 * min(gaps), WIDEST * words[0].size)
    return are_alike and all(word.text[0].isalpha() for word in words)


def _line(page: int, row: list[_Run], is_table: bool) -> Line:
    words = [word for run in row for word in run]
    text = (CELLS if is_table else " ").join(map(_text, row))
    leads = _LEADER.search(text) is not None
    sizes = sorted(word.size for word in words)
    return Line(
        _LEADER.sub(CELLS, text).strip(CELLS) if leads else text,
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
