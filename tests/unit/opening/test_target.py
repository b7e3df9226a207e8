"""What is opened of a hit, and what cannot be."""

from pathlib import Path

import pytest

import searchtool
from searchtool.core.model import Document, Hit
from searchtool.opening.target import find_target
from tests.unit.render.hits import PASSAGE, make_hit


def hit_in(
    path: Path, format: str, *, member: str = "", line: int | None = None, page: int | None = None,
    url: str | None = None,
) -> Hit:  # fmt: skip
    path.touch()
    document = Document(path.name, str(path), format, "utf-8", member=member, url=url)
    return make_hit(PASSAGE._replace(line=line, page=page), document)


@pytest.mark.parametrize(
    ("name", "format", "fields", "expected"),
    [
        ("a.txt", "txt", {"line": 3}, ("text", 3, None, True)),
        ("a.eml", "eml", {}, ("text", None, None, False)),
        ("box.mbox", "mbox", {"member": "2", "line": 21}, ("text", 21, None, True)),
        ("Inbox", "mbox", {"member": "2", "line": 21}, ("text", 21, None, True)),
        ("a.jsonl", "jsonl", {"line": 9}, ("text", 9, None, True)),
        ("a.json", "json", {"member": "n1"}, ("text", None, None, False)),
        ("result.json", "telegram", {"member": "7"}, ("text", None, None, False)),
        ("a.fb2", "fb2", {"line": 5}, ("text", 5, None, True)),
        ("a.pdf", "pdf", {"page": 2}, ("page", None, 2, True)),
        ("a.docx", "docx", {}, ("file", None, None, False)),
        ("a.EPUB", "epub", {}, ("file", None, None, False)),
    ],
)
def test_each_format_is_opened_where_it_has_places(
    tmp_path: Path, name: str, format: str, fields: dict[str, object], expected: tuple[object, ...]
) -> None:
    target = find_target(hit_in(tmp_path / name, format, **fields))  # type: ignore[arg-type]
    assert (target.kind, target.line, target.page, target.is_exact) == expected
    assert target.path == str(tmp_path / name)


@pytest.mark.parametrize("name", ["a.html", "messages.htm", "a.mhtml"])
def test_a_page_of_the_web_is_opened_at_its_text(tmp_path: Path, name: str) -> None:
    target = find_target(hit_in(tmp_path / name, "html"))
    assert target.kind == "web"
    assert target.url.startswith(f"file://{tmp_path}/{name}#:~:text=%D0%9D")


@pytest.mark.parametrize(
    ("name", "format", "member"),
    [
        ("a.zip", "txt", "a.txt"),
        ("a.txt.gz", "txt", "a.txt"),
        ("a.zip", "mbox", "box.mbox#2"),
        ("a.zip", "json", "a.json#n1"),
        ("a.zip", "json", "a.json"),
        ("a.zip", "pdf", "a.pdf"),
        ("a.eml", "docx", "file.docx"),
        ("a.eml", "json", "file.json"),
        ("box.mbox", "pdf", "2#file.pdf"),
        ("a.tar", "telegram", "result.json#3"),
    ],
)
def test_what_is_inside_another_file_is_named(
    tmp_path: Path, name: str, format: str, member: str
) -> None:
    with pytest.raises(searchtool.CannotOpen) as error:
        find_target(hit_in(tmp_path / name, format, member=member, line=1))
    assert member in str(error.value)


def test_a_message_is_opened_in_telegram_by_a_link_that_is_one(tmp_path: Path) -> None:
    good, bad = "https://t.me/c/77/3", "https://evil.example/?https://t.me/c/77/3"
    path = tmp_path / "result.json"
    hits = [hit_in(path, "telegram", member="3", url=url) for url in (good, bad)]
    assert find_target(hits[0]).url == good
    assert find_target(hits[1]).kind == "text"
    others = hit_in(tmp_path / "a.jsonl", "jsonl", line=1, url=good)
    assert find_target(others).kind == "text"


@pytest.mark.parametrize("name", ["a.desktop", "a.sh", "a.exe", "a"])
def test_the_desktop_is_given_only_files_that_it_shows(tmp_path: Path, name: str) -> None:
    with pytest.raises(searchtool.CannotOpen):
        find_target(hit_in(tmp_path / name, "docx"))


def test_what_is_gone_or_no_file_is_not_opened(tmp_path: Path) -> None:
    hit = hit_in(tmp_path / "a.txt", "txt", line=1)
    with pytest.raises(searchtool.CannotOpen):
        find_target(hit._replace(file_state="missing"))
    (tmp_path / "a.txt").unlink()
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(searchtool.CannotOpen):
        find_target(hit)
