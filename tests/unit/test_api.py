"""The public API: its names, and what only a program, not the command line, can ask for."""

import re
from pathlib import Path
from typing import Any

import pytest

import searchtool
from searchtool import api
from tests.corpus import write_corpus

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def index_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the corpus; tests only read it."""
    folder = tmp_path_factory.mktemp("api")
    searchtool.update_index(folder / "index", [write_corpus(folder / "docs_in")])
    return folder / "index"


def test_the_public_names_are_sorted_importable_and_documented() -> None:
    documented = set(re.findall(r"\w+", (ROOT / "docs" / "api.md").read_text("utf-8")))
    assert sorted(searchtool.__all__, key=lambda name: (name[0].islower(), name)) == (
        searchtool.__all__
    )
    for name in searchtool.__all__:
        assert getattr(searchtool, name) is getattr(api, name)
        assert name in documented, name


def test_a_name_that_is_not_public_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="update_indexx"):
        _ = searchtool.update_indexx
    with pytest.raises(AttributeError, match="engine_names"):
        _ = searchtool.engine_names


def test_an_unknown_option_is_a_type_error(index_path: Path) -> None:
    with searchtool.open_index(index_path) as index, pytest.raises(TypeError, match="limitt"):
        index.search("дождь", limitt=3)  # type: ignore[call-arg]


BAD_VALUES = {
    "limit": 0, "offset": -1, "context": -1, "sort": "size", "since": "утром", "until": "2019-13",
}  # fmt: skip


def test_bad_values_name_the_option(index_path: Path) -> None:
    with searchtool.open_index(index_path) as index:
        for option, value in BAD_VALUES.items():
            options: dict[str, Any] = {option: value}
            with pytest.raises(searchtool.OptionError) as error:
                index.search("дождь", **options)
            assert error.value.where == option


def test_an_index_is_built_from_texts_given_as_strings(tmp_path: Path) -> None:
    docs = tmp_path / "тексты"
    docs.mkdir()
    (docs / "а.txt").write_text("Мост через реку открыли утром.", "utf-8")
    (docs / "б.txt").write_bytes(b"\0\1\2")
    failed: list[searchtool.UnreadableFile] = []
    callbacks = searchtool.RunCallbacks(on_failure=failed.append)
    report = searchtool.update_index(str(tmp_path / "index"), [str(docs)], callbacks=callbacks)
    assert report.failed == 1
    assert [Path(one.where).name for one in failed] == ["б.txt"]
    with searchtool.open_index(str(tmp_path / "index")) as index:
        assert [hit.passage.line for hit in index.search("мосты").hits] == [1]
        assert index.stats().failed[0].path.endswith("б.txt")


def test_errors_say_which_index(tmp_path: Path) -> None:
    with pytest.raises(searchtool.IndexMissing) as missing:
        searchtool.open_index(tmp_path / "nowhere")
    assert missing.value.index_path == str(tmp_path / "nowhere")
    assert "search index" not in str(missing.value)  # that is for the command line to say


def test_only_a_rebuild_changes_the_engine(index_path: Path) -> None:
    with pytest.raises(searchtool.NeedsRebuild) as error:
        searchtool.update_index(index_path, engine="tantivy")
    assert error.value.where == "engine"
    with pytest.raises(searchtool.OptionError, match="lucene"):
        searchtool.update_index(index_path, engine="lucene", rebuild=True)


def test_quotations_of_files_and_of_a_text_are_the_same(tmp_path: Path) -> None:
    text = "«Мост откроют завтра», — сказал мэр Олег Ли."
    (tmp_path / "а.txt").write_text(text, "utf-8")
    failed: list[searchtool.UnreadableFile] = []
    paths = [tmp_path / "а.txt"]
    ((path, found),) = searchtool.find_file_quotes(paths, on_error=failed.append)
    (quote,) = searchtool.find_quotes(text)
    assert (path, found.text, found.speaker_name) == ("а.txt", quote.text, quote.speaker_name)
    assert failed == []
    with pytest.raises(searchtool.UsageError, match=r"нет\.txt"):
        list(searchtool.find_file_quotes([tmp_path / "нет.txt"]))


def test_filters_need_no_command_line(index_path: Path) -> None:
    with searchtool.open_index(index_path) as index:
        every = index.search("", path="*.txt", limit=100)
        assert every.total == index.stats().passages
        assert index.search("", title="нет такого заголовка").total == 0
