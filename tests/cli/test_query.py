"""`search QUERY`: its output formats, notes, errors and exit codes."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from tests.command import RUSSIAN, Finished, Run, assert_one_line_error, hits
from tests.corpus import RELAXED

HIT_FIELDS = (
    "rank score id kind role text snippet highlights path member line page section ocr title date "
    "author url document format encoding language source speaker speaker_name cue copies manner "
    "rule confidence quotes"
).split()
ANSWER_FIELDS = (
    "format query total complete took_ms relaxed more corrected suggestion reason words notes "
    "undated hits".split()
)


# Forms of the answer


def test_a_pipe_gets_place_score_and_text(search: Run, indexed_corpus: Path) -> None:
    finished = search("кибербезопасность")
    rows = [line.split("\t") for line in finished.out.splitlines()]
    assert (finished.code, finished.err) == (0, "")
    assert {place for place, _, _ in rows} == {"docs_in/sammit.txt:5", "docs_in/sammit.txt:7"}
    for place, score, text in rows:
        path, line = place.split(":")
        assert re.fullmatch(r"\d+\.\d{3}", score)
        assert (indexed_corpus / path).read_text("utf-8").split("\n")[int(line) - 1] == text


@pytest.mark.parametrize("form", ["--plain", "--csv"])
def test_verse_is_one_line_for_a_table(run: Run, tmp_path: Path, form: str) -> None:
    (tmp_path / "docs_in").mkdir()
    verse = "Над Волгой дождь,\nНад Волгой мгла,\nИ лодка уплыла."
    (tmp_path / "docs_in" / "a.txt").write_text(f"Отец запел.\n\n{verse}\n\nИ ушёл.\n", "utf-8")
    assert verse.replace("\n", " ") in run("лодка", form).out
    assert hits(run("лодка", "--jsonl"))[0]["text"] == verse


def test_plain_is_what_a_pipe_gets(search: Run) -> None:
    assert search("--plain", "дождь").out == search("дождь").out


def test_json_has_all_documented_fields(search: Run) -> None:
    finished = search("кибербезопасность", "--json")
    answer = json.loads(finished.out)
    assert (finished.code, finished.err) == (0, "")
    assert list(answer) == ANSWER_FIELDS
    assert (answer["format"], answer["query"]) == (1, "кибербезопасность")
    assert (answer["total"], answer["complete"], answer["relaxed"]) == (2, 2, False)
    assert [list(hit) for hit in answer["hits"]] == [HIT_FIELDS] * 2
    assert [hit["rank"] for hit in answer["hits"]] == [1, 2]
    assert answer["hits"][0]["score"] >= answer["hits"][1]["score"]
    assert "Кибербезопасност" in finished.out  # Cyrillic as it is


def test_highlights_cut_the_words_out_of_the_text(search: Run) -> None:
    hits = json.loads(search("кибербезопасность", "--json").out)["hits"]
    found = {hit["text"][start:end] for hit in hits for start, end in hit["highlights"]}
    assert found == {"кибербезопасность", "Кибербезопасности"}


def test_jsonl_is_one_hit_a_line(search: Run) -> None:
    hits = json.loads(search("Волга", "--json").out)["hits"]
    lines = search("Волга", "--jsonl").out.splitlines()
    assert len(hits) == 2
    assert [json.loads(line) for line in lines] == hits


def test_csv_is_a_table_with_the_same_values(search: Run) -> None:
    hits = json.loads(search("Верещагин", "--json").out)["hits"]
    rows = list(csv.DictReader(io.StringIO(search("Верещагин", "--csv").out)))
    assert len(rows) == len(hits) == 2
    for name in ("rank", "score", "id", "path", "line", "title", "text"):
        assert [row[name] for row in rows] == [str(hit[name]) for hit in hits]
    assert rows[0]["date"] == ""


@pytest.mark.parametrize(("form", "expected"), [("--jsonl", ""), ("--plain", ""), ("--count", "0")])
def test_an_empty_answer_stays_machine_readable(search: Run, form: str, expected: str) -> None:
    assert search("абырвалг", form).out.strip() == expected


def test_an_empty_json_answer_has_no_hits(search: Run) -> None:
    answer = json.loads(search("абырвалг", "--json").out)
    assert (answer["total"], answer["hits"]) == (0, [])


def test_count_is_a_number_and_nothing_else(search: Run) -> None:
    assert search("кибербезопасность", "--count") == Finished(0, "2\n", "")
    assert search("кибербезопасность", "--count", "-n", "1") == Finished(0, "2\n", "")


def test_count_of_several_words_is_of_passages_with_all(search: Run) -> None:
    assert search("кибербезопасность Верещагин", "--count").out == "2\n"
    finished = search(*RELAXED, "--count")
    assert (finished.code, finished.out) == (1, "0\n")


def test_files_are_listed_with_their_passages(search: Run) -> None:
    assert search("регион", "--files") == Finished(
        0, "docs_in/pogoda.txt\t1\ndocs_in/sammit.txt\t1\n", ""
    )


def test_files_without_any_say_why(search: Run) -> None:
    finished = search(*RELAXED, "--files")
    assert (finished.code, finished.out) == (1, "")
    assert "nothing found" in finished.err


@pytest.mark.parametrize(
    "pair", [("--json", "--csv"), ("--count", "--files"), ("--plain", "--jsonl")]
)
def test_two_forms_at_once_are_refused(search: Run, pair: tuple[str, str]) -> None:
    assert_one_line_error(search("дождь", *pair), *pair)


def test_context_is_the_passages_around(search: Run) -> None:
    hit = json.loads(search("=плакату", "--jsonl", "-C", "1").out)
    assert [text.split()[0] for text in hit["before"]] == ["Глава"]
    assert [text.split()[0] for text in hit["after"]] == ["Премьер-министр"]
    assert "before" not in json.loads(search("=плакату", "--jsonl").out)


def test_full_leaves_the_snippet_uncut(search_crowd: Run) -> None:
    query = ("музей", "--jsonl", "-n", "50")
    cut = [json.loads(line) for line in search_crowd(*query).out.splitlines()]
    full = [json.loads(line) for line in search_crowd(*query, "--full").out.splitlines()]
    assert max(len(hit["snippet"]) for hit in cut) < 450 < max(len(hit["text"]) for hit in cut)
    assert [hit["snippet"] for hit in full] == [hit["text"] for hit in full]


# The query text


def test_a_dash_reads_the_query_from_stdin(search: Run) -> None:
    assert search("-", stdin="дождь\n").out == search("дождь").out != ""


@pytest.mark.parametrize(
    "query", [("--", "-регион", "Волга"), ("-регион Волга",), ("Волга", "-регион")]
)
def test_a_word_with_a_minus_is_left_out(search: Run, query: tuple[str, ...]) -> None:
    finished = search(*query)
    assert finished.code == 0
    places = {line.split("\t")[0] for line in finished.out.splitlines()}
    assert places == {"docs_in/pogoda.txt:1", "docs_in/sammit.txt:11"}


@pytest.mark.parametrize(
    "query", ["- Кибербезопасности нельзя научить", "-COVID кибербезопасность"]
)
def test_a_quoted_text_that_begins_with_a_dash_is_a_query(search: Run, query: str) -> None:
    finished = search(query)
    assert finished.code == 0
    assert "docs_in/sammit.txt:7\t" in finished.out


def test_the_name_of_a_command_can_be_searched(search_crowd: Run) -> None:
    finished = search_crowd("query", "index", "--count")
    assert finished.code == 0
    assert int(finished.out) > 100


@pytest.mark.parametrize(
    "query", ["", "   ", '"', "((", "OR", "-", "«»", "=", "*", "слово " * 3000]
)
def test_any_text_is_a_query(search: Run, query: str) -> None:
    finished = search(query)
    assert (finished.code, finished.out) == (1, "")
    assert "nothing found" in finished.err
    assert "search:" not in finished.err


# What is said besides


def test_nothing_found_tells_the_passages_of_each_word(search: Run) -> None:
    finished = search("=терроризма", "дождь")
    assert (finished.code, finished.out) == (1, "")
    assert finished.err == "nothing found: терроризма 0, дождь 2\n"


def test_a_relaxed_answer_says_so(search: Run) -> None:
    finished = search(*RELAXED)
    assert finished.code == 0
    assert len(finished.out.splitlines()) == 4
    assert "no passage has all the words" in finished.err
    assert "кибербезопасность 2, дождь 2" in finished.err
    assert json.loads(search(*RELAXED, "--json").out)["relaxed"] is True


def test_passages_with_all_words_come_before_the_others(search: Run) -> None:
    finished = search("кибербезопасность терроризм")
    assert "all the words: 1 passage;" in finished.err
    assert finished.out.startswith("docs_in/sammit.txt:5\t")


def test_quiet_silences_notes_and_no_errors(search: Run) -> None:
    assert search(*RELAXED, "--quiet").err == ""
    assert search("абырвалг", "-q") == Finished(1, "", "")
    assert_one_line_error(search("дождь", "-q", "--index", "nowhere"))


def test_messages_are_in_the_language_of_the_locale(search: Run) -> None:
    assert "ничего не найдено" in search("абырвалг", env=RUSSIAN).err


@pytest.mark.parametrize("form", ["--plain", "--jsonl"])
def test_data_depends_on_no_locale_and_no_width(search: Run, form: str) -> None:
    usual = search("Верещагин", form).out
    assert search("Верещагин", form, env={"LC_ALL": "C", "COLUMNS": "30"}).out == usual
    assert search("Верещагин", form, env=RUSSIAN).out == usual


# Without an index


def test_the_first_query_builds_the_index_and_says_so(run: Run, corpus: Path) -> None:
    first = run("дождь")
    assert first.code == 0
    assert len(first.out.splitlines()) == 2
    assert "docs_in" in first.err
    assert "added 2" in first.err
    assert run("дождь") == Finished(0, first.out, "")


def test_a_named_index_that_is_missing_is_an_error_with_advice(run: Run, corpus: Path) -> None:
    finished = run("дождь", "--index", "nowhere")
    assert_one_line_error(finished, "nowhere", "search index")
    assert not Path("nowhere").exists()


def test_without_index_and_texts_the_error_says_what_to_do(run: Run, tmp_path: Path) -> None:
    assert_one_line_error(run("дождь"), "search index FOLDER")
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_place_of_the_index_is_one_clear_error(run: Run, corpus: Path) -> None:
    assert_one_line_error(run("дождь", "--index", "docs_in/pogoda.txt"), "pogoda.txt")


# Colour


def test_a_bad_color_is_refused(search: Run) -> None:
    assert_one_line_error(search("дождь", "--color", "purple"), "--color", "purple", "never")


def test_color_never_is_silent_and_always_is_not(search: Run) -> None:
    assert "\x1b[" not in search("дождь", "--color", "never").out
    assert "\x1b[1;33mДождь\x1b[0m" in search("дождь", "--color", "always").out


def test_an_option_is_stronger_than_no_color(search: Run) -> None:
    assert "\x1b[1;33m" in search("дождь", "--color", "always", env={"NO_COLOR": "1"}).out


def test_color_does_not_touch_data(search: Run) -> None:
    usual = search("дождь", "--jsonl").out
    assert search("дождь", "--jsonl", "--color", "always", env={"FORCE_COLOR": "1"}).out == usual
