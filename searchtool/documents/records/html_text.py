"""Takes the text out of HTML in a field, as feeds and exports of sites have it."""

import html
import re

_BLOCKS = "p|div|h[1-6]|li|ul|ol|blockquote|pre|table|tr|td|th|figure|figcaption|section|article"
_IS_HTML = re.compile(rf"(?i)</(?:{_BLOCKS}|a|b|i|em|strong|span|u|s)\s*>|<br\s*/?>")
_UNSEEN = re.compile(r"(?is)<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)")
_BREAK = re.compile(r"(?i)<br\s*/?>")
_EDGE = re.compile(rf"(?i)</?(?:{_BLOCKS})(?:\s[^<>]*)?/?>")
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9-]*(?:\s[^<>]*)?/?>")
_BLANK_LINES = re.compile(r"\n\s*\n")


def without_markup(text: str) -> str:
    """The text without the tags, its paragraphs divided by blank lines; what has no end of an
    element and no `<br>` is no HTML, and stays as it is."""
    if not _IS_HTML.search(text):
        return text
    text = _EDGE.sub("\n\n", _BREAK.sub("\n", _UNSEEN.sub("", text)))
    return _BLANK_LINES.sub("\n\n", html.unescape(_TAG.sub("", text))).strip()
