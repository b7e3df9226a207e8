"""Files of Word before 2007, with as much of the format as programs need to read a text: a compound
file ([MS-CFB]) with a document and its table ([MS-DOC])."""

import struct
from collections.abc import Mapping

SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_TEXT_START = 3 * SECTOR


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file of these streams, each filled up to the size of those that are kept in
    sectors of their own."""
    sectors: list[bytes] = []
    chain: list[int] = []

    def add(content: bytes) -> int:
        start, count = len(sectors), -(-len(content) // SECTOR)
        for number in range(count):
            piece = content[number * SECTOR : (number + 1) * SECTOR]
            sectors.append(piece.ljust(SECTOR, b"\0"))
            chain.append(start + number + 1 if number < count - 1 else _END)
        return start

    entries = [_entry("Root Entry", 5, _END, 0, child=1)]
    for number, (name, content) in enumerate(streams.items(), 1):
        content = content.ljust(8 * SECTOR, b"\0")
        following = number + 1 if number < len(streams) else _FREE
        entries.append(_entry(name, 2, add(content), len(content), right=following))
    directory = add(b"".join(entries))
    fat_sectors = -(-(len(chain) + 8) * 4 // SECTOR)
    fat_start = len(sectors)
    chain += [_FAT] * fat_sectors
    fat = struct.pack(f"<{len(chain)}I", *chain).ljust(fat_sectors * SECTOR, b"\xff")
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIII",
        *(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, b""),
        *(0, fat_sectors, directory, 0, 8 * SECTOR, _END, 0, _END, 0),
    )
    places = [fat_start + number for number in range(fat_sectors)]
    header += struct.pack("<109I", *places, *[_FREE] * (109 - fat_sectors))
    return header + b"".join(sectors) + fat


def _entry(
    name: str, kind: int, start: int, size: int, right: int = _FREE, child: int = _FREE
) -> bytes:
    raw = name.encode("utf-16-le")
    places = struct.pack("<HBBIII", len(raw) + 2, kind, 1, _FREE, right, child)
    return raw.ljust(64, b"\0") + places + bytes(36) + struct.pack("<III", start, size, 0)


def doc(text: str) -> bytes:
    """A file of Word 97 whose paragraphs are the lines of the text."""
    text = text.replace("\n", "\r") + "\r"
    written = text.encode("utf-16-le")
    end = _TEXT_START + len(written)
    head = bytearray(_TEXT_START)
    struct.pack_into("<HHHH", head, 0, 0xA5EC, 0xC1, 0, 0x419)
    struct.pack_into("<H", head, 0x0A, 0x1200)
    struct.pack_into("<II", head, 0x18, _TEXT_START, end)
    for at, count in ((0x20, 14), (0x3E, 22), (0x98, 93)):
        struct.pack_into("<H", head, at, count)
    struct.pack_into("<I", head, 0x40, end)
    struct.pack_into("<I", head, 0x4C, len(text))
    table = b""
    for at, part in ((0xA2, _style_sheet()), (0x1A2, _pieces(len(text)))):
        struct.pack_into("<II", head, at, len(table), len(part))
        table += part
    return compound({"WordDocument": bytes(head) + written, "1Table": table})


def _pieces(characters: int) -> bytes:
    """That the whole text is one piece."""
    table = struct.pack("<IIHIH", 0, characters, 0, _TEXT_START, 0)
    return b"\2" + struct.pack("<I", len(table)) + table


def _style_sheet() -> bytes:
    """The style that all paragraphs have; without one, antiword crashes now and then."""
    name = "Normal".encode("utf-16-le")
    style = struct.pack("<HHHHHH", 0, 0xFFF1, 2, 0, 0, 6) + name + struct.pack("<HHHH", 0, 2, 0, 0)
    about = struct.pack("<9H", 1, 10, 1, 91, 15, 0, 0, 0, 0)
    return struct.pack("<H", len(about)) + about + struct.pack("<H", len(style)) + style


def old_doc(text: str, encoding: str = "cp1251") -> bytes:
    """A file of Word 6, whose letters are bytes in the code page of its author."""
    written = (text.replace("\n", "\r") + "\r").encode(encoding)
    head = bytearray(_TEXT_START)
    struct.pack_into("<HHHH", head, 0, 0xA5DC, 0x65, 0, 0x419)
    struct.pack_into("<II", head, 0x18, _TEXT_START, _TEXT_START + len(written))
    struct.pack_into("<I", head, 0x34, len(written))
    style = struct.pack("<HHHH", 0, 0xFFF1, 2, 0) + b"\6Normal\0" + struct.pack("<HHH", 2, 0, 0)
    about = struct.pack("<6H", 1, 8, 1, 75, 15, 0)
    sheet = struct.pack("<H", len(about)) + about + struct.pack("<H", len(style)) + style
    struct.pack_into("<II", head, 0x60, _TEXT_START + len(written), len(sheet))
    return compound({"WordDocument": bytes(head) + written + sheet})
