"""Cuts the text of a hit into what matches the query and what does not."""

from typing import NamedTuple

from searchtool.core.model import Hit


class Piece(NamedTuple):
    """A part of a text."""

    text: str
    matches: bool


def pieces(hit: Hit) -> list[Piece]:
    """The extract of a hit in pieces; together they are the whole of it."""
    text, found, end = hit.snippet.text, [], 0
    for span in hit.snippet.highlights:
        found += [Piece(text[end : span.start], False), Piece(span.of(text), True)]
        end = span.end
    return [piece for piece in [*found, Piece(text[end:], False)] if piece.text]
