"""Text that came from a file in, text that cannot drive a terminal out."""

import re

# What moves the cursor, changes colours or the clipboard, or turns the direction of writing.
# Soft hyphens and joiners stay: they are spelling and harmless.
BEYOND_ASCII = (
    "\x7f-\x9f\u061c\u180e\u200e\u200f\u2028\u2029\u202a-\u202e\u2061-\u206f"
    "\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff"
)
_DANGEROUS = re.compile(f"[\x00-\x1f{BEYOND_ASCII}]")


def escape_controls(text: str) -> str:
    """The same number of characters; control characters as visible marks.

    >>> escape_controls("a\\x1b]52;c;\\u202eb\\r\\x7f")
    'a␛]52;c;�b␍␡'
    """
    return _DANGEROUS.sub(_mark, text)


def one_line(text: str) -> str:
    """Visible, and all white space as single spaces."""
    return escape_controls(" ".join(text.split()))


def _mark(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"
