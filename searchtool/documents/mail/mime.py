"""The parts of a message (RFC 2045 and 2046), also where programs described them wrong."""

import binascii
import codecs
import re
from email import message_from_bytes
from email.errors import MissingHeaderBodySeparatorDefect
from email.message import Message
from email.policy import Compat32
from quopri import decodestring

FORWARDED = frozenset(("message/rfc822", "message/global", "message/news"))
"""The types of messages inside a message (RFC 2046, section 5.2.1; RFC 6532)."""

_TYPE = re.compile(r"\s*([\w.+-]+)\s*/\s*([\w.+-]+)")
_DELIMITER = re.compile(
    rb"^--([^\s\"][^\r\n\"]{0,69}?)[ \t]*\r?\n(?:Content-[\w-]+|MIME-Version):", re.M | re.I
)
_MAX_PREAMBLE_LINES = 3
_SAMPLE_CHARS = 1 << 14
_BASE64 = re.compile(
    r"\s*((?:[A-Za-z0-9+/]{4,}+\r?\n)*+(?:[A-Za-z0-9+/]+={0,2}[ \t]*\r?\n)?)(.+)", re.DOTALL
)
_CODES = re.compile(r"[A-Za-z0-9+/]+={0,2}")
_NO_BASE64 = re.compile(r"[^A-Za-z0-9+/=\s]")
_CODING = re.compile(r"\s*\"?([\w-]+)")
_TWO_RETURNS = re.compile(rb"[^\r\n]*\r\r\n")
_HEADER_BYTES = 1 << 16
_HEADERS = re.compile(rb"(?:[^\r\n]+\r?\n)++")
_NOT_FOLDED = re.compile(
    rb"^(?!>?From )(?![!-9;-~]+[ \t]*:)(\S[^\n]*\n)(?=((?:from|to|cc|subject|date|received"
    rb"|message-id|mime-version|content-(?:type|transfer-encoding)|x-[\w-]+):))",
    re.IGNORECASE | re.MULTILINE,
)
"""A line that is no header before one that messages have."""
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class _RawHeaders(Compat32):
    """Gives headers as they are written, with surrogates for bytes beyond ASCII, for which the
    standard policy gives U+FFFD."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        return value


_POLICY = _RawHeaders(mangle_from_=False, max_line_length=None)


def parse(content: bytes) -> Message:
    """The message in the bytes of a file, whatever they are. White space and a byte order mark
    before the headers are passed over; some editors save messages in UTF-16."""
    if content.startswith(_UTF_16):
        content = content.decode("utf-16", "replace").encode()
    content = content.removeprefix(codecs.BOM_UTF8).lstrip(b"\r\n \t")
    if _TWO_RETURNS.match(content):
        content = content.replace(b"\r\r\n", b"\r\n")
    return message_from_bytes(_with_folded_headers(content), policy=_POLICY)


def _with_folded_headers(content: bytes) -> bytes:
    """The message with a space before lines among the headers that are none: the parser would take
    them for the beginning of the text. They continue the header before them, unless a header below
    was there already: then they are the text, which quotes another message."""
    headers = _HEADERS.match(content, 0, _HEADER_BYTES)
    if headers is None:
        return content

    def fold(found: re.Match[bytes]) -> bytes:
        name = found[2].lower()
        is_new = name == b"received:" or b"\n" + name not in b"\n" + above[: found.start() + 1]
        return b" " + found[1] if is_new else found[0]

    above = headers[0].lower()
    return _NOT_FOLDED.sub(fold, headers[0]) + content[headers.end() :]


def media_type(part: Message) -> str:
    """The type in small letters; that of a plain text where it is missing or not in two words."""
    written = str(part.get("content-type", ""))
    if found := _TYPE.match(written):
        return f"{found[1]}/{found[2]}".lower()
    if written:
        return "text/html" if "html" in written.lower() else "text/plain"
    return part.get_default_type()


def children(part: Message) -> list[Message]:
    """The parts of a part; those of a message that another holds are that message."""
    kind = media_type(part)
    if part.is_multipart():
        inner = part.get_payload()
        found = [child for child in inner if isinstance(child, Message)]
        return [_decoded(part, found[0])] if found and kind in FORWARDED else found
    if kind.startswith("multipart/") or not _TYPE.match(str(part.get("content-type", ""))):
        return _undeclared(part, kind.startswith("multipart/"))
    return []


def content_of(part: Message) -> bytes:
    """The bytes of a part that has no parts, decoded."""
    written = part.get("content-transfer-encoding")
    if written is not None and (coding := _CODING.match(str(written))):
        del part["content-transfer-encoding"]
        part["content-transfer-encoding"] = coding[1].lower()
    if coding_of(part) == "base64" and (decoded := _decode_base64(part)) is not None:
        return decoded
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _decode_base64(part: Message) -> bytes | None:
    """The bytes of a part that is not one code: some is none, and programs of mailing lists add a
    text to any message, which is kept below a text, or another code. None where it is one."""
    payload = str(part.get_payload())
    lines = [line.strip() for line in payload[:_SAMPLE_CHARS].splitlines()]
    if 2 * sum(len(line) for line in lines if _CODES.fullmatch(line)) < sum(map(len, lines)):
        return payload.encode("utf-8", "surrogateescape")
    code = _BASE64.match(payload)
    if code is None or not code[1]:
        return None
    is_text_below = _NO_BASE64.search(code[2])
    codes = _CODES.findall("".join((code[1] if is_text_below else payload).split()))
    if not is_text_below and len(codes) == 1:
        return None
    try:
        decoded = b"".join(binascii.a2b_base64(one + "=" * (-len(one) % 4)) for one in codes)
    except binascii.Error:
        return None
    if is_text_below and media_type(part).startswith("text/"):
        return decoded + b"\n" + code[2].encode("utf-8", "surrogateescape")
    return decoded


def coding_of(part: Message) -> str:
    """How a part is encoded for transfer, in small letters; empty where it is not said."""
    coding = _CODING.match(str(part.get("content-transfer-encoding", "")))
    return coding[1].lower() if coding else ""


def parameter(part: Message, name: str) -> str:
    """A parameter of the content type in small letters, empty where it is missing."""
    return str(part.get_param(name, "")).lower()


def _decoded(part: Message, inner: Message) -> Message:
    """A message inside another that is encoded, which RFC 2046 (section 5.2.1) forbids and some
    programs do: the parser took the code for the message."""
    coding = coding_of(part)
    if coding not in ("base64", "quoted-printable"):
        return inner
    code = inner.as_bytes(policy=_POLICY)
    if any(isinstance(defect, MissingHeaderBodySeparatorDefect) for defect in inner.defects):
        code = code.replace(b"\n\n", b"\n", 1)  # as it was before the parser took it apart
    try:
        return parse(binascii.a2b_base64(code) if coding == "base64" else decodestring(code))
    except binascii.Error:
        return inner


def _undeclared(part: Message, is_multipart: bool) -> list[Message]:
    """The parts between the delimiters that stand in the text of a part, where its header names
    none, or others."""
    payload = content_of(part)
    found = _DELIMITER.search(payload)
    if found is None:
        return []
    if not is_multipart and payload.count(b"\n", 0, found.start()) > _MAX_PREAMBLE_LINES:
        return []
    header = b'Content-Type: multipart/mixed; boundary="' + found[1] + b'"\n\n'
    inner = message_from_bytes(header + payload, policy=_POLICY).get_payload()
    return (
        [child for child in inner if isinstance(child, Message)] if isinstance(inner, list) else []
    )
