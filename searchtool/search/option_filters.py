"""Makes filters of the options of a search."""

from collections.abc import Iterator

from searchtool.analysis.analyzer import Analyzer
from searchtool.core.errors import OptionError
from searchtool.core.i18n import tr
from searchtool.query.filters import (
    DATE_ADVICE,
    date_filter,
    keyword_filter,
    path_filter,
    seen_filter,
)
from searchtool.query.tree import MATCH_NONE, Query
from searchtool.search.options import SearchOptions


def document_filters(options: SearchOptions, analyzer: Analyzer) -> list[Query]:
    """What the options ask of the document of every passage. Raises OptionError."""
    found: list[Query] = [] if options.path is None else [path_filter(options.path)]
    found += _date_filters(options)
    if options.title is not None:
        found.append(keyword_filter("title", options.title, analyzer) or MATCH_NONE)
    if options.author is not None:
        found.append(keyword_filter("author", options.author, analyzer) or MATCH_NONE)
    if options.seen_after is not None:
        found.append(seen_filter(options.seen_after))
    return found


def _date_filters(options: SearchOptions) -> Iterator[Query]:
    for name, value, written in (
        ("since", options.since, f"{options.since}.."),
        ("until", options.until, f"..{options.until}"),
    ):
        if value is None:
            continue
        if ".." in value or (between := date_filter(written)) is None:
            raise OptionError(
                name,
                tr(f"not a date: {value}", f"это не дата: {value}"),
                tr(*DATE_ADVICE),
            )
        yield between
