"""Splits the lines of a message into paragraphs, quoted replies apart from the author's own words.

Quoted are lines marked with `>`, also behind the initials of their author as in FidoNet (`ИП>`), or
with `|`; the lines before them that say who wrote them; what follows «Исходное сообщение».
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import Literal, NamedTuple

from searchtool.core.model import Role
from searchtool.documents.blocks import Paragraph
from searchtool.documents.punctuation import ENDS_CLAUSE
from searchtool.documents.text.paragraphs import FULL_LINE_SHARE
from searchtool.documents.verse import find_stanzas

MIN_QUOTED_SHARE = 0.05
"""A text with this share of marked lines, and at least two of them, is taken for messages."""

_ANGLES = re.compile(r"[ \t]{0,3}(?:(?:[A-ZА-ЯЁ][A-Za-zА-Яа-яЁё]{0,2})?>[ \t]?)+")
_BAR = re.compile(r"\|[ \t](?!.*\|)")

_ATTRIBUTION = re.compile(
    r"\b(?:(?:на)?писал[аи]?|пишет|ответил[аи]?|сообщил[аи]?|wrote|writes|said)\b.*:\s*$",
    re.IGNORECASE,
)
_MAX_ATTRIBUTION_LINES = 3
_MAX_ATTRIBUTION_CHARS = 300
_FORWARD = frozenset(
    (
        "original message",
        "forwarded message",
        "begin forwarded message",
        "исходное сообщение",
        "пересылаемое сообщение",
        "пересланное сообщение",
        "перенаправленное сообщение",
        "начало переадресованного сообщения",
    )
)
_FORWARD_END = frozenset(("end of forwarded message", "конец пересылаемого сообщения"))
_SENDER = re.compile(r"\*?(?:От|От кого|From):\*? \S")
_SENDING = re.compile(r"\*?(?:Отправлено|Дата|Кому|Sent|Date|To):\*? \S")
_SIGNATURE = re.compile(r"--\s?")

_BEGINS_ITEM = re.compile(r"[-–—•*]\s|\d{1,3}[.)]\s")
_WIDTHS = range(40, 101)
"""The widths in characters to which mail programs wrap lines; most use 65 to 80."""
_MIN_WRAPPED_SHARE = 0.2

_Part = Literal["own", "attribution", "forward", "signature"]


class _Line(NamedTuple):
    """A line without its marks; `depth` is how many there were."""

    number: int | None
    depth: int
    text: str
    part: _Part = "own"

    @property
    def is_quoted(self) -> bool:
        return self.depth > 0 or self.part in ("attribution", "forward")

    @property
    def is_own(self) -> bool:
        return self.depth == 0 and self.part == "own"

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip())


def is_reply_thread(lines: Iterable[str]) -> bool:
    """Whether a text is a message that answers others, or a thread of them."""
    written = [line for line in lines if line.strip()]
    marked = sum(_ANGLES.match(line) is not None for line in written)
    return marked >= max(2, MIN_QUOTED_SHARE * len(written))


def split_quoted_replies(lines: Iterable[tuple[int | None, str]]) -> Iterator[Paragraph]:
    """The paragraphs of a message in their order, without marks; quoted replies have the role
    `cited`. `line` is the number given with the first line of each."""
    found = [_split(number, text) for number, text in lines]
    _mark_forwarded(found)
    _mark_attributions(found)
    _mark_signatures(found)
    own_width = _width([line for line in found if not line.is_quoted])
    quoted_width = _width([line for line in found if line.is_quoted])
    for (is_written, _, part), group in groupby(
        found, lambda line: (bool(line.text.strip()), line.depth, line.part)
    ):
        if not is_written:
            continue
        run = list(group)
        is_quoted = run[0].is_quoted
        if part in ("attribution", "signature"):
            yield _paragraph(run, "cited" if is_quoted else "text")
        elif is_quoted:
            yield from (_paragraph(lines, "cited") for lines in _paragraphs(run, quoted_width))
        else:
            yield from _own_paragraphs(run, own_width)


def _own_paragraphs(run: Sequence[_Line], width: int) -> Iterator[Paragraph]:
    """The paragraphs and stanzas of the author."""
    begin = 0
    for stanza in find_stanzas([line.text for line in run]):
        yield from (_paragraph(x, "text") for x in _paragraphs(run[begin : stanza.start], width))
        yield _paragraph(run[stanza.start : stanza.stop], "verse")
        begin = stanza.stop
    yield from (_paragraph(x, "text") for x in _paragraphs(run[begin:], width))


def _paragraph(lines: Sequence[_Line], role: Role) -> Paragraph:
    return Paragraph("\n".join(line.text.strip() for line in lines), role, lines[0].number)


def _split(number: int | None, text: str) -> _Line:
    if match := _ANGLES.match(text):
        return _Line(number, match[0].count(">"), text[match.end() :])
    if match := _BAR.match(text):
        return _Line(number, 1, text[match.end() :])
    return _Line(number, 0, text)


def _mark_forwarded(lines: list[_Line]) -> None:
    """What follows the header of another message is quoted; the line above that is dropped."""
    is_inside = False
    for at, line in enumerate(lines):
        phrase = line.text.strip("-_*: \t").casefold()
        if phrase in _FORWARD or phrase in _FORWARD_END:
            is_inside = phrase in _FORWARD
            lines[at] = line._replace(text="")
            continue
        is_inside = is_inside or (line.depth == 0 and _is_header(lines[at : at + 3]))
        if is_inside:
            lines[at] = line._replace(part="forward")


def _is_header(lines: Sequence[_Line]) -> bool:
    first, *others = (line.text.strip() for line in lines)
    return bool(_SENDER.match(first)) and any(_SENDING.match(other) for other in others)


def _mark_attributions(lines: list[_Line]) -> None:
    """«Иванов писал:» before quoted lines: the whole paragraph, or its last line if it is long."""
    for at in range(1, len(lines)):
        if not (lines[at].depth and lines[at - 1].is_own):
            continue
        end = at
        while end and lines[end - 1].is_own and not lines[end - 1].text.strip():
            end -= 1
        begin = end
        while begin and lines[begin - 1].is_own and lines[begin - 1].text.strip():
            begin -= 1
        if end - begin > _MAX_ATTRIBUTION_LINES:
            begin = end - 1
        written = " ".join(line.text for line in lines[begin:end])
        if len(written) <= _MAX_ATTRIBUTION_CHARS and _ATTRIBUTION.search(written):
            lines[begin:end] = [line._replace(part="attribution") for line in lines[begin:end]]


def _mark_signatures(lines: list[_Line]) -> None:
    is_inside = False
    for at, line in enumerate(lines):
        if line.depth or not line.text.strip():
            is_inside = False
        elif _SIGNATURE.fullmatch(line.text):
            is_inside = True
            lines[at] = line._replace(text="")
        elif is_inside and line.is_own:
            lines[at] = line._replace(part="signature")


def _width(lines: Sequence[_Line]) -> int:
    """The width in characters to which lines are wrapped; 0 if they are not."""
    pairs = [(a, b) for a, b in pairwise(lines) if a.text.strip() and b.text.strip()]
    broken = [len(a.text.rstrip()) for a, b in pairs if _is_mid_sentence(a, b)]
    if not broken or len(broken) < _MIN_WRAPPED_SHARE * len(pairs):
        return 0
    return width if (width := max(broken)) in _WIDTHS else 0


def _paragraphs(run: Sequence[_Line], width: int) -> Iterator[list[_Line]]:
    paragraph = list(run[:1])
    for previous, line in pairwise(run):
        if _is_continued(previous, line, width):
            paragraph.append(line)
        else:
            yield paragraph
            paragraph = [line]
    if paragraph:
        yield paragraph


def _is_continued(previous: _Line, line: _Line, width: int) -> bool:
    if _BEGINS_ITEM.match(line.text.strip()):
        return False
    if _is_mid_sentence(previous, line):
        return True
    is_full = FULL_LINE_SHARE * width < len(previous.text.rstrip()) <= 1.2 * width
    return is_full and line.indent <= previous.indent


def _is_mid_sentence(previous: _Line, line: _Line) -> bool:
    return not ENDS_CLAUSE.search(previous.text.rstrip()) and line.text.strip()[0].islower()
