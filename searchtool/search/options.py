"""What is asked of a search besides the words."""

from typing import NamedTuple

from searchtool.core.model import Scope, Sort
from searchtool.query.tree import Query


class SearchOptions(NamedTuple):
    """`limit` and `offset` in hits, `context` in neighbouring passages; `full` shows passages
    uncut, `filters` must hold besides the query, `fix` also tries what was probably meant,
    `collapse` shows words quoted in several documents once, and `sort` by day shows only passages
    that hold all the words."""

    scope: Scope = "paragraph"
    limit: int = 10
    offset: int = 0
    context: int = 0
    full: bool = False
    filters: tuple[Query, ...] = ()
    fix: bool = True
    collapse: bool = True
    sort: Sort = "relevance"

    @property
    def joins_reprints(self) -> bool:
        """Whether the same words from several documents make one hit."""
        return self.scope == "quote" and self.collapse
