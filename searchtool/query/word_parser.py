"""Turns the words and phrases of a query text into nodes of its tree."""

import re
from collections.abc import Callable

from searchtool.analysis.analyzer import Analyzer
from searchtool.analysis.stopwords import STOPWORDS
from searchtool.core.model import Term
from searchtool.query.tree import (
    Fuzzy,
    Or,
    Phrase,
    Prefix,
    Query,
    QueryToken,
    TermNode,
    WordNode,
    all_of,
)

MIN_PREFIX_CHARS = 2
MIN_FUZZY_CHARS = 3
"""Fewer letters would stand for thousands of words, none of them meant."""

MAX_SLOP_DIGITS = 2
"""Digits that are read of the number of words between: nobody means a hundred."""

# Compiled on first use, which most queries never need; `re` caches them.
QUOTED = r"""(?s)(=?)["“„](.*)["”“](?:~(\d*))?"""
_SUFFIX = r"([*~])([12]?)[,.;:!?»”)]*"
_NUMBERED_SUFFIX = r"\w~[12][,.;:!?»”)]*$"
# Between the parts of one word: премьер-министр, kazpravda.kz, д'Артаньян, 8,1, AT&T.
_COMPOUND = r"[-‐‑–−.’'&@+_]|(?<=\d),(?=\d)"
_HYPHEN = r"[-‐‑]"


class WordParser:
    """Parses one piece of a query text after another. `tokens` are the words in order.

    In a text written in capitals, capitals say nothing about a word. `note` is called with what is
    not understood, in English and in Russian.
    """

    def __init__(
        self, analyzer: Analyzer, is_all_caps: bool, note: Callable[[str, str], None]
    ) -> None:
        self.tokens: list[QueryToken] = []
        self._analyzer = analyzer
        self._is_all_caps = is_all_caps
        self._note = note

    def parse_quoted(self, text: str) -> Query | None:
        """The phrase, or the word, between quotation marks; None where there are no words."""
        match = re.compile(QUOTED).fullmatch(text)
        assert match is not None  # it is a part of the lexer's pattern
        exact, body, slop = match.groups()
        found = self._nodes(self._analyzer.terms(body), body, exact=bool(exact))
        if len(found) > 1:
            return Phrase(tuple(found), slop=int(slop[:MAX_SLOP_DIGITS]) if slop else None)
        return found[0] if found else None

    def parse_plain(self, text: str) -> Query | None:
        """The words of a text without spaces; None where there are none."""
        if text in ('"', "“", "„"):
            self._note("unmatched quote ignored", "непарная кавычка не учтена")
            return None
        terms = self._analyzer.terms(text)
        if len(terms) > 1 and re.compile(_NUMBERED_SUFFIX).search(text):
            terms.pop()  # the number of слово~2 is a part of the suffix
        if not terms:
            return None
        found = self._nodes(terms, text, exact=text.startswith("="))
        end = terms[-1].end
        if end < len(text) and (suffix := re.compile(_SUFFIX).fullmatch(text, end)):
            found[-1] = self._with_suffix(found[-1], suffix, text)
            self.tokens[-1] = self.tokens[-1]._replace(word=found[-1], is_stop=False)
        elif "*" in text:
            self._note(
                f"{text}: an asterisk works only at the end of a word",
                f"{text}: звёздочка действует только в конце слова",
            )
        return all_of(self._join_compounds(text, terms, found))

    def _nodes(self, terms: list[Term], text: str, exact: bool) -> list[WordNode]:
        nodes: list[WordNode] = []
        for term in terms:
            surface = text[term.start : term.end]
            # Capitals among small letters are a name: «IT-рынок», «ИЛИ» of an institute.
            is_name = surface.isupper() and len(surface) > 1 and not self._is_all_caps
            is_stop = term.form in STOPWORDS and not exact and not is_name
            is_capitalized = surface[0].isupper() and bool(self.tokens) and not self._is_all_caps
            nodes.append(TermNode(term.form, term.key, exact, is_stop))
            self.tokens.append(QueryToken(nodes[-1], is_stop, is_capitalized))
        return nodes

    def _with_suffix(self, word: WordNode, suffix: re.Match[str], text: str) -> WordNode:
        """The prefix or fuzzy word that a suffix makes of a word."""
        sign, edits = suffix.groups()
        if len(word.form) < (MIN_PREFIX_CHARS if sign == "*" else MIN_FUZZY_CHARS):
            self._note(
                f"{text}: too short for {sign}, searched as a word",
                f"{text}: слишком коротко для {sign}, ищется как слово",
            )
            return word
        return Prefix(word.form) if sign == "*" else Fuzzy(word.form, int(edits or 0))

    def _join_compounds(self, text: str, terms: list[Term], nodes: list[WordNode]) -> list[Query]:
        """The nodes of a text, with the parts of each compound joined to a phrase."""
        groups = [[0]]
        for i in range(1, len(terms)):
            start, end = terms[i - 1].end, terms[i].start
            match = re.compile(_COMPOUND).match(text, start)
            if match is not None and match.end() == end:
                groups[-1].append(i)
            else:
                groups.append([i])
        return [self._compound(text, [terms[i] for i in g], [nodes[i] for i in g]) for g in groups]

    def _compound(self, text: str, terms: list[Term], nodes: list[WordNode]) -> Query:
        if len(nodes) == 1:
            return nodes[0]
        phrase = Phrase(tuple(nodes), quoted=False)
        whole = text[terms[0].start : terms[-1].end]
        joined = self._analyzer.terms(re.compile(_HYPHEN).sub("", whole))
        is_plain = all(isinstance(node, TermNode) and not node.exact for node in nodes)
        if len(joined) != 1 or not joined[0].form.isalpha() or not is_plain:
            return phrase
        # Written as one word it is the same word: «премьерминистр» of a broken PDF.
        return Or((phrase, TermNode(joined[0].form, joined[0].key)))
