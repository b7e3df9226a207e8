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
_NAMES = {
    "title": ("title", "заголовок"),
    "date": ("date", "дата"),
    "created": ("created",),
    "author": ("author", "authors", "автор", "авторы"),
    "url": ("url", "link", "ссылка"),
    "language": ("lang", "language"),
}
_KNOWN = frozenset(name for names in _NAMES.values() for name in names)
_SIMPLE_FIELD = re.compile(r"(\w+):\s*([\"']?)([^\s\[{].*?)\2\s*")
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
        title=as_text(_first(front, "title")) or _first_heading(paragraphs),
        date=as_date(_first(front, "date")),
        created=as_date(_first(front, "created")),
        author=as_text(_first(front, "author")),
        url=as_text(_first(front, "url")),
        language=as_language(as_text(_first(front, "language"))),
    )
    yield SourceText(document, text, blocks)


def _split_front_matter(markdown: str) -> tuple[dict[str, object], str, int]:
    """The front matter, the body, and the number of lines before the body."""
    lines = markdown.split("\n")
    start = next((at for at, line in enumerate(lines) if line.strip()), 0)
    fence = lines[start].strip()
    fences = (at for at, line in enumerate(lines) if line.strip() in _FENCES.get(fence, ()))
    end = next((at for at in fences if at > start), None)
    if end is None:
        return {}, markdown, 0
    within = lines[start + 1 : end]
    front = (_read_toml if fence == "+++" else _read_yaml)(within)
    folded = {str(name).casefold(): value for name, value in front.items()}
    if any(line.strip() for line in within) and not _is_front_matter(folded):
        return {}, markdown, 0
    return folded, "\n".join(lines[end + 1 :]), end + 1


def _is_front_matter(front: dict[str, object]) -> bool:
    """Whether there are fields, and not only what people say after a colon between two rules."""
    has_prose = any(isinstance(value, str) and value.count(" ") > 3 for value in front.values())
    return bool(front) and not (has_prose and _KNOWN.isdisjoint(front))


def _read_yaml(lines: list[str]) -> dict[str, object]:
    try:
        front = yaml.safe_load("\n".join(lines))
    except (yaml.YAMLError, ValueError):
        # Written by hand: «title: Саммит: итоги» is not YAML, but its meaning is clear.
        fields = (_SIMPLE_FIELD.fullmatch(line) for line in lines)
        return {field[1]: field[3] for field in fields if field}
    return front if isinstance(front, dict) else {}


def _read_toml(lines: list[str]) -> dict[str, object]:
    try:
        return tomllib.loads("\n".join(lines))
    except ValueError:
        return {}


def _first(front: dict[str, object], field: str) -> object:
    return next((value for name in _NAMES[field] if (value := front.get(name))), None)


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
