"""Paragraphs that a format marks in, the extracted text with their places in it out."""

from collections.abc import Sequence
from typing import NamedTuple

from searchtool.core.model import Block, Role, Span


class Piece(NamedTuple):
    """One paragraph of a format that marks them; for the rest see `Block`."""

    text: str
    role: Role = "text"
    line: int | None = None
    page: int | None = None
    section: str | None = None


def lay_out(pieces: Sequence[Piece]) -> tuple[str, tuple[Block, ...]]:
    """The pieces as one text, a blank line between them, and the place of each in it."""
    blocks = []
    start = 0
    for piece in pieces:
        end = start + len(piece.text)
        blocks.append(Block(Span(start, end), *piece[1:]))
        start = end + 2
    return "\n\n".join(piece.text for piece in pieces), tuple(blocks)
