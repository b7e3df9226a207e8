"""Reads .md files: metadata from the front matter, paragraphs without their marks."""

import html
import re
import tomllib
from collections.abc import Iterator, Sequence

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from searchtool.core.model import Role, SourceText
from searchtool.documents.blocks import Paragraph, join_blocks
from searchtool.documents.metadata import as_date, as_language, as_text
from searchtool.documents.source import Source

_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
"""The lines that begin front matter in YAML and TOML, and those that end it."""
_SIMPLE_FIELD = re.compile(r"(\w+):\s*([^\s\[{].*?)\s*")
_TAG = re.compile(r"(?is)<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1>|\Z)|<[^<>]*>")
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
        title=as_text(_first(front, "title", "заголовок")) or _first_heading(paragraphs),
        date=as_date(_first(front, "date", "дата")),
        created=as_date(front.get("created")),
        author=as_text(_first(front, "author", "authors", "автор", "авторы")),
        url=as_text(_first(front, "url", "link", "ссылка")),
        language=as_language(as_text(_first(front, "lang", "language"))),
    )
    yield SourceText(document, text, blocks)


def _split_front_matter(markdown: str) -> tuple[dict[str, object], str, int]:
    """The front matter, the body, and the number of lines before the body."""
    lines = markdown.split("\n")
    fence = lines[0].strip()
    rest = [line.strip() for line in lines[1:]]
    end = next((at for at, line in enumerate(rest, 1) if line in _FENCES.get(fence, ())), None)
    if end is None:
        return {}, markdown, 0
    front = (_read_toml if fence == "+++" else _read_yaml)(lines[1:end])
    if not front and any(rest[: end - 1]):  # a rule above a paragraph, not front matter
        return {}, markdown, 0
    folded = {str(name).casefold(): value for name, value in front.items()}
    return folded, "\n".join(lines[end + 1 :]), end + 1


def _read_yaml(lines: list[str]) -> dict[str, object]:
    try:
        front = yaml.safe_load("\n".join(lines))
    except (yaml.YAMLError, ValueError):
        # Written by hand: «title: Саммит: итоги» is not YAML, but its meaning is clear.
        fields = (_SIMPLE_FIELD.fullmatch(line) for line in lines)
        return {field[1]: field[2].strip("\"'") for field in fields if field}
    return front if isinstance(front, dict) else {}


def _read_toml(lines: list[str]) -> dict[str, object]:
    try:
        return tomllib.loads("\n".join(lines))
    except ValueError:
        return {}


def _first(front: dict[str, object], *names: str) -> object:
    return next((value for name in names if (value := front.get(name))), None)


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
        elif token.type == "html_block" and (text := _without_tags(token.content)).strip():
            yield Paragraph(text, "text", line)


def _without_tags(block: str) -> str:
    return html.unescape(_TAG.sub(" ", block))


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
