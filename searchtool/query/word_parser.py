"""Turns the words and phrases of a query text into nodes of its tree."""

import re
from collections.abc import Callable
from collections.abc import Set as AbstractSet

from searchtool.analysis.analyzer import Analyzer
from searchtool.analysis.stopwords import STOPWORDS
from searchtool.core.model import Term
from searchtool.query.lexer import OPERATORS
from searchtool.query.spelling_variants import spelling_variants
from searchtool.query.tree import (
    Alternative,
    Fuzzy,
    Phrase,
    Prefix,
    Query,
    QueryToken,
    TermNode,
    WordNode,
    all_of,
    words,
)

MIN_PREFIX_CHARS = 2
MIN_FUZZY_CHARS = 3
"""Fewer letters would stand for thousands of words, none of them meant."""

MAX_FUZZY_EDITS = 2

MAX_PATTERNS = 20
"""Prefixes and fuzzy words of a query: each is compared with all the words of an index."""

MAX_SLOP = 99
"""The number of words between those of a phrase: nobody means a hundred."""

# Compiled on first use, which most queries never need; `re` caches them.
QUOTED = r"""(?s)(=?)["“„«](.*)["”“»](?:(~)(\d*))?"""
_SUFFIX = r"(?:\*|~(\d+(?:[.,]\d+)?)?)(?![\w*~])"
_EXCLUSION_IN_PHRASE = r"(?<=\s)[-−](?=[^\W\d_])\w+"
# Between the parts of one word: премьер-министр, kazpravda.kz, д'Артаньян, 8,1, 1 000, AT&T.
_COMPOUND = r"[-‐‑–−.’'&@+_]|(?<=\d)[,\s](?=\d)"


