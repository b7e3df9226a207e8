"""Folders in, readable files out."""

import os
import socket
from collections.abc import Sequence
from pathlib import Path

import pytest

from searchtool.core.errors import UnreadableFile
from searchtool.core.model import Root, Skipped
from searchtool.ingest.discovery import Ignore, ignore_nothing, list_files, walk
from tests.unit.permissions import folder_for_all, ordinary_user


@pytest.fixture
def base(tmp_path: Path) -> Path:
    folder = tmp_path / "docs_in"
    folder.mkdir()
    return folder


def lay(base: Path, *names: str) -> None:
    """Small files, with the folders they need."""
    for name in names:
        (base / name).parent.mkdir(parents=True, exist_ok=True)
        (base / name).write_text("текст", "utf-8")


def look(root: Root) -> tuple[list[str], list[UnreadableFile]]:
    """The names that are found, and what was reported."""
    failures: list[UnreadableFile] = []
    return [file.name for file in walk(root, failures.append)], failures


def skipped(base: Path, ignore: Ignore = ignore_nothing) -> dict[str, str]:
    """What is not read below a folder, and why."""
    found: list[Skipped] = []
    list(walk(Root(base, base), print, found.append, ignore))
    return {skip.where.removeprefix(f"{base}/"): skip.reason for skip in found}


def names(base: Path) -> list[str]:
    """The names found below a folder in which nothing is wrong."""
    found, failures = look(Root(base, base))
    assert failures == []
    return found


def test_files_come_in_the_order_of_their_paths(base: Path) -> None:
    lay(base, "б.txt", "a/2.txt", "a/10.txt", "a.txt", "a-b/1.txt", "Z.txt")
    found = names(base)
    assert found == sorted(found, key=lambda name: name.split("/"))
    assert len(found) == 6


def test_a_file_is_told_with_its_path_size_and_time(base: Path) -> None:
    lay(base, "news/a.txt")
    os.utime(base / "news/a.txt", ns=(1, 1_700_000_000_123_456_789))
    (found,) = walk(Root(base, base), lambda failure: None)
    assert found.path == str(base / "news/a.txt")
    assert found.name == "news/a.txt"
    assert found.size == len("текст".encode())
    assert found.modified == 1_700_000_000_123_456_789


def test_hidden_files_and_folders_are_skipped(base: Path) -> None:
    lay(base, "a.txt", ".a.txt", ".git/b.txt", "c/.d/e.txt")
    assert names(base) == ["a.txt"]


def test_a_root_may_itself_be_hidden(tmp_path: Path) -> None:
    lay(tmp_path, ".notes/a.txt")
    assert names(tmp_path / ".notes") == ["a.txt"]


@pytest.mark.parametrize("name", ["A.TXT", "b.Md", "в.конце.txt"])
def test_suffixes_are_known_in_any_case(base: Path, name: str) -> None:
    lay(base, name)
    assert names(base) == [name]


@pytest.mark.parametrize("name", ["a.jpg", "a.txt.bak", "a.txt~", "a.7z"])
def test_other_suffixes_are_skipped(base: Path, name: str) -> None:
    lay(base, name)
    assert names(base) == []


@pytest.mark.parametrize("target", ["secret", "secret/a.txt"])
def test_links_out_of_the_base_are_skipped(base: Path, tmp_path: Path, target: str) -> None:
    lay(tmp_path, "secret/a.txt")
    lay(base, "b.txt")
    (base / "link.txt").symlink_to(tmp_path / target)
    assert names(base) == ["b.txt"]


def test_a_folder_whose_name_begins_alike_is_outside(base: Path, tmp_path: Path) -> None:
    lay(tmp_path, "docs_in_private/a.txt")
    (base / "link").symlink_to(tmp_path / "docs_in_private")
    assert names(base) == []


def test_a_link_out_by_way_of_another_link_is_skipped(base: Path, tmp_path: Path) -> None:
    lay(tmp_path, "secret/a.txt")
    (base / "1").symlink_to("2")
    (base / "2").symlink_to("../secret")
    assert names(base) == []


