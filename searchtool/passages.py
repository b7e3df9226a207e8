"""A document's text in, its paragraphs in reading order out.

Where the format does not mark paragraphs, the layout of the text tells them: blank lines, a
paragraph a line, or lines wrapped at a fixed width.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from searchtool.model import Block, Document, Passage, Role, SourceText, Span

LONGEST_PARAGRAPH = 20_000
"""In characters. A longer one is divided at the ends of sentences: nobody reads such a result."""

_SENTENCE_END = re.compile(r"[.!?…][»”\")\]]*\s+|\n")
_CLOSES_SENTENCE = re.compile(r"[.!?…:;][»”\")\]*_]*$|[»”\"]$")
_CAPTION = re.compile(
    r"^(?:фото|фотография|иллюстрация|снимок|кадр|скриншот|инфографика|photo|image)\b(?!.*[.!?]$)",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w")

HEADING_LENGTH = 160
"""A line without a full stop is a heading up to this length; a longer one was cut by accident."""


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str
    number: int

    @property
    def stripped(self) -> str:
        return self.text.strip()

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip())


def split_passages(source: SourceText) -> list[Passage]:
    """The paragraphs of a document, numbered from 1. `text` is the slice at `span`, line breaks
    turned into spaces."""
    document = source.document
    blocks = source.blocks if source.blocks is not None else _blocks(source)
    passages: list[Passage] = []
    for block in blocks:
        for span in _divide(_trim(block.span, source.text), source.text):
            if not _WORD.search(text := span.of(source.text)):
                continue
            ordinal = len(passages) + 1
            passages.append(
                Passage(
                    f"{document.id}#p{ordinal}",
                    document.id,
                    ordinal,
                    text.replace("\n", " "),
                    span,
                    role=block.role,
                    line=block.line,
                )
            )
    return passages


def document_title(document: Document, passages: Sequence[Passage]) -> str:
    """The title the format gives, else the heading the text begins with, else nothing."""
    if document.title:
        return document.title
    first = next((p for p in passages if p.role != "caption"), None)
    if first is None or first.role != "heading" or len(passages) == 1:
        return ""
    return " ".join(first.text.strip("#*_ \t").split())


def _blocks(source: SourceText) -> Iterator[Block]:
    groups = _groups(_lines(source.text))
    for number, group in enumerate(groups):
        span = Span(group[0].start, group[-1].start + len(group[-1].text))
        text = span.of(source.text).strip()
        line = source.line
        if line is not None and not source.single_line:
            line += group[0].number
        yield Block(span, _role(text, number == 0, number == len(groups) - 1), line)


def _lines(text: str) -> list[_Line]:
    lines = []
    start = 0
    for number, line in enumerate(text.split("\n")):
        lines.append(_Line(start, line, number))
        start += len(line) + 1
    return lines


def _groups(lines: list[_Line]) -> list[list[_Line]]:
    """Lines that make one paragraph, together."""
    continues = _wrapped_rule(lines) or _continues_broken
    groups: list[list[_Line]] = []
    previous: _Line | None = None
    for line in lines:
        if not line.stripped:
            previous = None
            continue
        if previous is not None and continues(previous, line):
            groups[-1].append(line)
        else:
            groups.append([line])
        previous = line
    return groups


_Rule = Callable[[_Line, _Line], bool]


def _wrapped_rule(lines: list[_Line]) -> _Rule | None:
    """How lines go on in a text wrapped at a fixed width; None if this one is not.

    In text wrapped at 60-100 columns, 60-90 % of the lines that another follows end in
    mid-sentence; in text with a paragraph a line, under 20 %.
    """
    followed = [line for line, after in pairwise(lines) if line.stripped and after.stripped]
    if len(followed) < 3:
        return None
    lengths = sorted(len(line.text.rstrip()) for line in followed)
    width = lengths[int(len(lengths) * 0.95)]
    full = [line for line in followed if len(line.text.rstrip()) > 0.75 * width]
    broken = sum(not _CLOSES_SENTENCE.search(line.stripped) for line in full)
    if not 40 <= width <= 120 or min(len(full), broken) < 0.5 * len(followed):
        return None
    margin = Counter(line.indent for line in followed).most_common(1)[0][0]

    def continues(previous: _Line, line: _Line) -> bool:
        ended = len(previous.stripped) < 0.6 * width and _CLOSES_SENTENCE.search(previous.stripped)
        return line.indent <= margin and not ended

    return continues


def _continues_broken(previous: _Line, line: _Line) -> bool:
    """Whether a line end fell into a sentence: the line is too long for a heading and unfinished,
    or the next one goes on in lower case."""
    text = previous.stripped
    if _CLOSES_SENTENCE.search(text):
        return False
    if len(text) > HEADING_LENGTH:
        return True
    return text[-1] in ",-–—" and line.stripped[0].islower()


def _role(text: str, is_first: bool, is_last: bool) -> Role:
    if len(text) > HEADING_LENGTH:
        return "text"
    if _CAPTION.match(text):
        return "caption"
    if text.startswith("#"):
        return "heading"
    if is_last or text[-1] in ".:;,…":
        return "text"
    # A headline may ask, shout or end with a quotation; further down such a line is speech.
    return "heading" if is_first or not _CLOSES_SENTENCE.search(text) else "text"


def _trim(span: Span, text: str) -> Span:
    piece = span.of(text)
    start = span.start + len(piece) - len(piece.lstrip())
    return Span(start, start + len(piece.strip()))


def _divide(span: Span, text: str) -> Iterator[Span]:
    start = span.start
    while span.end - start > LONGEST_PARAGRAPH:
        window = text[start : start + LONGEST_PARAGRAPH]
        ends = [match.end() for match in _SENTENCE_END.finditer(window)]
        space = window.rfind(" ") + 1
        size = ends[-1] if ends else space or LONGEST_PARAGRAPH
        yield _trim(Span(start, start + size), text)
        start += size
    yield _trim(Span(start, span.end), text)
