"""Makes text from files safe to print: it cannot control the terminal."""

import re

# What moves the cursor, changes colours or the clipboard, or reverses the direction of text.
# Soft hyphens and joiners are not among them: they belong to the spelling and are harmless.
BEYOND_ASCII = (
    "\x7f-\x9f\u061c\u180e\u200e\u200f\u2028\u2029\u202a-\u202e\u2061-\u206f"
    "\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff"
)
_DANGEROUS = f"[\x00-\x1f{BEYOND_ASCII}]"
"""Compiled only for text with something of the kind: that takes a millisecond."""


def escape_controls(text: str) -> str:
    """The text with a visible mark in place of each control character; its length is the same.

    >>> escape_controls("a\\x1b]52;c;\\u202eb\\r\\x7f")
    'a␛]52;c;�b␍␡'
    """
    return text if text.isprintable() else re.sub(_DANGEROUS, _mark, text)


def one_line(text: str) -> str:
    """The text on one line: white space as single spaces, control characters as marks."""
    return escape_controls(" ".join(text.split()))


def _mark(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"
