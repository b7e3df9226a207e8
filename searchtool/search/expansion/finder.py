"""Finds what may stand in the texts instead of the words of a query."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain, islice, takewhile

from searchtool.analysis.abbreviations import SEPARATOR
from searchtool.analysis.analyzer import Analyzer
from searchtool.core.memo import Memo
from searchtool.core.model import Scope
from searchtool.engines.base import Searcher, TermField
from searchtool.query.alternatives import Alternatives, NameGroup, compounds, plain_words
from searchtool.query.parser import ParsedQuery, QueryToken
from searchtool.query.tree import Alternative, Query, TermNode, WordNode
from searchtool.search.expansion.names import MAX_WORDS, Names, alternative, read_table
from searchtool.search.expansion.spellings import SpellingFinder

MAX_REMEMBERED = 10_000
MAX_EXPLAINED = 4
"""Names that the texts explain by one abbreviation."""

MAX_EXPANDED_WORDS = 8
"""Words of a query that are looked up, the first ones: a headline or a pasted text has enough words
of its own."""


class AlternativeFinder:
    """Looks for alternatives in one snapshot of an index, and in lists of names."""

    def __init__(self, searcher: Searcher, analyzer: Analyzer, own_names: Names) -> None:
        self._searcher = searcher
        self._spellings = SpellingFinder(searcher, analyzer)
        self._own_names = own_names
        self._found = Memo(self._look_up, MAX_REMEMBERED)
        self._named = Memo(self._look_up_names, MAX_REMEMBERED)
        self._derived = Memo(self._look_up_derived, MAX_REMEMBERED)

    def find(self, question: ParsedQuery) -> ParsedQuery:
        """The question with alternatives for its words."""
        plain = plain_words(question.tree)
        tokens = list(question.sequence)
        nodes: dict[Query, tuple[Alternative, ...]] = dict(question.alternatives.nodes)
        groups = []
        names = list(_names(tokens[:MAX_EXPANDED_WORDS], plain))
        self._prepare([words for _, words in names])
        for start, words in names:
            if len(words) == 1:
                also = self._add_to(nodes, words[0], words)
            elif also := self._found[words]:
                content = tuple(word for word in words if not word.is_stop)
                groups.append(NameGroup(content, also))
            _mark(tokens, range(start, start + len(words)), also)
        for compound in compounds(question.tree):
            words = tuple(word for word in compound.words if isinstance(word, TermNode))
            if words == compound.words and (place := _place(tokens[:MAX_EXPANDED_WORDS], words)):
                _mark(tokens, place, self._add_to(nodes, compound, words))
        groups.sort(key=lambda group: -len(group.words))
        alternatives = Alternatives(nodes, tuple(groups))
        return question._replace(sequence=tuple(tokens), alternatives=alternatives)

    def _prepare(self, names: Sequence[tuple[TermNode, ...]]) -> None:
        """Announce what is looked up for names."""
        aliases: list[tuple[TermField, str]] = [("alias", _alias_of(words)) for words in names]
        single = [words[0] for words in names if len(words) == 1]
        spellings = chain.from_iterable(map(self._spellings.beginnings, single))
        self._searcher.prepare("paragraph", beginnings=[*aliases, *spellings])

    def _add_to(
        self,
        nodes: dict[Query, tuple[Alternative, ...]],
        node: Query,
        words: tuple[TermNode, ...],
    ) -> Sequence[Alternative]:
        """What else a word or a compound is called, also by its other spellings; it is put with
        these."""
        spellings = nodes.get(node, ())
        named = (self._named[_words_of(spelling)] for spelling in spellings)
        also = dict.fromkeys(chain(self._found[words], *named))
        if also:
            nodes[node] = tuple(dict.fromkeys((*spellings, *also)))
        return list(also)

    def derived(self, word: WordNode, scope: Scope, *, is_short_query: bool) -> frozenset[str]:
        """The keys of words that mean nearly the same: of one root, or in the table."""
        if not isinstance(word, TermNode) or word.exact:
            return frozenset()
        return self._derived[word, scope, is_short_query]

    def _look_up_derived(self, asked: tuple[TermNode, Scope, bool]) -> frozenset[str]:
        from searchtool.search.expansion.derived import find_derived  # for few hits only

        word, scope, is_short_query = asked
        near = read_table().near.others((word,))
        keys = {other.key for other in near if isinstance(other, TermNode)}
        vocabulary = partial(self._keys_with, scope)
        return find_derived(word.key, vocabulary, behind_prefixes=is_short_query) | keys

    def _keys_with(self, scope: Scope, beginnings: Sequence[str]) -> Iterator[str]:
        self._searcher.prepare(scope, beginnings=[("key", beginning) for beginning in beginnings])
        for beginning in beginnings:
            yield from self._searcher.vocabulary("key", scope, beginning)

    def _look_up(self, words: tuple[TermNode, ...]) -> tuple[Alternative, ...]:
        found = dict.fromkeys((*self._named[words], *self._explained(words)))
        if len(words) == 1:
            found.update(dict.fromkeys(self._spellings.find(words[0])))
        return tuple(found)

    def _look_up_names(self, words: tuple[TermNode, ...]) -> tuple[Alternative, ...]:
        """The other names in the lists."""
        lists = self._own_names, read_table().names
        return tuple(dict.fromkeys(other for names in lists for other in names.others(words)))

    def _explained(self, words: tuple[TermNode, ...]) -> Iterator[Alternative]:
        """The abbreviation of these words, or what it stands for, where a text explains it."""
        found: dict[str, str] = {}
        for value in self._searcher.vocabulary("alias", "paragraph", _alias_of(words)):
            _, keys, forms = value.split(SEPARATOR)
            found.setdefault(keys, forms)
        for keys, forms in islice(found.items(), MAX_EXPLAINED):
            yield alternative(forms.split(), keys)


def _alias_of(words: Sequence[TermNode]) -> str:
    """How the values of the abbreviations of these words begin."""
    asked = f"={words[0].form}" if len(words) == 1 else " ".join(word.key for word in words)
    return asked + SEPARATOR


def _names(
    tokens: Sequence[QueryToken], plain: set[TermNode]
) -> Iterator[tuple[int, tuple[TermNode, ...]]]:
    """What may be a name: each word, and words side by side, with stop words only between them;
    with the number of the first."""

    def is_content(token: QueryToken) -> bool:
        return token.word in plain and not token.is_stop

    for start in (number for number, token in enumerate(tokens) if is_content(token)):
        following = tokens[start : start + MAX_WORDS]
        part = list(takewhile(lambda token: token.is_stop or is_content(token), following))
        words = tuple(token.word for token in part if isinstance(token.word, TermNode))
        for size in range(1, len(words) + 1):
            if not part[size - 1].is_stop:
                yield start, words[:size]


def _place(tokens: Sequence[QueryToken], words: tuple[TermNode, ...]) -> range | None:
    """The numbers of the tokens that are these words."""
    size = len(words)
    for start in range(len(tokens) - size + 1):
        if tuple(token.word for token in tokens[start : start + size]) == words:
            return range(start, start + size)
    return None


def _mark(tokens: list[QueryToken], place: range, also: Sequence[Alternative]) -> None:
    """Tells the tokens in a place what else they are called."""
    for number in place:
        if also and not (token := tokens[number]).is_stop:
            tokens[number] = token._replace(also=tuple(dict.fromkeys((*token.also, *also))))


def _words_of(spelling: Alternative) -> tuple[TermNode, ...]:
    if isinstance(spelling, TermNode):
        return (spelling,)
    return tuple(word for word in spelling.words if isinstance(word, TermNode))
