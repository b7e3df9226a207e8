"""`search new`, `search save`, `search saved`: what an index has seen since one looked last."""

import json
import os
import shutil
from pathlib import Path

import pytest

from searchtool import api
from tests.command import RUSSIAN, Run, assert_one_line_error
from tests.conftest import change_manifest


@pytest.fixture(params=["whoosh", "tantivy"])
def texts(run: Run, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A folder with a text, indexed."""
    folder = tmp_path / "тексты"
    folder.mkdir()
    write(folder / "а.txt", "Дождь идёт второй день.\n\nМост закрыт.")
    assert run("index", "-q", folder, "--engine", request.param).code == 0
    return folder


def write(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")


def shown(run: Run, *arguments: str) -> list[str]:
    """The texts that are shown as new."""
    out = run("new", *arguments, "--jsonl").out
    return sorted(json.loads(line)["text"] for line in out.splitlines())


def test_what_came_since_the_last_look_is_new_once(run: Run, texts: Path) -> None:
    assert run("new").code == 1
    write(texts / "б.txt", "Мост открыт.")
    run("index")
    finished = run("new")
    assert (finished.code, finished.out.count("\n")) == (0, 1)
    assert finished.out.endswith("Мост открыт.\n")
    assert finished.err.startswith("1 new passage since ")
    again = run("new")
    assert (again.code, again.out) == (1, "")
    assert again.err.startswith("nothing new since ")


def test_it_speaks_russian(run: Run, texts: Path) -> None:
    assert run("new", env=RUSSIAN).err.startswith("нового нет с ")
    write(texts / "б.txt", "Мост открыт.\n\nПоезд пришёл.")
    run("index")
    assert run("new", env=RUSSIAN).err.startswith("2 новых абзаца с ")


def test_only_the_new_text_of_a_changed_file_is_new(run: Run, texts: Path) -> None:
    write(texts / "а.txt", "Мост закрыт.\n\nДождь идёт второй день.\n\nПоезд пришёл.")
    run("index")
    assert shown(run) == ["Поезд пришёл."]


def test_what_was_moved_or_copied_is_not_new(run: Run, texts: Path) -> None:
    shutil.copy(texts / "а.txt", texts / "в.txt")
    (texts / "а.txt").rename(texts / "г.txt")
    run("index")
    assert shown(run) == []
    texts.rename(texts.with_name("новое имя"))
    run("index", "новое имя")
    assert shown(run) == []


def test_a_rebuild_makes_nothing_new_and_nothing_old(run: Run, texts: Path) -> None:
    write(texts / "б.txt", "Мост открыт.")
    run("index")
    run("index", "--rebuild", "--engine", "whoosh")
    assert shown(run, "--no-mark") == ["Мост открыт."]
    run("index", "--rebuild", "--engine", "tantivy")
    assert shown(run) == ["Мост открыт."]
    run("index", "--rebuild")
    assert shown(run) == []


def test_a_rebuild_reads_what_an_old_index_forgot(run: Run, texts: Path, tmp_path: Path) -> None:
    write(texts / "б.txt", "Мост открыт.")
    run("index")
    change_manifest(tmp_path / "index", format=1)
    run("index", "--rebuild")
    assert shown(run) == ["Мост открыт."]


def test_the_index_may_be_moved(run: Run, texts: Path, tmp_path: Path) -> None:
    write(texts / "б.txt", "Мост открыт.")
    run("index")
    assert shown(run) == ["Мост открыт."]
    (tmp_path / "index").rename(tmp_path / "другой")
    assert shown(run, "--index", "другой") == []


def test_a_query_has_looks_of_its_own(run: Run, texts: Path) -> None:
    write(texts / "б.txt", "Мост открыт.\n\nПоезд пришёл.")
    run("index")
    assert shown(run, "мост") == ["Мост открыт."]
    assert shown(run, "мост") == []
    assert shown(run, "поезд") == ["Поезд пришёл."]
    assert len(shown(run)) == 2  # nobody has looked at everything yet
    write(texts / "в.txt", "Мост снова закрыт.")
    run("index")
    assert shown(run) == ["Мост снова закрыт."]
    assert shown(run, "мост") == []  # who looks at everything looks at this


def test_only_what_holds_all_the_words_is_new_for_them(run: Run, texts: Path) -> None:
    write(texts / "б.txt", "Мост открыт.")
    run("index")
    assert run("new", "дождь мост").code == 1


def test_what_is_not_shown_stays_new(run: Run, texts: Path) -> None:
    write(texts / "б.txt", "Мост открыт.\n\nПоезд пришёл.")
    run("index")
    finished = run("new", "-n", "1")
    assert finished.code == 0
    assert "all of it stays new; more: -n 2, done with it: --mark" in finished.err
    assert len(shown(run, "--no-mark")) == 2
    assert run("new", "--count").out == "2\n"
    assert run("new", "--files").out.startswith("тексты/б.txt\t2")
    assert run("new", "-n", "1", "--mark").code == 0
    assert run("new").code == 1


def test_forms_and_options_are_those_of_a_query(run: Run, texts: Path) -> None:
    write(texts / "б.txt", "Мост открыт.")
    run("index")
    found = json.loads(run("new", "мост", "--json", "--no-mark").out)
    assert (found["total"], found["hits"][0]["text"]) == (1, "Мост открыт.")
    assert run("new", "--csv", "--no-mark").out.count("\n") == 2
    assert run("new", "--path", "а.txt", "--no-mark").code == 1
    assert json.loads(run("new", "поезд", "--json").out)["hits"] == []


def test_a_lost_state_is_no_fault(run: Run, texts: Path, tmp_path: Path) -> None:
    write(texts / "б.txt", "Мост открыт.")
    run("index")
    shown(run)
    for path in (tmp_path / "state").rglob("*.json"):
        path.write_text("{")
    assert shown(run) == ["Мост открыт."]
    shutil.rmtree(tmp_path / "state")
    assert shown(run) == ["Мост открыт."]


def test_a_lost_list_of_texts_makes_read_texts_new_once_more(
    run: Run, texts: Path, tmp_path: Path
) -> None:
    shown(run)
    (tmp_path / "index" / "first-seen.bin").unlink()
    write(texts / "а.txt", "Дождь идёт второй день.")
    run("index")
    assert shown(run) == ["Дождь идёт второй день."]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root writes everything")
def test_a_look_that_cannot_be_kept_is_told(run: Run, texts: Path, tmp_path: Path) -> None:
    (tmp_path / "state").mkdir(mode=0o500)
    write(texts / "б.txt", "Мост открыт.")
    run("index")
    finished = run("new")
    assert (finished.code, finished.out.count("\n")) == (0, 1)
    assert "stays new" in finished.err


def test_a_saved_query_tells_what_is_new(run: Run, texts: Path, tmp_path: Path) -> None:
    finished = run("save", "переправа", "мост", "--path", "тексты")
    assert finished.err == "saved; what is new: search new --saved переправа\n"
    assert run("new", "--saved", "переправа").code == 1
    write(texts / "б.txt", "Мост открыт.\n\nПоезд пришёл.")
    run("index")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert len(shown(run)) == 2
    out = run("new", "--saved", "переправа", "--jsonl", cwd=elsewhere).out
    assert [json.loads(line)["text"] for line in out.splitlines()] == ["Мост открыт."]
    assert run("new", "--saved", "переправа").code == 1


def test_saved_queries_are_listed_and_removed(run: Run, texts: Path, tmp_path: Path) -> None:
    run("save", "б", "дождь", "--quotes", "--since", "май 2019")
    run("save", "а", "мост")
    assert run("saved").out == (
        f"а\tмост\t{tmp_path}/index\nб\tдождь --quotes --since 'май 2019'\t{tmp_path}/index\n"
    )
    saved = json.loads(run("saved", "--json").out)["saved"]
    assert [one["options"] for one in saved] == [{}, {"quotes": True, "since": "май 2019"}]
    assert "in place of" in run("save", "а", "мосты").err
    assert run("saved", "--remove", "б").code == 0
    assert_one_line_error(run("saved", "--remove", "б"), "no saved query", "saved: а")
    assert_one_line_error(run("new", "--saved", "б", env=RUSSIAN), "сохранены: а")
    run("saved", "--remove", "а")
    finished = run("saved")
    assert (finished.code, finished.out) == (1, "")
    assert "search save NAME QUERY" in finished.err


def test_all_saved_queries_are_asked_for_cron(run: Run, texts: Path) -> None:
    assert run("new", "--all").code == 1
    run("save", "вода", "дождь")
    run("save", "переправа", "мост")
    assert run("new", "--all", "-q") == run("new", "--all", "-q")
    write(texts / "б.txt", "Мост открыт.")
    run("index")
    assert run("new", "--all", "--count").out == "вода\t0\nпереправа\t1\n"
    finished = run("new", "--all", "-q", "--no-mark")
    assert (finished.code, finished.err) == (0, "")
    assert finished.out.splitlines()[0] == "переправа: мост"
    (record,) = map(json.loads, run("new", "--all", "--json").out.splitlines())
    assert (record["saved"], record["total"]) == ("переправа", 1)
    assert run("new", "--all", "-q").code == 1


def test_one_saved_query_that_fails_does_not_stop_the_others(
    run: Run, texts: Path, tmp_path: Path
) -> None:
    shutil.copytree(tmp_path / "index", tmp_path / "other")
    run("save", "а", "дождь", "--index", "other")
    run("save", "б", "мост")
    shutil.rmtree(tmp_path / "other")
    write(texts / "б.txt", "Мост открыт.")
    run("index")
    finished = run("new", "--all", "-q")
    assert finished.code == 2
    assert finished.err.startswith("search: а: ")
    assert "Мост открыт." in finished.out


@pytest.mark.parametrize(
    "arguments",
    [
        ["--all", "мост"],
        ["--saved", "а", "мост"],
        ["--saved", "а", "--all"],
        ["--mark", "--no-mark"],
        ["--all", "--csv"],
        ["--saved", "а", "--index", "index"],
    ],
)
def test_what_cannot_be_combined_is_refused(run: Run, texts: Path, arguments: list[str]) -> None:
    assert_one_line_error(run("new", *arguments), "cannot be combined")


@pytest.mark.parametrize("name", ["", " ", "я" * 41, "a\nb"])
def test_a_name_is_short_and_on_one_line(run: Run, texts: Path, name: str) -> None:
    assert_one_line_error(run("save", name, "мост"), "40")


@pytest.mark.parametrize("name", ["..", "a/b", ".", "nul", "%2e", "-x y"])
def test_a_name_may_be_anything_else(run: Run, texts: Path, tmp_path: Path, name: str) -> None:
    assert run("save", "--", name, "мост").code == 0
    assert [path.suffix for path in (tmp_path / "data/searchtool/saved").iterdir()] == [".json"]
    assert run("saved").out.startswith(f"{name}\t")


def test_a_query_is_needed(run: Run, texts: Path) -> None:
    assert_one_line_error(run("save", "имя"), "query")
    assert run("save", "имя", "--speaker", "Иванов").code == 0


def test_a_program_asks_the_same(run: Run, texts: Path, tmp_path: Path) -> None:
    write(texts / "б.txt", "Мост открыт.")
    run("index")
    with api.open_index(tmp_path / "index") as index:
        since = api.last_look(index)
        assert [hit.passage.text for hit in index.search("", seen_after=since).hits] == [
            "Мост открыт."
        ]
        api.mark_look(index)
        assert api.last_look(index) == index.latest_seen() > since


def test_names_of_saved_queries_are_completed(run: Run, spawn: Run, texts: Path) -> None:
    for name in ("мост", "музей", "дождь"):
        run("save", name, name)
    shell = {"_SEARCH_COMPLETE": "complete_bash", "COMP_CWORD": "3"}
    for words in ("search new --saved м", "search saved --remove м"):
        finished = spawn(env={**shell, "COMP_WORDS": words})
        assert finished.out.split() == ["мост", "музей"]


def test_another_engine_makes_nothing_new_and_nothing_old(run: Run, texts: Path) -> None:
    write(texts / "б.txt", "Мост открыт.")
    run("index")
    used = json.loads(run("status", "--json").out)["engine"]
    assert run("move", "--to", "tantivy" if used == "whoosh" else "whoosh").code == 0
    assert shown(run) == ["Мост открыт."]
    assert shown(run) == []
