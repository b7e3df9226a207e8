"""Words days and periods for people, in their language."""

import datetime
from typing import TYPE_CHECKING

from searchtool.core.i18n import speaks_russian

if TYPE_CHECKING:
    from searchtool.core.counts import Period

_OF_MONTHS_RU = (
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
).split()
_MONTHS_RU = (
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь"
).split()
_MONTHS_EN = (
    "January February March April May June July August September October November December"
).split()


def format_date(date: str) -> str:
    """An ISO date in words: 14 июня 2024 or 14 June 2024."""
    return _day(datetime.date.fromisoformat(date))


def format_period(period: "Period") -> str:
    """A period in as few words as it takes: whole years and months are called so.

    >>> from searchtool.core.counts import Period
    >>> format_period(Period("2019-01-01", "2020-12-31"))
    '2019–2020'
    >>> format_period(Period("2019-03-01", "2019-05-31"))
    'March–May 2019'
    >>> format_period(Period("2019-05-27", "2019-06-02"))
    '27 May – 2 June 2019'
    """
    first, last = map(datetime.date.fromisoformat, period)
    if first == last:
        return _day(first)
    if first.day == 1 and (last.month, last.day) == (12, 31) and first.month == 1:
        return _range(str(first.year), str(last.year))
    if first.day == 1 and _is_last_of_month(last):
        return _months(first, last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{_day(last)}"
    start = _day(first).removesuffix(f" {last.year}")
    return f"{start} – {_day(last)}"


def _day(day: datetime.date) -> str:
    months = _OF_MONTHS_RU if speaks_russian() else _MONTHS_EN
    return f"{day.day} {months[day.month - 1]} {day.year}"


def _months(first: datetime.date, last: datetime.date) -> str:
    names = _MONTHS_RU if speaks_russian() else _MONTHS_EN
    start, end = names[first.month - 1], f"{names[last.month - 1]} {last.year}"
    if first.year != last.year:
        return f"{start} {first.year} – {end}"
    return _range(start, names[last.month - 1]) + f" {last.year}"


def _range(first: str, last: str) -> str:
    return first if first == last else f"{first}–{last}"


def _is_last_of_month(day: datetime.date) -> bool:
    return day == datetime.date.max or (day + datetime.timedelta(days=1)).day == 1
