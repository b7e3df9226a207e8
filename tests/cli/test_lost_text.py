"""The run tells the truth: what is not in the index is counted, named, and never called added."""

import json
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from tests.command import RUSSIAN, Run, counts
from tests.unit.permissions import folder_for_all, ordinary_user


@contextmanager
def ordinary_user_owns(folder: Path) -> Iterator[None]:
    """Somebody who is not root, in a folder that is theirs."""
    if os.geteuid() == 0:
        os.chown(folder, 65534, 65534)
    before = Path.cwd()
    os.chdir(folder)
    try:
        with ordinary_user():
            yield
    finally:
        os.chdir(before)


def test_text_below_a_closed_folder_stays_in_the_index(run: Run, corpus: Path) -> None:
    """In a refresh and in a rebuild, be it closed itself or a link to a closed one."""
    run("index")  # another user may not load modules
    run("шлюз")
    with folder_for_all() as folder, ordinary_user_owns(folder):
        run = partial(run, cwd=folder)
        for name in ("docs_in/open", "docs_in/closed", "docs_in/target"):
            (folder / name).mkdir(parents=True)
            (folder / name / "a.txt").write_text(f"Шлюз: {name}.", "utf-8")
        (folder / "docs_in" / "link").symlink_to("closed")
        assert counts(run("index", "docs_in"))[0] == 4
        (folder / "docs_in" / "closed").chmod(0)
        try:
            for arguments in (["index"], ["index", "--rebuild"], ["index"]):
                finished = run(*arguments)
                assert finished.code == 2
                assert f"{folder}/docs_in/closed: no permission to read it" in finished.err
                assert run("шлюз", "--count").out == "4\n"
                is_refused = (
                    f"index: not replaced, since it holds text from {folder}/docs_in/"
                    in finished.err
                )
                assert is_refused == ("--rebuild" in arguments)
        finally:
            (folder / "docs_in" / "closed").chmod(0o755)
        assert run("index", "--rebuild").code == 0


def test_a_rebuild_does_not_lose_a_changed_file_that_is_closed(run: Run, corpus: Path) -> None:
    run("index")  # another user may not load modules
    run("шлюз")
    with folder_for_all() as folder, ordinary_user_owns(folder):
        run = partial(run, cwd=folder)
        (folder / "docs_in").mkdir()
        text = folder / "docs_in" / "a.txt"
        text.write_text("Шлюз открыт.", "utf-8")
        assert run("index").code == 0
        text.write_text("Шлюз закрыт, канал тоже.", "utf-8")
        text.chmod(0)
        finished = run("index", "--rebuild")
        assert finished.code == 2
        assert finished.err.count("\n") == 2
        assert f"index: not replaced, since it holds text from {text}" in finished.err
        assert run("шлюз", "--count").out == "1\n"
        text.chmod(0o644)
        assert run("index", "--rebuild").code == 0


def skipped(run: Run) -> dict[str, str]:
    """What `search status --skipped` names, with the reasons."""
    lines = run("status", "--skipped").out.splitlines()
    return dict(line.rsplit(": ", 1) for line in lines)


@pytest.mark.parametrize("content", [b"no Word file at all", b"", b"PK\3\4" + bytes(90)])
def test_a_file_that_cannot_be_read_is_not_added(run: Run, corpus: Path, content: bytes) -> None:
    (corpus / "b.docx").write_bytes(content)
    finished = run("index")
    assert counts(finished) == (2, 0, 0, 0, 1 if content else 0)
    assert (
        f"{corpus / 'b.docx'}" in run("status", *(["--failed"] if content else ["--skipped"])).out
    )
    status = json.loads(run("status", "--json").out)
    assert (status["files"], status["formats"]) == (2, {".txt": 2})


def test_a_file_read_in_part_is_added_and_said_to_be_partial(run: Run, corpus: Path) -> None:
    with zipfile.ZipFile(corpus / "c.zip", "w") as archive:
        archive.writestr("a.txt", "Шлюз открыт.")
        archive.writestr("b.docx", "no Word file at all")
        archive.writestr("c.docx", "neither")
    finished = run("index")
    assert counts(finished) == (3, 0, 0, 0, 0)
    assert finished.err.endswith("; files read in part: 1\n")
    assert finished.code == 2
    lines = run("status", "--failed").out.splitlines()
    assert [line.split(": ")[0] for line in lines] == [f"{corpus}/c.zip#{n}.docx" for n in "bc"]
    rows = dict(line.split("  ", 1) for line in run("status").out.splitlines() if "  " in line)
    assert (rows["failed"].strip(), rows["read in part"].strip()) == ("0", "1")
    (failed,) = json.loads(run("status", "--json").out)["failed"]
    assert failed["partial"] is True
    assert "still not read, wholly or in part: 1; see: search status --failed" in run("index").err


