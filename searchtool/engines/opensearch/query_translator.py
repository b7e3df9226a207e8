"""Translates queries over one scope to queries of OpenSearch."""

from collections.abc import Callable, Iterator, Sequence

from searchtool.core.memo import Memo
from searchtool.core.model import Scope
from searchtool.engines.base import TermField
from searchtool.engines.codec import read_candidate
from searchtool.engines.opensearch.cluster import Json
from searchtool.engines.opensearch.index_reader import MAX_PATTERN_CHARS, IndexReader, fuzzy
from searchtool.engines.opensearch.mapping import field_name, to_term
from searchtool.engines.opensearch.state import any_term
from searchtool.engines.phrase_check import PhraseCheck
from searchtool.query.matching import matches_form, matches_value, max_edits
from searchtool.query.tree import (
    And,
    Filter,
    Fuzzy,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    TermNode,
    WordNode,
)

MAX_CACHED_QUERIES = 2_000
"""Translated queries and parts of queries that are kept. A word takes half a kilobyte; a range, or
a phrase that is checked in passages, takes as much for every value or passage it finds."""

MAX_CLAUSES = 800
"""Clauses of one query. Nodes refuse a query with more than 1,024 as they are set up by default,
and what restricts a query to its snapshot adds some. What is larger is searched in parts."""

MAX_FORMS = 200
"""Forms in the place of one word of a phrase; with more all candidates are checked."""

NOTHING: Json = {"match_none": {}}


