"""Query text in, Query tree out; never fails.

    query    = either {OR either}
    either   = unit {[AND] unit}
    unit     = ["-" | NOT] ( "(" query ")" | word | word* | word~ | "phrase" | "phrase"~3
             | =word | ="phrase" | field:value )

Any text is a valid query: an operator that cannot be understood is text, and the notes say so.
"""

import re
from typing import NamedTuple

from searchtool.analysis.analyzer import Analyzer
from searchtool.analysis.stopwords import STOPWORDS
from searchtool.core.i18n import tr
from searchtool.core.model import Term
from searchtool.query.filters import FIELD_NAMES, date_filter, keyword_filter, path_filter
from searchtool.query.lexer import MAX_LEXEMES, Lexeme, lexemes
from searchtool.query.tree import (
    Filter,
    Fuzzy,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    TermNode,
    WordNode,
    all_of,
)

MAX_DEPTH = 50
"""Brackets are read to this depth: deeper nesting would exhaust the call stack further down."""

MAX_SLOP_DIGITS = 2
"""So many digits of a number of words between are read: nobody means a hundred."""

MIN_PREFIX_CHARS = 2
MIN_FUZZY_CHARS = 3
"""Letters: fewer would stand for thousands of words, none of them meant."""

_OR = {"OR", "ИЛИ", "|"}
_AND = {"AND", "И", "&", "&&"}
_NOT = {"NOT", "НЕ"}
OPERATORS = frozenset(_OR | _AND | _NOT)
# Compiled where they are first needed, by most queries never; `re` remembers them.
_QUOTED = r"""(?s)(=?)["“„](.*)["”“](?:~(\d*))?"""
_FIELD = r"(?s)(\w+):(.*)"
_AFTER_WORD = ",.;:!?»”)"
_SIGN = r"([*~])([12]?)[,.;:!?»”)]*"
_SLIPS = r"\w~[12][,.;:!?»”)]*$"
# Between the parts of one word: премьер-министр, kazpravda.kz, д'Артаньян, 8,1, AT&T.
_COMPOUND = r"[-‐‑–−.’'&@+_]|(?<=\d),(?=\d)"
_HYPHEN = r"[-‐‑]"


class QueryToken(NamedTuple):
    """A word of the query where it stands in its text, negated ones left out."""

    word: WordNode
    is_stop: bool = False
    is_capitalized: bool = False


class ParsedQuery(NamedTuple):
    """The tree of a query text, its words in order with stop words among them, and what of the
    text was not understood."""

    text: str
    tree: Query
    sequence: tuple[QueryToken, ...] = ()
    notes: tuple[str, ...] = ()


def parse_query(text: str, analyzer: Analyzer) -> ParsedQuery:
    """The tree of any text.

    >>> parse_query("терроризм -войны", Analyzer()).tree.children[1].child.key
    'войн'
    """
    parser = _Parser(text, analyzer)
    tree = parser.parse()
    return ParsedQuery(text, tree, tuple(parser.sequence), tuple(parser.notes))


