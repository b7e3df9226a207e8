"""Query text in, Query tree out; never fails.

    query    = either {OR either}
    either   = unit {[AND] unit}
    unit     = ["-" | NOT] ( "(" query ")" | word | word* | "phrase" | =word | ="phrase" )

Any text is a valid query: an operator that cannot be understood is text, and the notes say so.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from searchtool.analysis import STOP_FORMS, Analyzer
from searchtool.language import tr
from searchtool.model import Term


@dataclass(frozen=True, slots=True)
class Word:
    """A word in any form (`exact`: in this very form)."""

    form: str
    key: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that begin with these letters."""

    form: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in this order, one beside the other. `quoted` phrases are asked for by the user;
    others come of a hyphenated word."""

    words: tuple["Word | Prefix", ...]
    quoted: bool = True


@dataclass(frozen=True, slots=True)
class All:
    """Every child must match."""

    children: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """At least one child must match."""

    children: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The child must not match."""

    child: "Query"


Query = Word | Prefix | Phrase | All | Either | Not
Leaf = Word | Prefix | Phrase
NOTHING = Either(())


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """The tree of a query text, and what of the text was not understood."""

    text: str
    tree: Query
    notes: tuple[str, ...] = ()


def parse_query(text: str, analyzer: Analyzer) -> ParsedQuery:
    """The tree of any text.

    >>> parse_query("терроризм -сети", Analyzer()).tree.children[1]
    Not(child=Word(form='сети', key='сет', exact=False))
    """
    parser = _Parser(text, analyzer)
    return ParsedQuery(text, parser.parse(), tuple(parser.notes))


def leaves(query: Query) -> Iterator[Leaf]:
    """The words, prefixes and phrases that a match may hold (nothing below a Not)."""
    if isinstance(query, All | Either):
        for child in query.children:
            yield from leaves(child)
    elif not isinstance(query, Not):
        yield query


def words(query: Query) -> list[Word | Prefix]:
    """The distinct words of a query that a match may hold, those in phrases too, in order."""
    found: dict[tuple[type, str, bool], Word | Prefix] = {}
    for leaf in leaves(query):
        for word in leaf.words if isinstance(leaf, Phrase) else (leaf,):
            exact = isinstance(word, Prefix) or word.exact
            text = word.form if isinstance(word, Prefix) or word.exact else word.key
            found.setdefault((type(word), text, exact), word)
    return list(found.values())


def relaxations(query: Query) -> list[Query]:
    """What to ask next when too few passages hold all the words, the stricter first.

    Bare words become optional, at least one of them required; then the words of quoted phrases
    too. Exclusions, alternatives and exact words stay. Empty when there is nothing to relax.
    """
    if not isinstance(query, All):
        return []
    bare = [c for c in query.children if _is_bare(c)]
    phrases = [c for c in query.children if isinstance(c, Phrase) and c.quoted]
    others = [c for c in query.children if not _is_bare(c) and c not in phrases]
    steps = []
    if len(optional := words(All(tuple(bare)))) > 1:
        steps.append(_all([Either(tuple(optional)), *phrases, *others]))
    if phrases and len(optional := words(query)) > 1:
        steps.append(_all([Either(tuple(optional)), *others]))
    return steps


def _is_bare(query: Query) -> bool:
    if isinstance(query, Phrase):
        return not query.quoted
    return isinstance(query, Prefix) or (isinstance(query, Word) and not query.exact)


MOST_LEXEMES = 400
"""A query is read up to so many words and signs; a pasted page asks nothing more precise."""

