"""The command line over an index in a cluster; with `make cluster-up` only."""

import json
import os
import shutil
import threading
from base64 import b64encode
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from searchtool import MoveCallbacks, move_index
from searchtool.core.connection import Connection
from tests.cli.test_move import answers, engine_of, texts, without
from tests.cluster.proxy import Proxy, serving
from tests.cluster.server import delete_index
from tests.command import Run, assert_one_line_error
from tests.conftest import build_folder

pytestmark = pytest.mark.cluster
__all__ = ["texts"]

NewIndex = Callable[[], str]


@pytest.fixture
def new_index(cluster_url: str) -> Iterator[NewIndex]:
    """Addresses of indexes that are deleted in the end."""
    made: list[str] = []

    def make() -> str:
        made.append(f"{cluster_url}/test-{os.urandom(4).hex()}")
        return made[-1]

    yield make
    for url in made:
        delete_index(Connection(url))


@pytest.fixture
def url(new_index: NewIndex) -> str:
    """The address of an index that is not there yet."""
    return new_index()


@pytest.fixture
def search(run: Run, url: str) -> Run:
    """Runs a command line with the address in the environment."""

    def search_there(*arguments: str | Path, **options: object) -> object:
        given = options.pop("env", None) or {}
        assert isinstance(given, dict)
        return run(*arguments, env={"SEARCHTOOL_URL": url, **given}, **options)

    return search_there  # type: ignore[return-value]


def test_built_and_moved_it_answers_as_the_others(
    search: Run, run: Run, texts: Path, url: str
) -> None:
    before = answers(run)
    moved = search("move", "--to", "opensearch")
    assert (moved.code, moved.out, engine_of(search)) == (0, "", "opensearch")
    assert answers_without_cluster(search) == before
    shutil.rmtree(texts / "index")
    assert answers_of_queries(search) == before[: len(answers_of_queries(search))]
    assert "unchanged 18" in run("index", "--url", url, "docs_in").err  # joins what is there
    assert answers_of_queries(search) == before[: len(answers_of_queries(search))]
    assert search("move", "--to", "whoosh").code == 0
    assert answers(run)[:-1] == before[:-1]


def answers_without_cluster(search: Run) -> list[object]:
    *found, status = answers(search)
    assert status.pop("cluster")["status"] in ("green", "yellow")
    settings = status.pop("settings")
    assert settings.pop("url") == "SEARCHTOOL_URL"
    return [*found, status | {"cluster": None, "settings": settings}]


def answers_of_queries(search: Run) -> list[object]:
    """Those that need no folder."""
    return [
        without(search("саммит", *options, "--json").out, "took_ms")
        for options in ((), ("--quotes",), ("--said",), ("--sort", "newest"))
    ]


def test_a_refresh_reads_what_changed(search: Run, run: Run, corpus: Path, url: str) -> None:
    assert "added 2" in run("index", "--url", url).err
    assert "unchanged 2" in search("index").err
    (corpus / "new.txt").write_text("Вомбат.", "utf-8")
    (corpus / "pogoda.txt").unlink()
    assert "added 1, changed 0, removed 1" in search("index").err
    assert search("вомбат", "--count").out == "1\n"
    assert search("дождь", "--count").code == 1
    assert search("index", "--rebuild", "-q").code == 0
    assert search("вомбат", "--count").out == "1\n"
    assert search("index", "--check").err.count("files of the index are sound") == 1


def test_status_and_doctor(search: Run, run: Run, indexed: Path, url: str) -> None:
    search("move", "--to", "opensearch", "-q")
    status = search("status").out
    assert f"cluster       {url} (" in status
    assert "unassigned 0" in status and "replicas" in status
    health = json.loads(search("status", "--json").out)["cluster"]
    assert health["size"] > 1000 and health["shards"] >= 3 and health["nodes"]
    assert search("doctor", "-q").code == 0
    assert "opensearch" in search("doctor").out
    assert_one_line_error(run("status"), "address of the cluster is not known", "SEARCHTOOL_URL")
    manifest = (indexed / "index" / "manifest.json").read_text("utf-8")
    assert "http" not in manifest


