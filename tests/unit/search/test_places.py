"""Places as they are printed lead back to where they were printed from."""

import os
from pathlib import Path

import pytest

import searchtool
from searchtool.render.hit_fields import location
from tests.documents.make import files

NAMES = (
    "txt/article-cp1251.txt", "html/article-utf-8.html", "books/novel-utf-8.fb2",
    "office/article.pdf", "office/article.docx", "mail/box-utf-8.mbox", "archives/all.zip",
    "records/news.jsonl", "records/news.json", "records/result.json", "subtitles/film.srt",
)  # fmt: skip

FIRST, LAST = "Первый абзац.", "Третий абзац."
SECOND = "Второй абзац занимает две строки, потому что тот, кто писал, переносил их по шестьдесят."
WRAPPED = SECOND.replace(" кто", "\nкто")
TEXT = f"{FIRST}\n\n{WRAPPED}\n\n{LAST}\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files of many formats, one with signs in its name that places have, and their index."""
    folder = tmp_path_factory.mktemp("places")
    contents = files()
    named = {name: contents[name] for name in NAMES}
    named["a#b:3, page 2.txt"] = TEXT.encode()
    for name, content in named.items():
        path = folder / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    searchtool.update_index(folder / "index", [folder / "docs"])
    return folder


@pytest.mark.parametrize("current", ["", "docs", "docs/office", "elsewhere"])
def test_every_printed_place_is_found_again(
    folder: Path, current: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "elsewhere").mkdir(exist_ok=True)
    monkeypatch.chdir(folder / current)
    with searchtool.open_index(folder / "index") as index:
        hits = index.search("", path="*", limit=400, collapse=False).hits
        assert len({hit.document.format for hit in hits}) > 8
        for hit in hits:
            found = index.show(location(hit))
            assert found is not None, location(hit)
            assert location(found) == location(hit)
            if hit.passage.line is None and hit.passage.page is None:
                assert found.passage.id == hit.passage.id


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("{}:1", FIRST),
        ("{}:3", SECOND),
        ("{}:4", SECOND),  # a line inside a paragraph, as an editor tells it
        ("{}:4:7", SECOND),
        ("{}:4:", SECOND),
        ("{}:999", LAST),
        ("{}#p2", SECOND),
        ("./{}:3", SECOND),
    ],
)
def test_a_line_is_that_of_its_paragraph(
    folder: Path, place: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder / "docs")
    with searchtool.open_index(folder / "index") as index:
        found = index.show(place.format("a#b:3, page 2.txt"))
    assert found is not None
    assert found.passage.text == text


@pytest.mark.parametrize(
    "place", ["{}, page 1", "{}, p. 1", "{}, стр. 1", "{} с. 1", "{}#page=1", "{}, Page 1"]
)
def test_a_page_is_understood_however_it_is_written(folder: Path, place: str) -> None:
    path = os.path.join(folder, "docs", "office", "article.pdf")
    with searchtool.open_index(folder / "index") as index:
        found = index.show(place.format(path))
    assert found is not None
    assert found.passage.page == 1


@pytest.mark.parametrize(
    "place",
    ["", ":", ":3", "нет.txt:3", "a.txt", "docs:1", "office/article.pdf:3", "x#page=1", "#p1"],
)
def test_what_is_no_place_is_nothing(
    folder: Path, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder / "docs")
    with searchtool.open_index(folder / "index") as index:
        assert index.show(place) is None
