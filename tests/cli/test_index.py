"""`search index`: what changed is read, what fails is said, and no accident costs the index."""

import errno
import json
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from searchtool.core.errors import SearchError
from searchtool.index.plan import Plan, Progress, RunCallbacks
from searchtool.index.update import update_index
from tests.command import Finished, Run
from tests.conftest import build_folder
from tests.corpus import ARTICLE, write_corpus

COMMAND = Path(sys.executable).with_name("search")
COUNTS = re.compile(
    r"added (\d+), changed (\d+), removed (\d+), unchanged (\d+), failed (\d+) files; "
    r"(\d+) passages read in [\d.]+ s"
)
FILES, PASSAGES = 55, 400
ALL_PASSAGES = FILES * PASSAGES


def counts(finished: Finished) -> tuple[int, ...]:
    """Added, changed, removed, unchanged, failed, as the last line of the report says."""
    match = COUNTS.fullmatch(finished.err.splitlines()[-1])
    assert match, finished.err
    assert finished.out == ""
    return tuple(map(int, match.groups()))[:5]


def assert_is_one_line_error(finished: Finished, *parts: str) -> None:
    assert (finished.code, finished.out) == (2, "")
    assert re.fullmatch(r"search: .+\n", finished.err), finished.err
    assert "our fault" not in finished.err
    for part in parts:
        assert part in finished.err


