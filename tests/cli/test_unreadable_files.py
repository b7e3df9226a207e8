"""Files that cannot be read are reported and tried again when they change."""

import sys
from pathlib import Path

import pytest

from tests.command import Run, counts


def test_an_unreadable_file_is_reported_and_the_rest_indexed(run: Run, corpus: Path) -> None:
    bad = corpus / "a-bad.txt"
    bad.write_bytes(b"\x7fELF\0\0\0\0" * 100)
    first = run("index")
    assert first.code == 2
    assert first.err.startswith(f"search: {bad}: not a text file\n")
    assert counts(first)[4] == 1
    assert run("дождь", "--count").out == "2\n"

    second = run("index")
    assert (second.code, counts(second)) == (0, (0, 0, 0, 2, 0))
    assert run("status", "--failed").out == f"{bad}: not a text file\n"

    bad.write_text("Теперь это текст про вулкан.", "utf-8")
    third = run("index")
    assert (third.code, counts(third)) == (0, (1, 0, 0, 2, 0))
    assert run("status", "--failed").out == ""
    assert run("вулкан", "--count").out == "1\n"


def test_a_bad_line_costs_only_itself(run: Run, tmp_path: Path) -> None:
    docs = tmp_path / "docs_in"
    docs.mkdir()
    lines = ['{"text": "Дождь идёт"}', "{oops", '{"text": 5}', '{"text": "Дождь прошёл"}']
    (docs / "a.jsonl").write_text("\n".join(lines), "utf-8")
    finished = run("index")
    assert finished.code == 2
    assert "a.jsonl:2: not JSON" in finished.err
    assert "a.jsonl:3: no text field 'text'; name it: --field text=NAME" in finished.err
    assert run("дождь", "--count").out == "2\n"


def test_what_cannot_be_opened_is_remembered(run: Run, corpus: Path) -> None:
    (corpus / "link.txt").symlink_to("nowhere.txt")
    first = run("index")
    assert (first.code, counts(first)) == (2, (2, 0, 0, 0, 1))
    failure = f"{corpus / 'link.txt'}: missing, or a broken link"
    assert run("status", "--failed").out == failure + "\n"
    second = run("index")
    assert (second.code, counts(second)) == (2, (0, 0, 0, 2, 1))

    (corpus / "nowhere.txt").write_text("Вулкан проснулся.", "utf-8")
    assert counts(run("index")) == (2, 0, 0, 2, 0)
    assert run("status", "--failed").out == ""
    (corpus / "nowhere.txt").unlink()
    assert counts(run("index")) == (0, 0, 1, 2, 1)
    assert run("status", "--failed").out == failure + "\n"
    assert run("вулкан", "--count").out == "1\n"  # what was read of it stays

    (corpus / "link.txt").unlink()
    assert counts(run("index")) == (0, 0, 1, 2, 0)
    assert run("status", "--failed").out == ""
    assert run("вулкан", "--count").out == "0\n"


@pytest.mark.skipif(sys.platform == "win32", reason="permissions")
def test_formats_that_are_not_read_are_counted(run: Run, corpus: Path) -> None:
    for name in ("a.jpg", "b.jpg", "c.psd"):
        (corpus / name).write_bytes(b"\xff")
    finished = run("index")
    assert "skipped: 3 of other formats (.jpg 2, .psd 1)" in finished.err
    assert finished.code == 0


def test_data_of_programs_is_skipped(run: Run, corpus: Path) -> None:
    (corpus / "package.json").write_text('{"name": "site", "version": [1, 2]}', "utf-8")
    finished = run("index")
    assert finished.code == 0
    assert "skipped: 1 of other formats (.json 1)" in finished.err
    assert "added 2," in finished.err
    assert run("quotes", corpus).code == 0
    named = run("index", "--rebuild", "--field", "text=body")
    assert named.code == 2
    assert "package.json: neither a Telegram export nor records with a text" in named.err
