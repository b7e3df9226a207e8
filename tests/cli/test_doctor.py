"""`search doctor`: what is wrong, what to do, and nothing changed."""

import json
import os
import shutil
from collections import namedtuple
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from searchtool.core import installation
from searchtool.index import cluster_diagnosis
from searchtool.index.lock import writer_lock
from tests.cluster.proxy import Proxy, serving
from tests.cluster.trouble import healthy
from tests.command import RUSSIAN, Run
from tests.conftest import build_folder, change_manifest
from tests.corpus import write_corpus
from tests.unit.permissions import folder_for_all, ordinary_user


def examine(run: Run, *arguments: str, **options: Any) -> tuple[int, dict[str, list[Any]]]:
    """The exit code, and by the names of things their states, with what is said and advised."""
    finished = run("doctor", "--json", *arguments, **options)
    assert finished.err == ""
    report = json.loads(finished.out)
    found: dict[str, list[Any]] = {}
    for one in report["findings"]:
        found.setdefault(one["name"], []).append((one["state"], one["what"], one["advice"]))
    states = [one["state"] for one in report["findings"]]
    assert states.count("fault") == report["faults"]
    assert states.count("warning") == report["warnings"]
    assert finished.code == (2 if report["faults"] else 0)
    return finished.code, found


def only(found: dict[str, list[Any]], name: str) -> tuple[str, str, str]:
    (one,) = found[name]
    state, what, advice = one
    assert state == "ok" or advice, one
    return state, what, advice


def everything_below(folder: Path) -> list[tuple[str, int, int]]:
    return sorted(
        (str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in folder.rglob("*")
    )


def test_all_is_well(run: Run, indexed: Path) -> None:
    before = everything_below(indexed)
    code, found = examine(run)
    assert code == 0
    assert {state for group in found.values() for state, _, _ in group} == {"ok"}
    assert {"python", "packages", "locale", "terminal", "settings", "disk"} <= found.keys()
    _, what, _ = only(found, "index")
    assert what.startswith("index, whoosh ")
    assert ", 2 files, 9 passages, updated 20" in what
    assert only(found, "roots")[1] == str(indexed / "docs_in")
    assert everything_below(indexed) == before


def test_for_people(run: Run, indexed: Path) -> None:
    told = run("doctor")
    assert (told.code, told.err) == (0, "nothing is wrong\n")
    assert any(line.startswith("ok  ") and "whoosh" in line for line in told.out.splitlines())
    russian = run("doctor", env=RUSSIAN)
    assert russian.err == "всё в порядке\n"
    assert any(line.startswith("хорошо  ") for line in russian.out.splitlines())
    assert (run("doctor", "-q").out, run("doctor", "-q").err) == ("", "")


def test_no_index_yet_is_a_warning(run: Run, tmp_path: Path) -> None:
    code, found = examine(run)
    state, what, advice = only(found, "index")
    assert (code, state, what) == (0, "warning", "index: no index here")
    assert "search index FOLDER --index index" in advice
    assert list(tmp_path.iterdir()) == []


def cut_largest(index: Path) -> None:
    largest = max(build_folder(index).iterdir(), key=lambda path: path.stat().st_size)
    largest.write_bytes(largest.read_bytes()[:-1])


def change_analysis(index: Path) -> None:
    change_manifest(index, analysis="another")


def break_manifest(index: Path) -> None:
    (index / "manifest.json").write_text("{")


def delete_build(index: Path) -> None:
    shutil.rmtree(build_folder(index))


@pytest.mark.parametrize(
    ("spoil", "part"),
    [
        (cut_largest, "files are damaged"),
        (change_analysis, "another analyzer"),
        (break_manifest, "cannot be read"),
        (delete_build, "missing"),
    ],
)
def test_an_index_that_cannot_answer_is_a_fault(
    run: Run, indexed: Path, spoil: Callable[[Path], None], part: str
) -> None:
    spoil(indexed / "index")
    code, found = examine(run)
    state, what, advice = only(found, "index")
    assert (code, state) == (2, "fault")
    assert part in what
    assert "search index --rebuild" in advice
    told = run("doctor", "-q")
    assert (told.code, told.err) == (2, "")
    assert told.out.startswith("FAULT    index")
    assert told.out.splitlines()[1].strip().startswith("→ run: search index --rebuild")


def test_what_is_no_index_is_a_fault(run: Run, tmp_path: Path) -> None:
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "manifest.json").write_text('{"name": "an application"}')
    _, found = examine(run)
    assert only(found, "index")[0] == "fault"
    assert "--index DIR" in only(found, "index")[2]


