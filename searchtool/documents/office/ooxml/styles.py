"""What the paragraph and character styles of a .docx file say (ECMA-376, part 1, section 17.7)."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from searchtool.documents.office.styles import Style, named_style
from searchtool.documents.xml.tree import Element, attribute, find, find_all, local_name

_Value = TypeVar("_Value")
_PLACEHOLDER = "placeholdertext"
_OFF = ("0", "false", "off")


class Styles:
    """The styles by their ids, each with those it is based on."""

    def __init__(self, styles: Element | None) -> None:
        self._elements = {
            attribute(style, "styleId"): style
            for style in (find_all(styles, "style") if styles is not None else ())
        }
        self._resolved: dict[str | None, Style] = {}
        self._hidden: dict[str | None, bool] = {None: False}
        self._any_hides = any(map(_hides, self._elements.values()))

    def of(self, paragraph: Element) -> Style:
        """The style of a paragraph, by its name or those of the styles it is based on."""
        name = value(find(paragraph, "pPr", "pStyle"))
        if name not in self._resolved:
            self._resolved[name] = self._resolve(name)
        style = self._resolved[name]
        level = _outline_level(paragraph)
        return style._replace(role="heading", level=level) if level else style

    def is_hidden(self, run: Element) -> bool:
        """Whether a run is hidden, by itself, by its style or by that of its paragraph."""
        properties = find(run, "rPr")
        if (vanish := find(properties, "vanish")) is not None:
            return is_on(vanish)
        if not self._any_hides:
            return False
        paragraph = next((o for o in run.iterancestors() if local_name(o) == "p"), None)
        names = (find(properties, "rStyle"), find(paragraph, "pPr", "pStyle"))
        return any(self._is_hiding(value(name)) for name in names)

    def is_placeholder(self, run: Element) -> bool:
        """Whether a run is in the style of the words that ask to fill a field in."""
        name = value(find(run, "rPr", "rStyle"))
        return name is not None and self._name(name).lower().replace(" ", "") == _PLACEHOLDER

    def first(
        self, style_id: str | None, choose: Callable[[Element], _Value | None]
    ) -> _Value | None:
        """What the style or the nearest of those it is based on has."""
        chosen = (choose(element) for element in self.chain(style_id))
        return next((found for found in chosen if found is not None), None)

    def chain(self, style_id: str | None) -> Iterator[Element]:
        """The style and those it is based on."""
        seen: set[str | None] = set()
        while style_id not in seen and (element := self._elements.get(style_id)) is not None:
            seen.add(style_id)
            yield element
            style_id = value(find(element, "basedOn"))

    def _resolve(self, name: str | None) -> Style:
        style = named_style(self._name(name))
        seen: set[str] = set()
        while style is None and name is not None and name not in seen:
            seen.add(name)
            element = self._elements.get(name)
            if (level := _outline_level(element)) is not None:
                return Style("heading", level)
            name = value(find(element, "basedOn"))
            style = named_style(self._name(name))
            # The lines with the author and the date are based on the title.
            if style is not None and style.level is None and style.role == "heading":
                return Style()
        return style or Style()

    def _is_hiding(self, style_id: str | None) -> bool:
        if style_id not in self._hidden:
            found = self.first(style_id, lambda style: find(style, "rPr", "vanish"))
            self._hidden[style_id] = is_on(found)
        return self._hidden[style_id]

    def _name(self, style_id: str | None) -> str:
        return value(find(self._elements.get(style_id), "name")) or style_id or ""


def value(element: Element | None) -> str | None:
    """The value that an element of properties gives."""
    return attribute(element, "val")


def is_on(element: Element | None) -> bool:
    """Whether a property that is on or off is on."""
    return element is not None and value(element) not in _OFF


def _hides(style: Element) -> bool:
    return is_on(find(style, "rPr", "vanish"))


def _outline_level(element: Element | None) -> int | None:
    """The level of a heading, from 1; level 10 is body text."""
    level = value(find(element, "pPr", "outlineLvl"))
    return int(level) + 1 if level in tuple("012345678") else None
