"""Leaves of fields what is shown (ECMA-376, part 1, section 17.16). A complex field is a row of
marks: begin, instruction, separate, result, end; fields may stand inside both halves."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from searchtool.documents.xml.tree import Element, attribute, find_all, local_name

PAGE_NUMBERS = frozenset(("PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF"))
"""The fields that count pages."""

_CONTENTS = frozenset(("INDEX", "TOA", "TOC"))
"""The fields that list the headings, captions or words of the text."""

MAX_CONTENTS_CHARS = 400
"""Of a line of a table of contents; headings are rarely longer than 200."""


@dataclass(slots=True)
class _Field:
    """A field that has begun. `hidden` are the texts before its result, `choices` the list that a
    form offers."""

    instruction: list[str] = field(default_factory=list)
    hidden: list[Element] = field(default_factory=list)
    is_result: bool = False
    choices: Element | None = None


def is_page_number(instruction: str) -> bool:
    """Whether a field with this instruction counts pages."""
    return not PAGE_NUMBERS.isdisjoint(instruction.upper().split()[:1])


def is_contents(instruction: str) -> bool:
    """Whether a field with this instruction is a table of contents or an index."""
    return not _CONTENTS.isdisjoint(instruction.upper().split()[:1])


def drop_instructions(root: Element, *, drops_page_numbers: bool = False) -> None:
    """Empty the texts that are part of an instruction or of a table of contents, and on demand the
    numbers of pages. Of a field that does not end nothing is dropped."""
    fields: list[_Field] = []
    for element in find_all(root, "ddList", "fldChar", "instrText", "t", "fldSimple"):
        name = local_name(element)
        if name == "fldChar":
            _take_mark(fields, attribute(element, "fldCharType"), drops_page_numbers)
        elif name == "fldSimple":
            if drops_page_numbers and is_page_number(attribute(element, "instr") or ""):
                _empty(find_all(element, "t"))
        elif name == "t":
            _take_text(fields, element)
        elif name == "ddList" and fields:
            fields[-1].choices = element
        elif fields:
            fields[-1].instruction.append(element.text or "")


def _take_text(fields: list[_Field], text: Element) -> None:
    outer = next((outer for outer in fields if not outer.is_result), None)
    if outer is not None:
        outer.hidden.append(text)
    elif fields and fields[-1].choices is not None and text.text:
        fields[-1].choices.clear()  # what is chosen is the result already


def _take_mark(fields: list[_Field], kind: str | None, drops_page_numbers: bool) -> None:
    if kind == "begin":
        fields.append(_Field())
    elif kind == "separate" and fields:
        last = fields[-1]
        _empty(last.hidden)
        last.hidden.clear()
        instruction = "".join(last.instruction)
        is_counted = drops_page_numbers and is_page_number(instruction)
        last.is_result = not (is_counted or is_contents(instruction))
    elif kind == "end" and fields:
        ended = fields.pop()
        if not (is_contents("".join(ended.instruction)) and _has_prose(ended.hidden)):
            _empty(ended.hidden)


def _has_prose(texts: Iterable[Element]) -> bool:
    """Whether a paragraph is too long for a line of a table of contents: marks are missing, and the
    text has got into its field."""
    lengths: Counter[Element | None] = Counter()
    for text in texts:
        lengths[next(text.iterancestors("{*}p"), None)] += len(text.text or "")
    return max(lengths.values(), default=0) > MAX_CONTENTS_CHARS


def _empty(texts: Iterable[Element]) -> None:
    for text in texts:
        text.text = None
