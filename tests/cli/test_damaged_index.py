"""An index that is damaged, made by another version, or not ours: one clear line, nothing lost."""

import json
import random
import shutil
from pathlib import Path

import pytest

from tests.command import Run, assert_one_line_error
from tests.conftest import build_folder, change_manifest
from tests.corpus import ARTICLE


@pytest.fixture
def damaged(indexed_corpus: Path, tmp_path: Path) -> Path:
    """A copy of an index, to be damaged, and what it can be mended from."""
    shutil.copytree(indexed_corpus, tmp_path, dirs_exist_ok=True)
    return tmp_path / "index"


def test_only_our_own_builds_are_swept(run: Run, indexed: Path) -> None:
    index = indexed / "index"
    for name in ("build-tools", "build-abc"):
        (index / name).mkdir()
        (index / name / "mine.txt").write_text("моё", "utf-8")
    assert run("index", "-q").code == 0
    assert run("index", "--rebuild", "-q").code == 0
    assert (index / "build-tools/mine.txt").exists()
    assert (index / "build-abc/mine.txt").exists()
    assert len(list(index.glob("build-*/.searchtool"))) == 1


@pytest.mark.parametrize("content", ['{"name": "extension", "format": 5}', "[]", "oops", ""])
def test_a_manifest_of_others_is_left_alone(run: Run, corpus: Path, content: str) -> None:
    other = corpus.parent / "site"
    other.mkdir()
    (other / "manifest.json").write_text(content, "utf-8")
    for command in (["index"], ["index", "--rebuild"], ["status"], ["дождь"]):
        finished = run(*command, "--index", "site")
        assert_one_line_error(finished, "site/manifest.json: not written by searchtool")
        assert "--rebuild" not in finished.err
    assert [path.name for path in other.iterdir()] == ["manifest.json"]
    assert (other / "manifest.json").read_text("utf-8") == content


def test_advice_names_the_index_that_was_asked(run: Run, corpus: Path) -> None:
    (corpus / "bad.txt").write_bytes(b"PK\3\4\0\0\0\0" * 100)
    run("index", "--index", "my index")
    assert "search status --failed --index 'my index'" in run("index", "--index", "my index").err
    manifest = Path("my index/manifest.json")
    whole = manifest.read_text("utf-8")
    change_manifest(Path("my index"), complete=False)
    assert "run: search index --index 'my index'\n" in run("дождь", "--index", "my index").err
    advice = "run: search index --rebuild --index 'my index'\n"
    change_manifest(Path("my index"), analysis="other")
    assert_one_line_error(run("дождь", "--index", "my index"), advice)
    manifest.write_text("{")
    named = "run: search index --rebuild FOLDER --index 'my index'\n"
    assert_one_line_error(run("дождь", "--index", "my index"), named)
    manifest.write_text(whole, "utf-8")
    shutil.rmtree(build_folder(Path("my index")))
    assert_one_line_error(run("дождь", "--index", "my index"), advice)


DAMAGED_MANIFESTS = (
    b"",
    b"{",
    b"[]",
    b"null",
    b'{"format": 1}',
    b'{"format": 99}',
    b"\xff\xfe",
    b'{"format": 1, "engine": "whoosh", "engine_version": "", "build": "build-1", '
    b'"roots": [5], "complete": true, "updated": ""}',
)


def test_a_damaged_manifest_is_one_clear_line(run: Run, damaged: Path) -> None:
    for content in DAMAGED_MANIFESTS:
        (damaged / "manifest.json").write_bytes(content)
        assert_one_line_error(run("дождь"), "search index --rebuild")
    assert_one_line_error(run("index"), "search index --rebuild")
    assert run("index", "--rebuild").code == 0
    assert run("дождь", "--count").out == "2\n"


def test_indexing_tells_of_the_index_before_it_asks_for_a_folder(run: Run, damaged: Path) -> None:
    """It knows no folder, as its manifest cannot be read, and there is no `docs_in`."""
    (damaged / "manifest.json").write_text("{", "utf-8")
    damaged.with_name("docs_in").rename(damaged.with_name("texts"))
    for options in ([], ["--rebuild"]):
        finished = run("index", *options)
        assert finished.code == 2
        assert "search index --rebuild FOLDER" in finished.err
        assert "index/manifest.json: cannot be read" in finished.err
    assert run("index", "--rebuild", "texts").code == 0


@pytest.mark.parametrize(
    ("name", "value", "part"),
    [
        ("analysis", "analysis 0 pymorphy3 1.0", "another analyzer"),
        ("format", 0, "another version"),
        ("engine", "lucene", "lucene"),
        ("build", 7, "manifest.json"),
    ],
)
def test_a_manifest_that_does_not_fit_is_refused(
    run: Run, damaged: Path, name: str, value: object, part: str
) -> None:
    change_manifest(damaged, **{name: value})
    for command in (["дождь"], ["index"]):
        assert_one_line_error(run(*command), part, "search index --rebuild")


def test_a_build_outside_the_index_is_never_touched(run: Run, indexed: Path) -> None:
    change_manifest(indexed / "index", build="../docs_in")
    for command in (["дождь"], ["index"], ["index", "--rebuild"]):
        run(*command)
    assert (indexed / "docs_in" / "sammit.txt").read_text("utf-8") == ARTICLE


def test_a_missing_build_is_one_clear_line(run: Run, damaged: Path) -> None:
    shutil.rmtree(build_folder(damaged))
    for command in (["дождь"], ["status"], ["index"]):
        assert_one_line_error(run(*command), "search index --rebuild")
    assert run("index", "--rebuild").code == 0
    assert run("дождь", "--count").out == "2\n"


@pytest.mark.parametrize("damage", ["empty", "garbage", "cut", "gone"])
def test_damaged_engine_files_are_one_clear_line(run: Run, damaged: Path, damage: str) -> None:
    usual = run("дождь", "--json").out
    build = build_folder(damaged)
    for path in sorted(build.iterdir()):
        if "LOCK" in path.name:
            continue
        content = path.read_bytes()
        if damage == "gone":
            path.unlink()
        elif damage == "garbage":
            path.write_bytes(random.Random(1).randbytes(len(content)))
        else:
            path.write_bytes(content[: len(content) // 2] if damage == "cut" else b"")
        finished = run("дождь", "--json")
        if finished.code == 0:  # that file was not needed
            assert json.loads(finished.out)["hits"] == json.loads(usual)["hits"]
        else:
            assert_one_line_error(finished, "search index --rebuild")
        path.write_bytes(content)
    for path in build.iterdir():
        path.write_bytes(b"garbage")
    assert_one_line_error(run("index"), "search index --rebuild")
    assert run("index", "--rebuild").code == 0
    assert run("дождь", "--count").out == "2\n"
