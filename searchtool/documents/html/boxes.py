"""Lays a page out in boxes, as a browser does: block elements, and the paragraphs in them with
their text and how much of it is links."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from searchtool.documents.html.tags import PageRules
from searchtool.documents.xml.tree import Element, local_name, new_element, text_of

_RULES = PageRules()
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_SENTENCE_END = re.compile(r"[.!?…;:][»”\")\]]*\s*$")


@dataclass(eq=False, slots=True)
class Box:
    """A block element. `chars` and `linked` count the characters of its text and those of them in
    links; `text` is that of a paragraph, a box without boxes in it. `ends_in_link` says that a link
    ends its text."""

    element: Element
    parent: "Box | None" = None
    children: list["Box"] = field(default_factory=list)
    text: str = ""
    chars: int = 0
    linked: int = 0
    ends_in_link: bool = False

    @property
    def ancestors(self) -> Iterator["Box"]:
        """The boxes it is in, from the inside, beginning with itself."""
        box: Box | None = self
        while box is not None:
            yield box
            box = box.parent

    @property
    def paragraphs(self) -> Iterator["Box"]:
        """The paragraphs in it that have a text, in their order."""
        if self.text:
            yield self
        for child in self.children:
            yield from child.paragraphs

    @property
    def words(self) -> int:
        """Words of letters in the text of a paragraph."""
        return len(_WORD.findall(self.text))

    @property
    def is_sentence(self) -> bool:
        """Whether it ends as sentences do. The headline in a link is none."""
        if self.ends_in_link and self.linked == self.chars:
            return self.text.endswith(".") and self.words > 3
        return _SENTENCE_END.search(self.text) is not None and self.words > 1


def lay_out(body: Element) -> Box:
    """The boxes of a page. Text beside block elements, and between two line breaks, is put into
    `div` elements: anonymous block boxes (CSS 2.1, 9.2.1.1)."""
    blocks: set[Element] = set()
    for element in reversed(list(body.iter())):
        if _is_block(element) or element in blocks:
            blocks.add(element)
            if (parent := element.getparent()) is not None:
                blocks.add(parent)
    return _lay_out(body, None, blocks, linked=False)


def _is_block(element: Element) -> bool:
    name = local_name(element)
    return name in _RULES.roles or name in _RULES.containers


def _lay_out(element: Element, parent: Box | None, blocks: set[Element], linked: bool) -> Box:
    box = Box(element, parent)
    linked |= _is_link(element)
    if _divides(element, blocks):
        _wrap_runs(element, blocks)
        for child in element:
            if child in blocks and not _RULES.is_skipped(child, local_name(child)):
                inner = _lay_out(child, box, blocks, linked)
                box.children.append(inner)
                box.chars += inner.chars
                box.linked += inner.linked
        return box
    _part_inline_elements(element)
    pieces = list(_pieces(element, linked))
    box.text = " ".join("".join(text for text, _ in pieces).split())
    shown = [(len("".join(text.split())), is_link) for text, is_link in pieces if text.strip()]
    box.chars = sum(size for size, _ in shown)
    box.linked = sum(size for size, is_link in shown if is_link)
    box.ends_in_link = bool(shown) and shown[-1][1]
    return box


def _is_link(element: Element) -> bool:
    """Whether it leads to another place; telephone numbers and mail addresses do not."""
    href = (element.get("href") or "").strip().lower()
    return local_name(element) == "a" and href != "" and not href.startswith(("mailto:", "tel:"))


def _storable(text: str | None) -> str | None:
    """The text without characters that a page can have and lxml does not accept."""
    return text and _NOT_XML.sub(" ", text)


def _divides(element: Element, blocks: set[Element]) -> bool:
    return any(child in blocks for child in element) or any(_is_gap(child) for child in element)


def _is_gap(element: Element) -> bool:
    """Whether it is the first of two line breaks."""
    following = element.getnext()
    return (
        element.tag == "br"
        and following is not None
        and following.tag == "br"
        and not (element.tail or "").strip()
    )


def _wrap_runs(element: Element, blocks: set[Element]) -> None:
    """Put text and elements in between the blocks in it into blocks."""
    children = list(element)
    run = new_element("div")
    run.text, element.text = _storable(element.text), None
    runs = [(0, run)]
    for child in children:
        if child in blocks:
            run = new_element("div")
            run.text, child.tail = _storable(child.tail), None
            runs.append((1, child))
            runs.append((0, run))
            continue
        is_gap = _is_gap(child)
        run.append(child)
        if is_gap:
            run = new_element("div")
            runs.append((0, run))
    element[:] = [
        part for is_block, part in runs if is_block or len(part) or (part.text or "").strip()
    ]
    blocks.update(part for is_block, part in runs if not is_block)


def _part_inline_elements(element: Element) -> None:
    """Put a space between elements that style sheets show apart: links, sentences, a name and an
    office of other classes."""
    for child, following in pairwise(element):
        if child.tail or child.tag == "br" or following.tag == "br":
            continue
        left, right = text_of(child)[-1:], text_of(following)[:1]
        classes = (child.get("class"), following.get("class"))
        is_word = left.isalnum() and right.isalnum() and all(classes) and classes[0] != classes[1]
        is_menu = child.tag == following.tag == "a"
        if (
            is_menu
            or is_word
            or (_SENTENCE_END.match(left) and (right.isupper() or right in {*"«„“—"}))
        ):
            child.tail = " "


def _pieces(element: Element, linked: bool) -> Iterator[tuple[str, bool]]:
    """The text of a paragraph in pieces, and whether each is in a link."""
    if element.text:
        yield element.text, linked
    for child in element:
        name = local_name(child)
        if name == "br":
            yield "\n", linked
        elif not _RULES.is_skipped(child, name):
            yield from _pieces(child, linked or _is_link(child))
        if child.tail:
            yield child.tail, linked
