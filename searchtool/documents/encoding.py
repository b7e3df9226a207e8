"""Bytes in, text out, with the name of the encoding.

What is valid UTF-8, or begins with a mark, is what it says. Of the single-byte encodings the one is
taken in which the text reads most like Russian (`letters.py`); a text that reads like none of them
is refused, since text that nobody wrote is worse than a file that is reported.
"""

import codecs
import re

from searchtool.core.errors import UnreadableFile
from searchtool.core.i18n import tr
from searchtool.documents.charset_model import count_pairs, is_single_byte, mean_cost

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins with the mark of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HEAD = 4096
_PIECE, _PIECES, _SEARCHED = 2048, 8, 1 << 15
"""Of a long file so many bytes at so many places are looked at, which takes 5 ms; each piece begins
with the next byte beyond ASCII, if there is one among so many."""

_HANDICAPS = {"cp1251": 0.0, "koi8-r": 0.0, "cp866": 0.0, "mac_cyrillic": 2.7, "cp1252": 1.0}
"""The encodings to choose from and what is added to their costs, in nats. A text without capitals
and «я» is the same in cp1251 and MacCyrillic, and with few of them nearly so; Western texts that
have only quotation marks are the same in cp1251 and cp1252."""

_TRUST = 6.0
"""What is taken off for the encoding that the file declares: about three letters' worth."""

_PLAUSIBLE, _CERTAIN = 4.5, 3.7
"""What a pair of letters of a Russian text may cost on average, if the file declares nothing, and
if it declares another encoding; few pairs may cost up to 8, as they vary. Of 2,000 paragraphs 99 %
cost less than 3.9 (80 characters) or 4.4 (30); Hebrew or Greek costs 4.4 to 6 and Chinese 11."""

_WESTERN = 7.0
"""The same in cp1252 or the declared encoding: French and German cost 5 to 6, Polish and Turkish
taken for them more than 8."""

_NAMES = {"mac-cyrillic": "mac_cyrillic", "iso8859-1": "cp1252"}
_PROBE = b"xn--p1ai \\x41 +AGE- a-"
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_UNUSUAL = re.compile("[\0-\x08\x0e-\x1f\x7f-\x9f\u0500-\u1fff\u2c00-\ufdff\ufff0-\uffff]")


def decode(
    content: bytes, path: str, *, forced: str | None = None, declared: str | None = None
) -> tuple[str, str]:
    """The text, with line ends as `\\n`, and the encoding: the one that is `forced`, else the one
    `declared` if it can be true, else the one the bytes speak for. Raises UnreadableFile."""
    encoding = forced or _choose(content, path, declared)
    text = content.decode(encoding, "replace").removeprefix("\ufeff")
    return with_line_feeds(text), encoding


def with_line_feeds(text: str) -> str:
    """The text with `\\n` at all line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def detect(sample: bytes, path: str) -> str:
    """The encoding of a text that begins so. Raises UnreadableFile."""
    return _choose(sample, path)


def _choose(content: bytes, path: str, declared: str | None = None) -> str:
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return encoding
    head = content[:_HEAD]
    # UTF-16 has zeros, or at least the 4 of every Russian letter.
    if (b"\0" in head or b"\4" in head) and (wide := _wide(head)):
        return wide
    if b"\0" in head:
        raise UnreadableFile(path, tr("not a text file", "это не текстовый файл"))
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        is_cut = error.reason == "unexpected end of data"
        if is_cut and not content[: error.start].isascii():
            return "utf-8"
        sample = _sample(content, error.start)
    else:
        return "utf-8"
    # With a few broken bytes, or cut inside a letter, it is still UTF-8.
    if _is_mostly_utf8(sample):
        return "utf-8"
    if found := _single_byte(sample, _known(declared)):
        return found
    raise UnreadableFile(
        path,
        tr("the encoding is not known", "кодировка не определена"),
        tr("save it as UTF-8", "сохраните его в UTF-8"),
    )


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark: the order of bytes in which the characters are usual ones."""

    def unusual(encoding: str) -> float:
        text = head.decode(encoding, "replace")
        return len(_UNUSUAL.findall(text)) / len(text)

    best = min(("utf-16-le", "utf-16-be"), key=unusual)
    return best if unusual(best) < 0.1 else None


def _sample(content: bytes, telling: int) -> bytes:
    """The content, or pieces from all over a long one, with as many bytes beyond ASCII as can be
    found there quickly; the byte at `telling` is among them."""
    if len(content) <= _PIECE * _PIECES:
        return content
    starts = [max(0, telling - _PIECE // 2)]
    for start in range(0, len(content), len(content) // _PIECES + 1):
        found = _BEYOND_ASCII.search(content, start, start + _SEARCHED)
        starts.append(found.start() if found else start)
    return b"\n".join(content[start : start + _PIECE] for start in starts)


def _is_mostly_utf8(sample: bytes) -> bool:
    text = sample.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return broken * 10 < sum(1 for c in text if c > "\x7f") - broken


def _known(declared: str | None) -> str | None:
    """Our name of a declared character set; none if there is no such set. Of the codecs only those
    that leave ASCII alone are character sets: `unicode_escape` and the like are not."""
    try:
        if declared and _PROBE.decode(declared) == _PROBE.decode("ascii"):
            name = codecs.lookup(declared).name
            return _NAMES.get(name, name)
    except (LookupError, ValueError):
        pass
    return None


def _single_byte(sample: bytes, declared: str | None) -> str | None:
    """The encoding in which the pairs of letters cost least, if they cost little enough; else the
    declared one, if the bytes have a meaning in it."""
    pairs = count_pairs(sample)
    number = sum(times for (a, b), times in pairs.items() if a > 0x7F or b > 0x7F)
    limit = min(8, (_CERTAIN if declared else _PLAUSIBLE) + 15 / number)
    limits = {**dict.fromkeys(_HANDICAPS, limit), "cp1252": _WESTERN}
    if declared and is_single_byte(declared):
        limits[declared] = _WESTERN
    costs = {}
    for encoding, most in limits.items():
        cost = mean_cost(pairs, encoding)
        if cost < most:
            trust = _TRUST if encoding == declared else 0.0
            costs[encoding] = number * cost + _HANDICAPS.get(encoding, 0.0) - trust
    if costs:
        return min(costs, key=costs.__getitem__)
    if declared and sample.decode(declared, "replace").count("\ufffd") * 50 <= number:
        return declared
    return None
