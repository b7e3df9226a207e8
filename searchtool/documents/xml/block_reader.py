"""Reads the paragraphs of a tree of elements by rules that say what the elements are."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Literal, NamedTuple

from searchtool.core.model import Role
from searchtool.documents.blocks import Paragraph, join_table_row, split_paragraphs
from searchtool.documents.xml.tree import Element, local_name, walk

ContainerKind = Literal["aside", "row", "cell"]

_SPACE = re.compile(r"\s+")


class ElementRules:
    """What the elements of one kind of markup are, by their local names.

    Elements with a role are paragraphs; one with the role `text` inherits the role of the element
    it is in, and is a line where that is verse. An element that is not named is part of the
    paragraph it stands in.
    """

    roles: ClassVar[Mapping[str, Role]] = {}
    skipped: ClassVar[frozenset[str]] = frozenset()
    containers: ClassVar[Mapping[str, ContainerKind]] = {}
    """Rows and cells of tables; an aside (a note, a text box) comes after its paragraph. An aside
    may have a role, too: that of its paragraphs."""
    void_text: ClassVar[Mapping[str, str]] = {}
    """The text for elements that have none; `\\n` is a line break."""
    preformatted: ClassVar[frozenset[str]] = frozenset()
    """Paragraphs whose line ends are line breaks."""
    text_elements: ClassVar[frozenset[str] | None] = None
    """The only elements whose text counts; None where all text does."""
    has_line_numbers: ClassVar[bool] = False
    """Whether the line numbers of the markup are useful to people."""

    def is_skipped(self, element: Element, name: str) -> bool:
        """Whether nothing in the element is text of the document."""
        return name in self.skipped

    def role(self, element: Element, name: str) -> Role | None:
        """The role of the paragraph that the element is; None where it is none."""
        return self.roles.get(name)

    def section(self, element: Element, name: str, current: str | None) -> str | None:
        """The title of the chapter from this element on."""
        return current

    def own_text(self, element: Element, name: str) -> str:
        """What the element stands for, before the text in it: a break, the number of a point."""
        return self.void_text.get(name, "")

    def inserted(self, element: Element, name: str, section: str | None) -> Sequence[Paragraph]:
        """Paragraphs that the element refers to: a note, a chart. They come after its paragraph,
        or after its table row; `section` is the chapter it is in."""
        return ()


def read_paragraphs(
    root: Element, rules: ElementRules, section: str | None = None
) -> list[Paragraph]:
    """The paragraphs of a tree in reading order; `section` is the chapter it begins in."""
    return _read(_BlockReader(root, rules, section))


def heading_text(element: Element, rules: ElementRules) -> str:
    """The text of a heading in one line, without its notes."""
    paragraphs = _read(_BlockReader(element, rules, None, is_excerpt=True))
    texts = [paragraph.text for paragraph in paragraphs if paragraph.role == "heading"]
    stopped = [text if text[-1] in ".!?…:" else f"{text}." for text in texts[:-1]]
    return " ".join(stopped + texts[-1:])


def _read(reader: "_BlockReader") -> list[Paragraph]:
    events = walk(reader.root)
    for event, element in events:
        name = local_name(element)
        if event == "end":
            reader.leave(element)
        elif reader.rules.is_skipped(element, name):
            events.skip_subtree()
        else:
            reader.enter(element, name)
    return reader.paragraphs()


class _OpenParagraph(NamedTuple):
    """A paragraph that has begun, at `start` in the run of its container."""

    element: Element
    role: Role
    is_line: bool
    keeps_lines: bool
    start: int


@dataclass(slots=True)
class _Container:
    """What has been read of the whole tree, or of an aside, a row or a cell. `run` is the paragraph
    being read, `asides` are the notes that come after it."""

    element: Element
    kind: ContainerKind | None = None
    open_paragraphs: list[_OpenParagraph] = field(default_factory=list)
    run: list[str] = field(default_factory=list)
    line: int | None = None
    paragraphs: list[Paragraph] = field(default_factory=list)
    asides: list[Paragraph] = field(default_factory=list)
    cells: list[list[Paragraph]] = field(default_factory=list)

    def begin(self, element: Element, role: Role, keeps_lines: bool, section: str | None) -> None:
        outer = self.open_paragraphs[-1] if self.open_paragraphs else None
        inherited = outer.role if outer else "text"
        is_line = role == "text" and inherited == "verse"
        if not is_line:
            self.flush(section)
        role = inherited if role == "text" else role
        keeps_lines |= outer is not None and outer.keeps_lines
        self.open_paragraphs.append(
            _OpenParagraph(element, role, is_line, keeps_lines, len(self.run))
        )

    def end(self, section: str | None) -> None:
        last = self.open_paragraphs[-1]
        if last.is_line:
            own = "".join(self.run[last.start :]).strip()
            self.run.append("\n\n" if "\n" in own else "\n")
        else:
            self.flush(section)
        self.open_paragraphs.pop()

    def flush(self, section: str | None) -> None:
        role = self.open_paragraphs[-1].role if self.open_paragraphs else "text"
        for text, divided in split_paragraphs("".join(self.run), role):
            self.paragraphs.append(Paragraph(text, divided, self.line, None, section))
        self.paragraphs += self.asides
        self.run.clear()
        self.asides.clear()
        self.line = None


class _BlockReader:
    """Reads a tree. Of an excerpt only its own text is wanted: no chapter begins in it, nothing is
    inserted."""

    def __init__(
        self,
        root: Element,
        rules: ElementRules,
        section: str | None,
        is_excerpt: bool = False,
    ) -> None:
        self.root = root
        self.rules = rules
        self._section = section
        self._is_excerpt = is_excerpt
        self._containers = [_Container(root)]

    def enter(self, element: Element, name: str) -> None:
        rules, container = self.rules, self._containers[-1]
        if (kind := rules.containers.get(name)) is not None:
            if kind != "aside":
                container.flush(self._section)
            container = _Container(element, kind)
            self._containers.append(container)
        if (role := rules.role(element, name)) is not None:
            container.begin(element, role, name in rules.preformatted, self._section)
        if not self._is_excerpt:
            self._section = rules.section(element, name, self._section)
            self._insert(rules.inserted(element, name, self._section))
        container.run.append(rules.own_text(element, name))
        if rules.text_elements is None or name in rules.text_elements:
            self._add(element, element.text)

    def leave(self, element: Element) -> None:
        container = self._containers[-1]
        if container.kind is not None and container.element is element:
            self._close(self._containers.pop())
        elif container.open_paragraphs and container.open_paragraphs[-1].element is element:
            container.end(self._section)
        if element is not self.root and self.rules.text_elements is None:
            self._add(element, element.tail)

    def paragraphs(self) -> list[Paragraph]:
        """All paragraphs, once the tree has been walked."""
        (container,) = self._containers
        container.flush(self._section)
        return container.paragraphs

    def _add(self, element: Element, text: str | None) -> None:
        if not text:
            return
        container = self._containers[-1]
        keeps_lines = bool(container.open_paragraphs) and container.open_paragraphs[-1].keeps_lines
        container.run.append(text if keeps_lines else _SPACE.sub(" ", text))
        if self.rules.has_line_numbers and container.line is None and not text.isspace():
            container.line = element.sourceline

    def _insert(self, paragraphs: Sequence[Paragraph]) -> None:
        if paragraphs:  # a row is one line: what is inserted in its cells comes after it
            outer = next(c for c in reversed(self._containers) if c.kind not in ("row", "cell"))
            outer.asides += paragraphs

    def _close(self, container: _Container) -> None:
        container.flush(self._section)
        outer = self._containers[-1]
        if container.kind == "aside":
            outer.asides += container.paragraphs
        elif container.kind == "cell" and outer.kind == "row":
            outer.cells.append(container.paragraphs)
        else:
            outer.paragraphs += container.paragraphs + join_table_row(container.cells)
