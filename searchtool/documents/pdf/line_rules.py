"""Two lines in, whether the second goes on with the paragraph of the first out.

The first of `RULES` that has something to say decides.
"""

import re
from collections.abc import Callable

from searchtool.documents.pdf.body_style import (
    INDENT,
    LARGER,
    ROOM,
    Usual,
    is_below,
    is_closed,
    is_full,
    is_gap,
)
from searchtool.documents.pdf.columns import Placed
from searchtool.documents.text.hyphenation import ENDS_BROKEN

_BULLET = re.compile("[•▪●○■◦·]")
_NUMBER = re.compile(r"(?:\(?\d{1,2}[.)]|[а-яa-z]\))\s+\S")
_ITEM = re.compile(r"[•▪●○■◦·]|(?:[-–—]|\(?\d{1,2}[.)]|[а-яa-z]\))\s+\S")


def goes_on(a: Placed, b: Placed, usual: Usual) -> bool:
    """Whether line `b` belongs to the paragraph of the line `a` before it."""
    verdicts = (rule(a, b, usual) for rule in RULES)
    return next((verdict for verdict in verdicts if verdict is not None), True)


def row(a: Placed, b: Placed, usual: Usual) -> bool | None:
    """Each row of a table is by itself."""
    return False if a.line.row or b.line.row else None


def broken_word(a: Placed, b: Placed, usual: Usual) -> bool | None:
    """A line that ends within a word goes on, whatever stands between."""
    is_broken = ENDS_BROKEN.search(a.line.text) and b.line.text[0].islower()
    return True if is_broken and not _differs(a, b) else None


def other_letters(a: Placed, b: Placed, usual: Usual) -> bool | None:
    """Letters of another size or weight are another paragraph."""
    if _differs(a, b):
        return False
    if a.line.bold != b.line.bold and not (is_full(a, b) and b.line.text[0].islower()):
        return False
    return None


def gap(a: Placed, b: Placed, usual: Usual) -> bool | None:
    """A gap parts paragraphs."""
    return False if is_gap(a, b, usual) else None


def heading(a: Placed, b: Placed, usual: Usual) -> bool | None:
    """The lines of a heading may be short, or centred."""
    if not usual.stands_out(b.line):
        return None
    return is_below(a, b) and (usual.is_large(b.line) or not _is_end(a, b))


def item(a: Placed, b: Placed, usual: Usual) -> bool | None:
    """A bullet begins a paragraph; so does a number after a full stop."""
    if _BULLET.match(b.line.text):
        return False
    may_begin = usual.indent is None or usual.is_indented(b)
    return False if may_begin and is_closed(a) and _NUMBER.match(b.line.text) else None


def first_line(a: Placed, b: Placed, usual: Usual) -> bool | None:
    """Where paragraphs begin with an indent, a line with it begins one."""
    if not usual.is_first(b):
        return None
    return False if is_closed(a) or not b.line.text[0].islower() else None


def outdent(a: Placed, b: Placed, usual: Usual) -> bool | None:
    """A line that stands out to the left begins an item of a list."""
    is_out = b.indent < -INDENT * usual.size and a.indent > b.indent + ROOM * usual.size
    return False if is_out and is_closed(a) else None


def indent(a: Placed, b: Placed, usual: Usual) -> bool | None:
    """Other indented lines begin one, unless the line before is so too, or an item of a list."""
    if not usual.is_indented(b) or not is_full(a, b):
        return None
    if a.indent > b.indent - ROOM * usual.size or _ITEM.match(a.line.text):
        return None
    return b.line.text[0].islower() and not is_closed(a)


def column_end(a: Placed, b: Placed, usual: Usual) -> bool | None:
    """At the end of a column, where there are neither indents nor a straight edge, nothing tells:
    it is as in most places of the document."""
    if usual.indent is not None or a.column.is_straight or is_below(a, b):
        return None
    return False if is_closed(a) and not b.line.text[0].islower() and usual.ends_full else None


def end(a: Placed, b: Placed, usual: Usual) -> bool | None:
    """A line ends a paragraph when the next word had room on it."""
    return not _is_end(a, b)


RULES: tuple[Callable[[Placed, Placed, Usual], bool | None], ...] = (
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


def _differs(a: Placed, b: Placed) -> bool:
    """Whether their letters are of different size."""
    sizes = a.line.size, b.line.size
    return max(sizes) > LARGER * min(sizes)


def _is_end(a: Placed, b: Placed) -> bool:
    text = b.line.text
    begins = not text[0].islower() or _ITEM.match(text) is not None
    return not is_full(a, b) and (begins or is_closed(a))