def rewrite(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus and its index."""
    folder = tmp_path_factory.mktemp("built")
    write_corpus(folder / "docs_in")
    subprocess.run([COMMAND, "index", "docs_in"], cwd=folder, check=True, capture_output=True)
    return folder


@pytest.fixture
def damaged(built: Path, tmp_path: Path) -> Path:
    """A copy of an index, to be damaged, and what it can be mended from."""
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    return tmp_path / "index"


# What is read


def test_the_first_run_adds_and_the_second_reads_nothing(run: Run, corpus: Path) -> None:
    assert counts(run("index")) == (2, 0, 0, 0, 0)
    second = run("index")
    assert (second.code, counts(second)) == (0, (0, 0, 0, 2, 0))
    assert "; 0 passages read" in second.err


def test_exactly_what_changed_is_read(run: Run, corpus: Path) -> None:
    (corpus / "third.txt").write_text("Третий файл остался прежним.", "utf-8")
    run("index")
    rewrite(corpus / "sammit.txt", "бюджете", "урожае")
    (corpus / "pogoda.txt").unlink()
    (corpus / "new.txt").write_text("Вулкан проснулся.", "utf-8")
    finished = run("index")
    assert (finished.code, counts(finished)) == (0, (1, 1, 1, 1, 0))
    found = {word: run(word, "--count").out for word in ("урожай", "бюджет", "зонт", "вулкан")}
    assert found == {"урожай": "1\n", "бюджет": "0\n", "зонт": "0\n", "вулкан": "1\n"}


def test_a_touched_file_is_unchanged(run: Run, corpus: Path) -> None:
    run("index")
    (corpus / "sammit.txt").touch()
    finished = run("index")
    assert counts(finished) == (0, 0, 0, 2, 0)
    assert "; 0 passages read" in finished.err
    assert json.loads(run("плакату", "--jsonl").out)["source"] == "same"


def test_a_touched_file_is_read_once(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    observer = RunCallbacks(lambda progress: read.append(Path(progress.path).name))
    update_index(Path("index"), Plan([corpus]), observer)
    (corpus / "sammit.txt").touch()
    for expected in (["sammit.txt"], []):
        read.clear()
        update_index(Path("index"), Plan(), observer)
        assert read == expected


def test_an_interrupted_file_leaves_nothing_behind(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "docs_in" / "many.jsonl"
    path.parent.mkdir()
    record = json.dumps({"text": "\n\n".join(["Дождь идёт."] * 50)})
    path.write_text("\n".join([record] * 1000), "utf-8")
    process = start(tmp_path, "index")
    while not any(
        json.loads(path.read_text("utf-8"))["generation"]
        for path in (tmp_path / "index").glob("build-*/segments.json")
    ):
        time.sleep(0.01)
    process.kill()
    end(process)
    assert int(run("дождь", "--count").out) > 0
    path.unlink()
    assert counts(run("index"))[2] == 1
    assert run("дождь", "--count").out == "0\n"


def test_refreshing_does_not_make_the_index_grow(run: Run, corpus: Path) -> None:
    for number in range(20):
        (corpus / f"{number}.txt").write_text(f"{ARTICLE}\n\nФайл {number}.", "utf-8")

    def size() -> int:
        return sum(path.stat().st_size for path in build_folder(Path("index")).iterdir())

    run("index")
    usual = size()
    for turn in range(3):
        for path in corpus.iterdir():
            path.write_text(path.read_text("utf-8") + f"\n\nЕщё {turn}.", "utf-8")
        assert counts(run("index"))[1] == 22
        assert size() < 1.2 * usual
    for number in range(4):  # fewer than a commit rewrites the rest for
        rewrite(corpus / f"{number}.txt", "Файл", "Том")
    run("index")
    status = json.loads(run("status", "--json").out)
    assert 0 < status["dead_bytes"] < status["live_bytes"]
    assert status["dead_bytes"] + status["live_bytes"] == size()


def test_a_hit_says_that_its_file_changed_or_vanished(run: Run, indexed: Path) -> None:
    (indexed / "docs_in" / "sammit.txt").write_text("Совсем другое.", "utf-8")
    (indexed / "docs_in" / "pogoda.txt").unlink()
    assert json.loads(run("плакату", "--jsonl").out)["source"] == "changed"
    assert json.loads(run("синоптики", "--jsonl").out)["source"] == "missing"


def test_a_rebuild_reads_everything_and_leaves_one_build(run: Run, indexed: Path) -> None:
    before = build_folder(indexed / "index")
    finished = run("index", "--rebuild")
    assert (finished.code, counts(finished)) == (0, (2, 0, 0, 0, 0))
    assert build_folder(indexed / "index") != before
    assert run("дождь", "--count").out == "2\n"


def test_quiet_silences_the_report(run: Run, corpus: Path) -> None:
    assert run("index", "--quiet") == Finished(0, "", "")


def test_the_report_speaks_russian(run: Run, corpus: Path) -> None:
    assert "файлов добавлено 2" in run("index", env={"LC_ALL": "ru_RU.UTF-8"}).err


# What cannot be read


def test_an_unreadable_file_is_reported_and_the_rest_indexed(run: Run, corpus: Path) -> None:
    bad = corpus / "a-bad.txt"
    bad.write_bytes(b"\x7fELF\0\0\0\0" * 100)
    first = run("index")
    assert first.code == 2
    assert first.err.startswith(f"search: {bad}: not a text file\n")
    assert counts(first)[4] == 1
    assert run("дождь", "--count").out == "2\n"

    second = run("index")
    assert (second.code, counts(second)) == (0, (0, 0, 0, 3, 0))
    assert run("status", "--failed").out == f"{bad}: not a text file\n"

    bad.write_text("Теперь это текст про вулкан.", "utf-8")
    third = run("index")
    assert (third.code, counts(third)) == (0, (0, 1, 0, 2, 0))
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
    failure = f"{corpus / 'link.txt'}: vanished or leads nowhere"
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


# What is asked


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["nowhere"], "nowhere: no such file or folder"),
        (["image.png"], "image.png: this format is not read"),
        (["--engine", "lucene"], "unknown engine 'lucene'; there are: auto, whoosh, tantivy"),
        (["--engine", "memory"], "unknown engine 'memory'"),
        (["--field", "text"], "--field text"),
        (["--field", "colour=x"], "--field colour=x"),
        (["--index", "docs_in/pogoda.txt"], "docs_in/pogoda.txt"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_done_is_one_line(
    run: Run, corpus: Path, arguments: Sequence[str], part: str
) -> None:
    Path("image.png").write_bytes(b"\x89PNG")
    assert_is_one_line_error(run("index", *arguments), part)
    assert not Path("index").exists()


def test_without_texts_the_error_says_what_to_do(run: Run) -> None:
    assert_is_one_line_error(run("index"), "docs_in", "search index FOLDER")
    assert not Path("index").exists()


def test_fields_of_json_lines_can_be_renamed(run: Run, tmp_path: Path) -> None:
    record = {"body": "Дождь идёт", "head": "Погода", "text": "не то"}
    (tmp_path / "a.jsonl").write_text(json.dumps(record), "utf-8")
    assert run("index", "a.jsonl", "--field", "text=body", "--field", "title=head").code == 0
    hit = json.loads(run("дождь", "--jsonl").out)
    assert (hit["text"], hit["title"]) == ("Дождь идёт", "Погода")
    assert counts(run("index")) == (0, 0, 0, 1, 0)  # the names are remembered
    assert_is_one_line_error(run("index", "--field", "text=head"), "--rebuild")


def test_files_of_the_same_name_stay_apart(run: Run, tmp_path: Path) -> None:
    for name in ("first", "second"):
        write_corpus(tmp_path / name)
        rewrite(tmp_path / name / "pogoda.txt", "Дождь", f"Дождь {name}")
        assert counts(run("index", name)) == (2, 0, 0, 0, 0)
    hits = [json.loads(line) for line in run("синоптики", "--jsonl").out.splitlines()]
    assert {hit["path"] for hit in hits} == {"first/pogoda.txt", "second/pogoda.txt"}
    for hit in hits:
        shown = json.loads(run("show", hit["id"], "--json").out)
        assert (shown["path"], shown["before"][0][6:]) == (
            hit["path"],
            hit["path"].split("/")[0] + " над Волгой",
        )


def test_a_part_can_be_refreshed_alone(run: Run, tmp_path: Path) -> None:
    for name in ("docs_in/a", "docs_in/b"):
        write_corpus(tmp_path / name)
    run("index")
    for name in ("a", "b"):
        rewrite(tmp_path / "docs_in" / name / "pogoda.txt", "зонт", "плащ")
    (tmp_path / "docs_in/a/sammit.txt").unlink()
    finished = run("index", "docs_in/b")
    assert counts(finished) == (0, 1, 0, 1, 0)
    assert run("плащ", "--files").out == "docs_in/b/pogoda.txt\t1\n"
    assert run("плакату", "--count").out == "2\n"
    assert counts(run("index")) == (0, 1, 1, 2, 0)


def test_a_named_file_that_is_gone_leaves_the_index(run: Run, corpus: Path) -> None:
    run("index", "docs_in/pogoda.txt", "docs_in/sammit.txt")
    (corpus / "pogoda.txt").unlink()
    finished = run("index")
    assert (finished.code, counts(finished)) == (0, (0, 0, 1, 1, 0))
    assert run("синоптики", "--count").out == "0\n"
    finished = run("index", "--rebuild")
    assert (finished.code, counts(finished)) == (0, (1, 0, 0, 0, 0))


def test_labels_and_names_never_meet(run: Run, tmp_path: Path) -> None:
    write_corpus(tmp_path / "a" / "news")
    write_corpus(tmp_path / "b" / "news")
    run("index", "a")
    run("index", "b/news")
    hits = [json.loads(line) for line in run("синоптики", "--jsonl").out.splitlines()]
    assert len({hit["id"] for hit in hits}) == 2

    write_corpus(tmp_path / "c" / "d")
    write_corpus(tmp_path / "c" / "news")
    run("index", "c/d", "b/news", "--rebuild")
    run("index", "c")  # takes the place of the one without a label
    hits = [json.loads(line) for line in run("синоптики", "--jsonl").out.splitlines()]
    assert len({hit["id"] for hit in hits}) == len(hits) == 3


def test_a_hidden_folder_that_is_named_stays(run: Run, corpus: Path) -> None:
    write_corpus(corpus / ".drafts")
    run("index")
    assert counts(run("index", "docs_in/.drafts")) == (2, 0, 0, 0, 0)
    for paths in ([], ["docs_in"], ["docs_in/.drafts"], []):
        assert counts(run("index", *paths))[:3] == (0, 0, 0)
    assert run("синоптики", "--count").out == "2\n"


def test_a_vanished_folder_does_not_wipe_the_index(run: Run, indexed: Path) -> None:
    (indexed / "docs_in").rename(indexed / "moved")
    finished = run("index")
    assert finished.code == 2
    assert "docs_in" in finished.err
    assert counts(finished)[2] == 0
    assert run("дождь", "--count").out == "2\n"


def test_status_agrees_with_queries(run: Run, indexed: Path) -> None:
    status = json.loads(run("status", "--json").out)
    everything = run("--count", "--", "-абырвалг").out
    assert everything == f"{status['passages']}\n"
    assert status["passages"] == sum(status_of_files(run).values())
    assert status["files"] == status["documents"] == 2
    assert status["text_bytes"] == sum(f.stat().st_size for f in (indexed / "docs_in").iterdir())


def status_of_files(run: Run) -> dict[str, int]:
    """The passages of each file, as `--files` tells them."""
    rows = (line.split("\t") for line in run("--files", "--", "-абырвалг").out.splitlines())
    return {path: int(number) for path, number in rows}


# What is whose


def test_only_our_own_builds_are_swept(run: Run, indexed: Path) -> None:
    index = indexed / "index"
    for name in ("build-tools", "build-abc"):
        (index / name).mkdir()
        (index / name / "mine.txt").write_text("моё", "utf-8")
    assert run("index", "-q").code == 0
    assert run("index", "--rebuild", "-q").code == 0
    assert (index / "build-tools/mine.txt").exists()
    assert (index / "build-abc/mine.txt").exists()
    assert len(list(index.glob("build-*/.searchtool"))) == 1


@pytest.mark.parametrize("content", ['{"name": "extension", "format": 5}', "[]", "oops", ""])
def test_a_manifest_of_others_is_left_alone(run: Run, corpus: Path, content: str) -> None:
    other = corpus.parent / "site"
    other.mkdir()
    (other / "manifest.json").write_text(content, "utf-8")
    for command in (["index"], ["index", "--rebuild"], ["status"], ["дождь"]):
        finished = run(*command, "--index", "site")
        assert_is_one_line_error(finished, "site/manifest.json: not written by searchtool")
        assert "--rebuild" not in finished.err
    assert [path.name for path in other.iterdir()] == ["manifest.json"]
    assert (other / "manifest.json").read_text("utf-8") == content


def test_advice_names_the_index_that_was_asked(run: Run, corpus: Path) -> None:
    (corpus / "bad.txt").write_bytes(b"PK\3\4\0\0\0\0" * 100)
    run("index", "--index", "my index")
    assert "search status --failed --index 'my index'" in run("index", "--index", "my index").err
    manifest = Path("my index/manifest.json")
    record = json.loads(manifest.read_text("utf-8"))
    manifest.write_text(json.dumps({**record, "complete": False}))
    assert "run: search index --index 'my index'\n" in run("дождь", "--index", "my index").err
    advice = "run: search index --rebuild --index 'my index'\n"
    manifest.write_text(json.dumps({**record, "analysis": "other"}))
    assert_is_one_line_error(run("дождь", "--index", "my index"), advice)
    manifest.write_text("{")
    assert_is_one_line_error(run("дождь", "--index", "my index"), advice)
    manifest.write_text(json.dumps(record))
    shutil.rmtree(build_folder(Path("my index")))
    assert_is_one_line_error(run("дождь", "--index", "my index"), advice)


def test_a_rebuild_says_which_folders_it_leaves_out(run: Run, tmp_path: Path) -> None:
    for name in ("first", "second"):
        write_corpus(tmp_path / name)
        run("index", name)
    assert f"no longer {tmp_path / 'second'}\n" in run("index", "first", "--rebuild").err
    assert "no longer" not in run("index", "--rebuild").err


def test_a_full_disk_is_blamed_on_the_index(tmp_path: Path) -> None:
    write_corpus(tmp_path / "docs_in")

    def fill(progress: Progress) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(SearchError) as caught:
        update_index(Path("index"), Plan([Path("docs_in")]), RunCallbacks(fill))
    assert str(caught.value) == "index: No space left on device"


def test_input_that_is_no_text_is_searched_all_the_same(run: Run, indexed: Path) -> None:
    finished = run(
        "--stdin", "--jsonl", stdin="\udcff\udcfe\nдождь\n", env={"LC_ALL": "en_US.UTF-8"}
    )
    assert "search:" not in finished.err
    assert "дожд" in finished.out.lower()


# What is damaged


DAMAGED_MANIFESTS = (
    b"",
    b"{",
    b"[]",
    b"null",
    b'{"format": 1}',
    b'{"format": 99}',
    b"\xff\xfe",
    b'{"format": 1, "engine": "whoosh", "engine_version": "", "build": "build-1", '
    b'"roots": [5], "complete": true, "updated": ""}',
)


def test_a_damaged_manifest_is_one_clear_line(run: Run, damaged: Path) -> None:
    for content in DAMAGED_MANIFESTS:
        (damaged / "manifest.json").write_bytes(content)
        assert_is_one_line_error(run("дождь"), "search index --rebuild")
    assert_is_one_line_error(run("index"), "search index --rebuild")
    assert run("index", "--rebuild").code == 0
    assert run("дождь", "--count").out == "2\n"


@pytest.mark.parametrize(
    ("name", "value", "part"),
    [
        ("analysis", "analysis 0 pymorphy3 1.0", "another analyzer"),
        ("format", 0, "another version"),
        ("engine", "lucene", "lucene"),
        ("build", 7, "manifest.json"),
    ],
)
def test_a_manifest_that_does_not_fit_is_refused(
    run: Run, damaged: Path, name: str, value: object, part: str
) -> None:
    path = damaged / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), name: value}))
    for command in (["дождь"], ["index"]):
        assert_is_one_line_error(run(*command), part, "search index --rebuild")


def test_a_build_outside_the_index_is_never_touched(run: Run, indexed: Path) -> None:
    path = indexed / "index" / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "build": "../docs_in"}))
    for command in (["дождь"], ["index"], ["index", "--rebuild"]):
        run(*command)
    assert (indexed / "docs_in" / "sammit.txt").read_text("utf-8") == ARTICLE


def test_a_missing_build_is_one_clear_line(run: Run, damaged: Path) -> None:
    shutil.rmtree(build_folder(damaged))
    for command in (["дождь"], ["status"], ["index"]):
        assert_is_one_line_error(run(*command), "search index --rebuild")
    assert run("index", "--rebuild").code == 0
    assert run("дождь", "--count").out == "2\n"


@pytest.mark.parametrize("damage", ["empty", "garbage", "cut", "gone"])
def test_damaged_engine_files_are_one_clear_line(run: Run, damaged: Path, damage: str) -> None:
    usual = run("дождь", "--json").out
    build = build_folder(damaged)
    for path in sorted(build.iterdir()):
        if "LOCK" in path.name:
            continue
        content = path.read_bytes()
        if damage == "gone":
            path.unlink()
        elif damage == "garbage":
            path.write_bytes(random.Random(1).randbytes(len(content)))
        else:
            path.write_bytes(content[: len(content) // 2] if damage == "cut" else b"")
        finished = run("дождь", "--json")
        if finished.code == 0:  # that file was not needed
            assert json.loads(finished.out)["hits"] == json.loads(usual)["hits"]
        else:
            assert_is_one_line_error(finished, "search index --rebuild")
        path.write_bytes(content)
    for path in build.iterdir():
        path.write_bytes(b"garbage")
    assert_is_one_line_error(run("index"), "search index --rebuild")
    assert run("index", "--rebuild").code == 0
    assert run("дождь", "--count").out == "2\n"


# What happens in between


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files enough for some seconds of indexing and for two commits."""
    folder = tmp_path_factory.mktemp("crowd") / "docs_in"
    folder.mkdir()
    for number in range(FILES):
        text = "\n\n".join(f"Зонт номер {number} {k}." for k in range(PASSAGES))
        (folder / f"{number:02}.txt").write_text(text, "utf-8")
    return folder


def start(folder: Path, *arguments: str | Path) -> subprocess.Popen[str]:
    """The command, running in the background."""
    return subprocess.Popen(
        [COMMAND, *arguments],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def end(process: subprocess.Popen[str]) -> Finished:
    out, err = process.communicate(timeout=60)
    return Finished(process.returncode, out, err)


def assert_complete(run: Run) -> None:
    finished = run("index")
    assert finished.code == 0
    added, changed, removed, unchanged, failed = counts(finished)
    assert (added + unchanged, changed, removed, failed) == (FILES, 0, 0, 0)
    assert run("зонт", "--count", "-q") == Finished(0, f"{ALL_PASSAGES}\n", "")
    status = json.loads(run("status", "--json").out)
    assert (status["complete"], status["passages"], status["files"]) == (True, ALL_PASSAGES, FILES)


def test_ctrl_c_keeps_the_index_and_the_work(run: Run, crowd: Path, tmp_path: Path) -> None:
    for delay in (0.6, 0.8, 1.0, 1.2):
        process = start(tmp_path, "index", crowd)
        time.sleep(delay)
        process.send_signal(signal.SIGINT)
        interrupted = end(process)
        assert (interrupted.code, interrupted.out) in [(130, ""), (0, "")], interrupted.err
        found = run("зонт", "--count", "-q", "--index", "index")
        assert found.code in (0, 1), found.err
    assert_complete(run)


def test_ctrl_c_is_confirmed_and_the_next_run_goes_on(run: Run, crowd: Path, indexed: Path) -> None:
    process = start(indexed, "index", crowd)
    time.sleep(0.7)
    process.send_signal(signal.SIGINT)
    interrupted = end(process)
    added, changed, removed, unchanged, failed = counts(run("index"))
    assert (added + unchanged, changed, removed, failed) == (FILES + 2, 0, 0, 0)
    assert (interrupted.code, interrupted.out) == (130, "")
    assert "interrupted" in interrupted.err


def test_ctrl_c_does_not_harm_a_finished_index(run: Run, crowd: Path, indexed: Path) -> None:
    for _ in range(3):
        process = start(indexed, "index", crowd, "--rebuild")
        # The records of the old build are there from the beginning.
        while len(list((indexed / "index").glob("build-*/*.records"))) < 2:
            assert process.poll() is None
            time.sleep(0.01)
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        interrupted = end(process)
        assert interrupted.code == 130
        assert interrupted.err.endswith("interrupted; the old index is intact\n")
        assert run("дождь", "--count", "-q") == Finished(0, "2\n", "")
        assert run("index", "-q").code == 0  # sweeps


def test_ctrl_c_in_a_query_speaks_of_nothing_else(run: Run, indexed: Path) -> None:
    process = subprocess.Popen(
        [COMMAND, "--stdin", "--jsonl"],
        cwd=indexed,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdin and process.stdout
    process.stdin.write("дождь\n")
    process.stdin.flush()
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    finished = end(process)
    assert (finished.code, finished.err) == (130, "interrupted\n")


def test_a_killed_run_harms_nothing(run: Run, crowd: Path, tmp_path: Path) -> None:
    choose = random.Random()
    for delay in [*(choose.uniform(0.1, 2.5) for _ in range(4)), 2.6]:
        process = start(tmp_path, "index", crowd)
        time.sleep(delay)
        process.kill()
        process.communicate()
        found = run("зонт", "--count", "--index", "index")
        assert "our fault" not in found.err, delay
        if found.code == 2:
            assert_is_one_line_error(found, "no index here")
        elif "incomplete" not in found.err:
            assert found.out == f"{ALL_PASSAGES}\n", delay
    assert_complete(run)


def test_a_killed_rebuild_leaves_the_old_index(run: Run, crowd: Path, indexed: Path) -> None:
    for delay in (0.3, 1.0):
        process = start(indexed, "index", crowd, "--rebuild")
        time.sleep(delay)
        process.kill()
        process.communicate()
        assert run("дождь", "--count") == Finished(0, "2\n", "")
    assert run("index").code == 0
    assert build_folder(indexed / "index")  # what the killed runs left is swept


def test_an_index_of_nothing_answers(run: Run, tmp_path: Path) -> None:
    (tmp_path / "docs_in").mkdir()
    assert counts(run("index")) == (0, 0, 0, 0, 0)
    assert run("дождь") == Finished(1, "", "nothing found\n")
    assert run("index").code == 0


def test_queries_before_the_first_commit_do_not_fail(run: Run, crowd: Path, tmp_path: Path) -> None:
    with start(tmp_path, "index", crowd) as process:
        while not (tmp_path / "index" / "manifest.json").exists():
            time.sleep(0.01)
        finished = run("зонт", "--count")
        process.kill()
    assert (finished.code, finished.out) == (1, "0\n"), finished.err
    assert "being brought up to date" in finished.err
    assert "incomplete" not in finished.err
    assert "incomplete" in run("зонт", "--count").err


def test_the_second_writer_waits_and_queries_go_on(run: Run, crowd: Path, indexed: Path) -> None:
    first = start(indexed, "index", crowd)
    while not (indexed / "index" / "writer.json").exists():
        time.sleep(0.01)
    second = start(indexed, "index")
    answers = []
    while first.poll() is None or second.poll() is None:
        answers.append(run("дождь", "--count", "-q"))
    done, waited = end(first), end(second)
    assert len(answers) > 3
    assert set(answers) == {Finished(0, "2\n", "")}
    assert (done.code, counts(done)) == (0, (FILES, 0, 0, 0, 0))
    assert f"waiting for process {first.pid}" in waited.err
    assert (waited.code, counts(waited)) == (0, (0, 0, 0, FILES + 2, 0))


def test_queries_go_on_while_the_index_is_swapped(run: Run, indexed: Path) -> None:
    rebuilding = subprocess.Popen(
        ["bash", "-c", f'for i in 1 2 3 4 5; do "{COMMAND}" index --rebuild -q; done'], cwd=indexed
    )
    answers = []
    while rebuilding.poll() is None:
        answers.append(run("дождь", "--count"))
    assert set(answers) == {Finished(0, "2\n", "")}
