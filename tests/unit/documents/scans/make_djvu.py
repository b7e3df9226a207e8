"""A .djvu file of one empty page with a text layer (DjVu specification, section 8.3.5)."""

import struct


def djvu(text: str) -> bytes:
    """A page with this text as its one zone; without a layer where it is empty."""
    chunks = _chunk(b"INFO", struct.pack(">HHBBHBB", 400, 200, 24, 0, 300, 22, 1))
    if text:
        written = text.encode()
        zone = struct.pack(">BHHHHH", 1, 0x8000, 0x8000, 0x8190, 0x80C8, 0x8000)
        zone += _three_bytes(len(written)) + _three_bytes(0)
        chunks += _chunk(b"TXTa", _three_bytes(len(written)) + written + b"\1" + zone)
    return b"AT&T" + _chunk(b"FORM", b"DJVU" + chunks)


def _three_bytes(number: int) -> bytes:
    return struct.pack(">I", number)[1:]


def _chunk(name: bytes, content: bytes) -> bytes:
    padding = b"\0" * (len(content) % 2)
    return name + struct.pack(">I", len(content)) + content + padding
