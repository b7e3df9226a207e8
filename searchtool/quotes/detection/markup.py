"""Blanks the markup of posts and wikis, which stands between the marks, the dash and the words that
the rules look at: bold type, links, pictures, code."""

import re

_TYPE = r"(?:\*\*|__|~~|'')"
# Each begins with a character and looks behind after it, so that a text is searched three times as
# fast.
_OPENED = re.compile(rf"([\"«„“])(?<![^\W_].)(?<![.,!?…»].)((?:{_TYPE}\s?)+)(?=\S)")
_CLOSED = re.compile(rf"(([*_~'])(?<=[\w.!?…,»)].)\2{_TYPE}*)([\"»”])")
_BOLD = re.compile(r"\*\*+|~~|''{1,4}|_(?<![A-Za-z0-9/_-]_)_+|__+(?![A-Za-z0-9/_-])")
_LINK = re.compile(
    r"(\[)([^\[\]]{1,400})(\]\((?:https?://|tg:|mailto:)[^\s()]*(?:\([^\s()]*\))?\))"
)
_WIKI_LINK = re.compile(r"(\[https?://\S+ )([^\[\]\n]{1,400})(\])")
_CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
_NOT_SPACE = re.compile(r"\S")
_CITED = re.compile(r"^[ \t]*>+ ", re.MULTILINE)
PICTURE = "[\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\ufe0f\u200d\u20e3\U0001f000-\U0001faff]"
_PICTURES = re.compile(rf"{PICTURE}+")
_BEHIND_WORDS = re.compile(r"\S ?\Z")
_BEGINS_LINE = re.compile(r"(?:\A|\n)[ \t]*\Z")
_BEFORE_QUOTATION = re.compile(r"[ \t]*[\"«„“]")


MAX_INDENT_CHARS = 8
"""Blanks before a picture that begins a line."""


def blank_markup(text: str) -> str:
    """A text of the same length with blanks for its markup; a quotation mark outside of bold type
    is put inside of it.

    >>> blank_markup("**«Мост открыт»,** — [сказал](https://a.ru) __Иванов__")
    '  «Мост открыт»,   —  сказал                  Иванов  '
    """
    if "`" in text:
        text = _CODE.sub(lambda match: _NOT_SPACE.sub(" ", match[0]), text)
    if "](" in text:
        text = _LINK.sub(_blank_around, text)
    if "[http" in text:
        text = _WIKI_LINK.sub(_blank_around, text)
    if "**" in text or "__" in text or "''" in text:
        text = _CLOSED.sub(lambda match: match[3] + " " * len(match[1]), text)
        text = _OPENED.sub(lambda match: " " * len(match[2]) + match[1], text)
        text = _BOLD.sub(_blank, text)
    if "> " in text:
        text = _CITED.sub(_blank, text)
    return _PICTURES.sub(_blank_picture, text)


def _blank_picture(match: re.Match[str]) -> str:
    """Blanks pictures behind words and before a quotation; others can begin a point of a list."""
    text, start = match.string, match.start()
    begins_line = _BEGINS_LINE.search(text, max(0, start - MAX_INDENT_CHARS), start)
    is_mark = begins_line and _BEFORE_QUOTATION.match(text, match.end())
    behind = _BEHIND_WORDS.search(text, max(0, start - 2), start)
    return _blank(match) if is_mark or behind else match[0]


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _blank_around(match: re.Match[str]) -> str:
    return " " * len(match[1]) + match[2] + " " * len(match[3])