class QueryTranslator:
    """Translates each query once and keeps the translation for the next ones."""

    def __init__(self, reader: IndexReader, scope: Scope) -> None:
        self._reader = reader
        self._scope = scope
        self._translated = Memo(self._translate, MAX_CACHED_QUERIES)

    def translate(self, query: Query) -> Json:
        """The query of OpenSearch that matches the same passages."""
        return self._translated[query]

    def _translate(self, query: Query) -> Json:
        match query:
            case TermNode(exact=False):
                return self._any_of([self._term("key", key) for key in query.keys])
            case TermNode():
                return self._term("form", query.form)
            case Prefix() | Fuzzy():
                return self._forms(query)
            case Phrase():
                return self._phrase(query)
            case Filter():
                return self._filter(query)
            case Or(children):
                return self._any_of([self.translate(child) for child in children])
            case And(children):
                wanted = [self.translate(c) for c in children if not isinstance(c, Not)]
                unwanted = [self.translate(c.child) for c in children if isinstance(c, Not)]
                return self._without(self._all_of(wanted), unwanted)
            case Not(child):
                return self._without(self._all_of([]), [self.translate(child)])

    def _all_passages(self) -> Json:
        return {"term": {"kind": self._scope}}

    def _term(self, field: TermField, term: str) -> Json:
        return {"term": {field_name(self._scope, field): to_term(term)}}

    def _any_value(self, field: TermField, values: Sequence[str]) -> Json:
        name = field_name(self._scope, field)
        return self._any_of(list(any_term(name, map(to_term, values))))

    def _compared(self, field: TermField, accepts: Callable[[str], bool]) -> Json:
        """For what OpenSearch cannot match: all values of the field are compared here."""
        return self._any_value(
            field, list(filter(accepts, self._reader.values(self._scope, field)))
        )

    def _forms(self, word: Prefix | Fuzzy) -> Json:
        name = field_name(self._scope, "form")
        edits = 0 if isinstance(word, Prefix) else max_edits(word)
        if len(word.form) > MAX_PATTERN_CHARS or edits > 2:
            return self._any_value("form", self._matching_forms(word))
        if isinstance(word, Prefix):
            return {"prefix": {name: {"value": to_term(word.form), "rewrite": "constant_score"}}}
        return {"fuzzy": {name: fuzzy(word.form, edits)}}

    def _filter(self, query: Filter) -> Json:
        name = field_name(self._scope, query.field)
        pattern = query.pattern
        if pattern is None:
            if query.low == query.high:
                return self._term(query.field, query.low)
            if query.low > query.high:
                return NOTHING
            return {"range": {name: {"gte": to_term(query.low), "lte": to_term(query.high)}}}
        if len(pattern) <= MAX_PATTERN_CHARS and "[" not in pattern:
            return self._any_of([{"wildcard": {name: {"value": p}}} for p in _wildcards(pattern)])
        return self._compared(query.field, lambda value: matches_value(query, value))

    def _phrase(self, phrase: Phrase) -> Json:
        sources = [self._word_source(word) for word in phrase.words]
        if any(source is None for source in sources):
            return self._checked(phrase, self._all_of([self.translate(w) for w in phrase.words]))
        mode = "ordered" if phrase.slop is None else "unordered"
        rule = {"intervals": sources, "max_gaps": phrase.slop or 0, "mode": mode}
        found = {"intervals": {field_name(self._scope, "key"): {"all_of": rule}}}
        # In any order one token may stand for two words here, which it may not for us.
        if phrase.slop is None or not _may_share_tokens(phrase.words):
            return found
        return self._checked(phrase, found)

    def _word_source(self, word: WordNode) -> Json | None:
        """Where a word stands, or None if too many forms match it."""
        if isinstance(word, TermNode) and not word.exact:
            return _any_source([{"query": to_term(key)} for key in word.keys])
        forms = [word.form]
        if not isinstance(word, TermNode):
            forms = list(self._matching_forms(word))
            if len(forms) > MAX_FORMS:
                return None
        name = field_name(self._scope, "form")
        return _any_source([{"query": to_term(form), "use_field": name} for form in forms])

    def _matching_forms(self, word: Prefix | Fuzzy) -> Sequence[str]:
        if isinstance(word, Prefix):
            found = self._reader.values(self._scope, "form", word.form)
        elif (edits := max_edits(word)) <= 2:
            found = self._reader.values_near(self._scope, "form", word.form, edits)
        else:
            found = self._reader.values(self._scope, "form")
        return [form for form in found if matches_form(word, form)]

    def _checked(self, phrase: Phrase, may_match: Json) -> Json:
        """The passages that hold a phrase, of those that may."""
        check = PhraseCheck(phrase)
        candidates = ((n, read_candidate(r)) for n, r in self._reader.all_entries(may_match))
        found = [name for name, c in candidates if check.holds(c.keys, c.forms)]
        return self._any_of(list(any_term("entry", found)))

    def _all_of(self, queries: Sequence[Json]) -> Json:
        if not queries:
            return self._all_passages()
        if len(queries) == 1:
            return queries[0]
        *groups, last = _groups(queries)
        for group in groups:
            found = self._found({"bool": {"filter": group}})
            last = [found, *last]
        return {"bool": {"filter": last}}

    def _any_of(self, queries: Sequence[Json]) -> Json:
        merged = _merged(queries)
        if len(merged) == 1:
            return merged[0]
        if not merged:
            return NOTHING
        *groups, last = _groups(merged)
        found = [self._found({"bool": {"should": group}}) for group in groups]
        return {"bool": {"should": [*found, *last]}}

    def _without(self, every: Json, unwanted: Sequence[Json]) -> Json:
        """What matches `every` and none of the others."""
        if not unwanted:
            return every
        bounded = self.bounded(every, MAX_CLAUSES // 2)
        others = self.bounded(self._any_of(unwanted), MAX_CLAUSES // 2)
        return {"bool": {"filter": [bounded], "must_not": [others]}}

    def bounded(self, query: Json, max_clauses: int) -> Json:
        """The same query with few clauses: with many, a list of what it finds."""
        return query if count_clauses(query) <= max_clauses else self._found(query)

    def _found(self, query: Json) -> Json:
        """What a query finds, as a list."""
        found = [name for name, _ in self._reader.all_entries(query)]
        return self._any_of(list(any_term("entry", found)))


def count_clauses(query: Json) -> int:
    """How many clauses a node counts in a query."""
    ((kind, inner),) = query.items()
    if kind == "bool":
        return sum(count_clauses(clause) for clauses in inner.values() for clause in clauses)
    if kind == "intervals":
        ((_, rule),) = inner.items()
        return sum(len(s["any_of"]["intervals"]) for s in rule["all_of"]["intervals"])
    return 1


def _groups(queries: Sequence[Json]) -> list[list[Json]]:
    """The queries in groups, none of which has too many clauses for one query."""
    groups: list[list[Json]] = [[]]
    room = MAX_CLAUSES
    for query in queries:
        size = count_clauses(query)
        if size > room and groups[-1]:
            groups.append([])
            room = MAX_CLAUSES - 1
        groups[-1].append(query)
        room -= size
    return groups


def _merged(queries: Sequence[Json]) -> list[Json]:
    """The alternatives with those put together that are values of one field."""
    values: dict[str, dict[str, None]] = {}
    others = []
    for query in queries:
        ((kind, inner),) = query.items()
        if kind in ("term", "terms"):
            ((field, wanted),) = inner.items()
            values.setdefault(field, {}).update(
                dict.fromkeys([wanted] if kind == "term" else wanted)
            )
        elif query != NOTHING:
            others.append(query)
    terms = [
        {"term": {field: next(iter(wanted))}} if len(wanted) == 1 else one
        for field, wanted in values.items()
        for one in any_term(field, wanted)
    ]
    return [*terms, *others]


def _any_source(matches: Sequence[Json]) -> Json:
    return {"any_of": {"intervals": [{"match": match} for match in matches]}}


def _may_share_tokens(words: Sequence[WordNode]) -> bool:
    """Whether one token of a text may match two of the words."""
    plain = [w for w in words if isinstance(w, TermNode)]
    is_same_kind = len({w.exact for w in plain}) == 1 and len(plain) == len(words)
    terms = [term for w in plain for term in ((w.form,) if w.exact else w.keys)]
    return not is_same_kind or len(set(terms)) < len(terms)


def _wildcards(pattern: str) -> Iterator[str]:
    """What `matches_value` accepts, as patterns over the whole value."""
    escaped = "".join(f"\\{sign}" if sign == "\\" else sign for sign in to_term(pattern))
    if any(sign in pattern for sign in "*?"):
        yield from (escaped, f"*/{escaped}")
    else:
        yield f"*{escaped}*"