_OR = {"OR", "ИЛИ", "|", "||"}
_AND = {"AND", "И", "&", "&&"}
_NOT = {"NOT", "НЕ"}
_QUOTES = {'"': '"', "“": '”„“"', "„": '“”"'}
_LEXEME = re.compile(
    r"""
      (?P<space>\s+)
    | (?P<quoted>=?(?:"[^"]*"|“[^”"]*[”"]|„[^“”"]*[“”"]))
    | (?P<bracket>[()])
    | (?P<text>[^\s()"“„]+|["“„])
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class _Lexeme:
    kind: str
    text: str
    after_space: bool


def _lexemes(text: str) -> list[_Lexeme]:
    found: list[_Lexeme] = []
    after_space = True
    for match in _LEXEME.finditer(text):
        if len(found) == MOST_LEXEMES:
            break
        kind = match.lastgroup or "text"
        if kind == "space":
            after_space = True
            continue
        piece = match.group()
        found.append(_Lexeme(kind, piece, after_space))
        after_space = False
    return found


class _Parser:
    def __init__(self, text: str, analyzer: Analyzer) -> None:
        self.notes: list[str] = []
        self._analyzer = analyzer
        self._lexemes = _lexemes(text)
        if len(self._lexemes) == MOST_LEXEMES:
            self._note(
                tr(
                    f"a long query: only its first {MOST_LEXEMES} words are used",
                    f"длинный запрос: учтены только первые {MOST_LEXEMES} слов",
                )
            )
        self._place = 0
        self._depth = 0
        plain = [x.text for x in self._lexemes if x.text not in _OR | _AND | _NOT]
        # A headline in capitals: «КТО НЕ РАБОТАЕТ, ТОТ НЕ ЕСТ» excludes nothing.
        self._shouted = len(plain) > 2 and not any(c.islower() for c in text)

    def parse(self) -> Query:
        parts = []
        while self._place < len(self._lexemes):
            parts.append(self._alternatives())
            if self._peek(")"):
                self._place += 1
                self._note(tr("a bracket without its pair is ignored", "скобка без пары пропущена"))
        return _all([part for part in parts if part is not None])

    def _alternatives(self) -> Query | None:
        children = [self._conjunction()]
        while self._word_is(_OR):
            operator = self._take().text
            right = self._conjunction()
            if children[0] is None or right is None:
                self._note_operator(operator)
            children.append(right)
        found = tuple(child for child in children if child is not None)
        return found[0] if len(found) == 1 else (Either(found) if found else None)

    def _conjunction(self) -> Query | None:
        children: list[Query] = []
        while self._place < len(self._lexemes) and not self._peek(")") and not self._word_is(_OR):
            if self._word_is(_AND):
                operator = self._take().text
                if not children or self._at_end():
                    self._note_operator(operator)
                continue
            unit = self._unit()
            if unit is not None:
                children.append(unit)
        telling = [c for c in children if not _is_stop_word(c)]
        if any(not isinstance(c, Not) for c in telling):
            children = telling
        return _all(children) if children else None

    def _unit(self) -> Query | None:
        lexeme = self._take()
        if lexeme.text in _NOT and not self._shouted:
            return self._exclusion(lexeme)
        if lexeme.kind == "text" and lexeme.after_space and lexeme.text[0] in "-−":
            return self._minus(lexeme)
        if lexeme.text == "(":
            return self._group()
        if lexeme.kind == "quoted":
            return self._phrase(lexeme.text)
        return self._chunk(lexeme.text)

    def _exclusion(self, operator: _Lexeme) -> Query | None:
        while self._word_is(_NOT):
            self._place += 1
        if self._at_end() or self._word_is(_OR | _AND):
            self._note_operator(operator.text)
            return None
        return self._negated(self._unit())

    def _minus(self, lexeme: _Lexeme) -> Query | None:
        rest = lexeme.text[1:]
        if rest:
            return self._negated(self._chunk(rest))
        following = None if self._at_end() else self._lexemes[self._place]
        if following and not following.after_space:
            return self._negated(self._unit())
        return None  # a lone dash is punctuation

    @staticmethod
    def _negated(child: Query | None) -> Query | None:
        return Not(child) if child is not None else None

    def _group(self) -> Query | None:
        if self._depth >= 50:  # deeper nesting would exhaust the call stack further down
            return None
        self._depth += 1
        child = self._alternatives()
        self._depth -= 1
        if self._peek(")"):
            self._place += 1
        else:
            self._note(tr("a bracket without its pair is ignored", "скобка без пары пропущена"))
        return child

    def _phrase(self, text: str) -> Query | None:
        exact = text.startswith("=")
        terms = self._analyzer.terms(text.lstrip("="))
        found = tuple(Word(term.form, term.key, exact) for term in terms)
        if len(found) > 1:
            return Phrase(found)
        return found[0] if found else None

    def _chunk(self, text: str) -> Query | None:
        if text in ('"', "“", "„"):
            self._note(
                tr("a quotation mark without its pair is ignored", "кавычка без пары пропущена")
            )
            return None
        exact = text.startswith("=") and len(text) > 1
        terms = self._analyzer.terms(text)
        if not terms:
            return None
        last = terms[-1]
        is_prefix = text[last.end :].rstrip(",.;:!?»)") == "*"
        if "*" in text and not is_prefix:
            self._note(
                tr(
                    f"{text}: an asterisk works only at the end of a word",
                    f"{text}: звёздочка действует только в конце слова",
                )
            )
        found: list[Word | Prefix] = [Word(t.form, t.key, exact) for t in terms]
        if is_prefix:
            found[-1] = Prefix(last.form)
        return _all(_join_compounds(text, terms, found))

    def _take(self) -> _Lexeme:
        self._place += 1
        return self._lexemes[self._place - 1]

    def _at_end(self) -> bool:
        return self._place >= len(self._lexemes) or self._peek(")")

    def _peek(self, text: str) -> bool:
        return self._place < len(self._lexemes) and self._lexemes[self._place].text == text

    def _word_is(self, operators: set[str]) -> bool:
        return self._place < len(self._lexemes) and self._lexemes[self._place].text in operators

    def _note(self, note: str) -> None:
        if note not in self.notes:
            self.notes.append(note)

    def _note_operator(self, operator: str) -> None:
        self._note(
            tr(
                f"{operator}: nothing to join here, ignored",
                f"{operator}: здесь нечего связывать, пропущено",
            )
        )


# Between the parts of one word: премьер-министр, kazpravda.kz, д'Артаньян, 8,1, AT&T.
_COMPOUND = re.compile(r"[-‐‑–−.’'&@+_]|(?<=\d),(?=\d)")


def _join_compounds(text: str, terms: list[Term], found: list["Word | Prefix"]) -> list["Query"]:
    """The words of a chunk without spaces; those that a compound mark joins make a phrase."""
    groups = [[found[0]]]
    for i in range(1, len(terms)):
        start, end = terms[i - 1].end, terms[i].start
        joined = (match := _COMPOUND.match(text, start)) is not None and match.end() == end
        if joined:
            groups[-1].append(found[i])
        else:
            groups.append([found[i]])
    return [Phrase(tuple(group), quoted=False) if len(group) > 1 else group[0] for group in groups]


def _is_stop_word(query: Query) -> bool:
    return isinstance(query, Word) and not query.exact and query.form in STOP_FORMS


def _all(children: list["Query"]) -> "Query":
    if not children:
        return NOTHING
    return children[0] if len(children) == 1 else All(tuple(dict.fromkeys(children)))
