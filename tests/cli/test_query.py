"""`search QUERY`, as the shell sees it: two streams, an exit code, and a form for every reader."""

import csv
import io
import json
import random
import re
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from searchtool.index.plan import Plan, RunCallbacks
from searchtool.index.update import update_index
from tests.command import Finished, Run
from tests.corpus import write_corpus

COMMAND = Path(sys.executable).with_name("search")
HIT_FIELDS = (
    "rank score id kind role text snippet highlights path member line page section title date "
    "author url document format encoding language source speaker speaker_name cue copies manner "
    "rule confidence quotes"
).split()
ANSWER_FIELDS = (
    "format query total complete took_ms relaxed suggestion reason words notes hits".split()
)
RELAXED = ("кибербезопасность", "дождь")
CROWD = 450
Search = Callable[..., Finished]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus and its index."""
    folder = tmp_path_factory.mktemp("query")
    write_corpus(folder / "docs_in")
    update_index(folder / "index", Plan([folder / "docs_in"]), RunCallbacks())
    return folder


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """More passages about the same than are ever ranked together, some of them long."""
    folder = tmp_path_factory.mktemp("crowd")
    choose = random.Random(1)
    words = "закон рынок отец зонт волга берег музей поезд школа завод index".split()
    for number in range(30):
        passages = [
            "Депутаты приняли " + " ".join(choose.choices(words, k=choose.randint(3, 150))) + "."
            for _ in range(CROWD // 30)
        ]
        path = folder / "docs_in" / f"{number:02}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n\n".join(passages), "utf-8")
    update_index(folder / "index", Plan([folder / "docs_in"]), RunCallbacks())
    return folder


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """More documents about the same than are ever ranked together, on few days; some without."""
    folder = tmp_path_factory.mktemp("dated")
    choose = random.Random(2)
    names = ["Верещагин", "Корсакова", "Берг"]
    lines = []
    for number in range(900):
        day = choose.choice([None, *(f"{year}-{month:02}-14" for year in (2019, 2020, 2024)
                                     for month in (1, 6, 12)), *["2020-06-14"] * 5])  # fmt: skip
        rain = " дождь" * choose.randint(0, 3)
        said = f"«Саммит номер {number % 300} открыт, зонты раскрыты», — сказал Святослав"
        text = f"Саммит{rain} открылся.\n\n{said} {choose.choice(names)}.{rain}"
        lines.append(json.dumps({"id": f"n{number}", "date": day, "text": text}))
    (folder / "docs_in").mkdir()
    (folder / "docs_in" / "news.jsonl").write_text("\n".join(lines), "utf-8")
    update_index(folder / "index", Plan([folder / "docs_in"]), RunCallbacks())
    return folder


@pytest.fixture
def search_dated(run: Run, dated: Path) -> Search:
    return partial(run, cwd=dated)


@pytest.fixture
def search(run: Run, folder: Path) -> Search:
    return partial(run, cwd=folder)


@pytest.fixture
def search_crowd(run: Run, crowd: Path) -> Search:
    return partial(run, cwd=crowd)


def shell(line: str, cwd: Path) -> Finished:
    """A line of bash in which `search` is the installed command."""
    line = f'search() {{ "{COMMAND}" "$@"; }}\n{line}'
    done = subprocess.run(["bash", "-c", line], cwd=cwd, capture_output=True, timeout=60)
    return Finished(done.returncode, done.stdout.decode(), done.stderr.decode())


def assert_is_one_line_error(finished: Finished, *parts: str) -> None:
    assert (finished.code, finished.out) == (2, "")
    assert re.fullmatch(r"search: .+\n", finished.err), finished.err
    assert "our fault" not in finished.err
    for part in parts:
        assert part in finished.err


def ids(finished: Finished) -> list[str]:
    return [json.loads(line)["id"] for line in finished.out.splitlines()]


# Forms of the answer


def test_a_pipe_gets_place_score_and_text(search: Search, folder: Path) -> None:
    finished = search("кибербезопасность")
    rows = [line.split("\t") for line in finished.out.splitlines()]
    assert (finished.code, finished.err) == (0, "")
    assert {place for place, _, _ in rows} == {"docs_in/sammit.txt:5", "docs_in/sammit.txt:7"}
    for place, score, text in rows:
        path, line = place.split(":")
        assert re.fullmatch(r"\d+\.\d{3}", score)
        assert (folder / path).read_text("utf-8").split("\n")[int(line) - 1] == text


@pytest.mark.parametrize("form", ["--plain", "--csv"])
def test_verse_is_one_line_for_a_table(run: Run, tmp_path: Path, form: str) -> None:
    (tmp_path / "docs_in").mkdir()
    verse = "Над Волгой дождь,\nНад Волгой мгла,\nИ лодка уплыла."
    (tmp_path / "docs_in" / "a.txt").write_text(f"Отец запел.\n\n{verse}\n\nИ ушёл.\n", "utf-8")
    assert verse.replace("\n", " ") in run("лодка", form).out
    assert hits(run("лодка", "--jsonl"))[0]["text"] == verse


def test_plain_is_what_a_pipe_gets(search: Search) -> None:
    assert search("--plain", "дождь").out == search("дождь").out


def test_json_has_all_documented_fields(search: Search) -> None:
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


def test_highlights_cut_the_words_out_of_the_text(search: Search) -> None:
    hits = json.loads(search("кибербезопасность", "--json").out)["hits"]
    found = {hit["text"][start:end] for hit in hits for start, end in hit["highlights"]}
    assert found == {"кибербезопасность", "Кибербезопасности"}


def test_jsonl_is_one_hit_a_line(search: Search) -> None:
    hits = json.loads(search("Волга", "--json").out)["hits"]
    lines = search("Волга", "--jsonl").out.splitlines()
    assert len(hits) == 2
    assert [json.loads(line) for line in lines] == hits


def test_csv_is_a_table_with_the_same_values(search: Search) -> None:
    hits = json.loads(search("Верещагин", "--json").out)["hits"]
    rows = list(csv.DictReader(io.StringIO(search("Верещагин", "--csv").out)))
    assert len(rows) == len(hits) == 2
    for name in ("rank", "score", "id", "path", "line", "title", "text"):
        assert [row[name] for row in rows] == [str(hit[name]) for hit in hits]
    assert rows[0]["date"] == ""


@pytest.mark.parametrize(("form", "expected"), [("--jsonl", ""), ("--plain", ""), ("--count", "0")])
def test_an_empty_answer_stays_machine_readable(search: Search, form: str, expected: str) -> None:
    assert search("абырвалг", form).out.strip() == expected


def test_an_empty_json_answer_has_no_hits(search: Search) -> None:
    answer = json.loads(search("абырвалг", "--json").out)
    assert (answer["total"], answer["hits"]) == (0, [])


def test_count_is_a_number_and_nothing_else(search: Search) -> None:
    assert search("кибербезопасность", "--count") == Finished(0, "2\n", "")
    assert search("кибербезопасность", "--count", "-n", "1") == Finished(0, "2\n", "")


def test_count_of_several_words_is_of_passages_with_all(search: Search) -> None:
    assert search("кибербезопасность Верещагин", "--count").out == "2\n"
    finished = search(*RELAXED, "--count")
    assert (finished.code, finished.out) == (1, "0\n")


def test_files_are_listed_with_their_passages(search: Search) -> None:
    assert search("регион", "--files") == Finished(
        0, "docs_in/pogoda.txt\t1\ndocs_in/sammit.txt\t1\n", ""
    )


def test_files_without_any_say_why(search: Search) -> None:
    finished = search(*RELAXED, "--files")
    assert (finished.code, finished.out) == (1, "")
    assert "nothing found" in finished.err


@pytest.mark.parametrize(
    "pair", [("--json", "--csv"), ("--count", "--files"), ("--plain", "--jsonl")]
)
def test_two_forms_at_once_are_refused(search: Search, pair: tuple[str, str]) -> None:
    assert_is_one_line_error(search("дождь", *pair), *pair)


# Which hits, and how much of them


@pytest.mark.parametrize("size", [40, 80])
def test_pages_make_up_the_long_answer(search_crowd: Search, size: int) -> None:
    whole = ids(search_crowd("зонт музей", "--jsonl", "-n", "400"))
    pages = [ids(search_crowd("зонт музей", "--jsonl", "-n", str(size), "--offset", str(n)))
             for n in range(0, 400, size)]  # fmt: skip
    assert len(whole) == len(set(whole)) == 400
    assert [id for page in pages for id in page] == whole


def test_small_pages_make_up_a_relaxed_answer(search: Search) -> None:
    whole = ids(search(*RELAXED, "--jsonl"))
    pages = [ids(search(*RELAXED, "--jsonl", "-n", "1", "--offset", str(n))) for n in range(4)]
    assert len(whole) == 4
    assert [id for page in pages for id in page] == whole


def test_a_page_behind_the_last_hit_says_how_many_there_are(search: Search) -> None:
    finished = search("кибербезопасность", "--offset", "50")
    assert (finished.code, finished.out) == (1, "")
    assert "2" in finished.err


def test_a_cut_answer_says_how_many_there_are(search: Search) -> None:
    assert "1-1 of 2" in search("кибербезопасность", "-n", "1").err


# In the order of days

DAYS = sorted(f"{year}-{month:02}-14" for year in (2019, 2020, 2024) for month in (1, 6, 12))


def hits(finished: Finished) -> list[dict[str, Any]]:
    return [json.loads(line) for line in finished.out.splitlines()]


@pytest.mark.parametrize(
    ("order", "days"), [("date", [*DAYS[::-1], None]), ("oldest", [*DAYS, None])]
)
@pytest.mark.parametrize(
    "query", [("саммит",), ("дождь", "саммит"), ("саммит", "--quotes", "--all")]
)
def test_all_that_match_stand_in_the_order_of_days(
    search_dated: Search, order: str, days: list[str | None], query: tuple[str, ...]
) -> None:
    found = hits(search_dated(*query, "--jsonl", "-n", "3000", "--sort", order))
    total = int(search_dated(*query, "--count").out)
    assert len({hit["id"] for hit in found}) == len(found) == total > 600
    assert [day for day, _ in groupby(found, key=lambda hit: hit["date"])] == days
    assert {hit["rank"]: hit for hit in found}.keys() == set(range(1, total + 1))


def test_hits_of_a_day_stand_by_relevance(search_dated: Search) -> None:
    found = hits(search_dated("дождь", "--jsonl", "-n", "3000", "--sort", "date"))
    for day in ("2019-06-14", "2024-12-14"):
        scores = [hit["score"] for hit in found if hit["date"] == day]
        assert scores == sorted(scores, reverse=True)
        assert len(set(scores)) > 2


def test_pages_of_quotations_make_up_the_long_answer(search_dated: Search) -> None:
    """Three are the same words: more are read than hits come of them, and of those that were not
    read one may be the first to print them."""

    def told(*options: str) -> list[tuple[str, str, int]]:
        lines = search_dated("саммит", "--quotes", "--jsonl", *options).out.splitlines()
        return [(hit["text"], hit["id"], hit["copies"]) for hit in map(json.loads, lines)]

    whole = told("-n", "1000")
    assert len({text for text, *_ in whole}) == len(whole) == 300
    assert {copies for *_, copies in whole} == {3}
    for size in (10, 80):
        pages = [told("-n", str(size), "--offset", str(n)) for n in range(0, 300, size)]
        assert [one for page in pages for one in page] == whole


def test_scores_go_down_to_the_last_hit(search_crowd: Search) -> None:
    """Also of those that are not ranked."""
    hits = [json.loads(line) for line in
            search_crowd("зонт музей", "--jsonl", "-n", "400").out.splitlines()]  # fmt: skip
    scores = [hit["score"] for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] > 0


def test_days_keep_hits_that_hold_less(run: Run, tmp_path: Path) -> None:
    """A hundred older passages also hold the phrase, the newest ones the words alone."""
    rows = [("2020-01-01", "Закон рынка.")] * 100 + [("2024-01-01", "Рынок знает закон.")] * 3
    lines = [json.dumps({"id": str(n), "date": day, "text": text})
             for n, (day, text) in enumerate(rows)]  # fmt: skip
    (tmp_path / "docs_in").mkdir()
    (tmp_path / "docs_in" / "news.jsonl").write_text("\n".join(lines), "utf-8")
    run("index", cwd=tmp_path)
    found = run("закон рынок", "--sort", "date", "--jsonl", "-n", "3", cwd=tmp_path)
    assert [json.loads(line)["date"] for line in found.out.splitlines()] == ["2024-01-01"] * 3


@pytest.mark.parametrize("query", [("дождь",), ("саммит", "--quotes")])
@pytest.mark.parametrize("order", ["date", "oldest"])
def test_pages_make_up_the_order_of_days(
    search_dated: Search, query: tuple[str, ...], order: str
) -> None:
    whole = ids(search_dated(*query, "--sort", order, "--jsonl", "-n", "240"))
    pages = [ids(search_dated(*query, "--sort", order, "--jsonl", "-n", "80", "--offset", str(n)))
             for n in (0, 80, 160)]  # fmt: skip
    assert len(set(whole)) == 240
    assert [id for page in pages for id in page] == whole


def test_the_same_words_stand_where_they_were_said_last_or_first(search_dated: Search) -> None:
    for order, newest_first in (("date", True), ("oldest", False)):
        found = hits(search_dated("саммит", "--quotes", "--jsonl", "-n", "100", "--sort", order))
        days = [hit["date"] for hit in found]
        assert days == sorted(days, reverse=newest_first)
        assert max(hit["copies"] for hit in found) > 1


def test_a_few_matches_stand_in_the_order_of_days(search_dated: Search) -> None:
    query = ('"номер 7 открыт"', "--jsonl", "--sort")
    newest = [hit["date"] for hit in hits(search_dated(*query, "date"))]
    oldest = [hit["date"] for hit in hits(search_dated(*query, "oldest"))]
    assert len(newest) == 3
    assert newest == sorted(newest, key=lambda day: day or "", reverse=True)
    assert oldest == sorted(oldest, key=lambda day: day or "9")


def test_by_date_all_the_words_must_be_there(search: Search) -> None:
    finished = search(*RELAXED, "--sort", "date")
    assert (finished.code, finished.out) == (1, "")
    assert "кибербезопасность 2, дождь 2" in finished.err


def test_the_total_is_that_of_relevance(search_dated: Search) -> None:
    for order in ("relevance", "date"):
        answer = json.loads(search_dated("дождь", "--json", "--sort", order).out)
        assert answer["total"] == answer["complete"] == int(search_dated("дождь", "--count").out)
        assert len(answer["hits"]) == 10


def test_an_unknown_order_is_refused(search: Search) -> None:
    assert_is_one_line_error(search("дождь", "--sort", "rank"), "--sort", "oldest")


def test_a_month_of_files_named_by_their_day(run: Run, tmp_path: Path) -> None:
    days = ["2024-10-31", "2024-11-01", "2024-11-15", "2024-12-01", "2024-12-02", "2023-11-15"]
    folder = tmp_path / "docs_in" / "telegram"
    folder.mkdir(parents=True)
    for number, day in enumerate([*days, *days, "без даты"]):
        (folder / f"{day}-{100 + number}.txt").write_text("Над Волгой дождь.", "utf-8")
    asked = ("--since", "2024-11-01", "--until", "2024-12-01", "--jsonl", "-n", "50")
    found = hits(run("дождь", *asked))
    assert len(found) == 6
    assert {hit["date"] for hit in found} == {"2024-11-01", "2024-11-15", "2024-12-01"}
    assert all(hit["date"] in hit["path"] for hit in found)


@pytest.mark.parametrize("values", [("-n", "0"), ("-n", "много"), ("--offset", "-1"), ("-C", "-1")])
def test_numbers_out_of_range_are_refused(search: Search, values: tuple[str, str]) -> None:
    assert_is_one_line_error(search("дождь", *values), values[0])


def test_context_is_the_passages_around(search: Search) -> None:
    hit = json.loads(search("=плакату", "--jsonl", "-C", "1").out)
    assert [text.split()[0] for text in hit["before"]] == ["Глава"]
    assert [text.split()[0] for text in hit["after"]] == ["Премьер-министр"]
    assert "before" not in json.loads(search("=плакату", "--jsonl").out)


def test_full_leaves_the_snippet_uncut(search_crowd: Search) -> None:
    query = ("музей", "--jsonl", "-n", "50")
    cut = [json.loads(line) for line in search_crowd(*query).out.splitlines()]
    full = [json.loads(line) for line in search_crowd(*query, "--full").out.splitlines()]
    assert max(len(hit["snippet"]) for hit in cut) < 450 < max(len(hit["text"]) for hit in cut)
    assert [hit["snippet"] for hit in full] == [hit["text"] for hit in full]


# The query text


def test_a_dash_reads_the_query_from_stdin(search: Search) -> None:
    assert search("-", stdin="дождь\n").out == search("дождь").out != ""


def test_bytes_that_are_no_text_on_stdin_are_no_crash(search: Search) -> None:
    finished = search("-", stdin="дождь \udcff\udcfe")
    assert finished.code == 0
    assert "our fault" not in finished.err


@pytest.mark.parametrize(
    "query", [("--", "-регион", "Волга"), ("-регион Волга",), ("Волга", "-регион")]
)
def test_a_word_with_a_minus_is_left_out(search: Search, query: tuple[str, ...]) -> None:
    finished = search(*query)
    assert finished.code == 0
    assert [line.split("\t")[0] for line in finished.out.splitlines()] == [
        "docs_in/pogoda.txt:1",
        "docs_in/sammit.txt:11",
    ]


@pytest.mark.parametrize(
    "query", ["- Кибербезопасности нельзя научить", "-COVID кибербезопасность"]
)
def test_a_quoted_text_that_begins_with_a_dash_is_a_query(search: Search, query: str) -> None:
    finished = search(query)
    assert finished.code == 0
    assert "docs_in/sammit.txt:7\t" in finished.out


def test_the_name_of_a_command_can_be_searched(search_crowd: Search) -> None:
    finished = search_crowd("query", "index", "--count")
    assert finished.code == 0
    assert int(finished.out) > 100


@pytest.mark.parametrize(
    "query", ["", "   ", '"', "((", "OR", "-", "«»", "=", "*", "слово " * 3000]
)
def test_any_text_is_a_query(search: Search, query: str) -> None:
    finished = search(query)
    assert (finished.code, finished.out) == (1, "")
    assert "nothing found" in finished.err
    assert "search:" not in finished.err


# What is said besides


def test_nothing_found_tells_the_passages_of_each_word(search: Search) -> None:
    finished = search("=терроризма", "дождь")
    assert (finished.code, finished.out) == (1, "")
    assert finished.err == "nothing found: терроризма 0, дождь 2\n"


def test_a_relaxed_answer_says_so(search: Search) -> None:
    finished = search(*RELAXED)
    assert finished.code == 0
    assert len(finished.out.splitlines()) == 4
    assert "no passage holds all the words" in finished.err
    assert "кибербезопасность 2, дождь 2" in finished.err
    assert json.loads(search(*RELAXED, "--json").out)["relaxed"] is True


def test_passages_with_all_words_come_before_the_others(search: Search) -> None:
    finished = search("кибербезопасность терроризм")
    assert "passages with all the words: 1" in finished.err
    assert finished.out.startswith("docs_in/sammit.txt:5\t")


def test_quiet_silences_notes_and_no_errors(search: Search) -> None:
    assert search(*RELAXED, "--quiet").err == ""
    assert search("абырвалг", "-q") == Finished(1, "", "")
    assert_is_one_line_error(search("дождь", "-q", "--index", "nowhere"))


def test_messages_are_in_the_language_of_the_locale(search: Search) -> None:
    assert "ничего не найдено" in search("абырвалг", env={"LC_ALL": "ru_RU.UTF-8"}).err


@pytest.mark.parametrize("form", ["--plain", "--jsonl"])
def test_data_depends_on_no_locale_and_no_width(search: Search, form: str) -> None:
    usual = search("Верещагин", form).out
    assert search("Верещагин", form, env={"LC_ALL": "C", "COLUMNS": "30"}).out == usual
    assert search("Верещагин", form, env={"LC_ALL": "ru_RU.UTF-8"}).out == usual


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
    assert_is_one_line_error(finished, "nowhere", "search index")
    assert not Path("nowhere").exists()


def test_without_index_and_texts_the_error_says_what_to_do(run: Run, tmp_path: Path) -> None:
    assert_is_one_line_error(run("дождь"), "search index FOLDER")
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_place_of_the_index_is_one_clear_error(run: Run, corpus: Path) -> None:
    assert_is_one_line_error(run("дождь", "--index", "docs_in/pogoda.txt"), "pogoda.txt")


# Help


def test_without_arguments_help_is_an_error(search: Search) -> None:
    finished = search()
    assert (finished.code, finished.out) == (2, "")
    assert finished.err.startswith("Usage: search")


@pytest.mark.parametrize(
    ("locale", "expected"), [("C.UTF-8", "ranked, highlighted"), ("ru_RU.UTF-8", "слова выделены")]
)
def test_help_speaks_the_language_of_the_locale(spawn: Run, locale: str, expected: str) -> None:
    finished = spawn("--help", env={"LC_ALL": locale})
    assert (finished.code, finished.err) == (0, "")
    assert expected in finished.out


def test_help_lists_the_exit_codes(search: Search) -> None:
    text = " ".join(search("-h").out.split())
    assert "0 found or done, 1 nothing found, 2 error" in text
    assert "130 interrupted" in text


# Colour, and streams that are closed


def test_a_bad_color_is_refused(search: Search) -> None:
    assert_is_one_line_error(search("дождь", "--color", "purple"), "--color", "purple", "never")


def test_color_never_is_silent_and_always_is_not(search: Search) -> None:
    assert "\x1b[" not in search("дождь", "--color", "never").out
    assert "\x1b[1;33mДождь\x1b[0m" in search("дождь", "--color", "always").out


def test_an_option_is_stronger_than_no_color(search: Search) -> None:
    assert "\x1b[1;33m" in search("дождь", "--color", "always", env={"NO_COLOR": "1"}).out


def test_color_does_not_touch_data(search: Search) -> None:
    usual = search("дождь", "--jsonl").out
    assert search("дождь", "--jsonl", "--color", "always", env={"FORCE_COLOR": "1"}).out == usual


@pytest.mark.parametrize("form", ["--jsonl", "--csv", "--plain", "--color=always"])
def test_a_closed_pipe_is_no_error(crowd: Path, form: str) -> None:
    finished = shell(
        f"search депутаты -n 400 --full -q {form} | head -1 >&2; exit ${{PIPESTATUS[0]}}", crowd
    )
    assert len(finished.err.splitlines()) == 1
    assert finished.code == 0


def test_a_pipe_closed_after_a_short_answer_is_no_error(folder: Path) -> None:
    finished = shell("search дождь --jsonl | head -1; exit ${PIPESTATUS[0]}", folder)
    assert (finished.code, finished.err) == (0, "")
    assert json.loads(finished.out)["rank"] == 1


def test_closed_streams_are_no_crash(folder: Path) -> None:
    assert len(shell("search дождь <&-", folder).out.splitlines()) == 2
    assert len(shell("search дождь зонт 2>&-", folder).out.splitlines()) > 1
    closed = shell("search дождь >&-", folder)
    assert "Traceback" not in closed.err


def test_a_query_from_closed_stdin_is_a_clear_error(folder: Path) -> None:
    finished = shell("search - <&-", folder)
    assert finished.code in (1, 2)
    assert "our fault" not in finished.err


def test_a_full_disk_is_one_clear_error(folder: Path) -> None:
    finished = shell("search дождь > /dev/full", folder)
    assert_is_one_line_error(finished)
