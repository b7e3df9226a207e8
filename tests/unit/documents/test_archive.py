"""Archives: members, limits, damage; a decompression bomb costs one error."""

import bz2
import gzip
import io
import lzma
import random
import tarfile
import zipfile
from collections.abc import Callable, Mapping

import pytest

from searchtool.core.errors import UnreadableFile
from searchtool.documents.archive import MAX_NESTING
from searchtool.documents.source import Limits
from tests.unit.documents.make_zip import zipped
from tests.unit.documents.reading import read_all

TEXT = "Мэр Озёрска открыл мост.\n\nДвижение начнётся в среду."
FB2 = (
    '<?xml version="1.0" encoding="windows-1251"?>'
    '<FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0"><description><title-info>'
    "<book-title>Мост</book-title></title-info></description>"
    "<body><section><p>Мост построили за год.</p></section></body></FictionBook>"
)


def tarred(members: Mapping[str, bytes], mode: str = "w") -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return stream.getvalue()


MEMBERS = {"2024-06-14/мост.txt": TEXT.encode(), "b.txt": TEXT.encode("cp1251"), "c.jpg": b"\xff"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.zip", zipped(MEMBERS)),
        ("a.tar", tarred(MEMBERS)),
        ("a.tgz", tarred(MEMBERS, "w:gz")),
        ("a.tar.gz", tarred(MEMBERS, "w:gz")),
        ("a.tar.bz2", tarred(MEMBERS, "w:bz2")),
        ("a.tar.xz", tarred(MEMBERS, "w:xz")),
    ],
)
def test_members_are_documents(name: str, content: bytes) -> None:
    texts, failures = read_all(name, content)
    assert failures == []
    assert [(t.document.id, t.document.member, t.document.encoding, t.text) for t in texts] == [
        (f"{name}#2024-06-14/мост.txt", "2024-06-14/мост.txt", "utf-8", TEXT),
        (f"{name}#b.txt", "b.txt", "cp1251", TEXT),
    ]
    assert {t.document.path for t in texts} == {f"/docs/{name}"}


@pytest.mark.parametrize(
    ("name", "pack"), [("a.txt.gz", gzip.compress), ("a.txt.bz2", bz2.compress),
                       ("a.txt.xz", lzma.compress)],
)  # fmt: skip
def test_a_compressed_text_is_read(name: str, pack: Callable[[bytes], bytes]) -> None:
    ((text,), failures) = read_all(name, pack(TEXT.encode()))
    assert (text.text, text.document.member, failures) == (TEXT, "a.txt", [])


@pytest.mark.parametrize("name", ["a.fb2.zip", "a.fbz", "a.fb2", "a.zip", "a.txt"])
def test_a_packed_book_is_read_by_whatever_name(name: str) -> None:
    ((text,), failures) = read_all(name, zipped({"a.fb2": FB2.encode("cp1251")}))
    assert "Мост построили за год." in text.text
    assert text.document.title == "Мост"
    assert failures == []


def test_archives_in_archives_are_read_to_a_depth() -> None:
    content = TEXT.encode()
    name = "a.txt"
    for depth in range(MAX_NESTING + 3):
        content = zipped({name: content, f"{depth}.txt": TEXT.encode()})
        name = "in.zip"
    texts, failures = read_all("a.zip", content)
    assert len(texts) == MAX_NESTING + 1
    (failure,) = failures
    assert "nested too deeply" in failure
    assert texts[0].document.id.startswith("a.zip#in.zip#in.zip#in.zip#")


def test_names_of_old_archives_are_russian() -> None:
    stream = io.BytesIO()
    name = "Отчёты/Сводка за июнь.txt"
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name.encode("cp866").decode("cp437")), TEXT)
    content = stream.getvalue()
    # As the programs of the time wrote it: the name in their code page, not marked as UTF-8.
    as_utf8 = name.encode("cp866").decode("cp437").encode()
    raw = name.encode("cp866")
    short = _rename(content, as_utf8, raw)
    ((text,), failures) = read_all("a.zip", short)
    assert text.document.member == name
    assert failures == []


def _rename(content: bytes, old: bytes, new: bytes) -> bytes:
    """The archive with a name written in other bytes and the mark of UTF-8 taken off."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        body = archive.read(archive.infolist()[0])
    stream = io.BytesIO()

    class Raw(zipfile.ZipInfo):
        def _encodeFilenameFlags(self) -> tuple[bytes, int]:
            return new, 0

    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(Raw("x"), body)
    assert old not in stream.getvalue()
    return stream.getvalue()


@pytest.mark.parametrize("pack", [zipped, tarred, lambda m: tarred(m, "w:gz")])
def test_a_bomb_is_one_line(pack: Callable[[Mapping[str, bytes]], bytes]) -> None:
    """However deep it lies, and whatever reads the member that is one too many."""
    inner = pack({f"{n}.txt": b"0" * (1 << 19) for n in range(8)})
    mail = b"Subject: a\n\n" + b"0" * (1 << 20)
    box = pack({"a.mbox": b"From a Mon Jun 14 10:00:00 2004\n" + mail, "b.txt": b"0"})
    for bomb in (inner, pack({"a.zip": inner, "b.zip": inner}), box):
        with pytest.raises(UnreadableFile) as failure:
            read_all("a.zip", bomb, limits=Limits(unpacked_bytes=1 << 20))
        assert str(failure.value) == "/docs/a.zip: unpacks to more than 1 MB"


def test_a_member_that_is_a_bomb_costs_only_itself() -> None:
    document = zipped({"word/document.xml": b"0" * ((1 << 20) + 1)})
    content = zipped({"a.docx": document, "b.txt": TEXT.encode()})
    ((text,), (failure,)) = read_all("a.zip", content, limits=Limits(file_bytes=1 << 20))
    assert text.document.member == "b.txt"
    assert failure == "/docs/a.zip#a.docx: unpacks to more than 1 MB"


def test_a_member_larger_than_may_be_read_costs_only_itself() -> None:
    content = zipped({"a.txt": b" " * ((1 << 20) + 1), "b.txt": TEXT.encode()})
    ((text,), (failure,)) = read_all("a.zip", content, limits=Limits(file_bytes=1 << 20))
    assert text.document.member == "b.txt"
    assert failure == "/docs/a.zip#a.txt: larger than 1 MB; split it into parts"


def test_an_encrypted_member_costs_only_itself() -> None:
    content = bytearray(zipped({"a.txt": TEXT.encode(), "b.txt": TEXT.encode()}))
    content[6] |= 1  # the flag in the local header and, below, in the directory
    content[content.index(b"PK\1\2") + 8] |= 1
    texts, failures = read_all("a.zip", bytes(content))
    assert [t.document.member for t in texts] == ["b.txt"]
    assert len(failures) == 1
    assert "a.zip#a.txt: protected by a password" in failures[0]


@pytest.mark.parametrize("make", [zipped, tarred, lambda m: tarred(m, "w:gz")])
def test_damage_is_told_in_words(make: Callable[[Mapping[str, bytes]], bytes]) -> None:
    whole = make({"a.txt": TEXT.encode() * 50, "b.md": TEXT.encode()})
    draw = random.Random(5)
    for _ in range(60):
        damaged = bytearray(whole[: draw.randrange(20, len(whole) + 1)])
        for _ in range(draw.randrange(4)):
            damaged[draw.randrange(len(damaged))] = draw.randrange(256)
        try:
            read_all("a.tar", bytes(damaged))
        except UnreadableFile as error:
            assert error.where == "/docs/a.tar"
