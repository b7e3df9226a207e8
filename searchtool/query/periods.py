"""Reads days and longer periods as users write them: «2019-06», «14 июня», «7d», «прошлая неделя».

What is counted back or has no year is taken from today on into the past. Filters import this module
when a query asks for a date.
"""

import calendar
import datetime
import re
from collections.abc import Sequence
from typing import NamedTuple


class Period(NamedTuple):
    """The days from `first` to `last`, both included. One that `reaches_today` is so long back:
    alone it stands for all days from then on, as the end of a range for its first day."""

    first: datetime.date
    last: datetime.date
    reaches_today: bool = False


def _forms(*groups: str) -> dict[str, int]:
    """The number of its group, from 0, by each word of it."""
    return {form: number for number, forms in enumerate(groups) for form in forms.split()}


_UNITS = _forms(
    "d day days д дн день дня дней сутки суток",
    "w week weeks н нед неделя недели неделю неделе недель",
    "m month months мес месяц месяца месяце месяцев",
    "y year years г год года году лет",
)
_DAYS, _WEEKS, _MONTHS, _YEARS = range(4)
_DAYS_AGO = _forms("сегодня today", "вчера yesterday", "позавчера")
_PERIODS_AGO = _forms(
    "этот эта эту этого этой этом this",
    "прошлый прошлая прошлую прошлого прошлой прошлом last previous",
    "позапрошлый позапрошлая позапрошлую позапрошлого позапрошлой позапрошлом",
)
_WEEKDAYS = _forms(
    "понедельник понедельника monday mon", "вторник вторника tuesday tue",
    "среда среды среду wednesday wed", "четверг четверга thursday thu",
    "пятница пятницы пятницу friday fri", "суббота субботы субботу saturday sat",
    "воскресенье воскресенья sunday sun",
)  # fmt: skip
_MONTH_NAMES = _forms(
    "", "январь января январе янв january jan", "февраль февраля феврале фев february feb",
    "март марта марте мар march mar", "апрель апреля апреле апр april apr", "май мая мае may",
    "июнь июня июне июн june jun", "июль июля июле июл july jul",
    "август августа августе авг august aug",
    "сентябрь сентября сентябре сен сент september sep sept",
    "октябрь октября октябре окт october oct", "ноябрь ноября ноябре ноя november nov",
    "декабрь декабря декабре дек december dec",
)  # fmt: skip
_IGNORED = _forms(
    ", с со за в во на от до по назад ago since for the from in on a an of until последний "
    "последняя последнюю последние последних past"
)
_NUMERIC = (
    r"(?P<year>\d{4})(?:[-./](?P<month>\d{1,2})(?:[-./](?P<day>\d{1,2}))?)?",
    r"(?:(?:(?P<day>\d{1,2})[./])?(?P<month>\d{1,2})[./])(?P<year>\d{4})",
    r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})(?:[./](?P<year>\d\d))?",
)


def read_period(text: str, today: datetime.date) -> Period | None:
    """The period that a text names; None where it names none.

    >>> read_period("вчера", datetime.date(2024, 3, 1)).first.isoformat()
    '2024-02-29'
    >>> [day.isoformat() for day in read_period("прошлый месяц", datetime.date(2024, 3, 1))[:2]]
    ['2024-02-01', '2024-02-29']
    """
    text = text.strip(" \t\n,;.").casefold()
    try:
        return _in_digits(text, today) or _in_words(
            re.findall(r"\d+|[^\W\d_]+|[^\w\s]", text), today
        )
    except (ValueError, OverflowError):  # no such day
        return None


def is_date_word(word: str) -> bool:
    """Whether a word, a number or a sign may be a part of a date."""
    names = (_UNITS, _DAYS_AGO, _PERIODS_AGO, _WEEKDAYS, _MONTH_NAMES, _IGNORED)
    return word.isdecimal() or word in ".,;/–-" or any(word in known for known in names)


