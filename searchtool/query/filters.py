"""Makes the filters of a query: by date, path, title, author and speaker."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from searchtool.analysis.analyzer import Analyzer
from searchtool.query.tree import And, Filter, Not, Or, Query, all_of

if TYPE_CHECKING:
    import datetime

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
UNDATED = Not(Filter("date", FIRST, LAST))

DATE_ADVICE = (
    'write 2019, 2019-06, 2019-06-14, yesterday, 7d or "last week"',
    'пишите 2019, 2019-06, 14.06.2019, вчера, неделя или "3 дня"',
)
"""What to write instead of what is no date, in English and in Russian."""


def date_filter(text: str, today: "datetime.date | None" = None) -> Filter | None:
    """The filter for a year, month or day, for a time counted back from `today`, or for a range of
    these with `..`; None where the text names no day.

    >>> date_filter("2019-06..2019-09")[:3]
    ('date', '2019-06-01', '2019-09-30')
    >>> date_filter("14.06.2019..").high, date_filter("Лиссабон")
    ('9999-99-99', None)
    """
    from searchtool.core import clock  # not needed by most queries
    from searchtool.query.periods import read_period

    today = today or clock.today()
    first, dots, last = text.strip(",;").partition("..")
    low = read_period(first, today)
    high = read_period(last, today)
    if not dots:
        return low and Filter("date", low.first.isoformat(), low.last.isoformat())
    if (first and not low) or (last and not high) or not (low or high):
        return None
    return Filter(
        "date",
        low.first.isoformat() if low else FIRST,
        (high.first if high.reaches_today else high.last).isoformat() if high else LAST,
    )


def is_written_like_a_date(text: str) -> bool:
    """Whether a text can be meant for nothing but a date, such as that of a day there is not.

    >>> [is_written_like_a_date(text) for text in ("31.02.2020", "30 февраля", "матч:2020")]
    [True, True, False]
    """
    from searchtool.query.periods import is_date_word

    words = re.findall(r"\d+|[^\W\d_]+|[^\w\s]", text.casefold())
    return any(map(str.isdigit, text)) and all(map(is_date_word, words))


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


def authors_as_speakers(query: Query) -> Query | None:
    """The query for what was said by those who are asked for as authors; None without any."""
    parts = query.children if isinstance(query, And) else (query,)
    asked = [part for part in parts if isinstance(part, Filter) and part.field == "author"]
    return all_of([one._replace(field="speaker") for one in asked]) if asked else None


def undated_query(query: Query) -> Query | None:
    """The query for what a filter by date leaves out only because its document has no date; None
    without such a filter."""
    parts = query.children if isinstance(query, And) else (query,)
    others = [part for part in parts if not (isinstance(part, Filter) and part.field == "date")]
    return None if len(others) == len(parts) else all_of([*others, UNDATED])


def seen_filter(moment: str) -> Filter:
    """Passages whose text was seen first after a moment."""
    # No digit and no letter: after the moment itself, before any later one.
    return Filter("seen", f"{moment}!", "~")


def path_filter(pattern: str) -> Filter:
    """The filter for files whose path contains the text or, with `*`, `?` or `[`, matches it."""
    return Filter("path", pattern=normalize_path(pattern))


def normalize_path(path: str) -> str:
    """A path as filters compare it: in lower case, with slashes."""
    import unicodedata  # few queries ask for paths

    return unicodedata.normalize("NFC", path).casefold().replace("\\", "/")


def keyword_filter(
    field: Literal["title", "author", "speaker"], text: str, analyzer: Analyzer
) -> Query | None:
    """The filter for documents with all these words in the title or in the names of the authors, or
    for quotations of a speaker with all of them in the name, in any form; None where there are no
    words."""
    words: list[Query] = []
    for term in analyzer.terms(text):
        found = [Filter(field, key, key) for key in (term.key, *analyzer.other_keys(term))]
        words.append(Or(tuple(found)) if len(found) > 1 else found[0])
    return all_of(words) if words else None


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
