"""Makes paragraphs of the text of scanned pages, whose lines are as they are printed."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from searchtool.core.model import Document, Role, SourceText
from searchtool.documents.blocks import Paragraph
from searchtool.documents.punctuation import ENDS_CLAUSE, WORD
from searchtool.documents.text.hyphenation import ENDS_BROKEN, WordCounts
from searchtool.documents.text.paragraphs import find_paragraphs

_NUMBER = re.compile(r"\W*\d{1,4}\W*")
"""Of a page, alone in its paragraph."""

_MARKS = re.compile(r"[\x0b\x1d\x1f]")
"""What a DjVu file puts behind columns, regions and paragraphs."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A paragraph, or what a page has of it."""

    page: int
    lines: Sequence[str]
    role: Role


def page_paragraphs(
    document: Document, pages: Iterable[tuple[int, str]], recognized: Collection[int] = ()
) -> list[Paragraph]:
    """The paragraphs of pages given with their numbers, some of them `recognized` in pictures:
    words broken at line ends are joined, and what runs over the end of a page is one paragraph. A
    heading is only what they begin with."""
    pieces: list[_Piece] = []
    for number, text in pages:
        for place, piece in enumerate(_pieces(document, number, text)):
            if place == 0 and pieces and _goes_on(pieces[-1], piece):
                pieces[-1] = replace(pieces[-1], lines=[*pieces[-1].lines, *piece.lines])
            else:
                pieces.append(piece if not pieces else _without_heading(piece))
    vocabulary = WordCounts(line for piece in pieces for line in piece.lines)
    paragraphs = (_paragraph(piece, vocabulary) for piece in pieces)
    return [paragraph._replace(ocr=paragraph.page in recognized) for paragraph in paragraphs]


def _pieces(document: Document, number: int, text: str) -> Iterator[_Piece]:
    text = _MARKS.sub("\n\n", text)
    for block in find_paragraphs(SourceText(document, text)):
        written = block.span.of(text)
        if WORD.search(written) and not _NUMBER.fullmatch(written):
            lines = [line.strip() for line in written.split("\n") if line.strip()]
            yield _Piece(number, lines, block.role)


def _goes_on(piece: _Piece, following: _Piece) -> bool:
    if "verse" in (piece.role, following.role):
        return False
    end, beginning = piece.lines[-1], following.lines[0]
    return beginning[0].islower() and (
        ENDS_BROKEN.search(end) is not None or not ENDS_CLAUSE.search(end)
    )


def _without_heading(piece: _Piece) -> _Piece:
    return replace(piece, role="text") if piece.role == "heading" else piece


def _paragraph(piece: _Piece, vocabulary: WordCounts) -> Paragraph:
    lines = piece.lines
    text = "\n".join(lines) if piece.role == "verse" else vocabulary.join(lines)
    return Paragraph(text, piece.role, page=piece.page)