def test_links_inside_the_base_are_followed(base: Path) -> None:
    lay(base, "news/a.txt")
    (base / "again").symlink_to("news")
    (base / "b.txt").symlink_to("news/a.txt")
    assert names(base) == ["again/a.txt", "b.txt", "news/a.txt"]


def test_a_base_may_itself_be_a_link(base: Path, tmp_path: Path) -> None:
    lay(base, "a.txt")
    (tmp_path / "link").symlink_to(base)
    assert names(tmp_path / "link") == ["a.txt"]


def test_links_back_up_do_not_loop(base: Path) -> None:
    lay(base, "a/b/c.txt", "d/e.txt")
    (base / "a/b/up").symlink_to("..")
    (base / "a/root").symlink_to(base)
    (base / "a/d").symlink_to("../d")
    (base / "d/a").symlink_to("../a")
    assert {"a/b/c.txt", "d/e.txt"} <= set(names(base))


def test_a_folder_is_not_entered_from_inside_itself(base: Path) -> None:
    lay(base, "a/b/c.txt")
    (base / "a/b/up").symlink_to("..")
    (base / "x").symlink_to("a/b")  # its link leads to the folder it is in
    assert names(base) == ["a/b/c.txt", "x/c.txt"]


def test_names_need_not_be_utf_8(base: Path) -> None:
    name = os.fsdecode("мэр".encode("koi8-r"))
    lay(base, f"{name}/{name}.txt", "a.txt")
    assert names(base) == ["a.txt", f"{name}/{name}.txt"]


def test_the_root_of_the_file_system_is_a_base_too(base: Path) -> None:
    lay(base, "a.txt")
    found, _ = look(Root(base, Path("/")))
    assert found == [str(base / "a.txt").lstrip("/")]


def test_folders_may_be_nested_deeper_than_calls(base: Path) -> None:
    folder = base
    for _ in range(1_200):
        folder = folder / "d"
        folder.mkdir()
    (folder / "a.txt").write_text("текст", "utf-8")
    try:
        assert names(base) == [f"{'d/' * 1_200}a.txt"]
    finally:
        (folder / "a.txt").unlink()
        while folder != base:  # shutil.rmtree would not come to the end
            folder.rmdir()
            folder = folder.parent


@pytest.mark.parametrize("target", ["link.txt", "gone.txt"])
def test_a_link_that_leads_nowhere_is_reported_and_the_walk_goes_on(
    base: Path, target: str
) -> None:
    lay(base, "a.txt", "z.txt")
    (base / "link.txt").symlink_to(target)
    found, failures = look(Root(base, base))
    assert found == ["a.txt", "z.txt"]
    assert [failure.where for failure in failures] == [str(base / "link.txt")]


@pytest.mark.parametrize(
    "name", ["ПРИКАЗ", "Приказ № 5. О шлюзах", "отчёт за 06.2019", "1718.M2P3.host:2,S", "нота.тхт"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "utf-16"])
def test_a_text_without_a_suffix_is_found_by_its_content(
    base: Path, name: str, encoding: str
) -> None:
    (base / name).write_text("Приказ о постройке шлюза подписан.", encoding)
    assert names(base) == [name]


@pytest.mark.parametrize(
    "content",
    [
        b"\x7fELF\2\1\1\0",
        b"\x89PNG\r\n\x1a\n\0",
        bytes(range(256)),
        b"\xff\xd8\xff\xe0\1",
        b"\0\1\2" * 90,
        b"#!/bin/sh\necho\n",
        b"-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk\n",
        b"-----BEGIN PGP MESSAGE-----\n\nhQEMA\n",
        b"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 vera@example\n",
    ],
)
def test_other_files_without_a_suffix_are_skipped(base: Path, content: bytes) -> None:
    (base / "IMG_1").write_bytes(content)
    assert skipped(base) == {"IMG_1": "format"}


def test_a_signed_text_without_a_suffix_is_read(base: Path) -> None:
    (base / "ПРИКАЗ").write_text("-----BEGIN PGP SIGNED MESSAGE-----\n\nШлюз открыт.\n")
    assert names(base) == ["ПРИКАЗ"]


