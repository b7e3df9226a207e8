"""Writes the numbers of spreadsheets as people read them there: days, times, percentages."""

import re
from datetime import datetime, timedelta
from typing import NamedTuple

DAY_ZERO = datetime(1899, 12, 30)
"""From which spreadsheets count days; some count from 1904."""

MAX_DAYS = 2_957_000
"""In the year 9995; the calendar of Python ends soon after."""

_MINUTES = 24 * 60
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]', re.IGNORECASE)
_BUILT_IN = {
    **dict.fromkeys((*range(14, 18), *range(27, 32), *range(34, 37), *range(50, 59)), "d.m.y"),
    **dict.fromkeys((*range(18, 22), 32, 33, *range(45, 48)), "h:m"),
    22: "d.m.y h:m",
    9: "0%",
    10: "0.00%",
}
"""Formats that have a number only (ECMA-376, part 1, section 18.8.30)."""


class NumberFormat(NamedTuple):
    """What a number with this format is: a day, a time of the day, both, or a percentage."""

    has_day: bool = False
    has_time: bool = False
    is_percentage: bool = False


PLAIN = NumberFormat()


def format_of_code(code: str) -> NumberFormat:
    """What a format code says.

    >>> format_of_code('dd.mm.yyyy" г."'), format_of_code('#,##0.00" руб. в день"')[0]
    (NumberFormat(has_day=True, has_time=False, is_percentage=False), False)
    """
    signs = set(_LITERAL.sub("", code.partition(";")[0]).lower())
    if signs <= set("general"):
        return PLAIN
    has_time = bool(signs & set("hs"))
    has_day = bool(signs & set("dy")) or ("m" in signs and not has_time)
    return NumberFormat(has_day, has_time, "%" in signs)


def built_in_format(number: int) -> NumberFormat:
    """What a format says that has a number and no code."""
    return format_of_code(_BUILT_IN.get(number, ""))


def show_number(value: str, shown_as: NumberFormat, day_zero: datetime = DAY_ZERO) -> str:
    """A value as people read it: numbers without the digits that binary fractions add.

    >>> show_number("0.30000000000000004", PLAIN), show_number("45457.5", NumberFormat(True, True))
    ('0.3', '14.06.2024 12:00')
    """
    try:
        number = float(value)
    except ValueError:
        return value
    is_moment = shown_as.has_time or (shown_as.has_day and number >= 1)
    if is_moment and 0 <= number < MAX_DAYS:
        return _moment(number, shown_as, day_zero)
    if shown_as.is_percentage:
        return f"{100 * number:.10g}%"
    return f"{number:.10g}" if "." in value or "e" in value.lower() else value


def _moment(days: float, shown_as: NumberFormat, day_zero: datetime) -> str:
    moment = day_zero + timedelta(minutes=round(days * _MINUTES))
    is_time_only = not shown_as.has_day or days < 1
    if is_time_only and shown_as.has_time:
        return f"{moment:%H:%M}" if days < 1 else f"{round(days * _MINUTES) // 60}:{moment:%M}"
    day = f"{moment.day:02}.{moment.month:02}.{moment.year:04}"
    return f"{day} {moment:%H:%M}" if shown_as.has_time else day
