"""Hits in the order of dates: --sort, and dates as limits."""

import json
import random
from functools import partial
from itertools import groupby
from pathlib import Path

import pytest

from tests.command import Run, assert_one_line_error, hits, ids
from tests.conftest import index_folder
from tests.corpus import RELAXED

DAYS = sorted(f"{year}-{month:02}-14" for year in (2019, 2020, 2024) for month in (1, 6, 12))


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """More documents about the same than are ever ranked together, on few days; some without."""
    folder = tmp_path_factory.mktemp("dated")
    choose = random.Random(2)
    names = ["Верещагин", "Корсакова", "Берг"]
    lines = []
    for number in range(900):
        day = choose.choice([None, *DAYS, *["2020-06-14"] * 5])
        rain = " дождь" * choose.randint(0, 3)
        said = f"«Саммит номер {number % 300} открыт, зонты раскрыты», — сказал Святослав"
        text = f"Саммит{rain} открылся.\n\n{said} {choose.choice(names)}.{rain}"
        lines.append(json.dumps({"id": f"n{number}", "date": day, "text": text}))
    (folder / "docs_in").mkdir()
    (folder / "docs_in" / "news.jsonl").write_text("\n".join(lines), "utf-8")
    return index_folder(folder)


@pytest.fixture
def search_dated(run: Run, dated: Path) -> Run:
    return partial(run, cwd=dated)


@pytest.mark.parametrize(
    ("order", "days"), [("newest", [*DAYS[::-1], None]), ("oldest", [*DAYS, None])]
)
@pytest.mark.parametrize("query", [("саммит",), ("дождь", "саммит"), ("саммит", "--quotes")])
def test_all_that_match_stand_in_the_order_of_days(
    search_dated: Run, order: str, days: list[str | None], query: tuple[str, ...]
) -> None:
    found = hits(search_dated(*query, "--all", "--jsonl", "-n", "3000", "--sort", order))
    total = int(search_dated(*query, "--count").out)
    assert len({hit["id"] for hit in found}) == len(found) == total > 600
    assert [day for day, _ in groupby(found, key=lambda hit: hit["date"])] == days
    assert {hit["rank"]: hit for hit in found}.keys() == set(range(1, total + 1))


def test_hits_of_a_day_stand_by_relevance(search_dated: Run) -> None:
    found = hits(search_dated("дождь", "--jsonl", "-n", "3000", "--sort", "newest"))
    for day in ("2019-06-14", "2024-12-14"):
        scores = [hit["score"] for hit in found if hit["date"] == day]
        assert scores == sorted(scores, reverse=True)
        assert len(set(scores)) > 2


@pytest.mark.parametrize("query", [("дождь",), ("саммит", "--quotes")])
@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_pages_make_up_the_order_of_days(
    search_dated: Run, query: tuple[str, ...], order: str
) -> None:
    whole = ids(search_dated(*query, "--sort", order, "--jsonl", "-n", "240"))
    pages = [ids(search_dated(*query, "--sort", order, "--jsonl", "-n", "80", "--offset", str(n)))
             for n in (0, 80, 160)]  # fmt: skip
    assert len(set(whole)) == 240
    assert [id for page in pages for id in page] == whole


def test_pages_of_quotations_make_up_the_long_answer(search_dated: Run) -> None:
    """Three are the same words: more are read than hits come of them, and of those that were not
    read one may be the first to print them."""

    def answer(*options: str) -> list[tuple[str, str, int]]:
        lines = search_dated("саммит", "--quotes", "--jsonl", *options).out.splitlines()
        return [(hit["text"], hit["id"], hit["copies"]) for hit in map(json.loads, lines)]

    whole = answer("-n", "1000")
    assert len({text for text, *_ in whole}) == len(whole) == 300
    assert {copies for *_, copies in whole} == {3}
    for size in (10, 80):
        pages = [answer("-n", str(size), "--offset", str(n)) for n in range(0, 300, size)]
        assert [one for page in pages for one in page] == whole


