"""Which index is meant: by the name of a collection, or found in a folder above."""

import json
import os
from pathlib import Path

import pytest

from searchtool.cli.commands.table import COMMANDS
from searchtool.cli.flags import COLLECTION, INDEX
from tests.command import RUSSIAN, Run, assert_one_line_error


@pytest.fixture
def below(indexed: Path) -> Path:
    """A folder two levels below the one where the index stands."""
    folder = indexed / "2024" / "май"
    folder.mkdir(parents=True)
    return folder


def user_file(tmp_path: Path, text: str) -> dict[str, str]:
    """The environment in which the user's own settings say this."""
    folder = tmp_path / "config" / "searchtool"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.toml").write_text(text, "utf-8")
    return {"XDG_CONFIG_HOME": str(tmp_path / "config")}


def test_an_index_is_found_from_a_folder_below(run: Run, indexed: Path, below: Path) -> None:
    assert run("дождь", "--count", cwd=below) == run("дождь", "--count")
    status = json.loads(run("status", "--json", cwd=below).out)
    assert (status["index"], status["settings"]["index"]) == (str(indexed / "index"), "above")
    assert "found in a folder above" in run("status", cwd=below).out
    assert "найден в папке выше" in run("status", cwd=below, env=RUSSIAN).out


def test_what_stands_beside_an_index_belongs_to_it(run: Run, indexed: Path, below: Path) -> None:
    (indexed / "synonyms.toml").write_text('synonyms = [["дождь", "ненастье"]]\n', "utf-8")
    here, there = (run("ненастье", "--count", cwd=cwd) for cwd in (indexed, below))
    assert here == there


def test_an_index_below_is_used_where_it_stands(run: Run, indexed: Path, below: Path) -> None:
    (below / "a.txt").write_text("Снегопад", "utf-8")
    run("index", below / "a.txt", "--index", "index", cwd=below)
    assert run("снегопад", "--count", cwd=below).out == "1\n"
    assert run("снегопад", "--count").code == 1


def test_texts_to_index_begin_something_of_their_own(run: Run, indexed: Path, below: Path) -> None:
    (below / "docs_in").mkdir()
    (below / "docs_in" / "a.txt").write_text("Снегопад", "utf-8")
    assert run("снегопад", "--count", cwd=below).out == "1\n"


def test_a_project_file_is_where_the_way_up_ends(run: Run, indexed: Path, below: Path) -> None:
    (below.parent / "searchtool.toml").touch()
    assert_one_line_error(run("дождь", cwd=below), "no index here")


def test_a_manifest_of_another_program_is_no_index(run: Run, indexed: Path, below: Path) -> None:
    (below.parent / "index").mkdir()
    (below.parent / "index" / "manifest.json").write_text("{}")
    assert run("дождь", "--count", cwd=below).code == 0


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="the system tells no owner")
def test_the_index_of_another_user_must_be_named(
    run: Run, indexed: Path, below: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert_one_line_error(run("дождь", cwd=below), "another user", f"--index {indexed}/index")
    assert run("дождь", "--index", indexed / "index", cwd=below).code == 0


def test_a_run_says_which_index_it_found(run: Run, indexed: Path, below: Path) -> None:
    (below / "a.txt").write_text("Снегопад", "utf-8")
    assert f"index: {indexed}/index (found" in run("index", ".", cwd=below).err
    assert run("снегопад", "--count").out == "1\n"


def test_an_index_that_is_not_named_is_not_replaced(run: Run, indexed: Path, below: Path) -> None:
    (below / "a.txt").write_text("Снегопад", "utf-8")
    finished = run("index", "--rebuild", "a.txt", cwd=below)
    assert_one_line_error(finished, f"{indexed}/index", "--index index")
    assert run("index", "--rebuild", cwd=below).code == 0


def test_a_collection_is_an_index_with_a_name(run: Run, indexed: Path, tmp_path: Path) -> None:
    env = user_file(tmp_path, '[collections]\n"новости" = "../../index"\nbooks = "~/books"\n')
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "searchtool.toml").touch()
    found = run("дождь", "--count", "-c", "новости", cwd=elsewhere, env=env)
    assert found == run("дождь", "--count")
    status = json.loads(run("status", "--json", "-c", "новости", cwd=elsewhere, env=env).out)
    assert status["settings"]["index"] == "-c новости"
    assert status["settings"]["collections"] == ["books", "новости"]


ARGUMENTS = {
    "count": ["x", "--by", "path"], "save": ["x", "y"], "move": ["--to", "whoosh"], "status": [],
    "mcp": [], "doctor": [],
}  # fmt: skip


@pytest.mark.parametrize("command", [name for name in COMMANDS if INDEX in COMMANDS[name].flags])
def test_each_command_with_an_index_takes_a_collection(
    run: Run, tmp_path: Path, command: str
) -> None:
    assert COLLECTION in COMMANDS[command].flags
    if command == "live":
        return  # needs a terminal
    env = user_file(tmp_path, '[collections]\nbooks = "~/books"\nnews = "~/news"\n')
    finished = run(command, *ARGUMENTS.get(command, ["x"]), "-c", "newz", env=env)
    assert_one_line_error(finished, "-c/--collection", "'newz'", "known: books, news")


def test_no_collections_are_told_how_to_make(run: Run, indexed: Path) -> None:
    assert_one_line_error(run("дождь", "-c", "x"), "no collection 'x'", "[collections]")
    finished = run("дождь", "-c", "x", env=RUSSIAN)
    assert_one_line_error(finished, "нет коллекции 'x'", "[collections]", "config.toml")


def test_a_collection_and_a_path_are_one_too_many(run: Run, indexed: Path) -> None:
    assert_one_line_error(run("дождь", "-c", "x", "--index", "index"), "cannot be combined")


def test_a_collection_without_an_index_is_not_made_of_the_texts_here(
    run: Run, corpus: Path, tmp_path: Path
) -> None:
    env = user_file(tmp_path, '[collections]\nnews = "news"\n')
    assert_one_line_error(run("дождь", "-c", "news", env=env), "no index here")


@pytest.mark.parametrize(
    ("content", "parts"),
    [
        ('[collections]\nnews = "../news"\n', (":2:", "leads out")),
        ('[collections]\nnews = "/srv/news"\n', (":2:", "leads out")),
        ("[collections]\nnews = 5\n", (":2:", "string")),
        ('collections = "news"\n', (":1:", "table")),
    ],
)
def test_a_project_names_collections_of_its_own_only(
    run: Run, indexed: Path, content: str, parts: tuple[str, ...]
) -> None:
    (indexed / "searchtool.toml").write_text(content)
    assert_one_line_error(run("дождь"), "searchtool.toml", *parts)


def test_a_project_wins_over_the_user(run: Run, indexed: Path, tmp_path: Path) -> None:
    env = user_file(tmp_path, '[collections]\nnews = "nowhere"\n')
    (indexed / "searchtool.toml").write_text('[collections]\nnews = "index"\n')
    assert run("дождь", "-c", "news", env=env).code == 0


def test_names_of_collections_are_completed(spawn: Run, tmp_path: Path) -> None:
    env = user_file(tmp_path, '[collections]\nnews = "n"\nnotes = "m"\nbooks = "b"\n')
    shell = {"_SEARCH_COMPLETE": "complete_bash", "COMP_CWORD": "3"}
    finished = spawn(env={**env, **shell, "COMP_WORDS": "search x -c n"})
    assert finished.out.split() == ["news", "notes"]
