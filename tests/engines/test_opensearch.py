"""What only the engine over a cluster has to do: limits of OpenSearch, several writers, failures.

All of it runs on a real cluster (`make cluster-up`).
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from searchtool.core.connection import Connection
from searchtool.core.errors import IndexOutdated, SearchError
from searchtool.core.model import Document, Passage, Span
from searchtool.engines import open_engine
from searchtool.engines.base import Engine, EngineCorrupted, SharedEngine
from searchtool.engines.codec import index_passage
from searchtool.engines.opensearch import OpenSearchEngine, state
from searchtool.query.parser import parse_query
from searchtool.query.tree import And, Filter, Or, Prefix, TermNode
from tests.cluster.server import ask as send
from tests.cluster.server import delete_index
from tests.engines.passages import (
    ANALYZER,
    CORPUS,
    add,
    answer,
    ask,
    clauses,
    file_record,
    ids,
    make_document,
)

pytestmark = pytest.mark.cluster

OpenFolder = Callable[..., OpenSearchEngine]

WORD = parse_query("слово", ANALYZER).tree


@pytest.fixture
def connection(cluster_url: str) -> Iterator[Connection]:
    connection = Connection(f"{cluster_url}/test-{os.urandom(4).hex()}")
    yield connection
    delete_index(connection)


@pytest.fixture
def open_folder(connection: Connection, tmp_path: Path) -> OpenFolder:
    """The engine of a build in the folder of an index, by names: all share the index in the
    cluster. In one folder there is one writer at a time."""

    def open_one(name: str, folder: str = "one") -> OpenSearchEngine:
        engine = open_engine("opensearch", tmp_path / folder / f"build-{name}", connection)
        assert isinstance(engine, OpenSearchEngine)
        return engine

    return open_one


@pytest.fixture
def engine(open_folder: OpenFolder) -> OpenSearchEngine:
    engine = open_folder("aa")
    engine.create()
    return engine


def found(engine: Engine, text: str = "слово") -> list[str]:
    searcher = engine.searcher()
    asked = ask(searcher, text, 1_000)
    assert searcher.count(parse_query(text, ANALYZER).tree, "paragraph") == len(asked)
    return sorted(asked)


# Limits of OpenSearch


def test_long_words_ids_paths_and_values_are_found(engine: OpenSearchEngine) -> None:
    """OpenSearch takes no id over 512 bytes, no term over 32,766, and cuts words at 255."""
    long_word, longer = "ы" * 3_000, "щ" * 40_000
    name = "папка/" * 300 + "имя.txt"
    document = Document(name, f"/texts/{name}", "txt", "utf-8")
    texts = [f"до {long_word} после", f"до {longer} после", "до середины после"]
    passages = [
        index_passage(
            Passage(f"{name}#p{n}", name, n, text, Span(0, len(text))), ANALYZER.words(text)
        )
        for n, text in enumerate(texts, start=1)
    ]
    with engine.writer() as writer:
        writer.add(document, passages, {"title": ["ж" * 50_000], "path": [name]})
        writer.record(file_record(name, 3))
    searcher = engine.searcher()
    for number, word in enumerate((long_word, longer), start=1):
        assert ask(searcher, word) == [f"{name}#p{number}"]
        assert ask(searcher, f'"до {word} после"') == [f"{name}#p{number}"]
        for pattern in (f"{word[:-9]}*", f"{word[:-1]}~", f'"до {word[:2_000]}* после"'):
            assert ask(searcher, pattern) == [f"{name}#p{number}"], pattern[:9]
        assert searcher.vocabulary("form", "paragraph", word[:2_000])
    assert len(ask(searcher, '"до середины после"')) == 1
    assert searcher.passage(f"{name}#p1") is not None
    assert searcher.file(f"/texts/{name}") == file_record(name, 3)
    titled = Filter("title", "ж" * 50_000, "ж" * 50_000)
    assert searcher.count(titled, "paragraph") == 3
    engine.check()


def test_no_text_adds_a_field(engine: OpenSearchEngine, connection: Connection) -> None:
    before = mapping(connection)
    many = {f"поле{n}": [f'{{"поле{n}.x": {n}, "слово": "слово"}}'] for n in range(300)}
    add(engine, many)
    assert mapping(connection) == before
    assert len(found(engine)) == 300


def mapping(connection: Connection) -> object:
    name = connection.index_name
    return send(f"{connection.nodes[0]}/{name}-aa/_mapping")


def test_more_clauses_than_a_node_takes(engine: OpenSearchEngine, tmp_path: Path) -> None:
    """A node takes 1,024."""
    vocabulary = [f"слово{n}" for n in range(1_100)]
    documents = {
        "all": [" ".join(vocabulary)],
        "some": [" ".join(vocabulary[::40])],
        "one": [vocabulary[7]],
        "none": ["ничего"],
    }
    oracle = open_engine("memory", tmp_path)
    for one in (engine, oracle):
        add(one, documents)
    words = [TermNode(t.form, t.key) for w in vocabulary for t in ANALYZER.terms(w)]
    exact = [TermNode(t.form, t.key, exact=True) for w in vocabulary for t in ANALYZER.terms(w)]
    prefixes = [Prefix(word.form) for word in words]
    left, right = engine.searcher(), oracle.searcher()
    for tree in (
        And(tuple(words)),
        Or((*words, *exact)),
        Or(tuple(prefixes)),
        And((Or(tuple(prefixes[:900])), *prefixes[:1000:2])),
    ):
        few = clauses(tree)[:5]
        for weighing in (few, clauses(tree)):
            got = left.candidates(tree, weighing, "paragraph", 10)
            assert answer(got) == answer(right.candidates(tree, weighing, "paragraph", 10))


def test_more_hits_than_one_request_gives(engine: OpenSearchEngine) -> None:
    """OpenSearch gives 10,000."""
    add(engine, {f"d{n}": [f"слово {n} {n % 7}"] * 30 for n in range(350)})
    searcher = engine.searcher()
    seven = parse_query("=3", ANALYZER).tree
    got = searcher.candidates(WORD, clauses(seven), "paragraph", 10_200)
    assert (got.total, len(got.weights), got.weights[0], got.weights[-1]) == (10_500, 10_200, 1, 0)
    listed = ids(got)
    assert len(set(listed)) == 10_200
    assert listed[:50] == ids(searcher.candidates(WORD, clauses(seven), "paragraph", 50))
    assert len({passage.id for passage in searcher.matching(WORD, "paragraph")}) == 10_500
    assert len(searcher.vocabulary("form", "paragraph", "")) == 351
    assert len(list(searcher.files())) == 350


# Snapshots, several writers


def test_what_was_not_committed_does_not_count_and_is_swept(
    engine: OpenSearchEngine, open_folder: OpenFolder
) -> None:
    add(engine, {"old": ["слово"]})
    for _ in range(2):  # two runs that die before they commit
        killed = open_folder("aa").writer()
        document, passages = make_document("lost", ["слово", "слово"])
        killed.add(document, passages)
        killed.delete("/texts/old")
        killed._send()  # what a killed one has sent so far
    engine._cluster.refresh("*-aa")
    assert found(engine) == ["old#p1"]
    assert stored(engine) > 3
    add(open_folder("aa"), {"new": ["слово"]})
    assert found(engine) == ["new#p1", "old#p1"]
    assert stored(engine) == 6
    engine.check()


def stored(engine: OpenSearchEngine) -> int:
    engine._cluster.refresh("*-aa")
    return engine._reader().stored()


def test_a_writer_that_was_taken_for_dead_says_so(
    engine: OpenSearchEngine, open_folder: OpenFolder
) -> None:
    slow = engine.writer()
    add(open_folder("aa"), {"new": ["слово"]})
    slow.add(*make_document("slow", ["слово"]))
    with pytest.raises(SearchError) as raised:
        slow.__exit__(None, None, None)
    assert "\n" not in str(raised.value)
    assert found(engine) == ["new#p1"]


def test_removed_entries_are_deleted_after_the_grace_period(
    engine: OpenSearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(engine, {f"d{n}": ["слово"] for n in range(10)})
    before = engine.searcher()
    with engine.writer() as writer:
        for number in range(4):
            writer.delete(f"/texts/d{number}")
    add(engine, {"more": ["слово"]})
    assert len(ask(before, "слово")) == 10
    assert engine.searcher().live_ratio() < 0.8
    with monkeypatch.context() as later:
        later.setattr(state, "GRACE_SECONDS", -1)
        add(engine, {"last": ["слово"]})
    assert engine.searcher().live_ratio() == 1.0
    assert len(found(engine)) == 8
    # A view that is older than the grace period notices.
    before._reader._safe_until = 0.0
    with pytest.raises(EngineCorrupted):
        ask(before, "слово")


def test_two_writers_at_once_over_different_files(
    engine: OpenSearchEngine, open_folder: OpenFolder
) -> None:
    other = open_folder("bb", "two")
    assert isinstance(other, SharedEngine)
    assert other.join()
    left, right = engine.writer(), other.writer()
    left.add(*make_document("left", ["слово"]))
    right.add(*make_document("right", ["слово", "слово"]))
    right.__exit__(None, None, None)
    assert found(engine) == ["right#p1", "right#p2"]
    left.__exit__(None, None, None)
    assert found(engine) == found(other) == ["left#p1", "right#p1", "right#p2"]
    engine.check()


@pytest.mark.parametrize("order", ["ABAB", "ABBA", "AABB", "BABA"])
def test_two_writers_at_once_over_the_same_file(
    engine: OpenSearchEngine, open_folder: OpenFolder, order: str
) -> None:
    """Each commits the file in two parts, in any order; one of them is left, whole."""
    runs = {"A": engine, "B": open_folder("bb", "two")}
    document, passages = make_document("same", ["слово раз", "слово два"])
    done = {"A": 0, "B": 0}
    for name in order:
        with runs[name].writer() as writer:
            number = done[name]
            done[name] += 1
            if number == 0:
                writer.add(document, passages[:1])
                writer.record(file_record("same", 0))
            else:
                writer.add_passages(document, passages[1:])
                writer.record(file_record("same", 2))
    assert found(engine) == ["same#p1", "same#p2"]
    searcher = engine.searcher()
    assert list(searcher.files()) == [file_record("same", 2)]
    assert list(searcher.documents()) == [document]
    engine.check()


def test_a_file_that_another_run_took_is_left_to_it(
    engine: OpenSearchEngine, open_folder: OpenFolder
) -> None:
    """Also where the other one dies: then the record says that the file has to be read."""
    document, passages = make_document("same", ["слово раз", "слово два"])
    with engine.writer() as writer:
        writer.add(document, passages[:1])
        writer.record(file_record("same", 0))
    with open_folder("bb", "two").writer() as writer:
        writer.add(document, passages[:1])
        writer.record(file_record("same", 0))
    with engine.writer() as writer:
        writer.record(file_record("same", 2))
    assert list(engine.searcher().files()) == [file_record("same", 0)]
    engine.check()


def test_a_rebuild_takes_the_place_of_what_answers(
    engine: OpenSearchEngine, open_folder: OpenFolder, connection: Connection
) -> None:
    add(engine, CORPUS)
    other = open_folder("cc", "two")  # a machine that has joined
    rebuilt = open_folder("bb")
    rebuilt.create_beside()
    add(rebuilt, {"new": ["слово"]})
    assert found(other) == []
    assert len(other.searcher().vocabulary("form", "paragraph", "рын")) == 2
    late = engine.writer()
    before = engine.searcher()
    open_folder("bb").publish()
    assert found(other) == found(engine) == found(rebuilt) == ["new#p1"]
    assert ask(before, "регион")
    alias = send(f"{connection.nodes[0]}/_alias/{connection.index_name}")
    assert list(alias) == [f"{connection.index_name}-bb"]
    late.add(*make_document("late", ["слово"]))
    with pytest.raises(SearchError):
        late.__exit__(None, None, None)
    add(other, {"more": ["слово"]})
    assert found(rebuilt) == ["more#p1", "new#p1"]


def test_an_unfinished_rebuild_is_swept_by_the_next_one(
    open_folder: OpenFolder, connection: Connection, tmp_path: Path
) -> None:
    first = open_folder("aa")
    first.create()
    add(first, {"old": ["слово"]})
    for name in ("bb", "cc"):
        open_folder(name).create_beside()
    indexes = send(f"{connection.nodes[0]}/_cat/indices/{connection.index_name}-*?format=json")
    names = {index["index"].removeprefix(connection.index_name) for index in indexes}
    assert names == {"-control", "-aa", "-aa-terms", "-cc", "-cc-terms"}
    assert found(first) == ["old#p1"]


def test_another_analyzer_is_told(
    engine: OpenSearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("searchtool.engines.opensearch.control.fingerprint", lambda: "other")
    for use in (engine.searcher, engine.writer):
        with pytest.raises(IndexOutdated):
            use()


def test_an_index_that_was_deleted_is_told(
    engine: OpenSearchEngine, connection: Connection
) -> None:
    add(engine, {"one": ["слово"]})
    searcher = engine.searcher()
    delete_index(connection)
    with pytest.raises(EngineCorrupted):
        ask(searcher, "слово")
    with pytest.raises(EngineCorrupted):
        engine.searcher()


def test_lost_entries_are_told_by_a_check(engine: OpenSearchEngine, connection: Connection) -> None:
    add(engine, {"one": ["слово"], "two": ["слово"]})
    engine.check()
    lost = {"query": {"term": {"kind": "paragraph"}}, "max_docs": 1}
    index = f"{connection.nodes[0]}/{connection.index_name}-aa"
    send(f"{index}/_delete_by_query?refresh=true", "POST", lost, 60)
    with pytest.raises(EngineCorrupted):
        engine.check()
