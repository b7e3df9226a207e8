"""Finds the paragraphs of a plain text by blank lines, indents and the width of its lines."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from searchtool.core.model import Block, Role, SourceText, Span
from searchtool.documents.blocks import MAX_HEADING_CHARS
from searchtool.documents.verse import find_stanzas

_CLOSES_SENTENCE = re.compile(r"(?:[.!?…:;][»”“\"'’)\]*_]*|[»”“\"]|'')(?:\[\d+\])*$")
_BEGINS_ITEM = re.compile(r"[-–—•*]")
_CAPTION = re.compile(
    r"^(?:фото|фотография|иллюстрация|снимок|кадр|скриншот|инфографика|photo|image)\b(?!.*[.!?]$)",
    re.IGNORECASE,
)

FULL_LINE_SHARE = 0.75
"""A wrapped line that its paragraph continues has at least this share of the width."""


class _Line(NamedTuple):
    """A line, where it begins in the text, its number from 0, and itself without the blanks around
    it, which is asked for six times."""

    start: int
    text: str
    number: int
    stripped: str

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip())


def find_paragraphs(source: SourceText) -> Iterator[Block]:
    """The paragraphs of a text whose format marks none, in order."""
    lines = _lines(source.text)
    stanzas = {n: stanza for stanza in find_stanzas([x.text for x in lines]) for n in stanza}
    groups = _groups(lines, stanzas)
    for number, group in enumerate(groups):
        span = Span(group[0].start, group[-1].start + len(group[-1].text))
        text = span.of(source.text).strip()
        line = source.line
        if line is not None and not source.single_line:
            line += group[0].number
        is_verse = group[0].number in stanzas
        role = "verse" if is_verse else _role(text, number == 0, number == len(groups) - 1)
        yield Block(span, role, line)


def _lines(text: str) -> list[_Line]:
    lines = []
    start = 0
    for number, line in enumerate(text.split("\n")):
        lines.append(_Line(start, line, number, line.strip()))
        start += len(line) + 1
    return lines


def _groups(lines: list[_Line], stanzas: Mapping[int, range]) -> list[list[_Line]]:
    """The lines of each paragraph or stanza."""
    continues = _wrapped_rule(lines) or _continues_broken
    groups: list[list[_Line]] = []
    previous: _Line | None = None
    for line in lines:
        if not line.stripped:
            previous = None
            continue
        stanza = stanzas.get(line.number)
        if (
            previous is not None
            and stanza == stanzas.get(previous.number)
            and (stanza or continues(previous, line))
        ):
            groups[-1].append(line)
        else:
            groups.append([line])
        previous = line
    return groups


_Rule = Callable[[_Line, _Line], bool]


def _wrapped_rule(lines: list[_Line]) -> _Rule | None:
    """How a line is continued in a text wrapped at a fixed width; None if the text is not.

    A wrapped text has lines of similar length that end in mid-sentence before a line that begins in
    lower case: at least a fifth of its lines do, and hardly any in other texts.
    """
    pairs = [(a, b) for a, b in pairwise(lines) if a.stripped and b.stripped]
    broken = sorted(len(a.text.rstrip()) for a, b in pairs if _is_mid_sentence(a, b))
    if len(broken) < max(2, 0.2 * len(pairs)):
        return None
    width = broken[int(len(broken) * 0.95)]
    full = sum(length > FULL_LINE_SHARE * width for length in broken)
    if not 40 <= width <= 120 or full < 0.6 * len(broken):
        return None
    indents = Counter(line.indent for line, _ in pairs)
    margin = min(indent for indent, count in indents.items() if count >= 0.1 * len(pairs))

    def continues(previous: _Line, line: _Line) -> bool:
        length = len(previous.text.rstrip())
        if max(length, len(line.text.rstrip())) > 1.2 * width:
            return _continues_broken(previous, line)
        if line.indent > margin:
            return False
        return length > FULL_LINE_SHARE * width or _is_mid_sentence(previous, line)

    return continues


def _is_mid_sentence(previous: _Line, line: _Line) -> bool:
    text = line.stripped
    return not _CLOSES_SENTENCE.search(previous.stripped) and text[0].islower()


def _continues_broken(previous: _Line, line: _Line) -> bool:
    """Whether a line end is inside a sentence: the line is too long for a heading, does not end a
    sentence, and the next one is not a whole paragraph; or the next one begins in lower case."""
    text, following = previous.stripped, line.stripped
    if _CLOSES_SENTENCE.search(text) or _BEGINS_ITEM.match(following):
        return False
    if len(text) > MAX_HEADING_CHARS:
        whole = len(following) > MAX_HEADING_CHARS and _CLOSES_SENTENCE.search(following)
        return not whole or following[0].islower()
    return text[-1] in ",-–—" and following[0].islower()


def _role(text: str, is_first: bool, is_last: bool) -> Role:
    if len(text) > MAX_HEADING_CHARS:
        return "text"
    if _CAPTION.match(text):
        return "caption"
    if text.startswith("#"):
        return "heading"
    if is_last or text[-1] in ".:;,…":
        return "text"
    # A headline may be a question or end with a quotation; further down such a line is speech.
    return "heading" if is_first or not _CLOSES_SENTENCE.search(text) else "text"
