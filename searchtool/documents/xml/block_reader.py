"""Reads the paragraphs of a tree of elements by rules that say what the elements are."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal, NamedTuple

from searchtool.core.model import Role
from searchtool.documents.blocks import Paragraph, join_table_row, split_paragraphs
from searchtool.documents.xml.tree import Element, local_name, walk

FrameKind = Literal["aside", "row", "cell"]

_SPACE = re.compile(r"\s+")


class Grammar:
    """What the elements of one kind of markup are, by their local names.

    Elements with a role are paragraphs; one with the role `text` takes over that of the element it
    is in, and is a line where that is verse. An element that is not named here is part of the
    paragraph it stands in.
    """

    roles: ClassVar[Mapping[str, Role]] = {}
    skipped: ClassVar[frozenset[str]] = frozenset()
    frames: ClassVar[Mapping[str, FrameKind]] = {}
    """Rows and cells of tables; an aside (a note, a text box) comes after its paragraph."""
    stands_for: ClassVar[Mapping[str, str]] = {}
    """What elements without text mean; `\\n` is a line break."""
    preformatted: ClassVar[frozenset[str]] = frozenset()
    """Paragraphs whose line ends are line breaks."""
    texts: ClassVar[frozenset[str] | None] = None
    """The only elements whose text counts; None where all text does."""
    counts_lines: ClassVar[bool] = False
    """Whether the lines of the markup mean something to its reader."""

    def is_skipped(self, element: Element, name: str) -> bool:
        """Whether nothing of the element is text of the document."""
        return name in self.skipped

    def role(self, element: Element, name: str) -> Role | None:
        """What paragraph the element is; None where it is none."""
        return self.roles.get(name)

    def section(self, element: Element, name: str, current: str | None) -> str | None:
        """The title of the chapter that the text from this element on is in."""
        return current


def read_paragraphs(root: Element, grammar: Grammar, section: str | None = None) -> list[Paragraph]:
    """The paragraphs of a tree in reading order; `section` is the chapter it begins in."""
    return _read(_Flow(root, grammar, grammar.section, section))


def heading_text(element: Element, grammar: Grammar) -> str:
    """What a heading says, in one line and without its notes."""
    paragraphs = _read(_Flow(element, grammar, _same_section, None))
    texts = [paragraph.text for paragraph in paragraphs if paragraph.role == "heading"]
    stopped = [text if text[-1] in ".!?…:" else f"{text}." for text in texts[:-1]]
    return " ".join(stopped + texts[-1:])


def _same_section(element: Element, name: str, current: str | None) -> str | None:
    return current


def _read(flow: "_Flow") -> list[Paragraph]:
    events = walk(flow.root)
    for event, element in events:
        name = local_name(element)
        if event == "end":
            flow.leave(element)
        elif flow.grammar.is_skipped(element, name):
            events.skip_subtree()
        else:
            flow.enter(element, name)
    return flow.whole()


class _Opened(NamedTuple):
    """A paragraph that has begun; `start` is where, in the run of its frame."""

    element: Element
    role: Role
    is_line: bool
    keeps_lines: bool
    start: int


@dataclass(slots=True)
class _Frame:
    """The whole, or an aside, a row, a cell: what has been read of it. `run` is the paragraph being
    read, `held` what comes after it."""

    element: Element
    kind: FrameKind | None = None
    opened: list[_Opened] = field(default_factory=list)
    run: list[str] = field(default_factory=list)
    line: int | None = None
    paragraphs: list[Paragraph] = field(default_factory=list)
    held: list[Paragraph] = field(default_factory=list)
    cells: list[list[Paragraph]] = field(default_factory=list)

    def begin(self, element: Element, role: Role, keeps_lines: bool, section: str | None) -> None:
        outer = self.opened[-1] if self.opened else None
        inherited = outer.role if outer else "text"
        is_line = role == "text" and inherited == "verse"
        if not is_line:
            self.flush(section)
        role = inherited if role == "text" else role
        keeps_lines |= outer is not None and outer.keeps_lines
        self.opened.append(_Opened(element, role, is_line, keeps_lines, len(self.run)))

    def end(self, section: str | None) -> None:
        last = self.opened[-1]
        if last.is_line:
            own = "".join(self.run[last.start :]).strip()
            self.run.append("\n\n" if "\n" in own else "\n")
        else:
            self.flush(section)
        self.opened.pop()

    def flush(self, section: str | None) -> None:
        role = self.opened[-1].role if self.opened else "text"
        for text, divided in split_paragraphs("".join(self.run), role):
            self.paragraphs.append(Paragraph(text, divided, self.line, None, section))
        self.paragraphs += self.held
        self.run.clear()
        self.held.clear()
        self.line = None


_Sections = Callable[[Element, str, str | None], str | None]


class _Flow:
    def __init__(
        self, root: Element, grammar: Grammar, sections: _Sections, section: str | None
    ) -> None:
        self.root = root
        self.grammar = grammar
        self._sections = sections
        self._section = section
        self._frames = [_Frame(root)]

    def enter(self, element: Element, name: str) -> None:
        grammar, frame = self.grammar, self._frames[-1]
        if (kind := grammar.frames.get(name)) is not None:
            if kind != "aside":
                frame.flush(self._section)
            self._frames.append(_Frame(element, kind))
        elif (role := grammar.role(element, name)) is not None:
            frame.begin(element, role, name in grammar.preformatted, self._section)
        self._section = self._sections(element, name, self._section)
        self._frames[-1].run.append(grammar.stands_for.get(name, ""))
        if grammar.texts is None or name in grammar.texts:
            self._add(element, element.text)

    def leave(self, element: Element) -> None:
        frame = self._frames[-1]
        if frame.kind is not None and frame.element is element:
            self._close(self._frames.pop())
        elif frame.opened and frame.opened[-1].element is element:
            frame.end(self._section)
        if element is not self.root and self.grammar.texts is None:
            self._add(element, element.tail)

    def whole(self) -> list[Paragraph]:
        """All paragraphs, once the tree has been walked."""
        (frame,) = self._frames
        frame.flush(self._section)
        return frame.paragraphs

    def _add(self, element: Element, text: str | None) -> None:
        if not text:
            return
        frame = self._frames[-1]
        keeps_lines = bool(frame.opened) and frame.opened[-1].keeps_lines
        frame.run.append(text if keeps_lines else _SPACE.sub(" ", text))
        if self.grammar.counts_lines and frame.line is None and not text.isspace():
            frame.line = element.sourceline

    def _close(self, frame: _Frame) -> None:
        frame.flush(self._section)
        outer = self._frames[-1]
        if frame.kind == "aside":
            outer.held += frame.paragraphs
        elif frame.kind == "cell" and outer.kind == "row":
            outer.cells.append(frame.paragraphs)
        else:
            outer.paragraphs += frame.paragraphs + join_table_row(frame.cells)
