"""Finds the day of a document in its metadata, its path, or the beginning of its text.

The times of files are not used: copying and unpacking change them.
"""

import datetime
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from itertools import islice

from searchtool.core import clock

MIN_YEAR = 1800
"""A smaller number in a path or a text is not taken for a year, nor one after the next year."""

MIN_VALUE_YEAR, MAX_VALUE_YEAR = 1000, 2100
"""Other years in metadata are those of programs that know no date: 0001, 9999."""

_CLOCK_STARTS = frozenset(("1601-01-01", "1899-12-30", "1970-01-01"))
"""The days from which Windows, spreadsheets and Unix count: there, no time is known."""

MAX_VALUE_CHARS = 200
MAX_WRAPPERS = 4
"""How many objects or lists may lie around the value of a date."""

MAX_DATELINE_PARAGRAPH = 6
"""A dateline is in one of the first paragraphs: below the headline, a caption and the lead."""

MAX_DATELINE_CHARS = 10_000
"""The beginning of a text in which datelines are looked for."""

_RUSSIAN = (
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
)
_ENGLISH = (
    "january february march april may june july august september october november december".split()
)
# Also abbreviations, and the nominative, which some sites use: «14 Июнь 2019».
_MONTHS = {
    **{name[:n]: i for i, name in enumerate(_RUSSIAN, 1) for n in range(3, len(name) + 1)},
    **{name[:-1] + end: i for i, name in enumerate(_RUSSIAN, 1) for end in "ьй"},
    **{name[:n]: i for i, name in enumerate(_ENGLISH, 1) for n in range(3, len(name) + 1)},
}

_YEAR_FIRST = r"(?P<year>\d{4})(?P<sep>[-./_])(?P<month>\d\d)(?P=sep)(?P<day>\d\d)(?!\d)"
_DAY_FIRST = r"(?P<day>\d\d?)(?P<sep>[-./_])(?P<month>\d\d?)(?P=sep)(?P<year>\d{4})(?!\d)"
_COMPACT = r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)"
_GAP = r"[\s_.,-]+"
_IN_WORDS = (
    rf"(?P<day>\d\d?)(?:[»\"]|-го)?{_GAP}(?P<month>[^\W\d_]{{3,9}}){_GAP}(?P<year>\d{{4}})(?!\d)"
)
_WEEKDAYS = (
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*"
    r"|(?:понед|вторн|сред|четв|пятн|субб|воскр)[а-яё]*|пн|вт|ср|чт|пт|сб|вс)"
)
_CLOCK = r"\d\d?[:.]\d\d(?::\d\d)?"
_PUBLISHED = r"(?i:(?:опубликовано|дата(?:\s+публикации)?)\s*:?\s*)"

