"""Tells headings, captions and tables of contents by the names of paragraph styles in Word."""

import re
from typing import NamedTuple

from searchtool.core.model import Role

MAX_CHAPTER_LEVEL = 3
"""Headings down to this level begin a chapter."""

_HEADING = re.compile(r"(?:heading|заголовок) ?([1-9])")
_CONTENTS = re.compile(
    r"(?:toc|оглавление) ?[1-9]|toc heading|заголовок оглавления|table of figures|index [1-9]"
)
_ROLES: dict[str, Role] = {
    "title": "heading",
    "название": "heading",
    "subtitle": "heading",
    "подзаголовок": "heading",
    "caption": "caption",
    "название объекта": "caption",
}


class Style(NamedTuple):
    """What a style says of a paragraph; `level` is that of a heading, from 1; `is_contents` says
    that it is a line of the table of contents."""

    role: Role = "text"
    level: int | None = None
    is_contents: bool = False


def named_style(name: str) -> Style | None:
    """What the name of a style says, None where it says nothing.

    >>> named_style("heading 2").level, named_style("Название").role, named_style("Обычный")
    (2, 'heading', None)
    """
    name = name.lower()
    if match := _HEADING.fullmatch(name):
        return Style("heading", int(match[1]))
    if _CONTENTS.fullmatch(name):
        return Style(is_contents=True)
    return Style(_ROLES[name]) if name in _ROLES else None
