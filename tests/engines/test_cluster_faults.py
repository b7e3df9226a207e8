"""When a cluster fails: what may succeed later is repeated, nothing is lost or doubled by that, and
no part of an answer is taken for the whole."""

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from searchtool.core.connection import Connection
from searchtool.core.errors import SearchError
from searchtool.engines import open_engine
from searchtool.engines.opensearch import cluster
from tests.cluster.faults import Fault, faulty
from tests.cluster.server import delete_index
from tests.engines.passages import CORPUS, add, ask, file_record, make_document

pytestmark = pytest.mark.cluster


@pytest.fixture
def name(cluster_url: str) -> Iterator[str]:
    name = f"test-{os.urandom(4).hex()}"
    yield name
    delete_index(Connection(f"{cluster_url}/{name}"))


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "MAX_PAUSE", 0.05)
    monkeypatch.setattr(cluster, "READ_PATIENCE", 1.0)


def test_one_of_three_requests_fails_and_nothing_is_lost_or_doubled(
    name: str, cluster_url: str, tmp_path: Path
) -> None:
    draw = random.Random(5)
    faults: list[Fault] = ["429", "503", "lost", "answered"]

    def choose(method: str, path: str) -> Fault:
        return draw.choice(faults) if draw.random() < 1 / 3 else ""

    with faulty(port_of(cluster_url), choose) as url:
        engine = open_engine("opensearch", tmp_path / "build-aa", Connection(f"{url}/{name}"))
        engine.create()
        for _ in range(3):
            with engine.writer() as writer:
                for name_of_file in CORPUS:
                    writer.delete(f"/texts/{name_of_file}")
                    document, passages = make_document(name_of_file, CORPUS[name_of_file])
                    writer.add(document, passages)
                    writer.record(file_record(name_of_file, len(passages)))
        with engine.writer() as writer:
            writer.delete("/texts/sammit")
        searcher = engine.searcher()
        assert len(ask(searcher, "дождь")) == 2
        assert searcher.count_passages("paragraph") == len(CORPUS["pogoda"])
        assert [file.name for file in searcher.files()] == ["pogoda"]
        engine.check()


@pytest.mark.parametrize("fault", ["429", "503", "lost", "partial"])
def test_a_query_that_fails_again_and_again_is_one_clear_line(
    name: str, cluster_url: str, tmp_path: Path, fault: Fault
) -> None:
    engine = open_engine("opensearch", tmp_path / "build-aa", Connection(f"{cluster_url}/{name}"))
    engine.create()
    add(engine, CORPUS)

    def choose(method: str, path: str) -> Fault:
        return fault if "_search" in path else ""

    with faulty(port_of(cluster_url), choose) as url:
        behind = open_engine("opensearch", tmp_path / "build-aa", Connection(f"{url}/{name}"))
        searcher = behind.searcher()
        with pytest.raises(SearchError) as raised:
            ask(searcher, "дождь")
    line = str(raised.value)
    assert line.startswith(f"{url}/{name}: ")
    assert "\n" not in line


def test_a_cluster_that_is_gone_is_one_clear_line(tmp_path: Path) -> None:
    engine = open_engine("opensearch", tmp_path / "build-aa", Connection("http://127.0.0.1:9/x"))
    with pytest.raises(SearchError) as raised:
        engine.searcher()
    assert "\n" not in str(raised.value)


def port_of(url: str) -> int:
    return int(url.rpartition(":")[2])
