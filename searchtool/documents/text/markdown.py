"""Reads .md files: metadata from the front matter, paragraphs without their marks."""

import re
from collections.abc import Iterator, Sequence

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from searchtool.core.model import Role, SourceText
from searchtool.documents.blocks import Paragraph, join_blocks
from searchtool.documents.metadata import as_date, as_language, as_text
from searchtool.documents.source import Source

_FENCE = "---"
_SIMPLE_FIELD = re.compile(r"(\w+):\s*([^\s\[{].*?)\s*")
_TAG = re.compile(r"<[^>]*>")
MAX_NESTING = 100
"""Lists and quotations nested deeper are left out."""


_PARSER = MarkdownIt("commonmark", {"maxNesting": 2 * MAX_NESTING}).enable("table")


def read(source: Source) -> Iterator[SourceText]:
    """The whole file as one document; the `line` of its blocks is the line in the file."""
    markdown, encoding = source.text()
    front, body, skipped = _split_front_matter(markdown)
    paragraphs = list(_paragraphs(_PARSER.parse(body), skipped))
    text, blocks = join_blocks(paragraphs)
    document = source.document(
        "md",
        encoding,
        title=as_text(front.get("title")) or _first_heading(paragraphs),
        date=as_date(front.get("date")),
        author=as_text(front.get("author") or front.get("authors")),
        url=as_text(front.get("url") or front.get("link")),
        language=as_language(as_text(front.get("lang") or front.get("language"))),
    )
    yield SourceText(document, text, blocks)


def _split_front_matter(markdown: str) -> tuple[dict[str, object], str, int]:
    """The front matter, the body, and the number of lines before the body."""
    lines = markdown.split("\n")
    if lines[0].strip() != _FENCE or _FENCE not in (rest := [x.strip() for x in lines[1:]]):
        return {}, markdown, 0
    end = rest.index(_FENCE) + 1
    front = _read_front_matter(lines[1:end])
    if not front and any(rest[: end - 1]):  # a rule above a paragraph, not front matter
        return {}, markdown, 0
    return front, "\n".join(lines[end + 1 :]), end + 1


def _read_front_matter(lines: list[str]) -> dict[str, object]:
    try:
        front = yaml.safe_load("\n".join(lines))
    except (yaml.YAMLError, ValueError):
        # Written by hand: «title: Саммит: итоги» is not YAML, but its meaning is clear.
        return {m[1]: m[2] for line in lines if (m := _SIMPLE_FIELD.fullmatch(line))}
    return front if isinstance(front, dict) else {}


def _paragraphs(tokens: Sequence[Token], skipped: int) -> Iterator[Paragraph]:
    role: Role = "text"
    for token in tokens:
        line = skipped + (token.map[0] if token.map else 0) + 1
        if token.type == "heading_open":
            role = "heading"
        elif token.type == "inline":
            yield Paragraph(_plain_text(token), role, line)
            role = "text"
        elif token.type in ("fence", "code_block"):
            yield Paragraph(token.content, "text", line)
        elif token.type == "html_block":
            yield Paragraph(_TAG.sub(" ", token.content), "text", line)


def _plain_text(inline: Token) -> str:
    parts = []
    for child in inline.children or ():
        if child.type in ("softbreak", "hardbreak") or child.content.startswith("<br"):
            parts.append("\n")
        elif child.type in ("text", "code_inline", "image"):
            parts.append(child.content)
    return "".join(parts)


def _first_heading(paragraphs: list[Paragraph]) -> str:
    return next((paragraph.text for paragraph in paragraphs if paragraph.role == "heading"), "")
