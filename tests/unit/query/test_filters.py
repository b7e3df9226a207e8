"""Filters by date, path, title and speaker."""

import datetime

import pytest

from searchtool.analysis.analyzer import Analyzer
from searchtool.query.describe import describe
from searchtool.query.filters import (
    FIRST,
    LAST,
    asks_speaker,
    date_filter,
    keyword_filter,
    normalize_path,
    path_filter,
    undated_query,
)
from searchtool.query.matching import matches_value
from searchtool.query.parser import parse_query
from searchtool.query.tree import Filter

ANALYZER = Analyzer()


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("2019", "2019-01-01", "2019-12-31"),
        ("2019-06", "2019-06-01", "2019-06-30"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2019-6-4", "2019-06-04", "2019-06-04"),
        ("06.2019", "2019-06-01", "2019-06-30"),
        ("4.6.2019,", "2019-06-04", "2019-06-04"),
        ("2019..2020-03", "2019-01-01", "2020-03-31"),
        ("..2019", FIRST, "2019-12-31"),
        ("14.06.2019..", "2019-06-14", LAST),
    ],
)
def test_dates(text: str, low: str, high: str) -> None:
    found = date_filter(text)
    assert found is not None
    assert (found.field, found.low, found.high) == ("date", low, high)


@pytest.mark.parametrize(
    "text",
    ["", "..", "утром", "2019-13", "31.02.2019", "19", "2019..утром", "0000", "2019-06-31"],
)
def test_what_is_no_date(text: str) -> None:
    assert date_filter(text) is None


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("вчера", "2024-02-29", "2024-02-29"),
        ("7d", "2024-02-23", "2024-03-01"),
        ("7d..", "2024-02-23", LAST),
        ("..7d", FIRST, "2024-02-23"),
        ("2w..3d", "2024-02-16", "2024-02-27"),
        ("прошлый месяц..вчера", "2024-02-01", "2024-02-29"),
        ("..прошлый месяц", FIRST, "2024-02-29"),
    ],
)
def test_dates_are_counted_back_from_today(text: str, low: str, high: str) -> None:
    assert date_filter(text, datetime.date(2024, 3, 1)) == Filter("date", low, high)


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("News", "texts/news/1.txt", True),
        ("news/*.txt", "texts/news/1.txt", True),
        ("news\\1.TXT", "texts/news/1.txt", True),
        ("*.md", "texts/news/1.txt", False),
        ("[0-9].txt", "texts/news/1.txt", True),
        ("texts/?.txt", "texts/news/1.txt", False),
        ("Е\u0308лка", "texts/Ёлка.txt", True),  # as some file systems spell it
    ],
)
def test_paths(pattern: str, path: str, matches: bool) -> None:
    assert matches_value(path_filter(pattern), normalize_path(path)) == matches


def test_keywords_are_asked_for_in_any_form() -> None:
    found = keyword_filter("title", "главы Государств", ANALYZER)
    assert found is not None
    keys = [ANALYZER.key("главы"), ANALYZER.key("государств")]
    assert describe(found) == f"(title:{keys[0]} & title:{keys[1]})"
    assert keyword_filter("speaker", "…", ANALYZER) is None


@pytest.mark.parametrize(
    ("text", "undated"),
    [
        ("мир", None),
        ("-date:2020", None),
        ("мир | date:2020", None),
        ("date:2020", "!date:0000..9999-99-99"),
        ("мир date:2020", "(мир & !date:0000..9999-99-99)"),
        ("date:2020.. мир -война date:..2021", "(мир & !война & !date:0000..9999-99-99)"),
    ],
)
def test_what_is_left_out_without_a_date(text: str, undated: str | None) -> None:
    found = undated_query(parse_query(text, ANALYZER).tree)
    assert (found and describe(found)) == undated


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("мир", False),
        ("title:мир", False),
        ("speaker:Токаев", True),
        ("мир | (труд кто:Токаев)", True),
        ("мир -speaker:Токаев", True),
    ],
)
def test_who_asks_for_a_speaker(text: str, asks: bool) -> None:
    assert asks_speaker(parse_query(text, ANALYZER).tree) == asks
