"""`search timeline` and `search count`: all passages of a query, by period and by value."""

import csv
import io
import json
from pathlib import Path

import pytest

from searchtool.core.model import GROUPINGS
from searchtool.engines import ENGINES
from tests.command import RUSSIAN, Run, assert_one_line_error

TEXTS = {
    "volna/2019-03-01.txt": "Ледник тает.\n\n«Ледник растёт», — сообщил Клаус Дрозден.",
    "volna/2019-03-02.txt": "«Ледник тает», — заявил Дрозден. «Снег тонкий», — сказал К. Дрозден.",
    "volna/2019-06-20.txt": "Ледник треснул за одну ночь, рассказал полярник Клаус Дрозден.",
    "bereg/2020-01-05.md": "---\nauthor: Нина Лужина\n---\n\n«Ледник спит», — ответил Пётр Ветров.",
    "bereg/bez-daty.txt": "Ледник был здесь всегда.\n\nТут снег.",
    "bereg/lenta.jsonl": "\n".join(
        json.dumps({"text": f"Ледник, день {n}.", "date": f"2020-02-0{n}", "url": url})
        for n, url in ((1, "https://www.ladoga.ru/1"), (2, None))
    ),
}
"""Eight paragraphs with a glacier; they have five statements about it."""


@pytest.fixture(params=sorted(ENGINES))
def glacier(request: pytest.FixtureRequest, run: Run, tmp_path: Path) -> Run:
    """Runs a command line over an index of short news, built with each engine in turn."""
    for name, text in TEXTS.items():
        file = tmp_path / "docs_in" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    run("index", "--engine", request.param)
    return run


