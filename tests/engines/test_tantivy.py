"""What is tantivy's own: ties, commits, segments, damage, and terms that it does not accept."""

import errno
import json
import random
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchtool.analysis.analyzer import Words
from searchtool.core.model import Document, Passage, Span
from searchtool.engines import open_engine
from searchtool.engines.base import Clause, Engine, EngineCorrupted
from searchtool.engines.codec import index_passage, read_passage
from searchtool.query.matching import matches_form, matches_value
from searchtool.query.tree import Filter, FilterField, Fuzzy, Or, Prefix, TermNode
from tests.engines.passages import (
    ANALYZER,
    CORPUS,
    add,
    answer,
    ask,
    file_record,
    make_document,
)


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    engine = open_engine("tantivy", tmp_path / "engine")
    engine.create()
    return engine


def word(form: str, exact: bool = False) -> TermNode:
    return TermNode(form, ANALYZER.key(form), exact)


@pytest.mark.parametrize("clauses", [2, 40])
def test_ties_at_the_limit_go_by_order_across_segments(engine: Engine, clauses: int) -> None:
    """Few clauses are told apart by a second query, many by fetching more."""
    oracle = open_engine("memory", Path())
    draw = random.Random(clauses)
    for commit in range(6):
        documents = {
            f"d{commit}-{n}": [
                " ".join(draw.choices("дом мир война".split(), k=3))
                for _ in range(draw.randint(1, 9))
            ]
            for n in range(20)
        }
        add(engine, documents)
        add(oracle, documents)
    asked = Or((word("дом"), word("мир")))
    weighing = [Clause(word(form), 2) for form in ("дом", "мир")]
    weighing += [Clause(Prefix("вой"), 1)] * (clauses - len(weighing))
    got, wanted = engine.searcher(), oracle.searcher()
    for limit in (1, 5, 30, 100, 300, 1000):
        left = got.candidates(asked, weighing, "paragraph", limit)
        right = wanted.candidates(asked, weighing, "paragraph", limit)
        assert answer(left) == answer(right)
    got.close()


def test_names_that_are_no_text_and_words_that_are_too_long(engine: Engine) -> None:
    name, long = "плохое-\udcff-имя", "ы" * 40_000
    document, passages = make_document(name, [f"Дождь {long}а дождь.", f"{long}б и снег"])
    with engine.writer() as writer:
        writer.add(document, passages)
        writer.record(file_record(name, 2))
    searcher = engine.searcher()
    assert searcher.document(name) == document
    assert searcher.file(f"/texts/{name}") == file_record(name, 2)
    assert f"/texts/{name}" in searcher.vocabulary("path", "paragraph", "/texts/плохое-\udcff")
    assert searcher.count(word("снег"), "paragraph") == 1
    assert searcher.count(TermNode(f"{long}б", "", exact=True), "paragraph") == 1
    assert searcher.count(Prefix("ыыы"), "paragraph") == 2
    searcher.close()
    with engine.writer() as writer:
        writer.delete(f"/texts/{name}")
    searcher = engine.searcher()
    assert searcher.count_passages("paragraph") == 0
    searcher.close()


def test_counts_are_exact_whatever_was_deleted(engine: Engine) -> None:
    """They are read from the dictionary of terms only while no passage was deleted."""

    def counts() -> list[int]:
        searcher = engine.searcher()
        asked = (word("дождь"), TermNode("дождь", "", exact=True))
        found = [searcher.count(query, "paragraph") for query in asked]
        found.append(searcher.count(word("дождь"), "quote"))
        found += [searcher.count_passages("paragraph"), searcher.count_passages("quote")]
        searcher.close()
        return found

    with engine.writer() as writer:
        for name in (f"d{n}" for n in range(20)):
            document, passages = make_document(name, ["Дождь.", "Снег.", "О дожде."])
            quote = Passage(f"{name}#p1.q1", name, 1, "Дождь", Span(0, 5), kind="quote")
            writer.add(document, [*passages, index_passage(quote, ANALYZER.words(quote.text))])
            writer.record(file_record(name, 4))
    assert counts() == [40, 20, 20, 60, 20]
    with engine.writer() as writer:
        writer.record(file_record("d1", 3))
    assert counts() == [40, 20, 20, 60, 20]
    with engine.writer() as writer:
        writer.delete("/texts/d2")
    assert counts() == [38, 19, 19, 57, 19]


def test_weights_that_cannot_be_added_exactly_are_refused(engine: Engine) -> None:
    add(engine, CORPUS)
    searcher = engine.searcher()
    with pytest.raises(ValueError, match="too heavy"):
        searcher.candidates(word("регион"), [Clause(word("дождь"), 2**24)], "paragraph", 1)
    searcher.close()


