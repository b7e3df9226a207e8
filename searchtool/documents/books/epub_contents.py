"""Takes the table of contents out of the text of a book: lines that are links to its chapters.

Only the list is taken out, not what else is in its file: some books are one file that begins with
it, in others it follows the preface.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from searchtool.documents.books.epub_chapter import EpubChapterRules
from searchtool.documents.xml.tree import Element, attribute, local_name, walk

_MIN_LINKED_SHARE = 0.6
"""The letters in links among those of a line, from which it is one of a table of contents; the rest
are the number of the page, the name of an author."""

_MAX_OTHER_LINES = 3
"""Lines that are no links within a table of contents: titles of parts."""

_MAX_HEADING_CHARS = 60

_Inside = Callable[[str], str | None]
"""To which element of the same file an address leads, by its id; "" is any other place in the book,
None a place outside of it."""


@dataclass(slots=True)
class _Line:
    """A stretch of text without a break, by the places of the tree that hold it: an element, and
    whether the text stands behind it. `letters` and `linked` count letters and digits, `targets`
    are the ids in the same file that its links lead to."""

    is_heading: bool = False
    texts: list[tuple[Element, bool]] = field(default_factory=list)
    letters: int = 0
    linked: int = 0
    targets: list[str] = field(default_factory=list)

    @property
    def is_linked(self) -> bool:
        return 0 < _MIN_LINKED_SHARE * self.letters <= self.linked

    def drop(self) -> None:
        for element, is_behind in self.texts:
            if is_behind:
                element.tail = None
            else:
                element.text = None


def drop_contents(root: Element, place: str, inside: _Inside) -> None:
    """Take out the table of contents that begins at the element with this id, or somewhere in the
    file where there is none."""
    lines, starts = _lines(root, inside)
    first = starts.get(place, 0)

    def is_back(target: str, number: int) -> bool:
        return first <= starts.get(target, -1) <= number

    entries = [
        number
        for number in range(first, len(lines))
        if lines[number].is_linked
        # Headings of chapters are often links back to the table of contents.
        and not any(is_back(target, number) for target in lines[number].targets)
    ]
    if not entries:
        return
    before = entries[0] - 1
    is_title = before >= first and (lines[before].is_heading or place in starts)
    if is_title and lines[before].letters <= _MAX_HEADING_CHARS:
        lines[before].drop()
    last = entries[0]
    for number in entries:
        if number - last > _MAX_OTHER_LINES + 1:
            break
        lines[number].drop()
        last = number


def drop_navigation(root: Element, inside: _Inside) -> None:
    """Take out the elements that are marked as navigation and consist mostly of links, and what is
    marked as a table of contents."""
    for element in list(root.iter()):
        if local_name(element) == "nav":
            lines, _ = _lines(element, inside)
            items = [line for line in lines if not line.is_heading]
            linked = sum(line.linked for line in items)
            if linked >= _MIN_LINKED_SHARE * sum(line.letters for line in items):
                for line in lines:
                    line.drop()
        elif element.attrib and _is_contents(element):
            drop_contents(element, "", inside)


def _is_contents(element: Element) -> bool:
    kinds = (attribute(element, "type") or "").split()
    return "toc" in kinds or attribute(element, "role") == "doc-toc"


def _lines(root: Element, inside: _Inside) -> tuple[list[_Line], dict[str, int]]:
    """The lines of a tree in their order, and the line at which each id begins."""
    reader = _LineReader(inside)
    events = walk(root)
    for event, element in events:
        name = local_name(element)
        if event == "start" and name in EpubChapterRules.skipped:
            events.skip_subtree()
        elif event == "start":
            reader.enter(element, name)
        else:
            reader.leave(element, name, has_tail=element is not root)
    reader.cut()
    return reader.lines, reader.starts


class _LineReader:
    def __init__(self, inside: _Inside) -> None:
        self.lines: list[_Line] = []
        self.starts: dict[str, int] = {}
        self._inside = inside
        self._line = _Line()
        self._links = 0
        self._headings = 0

    def enter(self, element: Element, name: str) -> None:
        if _is_break(name):
            self.cut()
        for own in filter(None, (attribute(element, "id"), _anchor(element, name))):
            self.starts.setdefault(own, len(self.lines))
        self._headings += EpubChapterRules.roles.get(name) == "heading"
        if (target := self._target(element, name)) is not None:
            self._links += 1
            self._line.targets += filter(None, [target])
        self._add(element, element.text, is_behind=False)

    def leave(self, element: Element, name: str, *, has_tail: bool) -> None:
        self._links -= self._target(element, name) is not None
        if _is_break(name):
            self.cut()
        self._headings -= EpubChapterRules.roles.get(name) == "heading"
        if has_tail:
            self._add(element, element.tail, is_behind=True)

    def cut(self) -> None:
        """End a line."""
        if self._line.letters:
            self._line.is_heading = self._headings > 0
            self.lines.append(self._line)
            self._line = _Line()

    def _add(self, element: Element, text: str | None, *, is_behind: bool) -> None:
        if text:
            letters = sum(map(str.isalnum, text))
            self._line.texts.append((element, is_behind))
            self._line.letters += letters
            self._line.linked += letters if self._links else 0

    def _target(self, element: Element, name: str) -> str | None:
        return self._inside(attribute(element, "href") or "") if name == "a" else None


def _is_break(name: str) -> bool:
    return name in EpubChapterRules.roles or name in ("br", "tr")


def _anchor(element: Element, name: str) -> str | None:
    return attribute(element, "name") if name == "a" else None