def test_a_file_without_a_suffix_that_cannot_be_opened_is_reported() -> None:
    with folder_for_all() as base:
        lay(base, "ПРИКАЗ")
        (base / "ПРИКАЗ").chmod(0)
        with ordinary_user():
            found, failures = look(Root(base, base))
    assert found == []
    assert [str(f) for f in failures] == [f"{base / 'ПРИКАЗ'}: no permission to read it"]


def test_all_that_is_not_read_is_told(base: Path, tmp_path: Path) -> None:
    lay(tmp_path, "secret/a.txt")
    lay(base, "a.txt", ".b.txt", ".git/c.txt", "d/.e", "f.psd", "~$каз.docx")
    (base / "out").symlink_to(tmp_path / "secret")
    (base / "gone.jpg").symlink_to("nowhere")
    os.mkfifo(base / "pipe.txt")
    assert skipped(base) == {
        ".b.txt": "hidden",
        ".git": "hidden",
        "~$каз.docx": "hidden",
        "d/.e": "hidden",
        "f.psd": "format",
        "out": "link",
        "gone.jpg": "link",
        "pipe.txt": "special",
    }


def test_ignored_names_are_not_even_told(base: Path) -> None:
    lay(base, "a.txt", "index/b.txt", "index/c.jpg", "d/index/e.txt")

    def ignore(folder: str, names: Sequence[str]) -> set[str]:
        return {"index"} if folder == str(base) else set()

    assert skipped(base, ignore) == {}
    assert [file.name for file in walk(Root(base, base), print, ignore=ignore)] == [
        "a.txt",
        "d/index/e.txt",
    ]


def test_pipes_and_sockets_are_skipped(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(base, "a.txt")
    os.mkfifo(base / "pipe.txt")
    monkeypatch.chdir(base)  # the path of a socket must be short
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.txt")
        assert names(base) == ["a.txt"]


def test_a_folder_without_permission_is_reported_and_the_walk_goes_on() -> None:
    with folder_for_all() as base:
        lay(base, "a.txt", "closed/b.txt", "z.txt")
        (base / "closed").chmod(0)
        with ordinary_user():
            found, failures = look(Root(base, base))
        (base / "closed").chmod(0o700)
    assert found == ["a.txt", "z.txt"]
    assert [str(failure) for failure in failures] == [
        f"{base / 'closed'}: no permission to read it"
    ]


def test_a_root_that_is_gone_is_reported(base: Path) -> None:
    found, failures = look(Root(base / "gone", base / "gone"))
    assert found == []
    assert [failure.where for failure in failures] == [str(base / "gone")]


def test_a_single_file_can_be_a_root(base: Path) -> None:
    lay(base, "a.txt", "b.txt")
    assert look(Root(base / "a.txt", base)) == (["a.txt"], [])


def test_a_label_begins_the_names(base: Path) -> None:
    lay(base, "a.txt", "news/b.txt")
    found, _ = look(Root(base, base, "архив"))
    assert found == ["архив/a.txt", "архив/news/b.txt"]


def test_a_listing_holds_each_file_once(base: Path) -> None:
    lay(base, "a.txt", "news/b.txt", "news/c.jpg", "d.JPG")
    found = list_files([Root(base, base), Root(base / "news", base)])
    assert [file.name for file in found.files.values()] == ["a.txt", "news/b.txt"]
    assert found.size == 2 * len("текст".encode())
    assert found.skipped == [
        Skipped(str(base / name), "format") for name in ("d.JPG", "news/c.jpg")
    ]
    assert found.failures == []


def test_a_listing_tells_a_file_that_is_gone_from_a_folder(base: Path) -> None:
    assert list_files([Root(base / "a.txt", base)]).failures == []
    gone = Root(base / "gone", base / "gone")
    ((root, failure),) = list_files([gone]).failures
    assert (root, str(failure)) == (gone, f"{base / 'gone'}: missing, or a broken link")


def test_failures_are_told_in_russian(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "ru_RU.UTF-8")
    (base / "gone.txt").symlink_to("nowhere")
    (base / "loop.txt").symlink_to("loop.txt")
    _, failures = look(Root(base, base))
    assert [failure.cause for failure in failures] == [
        "не найден (удалён или битая ссылка)",
        "ссылки ведут по кругу",
    ]