def test_others_search_without_a_folder(
    search: Run, run: Run, corpus: Path, url: str, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    there = partial(search, cwd=tmp_path / "elsewhere")
    advice = f"build one: search index FOLDER --url {url}"
    assert_one_line_error(there("дождь"), f"{url}: no index here", advice)
    run("index", "--url", url, "-q")
    assert there("дождь", "--count").out == "2\n"
    assert there("speakers", "--count").code == 0
    assert json.loads(there("status", "--json").out)["files"] == 2
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_an_index_of_others_is_not_replaced_unasked(
    search: Run, run: Run, indexed: Path, url: str
) -> None:
    search("move", "--to", "opensearch", "-q")
    search("move", "--to", "tantivy", "-q")
    again = search("move", "--to", "opensearch")
    assert_one_line_error(again, f"{url}: there is an index already", "--replace")
    assert engine_of(run) == "tantivy"
    assert search("move", "--to", "opensearch", "--replace", "-q").code == 0
    assert search("дождь", "--count").out == "2\n"


@pytest.mark.parametrize("error", [KeyboardInterrupt(), MemoryError()])
def test_a_move_that_fails_leaves_nothing(
    search: Run, run: Run, indexed: Path, url: str, error: BaseException
) -> None:
    build, before = build_folder(indexed / "index"), run("саммит", "--plain").out

    def fail(done: int, total: int) -> None:
        raise error

    with pytest.raises(type(error)):
        move_index(
            indexed / "index",
            engine="opensearch",
            connection=Connection(url),
            callbacks=MoveCallbacks(on_progress=fail),
        )
    assert build_folder(indexed / "index") == build
    assert run("саммит", "--plain").out == before
    assert_one_line_error(search("саммит", "--index", "none"), "no index here")
    assert search("move", "--to", "opensearch").code == 0


def test_parts_make_the_whole(
    search: Run, run: Run, corpus: Path, url: str, tmp_path: Path
) -> None:
    for number in range(20):
        (corpus / f"{number:02}.txt").write_text(f"Вомбат номер {number}.", "utf-8")
    index = partial(run, "index", corpus, "--url", url)
    added = [
        int(index("--index", f"of-{n}", "--shard", f"{n}/3").err.split("added ")[1].split(",")[0])
        for n in (1, 2, 3)
    ]
    assert sum(added) == 22
    assert all(added)
    assert search("вомбат", "--count", "--index", "of-1").out == "20\n"
    (corpus / "07.txt").unlink()
    removed = [
        "removed 1" in index("--index", f"of-{n}", "--shard", f"{n}/3").err for n in (1, 2, 3)
    ]
    assert removed.count(True) == 1
    assert search("вомбат", "--count", "--index", "of-2").out == "19\n"
    assert "unchanged 21" in index("--index", "of-3").err


def test_parts_at_once(search: Run, run: Run, corpus: Path, url: str, spawn: Run) -> None:
    for number in range(40):
        (corpus / f"{number:02}.txt").write_text(f"Вомбат номер {number}.", "utf-8")
    codes: list[int] = []

    def index(part: int) -> None:
        done = spawn("index", corpus, "--url", url, "--index", f"of-{part}", "--shard", f"{part}/2")
        codes.append(done.code)

    threads = [threading.Thread(target=index, args=(part,)) for part in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert codes == [0, 0]
    assert search("вомбат", "--count", "--index", "none").out == "40\n"
    assert json.loads(search("status", "--json", "--index", "none").out)["files"] == 42


def test_a_cluster_behind_a_password(
    run: Run, corpus: Path, cluster_url: str, url: str, new_index: NewIndex
) -> None:
    password = "пароль: да"
    header = "Basic " + b64encode(f"иван:{password}".encode()).decode()
    name = new_index().rpartition("/")[2]
    with serving(Proxy(header, upstream=cluster_url)) as proxy:
        env = {"SEARCHTOOL_USER": "иван", "SEARCHTOOL_PASSWORD": password}
        assert run("index", "--url", f"{proxy.url}/{name}", env=env).code == 0
        env["SEARCHTOOL_URL"] = f"{proxy.url}/{name}"
        assert run("дождь", "--count", env=env).out == "2\n"
        wrong = env | {"SEARCHTOOL_PASSWORD": "нет"}
        assert_one_line_error(run("дождь", env=wrong), "access denied")