_COLON_CLOCK = r"\d\d?:\d\d(?::\d\d(?:[.,]\d+)?)?"
_ZONE = r"(?:[a-zа-я]{1,5})?(?:[+-]\d\d?(?::?\d\d)?)?"
_TIME_OF_DAY = (
    rf"(?:в\s|at\s)?(?:{_COLON_CLOCK}|\d\d?\.\d\d(?![.\d]))\s?(?:[ap]\.?m\.?\s?)?\(?{_ZONE}\)?"
)
_SEP = r"(?P<sep>\s?[-./_]\s?|\s)"
_SHORT_YEAR = r"(?P<year>\d\d)(?![\d:]|[./-]\d)"
_MONTH = r"(?P<month>[^\W\d_]{3,9})"
_DAY_OF_MONTH = r"(?P<day>\d\d?)(?:st|nd|rd|th|-?го|-?е)?[»\"]?"
_LABEL = (
    rf"(?:{_PUBLISHED}|(?:создано?|от|on|(?:posted|published|created|date)(?:\son)?):?\s"
    r"|[^\W\d_]{3,20}(?:\s[^\W\d_]{3,20})?:\s)"
)
_BEFORE_DAY = (
    rf"(?:[a-z.]+\()?[«\"'(\[]*{_LABEL}?(?:{_WEEKDAYS}\b\.?,?\s?)?"
    rf"(?:{_TIME_OF_DAY}[\s,;|·•—–-]+)?(?:{_WEEKDAYS}\b\.?,?\s)?[«\"]?"
)
_IN_VALUES = (
    rf"(?P<year>\d{{4}}){_SEP}(?P<month>\d\d?)(?P=sep)(?P<day>\d\d?)(?!\d)",
    r"(?P<year>\d{4}):(?P<month>\d\d):(?P<day>\d\d)\s",  # Exif
    rf"(?P<day>\d\d?){_SEP}(?P<month>\d\d?)(?P=sep)(?P<year>\d{{4}})(?!\d)",
    rf"(?P<day>\d\d?)(?P<sep>[-./])(?P<month>\d\d?)(?P=sep){_SHORT_YEAR}",
    # the American order, where the other gives no day: 6/14/2024
    r"(?P<month>\d\d?)(?P<sep>[-/])(?P<day>\d\d?)(?P=sep)(?P<year>\d{4})(?!\d)",
    rf"(?P<month>\d\d?)(?P<sep>[-/])(?P<day>\d\d?)(?P=sep){_SHORT_YEAR}",
    # «D:20240614101500+03'00'» is from a PDF; ten digits are seconds since 1970
    rf"(?:D:)?{_COMPACT}(?=\D|$|\d{{4}}(?:\d\d(?:\d{{3}})?)?(?!\d))",
    rf"{_DAY_OF_MONTH}(?:\sof\s|{_GAP}){_MONTH}{_GAP}(?P<year>\d{{4}})(?!\d)",
    rf"{_DAY_OF_MONTH}{_GAP}{_MONTH}(?:{_GAP}|\s?['’])(?P<year>\d\d)(?=\s?(?:$|,|г\b|\d\d?[:.]\d\d))",
    rf"(?P<year>\d{{4}}){_GAP}{_MONTH}{_GAP}(?P<day>\d\d?)(?!\d)",
    # asctime and Twitter have the time before the year: Jun 14 10:15:00 +0000 2024
    rf"{_MONTH}\.?\s{_DAY_OF_MONTH},?\s(?:{_TIME_OF_DAY}\s)?(?P<year>\d{{4}})(?!\d)",
)
_EPOCH = re.compile(r"[\\/]*(?:Date\()?(?P<number>\d+(?:\.\d+)?)(?:[+-]\d{4})?[)\\/]*")
_EPOCH_SECONDS = 10**8, 4_102_444_800
_EPOCH_UNITS = 1, 10**3, 10**6, 10**9
_WRAPPERS = (
    *("$date", "$numberLong", "$timestamp", "t", "seconds", "_seconds", "start", "date"),
    *("iso", "value"),
)
"""The keys under which MongoDB, Firestore, Notion, PHP, Parse and BigQuery keep a date."""

_IN_NAMES = (
    _YEAR_FIRST,
    _DAY_FIRST,
    rf"{_COMPACT}(?!\d)",
    r"(?P<year>\d{4}) (?P<month>\d\d) (?P<day>\d\d)(?!\d)",
    r"(?P<day>\d\d) (?P<month>\d\d) (?P<year>\d{4})(?!\d)",
    _IN_WORDS,
)
_SHORT_IN_NAMES = re.compile(r"(?<![\w.])(?P<day>\d\d)\.(?P<month>\d\d)\.(?P<year>\d\d)(?!\w|\.\d)")
_FOLDERS = re.compile(r"(?:^|/)(?P<year>\d{4})[-_./](?P<month>\d\d?)[-_./](?P<day>\d\d?)$")
_NUMBER_OF_RECORD = re.compile(r"#\d+$")
_YEAR_OR_MORE = re.compile(r"\d{4}")
_YEAR = re.compile(r"(?<!\d)(?P<year>\d{4})(?!\d)")
_YEAR_AND_MONTH = re.compile(r"(?<!\d)(?P<year>\d{4})[-_.](?:0[1-9]|1[0-2])(?!\d)")

_TIME = rf"(?:[,T|]?\s*(?:в\s+)?{_CLOCK}(?:\s*\(?(?:мск|МСК)\)?)?)"
_DAY = (
    r"(?P<day>\d\d?)\s+(?P<month>[А-Яа-яё]{3,9})\.?"
    r"(?:,?\s+(?P<year>\d{4})\b(?:\s*(?:года?\b|г\b\.?))?)?"
)
_NO_PLACE = rf"(?!(?i:сегодня|завтра|вчера|накануне|ранее|напомним|итак|{_WEEKDAYS})\b)"
_PLACE = rf"{_NO_PLACE}(?:г\.\s*)?[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё]+)*"
_PLACE_IN_CAPITALS = r"[А-ЯЁ][А-ЯЁ-]+(?:\s[А-ЯЁ][А-ЯЁ-]*){0,3}"
_COUNTRY = r"(?:\s*\([^()]{1,40}\))?[,.]\s*"

