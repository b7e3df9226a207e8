"""Days and periods in words, in both languages."""

import pytest

from searchtool.core.counts import Period
from searchtool.render.dates import format_date, format_period
from tests.command import RUSSIAN


def test_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    assert format_date("2024-06-14") == "14 June 2024"
    monkeypatch.setenv("LC_ALL", RUSSIAN["LC_ALL"])
    assert format_date("2024-06-14") == "14 июня 2024"


@pytest.mark.parametrize(
    ("first", "last", "english", "russian"),
    [
        ("2019-06-14", "2019-06-14", "14 June 2019", "14 июня 2019"),
        ("2019-06-10", "2019-06-16", "10–16 June 2019", "10–16 июня 2019"),
        ("2019-05-27", "2019-06-02", "27 May – 2 June 2019", "27 мая – 2 июня 2019"),
        (
            "2019-12-30",
            "2020-01-05",
            "30 December 2019 – 5 January 2020",
            "30 декабря 2019 – 5 января 2020",
        ),
        ("2020-02-01", "2020-02-29", "February 2020", "февраль 2020"),
        ("2019-03-01", "2019-05-31", "March–May 2019", "март–май 2019"),
        ("2019-12-01", "2020-01-31", "December 2019 – January 2020", "декабрь 2019 – январь 2020"),
        ("2019-01-01", "2019-12-31", "2019", "2019"),
        ("2019-01-01", "2021-12-31", "2019–2021", "2019–2021"),
        ("9999-12-01", "9999-12-31", "December 9999", "декабрь 9999"),
    ],
)
def test_a_period(
    monkeypatch: pytest.MonkeyPatch, first: str, last: str, english: str, russian: str
) -> None:
    assert format_period(Period(first, last)) == english
    monkeypatch.setenv("LC_ALL", RUSSIAN["LC_ALL"])
    assert format_period(Period(first, last)) == russian
