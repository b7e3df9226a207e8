"""Hits by their numbers: what a person types after an answer, in the same terminal."""

import os
import stat
import time
from pathlib import Path

import pytest

from tests.command import RUSSIAN, Run
from tests.conftest import index_folder
from tests.corpus import write_corpus
from tests.process.terminal import plain_lines, shell_in_terminal

PLACE = "docs_in/sammit.txt:7"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus and its index."""
    folder = tmp_path_factory.mktemp("answers")
    write_corpus(folder / "docs_in")
    return index_folder(folder)


@pytest.fixture
def state(tmp_path: Path) -> dict[str, str]:
    return {"XDG_STATE_HOME": str(tmp_path / "state"), "EDITOR": "echo"}


def typed(folder: Path, state: dict[str, str], *lines: str, columns: int = 80) -> list[str]:
    """What a terminal shows of some lines, one after the other."""
    _, text = shell_in_terminal("\n".join(lines), cwd=folder, columns=columns, env=state)
    return plain_lines(text)


@pytest.mark.parametrize("columns", [80, 120])
def test_a_number_is_that_of_the_last_answer(
    folder: Path, state: dict[str, str], columns: int
) -> None:
    lines = typed(
        folder, state,
        "search -q кибербезопасность", "search open 2", "search show 1 -C 0", columns=columns,
    )  # fmt: skip
    first, second = [line for line in lines if line.startswith("docs_in/")][:2]
    opened = lines.index(f"opening in echo: {second}")
    assert lines[opened + 1] == "echo shows the file from its beginning; the passage: search show 2"
    assert lines[opened + 2] == str(folder / "docs_in" / "sammit.txt")
    assert lines[opened + 4] == first
    assert max(map(len, lines)) <= columns


def test_in_russian(folder: Path, state: dict[str, str]) -> None:
    lines = typed(
        folder, state,
        f"export LC_ALL={RUSSIAN['LC_ALL']} 2> seen", "search open 1", "search -q плакату",
        "search open 1", "search open 2",
    )  # fmt: skip
    assert lines[0].startswith("search: 1: в этом терминале ответа ещё не было; сначала")
    assert f"открываю в программе echo: {PLACE}" in lines
    assert lines[-1] == "search: 2: нет такого результата; в последнем ответе 1"


def test_pipes_and_other_terminals_change_nothing(folder: Path, state: dict[str, str]) -> None:
    lines = typed(
        folder, state,
        "search -q плакату > seen", "search open 1",  # nobody has seen that answer
        "search -q плакату", "search дождь | cat > seen", "search дождь > seen",
        "search -q слоныслоны", "search дождь --count", "search дождь --files",
        "script -qc 'search дождь' /dev/null > seen", "search open 1 --print",
        "search show 1 -C 0 < /dev/null | head -n 2",
    )  # fmt: skip
    assert lines[0].startswith("search: 1: there is no answer in this terminal yet")
    assert lines.count(PLACE) == 2
    assert lines[-1] == PLACE
    other = typed(folder, state, "setsid --wait search show 1")
    assert other[0].startswith("search: 1: there is no answer in this terminal yet")


@pytest.fixture(scope="module")
def bridge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An article, a reprint, what came of it, and another one; with their index."""
    folder = tmp_path_factory.mktemp("bridge")
    (folder / "docs_in").mkdir()
    opened = "Новый мост через Светлую открыл губернатор Аркадий Полозов, сообщает пресс-служба."
    texts = {
        "a": opened,
        "b": f"Коротко\n\n{opened}",
        "c": "Мост через Светлую закрыли на ремонт. Губернатор Полозов просит жителей потерпеть.",
        "d": "Цирк показал новую программу: слон танцевал, а тигры пели.",
    }
    for name, text in texts.items():
        (folder / "docs_in" / f"{name}.txt").write_text(text + "\n", "utf-8")
    return index_folder(folder)


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize(
    ("locale", "mark", "note"),
    [
        ("C.UTF-8", " · reprint", "nearly the same: in 1 document, first in the list"),
        ("ru_RU.UTF-8", " · перепечатка", "почти то же: в 1 документе, в начале списка"),
    ],
)
def test_what_is_like_a_hit_has_numbers_of_its_own(
    bridge: Path, state: dict[str, str], columns: int, locale: str, mark: str, note: str
) -> None:
    lines = typed(
        bridge, state,
        f"export LC_ALL={locale} 2> /dev/null", "search -q открыл --path a.txt",
        "search similar 1", "search open 2 --print", "search similar 2 -q -n 1 | cut -f 1",
        columns=columns,
    )  # fmt: skip
    answer = lines[next(n for n, line in enumerate(lines) if mark in line) :]
    assert answer[0] == f"1. Коротко{mark}"
    assert answer[1] == "docs_in/b.txt:3"
    assert "docs_in/c.txt:1" in answer
    assert note in answer
    assert answer[-2] == f"echo {bridge}/docs_in/c.txt"
    assert answer[-1].startswith("docs_in/")
    assert max(map(len, answer[:-2])) <= columns


def test_each_form_of_an_answer_is_remembered(folder: Path, state: dict[str, str]) -> None:
    for form in ("--plain", "--json", "--jsonl", "--csv"):
        lines = typed(folder, state, f"search -q плакату {form}", "search open 1")
        assert f"opening in echo: {PLACE}" in lines


