"""Counts the automatic numbers of paragraphs, «Статья 2.» or «1.2.» (ECMA-376, part 1, section
17.9).

A paragraph or its style names a list (`num`) and a level in it; a list is an instance of an
abstract one, which says how its levels look. Lists of one abstract list continue its numbers.
"""

import re
from typing import NamedTuple

from searchtool.documents.office.list_numbers import is_bullet, write_number
from searchtool.documents.office.ooxml.styles import Styles, is_on, value
from searchtool.documents.xml.tree import Element, attribute, find, find_all, local_name

_MAX_LEVELS = 9
_NUMBER = re.compile(r"\d{1,9}", re.ASCII)
_PLACE = re.compile("%([1-9])")
_FIRST_NUMBERS = {
    "decimalZero": "01",
    "lowerLetter": "a",
    "upperLetter": "A",
    "lowerRoman": "i",
    "upperRoman": "I",
    "russianLower": "а",
    "russianUpper": "А",
}
"""How a format (ST_NumberFormat) writes one; the others are read as digits."""


class _Level(NamedTuple):
    """A level of a list. In `text` `%1` is the number of the first level. The level begins again
    after one of the first `restart` levels, its own place in the list unless it says otherwise."""

    start: int
    format: str
    text: str
    restart: int
    has_digits_only: bool
    style: str | None
    is_hidden: bool


class _List(NamedTuple):
    """A list of the file: the id of its abstract list, its levels, and the numbers at which some of
    them begin anew."""

    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int]


class Numbering:
    """The lists of a file and how far each has been counted."""

    def __init__(self, numbering: Element | None, styles: Styles) -> None:
        elements = list(numbering) if numbering is not None else []
        self._styles = styles
        self._abstract = {
            attribute(element, "abstractNumId"): element
            for element in elements
            if local_name(element) == "abstractNum"
        }
        self._nums = {
            attribute(element, "numId"): element
            for element in elements
            if local_name(element) == "num"
        }
        self._lists: dict[str, _List | None] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def labels(self, body: Element) -> dict[Element, str]:
        """What stands before the paragraphs of a text that are numbered."""
        if not self._nums:
            return {}
        found = ((paragraph, self._label(paragraph)) for paragraph in find_all(body, "p"))
        return {paragraph: label for paragraph, label in found if label}

    def _label(self, paragraph: Element) -> str:
        num, place = self._reference(paragraph)
        if num is None or _is_elsewhere(paragraph) or (numbered := self._list(num)) is None:
            return ""
        if (level := numbered.levels.get(place)) is None:
            return ""
        self._count(num, numbered, place)
        if level.is_hidden:
            return ""
        label = self._written(numbered, level).strip()
        # A number by itself says nothing, except in a row of a table; «Глава 2» may have its title
        # in the next paragraph.
        is_empty = not any(text.text for text in find_all(paragraph, "t"))
        says_nothing = is_empty and not any(map(str.isalpha, _PLACE.sub("", level.text)))
        if not any(map(str.isalnum, label)) or (says_nothing and not _is_inside(paragraph, "tc")):
            return ""
        return label

    def _reference(self, paragraph: Element) -> tuple[str | None, int]:
        """The list and the level that the paragraph, or else its style, names."""
        own = find(paragraph, "pPr", "numPr")
        style = value(find(paragraph, "pPr", "pStyle"))
        num = value(find(own, "numId")) or self._styles.first(
            style, lambda element: value(find(element, "pPr", "numPr", "numId"))
        )
        level = value(find(own, "ilvl"))
        if num is None or num == "0" or (numbered := self._list(num)) is None:
            return None, 0
        if level is None:
            ids = [attribute(element, "styleId") for element in self._styles.chain(style)]
            linked = (n for n, level in numbered.levels.items() if level.style in ids[:1])
            if ids and (place := next(linked, None)) is not None:
                return num, place
            level = self._styles.first(
                style, lambda element: value(find(element, "pPr", "numPr", "ilvl"))
            )
        return num, min(_number(level, 0), _MAX_LEVELS - 1)

    def _list(self, num: str) -> _List | None:
        if num not in self._lists:
            self._lists[num] = None  # in case it names itself
            self._lists[num] = self._read_list(num)
        return self._lists[num]

    def _read_list(self, num: str) -> _List | None:
        element = self._nums.get(num)
        abstract_id = value(find(element, "abstractNumId"))
        abstract = self._abstract.get(abstract_id)
        if element is None or abstract is None:
            return None
        if link := value(find(abstract, "numStyleLink")):
            linked = self._styles.first(
                link, lambda style: value(find(style, "pPr", "numPr", "numId"))
            )
            return self._list(linked) if linked and linked != num else None
        levels = dict(map(_level, find_all(abstract, "lvl")))
        starts = {}
        for override in find_all(element, "lvlOverride"):
            place = _number(attribute(override, "ilvl"), 0)
            levels |= dict(map(_level, find_all(override, "lvl")))
            if (start := find(override, "startOverride")) is not None:
                starts[place] = _number(value(start), 0)
        return _List(abstract_id or "", levels, starts)

    def _count(self, num: str, numbered: _List, place: int) -> None:
        counters = self._counters.setdefault(numbered.abstract, [None] * _MAX_LEVELS)
        if (num, place) not in self._begun and place in numbered.starts:
            counters[place] = numbered.starts[place]
        elif (last := counters[place]) is None:
            counters[place] = numbered.levels[place].start
        else:
            counters[place] = last + 1
        self._begun.add((num, place))
        for below in range(place + 1, _MAX_LEVELS):
            level = numbered.levels.get(below)
            if level is None or place < level.restart:
                counters[below] = None

    def _written(self, numbered: _List, level: _Level) -> str:
        if level.format == "bullet":
            return "" if is_bullet(level.text) else level.text
        counters = self._counters[numbered.abstract]

        def number(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            other = numbered.levels.get(place)
            if other is None or other.format in ("bullet", "none"):
                return ""
            counted = counters[place]
            one = "1" if level.has_digits_only else _FIRST_NUMBERS.get(other.format, "1")
            return write_number(other.start if counted is None else counted, one)

        return _PLACE.sub(number, level.text)


def _level(element: Element) -> tuple[int, _Level]:
    place = min(_number(attribute(element, "ilvl"), 0), _MAX_LEVELS - 1)
    format = [value(named) for named in find_all(element, "numFmt")]
    return place, _Level(
        start=_number(value(find(element, "start")), 0),
        format=(format[-1] if format else None) or "decimal",
        text=value(find(element, "lvlText")) or "",
        restart=_number(value(find(element, "lvlRestart")), place),
        has_digits_only=is_on(find(element, "isLgl")),
        style=value(find(element, "pStyle")),
        is_hidden=is_on(find(element, "rPr", "vanish")),
    )


def _is_elsewhere(paragraph: Element) -> bool:
    """Whether the paragraph was deleted or moved away, or is the copy of a text box that older
    programs show."""
    mark = find(paragraph, "pPr", "rPr")
    if find(mark, "del") is not None or find(mark, "moveFrom") is not None:
        return True
    return _is_inside(paragraph, "Fallback")


def _is_inside(element: Element, name: str) -> bool:
    return any(local_name(outer) == name for outer in element.iterancestors())


def _number(text: str | None, default: int) -> int:
    return int(text) if text and _NUMBER.fullmatch(text) else default
