"""Days and longer periods as users write them."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtool.query.periods import read_period

TODAY = datetime.date(2024, 3, 31)  # a Sunday
DATES = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("сегодня", "2024-03-31", "2024-03-31"),
        ("Today", "2024-03-31", "2024-03-31"),
        ("вчера", "2024-03-30", "2024-03-30"),
        ("с позавчера", "2024-03-29", "2024-03-29"),
        ("31d", "2024-02-29", "2024-03-31"),
        ("4д", "2024-03-27", "2024-03-31"),
        ("10 дней", "2024-03-21", "2024-03-31"),
        ("последние 10 дней", "2024-03-21", "2024-03-31"),
        ("last 10 days", "2024-03-21", "2024-03-31"),
        ("10 days ago", "2024-03-21", "2024-03-21"),
        ("2w", "2024-03-17", "2024-03-31"),
        ("неделя", "2024-03-24", "2024-03-31"),
        ("за неделю", "2024-03-24", "2024-03-31"),
        ("неделю назад", "2024-03-24", "2024-03-24"),
        ("месяц", "2024-02-29", "2024-03-31"),
        ("1m", "2024-02-29", "2024-03-31"),
        ("4 мес.", "2023-11-30", "2024-03-31"),
        ("полгода", "2023-09-30", "2024-03-31"),
        ("a year", "2023-03-31", "2024-03-31"),
        ("25 лет", "1999-03-31", "2024-03-31"),
        ("эта неделя", "2024-03-25", "2024-03-31"),
        ("на прошлой неделе", "2024-03-18", "2024-03-24"),
        ("last week", "2024-03-18", "2024-03-24"),
        ("прошлый месяц", "2024-02-01", "2024-02-29"),
        ("в позапрошлом году", "2022-01-01", "2022-12-31"),
        ("this year", "2024-01-01", "2024-12-31"),
        ("воскресенье", "2024-03-31", "2024-03-31"),
        ("с понедельника", "2024-03-25", "2024-03-25"),
        ("saturday", "2024-03-30", "2024-03-30"),
        ("март", "2024-03-01", "2024-03-31"),
        ("апрель", "2023-04-01", "2023-04-30"),
        ("февраль 2020 г.", "2020-02-01", "2020-02-29"),
        ("1 апреля", "2023-04-01", "2023-04-01"),
        ("с 8 марта 1917 года", "1917-03-08", "1917-03-08"),
        ("May 9, 1945", "1945-05-09", "1945-05-09"),
        ("в 1998 году", "1998-01-01", "1998-12-31"),
        ("29 февраля", "2024-02-29", "2024-02-29"),
        ("9/5/1945", "1945-05-09", "1945-05-09"),
        ("1945.05.09", "1945-05-09", "1945-05-09"),
        ("09.05.45", "1945-05-09", "1945-05-09"),
        ("09.05.23", "2023-05-09", "2023-05-09"),
        ("31.12", "2023-12-31", "2023-12-31"),
    ],
)
def test_a_period_in_words_or_digits(text: str, first: str, last: str) -> None:
    found = read_period(text, TODAY)
    assert found is not None
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "", ",", "д", "7", "19", "d7", "7x", "-7d", "7 7d", "дней 7", "неделя месяц", "июнь июнь",
        "30 февраля", "31.02.2019", "13.2019", "0000", "20190614", "9999999d", "9" * 5000 + "d",
        "1 2 июня 2019", "2019 2020 июнь", "мартовский", "Лиссабон", "вчера утром", "²d",
    ],
)  # fmt: skip
def test_what_is_no_period(text: str) -> None:
    assert read_period(text, TODAY) is None


WORDS = st.sampled_from(
    "7 12 31 2019 d w неделя месяц год назад прошлый июня май . - 14.06".split()
)


@given(st.one_of(st.lists(WORDS, max_size=4).map(" ".join), st.text(max_size=12)), DATES)
def test_no_text_fails_and_no_period_is_empty(text: str, today: datetime.date) -> None:
    found = read_period(text, today)
    assert found is None or found.first <= found.last


@given(
    DATES, st.sampled_from(["{0:%Y-%m-%d}", "{0.day}.{0.month}.{0.year}", "{0:%d/%m/%Y}"]), DATES
)
def test_a_day_in_digits_is_that_day(day: datetime.date, form: str, today: datetime.date) -> None:
    assert read_period(form.format(day), today) == (day, day, False)


@given(st.integers(0, 5000), st.sampled_from([("d", 1), ("дней", 1), (" недель", 7)]), DATES)
def test_so_many_days_back(number: int, unit: tuple[str, int], today: datetime.date) -> None:
    name, days = unit
    found = read_period(f"{number}{name}", today)
    assert found == (today - datetime.timedelta(days=number * days), today, True)
