"""What the elements of WordprocessingML are (ECMA-376, part 1, section 17)."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from searchtool.core.model import Role
from searchtool.documents.blocks import Paragraph
from searchtool.documents.office.ooxml.fields import drop_instructions
from searchtool.documents.office.ooxml.styles import Styles, is_on, value
from searchtool.documents.office.styles import MAX_CHAPTER_LEVEL
from searchtool.documents.xml.block_reader import ContainerKind, ElementRules, heading_text
from searchtool.documents.xml.tree import Element, attribute, find, find_all, local_name

_SHOWN = frozenset(("altChunk", "chart", "relIds", "t", "textpath"))
_BLOCKS = frozenset(("altChunk", "customXml", "p", "sdt", "tbl"))
_BRANCHES = frozenset(("Choice", "Fallback"))
_SYMBOL_FONT = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖαβχδεφγηιϕκλμνοπθρστυϖωξψζ",
)


class DocxRules(ElementRules):
    """Rules for a story with these styles. `labels` are the numbers before its paragraphs; with a
    `role` all of them have that one; chapters begin only in the main text."""

    containers: ClassVar[Mapping[str, ContainerKind]] = {
        "tr": "row",
        "tc": "cell",
        "txbxContent": "aside",
        "txBody": "aside",
    }
    skipped = frozenset("del moveFrom pPr rPr rt sectPr sdtPr tblGrid tblPr tcPr trPr".split())
    void_text: ClassVar[Mapping[str, str]] = {
        "tab": " ",
        "ptab": " ",
        "br": "\n",
        "cr": "\n",
        "noBreakHyphen": "-",
    }
    text_elements = frozenset(("t",))

    def __init__(
        self,
        styles: Styles,
        labels: Mapping[Element, str],
        *,
        is_main: bool = False,
        only_role: Role | None = None,
    ) -> None:
        self.title = ""
        self._styles = styles
        self._labels = labels
        self._is_main = is_main
        self._only_role = only_role

    def is_skipped(self, element: Element, name: str) -> bool:
        """Also what is hidden, lines of a table of contents, and what asks to fill in a field."""
        if name == "p":
            return self._styles.of(element).is_contents
        if name == "tr":
            return find(element, "trPr", "del") is not None
        if name == "r":
            return self._styles.is_hidden(element) or self._is_placeholder(element)
        if name in _BRANCHES:  # the same for programs that know more, and for others
            return any(_shows_text(branch) for branch in element.itersiblings(preceding=True))
        return name in self.skipped

    def role(self, element: Element, name: str) -> Role | None:
        """By the style of a paragraph, unless the whole story has one role."""
        if name != "p":
            return None
        return self._only_role or self._styles.of(element).role

    def section(self, element: Element, name: str, current: str | None) -> str | None:
        """The heading that begins a chapter. One without a level is the title of the document."""
        if name != "p" or not self._is_main:
            return current
        if (style := self._styles.of(element)).role != "heading":
            return current
        if style.level is None:
            self.title = self.title or heading_text(element, self)
        elif style.level <= MAX_CHAPTER_LEVEL:
            return heading_text(element, self) or current
        return current

    def own_text(self, element: Element, name: str) -> str:
        """The number of a paragraph, and what is given as a property."""
        if name == "p":
            label = self._labels.get(element)
            return f"{label} " if label else ""
        if name == "sym":
            return _symbol(element)
        if name == "ddList":
            return _chosen(element)
        return super().own_text(element, name)

    def inserted(self, element: Element, name: str, section: str | None) -> Sequence[Paragraph]:
        """WordArt, whose text is a property."""
        text = (attribute(element, "string") or "").split() if name == "textpath" else ()
        return [Paragraph(" ".join(text), section=section)] if text else []

    def _is_placeholder(self, run: Element) -> bool:
        if not self._styles.is_placeholder(run):
            return False
        controls = (outer for outer in run.iterancestors() if local_name(outer) == "sdt")
        return any(is_on(find(control, "sdtPr", "showingPlcHdr")) for control in controls)


def prepare(root: Element, *, drops_page_numbers: bool = False) -> None:
    """Leave of fields what is shown, and join paragraphs that are one: a large first letter and
    its word, and those between which the break was deleted."""
    drop_instructions(root, drops_page_numbers=drops_page_numbers)
    for paragraph in [p for p in find_all(root, "p") if _goes_on(p)]:
        blocks = (block for block in paragraph.itersiblings() if local_name(block) in _BLOCKS)
        following = next(blocks, None)
        if following is not None and local_name(following) == "p":
            place = 1 if find(following, "pPr") is not None else 0
            following[place:place] = [run for run in paragraph if local_name(run) != "pPr"]


def _goes_on(paragraph: Element) -> bool:
    first_letter = attribute(find(paragraph, "pPr", "framePr"), "dropCap")
    if first_letter is not None and first_letter != "none":
        return True
    mark = find(paragraph, "pPr", "rPr")
    return find(mark, "del") is not None or find(mark, "moveFrom") is not None


def _shows_text(branch: Element) -> bool:
    return any(local_name(e) != "t" or e.text for e in find_all(branch, *_SHOWN))


def _symbol(element: Element) -> str:
    """A character by its number in a font. Fonts of signs have numbers of their own, from F000."""
    code = attribute(element, "char") or ""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if not 0xF000 <= number <= 0xF0FF:
        return chr(number) if 0x20 <= number <= 0xFFFF and not 0xD800 <= number < 0xF000 else ""
    if (attribute(element, "font") or "").lower() != "symbol":
        return ""
    character = chr(number - 0xF000)
    return character.translate(_SYMBOL_FONT) if character.isascii() else ""


def _chosen(choices: Element) -> str:
    """The entry of a list of choices that is shown."""
    entries = [value(entry) or "" for entry in choices if local_name(entry) == "listEntry"]
    chosen = value(find(choices, "result")) or value(find(choices, "default")) or "0"
    place = int(chosen) if chosen.isdecimal() else 0
    return entries[place] if place < len(entries) else ""
