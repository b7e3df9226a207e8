"""What comes from a file never drives the terminal; scripts still get the true characters."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.process.test_terminal import in_terminal

COMMAND = Path(sys.executable).with_name("search")
CLIPBOARD = "\x1b]52;c;cm0gLXJmIC8=\x07"
LINK = "\x1b]8;;http://evil.example\x1b\\ссылка\x1b]8;;\x1b\\"
OVERWRITE = "настоящее\rподмена"
REVERSED = "\u202eтекст\u2066наоборот"
C1 = "\x9b31m\x9d0;title\x9c"
HOSTILE = f"{CLIPBOARD} {LINK} {REVERSED} {C1} \x08\x7f"
TITLE = f"Заголовок {HOSTILE}"
TEXT = f"Проверка {HOSTILE} и ещё проверка слов"
NAME = f"имя{CLIPBOARD}{REVERSED}{C1}\r\n".replace("/", "")
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
STYLES = re.compile(r"\x1b\[[\d;]*m")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files with hostile names and contents, one of them unreadable, and their index."""
    folder = tmp_path_factory.mktemp("safety")
    docs = folder / "docs_in"
    docs.mkdir()
    (docs / f"{NAME}.txt").write_text(f"{TITLE}\n\n{TEXT}\n\n{OVERWRITE}\n", "utf-8", newline="")
    (docs / f"{NAME}.jsonl").write_text(
        json.dumps({"id": f"н{HOSTILE}", "title": TITLE, "text": TEXT, "author": HOSTILE}) + "\n"
    )
    (docs / f"{NAME}-плохой.txt").write_bytes(b"\0\1\2")
    (docs / f"{NAME}-плохой.jsonl").write_text(f'{{"тело": "{C1}"}}\n')
    return folder


