"""The names of files in archives, in the encodings of the machines that packed them."""

import gzip
import io
import struct
import tarfile
import zipfile
import zlib
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtool.documents.archives.member_names import gzip_name, zip_names
from tests.unit.documents.reading import read_all


class RawInfo(zipfile.ZipInfo):
    """A member whose name is written in bytes of our choice, not marked as UTF-8."""

    def __init__(self, raw: bytes, system: int, extra: bytes = b"") -> None:
        super().__init__(str(id(self)))
        self.raw = raw
        self.create_system = system
        self.extra = extra

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.raw, 0


def packed(*infos: zipfile.ZipInfo) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for info in infos:
            archive.writestr(info, "Мост открыт.")
    return stream.getvalue()


def members(name: str, content: bytes) -> list[str]:
    texts, failures = read_all(name, content)
    assert failures == []
    return [text.document.member for text in texts]


@pytest.mark.parametrize("system", [0, 3, 11])
@pytest.mark.parametrize("encoding", ["cp866", "cp1251", "koi8-r", "utf-8"])
def test_names_in_a_zip(encoding: str, system: int) -> None:
    names = ["Отчёты/2019-06-14 Сводка за июнь.txt", "Отчёты/Я.txt", "Отчёты/a.txt"]
    content = packed(*(RawInfo(name.encode(encoding), system) for name in names))
    assert members("a.zip", content) == names


def test_short_names_of_dos() -> None:
    names = ["Мир.txt", "ЁЖ.TXT"]
    assert members("a.zip", packed(*(RawInfo(n.encode("cp866"), 0) for n in names))) == names


def test_names_of_two_kinds_in_one_zip() -> None:
    names = ["Первая глава.txt", "Вторая глава.txt", "Третья глава.txt"]
    infos = [RawInfo(names[0].encode("cp866"), 0), RawInfo(names[1].encode(), 3)]
    assert members("a.zip", packed(*infos, zipfile.ZipInfo(names[2]))) == names


def test_the_name_that_info_zip_adds() -> None:
    raw, name = b"#U041c#U043e\x80.txt", "Мост.txt"

    def field(crc: int) -> bytes:
        content = b"\1" + struct.pack("<I", crc) + name.encode()
        return b"UX\4\0abcd" + struct.pack("<HH", 0x7075, len(content)) + content

    assert members("a.zip", packed(RawInfo(raw, 3, field(zlib.crc32(raw))))) == [name]
    assert members("a.zip", packed(RawInfo(raw, 3, field(5)))) != [name]


def test_names_of_macos() -> None:
    raw = normalize("NFD", "Мой отчёт.txt").encode()
    assert members("a.zip", packed(RawInfo(raw, 3))) == ["Мой отчёт.txt"]


def test_folders_of_windows() -> None:
    raw = "Письма\\2019-06-14\\ответ.txt".encode("cp866")
    assert members("a.zip", packed(RawInfo(raw, 0))) == ["Письма/2019-06-14/ответ.txt"]


@pytest.mark.parametrize("encoding", ["cp866", "cp1251", "koi8-r", "utf-8"])
def test_names_in_a_tar(encoding: str) -> None:
    stream = io.BytesIO()
    with tarfile.open(
        fileobj=stream, mode="w", encoding=encoding, format=tarfile.GNU_FORMAT
    ) as tar:
        tar.addfile(tarfile.TarInfo("Письма/пустое письмо.txt"))
        entry = tarfile.TarInfo("Письма/Сводка за июнь.txt")
        entry.size = 4
        tar.addfile(entry, io.BytesIO(b"text"))
    assert members("a.tar", stream.getvalue())[-1] == "Письма/Сводка за июнь.txt"


@pytest.mark.parametrize("raw", ["Сводка.txt".encode(), "Сводка за июнь.txt".encode("cp1251")])
def test_the_name_that_gzip_wrote_down(raw: bytes) -> None:
    plain = gzip.compress("Мост открыт.".encode())
    content = plain[:3] + b"\x08" + plain[4:10] + raw + b"\0" + plain[10:]
    (member,) = members("архив.gz", content)
    assert member.encode("utf-8") == raw or member.encode("cp1251") == raw
    assert members("сводка.txt.gz", content) == ["сводка.txt"]


@given(st.binary(max_size=40))
def test_any_header_of_gzip(content: bytes) -> None:
    gzip_name(b"\x1f\x8b\x08\x0c" + content)


@given(st.binary(min_size=1, max_size=20), st.binary(max_size=30))
def test_any_name_and_extra_field(raw: bytes, extra: bytes) -> None:
    info = zipfile.ZipInfo(raw.decode("cp437"))
    info.extra = b"\x75\x70" + extra
    (name,) = zip_names([info])
    name.encode()