def test_pages_have_their_own_numbers(folder: Path, state: dict[str, str]) -> None:
    lines = typed(
        folder, state,
        "search -q зонт -n 1 --all --path '*'", "search -q --path '*' -n 2 --offset 3 --all",
        "search open 4", "search open 1",
    )  # fmt: skip
    assert lines[-1] == "search: 1: no such hit; the last answer has 4-5"
    assert sum(line.startswith("opening in echo: docs_in/") for line in lines) == 1


def test_the_index_is_that_of_the_answer(
    run: Run, folder: Path, state: dict[str, str], tmp_path: Path
) -> None:
    write_corpus(tmp_path / "docs_in")
    index_folder(tmp_path)
    (tmp_path / "docs_in" / "pogoda.txt").unlink()
    lines = typed(
        folder, state,
        f"search -q --index {tmp_path}/index дождь -n 1", "search show 1 | head -n 2", "cd ..",
        "search show 1 -C 0 | head -n 1", f"search show 1 --index {folder}/index",
    )  # fmt: skip
    assert lines[-2] == "Дождь над Волгой"
    assert lines[-1] == f"search: 1: the last answer is from another index: {tmp_path}/index"


def test_a_passage_that_has_changed_is_not_shown(state: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "changing"
    write_corpus(folder / "docs_in")
    index_folder(folder)
    text = folder / "docs_in" / "sammit.txt"
    more = f"sed -i 1i\\\\Новая\\ строка.\\\\n {text}"
    lines = typed(folder, state, "search -q плакату", more, "search index -q", "search show 1")
    assert lines[-1] == "search: 1: has changed since that answer; repeat the query"


def test_an_answer_is_private_and_lasts_a_day(folder: Path, state: dict[str, str]) -> None:
    answers = Path(state["XDG_STATE_HOME"]) / "searchtool" / "answers"
    answers.mkdir(parents=True)
    old = answers / "1-1.json"
    old.touch()
    a_day_ago = time.time() - 25 * 60 * 60
    os.utime(old, (a_day_ago, a_day_ago))
    keep = "stat -c 'mode %a' $XDG_STATE_HOME/searchtool/answers/*"
    age = "touch -d '25 hours ago' $XDG_STATE_HOME/searchtool/answers/*"
    lines = typed(
        folder, state, "search -q плакату", keep, "search open 1 -q", age, "search open 1"
    )
    assert [line for line in lines if line.startswith("mode")] == [
        "mode 600"
    ]  # the old one is gone
    assert lines[-1].startswith("search: 1: there is no answer in this terminal yet")


@pytest.mark.parametrize("content", ["", "[", "[1]", '["x", 3]', '["x", [[1]]]', "null"])
def test_a_broken_memory_is_none(folder: Path, state: dict[str, str], content: str) -> None:
    spoil = f"printf '%s' '{content}' | tee $XDG_STATE_HOME/searchtool/answers/* > /dev/null"
    lines = typed(folder, state, "search -q плакату", spoil, "search open 1")
    assert lines[-1].startswith("search: 1: there is no answer in this terminal yet")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_what_cannot_be_written_is_not_told(folder: Path, state: dict[str, str]) -> None:
    locked = Path(state["XDG_STATE_HOME"])
    locked.mkdir(mode=stat.S_IRUSR | stat.S_IXUSR)
    assert PLACE in typed(folder, state, "search -q плакату")


def test_no_place_for_the_memory_is_no_error(folder: Path, state: dict[str, str]) -> None:
    for place in ("/dev/null", "relative", "/proc/nowhere"):
        lines = typed(folder, state | {"XDG_STATE_HOME": place}, "search -q плакату")
        assert PLACE in lines
        assert not any("search:" in line for line in lines)
    assert not (folder / "relative").exists()


def test_places_are_links_where_the_terminal_has_them(folder: Path, state: dict[str, str]) -> None:
    def written(line: str, **env: str) -> str:
        return shell_in_terminal(line, cwd=folder, env=state | env)[1]

    link = f"file://{folder}/docs_in/sammit.txt\x1b\\"
    assert link in written("search -q плакату", TERM_PROGRAM="WezTerm")
    assert link in written("search -q плакату", FORCE_HYPERLINK="1")
    assert link in written("search show sammit.txt#p4", VTE_VERSION="7600")
    for line, env in (
        ("search -q плакату", {}),
        ("search -q плакату", {"TERM_PROGRAM": "WezTerm", "NO_COLOR": "1"}),
        ("search -q плакату", {"TERM_PROGRAM": "WezTerm", "FORCE_HYPERLINK": "0"}),
        ("search -q плакату --color never", {"TERM_PROGRAM": "WezTerm"}),
        ("search -q плакату", {"TERM_PROGRAM": "WezTerm", "TERM": "dumb"}),
        ("search -q плакату --color always | cat", {"TERM_PROGRAM": "WezTerm"}),
        ("search -q плакату --color always | cat", {"FORCE_HYPERLINK": "1"}),
        ("search -q плакату --plain", {"FORCE_HYPERLINK": "1"}),
    ):
        assert "\x1b]8" not in written(line, **env), (line, env)
