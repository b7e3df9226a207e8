"""`search index`: what changed is read, and the report says so."""

import errno
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from searchtool.core.errors import SearchError
from searchtool.index.plan import Plan, Progress, RunCallbacks
from searchtool.index.update import update_index
from tests.command import RUSSIAN, Finished, Run, assert_one_line_error, counts
from tests.conftest import build_folder
from tests.corpus import ARTICLE, write_corpus


def rewrite(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def test_the_first_run_adds_and_the_second_reads_nothing(run: Run, corpus: Path) -> None:
    assert counts(run("index")) == (2, 0, 0, 0, 0)
    second = run("index")
    assert (second.code, counts(second)) == (0, (0, 0, 0, 2, 0))
    assert "; 0 passages read" in second.err


def test_one_passage_is_no_passages(run: Run, tmp_path: Path) -> None:
    (tmp_path / "docs_in").mkdir()
    (tmp_path / "docs_in/a.txt").write_text("Вулкан проснулся.\n", "utf-8")
    assert "; 1 passage read in" in run("index").err
    assert "; 1 абзац за" in run("index", "--rebuild", env=RUSSIAN).err


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


def test_a_touched_file_is_read_once(corpus: Path) -> None:
    read: list[str] = []
    observer = RunCallbacks(lambda progress: read.append(Path(progress.path).name))
    update_index(Path("index"), Plan([corpus]), observer)
    (corpus / "sammit.txt").touch()
    for expected in (["sammit.txt"], []):
        read.clear()
        update_index(Path("index"), Plan(), observer)
        assert read == expected


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
    assert "файлов добавлено 2" in run("index", env=RUSSIAN).err


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["nowhere"], "nowhere: no such file or folder"),
        (["image.png"], "image.png: this format is not read"),
        (["--engine", "lucene"], "unknown engine 'lucene'; choose from: auto, whoosh, tantivy"),
        (["--engine", "memory"], "unknown engine 'memory'"),
        (["--field", "text"], "--field text"),
        (["--field", "colour=x"], "--field colour=x"),
        (["--field", "*.csv:colour=x"], "must be NAME=FIELD or GLOB:NAME=FIELD"),
        (["--index", "docs_in/pogoda.txt"], "docs_in/pogoda.txt"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_done_is_one_line(
    run: Run, corpus: Path, arguments: Sequence[str], part: str
) -> None:
    Path("image.png").write_bytes(b"\x89PNG")
    assert_one_line_error(run("index", *arguments), part)
    assert not Path("index").exists()


def test_without_texts_the_error_says_what_to_do(run: Run) -> None:
    assert_one_line_error(run("index"), "docs_in", "search index FOLDER")
    assert not Path("index").exists()


def test_fields_of_json_lines_can_be_renamed(run: Run, tmp_path: Path) -> None:
    record = {"body": "Дождь идёт", "head": "Погода", "text": "не то"}
    (tmp_path / "a.jsonl").write_text(json.dumps(record), "utf-8")
    assert run("index", "a.jsonl", "--field", "text=body", "--field", "title=head").code == 0
    hit = json.loads(run("дождь", "--jsonl").out)
    assert (hit["text"], hit["title"]) == ("Дождь идёт", "Погода")
    assert counts(run("index")) == (0, 0, 0, 1, 0)  # the names are remembered
    assert_one_line_error(run("index", "--field", "text=head"), "--rebuild")


def test_fields_can_be_renamed_in_some_files(run: Run, tmp_path: Path) -> None:
    for name in ("docs/posts/a.jsonl", "docs/mail/b.jsonl"):
        (tmp_path / name).parent.mkdir(parents=True)
        record = {"body": f"Дождь в {name}", "post": "Снег пошёл", "head": "Погода"}
        (tmp_path / name).write_text(json.dumps(record), "utf-8")
    options = ("text=body", "posts/*.jsonl:text=post", "title=head")
    fields = [word for option in options for word in ("--field", option)]
    assert run("index", "docs", *fields).code == 0
    assert json.loads(run("снег", "--jsonl").out)["path"].endswith("posts/a.jsonl")
    assert json.loads(run("дождь", "--jsonl").out)["path"].endswith("mail/b.jsonl")
    (tmp_path / "docs/posts/c.jsonl").write_text(json.dumps({"post": "Град побил"}), "utf-8")
    assert counts(run("index"))[:4] == (1, 0, 0, 2)  # the globs are remembered
    assert "Град" in run("град", "--plain").out


def test_files_of_the_same_name_stay_apart(run: Run, tmp_path: Path) -> None:
    for name in ("first", "second"):
        write_corpus(tmp_path / name)
        rewrite(tmp_path / name / "pogoda.txt", "Дождь", f"Дождь {name}")
        assert counts(run("index", name)) == (2, 0, 0, 0, 0)
    hits = [json.loads(line) for line in run("синоптики", "--jsonl", "--all").out.splitlines()]
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
    hits = [json.loads(line) for line in run("синоптики", "--jsonl", "--all").out.splitlines()]
    assert len({hit["id"] for hit in hits}) == 2

    write_corpus(tmp_path / "c" / "d")
    write_corpus(tmp_path / "c" / "news")
    run("index", "c/d", "b/news", "--rebuild")
    run("index", "c")  # takes the place of the one without a label
    hits = [json.loads(line) for line in run("синоптики", "--jsonl", "--all").out.splitlines()]
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


def test_a_rebuild_says_which_folders_it_leaves_out(run: Run, tmp_path: Path) -> None:
    for name in ("first", "second"):
        write_corpus(tmp_path / name)
        run("index", name)
    assert f"no longer: {tmp_path / 'second'}\n" in run("index", "first", "--rebuild").err
    assert "no longer" not in run("index", "--rebuild").err


def test_a_full_disk_is_blamed_on_the_index(tmp_path: Path) -> None:
    write_corpus(tmp_path / "docs_in")

    def fill(progress: Progress) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(SearchError) as caught:
        update_index(Path("index"), Plan([Path("docs_in")]), RunCallbacks(fill))
    assert str(caught.value) == "index: No space left on device"


def test_an_index_of_nothing_answers(run: Run, tmp_path: Path) -> None:
    (tmp_path / "docs_in").mkdir()
    assert counts(run("index")) == (0, 0, 0, 0, 0)
    assert run("дождь") == Finished(1, "", "nothing found\n")
    assert run("index").code == 0


def test_an_encoding_can_be_named(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "docs_in"
    folder.mkdir()
    (folder / "a.txt").write_bytes("ЪЫЬ".encode("koi8-r"))
    assert run("index", "docs_in", "--encoding", "*.txt=koi8-r").code == 0
    (hit,) = json.loads(run("ЪЫЬ", "--json").out)["hits"]
    assert hit["encoding"] == "koi8-r"
    assert "koi8-r 1" in run("status").out
    assert "koi8-r txt" in run("show", hit["id"]).out


@pytest.mark.parametrize(
    ("option", "cause"),
    [("koi8-r", "must be GLOB=NAME"), ("*.txt=koi9", "unknown encoding 'koi9'"),
     ("*.txt=rot13", "unknown encoding 'rot13'"), ("*.txt=", "unknown encoding ''")],
)  # fmt: skip
def test_a_wrong_encoding_is_one_line(run: Run, corpus: Path, option: str, cause: str) -> None:
    finished = run("index", "--encoding", option)
    assert (finished.code, finished.out) == (2, "")
    assert cause in finished.err
    assert len(finished.err.splitlines()) == 1


def test_a_field_that_is_named_twice_is_an_error(run: Run, corpus: Path) -> None:
    finished = run("index", "--field", "text=a", "--field", "text=b")
    assert_one_line_error(finished, "--field: text is given twice; begin one with a GLOB of files")
    assert run("index", "--field", "text=a", "--field", "*.csv:text=b").code == 0
    rows = dict(line.split(maxsplit=1) for line in run("status").out.splitlines())
    assert rows["--field"] == "text=a, *.csv:text=b"