def test_a_machine_out_of_files_is_no_damage(engine: Engine) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, hard))
    try:
        with pytest.raises(OSError) as caught:
            engine.searcher()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert caught.value.errno == errno.EMFILE


COMMITTING = """
import sys
from pathlib import Path
from searchtool.engines import open_engine
from tests.engines.passages import CORPUS, add
engine = open_engine("tantivy", Path(sys.argv[1]))
for n in range(int(sys.argv[2])):
    add(engine, {f"beside{n}-{i}": [f"Дождь {n} {i}."] * 5 for i in range(5)})
    with engine.writer() as writer:
        writer.delete(f"/texts/beside{n}-0")
    print(n, flush=True)
with engine.writer() as writer:
    for name in CORPUS:
        writer.delete(f"/texts/{name}")
    if len(sys.argv) > 3:
        print("writing", flush=True)
        sys.stdin.read()
"""


def start_writer(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", COMMITTING, str(folder), *arguments]
    root = Path(__file__).resolve().parents[2]
    return subprocess.Popen(
        command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def test_view_survives_commits_and_merges_of_another_process(
    engine: Engine, tmp_path: Path
) -> None:
    add(engine, CORPUS)
    before = engine.searcher()
    wanted = ask(before, "дождь | регион")
    with start_writer(tmp_path / "engine", "12") as writer:
        while writer.poll() is None:
            engine.searcher().close()
            assert ask(before, "дождь | регион") == wanted
    assert writer.returncode == 0
    assert ask(before, "дождь | регион") == wanted
    assert [before.passage(id) is not None for id in wanted] == [True] * len(wanted)
    after = engine.searcher()
    assert ask(after, "регион") == []
    assert after.count(word("дождь"), "paragraph") == 12 * 4 * 5
    before.close()
    after.close()


def test_killed_writer_leaves_the_last_commit_and_the_next_one_sweeps(
    engine: Engine, tmp_path: Path
) -> None:
    add(engine, CORPUS)
    with start_writer(tmp_path / "engine", "3", "wait") as writer:
        assert writer.stdout is not None
        while writer.stdout.readline() != "writing\n":
            pass
        writer.kill()
    searcher = engine.searcher()
    assert set(ask(searcher, "регион")) == {"sammit#p3", "pogoda#p2"}
    searcher.close()
    add(engine, {"new": ["Дождь."]})
    searcher = engine.searcher()
    assert "new#p1" in ask(searcher, "дождь")
    searcher.close()
    meta = json.loads((tmp_path / "engine" / "meta.json").read_text("utf-8"))
    alive = {segment["segment_id"].replace("-", "") for segment in meta["segments"]}
    managed = json.loads((tmp_path / "engine" / ".managed.json").read_text("utf-8"))
    assert {name.split(".")[0] for name in managed} <= {*alive, "meta"}


def test_a_run_goes_over_deletes_that_were_written_and_not_committed(
    engine: Engine, tmp_path: Path
) -> None:
    """What a commit deletes lies in files named by its number, so the next attempt at a commit
    that failed, on a full disk or as it was killed, makes files of the same names."""
    folder, before = tmp_path / "engine", tmp_path / "before"
    add(engine, CORPUS)
    shutil.copytree(folder, before)
    add(engine, CORPUS)
    deletes = [path.name for path in folder.glob("*.del")]
    assert deletes
    shutil.rmtree(folder)
    shutil.copytree(before, folder)
    for name in deletes:
        (folder / name).write_bytes(b"cut")
    add(engine, CORPUS)
    engine.check()
    engine.searcher().close()


def test_nothing_is_left_of_segments_that_no_commit_names(engine: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "engine"
    add(engine, CORPUS)
    left = [folder / name for name in (f"{'0a' * 16}.store", ".tmpAbC123", "sums.json.new")]
    for path in left:
        path.write_bytes(b"cut")
    add(engine, CORPUS)
    assert not [path.name for path in left if path.exists()]


def test_a_rewritten_segment_has_what_it_had_before(engine: Engine) -> None:
    add(engine, {f"d{n}": [*CORPUS["sammit"], *CORPUS["pogoda"]] for n in range(6)})
    quote = Passage("d5#p1.q1", "d5", 1, "Тишина", Span(0, 6), kind="quote", speaker="он")
    document, passages = make_document("d5", CORPUS["sammit"])
    fields: dict[FilterField, list[str]] = {"who": ["Он"], "sure": ["yes"]}
    with engine.writer() as writer:
        writer.delete("/texts/d5")
        spoken = index_passage(quote, ANALYZER.words(quote.text), fields, 9)
        writer.add(document, [*passages, spoken])
        writer.record(file_record("d5"))
    with engine.writer() as writer:
        for name in ("d0", "d1", "d2"):
            writer.delete(f"/texts/{name}")
    searcher = engine.searcher()
    assert searcher.live_ratio() == 1.0
    assert {file.name for file in searcher.files()} == {"d3", "d4", "d5"}
    assert ask(searcher, "регион title:d3") == ["d3#p3", "d3#p8"]
    assert ask(searcher, "регион path:texts/d5") == ["d5#p3"]
    assert searcher.vocabulary("who", "quote", "") == ["Он"]
    found = searcher.candidates(Filter("sure", "yes", "yes"), (), "quote", 9)
    assert [read_passage(candidate.record) for candidate in found.items] == [quote]
    assert searcher.document("d5") == document
    searcher.close()
    with engine.writer() as writer:
        writer.delete("/texts/d3")
    searcher = engine.searcher()
    assert ask(searcher, "регион title:d3") == []
    searcher.close()


PATTERNS = [
    "news", "/a.b", "*.txt", "a?b*", "[ab]*", "*[!x]", "б\n*", "(", "a*/", "\udcff", "*\udc80",
]  # fmt: skip
PATHS = [
    "/texts/news/a.b", "news/1.txt", "aXb", "a.b/c", "б\nв", "x(y", "a/", "b", "плохое-\udcff",
    "\udcff\udc80", "/a+b.txt", "д" * 95, "абв" * 50,
]  # fmt: skip


@pytest.mark.parametrize("pattern", [*PATTERNS, "ы" * 200, "?" * 90 + "*", "*?" * 45, "*а?б" * 24])
def test_paths_are_matched_as_the_filter_says(engine: Engine, pattern: str) -> None:
    document = Document("d", "/d", "txt", "utf-8")
    passages = [Passage(f"d#p{n}", "d", n, "Текст", Span(0, 5)) for n in range(len(PATHS))]
    with engine.writer() as writer:
        writer.add(
            document,
            [
                index_passage(p, ANALYZER.words(p.text), {"path": [path]})
                for p, path in zip(passages, PATHS, strict=True)
            ],
        )
    asked = Filter("path", pattern=pattern)
    searcher = engine.searcher()
    found = {p.ordinal for p in searcher.matching(asked, "paragraph")}
    assert found == {n for n, path in enumerate(PATHS) if matches_value(asked, path)}
    searcher.close()


@settings(max_examples=150, deadline=None)
@given(
    form=st.text("абвё1c", min_size=1, max_size=9),
    others=st.lists(st.text("абвё1c", min_size=1, max_size=9), min_size=40, max_size=40),
    max_edits=st.integers(1, 2),
)
def test_edits_are_counted_as_everywhere(
    tmp_path_factory: pytest.TempPathFactory, form: str, others: list[str], max_edits: int
) -> None:
    # Not a folder that is deleted at once: a thread of tantivy's may just look for a new commit.
    engine = open_engine("tantivy", tmp_path_factory.mktemp("engine"))
    engine.create()
    passages = [
        index_passage(Passage(f"d#p{n}", "d", n, other, Span(0, 1)), Words(other, other))
        for n, other in enumerate(others)
    ]
    with engine.writer() as writer:
        writer.add(Document("d", "/d", "txt", "utf-8"), passages)
    searcher = engine.searcher()
    asked = Fuzzy(form, max_edits)
    found = {passage.text for passage in searcher.matching(asked, "paragraph")}
    searcher.close()
    assert found == {other for other in others if matches_form(asked, other)}


@pytest.mark.parametrize("suffix", ["store", "term", "idx", "fast", "meta.json", "sums.json"])
@pytest.mark.parametrize("how", ["missing", "empty", "half"])
def test_damage_is_reported(engine: Engine, tmp_path: Path, suffix: str, how: str) -> None:
    add(engine, CORPUS)
    (path,) = (tmp_path / "engine").glob(suffix if "." in suffix else f"*.{suffix}")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] if how == "half" else b"")
    if how == "missing":
        path.unlink()
    with pytest.raises(EngineCorrupted):
        ask(engine.searcher(), "регион")


def test_a_folder_that_cannot_be_looked_at_is_no_damage(tmp_path: Path) -> None:
    with pytest.raises(OSError) as caught:
        open_engine("tantivy", tmp_path / ("x" * 5000)).searcher()
    assert caught.value.errno == errno.ENAMETOOLONG
