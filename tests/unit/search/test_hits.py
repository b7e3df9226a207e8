"""What is shown with a passage: its path, the state of its file, its neighbours and quotations."""

import os
from pathlib import Path

import pytest

from searchtool.core.model import Hit, Passage, Span
from searchtool.engines.base import EngineCorrupted, Searcher
from searchtool.index.open import open_snapshot
from searchtool.index.plan import Plan, RunCallbacks
from searchtool.index.update import update_index
from searchtool.search.hits import HitBuilder
from searchtool.search.options import SearchOptions


@pytest.fixture
def builder(
    river_searcher: Searcher, river_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> HitBuilder:
    """In the folder of the texts, which paths are relative to."""
    monkeypatch.chdir(river_folder)
    return HitBuilder(river_searcher)


def hit_of(searcher: Searcher, builder: HitBuilder, id: str, context: int = 0) -> Hit:
    passage = searcher.passage(id)
    assert passage is not None
    return builder.hit(passage, SearchOptions(context=context))


def ids(passages: tuple[Passage, ...]) -> list[str]:
    return [passage.id.rpartition("#")[2] for passage in passages]


def test_a_path_is_relative_where_that_is_shorter(
    river_searcher: Searcher,
    builder: HitBuilder,
    river_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hit = hit_of(river_searcher, builder, "vesti/most.md#p1")
    assert hit.path == str(Path("docs", "vesti", "most.md"))
    assert Path(hit.document.path).is_absolute()
    assert builder.path_of("vesti/most.md") == hit.path
    assert builder.path_of("нет") is None
    monkeypatch.chdir("/")
    elsewhere = HitBuilder(river_searcher)
    absolute = str(river_folder / "docs" / "vesti" / "most.md")
    assert elsewhere.path_of("vesti/most.md") == absolute.removeprefix("/")


def test_dates_are_those_of_the_documents(builder: HitBuilder) -> None:
    assert builder.date_of("vesti/most.md") == "2019-03-02"
    assert builder.date_of("zametki/pesnya.txt") is None
    assert builder.date_of("нет") is None


@pytest.mark.parametrize(
    ("id", "before", "after"),
    [
        ("vesti/most.md#p1", [], ["p2"]),
        ("vesti/most.md#p2", ["p1"], ["p3"]),
        ("vesti/most.md#p3", ["p2"], []),
        ("vesti/most.md#p2.q1", ["p1", "p2"], ["p3"]),
    ],
)
def test_neighbours_are_paragraphs_of_the_same_document(
    river_searcher: Searcher, builder: HitBuilder, id: str, before: list[str], after: list[str]
) -> None:
    hit = hit_of(river_searcher, builder, id, context=1)
    assert (ids(hit.before), ids(hit.after)) == (before, after)


def test_a_paragraph_has_its_quotations_and_a_quotation_has_none(
    river_searcher: Searcher, builder: HitBuilder
) -> None:
    paragraph = hit_of(river_searcher, builder, "zametki/yarmarka.md#p2")
    assert ids(paragraph.quotes) == ["p2.q1", "p2.q2"]
    assert hit_of(river_searcher, builder, "zametki/yarmarka.md#p2.q1").quotes == ()
    assert hit_of(river_searcher, builder, "zametki/yarmarka.md#p1").quotes == ()


def test_verse_keeps_its_lines(river_searcher: Searcher, builder: HitBuilder) -> None:
    hit = hit_of(river_searcher, builder, "zametki/pesnya.txt#p2")
    assert (
        hit.snippet.text
        == hit.passage.text
        == "Над Волгой дождь,\nНад Волгой мгла,\nИ песня уплыла."
    )


def test_a_passage_without_its_document_is_a_broken_index(builder: HitBuilder) -> None:
    with pytest.raises(EngineCorrupted):
        builder.hit(Passage("нет#p1", "нет", 1, "", Span(0, 0)), SearchOptions())


def test_what_became_of_the_file_since_it_was_indexed(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    path = tmp_path / "docs" / "mayak.txt"
    path.write_text("Маяк построили зимой.", "utf-8")
    update_index(tmp_path / "index", Plan([tmp_path / "docs"]), RunCallbacks())
    searcher = open_snapshot(tmp_path / "index").searcher

    def state() -> str:
        return hit_of(searcher, HitBuilder(searcher), "mayak.txt#p1").file_state

    assert state() == "same"
    os.utime(path, ns=(0, 0))
    assert state() == "same"
    path.write_text("Маяк построили весной", "utf-8")
    assert state() == "changed"
    path.unlink()
    assert state() == "missing"
    searcher.close()
