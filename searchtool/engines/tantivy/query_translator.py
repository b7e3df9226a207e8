"""Translates queries over one scope to queries of tantivy."""

from collections.abc import Callable, Sequence
from functools import partial

from searchtool.core.memo import Memo
from searchtool.core.model import Scope
from searchtool.engines.base import TermField
from searchtool.engines.codec import read_candidate
from searchtool.engines.entries import entry_id
from searchtool.engines.tantivy.bindings import TantivyQuery, all_of, any_of, without
from searchtool.engines.tantivy.index_reader import IndexReader
from searchtool.engines.term_codec import to_term
from searchtool.query.matching import matches_form, max_edits, value_test
from searchtool.query.tree import And, Filter, Fuzzy, Not, Or, Phrase, Prefix, Query, TermNode

MAX_CACHED_QUERIES = 2_000
"""Translated queries and parts of queries that are kept. A word takes half a kilobyte; a range, or
a phrase that is checked in passages, takes as much for every value or passage it finds."""

MAX_PATTERN_CHARS = 100
"""A longer prefix, fuzzy word or path is not compared by tantivy, as its automaton would
grow large."""

ANY_CHARACTER = r"[\s\S]"
ANYTHING = f"{ANY_CHARACTER}*"


class QueryTranslator:
    """Translates each query once and keeps the translation for the next ones."""

    def __init__(self, reader: IndexReader, scope: Scope) -> None:
        self._reader = reader
        self._scope = scope
        self._values: dict[TermField, Sequence[str]] = {}
        self._translated = Memo(self._translate, MAX_CACHED_QUERIES)

    def translate(self, query: Query) -> TantivyQuery:
        """The query of tantivy that matches the same passages."""
        return self._translated[query]

    def _translate(self, query: Query) -> TantivyQuery:
        match query:
            case TermNode(exact=False):
                found = [self._term("key", key) for key in query.keys]
                return any_of(found) if len(found) > 1 else found[0]
            case TermNode():
                return self._term("form", query.form)
            case Prefix() | Fuzzy():
                return self._forms(query)
            case Phrase():
                return self._phrase(query)
            case Filter():
                return self._filter(query)
            case Or(children):
                return any_of([self.translate(child) for child in children])
            case And(children):
                wanted = [self.translate(c) for c in children if not isinstance(c, Not)]
                unwanted = [self.translate(c.child) for c in children if isinstance(c, Not)]
                return without(all_of(wanted) if wanted else self._all_passages(), unwanted)
            case Not(child):
                return without(self._all_passages(), [self.translate(child)])

    def _all_passages(self) -> TantivyQuery:
        return self._reader.term("kind", self._scope)

    def _term(self, field: TermField, term: str) -> TantivyQuery:
        return self._reader.term(f"{self._scope}_{field}", term)

    def _regex(
        self, field: TermField, pattern: str, accepts: Callable[[str], bool]
    ) -> TantivyQuery:
        """The values that a regular expression matches, compared here where tantivy refuses it: of
        «path:» with eighty question marks the automaton would grow too large."""
        try:
            return self._reader.regex(f"{self._scope}_{field}", pattern)
        except ValueError:
            return self._any_value(field, accepts)

    def _any_value(self, field: TermField, accepts: Callable[[str], bool]) -> TantivyQuery:
        """For what tantivy cannot match: all values of the field are compared here. They are listed
        once, as a query may have thirty such filters."""
        if field not in self._values:
            self._values[field] = self._reader.values(self._scope, field)
        values = filter(accepts, self._values[field])
        return self._reader.any_term(f"{self._scope}_{field}", values)

    def _forms(self, word: Prefix | Fuzzy) -> TantivyQuery:
        accepts = partial(matches_form, word)
        if len(word.form) > MAX_PATTERN_CHARS:
            return self._any_value("form", accepts)
        if isinstance(word, Prefix):
            return self._regex("form", f"{_escaped(word.form)}{ANYTHING}", accepts)
        if (edits := max_edits(word)) > 2:  # tantivy has automata for 1 and 2
            return self._any_value("form", accepts)
        return self._reader.fuzzy_term(f"{self._scope}_form", word.form, edits)

    def _filter(self, query: Filter) -> TantivyQuery:
        if query.pattern is None and query.low == query.high:
            return self._term(query.field, query.low)
        if query.pattern and len(query.pattern) <= MAX_PATTERN_CHARS and "[" not in query.pattern:
            return self._regex(query.field, _pattern(query.pattern), value_test(query))
        return self._any_value(query.field, value_test(query))

    def _phrase(self, phrase: Phrase) -> TantivyQuery:
        words = [self.translate(word) for word in phrase.words]
        keys = [
            word.key for word in phrase.words if isinstance(word, TermNode) and not word.other_keys
        ]
        may_match = all_of(words)
        if phrase.slop is None and len(keys) == len(words) > 1:
            adjacent = self._reader.phrase(f"{self._scope}_key", keys)
            if not any(isinstance(word, TermNode) and word.exact for word in phrase.words):
                return adjacent
            may_match = all_of([adjacent, *words])
        from searchtool.engines.phrase_check import PhraseCheck  # the index tells of most phrases

        check = PhraseCheck(phrase)
        candidates = map(read_candidate, self._reader.all_records(may_match))
        ids = [entry_id("passage", c.id) for c in candidates if check.holds(c.keys, c.forms)]
        return self._reader.any_term("id", ids)


def _pattern(pattern: str) -> str:
    """What `matches_value` accepts, as a regular expression over the whole value."""
    if not any(sign in pattern for sign in "*?"):
        return f"{ANYTHING}{_escaped(pattern)}{ANYTHING}"
    signs = {"*": ANYTHING, "?": ANY_CHARACTER}
    parts = [signs.get(sign) or _escaped(sign) for sign in pattern]
    return f"({ANYTHING}/)?{''.join(parts)}"


def _escaped(value: str) -> str:
    return "".join(sign if sign.isalnum() else rf"\x{{{ord(sign):x}}}" for sign in to_term(value))
