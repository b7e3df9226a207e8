"""Makes the filters of a query: by date, path, title, author and speaker."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal

from searchtool.analysis.analyzer import Analyzer
from searchtool.query.tree import And, Filter, Not, Or, Query, all_of

QueryField = Literal["title", "date", "path", "author", "speaker"]

FIELD_NAMES: dict[str, QueryField] = {
    "title": "title", "заголовок": "title", "название": "title",
    "date": "date", "дата": "date",
    "path": "path", "путь": "path", "файл": "path",
    "author": "author", "автор": "author",
    "speaker": "speaker", "кто": "speaker",
}  # fmt: skip

CONFIDENT = Filter("sure", "yes", "yes")
VERBATIM = Filter("verbatim", "yes", "yes")

MIN_CONFIDENCE = 0.8
"""Below this confidence a speaker is a guess."""

FIRST, LAST = "0000", "9999-99-99"

_ISO = r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?"
_RUSSIAN = r"(?:(?:(\d{1,2})\.)?(\d{1,2})\.)?(\d{4})"


def date_filter(text: str) -> Filter | None:
    """The filter for a year, month or day, or for a range of these with `..`; None where the text
    is no date.

    >>> date_filter("2019-06..2019-09")[:3]
    ('date', '2019-06-01', '2019-09-30')
    >>> date_filter("14.06.2019..").high, date_filter("вчера")
    ('9999-99-99', None)
    """
    first, dots, last = text.strip(",;").partition("..")
    if not dots:
        last = first
    low = _day(first, is_last=False) if first else FIRST
    high = _day(last, is_last=True) if last else LAST
    if low is None or high is None or (not first and not last):
        return None
    return Filter("date", low, high)


def is_written_like_a_date(text: str) -> bool:
    """Whether a text can be meant for nothing but a date, such as that of a day there is not.

    >>> is_written_like_a_date("31.02.2020"), is_written_like_a_date("матч:2020")
    (True, False)
    """
    return any(map(str.isdigit, text)) and not text.strip("0123456789.,;/–-")


def empty_date_ranges(query: Query) -> Iterator[Filter]:
    """The ranges of dates without a day that a query asks for, at one place or by several filters
    together.

    >>> [found[1:3] for found in empty_date_ranges(Filter("date", "2020-01-01", "2010-12-31"))]
    [('2020-01-01', '2010-12-31')]
    """
    parts = query.children if isinstance(query, And) else (query,)
    dates = [part for part in parts if isinstance(part, Filter) and part.field == "date"]
    low = max((part.low for part in dates), default=FIRST)
    high = min((part.high for part in dates), default=LAST)
    if low > high:
        yield Filter("date", low, high)
    for part in parts:
        match part:
            case Or(children):
                for child in children:
                    yield from empty_date_ranges(child)
            case Not(child):
                yield from empty_date_ranges(child)


def path_filter(pattern: str) -> Filter:
    """The filter for files whose path contains the text or, with `*`, `?` or `[`, matches it."""
    return Filter("path", pattern=normalize_path(pattern))


def normalize_path(path: str) -> str:
    """A path as filters compare it: in lower case, with slashes."""
    return unicodedata.normalize("NFC", path).casefold().replace("\\", "/")


def keyword_filter(
    field: Literal["title", "author", "speaker"], text: str, analyzer: Analyzer
) -> Query | None:
    """The filter for documents with all these words in the title or in the names of the authors, or
    for quotations of a speaker with all of them in the name, in any form; None where there are no
    words."""
    keys = [term.key for term in analyzer.terms(text)]
    return all_of([Filter(field, key, key) for key in keys]) if keys else None


def asks_speaker(query: Query) -> bool:
    """Whether the query asks for a speaker, so that only quotations can match."""
    match query:
        case Filter(field="speaker" | "who"):
            return True
        case And(children) | Or(children):
            return any(map(asks_speaker, children))
        case Not(child):
            return asks_speaker(child)
        case _:
            return False


def _day(text: str, *, is_last: bool) -> str | None:
    """The first or last day of a year, month or day."""
    if match := re.fullmatch(_ISO, text):
        year, month, day = match.groups()
    elif match := re.fullmatch(_RUSSIAN, text):
        day, month, year = match.groups()
    else:
        return None
    import calendar
    import datetime  # not needed by most queries

    try:
        number = int(month or (12 if is_last else 1))
        last = calendar.monthrange(int(year), number)[1] if is_last else 1
        return datetime.date(int(year), number, int(day or last)).isoformat()
    except ValueError:
        return None