def table(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def test_periods_follow_each_other_and_what_has_no_date_comes_last(glacier: Run) -> None:
    finished = glacier("timeline", "ледник", "--per", "month")
    months = [f"2019-{n:02}" for n in range(3, 13)] + ["2020-01", "2020-02"]
    counts = [3, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 2]
    lines = [f"{month}\t{count}" for month, count in zip(months, counts, strict=True)]
    assert finished.out.splitlines() == [*lines, "-\t1"]
    assert finished.err == "in documents without a date: 1 passage\n"
    assert finished.code == 0


def test_a_timeline_comes_in_several_forms(glacier: Run) -> None:
    answer = json.loads(glacier("timeline", "ледник", "--per", "year", "--json").out)
    assert answer == {
        "format": 1,
        "query": "ледник",
        "notes": [],
        "counted": "passage",
        "total": 8,
        "undated": 1,
        "unit": "year",
        "periods": [
            {"period": "2019", "first": "2019-01-01", "last": "2019-12-31", "count": 4},
            {"period": "2020", "first": "2020-01-01", "last": "2020-12-31", "count": 3},
        ],
        "by": None,
        "row_count": 0,
        "rows": [],
    }
    assert table(glacier("timeline", "ледник", "--per", "year", "--csv").out) == [
        ["period", "first", "last", "count"],
        ["2019", "2019-01-01", "2019-12-31", "4"],
        ["2020", "2020-01-01", "2020-12-31", "3"],
        ["", "", "", "1"],
    ]
    plain = glacier("timeline", "ледник", "--per", "week", "--until", "2019", "--plain").out
    assert plain.splitlines()[0] == "2019-W09\t3"
    assert plain.splitlines()[-1] == "2019-W25\t1"


@pytest.mark.parametrize(
    ("asked", "unit"),
    [
        (["--until", "2019-03"], "day"),
        (["--until", "2019"], "week"),
        ([], "month"),
        (["--by", "path"], "month"),
        (["--by", "path", "--until", "2019-04"], "day"),
    ],
)
def test_the_unit_follows_from_the_span(glacier: Run, asked: list[str], unit: str) -> None:
    assert json.loads(glacier("timeline", "ледник", "--json", *asked).out)["unit"] == unit


def test_a_row_for_each_speaker(glacier: Run) -> None:
    finished = glacier("timeline", "ледник", "--by", "speaker", "--per", "year")
    assert finished.out.splitlines() == [
        "Клаус Дрозден\t2019\t3",
        "Клаус Дрозден\t2020\t0",
        "Пётр Ветров\t2019\t0",
        "Пётр Ветров\t2020\t1",
    ]
    cut = glacier("timeline", "ледник", "--by", "speaker", "-n", "1", "--csv")
    assert {row[0] for row in table(cut.out)[1:]} == {"Клаус Дрозден"}
    assert cut.err == "1 of 2 shown, the others have 1 statement; more: -n 2\n"


def test_a_row_for_each_file(glacier: Run) -> None:
    rows = table(glacier("timeline", "ледник", "--by", "path", "--per", "year", "--csv").out)
    assert rows[0] == ["path", "period", "first", "last", "count"]
    assert [row for row in rows if row[0].endswith("lenta.jsonl")] == [
        ["docs_in/bereg/lenta.jsonl", "2019", "2019-01-01", "2019-12-31", "0"],
        ["docs_in/bereg/lenta.jsonl", "2020", "2020-01-01", "2020-12-31", "2"],
    ]
    assert ["docs_in/bereg/bez-daty.txt", "", "", "", "1"] in rows


@pytest.mark.parametrize(
    ("by", "first"),
    [
        ("path", "2\tdocs_in/bereg/lenta.jsonl\t2\t2020-02-01\t2020-02-02"),
        ("speaker", "3\tКлаус Дрозден\t3\t2019-03-01\t2019-06-20"),
        ("author", "1\tНина Лужина\t1\t2020-01-05\t2020-01-05"),
        ("date", "2\t2019-03-01\t1\t2019-03-01\t2019-03-01"),
        ("source", "4\tdocs_in/volna/\t3\t2019-03-01\t2019-06-20"),
    ],
)
def test_passages_are_counted_by_a_value(glacier: Run, by: str, first: str) -> None:
    assert glacier("count", "ледник", "--by", by).out.splitlines()[0] == first


def test_a_count_comes_in_several_forms(glacier: Run) -> None:
    records = [
        {
            "name": "docs_in/volna/", "count": 4, "documents": 3, "first": "2019-03-01",
            "last": "2019-06-20",
        },
        {
            "name": "docs_in/bereg/", "count": 2, "documents": 2, "first": "2020-01-05",
            "last": "2020-01-05",
        },
    ]  # fmt: skip
    finished = glacier("count", "ледник", "--by", "source", "-n", "2", "--json")
    assert json.loads(finished.out) == {
        "format": 1, "query": "ледник", "notes": [], "counted": "passage", "total": 8,
        "by": "source", "group_count": 4, "groups": records,
    }  # fmt: skip
    assert finished.err == "2 of 4 shown, the others have 2 passages; more: -n 4\n"
    lines = glacier("count", "ледник", "--by", "source", "-n", "2", "--jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == records
    rows = table(glacier("count", "ледник", "--by", "source", "--csv").out)
    assert rows[1] == ["docs_in/volna/", "4", "3", "2019-03-01", "2019-06-20"]
    assert table(glacier("count", "ледник", "--by", "author", "--csv").out)[-1][:2] == ["", "7"]


QUERIES = (
    ["ледник"],
    ["снег", "OR", "ледник"],
    ["ледник", "--quotes"],
    ["ледник", "--said", "--since", "2019-03-02"],
    ["ледник", "--path", "bereg"],
    ["ледник", "--speaker", "Дрозден"],
    ["кто:Ветров"],
    ["ледник", "-спит", "--author", "Лужина"],
    ["--said"],
)


@pytest.mark.parametrize("asked", QUERIES, ids=" ".join)
def test_every_total_is_that_of_the_query(glacier: Run, asked: list[str]) -> None:
    total = json.loads(glacier(*asked, "--sort", "oldest", "--json").out)["total"]
    assert f"{total}\n" == glacier(*asked, "--count").out
    timeline = json.loads(glacier("timeline", *asked, "--json").out)
    assert timeline["total"] == total
    assert sum(period["count"] for period in timeline["periods"]) + timeline["undated"] == total
    for by in GROUPINGS:
        counts = json.loads(glacier("count", *asked, "--by", by, "--json").out)
        assert sum(group["count"] for group in counts["groups"]) == counts["total"]
        if by != "speaker" or counts["counted"] != "passage":
            said = [] if by != "speaker" or "--quotes" in asked else ["--said"]
            assert f"{counts['total']}\n" == glacier(*asked, *said, "--count").out


def test_without_a_query_all_passages_are_counted(glacier: Run) -> None:
    every = json.loads(glacier("count", "--by", "path", "--json").out)
    assert every["total"] == 9
    assert json.loads(glacier("timeline", "--json").out)["total"] == 9


def test_what_is_not_found_is_told(glacier: Run) -> None:
    for command in (["timeline"], ["count", "--by", "path"]):
        finished = glacier(*command, "лкдник")
        assert finished.code == 1
        assert finished.err == "nothing found; did you mean: ледник (a typo)\n"
        finished = glacier(*command, "ледник", "--since", "2030")
        assert finished.code == 1
        assert "documents without a date are left out: 1 passage\n" in finished.err


def test_passages_with_some_of_the_words_are_not_counted(glacier: Run) -> None:
    finished = glacier("timeline", "ледник", "треснул")
    assert finished.out == "2019-06-20\t1\n"
    assert finished.err == "with some of the words only, not counted: 7 passages\n"
    finished = glacier("timeline", "ледник", "треснул", env=RUSSIAN)
    assert finished.err == "только с частью слов, не учтено: 7 абзацев\n"


def test_a_query_may_come_from_standard_input(glacier: Run) -> None:
    assert glacier("timeline", "-", stdin="ледник треснул\n").out == "2019-06-20\t1\n"


def test_misuse_is_one_line(glacier: Run) -> None:
    assert_one_line_error(glacier("count", "ледник"), "--by", "path, speaker, author, date, source")
    assert_one_line_error(glacier("count", "ледник", "--by", "город"), "--by", "город")
    assert_one_line_error(glacier("timeline", "ледник", "--per", "hour"), "--per", "week")
    assert_one_line_error(glacier("timeline", "ледник", "--by", "author"), "--by", "speaker")
    assert_one_line_error(glacier("timeline", "ледник", "-n", "0"), "-n/--limit")
    assert_one_line_error(glacier("timeline", "ледник", "--csv", "--json"), "cannot be combined")
    assert_one_line_error(glacier("timeline", "ледник", "--since", "утром"), "--since")
