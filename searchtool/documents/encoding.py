"""Detects the encoding of a text and decodes it.

Valid UTF-8 and text with a byte order mark need no guess. Of the single-byte
encodings the one is chosen in which the text is most like Russian (`charset_model`). A text like
none of them is refused: text that nobody wrote is worse than a file that is reported.
"""

import codecs
import re

from searchtool.core.errors import UnreadableFile
from searchtool.core.i18n import tr
from searchtool.documents.charset_model import count_pairs, is_single_byte, mean_cross_entropy

FALLBACK = "cp1252"
"""The encoding of a few letters beyond ASCII about which nothing is known."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HEAD_BYTES = 4096

_PIECE_BYTES, _MAX_PIECES, _SEARCHED_BYTES = 2048, 8, 1 << 15
"""A long file is judged by pieces from all over it, which takes 5 ms. Each begins with the next
byte beyond ASCII, if there is one among the searched bytes."""

_HANDICAPS = {"cp1251": 0.0, "koi8-r": 0.0, "cp866": 0.0, "mac_cyrillic": 2.7, "cp1252": 1.0}
"""The encodings to choose from, and what is added to the cross entropy of the whole text in each,
in nats. A text without capitals and «я» is the same in cp1251 and MacCyrillic, and with few of them
nearly so; Western texts that have only quotation marks are the same in cp1251 and cp1252."""

_TRUST = 6.0
"""What is subtracted for the encoding that the file declares: as much as three letters count."""

_MAX_UNDECLARED, _MAX_DECLARED_OTHER = 4.5, 3.7
"""The mean cross entropy of a pair of letters of a Russian text, in nats, if the file declares
nothing, and if it declares another encoding; few pairs may have up to 8, as they vary. Of 2,000
paragraphs 99 % have less than 3.9 (80 characters) or 4.4 (30); Hebrew or Greek has 4.4 to 6 and
Chinese 11."""

_MAX_WESTERN = 7.0
"""The same in cp1252 or the declared encoding: French and German have 5 to 6, Polish and Turkish
taken for them more than 8."""

_NAMES = {"mac-cyrillic": "mac_cyrillic", "iso8859-1": "cp1252"}
_UTF_7 = re.compile(r"(?:unicode-1-1-)?utf-?7", re.IGNORECASE)
_PROBE = b"xn--p1ai \\x41 +AGE- a-"
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
# To compile this one takes 3 ms, which a run that reads nothing is spared.
_UNUSUAL = "[\0-\x08\x0e-\x1f\x7f-\x9f\u0500-\u1fff\u2c00-\ufdff\ufff0-\uffff]"


def decode(
    content: bytes, path: str, *, forced: str | None = None, declared: str | None = None
) -> tuple[str, str]:
    """The text, with line ends as `\\n`, and its encoding: the one that is `forced`, else the one
    `declared` if that can be true, else the detected one. `path` is named in errors. Raises
    UnreadableFile."""
    encoding = forced or _choose(content, path, declared)
    text = content.decode(encoding, "replace").removeprefix("\ufeff")
    return with_line_feeds(text), encoding


def with_line_feeds(text: str) -> str:
    """The text with `\\n` at all line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def stream_codec(encoding: str) -> str:
    """The codec that reads a stream in this encoding and drops the byte order mark."""
    return "utf-8-sig" if encoding == "utf-8" else encoding


def detect(sample: bytes, path: str) -> str:
    """The encoding of a text that begins with these bytes. Raises UnreadableFile."""
    return _choose(sample, path)


def _choose(content: bytes, path: str, declared: str | None = None) -> str:
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return encoding
    if declared and _UTF_7.fullmatch(declared) and content.isascii():
        return "utf-7"
    head = content[:_HEAD_BYTES]
    # UTF-16 has zero bytes, or at least the 4 that every Russian letter has.
    if (b"\0" in head or b"\4" in head) and (utf_16 := _utf_16(head)):
        return utf_16
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
    # With a few broken bytes, or cut inside a letter, a text is still UTF-8.
    if _is_mostly_utf8(sample):
        return "utf-8"
    if found := detect_single_byte(sample, known_charset(declared)):
        return found
    raise UnreadableFile(
        path,
        tr("unknown encoding", "кодировка не определена"),
        tr("save it as UTF-8", "сохраните в UTF-8"),
    )


def _utf_16(head: bytes) -> str | None:
    """UTF-16 without a byte order mark, in the order in which most characters are common ones; None
    if they are in neither."""

    def unusual(encoding: str) -> float:
        text = head.decode(encoding, "replace")
        return len(re.findall(_UNUSUAL, text)) / len(text)

    best = min(("utf-16-le", "utf-16-be"), key=unusual)
    return best if unusual(best) < 0.1 else None


def _sample(content: bytes, undecoded: int) -> bytes:
    """The content, or pieces from all over a long one, with as many bytes beyond ASCII as can be
    found there quickly. The byte at `undecoded`, the first that is not UTF-8, is among them."""
    if len(content) <= _PIECE_BYTES * _MAX_PIECES:
        return content
    starts = [max(0, undecoded - _PIECE_BYTES // 2)]
    for start in range(0, len(content), len(content) // _MAX_PIECES + 1):
        found = _BEYOND_ASCII.search(content, start, start + _SEARCHED_BYTES)
        starts.append(found.start() if found else start)
    return b"\n".join(content[start : start + _PIECE_BYTES] for start in starts)


def _is_mostly_utf8(sample: bytes) -> bool:
    text = sample.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return broken * 10 < sum(1 for c in text if c > "\x7f") - broken


def known_charset(declared: str | None) -> str | None:
    """The name that detection gives to a declared character set; None if there is no such set. Only
    codecs that leave ASCII alone are character sets: `unicode_escape` and the like are not."""
    try:
        if declared and _PROBE.decode(declared) == _PROBE.decode("ascii"):
            name = codecs.lookup(declared).name
            return _NAMES.get(name, name)
    except (LookupError, ValueError):
        pass
    return None


def detect_single_byte(sample: bytes, declared: str | None = None) -> str | None:
    """The encoding in which the cross entropy is lowest, if it is low enough; else the declared
    one, if the bytes have a meaning in it."""
    pairs = count_pairs(sample)
    number = sum(times for (a, b), times in pairs.items() if a > 0x7F or b > 0x7F)
    limit = min(8, (_MAX_DECLARED_OTHER if declared else _MAX_UNDECLARED) + 15 / number)
    limits = {**dict.fromkeys(_HANDICAPS, limit), "cp1252": _MAX_WESTERN}
    if declared and is_single_byte(declared):
        limits[declared] = _MAX_WESTERN
    totals = {}
    for encoding, most in limits.items():
        entropy = mean_cross_entropy(pairs, encoding)
        if entropy < most:
            trust = _TRUST if encoding == declared else 0.0
            totals[encoding] = number * entropy + _HANDICAPS.get(encoding, 0.0) - trust
    if totals:
        return min(totals, key=totals.__getitem__)
    if declared and sample.decode(declared, "replace").count("\ufffd") * 50 <= number:
        return declared
    return None