def test_a_root_that_is_gone(run: Run, indexed: Path) -> None:
    (indexed / "docs_in").rename(indexed / "moved")
    code, found = examine(run)
    state, what, advice = only(found, "roots")
    assert (code, state) == (0, "warning")
    assert what == f"{indexed / 'docs_in'} is missing"
    assert "search index --rebuild" in advice


def test_files_that_were_not_read_and_a_run_that_was_interrupted(run: Run, corpus: Path) -> None:
    (corpus / "broken.pdf").write_bytes(b"%PDF-1.4 broken")
    run("index")
    change_manifest(corpus.parent / "index", complete=False)
    _, found = examine(run)
    state, what, advice = only(found, "failed")
    assert (state, advice) == ("warning", "search status --failed")
    assert what == "not read, wholly or in part: 1 file"
    assert only(found, "complete")[::2] == ("warning", "search index")


def test_who_writes_at_this_moment(run: Run, indexed: Path) -> None:
    with writer_lock(indexed / "index", lambda holder: None):
        _, found = examine(run)
        state, what, _ = only(found, "writer")
        assert (state, what.startswith(f"process {os.getpid()} is updating")) == ("ok", True)


def test_what_a_killed_run_left(run: Run, indexed: Path) -> None:
    left = indexed / "index" / "build-0123456789abcdef"
    left.mkdir()
    (left / ".searchtool").touch()
    (left / "data").write_bytes(b"x" * 3_000_000)
    state, what, advice = only(examine(run)[1], "writer")
    assert (state, what, advice) == ("ok", "left by an interrupted run: 3.0 MB", "search index")


def test_what_this_user_may_not(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with folder_for_all() as folder:
        write_corpus(folder / "docs_in")
        run("index", cwd=folder)
        (folder / "docs_in").chmod(0o700)
        monkeypatch.chdir(folder)  # that of pytest is closed to others
        with ordinary_user():
            _, found = examine(run, cwd=folder)
        monkeypatch.undo()
    state, what, _ = only(found, "access")
    assert (state, "index cannot be written by you" in what) == ("warning", True)
    state, what, _ = only(found, "roots")
    assert (state, "docs_in cannot be read by you" in what) == ("warning", True)


@pytest.mark.parametrize(("free", "state"), [(10**6, "fault"), (10**11, "ok")])
def test_the_disk(
    run: Run, indexed: Path, monkeypatch: pytest.MonkeyPatch, free: int, state: str
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(10**12, 0, free))
    assert only(examine(run)[1], "disk")[0] == state


@pytest.mark.parametrize(
    ("content", "part"),
    [
        ('indx = "a"', "searchtool.toml:1: unknown setting 'indx'"),
        ("index = ", "not valid TOML"),
        ('speakers = "gone.toml"', "no such file"),
    ],
)
def test_settings_that_cannot_be_used(run: Run, indexed: Path, content: str, part: str) -> None:
    (indexed / "searchtool.toml").write_text(content)
    code, found = examine(run)
    state, what, _ = only(found, "settings")
    assert (code, state, part in what) == (2, "fault", True), what
    assert only(found, "index")[0] == "ok"  # the default one is looked at all the same


def test_a_list_of_the_user_that_cannot_be_read(run: Run, indexed: Path) -> None:
    (indexed / "speakers.toml").write_text("[[speaker")
    state, what, _ = only(examine(run)[1], "settings")
    assert (state, "speakers.toml" in what) == ("fault", True)


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("ru_RU.UTF-8", "ok"), ("C", "ok"), ("ru_RU.utf8@x", "ok"),
        ("ru_RU.KOI8-R", "warning"), ("ru_RU.CP1251", "warning"),
    ],
)  # fmt: skip
def test_the_locale(run: Run, name: str, state: str) -> None:
    found = examine(run, env={"LC_ALL": name})[1]
    assert found["locale"][0][0] == state
    assert name in found["locale"][0][1]


