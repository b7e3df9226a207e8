"""Counts the passages that match a query by what their documents or their speakers share."""

import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from searchtool.core.counts import GroupCount
from searchtool.core.model import Document, Grouping, Passage

CHANNEL_SITES = frozenset(("t.me",))
"""Sites on which the first part of an address says whose it is: t.me/channel/17."""

PREPARED = 1_000
"""Documents that are looked up together."""


class Place(NamedTuple):
    """A document in which passages match, and who says them there."""

    document_id: str
    speaker_name: str | None


class Placed(NamedTuple):
    """How many passages of one document have the same value."""

    name: str | None
    document: Document
    number: int


class Namer:
    """Gives the value by which a passage is counted. `prepare` is told the ids of documents before
    `document_of` is asked for each, `path_of` gives the path that is shown of a document,
    `canonical_name` who a speaker is in a document of some date."""

    def __init__(
        self,
        prepare: Callable[[Sequence[str]], None],
        document_of: Callable[[str], Document],
        path_of: Callable[[Document], str],
        canonical_name: Callable[[str, str | None], str | None],
    ) -> None:
        self._prepare = prepare
        self._document_of = document_of
        self._path_of = path_of
        self._canonical_name = canonical_name

    def placed(self, passages: Iterable[Passage], by: Grouping) -> Iterator[Placed]:
        """The passages by document and value; each document is looked up once for each speaker."""
        counts = Counter(Place(one.document_id, one.speaker_name) for one in passages)
        places = list(counts.items())
        for start in range(0, len(places), PREPARED):
            together = places[start : start + PREPARED]
            self._prepare([place.document_id for place, _ in together])
            for place, number in together:
                document = self._document_of(place.document_id)
                yield Placed(self._name(place, document, by), document, number)

    def _name(self, place: Place, document: Document, by: Grouping) -> str | None:
        match by:
            case "path":
                return self._path_of(document)
            case "speaker":
                name = place.speaker_name
                return self._canonical_name(name, document.date) if name else None
            case "author":
                return document.author or None
            case "date":
                return document.date
            case "source":
                return source_of(document, self._path_of(document))


def source_of(document: Document, path: str) -> str:
    """Where a document is from: the site of its address, else the file that it is a part of, else
    the folder of its file, whose path is `path`.

    >>> page = Document(
    ...     "a.html", "/texts/a.html", "html", "utf-8", url="https://www.ladoga.ru/news/7"
    ... )
    >>> source_of(page, "texts/a.html"), source_of(page._replace(url=None), "texts/a.html")
    ('ladoga.ru', 'texts/')
    """
    if document.url and (site := _site(document.url)):
        return site
    is_part = not document.id.endswith(os.path.basename(path))  # a#7, of an export or an archive
    return path if is_part else os.path.join(os.path.dirname(path) or os.curdir, "")


def _site(url: str) -> str:
    """The name of a site in an address; empty where there is none."""
    from urllib.parse import urlsplit  # a query does without

    try:
        address = urlsplit(url)
        site = (address.hostname or "").removeprefix("www.")
    except ValueError:  # «http://[» and the like
        return ""
    channel = address.path.strip("/").partition("/")[0]
    return f"{site}/{channel}" if site in CHANNEL_SITES and channel else site


def group_counts(placed: Iterable[Placed]) -> tuple[GroupCount, ...]:
    """The values with their numbers, the most frequent first, what has no value last."""
    counts: Counter[str | None] = Counter()
    documents: dict[str | None, set[str]] = defaultdict(set)
    dates: dict[str | None, set[str]] = defaultdict(set)
    for name, document, number in placed:
        counts[name] += number
        documents[name].add(document.id)
        dates[name] |= {document.date} if document.date else set()
    return tuple(
        GroupCount(
            name,
            counts[name],
            len(documents[name]),
            min(dates[name], default=None),
            max(dates[name], default=None),
        )
        for name in most_frequent(counts)
    )


def most_frequent(counts: Mapping[str | None, int]) -> Sequence[str | None]:
    """The values in the order in which they are listed."""
    return sorted(counts, key=lambda name: (name is None, -counts[name], name or ""))
