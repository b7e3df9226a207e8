"""Counts the automatic numbers of list items and headings in .odt files (OpenDocument 1.3, part 3,
sections 5.3 and 16.30 to 16.34).

Lists are trees of elements; a list style says how the numbers of each level look. A list begins at
its first number unless it says that it continues another.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from searchtool.documents.office.list_numbers import write_number
from searchtool.documents.xml.tree import Element, attribute, find, find_all, local_name, text_of

_MAX_LEVELS = 10
_NUMBER = re.compile(r"\d{1,9}", re.ASCII)
_PLACE = re.compile(r"%(\d{1,2})%", re.ASCII)
_OUTLINE = "outline"

_Counters = list[int | None]


class _Level(NamedTuple):
    """A level of a list. `one` is how it writes one, "" where it writes no number; `shown` counts
    the levels whose numbers it shows; `pattern`, if there is one, says all of this with `%1%` for
    the number of the first level."""

    one: str
    prefix: str
    suffix: str
    shown: int
    start: int
    pattern: str | None


class OdtLists:
    """The lists of a file and how far each has been counted. `style_of` is the list style that the
    style of a paragraph names."""

    def __init__(self, trees: Sequence[Element], style_of: Callable[[Element], str | None]) -> None:
        self._style_of = style_of
        self._styles: dict[str | None, dict[int, _Level]] = {}
        for tree in trees:
            for style in find_all(tree, "list-style"):
                self._styles[attribute(style, "name")] = dict(_levels(style))
            for style in find_all(tree, "outline-style"):
                self._styles[_OUTLINE] = dict(_levels(style))
        self._by_id: dict[str, _Counters] = {}
        self._by_style: dict[str | None, _Counters] = {}
        self._outline: _Counters = [None] * _MAX_LEVELS

    def labels(self, root: Element) -> dict[Element, str]:
        """What stands before the paragraphs that are numbered."""
        found: dict[Element, str] = {}
        for element in find_all(root, "list", "h"):
            in_list = any(local_name(outer) == "list" for outer in element.iterancestors())
            if in_list:
                continue
            if local_name(element) == "h":
                label = self._heading(element)
                found[element] = label
            else:
                found.update(self._list(element, 0, None, self._begin(element)))
        return {paragraph: label for paragraph, label in found.items() if label}

    def _begin(self, element: Element) -> _Counters:
        """The counters of a list: new ones, or those of the list that it continues."""
        style = attribute(element, "style-name")
        counters: _Counters | None = self._by_id.get(attribute(element, "continue-list") or "")
        if counters is None and attribute(element, "continue-numbering") == "true":
            counters = self._by_style.get(style)
        if counters is None:
            counters = [None] * _MAX_LEVELS
        self._by_style[style] = counters
        if (own := attribute(element, "id")) is not None:
            self._by_id[own] = counters
        return counters

    def _list(
        self, element: Element, place: int, style: str | None, counters: _Counters
    ) -> Iterator[tuple[Element, str]]:
        style = attribute(element, "style-name") or style
        for item in element:
            is_numbered = local_name(item) == "list-item"
            for child in item:
                name = local_name(child)
                if name == "list":
                    deeper = min(place + 1, _MAX_LEVELS - 1)
                    yield from self._list(child, deeper, style, counters)
                elif name in ("p", "h") and is_numbered:
                    is_numbered = False
                    levels = self._styles.get(style or self._style_of(child), {})
                    self._count(counters, levels, place, attribute(item, "start-value"))
                    yield child, _label(child, item, levels, counters, place)

    def _heading(self, heading: Element) -> str:
        levels = self._styles.get(_OUTLINE, {})
        place = min(max(_number(attribute(heading, "outline-level"), 1) - 1, 0), _MAX_LEVELS - 1)
        if attribute(heading, "is-list-header") == "true":
            return ""
        self._count(self._outline, levels, place, attribute(heading, "start-value"))
        return _label(heading, heading, levels, self._outline, place)

    @staticmethod
    def _count(
        counters: _Counters, levels: dict[int, _Level], place: int, start: str | None
    ) -> None:
        last = counters[place]
        if start is not None or last is None:
            level = levels.get(place)
            counters[place] = _number(start, level.start if level else 1)
        else:
            counters[place] = last + 1
        counters[place + 1 :] = [None] * (_MAX_LEVELS - place - 1)


def _label(
    paragraph: Element,
    item: Element,
    levels: dict[int, _Level],
    counters: _Counters,
    place: int,
) -> str:
    """The number as it was shown last, if the file says so, else as its level says."""
    shown = text_of(find(item, "number") if item is not paragraph else find(paragraph, "number"))
    level = levels.get(place)
    if shown:
        label, words = shown, shown
    elif level is not None:
        label = _written(level, levels, counters, place)
        words = _PLACE.sub("", level.pattern or level.prefix + level.suffix)
    else:
        return ""
    in_cell = any(local_name(outer) == "table-cell" for outer in paragraph.iterancestors())
    says_nothing = not text_of(paragraph) and not any(map(str.isalpha, words)) and not in_cell
    return "" if says_nothing or not any(map(str.isalnum, label)) else label.strip()


def _written(level: _Level, levels: dict[int, _Level], counters: _Counters, place: int) -> str:
    def number(at: int) -> str:
        other = levels.get(at)
        if other is None or not other.one:
            return ""
        counted = counters[at] if at < _MAX_LEVELS else None
        return write_number(other.start if counted is None else counted, other.one)

    if level.pattern is not None:
        return _PLACE.sub(lambda match: number(int(match[1]) - 1), level.pattern)
    if not level.one:
        return level.prefix + level.suffix
    numbers = filter(None, map(number, range(max(0, place + 1 - level.shown), place + 1)))
    return f"{level.prefix}{'.'.join(numbers)}{level.suffix}"


def _levels(style: Element) -> Iterator[tuple[int, _Level]]:
    for level in style:
        if local_name(level) in ("list-level-style-number", "outline-level-style"):
            place = _number(attribute(level, "level"), 1) - 1
            format = attribute(level, "num-format") or ""
            yield (
                place,
                _Level(
                    one=format if format.startswith("0") else format[:1],
                    prefix=attribute(level, "num-prefix") or "",
                    suffix=attribute(level, "num-suffix") or "",
                    shown=_number(attribute(level, "display-levels"), 1),
                    start=_number(attribute(level, "start-value"), 1),
                    pattern=attribute(level, "num-list-format") if format else None,
                ),
            )


def _number(text: str | None, default: int) -> int:
    return int(text) if text and _NUMBER.fullmatch(text) else default