def test_the_same_words_stand_where_they_were_said_last_or_first(search_dated: Run) -> None:
    for order, newest_first in (("newest", True), ("oldest", False)):
        found = hits(search_dated("саммит", "--quotes", "--jsonl", "-n", "100", "--sort", order))
        days = [hit["date"] for hit in found]
        assert days == sorted(days, reverse=newest_first)
        assert max(hit["copies"] for hit in found) > 1


def test_a_few_matches_stand_in_the_order_of_days(search_dated: Run) -> None:
    query = ('"номер 7 открыт"', "--all", "--jsonl", "--sort")
    newest = [hit["date"] for hit in hits(search_dated(*query, "newest"))]
    oldest = [hit["date"] for hit in hits(search_dated(*query, "oldest"))]
    assert len(newest) == 3
    assert newest == sorted(newest, key=lambda day: day or "", reverse=True)
    assert oldest == sorted(oldest, key=lambda day: day or "9")


def test_days_keep_hits_that_hold_less(run: Run, tmp_path: Path) -> None:
    """A hundred older passages also hold the phrase, the newest ones the words alone."""
    rows = [("2020-01-01", "Закон рынка.")] * 100 + [("2024-01-01", "Рынок знает закон.")] * 3
    lines = [json.dumps({"id": str(n), "date": day, "text": text})
             for n, (day, text) in enumerate(rows)]  # fmt: skip
    (tmp_path / "docs_in").mkdir()
    (tmp_path / "docs_in" / "news.jsonl").write_text("\n".join(lines), "utf-8")
    run("index", cwd=tmp_path)
    found = run("закон рынок", "--sort", "newest", "--jsonl", "-n", "3", cwd=tmp_path)
    assert [json.loads(line)["date"] for line in found.out.splitlines()] == ["2024-01-01"] * 3


def test_by_date_all_the_words_must_be_there(search: Run) -> None:
    finished = search(*RELAXED, "--sort", "newest")
    assert (finished.code, finished.out) == (1, "")
    assert "кибербезопасность 2, дождь 2" in finished.err


def test_the_total_is_that_of_relevance(search_dated: Run) -> None:
    for order in ("relevance", "newest"):
        answer = json.loads(search_dated("дождь", "--json", "--sort", order).out)
        assert answer["total"] == answer["complete"] == int(search_dated("дождь", "--count").out)
        assert len(answer["hits"]) == 10


def test_an_unknown_order_is_refused(search: Run) -> None:
    assert_one_line_error(search("дождь", "--sort", "rank"), "--sort", "oldest")


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


@pytest.mark.parametrize(
    ("options", "kind"),
    [(("--sort", "newest"), "paragraph"), (("--quotes",), "quote"), (("--said", "--all"), "quote")],
)
def test_without_a_query_the_latest_are_listed(
    search_dated: Run, options: tuple[str, ...], kind: str
) -> None:
    found = hits(search_dated(*options, "--jsonl", "-n", "30"))
    assert len(found) == 30
    assert {(hit["date"], hit["kind"]) for hit in found} == {(DAYS[-1], kind)}
    (first,) = hits(search_dated(*options, "--jsonl", "-n", "1"))
    assert first == found[0]


def test_without_a_query_all_is_counted(search_dated: Run) -> None:
    assert search_dated("--sort", "oldest", "--count").out == "1800\n"
    assert search_dated("--quotes", "--count").out == "900\n"
    answer = json.loads(search_dated("--sort", "newest", "--json").out)
    assert (answer["query"], answer["total"], answer["words"]) == ("", 1800, [])


def test_date_is_another_name_of_newest(search_dated: Run) -> None:
    asked = ("дождь", "--jsonl", "-n", "50", "--sort")
    assert search_dated(*asked, "date").out == search_dated(*asked, "newest").out != ""


@pytest.mark.parametrize("options", [(), ("--all",), ("-n", "3"), ("--json",), ("--no-fix",)])
def test_without_anything_to_list_a_query_is_needed(
    search_dated: Run, options: tuple[str, ...]
) -> None:
    finished = search_dated("query", *options)
    assert (finished.code, finished.out) == (2, "")
    assert "give a query" in finished.err
