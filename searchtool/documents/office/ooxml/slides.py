"""Reads the slides of a .pptx file (ECMA-376, part 1, section 19)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from searchtool.core.i18n import tr
from searchtool.core.model import Role
from searchtool.documents.blocks import Paragraph
from searchtool.documents.office.ooxml.drawings import read_graphic
from searchtool.documents.office.ooxml.parts import Part
from searchtool.documents.source import Source
from searchtool.documents.xml.block_reader import ContainerKind, ElementRules, read_paragraphs
from searchtool.documents.xml.tree import Element, attribute, find, find_all, local_name, text_of

_TITLES = frozenset(("title", "ctrTitle", "subTitle"))
_RUNNING = frozenset(("dt", "ftr", "hdr", "sldImg", "sldNum"))
"""Placeholders for what stands on every slide, and for its picture above the notes."""

_BRANCHES = frozenset(("Choice", "Fallback"))
_AUTHORS = ("commentAuthors", "authors")
_COMMENTS = ("comments", "comment")
_NOT_READ = frozenset(("oleObject", "package"))
_AUTOMATIC = re.compile(r"slidenum|datetime")


class Presentation:
    """The slides of a file, whose main part lists them."""

    def __init__(self, source: Source, main: Part) -> None:
        self._source = source
        self._main = main
        trees = [part.tree for part in main.parts(*_AUTHORS)]
        self._authors = {
            attribute(author, "id"): " ".join((attribute(author, "name") or "").split())
            for tree in trees
            for author in (find_all(tree, "cmAuthor", "author") if tree is not None else ())
        }

    def paragraphs(self) -> Iterator[Paragraph]:
        """All slides in their order, each once; one that is missing is reported."""
        read: set[str] = set()
        slides = find(self._main.tree, "sldIdLst")
        for number, slide in enumerate(slides if slides is not None else (), 1):
            relation = next(
                (
                    self._main.relations[id]
                    for id in slide.attrib.values()
                    if id in self._main.relations
                ),
                None,
            )
            if relation is None or relation.target in read:
                continue
            read.add(relation.target)
            part = self._main.part(relation)
            if self._main.package.find(part.name) is None:
                member = self._source.member(part.name)
                self._source.report(member.unreadable(tr("missing", "этой части нет")))
            yield from self._slide(part, number)

    def _slide(self, part: Part, number: int) -> Iterator[Paragraph]:
        # The title may be drawn last.
        paragraphs = sorted(_shapes(part), key=lambda paragraph: paragraph.role != "heading")
        title = next((p.text for p in paragraphs if p.role == "heading"), None)
        for notes in part.parts("notesSlide"):
            paragraphs += _shapes(notes)
        for comments in part.parts(*_COMMENTS):
            paragraphs += self._comments(comments)
        for relation in part.relations.values():
            if relation.kind in _NOT_READ:
                self._source.skip_member(relation.target)
        yield from (paragraph._replace(page=number, section=title) for paragraph in paragraphs)

    def _comments(self, part: Part) -> Iterator[Paragraph]:
        for comment in find_all(part.tree, "cm", "reply") if part.tree is not None else ():
            body = find(comment, "txBody")
            lines = find_all(body, "p") if body is not None else [find(comment, "text")]
            if text := " ".join(filter(None, map(text_of, lines))):
                author = self._authors.get(attribute(comment, "authorId"))
                yield Paragraph(f"{author}: {text}" if author else text, "comment")


def _shapes(part: Part) -> list[Paragraph]:
    return read_paragraphs(part.tree, _SlideRules(part)) if part.tree is not None else []


class _SlideRules(ElementRules):
    """Rules for a slide or the notes on it."""

    containers: ClassVar[Mapping[str, ContainerKind]] = {"tr": "row", "tc": "cell"}
    void_text: ClassVar[Mapping[str, str]] = {"br": "\n", "tab": " "}
    text_elements = frozenset(("t",))

    def __init__(self, part: Part) -> None:
        self._part = part

    def is_skipped(self, element: Element, name: str) -> bool:
        if name == "sp":
            return _placeholder(element) in _RUNNING
        if name in _BRANCHES:  # the same for programs that know more, and for others
            others = element.itersiblings(preceding=True)
            return any(
                next(find_all(other, "t", "chart", "relIds"), None) is not None for other in others
            )
        return name == "fld" and _AUTOMATIC.match(attribute(element, "type") or "") is not None

    def role(self, element: Element, name: str) -> Role | None:
        if name != "p":
            return None
        shape = next((o for o in element.iterancestors() if local_name(o) == "sp"), None)
        return "heading" if shape is not None and _placeholder(shape) in _TITLES else "text"

    def inserted(self, element: Element, name: str, section: str | None) -> Sequence[Paragraph]:
        return read_graphic(self._part, element) if name in ("chart", "relIds") else ()


def _placeholder(shape: Element) -> str | None:
    """For what the layout of a slide keeps a place that a shape fills, None for other shapes."""
    properties = find(shape, "nvSpPr", "nvPr", "ph")
    return attribute(properties, "type")