def _in_digits(text: str, today: datetime.date) -> Period | None:
    for pattern in _NUMERIC:
        if match := re.fullmatch(pattern, text):
            year, month, day = match["year"], match["month"], match["day"]
            if year is None:
                return _latest(int(month), int(day), today)
            if len(year) == 2:  # 14.06.24, 14.06.98
                year = f"{19 if 2000 + int(year) > today.year else 20}{year}"
            return _calendar(int(year), int(month) if month else None, int(day) if day else None)
    return None


def _in_words(words: Sequence[str], today: datetime.date) -> Period | None:
    is_day = "назад" in words or "ago" in words
    words = [word for word in words if word not in _IGNORED]
    match words:
        case [word] if word in _DAYS_AGO:
            return _back(_DAYS_AGO[word], _DAYS, today, is_day=True)
        case [word] if word in _WEEKDAYS:
            days = (today.weekday() - _WEEKDAYS[word]) % 7
            return _back(days, _DAYS, today, is_day=True)
        case ["полгода"]:
            return _back(6, _MONTHS, today, is_day=is_day)
        case [unit] if len(unit) > 2 and unit in _UNITS:
            return _back(1, _UNITS[unit], today, is_day=is_day)
        case [year, unit] if len(year) == 4 and year.isdecimal() and _UNITS.get(unit) == _YEARS:
            return _calendar(int(year))
        case [number, unit] | ["last", number, unit] if number.isdecimal() and unit in _UNITS:
            return _back(int(number), _UNITS[unit], today, is_day=is_day)
        case [which, unit] if which in _PERIODS_AGO and unit in _UNITS:
            return _whole(_PERIODS_AGO[which], _UNITS[unit], today)
    return _with_month(words, today)


def _with_month(words: Sequence[str], today: datetime.date) -> Period | None:
    """A month by its name, with or without a day and a year, in any order."""
    if len(words) > 2 and _UNITS.get(words[-1]) == _YEARS:
        words = words[:-1]
    months = [_MONTH_NAMES[word] for word in words if word in _MONTH_NAMES]
    numbers = [word for word in words if word.isdecimal()]
    years = [int(number) for number in numbers if len(number) == 4]
    days = [int(number) for number in numbers if len(number) < 3]
    if len(months) != 1 or len(days) > 1 or len(years) > 1:
        return None
    if len(words) > 1 + len(days) + len(years):
        return None
    day = days[0] if days else None
    return _calendar(years[0], months[0], day) if years else _latest(months[0], day, today)


def _calendar(year: int, month: int | None = None, day: int | None = None) -> Period:
    """A year, a month or a day. Raises ValueError."""
    if month is None:
        return Period(datetime.date(year, 1, 1), datetime.date(year, 12, 31))
    last = day or calendar.monthrange(year, month)[1]
    return Period(datetime.date(year, month, day or 1), datetime.date(year, month, last))


def _latest(month: int, day: int | None, today: datetime.date) -> Period:
    """The latest such month or day that has begun. Raises ValueError."""
    leap_day = (month, day) == (2, 29)
    years = (n for n in range(today.year, 0, -1) if calendar.isleap(n) or not leap_day)
    periods = (_calendar(year, month, day) for year in years)
    return next(period for period in periods if period.first <= today)


def _back(number: int, unit: int, today: datetime.date, *, is_day: bool = False) -> Period:
    """So long before today."""
    if unit in (_DAYS, _WEEKS):
        first = today - datetime.timedelta(days=number * (7 if unit == _WEEKS else 1))
    else:
        months = 12 * today.year + today.month - 1 - number * (12 if unit == _YEARS else 1)
        year, month = months // 12, months % 12 + 1
        first = datetime.date(year, month, min(today.day, calendar.monthrange(year, month)[1]))
    return Period(first, first) if is_day else Period(first, today, reaches_today=True)


def _whole(number: int, unit: int, today: datetime.date) -> Period:
    """The day, week, month or year that many before this one."""
    day = _back(number, unit, today).first
    if unit == _WEEKS:
        first = day - datetime.timedelta(days=day.weekday())
        return Period(first, first + datetime.timedelta(days=6))
    if unit == _DAYS:
        return Period(day, day)
    return _calendar(day.year, day.month if unit == _MONTHS else None)