# Two capitalized words and a day make a dateline only where an agency follows, and a day in words
# that stands alone makes none: in news those are captions, «Анна Берг, 12 февраля 2020 года».
_DATELINES = (
    rf"{_PLACE_IN_CAPITALS}{_COUNTRY}{_DAY}{_TIME}?(?=\s*(?:$|[,.(/\[—–-]))",
    rf"{_PLACE}{_COUNTRY}{_DAY}{_TIME}?(?=\s*(?:$|[.(/\[]|[—–-]\s))",
    rf"{_PLACE}(?:\s[А-ЯЁ][а-яё]+){{1,2}}{_COUNTRY}{_DAY}{_TIME}?(?=\s*(?:\.?\s*[(/]|[—–-]\s))",
    rf"{_DAY}{_TIME}?,\s*(?:г\.\s*)?[А-ЯЁ][\w-]+(?:,?\s+[А-ЯЁ][\w-]+){{0,3}}\.?$",
    rf"{_PUBLISHED}?(?:{_CLOCK},?\s+)?(?:{_YEAR_FIRST}){_TIME}?\s*(?:$|\()",
    rf"{_PUBLISHED}?(?:{_CLOCK},?\s+)?(?:{_DAY_FIRST}){_TIME}?\s*(?:$|\()",
    rf"{_PUBLISHED}{_DAY}{_TIME}?$",
    rf"{_DAY}{_TIME}$",
    rf"{_CLOCK},?\s+{_DAY}$",
)


# Compiling the patterns takes 20 ms, which a run that reads nothing does without.
@cache
def _value_patterns() -> list[re.Pattern[str]]:
    return [re.compile(_BEFORE_DAY + pattern, re.IGNORECASE) for pattern in _IN_VALUES]


@cache
def _name_patterns() -> list[re.Pattern[str]]:
    return [re.compile(rf"(?<!\d){pattern}", re.IGNORECASE) for pattern in _IN_NAMES]


@cache
def _dateline_patterns() -> list[re.Pattern[str]]:
    return list(map(re.compile, _DATELINES))


def as_date(value: object) -> str | None:
    """The day that the value of a metadata field tells, or None: in its own time zone where it is
    written out, in UTC where it is the time since 1970.

    >>> as_date("2024-06-14T10:00:00+03:00"), as_date("14.06.24"), as_date("вчера")
    ('2024-06-14', '2024-06-14', None)
    >>> as_date("Fri Jun 14 10:15:00 +0000 2024"), as_date("10:15, 14 июня 2024 г.")
    ('2024-06-14', '2024-06-14')
    >>> as_date(1718359200), as_date({"$date": {"$numberLong": "1718359200000"}})
    ('2024-06-14', '2024-06-14')
    """
    value = _unwrapped(value)
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = " ".join(str(value)[:MAX_VALUE_CHARS].split())
    days = (_day(match) for pattern in _value_patterns() if (match := pattern.match(text)))
    is_number = text.isdigit() and len(text) > len("20240614")  # rather the time since 1970
    least = MIN_YEAR if is_number else MIN_VALUE_YEAR
    known = (day for day in days if day and least <= int(day[:4]) <= MAX_VALUE_YEAR)
    found = next(known, None) or _epoch_day(text)
    return None if found in _CLOCK_STARTS else found


def _unwrapped(value: object) -> object:
    """The value in an object of MongoDB and the like, or in a list; a list of numbers is a date as
    Java writes it."""
    for _ in range(MAX_WRAPPERS):
        if isinstance(value, Mapping):
            value = next((value[key] for key in _WRAPPERS if key in value), None)
        elif isinstance(value, list) and [type(part) for part in value[:3]] == [int] * 3:
            value = "-".join(map(str, value[:3]))
        elif isinstance(value, list):
            value = value[0] if value else None
    return value


