"""Which engine an index uses: by size, by `--engine`, and when it is changed."""

import json
import re
import sys
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest

from searchtool.core.errors import UsageError
from searchtool.engines import check_installed, open_engine
from tests.command import Run

QUERIES = ["регион", "глава государства", '"глава государства"', "безоп*", "-регион", "дошдь~"]


def engine(run: Run) -> tuple[str, str]:
    status = json.loads(run("status", "--json").out)
    return status["engine"], status["engine_chosen"]


def add_large(corpus: Path) -> None:
    """Over 8 MB that take no time to read: an archive counts as it is."""
    with zipfile.ZipFile(corpus / "large.zip", "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("note.txt", "Записка о большом архиве.")
        archive.writestr("padding.bin", bytes(8_100_000))


def hits(run: Run) -> list[object]:
    found = [json.loads(run(query, "--json", "-n", "50").out) for query in QUERIES]
    return [(answer["total"], answer["hits"]) for answer in found]


def test_a_small_collection_takes_whoosh_without_a_word(run: Run, corpus: Path) -> None:
    assert "engine" not in run("index", corpus).err
    assert engine(run) == ("whoosh", "auto")
    assert (
        "engine: whoosh (0.0 MB of text, up to 8 MB)"
        in run("index", "--rebuild", "--engine", "auto").err
    )


def test_a_large_collection_takes_tantivy_and_says_so(run: Run, corpus: Path) -> None:
    add_large(corpus)
    made = run("index", corpus)
    assert (made.code, made.err.count("engine: tantivy (8.1 MB of text, over 8 MB)\n")) == (0, 1)
    assert engine(run) == ("tantivy", "auto")
    assert run("архив").code == 0
    (corpus / "large.zip").unlink()
    assert "engine" not in run("index").err
    assert engine(run)[0] == "tantivy"
    run("index", "--rebuild")
    assert engine(run) == ("whoosh", "auto")


def test_what_the_user_chose_stays(run: Run, corpus: Path) -> None:
    assert "engine: tantivy\n" in run("index", corpus, "--engine", "tantivy").err
    run("index", "--rebuild")
    assert engine(run) == ("tantivy", "user")
    refused = run("index", "--engine", "auto")
    assert (refused.code, "the index uses the tantivy engine; add --rebuild" in refused.err) == (
        2,
        True,
    )
    run("index", "--rebuild", "--engine", "auto")
    assert engine(run) == ("whoosh", "auto")


def test_moving_an_index_changes_no_hit(run: Run, corpus: Path) -> None:
    run("index", corpus, "--engine", "whoosh")
    answers = [hits(run)]
    for name in ("tantivy", "whoosh"):
        assert run("index", "--rebuild", "--engine", name).code == 0
        assert engine(run) == (name, "user")
        answers.append(hits(run))
    assert answers[0] == answers[1] == answers[2]


def test_an_outgrown_index_is_told_where_to_go(run: Run, corpus: Path) -> None:
    run("index", corpus)
    add_large(corpus)
    hint = "has outgrown whoosh (8.1 MB of text); faster: search move --to tantivy"
    for _ in range(2):
        assert run("index").err.count(hint) == 1
    assert "outgrown" not in run("регион").err
    assert (
        "для whoosh индекс слишком велик (текстов 8,1 МБ)"
        in run("index", env={"LC_ALL": "ru_RU.UTF-8"}).err
    )
    run("index", "--rebuild", "--engine", "tantivy")
    assert "outgrown" not in run("index").err


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "tantivy", None)
    for module in [m for m in sys.modules if m.startswith("searchtool.engines.tantivy")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(check_installed.__globals__["PACKAGES"], "tantivy", "tantivy-that-is-not")
    with pytest.raises(UsageError, match=r"^the tantivy engine is not installed; run: pip"):
        open_engine("tantivy", tmp_path)


def test_versions_name_the_engines_without_loading_them(run: Run) -> None:
    shown = run("--version").out
    assert re.search(rf"whoosh {version('whoosh3')}, tantivy {version('tantivy')}, .*Python", shown)