def test_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    required = [
        "lxml>=5.4", "rich>=999", "no-such-package>=1", "typer<0.1,>=0.0",
        "searchtool[extra]; extra == 'dev'", "no-such-linter>=1; extra == 'dev'",
        "no-such-client<3,>=2; extra == 'extra'", 'pytest>=1; extra == "other"',
    ]  # fmt: skip
    monkeypatch.setattr(metadata, "requires", lambda name: required)
    python, packages, *extras = installation.examine_installation()
    assert python.state == "ok"
    assert packages.state == "fault"
    assert packages.what.startswith(f"rich is {metadata.version('rich')}, not >=999; ")
    assert "no-such-package is missing; typer is " in packages.what
    assert "lxml" not in packages.what
    assert [(one.state, one.advice) for one in extras] == [
        ("ok", "pip install 'searchtool[extra]'"),
        ("ok", ""),
    ]
    assert "no-such-client is missing" in extras[0].what


CLUSTER = pytest.mark.usefixtures("opensearch_client")


@pytest.fixture
def opensearch_client() -> None:
    pytest.importorskip("opensearchpy", reason="pip install 'searchtool[opensearch]'")


@CLUSTER
@pytest.mark.parametrize(
    ("changes", "name", "state", "parts"),
    [
        ({}, "cluster", "ok", ("/news: press, opensearch 2.19.1, 2 nodes",)),
        ({}, "shards", "ok", ("green: 4 shards, replicas 4, unassigned 0, 5.0 MB",)),
        ({}, "clock", "ok", ()),
        ({"status": "yellow"}, "shards", "warning", ("unassigned 3", "copies are missing")),
        ({"status": "red"}, "shards", "fault", ("shards are lost", "allocation/explain")),
        ({"version": "1.3.0"}, "cluster", "warning", ("1.3.0", "tried on OpenSearch 2–3")),
        ({"distribution": None}, "cluster", "fault", ("elasticsearch", "needs OpenSearch")),
        ({"read_only": True}, "watermark", "fault", ("news-0a1b", "free disk")),
        ({"clock": 90}, "clock", "warning", ("node-a ", ", node-b ", "NTP")),
        ({"clock": -90}, "clock", "warning", ("node-a -",)),
    ],
)
def test_a_cluster(
    run: Run, indexed: Path, changes: dict[str, Any], name: str, state: str, parts: tuple[str, ...]
) -> None:
    with serving(Proxy(answers=healthy("news", **changes))) as proxy:
        _, found = examine(run, env={"SEARCHTOOL_URL": f"{proxy.url}/news"})
        assert {asked.split()[0] for asked, _ in proxy.asked} == {"GET"}
    found_state, what, advice = only(found, name)
    assert found_state == state
    assert [part for part in parts if part not in f"{what} {advice}"] == []


@CLUSTER
@pytest.mark.parametrize(("free", "state"), [(50, "ok"), (12, "warning"), (3, "fault")])
def test_the_disks_of_nodes(run: Run, indexed: Path, free: int, state: str) -> None:
    with serving(Proxy(answers=healthy("news", disk_free=free))) as proxy:
        _, found = examine(run, env={"SEARCHTOOL_URL": f"{proxy.url}/news"})
    assert [one[0] for one in found["nodes"]] == [state, state]


@CLUSTER
@pytest.mark.parametrize(("number", "state"), [(65_530, "warning"), (262_144, "ok")])
def test_a_cluster_of_this_machine_that_does_not_answer(
    run: Run,
    indexed: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    state: str,
) -> None:
    (tmp_path / "max_map_count").write_text(f"{number}\n")
    monkeypatch.setattr(cluster_diagnosis, "_MAP_COUNT", tmp_path / "max_map_count")
    code, found = examine(run, env={"SEARCHTOOL_URL": "http://127.0.0.1:1/news"})
    assert (code, only(found, "map_count")[0]) == (2, state)
    state, what, _ = found["cluster"][0]
    assert (state, "http://127.0.0.1:1/news: cannot be reached" in what) == ("fault", True)


@CLUSTER
def test_a_password_that_goes_unencrypted(run: Run, indexed: Path) -> None:
    env = {"SEARCHTOOL_USER": "ivan", "SEARCHTOOL_PASSWORD": "вомбат"}
    _, found = examine(run, env=env | {"SEARCHTOOL_URL": "http://cluster.invalid/news"})
    state, what, _ = only(found, "secrets")
    assert (state, "unencrypted" in what, "вомбат" in what) == ("warning", True, False)
    _, found = examine(run, env=env | {"SEARCHTOOL_URL": "http://127.0.0.1:1/news"})
    assert "secrets" not in found
