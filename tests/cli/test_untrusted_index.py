"""Opening an index from somebody else runs no code and touches no other files."""

import json
import os
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.command import Run
from tests.conftest import build_folder, change_manifest


class Payload:
    """Unpickled, it makes a file."""

    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return Path.touch, (self.trace,)


@pytest.fixture
def payload(tmp_path: Path) -> tuple[bytes, Path]:
    """A pickle, and the file that shows that it ran."""
    trace = tmp_path / "the code ran"
    return pickle.dumps(Payload(trace)), trace


COMMANDS = (["слово"], ["index"], ["status"], ["speakers"], ["show", "sammit.txt#p1"])


@pytest.mark.parametrize("command", COMMANDS)
def test_a_crafted_file_runs_no_code(
    run: Run, indexed: Path, payload: tuple[bytes, Path], command: list[str]
) -> None:
    code, trace = payload
    for path in build_folder(Path("index")).iterdir():
        path.write_bytes(code)
    (build_folder(Path("index")) / "_MAIN_1.toc").write_bytes(code)
    finished = run(*command)
    assert (finished.code, finished.out, finished.err.count("\n")) == (2, "", 1)
    assert "search index --rebuild" in finished.err
    assert not trace.exists()


def test_crafted_metadata_of_a_table_run_no_code(
    run: Run, indexed: Path, payload: tuple[bytes, Path]
) -> None:
    code, trace = payload
    (terms,) = build_folder(Path("index")).glob("*.terms")
    table = terms.read_bytes()
    length = int.from_bytes(table[-4:], "big", signed=True)
    crafted = code + b"\0" * 100
    terms.write_bytes(table[: -4 - length] + crafted + len(crafted).to_bytes(4, "big"))
    finished = run("слово")
    assert (finished.code, finished.out, finished.err.count("\n")) == (2, "", 1)
    assert not trace.exists()


def test_a_segment_outside_the_index_is_not_read(run: Run, indexed: Path, tmp_path: Path) -> None:
    build = build_folder(Path("index"))
    record = json.loads((build / "segments.json").read_text("utf-8"))
    (segment,) = record["segments"]
    for path in build.glob(f"{segment['name']}.*"):
        (tmp_path / f"elsewhere{path.suffix}").write_bytes(path.read_bytes())
    segment["name"] = "../../elsewhere"
    (build / "segments.json").write_text(json.dumps(record), "utf-8")
    finished = run("плакату")
    assert (finished.code, finished.out, finished.err.count("\n")) == (2, "", 1)


def test_an_index_of_a_former_format_is_outdated(
    run: Run, indexed: Path, payload: tuple[bytes, Path]
) -> None:
    code, trace = payload
    build = build_folder(Path("index"))
    (build / "segments.json").rename(build / "_MAIN_1.toc")
    (build / "_MAIN_1.toc").write_bytes(code)
    change_manifest(Path("index"), format=5)
    finished = run("плакату")
    assert finished.code == 2
    assert finished.err == (
        "search: index: made by another version of searchtool; run: search index --rebuild\n"
    )
    assert run("index", "--rebuild").code == 0
    assert run("плакату").code == 0
    assert not trace.exists()


LINKS = ["manifest.json.new", "writer.lock", "writer.json", "{build}/segments.json.new"]


@pytest.mark.parametrize("name", LINKS)
@pytest.mark.parametrize("command", [["index"], ["index", "--rebuild"], ["плакату"]])
def test_a_link_in_an_index_is_not_followed(
    run: Run, indexed: Path, tmp_path: Path, name: str, command: list[str]
) -> None:
    victim = tmp_path / "precious"
    victim.write_text("важное", "utf-8")
    link = Path("index") / name.format(build=build_folder(Path("index")).name)
    link.unlink(missing_ok=True)
    link.symlink_to(victim)
    change_manifest(Path("index"), complete=False)  # a query asks who is writing
    finished = run(*command)
    assert victim.read_text("utf-8") == "важное"
    assert (finished.code, finished.err.count("\n")) == (2, 1)
    assert str(link) in finished.err