class _Parser:
    def __init__(self, text: str, analyzer: Analyzer) -> None:
        self.notes: list[str] = []
        self.sequence: list[QueryToken] = []
        self._analyzer = analyzer
        self._lexemes = lexemes(text)
        if len(self._lexemes) > MAX_LEXEMES:
            del self._lexemes[MAX_LEXEMES:]
            self._note(
                f"a long query: only its first {MAX_LEXEMES} words are used",
                f"длинный запрос: учтены только первые {MAX_LEXEMES} слов",
            )
        self._at = 0
        self._depth = 0
        plain = [x.text for x in self._lexemes if x.text not in OPERATORS]
        # A headline in capitals: «КТО НЕ РАБОТАЕТ, ТОТ НЕ ЕСТ» excludes nothing.
        self._is_all_caps = len(plain) > 2 and not any(c.islower() for c in text)

    def parse(self) -> Query:
        parts = []
        while self._at < len(self._lexemes):
            parts.append(self._disjunction())
            if self._peek(")"):
                self._at += 1
                self._note_bracket()
        return all_of([part for part in parts if part is not None])

    def _disjunction(self) -> Query | None:
        children = [self._conjunction()]
        while self._word_is(_OR):
            operator = self._take().text
            right = self._conjunction()
            if children[0] is None or right is None:
                self._note_operator(operator)
            children.append(right)
        found = tuple(child for child in children if child is not None)
        return found[0] if len(found) == 1 else (Or(found) if found else None)

    def _conjunction(self) -> Query | None:
        children: list[Query] = []
        while self._at < len(self._lexemes) and not self._peek(")") and not self._word_is(_OR):
            if self._word_is(_AND):
                operator = self._take().text
                if not children or self._at_end():
                    self._note_operator(operator)
            elif (unit := self._unit()) is not None:
                children.append(unit)
        content = [child for child in children if not _is_stop_word(child)]
        if any(not isinstance(child, Not | Filter) for child in content):
            children = content
        return all_of(children) if children else None

    def _unit(self) -> Query | None:
        lexeme = self._take()
        if lexeme.text in _NOT and not self._is_all_caps:
            return self._exclusion(lexeme)
        if lexeme.kind == "text" and lexeme.after_space and lexeme.text[0] in "-−":
            return self._minus(lexeme)
        if lexeme.text == "(":
            return self._group()
        if lexeme.kind == "quoted":
            return self._phrase(lexeme.text)
        if ":" in lexeme.text and (field := re.compile(_FIELD).fullmatch(lexeme.text)):
            return self._field(field) or self._chunk(lexeme.text)
        return self._chunk(lexeme.text)

    def _exclusion(self, operator: Lexeme) -> Query | None:
        while self._word_is(_NOT):
            self._at += 1
        if self._at_end() or self._word_is(_OR | _AND):
            self._note_operator(operator.text)
            return None
        return self._negated()

    def _minus(self, lexeme: Lexeme) -> Query | None:
        if rest := lexeme.text[1:]:
            self._at -= 1
            self._lexemes[self._at] = Lexeme("text", rest, after_space=False)
            return self._negated()
        following = None if self._at_end() else self._lexemes[self._at]
        if following and not following.after_space:
            return self._negated()
        return None  # a lone dash is punctuation

    def _negated(self) -> Query | None:
        asked = len(self.sequence)
        child = self._unit()
        del self.sequence[asked:]
        return Not(child) if child is not None else None

    def _group(self) -> Query | None:
        if self._depth >= MAX_DEPTH:
            return None
        self._depth += 1
        child = self._disjunction()
        self._depth -= 1
        if self._peek(")"):
            self._at += 1
        else:
            self._note_bracket()
        return child

    def _field(self, match: re.Match[str]) -> Query | None:
        """A filter, or None where the text only looks like one."""
        name, value = match.groups()
        field = FIELD_NAMES.get(name.lower())
        following = None if self._at_end() else self._lexemes[self._at]
        takes_next = not value and following is not None and not following.after_space
        if takes_next and following and (quoted := re.compile(_QUOTED).fullmatch(following.text)):
            value = quoted[2]
        if field is None or not value.strip(_AFTER_WORD):
            return None
        found = self._filter(field, value)
        if found is None:
            self._note(
                f"{value}: not a date, searched as text",
                f"{value}: это не дата, ищется как текст",
            )
        elif takes_next:
            self._at += 1
        return found

    def _filter(self, field: str, value: str) -> Query | None:
        if field == "date":
            return date_filter(value)
        if field == "path":
            return path_filter(value)
        return keyword_filter("title" if field == "title" else "speaker", value, self._analyzer)

    def _phrase(self, text: str) -> Query | None:
        match = re.compile(_QUOTED).fullmatch(text)
        assert match is not None  # it is a part of the lexeme's own pattern
        exact, body, slop = match.groups()
        found = self._words(self._analyzer.terms(body), body, exact=bool(exact))
        if len(found) > 1:
            return Phrase(tuple(found), slop=int(slop[:MAX_SLOP_DIGITS]) if slop else None)
        return found[0] if found else None

    def _words(self, terms: list[Term], text: str, exact: bool) -> list[WordNode]:
        words: list[WordNode] = []
        for term in terms:
            surface = text[term.start : term.end]
            # «IT-рынок», «ИЛИ» of an institute: capitals among small letters are a name.
            is_named = surface.isupper() and len(surface) > 1 and not self._is_all_caps
            is_stop = term.form in STOPWORDS and not exact and not is_named
            is_capitalized = surface[0].isupper() and bool(self.sequence) and not self._is_all_caps
            words.append(TermNode(term.form, term.key, exact, is_stop))
            self.sequence.append(QueryToken(words[-1], is_stop, is_capitalized))
        return words

    def _chunk(self, text: str) -> Query | None:
        if text in ('"', "“", "„"):
            self._note("a quotation mark without its pair is ignored", "кавычка без пары пропущена")
            return None
        terms = self._analyzer.terms(text)
        if len(terms) > 1 and re.compile(_SLIPS).search(
            text
        ):  # the number belongs to the sign: слово~2
            terms.pop()
        if not terms:
            return None
        found = self._words(terms, text, exact=text.startswith("="))
        last = terms[-1]
        if last.end < len(text) and (sign := re.compile(_SIGN).fullmatch(text, last.end)):
            found[-1] = self._with_sign(found[-1], sign, text)
            self.sequence[-1] = self.sequence[-1]._replace(word=found[-1], is_stop=False)
        elif "*" in text:
            self._note(
                f"{text}: an asterisk works only at the end of a word",
                f"{text}: звёздочка действует только в конце слова",
            )
        return all_of(self._join_compounds(text, terms, found))

    def _with_sign(self, word: WordNode, sign: re.Match[str], text: str) -> WordNode:
        """The word as the sign behind it means it."""
        shortest = MIN_PREFIX_CHARS if sign[1] == "*" else MIN_FUZZY_CHARS
        if len(word.form) < shortest:
            self._note(
                f"{text}: too short for {sign[1]}, searched as a word",
                f"{text}: слишком коротко для {sign[1]}, ищется как слово",
            )
            return word
        return Prefix(word.form) if sign[1] == "*" else Fuzzy(word.form, int(sign[2] or 0))

    def _join_compounds(self, text: str, terms: list[Term], found: list[WordNode]) -> list[Query]:
        """The words of a chunk without spaces; those that a compound mark joins make a phrase."""
        groups = [[0]]
        for i in range(1, len(terms)):
            start, end = terms[i - 1].end, terms[i].start
            match = re.compile(_COMPOUND).match(text, start)
            if match is not None and match.end() == end:
                groups[-1].append(i)
            else:
                groups.append([i])
        return [self._compound(text, [terms[i] for i in g], [found[i] for i in g]) for g in groups]

    def _compound(self, text: str, terms: list[Term], found: list[WordNode]) -> Query:
        if len(found) == 1:
            return found[0]
        phrase = Phrase(tuple(found), quoted=False)
        whole = text[terms[0].start : terms[-1].end]
        joined = self._analyzer.terms(re.compile(_HYPHEN).sub("", whole))
        plain = all(isinstance(word, TermNode) and not word.exact for word in found)
        if len(joined) != 1 or not joined[0].form.isalpha() or not plain:
            return phrase
        # Written as one word it is the same word: «премьерминистр» of a broken PDF.
        return Or((phrase, TermNode(joined[0].form, joined[0].key)))

    def _take(self) -> Lexeme:
        self._at += 1
        return self._lexemes[self._at - 1]

    def _at_end(self) -> bool:
        return self._at >= len(self._lexemes) or self._peek(")")

    def _peek(self, text: str) -> bool:
        return self._at < len(self._lexemes) and self._lexemes[self._at].text == text

    def _word_is(self, operators: set[str]) -> bool:
        return self._at < len(self._lexemes) and self._lexemes[self._at].text in operators

    def _note(self, english: str, russian: str) -> None:
        if (note := tr(english, russian)) not in self.notes:
            self.notes.append(note)

    def _note_bracket(self) -> None:
        self._note("a bracket without its pair is ignored", "скобка без пары пропущена")

    def _note_operator(self, operator: str) -> None:
        self._note(
            f"{operator}: nothing to join here, ignored",
            f"{operator}: здесь нечего связывать, пропущено",
        )


def _is_stop_word(query: Query) -> bool:
    return isinstance(query, TermNode) and query.is_stop
