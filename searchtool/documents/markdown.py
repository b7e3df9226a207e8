"""A .md file in, one Document out: front matter read, paragraphs without their marks."""

from collections.abc import Iterator, Sequence

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from searchtool.documents import Source
from searchtool.documents.dates import as_date
from searchtool.documents.encoding import decode
from searchtool.documents.layout import Piece, lay_out
from searchtool.model import Document, Role, SourceText

_FENCE = "---"


def read(source: Source) -> Iterator[SourceText]:
    """The whole file as one document; `line` of its blocks is the line in the file."""
    markdown, encoding = decode(source.content, source.path)
    front, body, skipped = _split_front_matter(markdown)
    pieces = list(_pieces(MarkdownIt("commonmark").enable("table").parse(body), skipped))
    text, blocks = lay_out(pieces)
    document = Document(
        source.id,
        source.path,
        "md",
        encoding,
        title=str(front.get("title") or _first_heading(pieces)),
        date=as_date(front.get("date")),
        author=_as_text(front.get("author") or front.get("authors")),
        url=_as_text(front.get("url") or front.get("link")),
    )
    yield SourceText(document, text, blocks)


def _as_text(value: object) -> str | None:
    if isinstance(value, list):
        return ", ".join(str(item) for item in value) or None
    return str(value) if value else None


def _split_front_matter(markdown: str) -> tuple[dict[str, object], str, int]:
    """Front matter, body, and how many lines stand before the body."""
    lines = markdown.split("\n")
    if lines[0].strip() == _FENCE and _FENCE in (rest := [line.strip() for line in lines[1:]]):
        end = rest.index(_FENCE) + 1
        try:
            front = yaml.safe_load("\n".join(lines[1:end]))
        except (yaml.YAMLError, ValueError):
            front = None
        if isinstance(front, dict):
            return front, "\n".join(lines[end + 1 :]), end + 1
    return {}, markdown, 0


def _pieces(tokens: Sequence[Token], skipped: int) -> Iterator[Piece]:
    role: Role = "text"
    for token in tokens:
        line = skipped + (token.map[0] if token.map else 0) + 1
        if token.type == "heading_open":
            role = "heading"
        elif token.type == "inline":
            yield Piece(_plain_text(token), role, line)
            role = "text"
        elif token.type in ("fence", "code_block"):
            yield Piece(token.content, "text", line)


def _plain_text(inline: Token) -> str:
    parts = []
    for child in inline.children or ():
        if child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif child.type in ("text", "code_inline", "image"):
            parts.append(child.content)
    return "".join(parts)


def _first_heading(pieces: list[Piece]) -> str:
    return next((piece.text for piece in pieces if piece.role == "heading"), "")
