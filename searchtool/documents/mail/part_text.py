"""Reads the lines of a text in a message, in any of the markups that mail has."""

import binascii
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from quopri import decodestring
from typing import ClassVar

from searchtool.core.model import Role
from searchtool.documents.blocks import line_ends
from searchtool.documents.html.tags import HtmlRules
from searchtool.documents.source import Source
from searchtool.documents.xml.block_reader import read_paragraphs
from searchtool.documents.xml.tree import Element, parse_html

PROPERTY_TYPES = frozenset(
    ("text/calendar", "text/vcard", "text/x-vcard", "text/directory", "text/x-vcalendar")
)
"""Calendars and contacts: lines of `PROPERTY:value`."""

_IS_HTML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!doctype html|<html|<x-html>)", re.IGNORECASE)

_FLOWED = re.compile(r"</?x-flowed>")
"""What Eudora writes around a text."""

_HIDDEN = re.compile(r"(?:^|[;\s])display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)

_UUENCODED = re.compile(
    r"^begin [0-7]{3,4} (\S[^\n]*)\n((?:[ -`]{1,62}\n)*?)end[ \t]*$", re.MULTILINE
)
_ARMOR_LINES = r"\n(?:(?!-----)[^\n]*\n)*"
_PGP_MESSAGE = re.compile(
    rf"^-----BEGIN PGP MESSAGE-----{_ARMOR_LINES}(?:-----END PGP MESSAGE-----|\Z)", re.MULTILINE
)
_PGP_ARMOR = re.compile(
    r"^-----BEGIN PGP SIGNED MESSAGE-----\n(?:[\w-]+: [^\n]*\n)*"
    rf"|^-----BEGIN PGP (?:SIGNATURE|PUBLIC KEY BLOCK)-----{_ARMOR_LINES}-----END PGP .*$",
    re.MULTILINE,
)
"""RFC 9580, section 6.2 and 7."""

_ENRICHED_HIDDEN = re.compile(r"<(param|comment)>(?:(?!<\1>).)*?</\1>", re.IGNORECASE | re.DOTALL)
_ENRICHED_BREAK = re.compile(r"</?(?:nl|np|paragraph)>", re.IGNORECASE)
_ENRICHED_COMMAND = re.compile(r"<<|<lt>|</?[A-Za-z][\w-]{0,59}>", re.IGNORECASE)

_PROPERTY = re.compile(
    r"^(?:[\w-]+\.)?(?:SUMMARY|DESCRIPTION|LOCATION|COMMENT|CONTACT|FN|ORG|TITLE|NOTE)"
    r"((?:;(?:\"[^\"\n]*\"|[^\":\n])*)?):(.*)$",
    re.MULTILINE | re.IGNORECASE,
)
_ESCAPED = re.compile(r"\\(.)")


def read_lines(text: str, subtype: str, source: Source) -> list[str]:
    """The lines of a text of the type `text/subtype`, with `>` before those it quotes. Raises
    UnreadableFile."""
    if subtype.endswith("html") or _IS_HTML.match(text):
        return _html_lines(text, source)
    if subtype in ("enriched", "richtext"):
        return _enriched_lines(text)
    if f"text/{subtype}" in PROPERTY_TYPES:
        return _property_lines(text)
    return _FLOWED.sub("", text).split("\n")


def take_files(text: str, take: Callable[[str, bytes], None]) -> str:
    """The text without the files that are packed in it by uuencode, which are taken by name."""

    def unpack(found: re.Match[str]) -> str:
        take(found[1].strip(), b"".join(_unpack_line(line) for line in found[2].splitlines()))
        return line_ends(found[0])

    return _UUENCODED.sub(unpack, text)


def take_encrypted(text: str, take: Callable[[], None]) -> str:
    """The text without signatures and messages that are encrypted by PGP; `take` is called for each
    message."""

    def encrypted(found: re.Match[str]) -> str:
        take()
        return line_ends(found[0])

    if "-----BEGIN PGP " not in text:
        return text
    return _PGP_ARMOR.sub(lambda found: line_ends(found[0]), _PGP_MESSAGE.sub(encrypted, text))


def unflow(lines: Iterable[str], drops_space: bool) -> Iterator[str]:
    """The lines of a text in `format=flowed` (RFC 3676), with soft line breaks removed."""
    run: list[str] = []
    depth = 0
    for line in lines:
        text = line.lstrip(">")
        own_depth = len(line) - len(text)
        text = text.removeprefix(" ")
        is_continued = run and run[-1].endswith(" ") and "-- " not in (run[-1], text)
        if run and not (is_continued and own_depth == depth):
            yield _with_marks("".join(run), depth)
            run.clear()
        elif run and drops_space:
            run[-1] = run[-1][:-1]
        run.append(text)
        depth = own_depth
    yield _with_marks("".join(run), depth)


def _with_marks(text: str, depth: int) -> str:
    return f"{'>' * depth} {text}" if depth else text


def _unpack_line(line: str) -> bytes:
    """The bytes of a line; a damaged one is taken to be as long as it says, as the `uu` codec of
    the standard library does."""
    try:
        return binascii.a2b_uu(line)
    except binascii.Error:
        size = (((ord(line[0]) - 32) & 63) * 4 + 5) // 3
        try:
            return binascii.a2b_uu(line[:size])
        except binascii.Error:
            return b""


class _MailHtmlRules(HtmlRules):
    """In mail an indented block is quoted."""

    roles: ClassVar[Mapping[str, Role]] = {**HtmlRules.roles, "blockquote": "cited"}

    def is_skipped(self, element: Element, name: str) -> bool:
        """Also what is not shown: the line that a list of messages shows below the subject, and the
        same text for other screens."""
        is_hidden = _HIDDEN.search(element.get("style", "")) is not None
        return is_hidden or super().is_skipped(element, name)


def _html_lines(text: str, source: Source) -> list[str]:
    if not text.strip():
        return []
    lines: list[str] = []
    for paragraph in read_paragraphs(parse_html(text, source), _MailHtmlRules()):
        mark = "> " if paragraph.role == "cited" else ""
        lines += [mark + line for line in paragraph.text.split("\n")] + [""]
    return lines


def _enriched_lines(text: str) -> list[str]:
    """A text of commands in angle brackets: `enriched` (RFC 1896), in which a single line end is a
    space, and its predecessor `richtext` (RFC 1341), in which all are."""
    text = _ENRICHED_HIDDEN.sub("", text)
    text = re.sub(r"\n+", lambda ends: " " if len(ends[0]) == 1 else "\n\n", text)
    text = _ENRICHED_BREAK.sub("\n", text)
    plain = _ENRICHED_COMMAND.sub(
        lambda found: "<" if found[0].lower() in ("<<", "<lt>") else "", text
    )
    return plain.split("\n")


def _property_lines(text: str) -> list[str]:
    """What a calendar or a card says to people (RFC 5545, section 3.1; RFC 6350): values of its
    properties, which may be folded."""
    unfolded = re.sub(r"=\n(?=[^\n])|\n[ \t]", "", text)
    lines: list[str] = []
    for found in _PROPERTY.finditer(unfolded):
        value = found[2]
        if "quoted-printable" in found[1].lower():
            value = decodestring(value.encode()).decode("utf-8", "replace")
        value = _ESCAPED.sub(lambda char: "\n" if char[1] in "nN" else char[1], value)
        lines += [*value.split("\n"), ""]
    return lines