def raw(folder: Path, *arguments: str) -> tuple[int, str, str]:
    """Exit code and both streams as they were written: no line end is translated."""
    done = subprocess.run(
        [COMMAND, *arguments],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        timeout=60,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def assert_harmless(*texts: str) -> None:
    for text in texts:
        assert text, "nothing to look at"
        assert CONTROL.findall(text) == []


@pytest.fixture(scope="module", autouse=True)
def indexing(folder: Path) -> tuple[int, str, str]:
    return raw(folder, "index")


def test_the_report_of_unreadable_files_is_harmless(indexing: tuple[int, str, str]) -> None:
    code, _, err = indexing
    assert code == 2
    assert "плохой.txt: not a text file" in err
    assert "no text field" in err
    assert len(err.splitlines()) == 3  # two failures and the summary, whatever the names hold
    assert_harmless(err)


@pytest.mark.parametrize(
    "arguments",
    [
        ["проверка"],
        ["проверка", "-C", "1", "--csv"],
        ["проверка", "--files"],
        ["status"],
        ["status", "--failed"],
        ["status", "--json"],
        ["analyze", TEXT],
        ["analyze", TEXT, "--jsonl"],
        ["проверка", "--json", "-C", "2"],
        ["проверка", "--jsonl"],
    ],
    ids=" ".join,
)
def test_output_in_a_pipe_is_harmless(folder: Path, arguments: list[str]) -> None:
    code, out, _ = raw(folder, *arguments)
    assert code == 0
    assert_harmless(out)


@pytest.mark.parametrize(
    "arguments",
    [
        ["проверка", "-C", "2"],
        ["проверка", "-C", "2", "--full", "--color", "never"],
        ["status"],
        ["index", "--rebuild"],
    ],
    ids=" ".join,
)
def test_output_in_a_terminal_is_harmless(folder: Path, arguments: list[str]) -> None:
    _, text = in_terminal(*arguments, cwd=folder)
    assert_harmless(STYLES.sub("", text))


def test_a_shown_passage_is_harmless(folder: Path) -> None:
    _, out, _ = raw(folder, "проверка", "--jsonl", "-n", "1")
    id = json.loads(out)["id"]
    assert CONTROL.search(id)
    for more in ([], ["--json"]):
        code, shown, _ = raw(folder, "show", id, *more)
        assert code == 0
        assert_harmless(shown)
    assert_harmless(STYLES.sub("", in_terminal("show", id, cwd=folder)[1]))


@pytest.mark.parametrize(
    "arguments",
    [
        ["index", f"нет{HOSTILE}"],
        ["проверка", "--color", HOSTILE],
        ["проверка", f"--{HOSTILE}"],
        ["проверка", "-n", HOSTILE],
        ["проверка", "--index", f"нет{HOSTILE}"],
        ["show", f"нет{HOSTILE}"],
        ["index", "--engine", HOSTILE],
        ["index", "--field", HOSTILE],
        [f'абырвалг{C1}" {HOSTILE}*а'],
    ],
    ids=lambda arguments: " ".join(arguments[:2]).partition("\x1b")[0],
)
def test_messages_about_hostile_arguments_are_harmless(folder: Path, arguments: list[str]) -> None:
    code, out, err = raw(folder, *arguments)
    assert code in (0, 1, 2)
    assert_harmless(out + err)


def test_the_progress_bar_is_harmless(tmp_path: Path) -> None:
    docs = tmp_path / "docs_in"
    docs.mkdir()
    text = "\n\n".join(f"Зонт {n} раскрыт под дождём над Волгой в регионе." for n in range(300))
    for number in range(60):
        (docs / f"{number:02}{NAME}.txt").write_text(text, "utf-8")
    _, shown = in_terminal("index", cwd=tmp_path, columns=200)
    assert "of 60 files" in shown, "no progress was shown: the run was too short"
    moves = re.compile(r"\x1b\[(?:[\d;]*[mAK]|\?25[lh])|\r")  # what the bar itself writes
    assert_harmless(moves.sub("", shown))


def test_json_has_the_true_characters(folder: Path) -> None:
    _, out, _ = raw(folder, "проверка", "--jsonl", "--full")
    hits = [json.loads(line) for line in out.splitlines()]
    assert {hit["path"] for hit in hits} == {f"docs_in/{NAME}.txt", f"docs_in/{NAME}.jsonl"}
    assert {hit["text"] for hit in hits} == {TEXT}
    assert {hit["title"] for hit in hits} == {TITLE}
    assert {hit["author"] for hit in hits} == {HOSTILE, None}
    for hit in hits:
        assert Path(folder, hit["path"]).is_file()


def test_csv_has_a_row_a_hit(folder: Path) -> None:
    _, out, _ = raw(folder, "проверка", "--csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert len(rows) == 2
    assert all(row["text"].startswith("Проверка ␛]52;c;") for row in rows)


def test_a_name_that_is_not_utf_8_is_indexed_and_found(tmp_path: Path) -> None:
    docs = tmp_path / "docs_in"
    docs.mkdir()
    name = os.fsdecode(b"\xed\xe5 \xf3\xf2\xf4.txt")
    (docs / name).write_text("Дождь идёт\n", "utf-8")
    (docs / "usual.txt").write_text("Дождь прошёл\n", "utf-8")
    code, _, err = raw(tmp_path, "index")
    assert (code, err.partition(",")[0]) == (0, "added 2")
    code, out, _ = raw(tmp_path, "дождь", "--jsonl")
    assert {json.loads(line)["path"] for line in out.splitlines()} == {
        f"docs_in/{name}",
        "docs_in/usual.txt",
    }
    for form in ("--plain", "--csv", "--files"):
        code, out, _ = raw(tmp_path, "дождь", form)
        assert code == 0
        assert_harmless(out)
    assert "unchanged 2" in raw(tmp_path, "index")[2]
    (docs / name).unlink()
    assert "removed 1" in raw(tmp_path, "index")[2]


def test_a_folder_that_is_not_utf_8_can_be_indexed(tmp_path: Path) -> None:
    docs = tmp_path / os.fsdecode(b"\xef\xe0\xef\xea\xe0")
    docs.mkdir()
    (docs / "a.txt").write_text("Дождь идёт\n", "utf-8")
    code, _, err = raw(tmp_path, "index", str(docs))
    assert (code, err.partition(",")[0]) == (0, "added 1")
    assert raw(tmp_path, "дождь", "--count")[1] == "1\n"
    assert_harmless(raw(tmp_path, "status")[1])


def test_a_newline_in_a_name_breaks_no_line(tmp_path: Path) -> None:
    docs = tmp_path / "docs_in"
    docs.mkdir()
    (docs / "два\nстроки.txt").write_text("Дождь идёт\n", "utf-8")
    raw(tmp_path, "index")
    for form in ("--plain", "--files", "--jsonl"):
        assert len(raw(tmp_path, "дождь", form)[1].splitlines()) == 1
    assert json.loads(raw(tmp_path, "дождь", "--jsonl")[1])["path"] == "docs_in/два\nстроки.txt"
