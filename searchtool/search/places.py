"""Finds the passage at a place as it is printed: `path:12`, `path#page=3`, `path, page 3`.

Such a place names a file as it can be opened from the current folder, an id names it below what was
indexed; what is both is an id.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import count as numbers_from
from itertools import islice, takewhile
from pathlib import Path
from typing import NamedTuple

from searchtool.core.model import Passage
from searchtool.engines.base import Searcher
from searchtool.query.filters import normalize_path
from searchtool.query.tree import Filter

MAX_IDS = 100
"""That are proposed to somebody who types one."""

MAX_PLACE_CHARS = 10_000
"""More than any path has."""

_PLACE = r"""
    (?P<where> .+? )
    (?: : (?P<line> \d{1,9} ) (?: :\d+ )? :?            # as compilers and grep write it
      | \#p (?P<ordinal> \d{1,9} )
      | (?: \#page= | ,?\ (?: page | p\. | страница | стр\. | с\. ) \ ? ) (?P<page> \d{1,9} )
    )
"""


class _Place(NamedTuple):
    """What a place says: the file, with a member perhaps, and one of the three numbers."""

    where: str
    line: int | None
    page: int | None
    ordinal: int | None


def find_passage(searcher: Searcher, text: str) -> Passage | None:
    """The passage with that id, or the paragraph at that place: that which begins in the line or
    last before it, or the first one of the page or last before it. None where there is none."""
    if passage := searcher.passage(text):
        return passage
    place = _read(text) if len(text) <= MAX_PLACE_CHARS else None
    if place is None:
        return None
    for path, member in _files(place.where):
        if searcher.file(path) is not None:
            return _choose(_paragraphs(searcher, path, member), place)
    return None


def ids_from(searcher: Searcher, beginning: str) -> list[str]:
    """Ids of passages that begin so: the first of each document, or those of one document."""
    document_id, mark, _ = beginning.rpartition("#p")
    if mark and searcher.document(document_id) is not None:
        numbered = (f"{document_id}#p{number}" for number in numbers_from(1))
        every = takewhile(lambda id: searcher.passage(id) is not None, numbered)
        return list(islice((id for id in every if id.startswith(beginning)), MAX_IDS))
    first = (f"{document.id}#p1" for document in searcher.documents())
    return sorted(id for id in first if id.startswith(beginning))[:MAX_IDS]


def _read(text: str) -> _Place | None:
    found = re.fullmatch(_PLACE, text.strip(), re.VERBOSE | re.IGNORECASE | re.DOTALL)
    if found is None:
        return None
    line, page, ordinal = (
        int(found[name]) if found[name] else None for name in ("line", "page", "ordinal")
    )
    return _Place(found["where"], line, page, ordinal)


def _files(where: str) -> Iterator[tuple[str, str]]:
    """The files that may be meant, absolute, each with a member or "": a name may have a # in it.
    Where a link leads was worked out when the file was indexed."""
    parts = where.split("#")
    for count in range(len(parts), 0, -1):
        path, member = "#".join(parts[:count]), "#".join(parts[count:])
        yield str(Path(path).absolute()), member
        yield str(Path(path).resolve()), member


def _paragraphs(searcher: Searcher, path: str, member: str) -> list[Passage]:
    """Those of a file, or of that member of it, in order."""
    name = normalize_path(path)
    belongs: dict[str, bool] = {}
    found = []
    for passage in searcher.matching(Filter("path", name, name), "paragraph"):
        document_id = passage.document_id
        if document_id not in belongs:
            document = searcher.document(document_id)
            belongs[document_id] = document is not None and (
                document.path == path and (not member or document.member == member)
            )
        if belongs[document_id]:
            found.append(passage)
    return sorted(
        found, key=lambda passage: (passage.line or 0, passage.page or 0, passage.ordinal)
    )


def _choose(paragraphs: Sequence[Passage], place: _Place) -> Passage | None:
    if place.ordinal is not None:
        return next((one for one in paragraphs if one.ordinal == place.ordinal), None)
    field, wanted = ("line", place.line) if place.page is None else ("page", place.page)
    placed = [one for one in paragraphs if getattr(one, field) is not None]
    if not placed or wanted is None:
        return None
    begun = [one for one in placed if getattr(one, field) <= wanted] or placed[:1]
    last = getattr(begun[-1], field)
    return next(one for one in begun if getattr(one, field) == last)
