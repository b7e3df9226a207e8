"""Leaves of fields what is shown (ECMA-376, part 1, section 17.16). A complex field is a row of
marks: begin, instruction, separate, result, end; fields may stand inside both halves."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from searchtool.documents.xml.tree import Element, attribute, find_all, local_name

PAGE_NUMBERS = frozenset(("PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF"))
"""The fields that count pages."""


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


def drop_instructions(root: Element, *, drops_page_numbers: bool = False) -> None:
    """Empty the texts that are part of an instruction, and on demand the numbers of pages. Of a
    field that does not end nothing is dropped."""
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
        last.is_result = not (drops_page_numbers and is_page_number("".join(last.instruction)))
    elif kind == "end" and fields:
        _empty(fields.pop().hidden)


def _empty(texts: Iterable[Element]) -> None:
    for text in texts:
        text.text = None
