"""The time of day, from a clock that may be set to any year.

A laptop whose battery is empty is in 1970 or before, and Python's own `datetime.now` and
`time.time` raise OverflowError from the year 2262 on.
"""

import datetime
import time

LAST_SECOND = 9_223_372_036
"""Since 1970, in the year 2262: later times have too many nanoseconds for 64 bits."""


def today() -> datetime.date:
    """The current day, in the years that a date can have."""
    now = time.localtime()
    if not datetime.MINYEAR <= now.tm_year <= datetime.MAXYEAR:
        return datetime.date.min if now.tm_year < datetime.MINYEAR else datetime.date.max
    return datetime.date(now.tm_year, now.tm_mon, now.tm_mday)


def timestamp() -> str:
    """This moment in ISO 8601, UTC, to the second."""
    return time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime())


def milliseconds() -> int:
    """This moment, since 1970; not before it, where a clock was never set."""
    return min(max(0, time.time_ns() // 1_000_000), LAST_SECOND * 1000)


def make_readable() -> None:
    """Let libraries read the clock in any year: `logging` asks for the time when it is imported.
    Where Python cannot tell it, this process lives in the last moment that it can."""
    try:
        time.time()
    except OverflowError:
        seconds = LAST_SECOND if time.gmtime().tm_year > 1970 else -LAST_SECOND
        time.time = lambda: float(seconds)
        time.time_ns = lambda: seconds * 10**9
