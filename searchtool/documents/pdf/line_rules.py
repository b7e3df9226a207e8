"""The rules by which a line continues the paragraph of the line before it or begins another.

The first of `RULES` that gives an answer decides.
"""

import re
from collections.abc import Callable

from searchtool.documents.pdf.body_style import (
    LARGE_RATIO,
    MIN_INDENT,
    WORD_SPACE,
    BodyStyle,
    is_below,
    is_closed,
    is_full,
    is_gap,
)
from searchtool.documents.pdf.columns import PositionedLine
from searchtool.documents.text.hyphenation import ENDS_BROKEN

_BULLET = re.compile("[•▪●○■◦·]")
_NUMBER = re.compile(r"(?:\(?\d{1,2}[.)]|[а-яa-z]\))\s+\S")
_ITEM = re.compile(r"[•▪●○■◦·]|(?:[-–—]|\(?\d{1,2}[.)]|[а-яa-z]\))\s+\S")


def continues_paragraph(a: PositionedLine, b: PositionedLine, style: BodyStyle) -> bool:
    """Whether line `b` belongs to the paragraph of the line `a` before it."""
    verdicts = (rule(a, b, style) for rule in RULES)
    return next((verdict for verdict in verdicts if verdict is not None), True)


def row(a: PositionedLine, b: PositionedLine, style: BodyStyle) -> bool | None:
    """A row of a table is a paragraph."""
    return False if a.line.row or b.line.row else None


def broken_word(a: PositionedLine, b: PositionedLine, style: BodyStyle) -> bool | None:
    """A line that ends inside a word is continued, whatever stands between."""
    is_broken = ENDS_BROKEN.search(a.line.text) and b.line.text[0].islower()
    return True if is_broken and not _differs(a, b) else None


def other_letters(a: PositionedLine, b: PositionedLine, style: BodyStyle) -> bool | None:
    """Letters of another size or weight begin a paragraph."""
    if _differs(a, b):
        return False
    if a.line.bold != b.line.bold and not (is_full(a, b) and b.line.text[0].islower()):
        return False
    return None


def gap(a: PositionedLine, b: PositionedLine, style: BodyStyle) -> bool | None:
    """A gap separates paragraphs."""
    return False if is_gap(a, b, style) else None


def heading(a: PositionedLine, b: PositionedLine, style: BodyStyle) -> bool | None:
    """The lines of a heading may be short or centred."""
    if not style.stands_out(b.line):
        return None
    return is_below(a, b) and (style.is_large(b.line) or not _is_end(a, b))


def item(a: PositionedLine, b: PositionedLine, style: BodyStyle) -> bool | None:
    """A bullet begins a paragraph; so does a number after a full stop."""
    if _BULLET.match(b.line.text):
        return False
    may_begin = style.indent is None or style.is_indented(b)
    return False if may_begin and is_closed(a) and _NUMBER.match(b.line.text) else None


def first_line(a: PositionedLine, b: PositionedLine, style: BodyStyle) -> bool | None:
    """Where paragraphs begin with an indent, a line with that indent begins one."""
    if not style.is_first(b):
        return None
    return False if is_closed(a) or not b.line.text[0].islower() else None


def outdent(a: PositionedLine, b: PositionedLine, style: BodyStyle) -> bool | None:
    """A line that hangs to the left begins an item of a list."""
    is_out = b.indent < -MIN_INDENT * style.size and a.indent > b.indent + WORD_SPACE * style.size
    return False if is_out and is_closed(a) else None


def indent(a: PositionedLine, b: PositionedLine, style: BodyStyle) -> bool | None:
    """Another indented line begins one, unless it follows one like it or an item of a list."""
    if not style.is_indented(b) or not is_full(a, b):
        return None
    if a.indent > b.indent - WORD_SPACE * style.size or _ITEM.match(a.line.text):
        return None
    return b.line.text[0].islower() and not is_closed(a)


def column_end(a: PositionedLine, b: PositionedLine, style: BodyStyle) -> bool | None:
    """At the end of a column, without indents and without a straight edge, nothing on the page
    tells: what happens in most places of the document is taken."""
    if style.indent is not None or a.column.is_straight or is_below(a, b):
        return None
    return False if is_closed(a) and not b.line.text[0].islower() and style.ends_full else None


def end(a: PositionedLine, b: PositionedLine, style: BodyStyle) -> bool | None:
    """A line ends a paragraph when the next word would have fitted on it."""
    return not _is_end(a, b)


RULES: tuple[Callable[[PositionedLine, PositionedLine, BodyStyle], bool | None], ...] = (
    broken_word,
    row,
    other_letters,
    gap,
    heading,
    item,
    first_line,
    outdent,
    indent,
    column_end,
    end,
)


def _differs(a: PositionedLine, b: PositionedLine) -> bool:
    """Whether the letters of two lines differ in size."""
    sizes = a.line.size, b.line.size
    return max(sizes) > LARGE_RATIO * min(sizes)


def _is_end(a: PositionedLine, b: PositionedLine) -> bool:
    text = b.line.text
    begins = not text[0].islower() or _ITEM.match(text) is not None
    return not is_full(a, b) and (begins or is_closed(a))