class WordParser:
    """Parses one piece of a query text after another. `tokens` are the words in order, `variants`
    the other ways to write a word or a compound.

    In a text written in capitals, capitals say nothing about a word. `note` is called with what is
    not understood, in English and in Russian.
    """

    def __init__(
        self, analyzer: Analyzer, is_all_caps: bool, note: Callable[[str, str], None]
    ) -> None:
        self.tokens: list[QueryToken] = []
        self.variants: dict[Query, tuple[Alternative, ...]] = {}
        self._analyzer = analyzer
        self._is_all_caps = is_all_caps
        self._note = note
        self._patterns_left = MAX_PATTERNS

    def parse_quoted(self, text: str) -> Query | None:
        """The phrase, or the word, between quotation marks; None where there are no words."""
        match = re.compile(QUOTED).fullmatch(text)
        assert match is not None  # it is a part of the lexer's pattern
        exact, body, tilde, slop = match.groups()
        found = self._nodes(self._terms(body), body, exact=bool(exact))
        self._note_signs_in_phrase(body)
        if len(found) > 1:
            # In a headline that is pasted «…» are its own marks: there the words matter more.
            is_operator = bool(exact or tilde) or text[0] != "«"
            return Phrase(tuple(found), is_operator, self._slop(text, slop) if tilde else None)
        if tilde and found:
            self._note(
                f"{text}: ~ after one word in quotes ignored; for typos leave out the quotes",
                f"{text}: ~ после одного слова в кавычках не учтён; для опечаток уберите кавычки",
            )
        return found[0] if found else None

    def parse_plain(self, text: str) -> Query | None:
        """The words of a text without spaces; None where there are none."""
        if text in ('"', "“", "„", "«"):
            self._note("unmatched quote ignored", "непарная кавычка не учтена")
            return None
        terms = self._terms(text)
        if terms and text.startswith("=") and terms[0].start > 1:
            self._note(
                f"{text}: signs are not searched, only the word",
                f"{text}: знаки не ищутся, только слово",
            )
        found = self._nodes(terms, text, exact=text.startswith("="))
        return all_of(self._join_compounds(text, terms, found)) if found else None

    def _terms(self, text: str) -> list[Term]:
        """The words of a text. The number of слово~2 is none, and a sign behind no word is told."""
        terms: list[Term] = []
        signs: set[int] = set()
        end = 0
        for term in self._analyzer.terms(text):
            if term.start < end:
                continue
            terms.append(term)
            if suffix := _suffix(text, term):
                signs.add(suffix.start())
                end = suffix.end()
        self._note_sign_behind_no_word(text, signs)
        return terms

    def _note_sign_behind_no_word(self, text: str, understood: AbstractSet[int]) -> None:
        for at in (at for at, sign in enumerate(text) if sign in "*~"):
            if at not in understood:
                place = text[text.rfind(" ", 0, at) + 1 :].partition(" ")[0]
                self._note(
                    f"{place}: {text[at]} works only at the end of a word",
                    f"{place}: знак {text[at]} действует только в конце слова",
                )
                return

    def _nodes(self, terms: list[Term], text: str, exact: bool) -> list[WordNode]:
        nodes: list[WordNode] = []
        for term in terms:
            surface = text[term.start : term.end]
            is_exact = exact or _has_equals_sign(text, term)
            # Capitals among small letters are a name: «IT-рынок», «ИЛИ» of an institute.
            is_name = surface.isupper() and len(surface) > 1 and not self._is_all_caps
            is_stop = term.form in STOPWORDS and not is_exact and not is_name
            is_capitalized = surface[0].isupper() and bool(self.tokens) and not self._is_all_caps
            others = self._analyzer.other_keys(term)
            node: WordNode = TermNode(term.form, term.key, is_exact, is_stop, others)
            if suffix := _suffix(text, term):
                node, is_stop = self._with_suffix(term.form, suffix) or node, False
            nodes.append(node)
            self.tokens.append(QueryToken(node, is_stop, is_capitalized))
        return nodes

    def _with_suffix(self, form: str, suffix: re.Match[str]) -> Prefix | Fuzzy | None:
        """The prefix or fuzzy word that a suffix makes of a word; None if it is too short."""
        sign, number = suffix[0][0], suffix[1] or ""
        if self._patterns_left <= 0:
            self._note(
                f"many words with * or ~: only the first {MAX_PATTERNS} are used, the others are "
                "searched as words",
                f"много слов со знаками * и ~: учтены только первые {MAX_PATTERNS}, остальные "
                "ищутся как слова",
            )
            return None
        if len(form) < (MIN_PREFIX_CHARS if sign == "*" else MIN_FUZZY_CHARS):
            self._note(
                f"{form}{suffix[0]}: too short for {sign}, searched as a word",
                f"{form}{suffix[0]}: слишком коротко для {sign}, ищется как слово",
            )
            return None
        self._patterns_left -= 1
        return Prefix(form) if sign == "*" else Fuzzy(form, self._edits(form, number))

    def _edits(self, form: str, number: str) -> int:
        """The typos that `~` and a number allow; 0 stands for what the length of the word allows.
        A number that is none of these is told."""
        if number in ("", "1", "2"):
            return int(number or 0)
        edits = MAX_FUZZY_EDITS if number.isdigit() and int(number[-9:]) else 0
        taken = f"{form}~{edits or ''}"
        self._note(
            f"{form}~{number}: 1 or 2 typos can be allowed, read as {taken}",
            f"{form}~{number}: можно допустить 1 или 2 опечатки, понято как {taken}",
        )
        return edits

    def _slop(self, text: str, number: str) -> int | None:
        """The number of words between that a phrase allows."""
        if not number:
            self._note(
                f"{text}: how many words between? ~ ignored without a number",
                f"{text}: сколько слов между? ~ без числа не учтён",
            )
            return None
        if len(number) > len(str(MAX_SLOP)):
            self._note(
                f"~{number}: read as ~{MAX_SLOP}, the most words between",
                f"~{number}: понято как ~{MAX_SLOP}, больше слов между быть не может",
            )
            return MAX_SLOP
        return int(number)

    def _note_signs_in_phrase(self, body: str) -> None:
        """Tell what would be an operator outside of a phrase; in capitals nothing would be."""
        words = [] if body.isupper() else body.split()
        for word in filter(OPERATORS.__contains__, words):
            self._note(
                f"{word}: no operator inside a phrase",
                f"{word}: внутри фразы это не оператор",
            )
        for word in re.compile(_EXCLUSION_IN_PHRASE).findall(body):
            self._note(
                f"{word}: nothing is excluded inside a phrase",
                f"{word}: внутри фразы ничего не исключается",
            )

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
        first = len(self.tokens) - len(terms)
        return [
            self._compound(text, [terms[i] for i in g], [nodes[i] for i in g], first + g[0])
            for g in groups
        ]

    def _compound(self, text: str, terms: list[Term], nodes: list[WordNode], first: int) -> Query:
        """The node of a word or a compound; `first` is the number of its first token."""
        asked: Query = nodes[0] if len(nodes) == 1 else Phrase(tuple(nodes), quoted=False)
        if any(not isinstance(node, TermNode) or node.exact for node in nodes):
            return asked
        whole = text[terms[0].start : terms[-1].end]
        if self._is_all_caps:
            whole = whole.lower()
        others = tuple(spelling_variants(whole, terms, self._analyzer))
        if others:
            self.variants[asked] = others
            for number in range(first, first + len(nodes)):
                token = self.tokens[number]
                also = tuple(other for other in others if token.word not in words(other))
                self.tokens[number] = token._replace(also=also)
        return asked


def _suffix(text: str, term: Term) -> re.Match[str] | None:
    """The sign right behind a word, with its number."""
    if text[term.end : term.end + 1] not in ("*", "~"):
        return None
    return re.compile(_SUFFIX).match(text, term.end)


def _has_equals_sign(text: str, term: Term) -> bool:
    """Whether `=` is right before a word that begins a text or follows a space."""
    at = term.start - 1
    return at >= 0 and text[at] == "=" and not text[max(at - 1, 0) : at].strip()
