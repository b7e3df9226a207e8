"""Scanned pages: pictures of words, alone or as the pages of a PDF.

The words are of letters that the Latin and the Cyrillic alphabet share, drawn in the one font that
every reader of PDF brings along, so that a test needs no font of the system.
"""

import struct
import zlib
from collections.abc import Sequence
from contextlib import closing
from functools import lru_cache

import pypdfium2

from tests.unit.documents.make_pdf import Pdf, Text, write_pdf

WORDS = "BOCTOK PAKETA KOMETA MOCKBA"
READ = "ВОСТОК РАКЕТА КОМЕТА МОСКВА"

Picture = tuple[int, int, bytes]
"""Width, height and the shades of grey, a byte each."""


@lru_cache
def draw(*lines: str) -> Picture:
    """A page with these lines, in 150 dpi."""
    texts = [Text(line, 60, 700 - 60 * n, 24, "western") for n, line in enumerate(lines)]
    with closing(pypdfium2.PdfDocument(write_pdf(Pdf([texts])))) as pdf:
        bitmap = pdf[0].render(scale=150 / 72, grayscale=True)
        content, stride = bytes(bitmap.buffer), bitmap.stride
        rows = (content[n * stride : n * stride + bitmap.width] for n in range(bitmap.height))
        return bitmap.width, bitmap.height, b"".join(rows)


def png(picture: Picture) -> bytes:
    """A picture as a file."""
    width, height, shades = picture
    rows = b"".join(b"\0" + shades[n * width : (n + 1) * width] for n in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def _chunk(name: bytes, content: bytes) -> bytes:
    check = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)


def scanned_pdf(pages: Sequence[Picture | str]) -> bytes:
    """A PDF whose pages are a picture, or a line of text."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", _FONT]
    kids = []
    for page in pages:
        number = len(objects) + 1
        kids.append(f"{number} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {number + 1} 0 R "
            f"/Resources << /Font << /F 3 0 R >> /XObject << /P {number + 2} 0 R >> >> >>".encode()
        )
        if isinstance(page, str):
            objects += [_stream(f"BT /F 12 Tf 60 700 Td ({page}) Tj ET".encode()), b"null"]
        else:
            width, height, shades = page
            kind = (
                f"/Type /XObject /Subtype /Image /Width {width} /Height {height} "
                "/ColorSpace /DeviceGray /BitsPerComponent 8"
            )
            objects += [_stream(b"q 595 0 0 842 0 0 cm /P Do Q"), _stream(shades, kind)]
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    body = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (count, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n" % count + table + end


_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>"


def _stream(content: bytes, kind: str = "") -> bytes:
    packed = zlib.compress(content)
    about = f"<< {kind} /Filter /FlateDecode /Length {len(packed)} >>".encode()
    return about + b"\nstream\n" + packed + b"\nendstream"
