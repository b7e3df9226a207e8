"""What a search can be asked for besides the words of its query."""

from typing import NamedTuple

from searchtool.core.errors import OptionError
from searchtool.core.i18n import tr
from searchtool.core.model import MAX_CONTEXT, SORTS, Scope, Sort, Sought
from searchtool.query.parser import MAX_VALUE_CHARS


class SearchOptions(NamedTuple):
    """The options of one search.

    quotes        answer with quotations instead of paragraphs
    said          answer with all statements: quotations, and what is retold without marks
    limit         hits at most
    offset        hits to skip before the first one
    context       neighbouring passages of each hit, on either side
    full          snippets hold the whole passage
    since, until  only documents of that day, month or year, or later (earlier): "2019-06",
                  "14 мая", "7d", "неделя"
    path          only files with this in their path, or matching it: "news/*.txt"
    title         only documents with these words in their title
    author        only documents by this author, in any form of the name
    speaker       only what this person said, retold too unless `quotes` are asked for
    confident     only quotations whose speaker is more than a guess; retold statements too with
                  `said` or `speaker`
    sort          "relevance", or by date from the "newest" (or "date") or the "oldest" on; by date
                  only passages that hold all the words are found; without words the newest are
                  first
    correct       search for what was probably meant if no passage holds all the words
    expand        accept other spellings, other names and derived words of what is typed
    collapse      the same passage from several documents, or nearly the same, is one hit
    seen_after    only passages whose text the index has seen first after that moment, ISO 8601 in
                  UTC, as `Index.latest_seen` gives it
    """

    quotes: bool = False
    said: bool = False
    limit: int = 10
    offset: int = 0
    context: int = 0
    full: bool = False
    since: str | None = None
    until: str | None = None
    path: str | None = None
    title: str | None = None
    author: str | None = None
    speaker: str | None = None
    confident: bool = False
    sort: Sort = "relevance"
    correct: bool = True
    expand: bool = True
    collapse: bool = True
    seen_after: str | None = None

    @property
    def scope(self) -> Scope:
        """What is searched: quotations too where something is asked that only they have."""
        asks_quotes = self.quotes or self.said or self.confident or self.speaker is not None
        return "quote" if asks_quotes else "paragraph"

    def said_where(self, asks_speakers: bool) -> "SearchOptions":
        """The same, but of all that people said if speakers are asked for and nothing narrower."""
        if not asks_speakers or self.scope == "quote":
            return self
        return self._replace(said=True)

    @property
    def sought(self) -> Sought:
        """What the answer is made of."""
        if self.scope == "paragraph":
            return "passage"
        return "quotation" if self.is_verbatim else "statement"

    @property
    def end(self) -> int:
        """The rank of the last hit that is asked for."""
        return self.offset + self.limit

    @property
    def is_verbatim(self) -> bool:
        """Whether of what people said only their own words are meant."""
        if self.said or self.scope == "paragraph":
            return False
        return self.quotes or self.speaker is None

    @property
    def needs_no_query(self) -> bool:
        """Whether there is something to list without a query: what passes the filters, what people
        said, what is newest."""
        asked = (
            self.since, self.until, self.path, self.title, self.author, self.speaker,
            self.seen_after,
        )  # fmt: skip
        is_list = self.quotes or self.said or self.confident or self.sort != "relevance"
        return is_list or any(value is not None for value in asked)


def within(options: SearchOptions, passages: int) -> SearchOptions:
    """The same, asking for no more hits than there are passages: an engine may make room for all
    that it is asked for."""
    limit = min(options.limit, max(passages, 1))
    return options._replace(limit=limit, offset=min(options.offset, passages))


def check_options(options: SearchOptions) -> None:
    """Raises OptionError for a number out of range and an unknown order."""
    for name in ("since", "until", "path", "title", "author", "speaker"):
        if len(getattr(options, name) or "") > MAX_VALUE_CHARS:
            cause = tr(
                f"longer than {MAX_VALUE_CHARS} characters", f"длиннее {MAX_VALUE_CHARS} знаков"
            )
            raise OptionError(name, cause)
    if options.context > MAX_CONTEXT:
        cause = tr(f"must be {MAX_CONTEXT} or less", f"должно быть не больше {MAX_CONTEXT}")
        raise OptionError("context", cause)
    for name, least in (("limit", 1), ("offset", 0), ("context", 0)):
        if getattr(options, name) < least:
            cause = tr(f"must be {least} or more", f"должно быть не меньше {least}")
            raise OptionError(name, cause)
    if options.sort not in SORTS:
        known = ", ".join(SORTS)
        raise OptionError("sort", tr(f"must be one of: {known}", f"возможны: {known}"))