def test_a_build_elsewhere_is_not_written(run: Run, indexed: Path, tmp_path: Path) -> None:
    build = build_folder(Path("index"))
    elsewhere = tmp_path / "elsewhere"
    build.rename(elsewhere)
    build.symlink_to(elsewhere)
    before = sorted(path.name for path in elsewhere.iterdir())
    (indexed / "new.txt").write_text("Новый текст.", "utf-8")
    assert run("index").code == 2
    assert sorted(path.name for path in elsewhere.iterdir()) == before


@pytest.mark.parametrize(
    "outside", ["{tmp_path}/precious", "../../precious", "sub/../../../precious"]
)
def test_a_file_outside_is_not_deleted(
    run: Run, corpus: Path, tmp_path: Path, outside: str
) -> None:
    assert run("index", "--engine", "tantivy", "-q").code == 0
    victim = tmp_path / "precious"
    victim.write_text("важное", "utf-8")
    build = build_folder(Path("index"))
    (build / "sub").mkdir()
    managed = build / ".managed.json"
    names = json.loads(managed.read_text("utf-8"))
    managed.write_text(json.dumps([*names, outside.format(tmp_path=tmp_path)]), "utf-8")
    (corpus / "new.txt").write_text("Новый текст.", "utf-8")
    finished = run("index")
    assert victim.exists()
    assert (finished.code, finished.out, finished.err.count("\n")) == (2, "", 1)
    assert "search index --rebuild" in finished.err
    assert run("index", "--rebuild", "-q").code == 0
    assert victim.exists()


@pytest.mark.parametrize("name", ["manifest.json", "writer.json", "{build}/segments.json"])
@pytest.mark.parametrize("command", [["index"], ["плакату"]])
def test_a_pipe_in_an_index_is_not_waited_for(
    run: Run, indexed: Path, name: str, command: list[str]
) -> None:
    pipe = Path("index") / name.format(build=build_folder(Path("index")).name)
    pipe.unlink(missing_ok=True)
    os.mkfifo(pipe)
    finished = run(*command)
    assert (finished.code, finished.out, finished.err.count("\n")) == (2, "", 1)
    assert str(pipe) in finished.err


CRAFTED: dict[str, list[object]] = {
    "engine": ["", 5, None, "../whoosh", ["whoosh"]],
    "build": ["", ".", "..", "build-", "build-../x", "/build-1", 5, None, "build-1\0"],
    "roots": [5, "/", [5], [{"path": "/a", "base": "/b", "label": ""}]],
    "fields": [5, [], {"text": 5}],
    "encodings": [5, [], {"*.txt": None}],
    "chosen": [5, "nobody", []],
    "complete": ["yes", 1, None],
    "updated": [5, None],
    "analysis": [5, None],
    "engine_version": [5, None],
}


@pytest.mark.parametrize("name", CRAFTED)
def test_a_crafted_manifest_is_one_clear_line(run: Run, indexed: Path, name: str) -> None:
    for value in CRAFTED[name]:
        change_manifest(Path("index"), **{name: value})
        for command in (["плакату"], ["index"], ["status"]):
            finished = run(*command)
            assert (finished.code, finished.out) == (2, ""), (value, command)
            assert finished.err.count("\n") == 1
            assert "search index --rebuild" in finished.err


@pytest.mark.parametrize("root", ["relative", "/a/../b", "/a\0b"])
def test_a_crafted_root_is_one_clear_line(run: Run, indexed: Path, root: str) -> None:
    change_manifest(Path("index"), roots=[{"path": root, "base": root, "label": ""}])
    assert "search index --rebuild" in run("index").err


@pytest.mark.parametrize("name", ["manifest.json", "{build}/segments.json"])
def test_deeply_nested_json_is_one_clear_line(run: Run, indexed: Path, name: str) -> None:
    (Path("index") / name.format(build=build_folder(Path("index")).name)).write_text("[" * 200_000)
    for command in (["плакату"], ["index"]):
        finished = run(*command)
        assert (finished.code, finished.out, finished.err.count("\n")) == (2, "", 1)
        assert "search index --rebuild" in finished.err