def _epoch_day(text: str) -> str | None:
    """The day of a number of seconds, milliseconds, microseconds or nanoseconds since 1970. The
    unit is the one that gives a day between 1973 and 2100; these ranges do not overlap."""
    match = _EPOCH.fullmatch(text)
    if match is None:
        return None
    first, last = _EPOCH_SECONDS
    seconds = (float(match["number"]) / unit for unit in _EPOCH_UNITS)
    likely = next((number for number in seconds if first <= number < last), None)
    if likely is None:
        return None
    return datetime.datetime.fromtimestamp(likely, datetime.UTC).date().isoformat()


def find_date(document_date: str | None, name: str, text: str) -> str | None:
    """The day of a document: that of its metadata, else the one in its `name` (its id: a path below
    what was indexed), else the one in its dateline."""
    return document_date or date_in_path(name) or dateline(text, year_in_path(name))


def date_in_path(path: str) -> str | None:
    """The day in the name of a file, else in the nearest folder that has one. Members of archives
    are files in a folder. With a year of two digits it counts where no other is: `10.11.12` may be
    a time.

    >>> date_in_path("2018/архив_14.06.2019.txt"), date_in_path("news.zip#2019/06/14/a.txt")
    ('2019-06-14', '2019-06-14')
    """
    parts = _parts(_NUMBER_OF_RECORD.sub("", path))
    for end in range(len(parts), 0, -1):
        if day := _day_in_name(parts[end - 1]):
            return day
        folders = _FOLDERS.search("/".join(parts[:end])) if end < len(parts) else None
        if folders and (day := _likely_day(folders)):
            return day
    return next(filter(None, map(_short_day, reversed(parts))), None)


def year_in_path(path: str) -> int | None:
    """The year in the name of the nearest folder that has one; in the name of the file only with a
    month, because numbers of four digits are common there.

    >>> year_in_path("архив 2019/1983.txt"), year_in_path("2019-06 обзор.txt")
    (2019, 2019)
    """
    *folders, file = _parts(path)
    found = [_YEAR_AND_MONTH.search(file), *(_YEAR.search(name) for name in reversed(folders))]
    years = (int(match["year"]) for match in found if match)
    return next(filter(_is_likely_year, years), None)


def dateline(text: str, year: int | None = None) -> str | None:
    """The day of a text by its dateline: with a place or as a stamp, in one of the first
    paragraphs; `year` is taken where it names none. Other dates in the text are not used: in news
    the latest of them is in another year in half of the articles.

    >>> dateline("БИШКЕК, 14 июня 2019 года. /ТАСС/. Саммит открылся."), dateline("Осло, 14 июня")
    ('2019-06-14', None)
    """
    lines = (line.strip() for line in text[:MAX_DATELINE_CHARS].split("\n"))
    for line in islice(filter(None, lines), MAX_DATELINE_PARAGRAPH):
        for pattern in _dateline_patterns():
            match = pattern.match(line)
            if match and (day := _likely_day(match, year)):
                return day
    return None


def _parts(path: str) -> list[str]:
    return re.split(r"[/\\#]", unicodedata.normalize("NFC", path))


def _day_in_name(name: str) -> str | None:
    if not _YEAR_OR_MORE.search(name):
        return None
    matches = [match for pattern in _name_patterns() for match in pattern.finditer(name)]
    days = (_likely_day(match) for match in sorted(matches, key=lambda match: match.start()))
    return next(filter(None, days), None)


def _short_day(name: str) -> str | None:
    match = _SHORT_IN_NAMES.search(name)
    return _likely_day(match) if match else None


def _likely_day(match: re.Match[str], year: int | None = None) -> str | None:
    day = _day(match, year)
    return day if day and _is_likely_year(int(day[:4])) else None


def _is_likely_year(year: int) -> bool:
    return MIN_YEAR <= year <= clock.today().year + 1


def _day(match: re.Match[str], year: int | None = None) -> str | None:
    number = int(match["year"]) if match["year"] else year
    month = match["month"]
    if number is None:
        return None
    if len(match["year"] or "") == 2:
        number += 2000 if _is_likely_year(number + 2000) else 1900
    try:
        return datetime.date(
            number,
            int(month) if month.isdigit() else _MONTHS.get(month.lower(), 0),
            int(match["day"]),
        ).isoformat()
    except ValueError:
        return None