def test_text_in_a_file_without_a_suffix_is_found(run: Run, corpus: Path) -> None:
    (corpus / "ПРИКАЗ").write_text("Приказ о постройке шлюза подписан.", "cp1251")
    (corpus / "Inbox").write_bytes(
        b"From - Mon Jun 10 10:00:00 2019\nSubject: =?utf-8?b?0JrQsNC90LDQuw==?=\n"
        b"Content-Type: text/plain; charset=utf-8\n\n" + "Канал углубят.\n".encode()
    )
    (corpus / "page").write_text("<html><body><p>Плотину проверят весной.</p></body></html>")
    (corpus / "prog").write_bytes(b"\x7fELF\0\0\0")
    assert counts(run("index")) == (5, 0, 0, 0, 0)
    for word in ("шлюз", "канал углубить", "плотина"):
        assert run(word, "--count").out == "1\n"
    assert json.loads(run("канал", "--json").out)["hits"][0]["title"] == "Канал"
    assert skipped(run) == {f"{corpus}/prog": "of a format that is not read"}


def test_many_parts_of_a_file_are_counted(run: Run, corpus: Path) -> None:
    with zipfile.ZipFile(corpus / "c.zip", "w") as archive:
        archive.writestr("a.txt", "Шлюз открыт.")
        for number in range(70):
            archive.writestr(f"{number}.psd", b"\xff")
    assert "70 of other formats (.psd 50, 20 more)" in run("index").err
    assert "70 of other formats (.psd 50, 20 more)" in run("index").err
    assert run("status", "--skipped").out.endswith("and 20 more parts of files with more than 50\n")


def test_a_file_without_a_suffix_can_be_named(run: Run, corpus: Path) -> None:
    (corpus / "ПРИКАЗ").write_text("Приказ о постройке шлюза подписан.", "utf-8")
    (corpus / "prog").write_bytes(b"\x7fELF\0\0\0")
    assert counts(run("index", corpus / "ПРИКАЗ")) == (1, 0, 0, 0, 0)
    refused = run("index", corpus / "prog")
    assert (refused.code, "this format is not read" in refused.err) == (2, True)


@pytest.mark.parametrize("name", ["d.rtf", "d.csv", "d.srt", "d.eml", "d.jsonl"])
def test_a_file_without_text_is_reported_in_every_format(run: Run, corpus: Path, name: str) -> None:
    content = r"{\rtf1{\pict\wmetafile8 0100}}" if name == "d.rtf" else " \n\n—\n"
    (corpus / name).write_text(content)
    finished = run("index")
    assert counts(finished) == (2, 0, 0, 0, 1)
    assert run("status", "--failed").out.startswith(f"{corpus / name}:")


@pytest.mark.parametrize("name", ["d.txt", "d.md"])
def test_plain_text_without_a_word_is_empty(run: Run, corpus: Path, name: str) -> None:
    (corpus / name).write_text("🤔\n", "utf-8")
    finished = run("index")
    assert (finished.code, counts(finished)) == (0, (2, 0, 0, 0, 0))
    assert "skipped: 1 empty" in finished.err
    assert skipped(run) == {f"{corpus / name}": "empty"}


def test_a_member_of_an_archive_without_text_is_reported(run: Run, corpus: Path) -> None:
    with zipfile.ZipFile(corpus / "c.zip", "w") as archive:
        archive.writestr("a.txt", "Шлюз открыт.")
        archive.writestr("b.rtf", r"{\rtf1{\pict\wmetafile8 0100}}")
        archive.writestr("c.txt", "")
    finished = run("index")
    assert f"search: {corpus / 'c.zip#b.rtf'}: no text in it\n" in finished.err
    assert skipped(run) == {f"{corpus}/c.zip#c.txt": "empty"}


def test_what_is_skipped_is_counted_by_every_run_and_named(run: Run, corpus: Path) -> None:
    for name in ("a.jpg", "b.jpg", "c.psd", ".note.txt"):
        (corpus / name).write_bytes(b"\xff")
    (corpus / "out").symlink_to("/etc")
    said = (
        "skipped: 3 of other formats (.jpg 2, .psd 1), 1 hidden, 1 link;"
        " see: search status --skipped\n"
    )
    assert said in run("index").err
    assert said in run("index").err
    assert said in run("index", "--rebuild").err
    russian = run("index", env=RUSSIAN).err
    assert "пропущено: других форматов 3 (.jpg 2, .psd 1), скрытых 1, ссылок 1; см.:" in russian
    assert skipped(run) == {
        f"{corpus}/a.jpg": "of a format that is not read",
        f"{corpus}/b.jpg": "of a format that is not read",
        f"{corpus}/c.psd": "of a format that is not read",
        f"{corpus}/.note.txt": "hidden",
        f"{corpus}/out": "a link that is not followed",
    }
    assert "3 of other formats" in run("status").out
    status = json.loads(run("status", "--json", "--skipped").out)
    assert (status["skipped"], len(status["skipped_files"])) == (5, 5)
    (corpus / "a.jpg").unlink()
    run("index")
    assert json.loads(run("status", "--json").out)["skipped"] == 4


