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
from searchtool.core.model import Skipped, SkipReason
from searchtool.documents.archives.archive import MAX_NESTING
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


def read_skipping(
    name: str, content: bytes
) -> tuple[list[str], list[str], list[tuple[str, SkipReason]]]:
    """The members that are read, what is reported, and the members that are passed over."""
    skipped: list[Skipped] = []
    texts, failures = read_all(name, content, on_skip=skipped.append)
    parts = [(part.where.partition("#")[2], part.reason) for part in skipped]
    return [text.document.member for text in texts], failures, parts


@pytest.mark.parametrize("pack", [zipped, tarred, lambda members: tarred(members, "w:gz")])
def test_members_that_are_not_read_are_named(pack: Callable[[Mapping[str, bytes]], bytes]) -> None:
    text = TEXT.encode()
    members = {
        "Фото/мост.jpg": b"\xff\xd8",
        "а.txt": text,
        "без суффикса": text,
        "без суффикса и текста": b"\0\1\2",
        ".черновик.txt": text,
        "~$каз.docx": b"\4",
        "__MACOSX/._а.txt": b"\0",
        "./б.txt": text,
        "../в.txt": text,
        "данные.json": b'{"version": 3}',
    }
    assert read_skipping("a.zip", pack(members)) == (
        ["а.txt", "без суффикса", "./б.txt", "../в.txt"],
        [],
        [
            ("Фото/мост.jpg", "format"),
            ("без суффикса и текста", "format"),
            (".черновик.txt", "hidden"),
            ("~$каз.docx", "hidden"),
            ("__MACOSX/._а.txt", "hidden"),
            ("данные.json", "format"),
        ],
    )


def test_members_of_archives_inside_are_named() -> None:
    inner = zipped({"а.jpg": b"", "б.txt": TEXT.encode()})
    assert read_skipping("a.zip", zipped({"в.zip": inner})) == (
        ["в.zip#б.txt"],
        [],
        [("в.zip#а.jpg", "format")],
    )


def test_links_in_a_tar_are_named_or_read_once() -> None:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name in ("а.txt", "чужой.dat"):
            entry = tarfile.TarInfo(name)
            entry.size = len(TEXT.encode())
            archive.addfile(entry, io.BytesIO(TEXT.encode()))
        for name, kind, target in (
            ("ещё раз.txt", tarfile.LNKTYPE, "а.txt"),
            ("с именем.txt", tarfile.LNKTYPE, "чужой.dat"),
            ("ссылка.txt", tarfile.SYMTYPE, "а.txt"),
            ("труба.txt", tarfile.FIFOTYPE, ""),
            ("папка.txt", tarfile.DIRTYPE, ""),
        ):
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = kind, target
            archive.addfile(entry)
    assert read_skipping("a.tar", stream.getvalue()) == (
        ["а.txt", "с именем.txt"],
        [],
        [
            ("чужой.dat", "format"),
            ("ещё раз.txt", "link"),
            ("ссылка.txt", "link"),
            ("труба.txt", "special"),
        ],
    )


def test_a_link_in_a_zip_is_named() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        link = zipfile.ZipInfo("ссылка.txt")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "../а.txt")
        archive.mkdir("папка.txt")
    assert read_skipping("a.zip", stream.getvalue()) == ([], [], [("ссылка.txt", "link")])


def test_members_of_one_name_are_kept_apart() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("а.txt", "Первый вариант.")
        archive.writestr("а.txt", "Второй вариант.")
    texts, failures = read_all("a.zip", stream.getvalue())
    assert [(t.document.member, t.text) for t in texts] == [
        ("а.txt", "Первый вариант."),
        ("2/а.txt", "Второй вариант."),
    ]
    assert failures == []


def test_a_zip_after_the_program_that_unpacks_it() -> None:
    content = b"MZ" + bytes(range(256)) * 40 + zipped({"а.txt": TEXT.encode()})
    assert read_skipping("a.zip", content) == (["а.txt"], [], [])


def test_a_tar_that_ends_with_a_zip_is_a_tar() -> None:
    inner = zipped({"б.txt": TEXT.encode()}, method=zipfile.ZIP_STORED)
    content = tarred({"а.txt": TEXT.encode(), "в.zip": inner})
    assert read_skipping("a.tar", content) == (["а.txt", "в.zip#б.txt"], [], [])


def test_a_large_zip_is_read() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive, archive.open("а.txt", "w", force_zip64=True) as f:
        f.write(TEXT.encode())
    assert read_skipping("a.zip", stream.getvalue()) == (["а.txt"], [], [])


@pytest.mark.parametrize(
    ("name", "content", "cause"),
    [
        ("a.zip", zipped({}), "holds no files"),
        ("a.zip", zipped({"папка/": b""}), "holds no files"),
        ("a.tar", tarred({}), "holds no files"),
        (
            "a.zip",
            b"7z\xbc\xaf\x27\x1c\0\4",
            "a 7z archive, which is not read; pack the files as .zip",
        ),
        ("a.zip", b"Rar!\x1a\x07\1\0", "a rar archive, which is not read; pack the files as .zip"),
        ("мост.jpg.gz", gzip.compress(b"\xff\xd8"), "holds мост.jpg, whose format is not read"),
        ("a.zip", b"PK", "damaged archive: File is not a zip file"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",  # archives tell the time
)
def test_what_cannot_be_read_is_refused(name: str, content: bytes, cause: str) -> None:
    with pytest.raises(UnreadableFile) as failure:
        read_all(name, content)
    assert str(failure.value) == f"/docs/{name}: {cause}"


def test_an_archive_that_holds_nothing_costs_only_itself() -> None:
    content = zipped({"пусто.zip": zipped({}), "а.txt": TEXT.encode()})
    assert read_skipping("a.zip", content) == (
        ["а.txt"],
        ["/docs/a.zip#пусто.zip: holds no files"],
        [],
    )


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_zip_of_files_is_no_document(method: int) -> None:
    """Whatever stands in it, and first."""
    document = zipped({"[Content_Types].xml": "", "word/document.xml": DOCUMENT})
    content = zipped(
        {
            "а.docx": document,
            "mimetype.txt": "application/epub+zip word/document.xml",
            "word/б.txt": TEXT,
        },
        method,
    )
    for name in ("a.zip", "a.txt"):
        texts, failures = read_all(name, content)
        assert [text.document.member for text in texts] == ["а.docx", "mimetype.txt", "word/б.txt"]
        assert failures == []


DOCUMENT = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body><w:p><w:r><w:t>Мост открыт.</w:t></w:r></w:p></w:body></w:document>"
)
