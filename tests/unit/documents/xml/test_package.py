"""Zipped documents: limits, passwords, compression."""

import zipfile

import pytest

from searchtool.core.errors import UnreadableFile
from searchtool.documents.source import Limits
from tests.unit.documents.make_zip import zipped
from tests.unit.documents.reading import read_all


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("a.docx", "word/document.xml"),
        ("a.odt", "content.xml"),
        ("a.epub", "META-INF/container.xml"),
    ],
)
class TestPacked:
    def test_a_bomb_is_not_unpacked(self, name: str, part: str) -> None:
        content = zipped({part: bytes((1 << 20) + 2)})
        with pytest.raises(UnreadableFile, match=rf"^/docs/{name}: unpacks to more than 1 MB$"):
            read_all(name, content, limits=Limits(file_bytes=1 << 20))

    def test_an_encrypted_file_is_refused(self, name: str, part: str) -> None:
        content = bytearray(zipped({part: "<a/>"}))
        for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            content[content.index(sign) + place] |= 1
        with pytest.raises(UnreadableFile, match="protected by a password; save it without one"):
            read_all(name, bytes(content))

    def test_other_ways_of_packing_are_refused(self, name: str, part: str) -> None:
        with pytest.raises(UnreadableFile, match="unsupported compression method"):
            read_all(name, zipped({part: "<a/>"}, zipfile.ZIP_LZMA))