def test_quotes_of_files_say_what_is_skipped_too(run: Run, corpus: Path) -> None:
    (corpus / "a.psd").write_bytes(b"\xff")
    finished = run("quotes", corpus)
    assert (finished.code, finished.err) == (0, "skipped: 1 of other formats (.psd 1)\n")


def test_a_run_over_a_part_keeps_what_is_known_of_the_rest(run: Run, corpus: Path) -> None:
    (corpus / "a.jpg").write_bytes(b"\xff")
    (corpus / "part").mkdir()
    (corpus / "part/b.jpg").write_bytes(b"\xff")
    run("index")
    (corpus / "part/b.jpg").rename(corpus / "part/c.jpg")
    run("index", corpus / "part")
    assert [Path(path).name for path in sorted(skipped(run))] == ["a.jpg", "c.jpg"]


def test_folders_that_are_missing_or_forbidden_appear_in_the_status(run: Run) -> None:
    with folder_for_all() as docs, ordinary_user_owns(docs):
        for name in ("open", "closed", "moved"):
            (docs / name).mkdir()
            (docs / name / "a.txt").write_text(f"Шлюз {name}.", "utf-8")
        run = partial(run, cwd=docs)
        run("index", "open", "closed", "moved")
        (docs / "moved").rename(docs / "elsewhere")
        for closed in (docs / "open/inner", docs / "closed"):
            closed.mkdir(exist_ok=True)
            closed.chmod(0)
        finished = run("index")
        for closed in (docs / "open/inner", docs / "closed"):
            closed.chmod(0o700)
        assert (finished.code, counts(finished)) == (2, (0, 0, 0, 1, 3))
        assert run("status", "--failed").out.splitlines() == [
            f"{docs}/closed: no permission to read it",
            f"{docs}/moved: missing, or a broken link",
            f"{docs}/open/inner: no permission to read it",
        ]
        assert f"{docs}/moved (missing, " in run("status").out
        assert json.loads(run("status", "--json").out)["missing_roots"] == [f"{docs}/moved"]
        assert run("шлюз", "--count").out == "3\n"  # what was read before stays
        (docs / "elsewhere").rename(docs / "moved")
        assert counts(run("index")) == (0, 0, 0, 3, 0)
        assert run("status", "--failed").out == ""


@pytest.mark.parametrize("index", ["index", "./my", ".", "below/deeper"])
def test_the_files_of_an_index_are_never_read(run: Run, corpus: Path, index: str) -> None:
    options = ("--index", index)
    for unchanged in (0, 2):
        finished = run("index", ".", *options, cwd=corpus)
        assert counts(finished) == (2 - unchanged, 0, 0, unchanged, 0)
        assert "skipped" not in finished.err
    run("index", ".", "--index", "other", cwd=corpus)
    run("index", ".", *options, cwd=corpus)
    status = json.loads(run("status", "--json", *options, cwd=corpus).out)
    assert (status["formats"], status["skipped"]) == ({".txt": 2}, 0)
    assert "skipped" not in run("quotes", ".", cwd=corpus).err


def test_a_folder_that_is_only_called_like_a_build_is_read(run: Run, corpus: Path) -> None:
    (corpus / "index/build-2019").mkdir(parents=True)
    (corpus / "index/build-2019/a.txt").write_text("Шлюз открыт.", "utf-8")
    for _ in range(2):
        run("index", ".", cwd=corpus)
        assert run("шлюз", "--count", cwd=corpus).out == "1\n"


def test_texts_beside_the_files_of_an_index_are_read(run: Run, corpus: Path) -> None:
    run("index", ".", cwd=corpus)
    (corpus / "index/note.txt").write_text("Шлюз открыт.", "utf-8")
    (corpus / "manifest.json").write_text('[{"text": "Канал углубят."}]', "utf-8")
    assert counts(run("index", cwd=corpus)) == (2, 0, 0, 2, 0)
    assert run("шлюз", "--count", cwd=corpus).out == "1\n"
    assert run("канал", "--count", cwd=corpus).out == "1\n"


def test_names_that_are_not_utf_8_are_named(run: Run, corpus: Path) -> None:
    (corpus / os.fsdecode("снимок.jpg".encode("koi8-r"))).write_bytes(b"\xff")
    run("index")
    (line,) = run("status", "--skipped").out.splitlines()
    assert line.endswith(".jpg: of a format that is not read")
    run("index")
    assert json.loads(run("status", "--json").out)["skipped"] == 1
