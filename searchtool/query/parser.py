"""Parses a query text into a tree; never fails.

    query       = alternative {OR alternative}
    alternative = unit {[AND] unit}
    unit        = ["-" | NOT] ( "(" query ")" | word | word* | word~ | "phrase" | "phrase"~3
                | =word | ="phrase" | field:value )

Any text is a valid query: an operator that is not understood is searched as text or ignored, and
a note says so.
"""

import re
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from searchtool.analysis.analyzer import Analyzer
from searchtool.core.i18n import tr
from searchtool.query.alternatives import Alternatives, expand
from searchtool.query.filters import (
    DATE_ADVICE,
    FIELD_NAMES,
    QueryField,
    date_filter,
    is_written_like_a_date,
    keyword_filter,
    path_filter,
)
from searchtool.query.lexer import (
    AND_SIGNS,
    MAX_CHARS,
    MAX_LEXEMES,
    NOT_SIGNS,
    OPERATORS,
    OR_SIGNS,
    Lexeme,
    lexemes,
    read_part,
)
from searchtool.query.tree import (
    MATCH_NONE,
    And,
    Filter,
    Not,
    Or,
    Query,
    QueryToken,
    TermNode,
    all_of,
)
from searchtool.query.word_parser import QUOTED, WordParser

__all__ = ["OPERATORS", "ParsedQuery", "QueryToken", "parse_query"]

MAX_DEPTH = 50
"""Brackets are read to this depth: deeper nesting would exhaust the call stack further down."""

MAX_FILTERS = 30
"""Filters of a query that are used: each may stand for all the paths or days of an index."""

MAX_VALUE_CHARS = 1_000
"""Of a filter: no path that is looked for is longer."""

MAX_NOTES, MAX_NOTE_CHARS = 20, 300
"""Notes on a query: more, or longer ones, nobody reads."""

_FIELD = r"(?s)(\w+):(.*)"
_AFTER_WORD = ",.;:!?»”)"


class ParsedQuery(NamedTuple):
    """The tree of a query text; its words in order, stop words included and negated ones left out;
    notes on what was not understood; what may stand instead of some nodes of the tree; and, once
    that is put into the tree, the tree as it was typed."""

    text: str
    tree: Query
    sequence: tuple[QueryToken, ...] = ()
    notes: tuple[str, ...] = ()
    alternatives: Alternatives = Alternatives()
    typed_tree: Query | None = None

    @property
    def typed(self) -> Query:
        """The tree without alternatives."""
        return self.tree if self.typed_tree is None else self.typed_tree

    def expanded(self) -> "ParsedQuery":
        """The same with the alternatives in the tree."""
        return self._replace(tree=expand(self.tree, self.alternatives), typed_tree=self.tree)

    def without_alternatives(self) -> "ParsedQuery":
        """The same with what was typed alone."""
        sequence = tuple(token._replace(also=()) for token in self.sequence)
        return self._replace(sequence=sequence, alternatives=Alternatives())


def parse_query(
    text: str, analyzer: Analyzer, said_by: Callable[[str], Query | None] | None = None
) -> ParsedQuery:
    """The tree of any text. `said_by` tells what a speaker said, by the name after `speaker:`;
    without it the words of the name are searched.

    >>> parse_query("терроризм -войны", Analyzer()).tree.children[1].child.key
    'войн'
    """
    parser = _Parser(text, analyzer, said_by)
    tree = parser.parse()
    words = parser.words
    alternatives = Alternatives(words.variants)
    return ParsedQuery(text, tree, tuple(words.tokens), tuple(parser.notes), alternatives)


class _Parser:
    def __init__(
        self, text: str, analyzer: Analyzer, said_by: Callable[[str], Query | None] | None
    ) -> None:
        self.notes: list[str] = []
        self._analyzer = analyzer
        self._said_by = said_by
        part = read_part(text)
        self._lexemes = lexemes(part)
        self._at = 0
        self._depth = 0
        self._filters_left = MAX_FILTERS
        if len(part) == MAX_CHARS < len(text):
            self._note(
                f"long query: only its first {MAX_CHARS} characters are used",
                f"длинный запрос: учтены только первые {MAX_CHARS} знаков",
            )
        elif len(part) < len(text) or len(self._lexemes) > MAX_LEXEMES:
            del self._lexemes[MAX_LEXEMES:]
            self._note(
                f"long query: only its first {MAX_LEXEMES} words are used",
                f"длинный запрос: учтены только первые {MAX_LEXEMES} слов",
            )
        others = [lexeme for lexeme in self._lexemes if lexeme.text not in OPERATORS]
        # A headline in capitals excludes nothing: «КТО НЕ РАБОТАЕТ, ТОТ НЕ ЕСТ».
        self._is_all_caps = len(others) > 2 and not any(c.islower() for c in text)
        self.words = WordParser(analyzer, self._is_all_caps, self._note)

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
        while self._next_is(OR_SIGNS):
            operator = self._take().text
            right = self._conjunction()
            if children[0] is None or right is None:
                self._note_operator(operator)
            children.append(right)
        found = tuple(child for child in children if child is not None)
        return found[0] if len(found) == 1 else (Or(found) if found else None)

    def _conjunction(self) -> Query | None:
        children: list[Query] = []
        while self._at < len(self._lexemes) and not self._peek(")") and not self._next_is(OR_SIGNS):
            if self._next_is(AND_SIGNS):
                operator = self._take().text
                if not children or self._at_end():
                    self._note_operator(operator)
            elif (unit := self._unit()) is not None:
                children.append(unit)
        content = [child for child in children if not _is_stop_word(child)]
        if not all(isinstance(child, Not) or _is_filter(child) for child in content):
            children = content
        return all_of(children) if children else None

    def _unit(self) -> Query | None:
        lexeme = self._take()
        if lexeme.text in NOT_SIGNS and not self._is_all_caps:
            return self._exclusion(lexeme)
        if lexeme.kind == "text" and lexeme.after_space and lexeme.text[0] in "-−":
            return self._minus(lexeme)
        if lexeme.text == "(":
            return self._group()
        if lexeme.kind == "quoted":
            return self.words.parse_quoted(lexeme.text)
        if ":" in lexeme.text and (field := re.compile(_FIELD).fullmatch(lexeme.text)):
            if not self._filters_left and field[1].lower() in FIELD_NAMES:
                self._leave_out(field)
                return None
            return self._field(field) or self.words.parse_plain(lexeme.text)
        return self.words.parse_plain(lexeme.text)

    def _exclusion(self, operator: Lexeme) -> Query | None:
        while self._next_is(NOT_SIGNS):
            self._at += 1
        if self._at_end() or self._next_is(OR_SIGNS | AND_SIGNS):
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
        count = len(self.words.tokens)
        child = self._unit()
        del self.words.tokens[count:]
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
        if field is None:
            return None
        value, taken = self._whole_value(field, value)
        if len(value) > MAX_VALUE_CHARS:
            self._note(
                f"{name}: only the first {MAX_VALUE_CHARS} characters of the value are used",
                f"{name}: учтены только первые {MAX_VALUE_CHARS} знаков значения",
            )
            value = value[:MAX_VALUE_CHARS]
        if not value.strip(_AFTER_WORD):
            self._note(
                f"{name}: needs a value right behind the colon, searched as a word",
                f"{name}: значение должно стоять сразу за двоеточием, ищется как слово",
            )
            return None
        found = self._filter(field, value) or self._no_value(field, value)
        if found is not None:
            self._at += taken
            self._filters_left -= 1
        return found

    def _leave_out(self, match: re.Match[str]) -> None:
        """Pass over a filter, as there are too many."""
        _, taken = self._whole_value(FIELD_NAMES[match[1].lower()], match[2])
        self._at += taken
        self._note(
            f"many filters: only the first {MAX_FILTERS} are used",
            f"много фильтров: учтены только первые {MAX_FILTERS}",
        )

    def _whole_value(self, field: QueryField, value: str) -> tuple[str, int]:
        """The value of a filter with the pieces right behind it, and how many these are: one in
        quotation marks, and of a range of dates what follows: `date:"май 2019".."июль 2019"`."""
        taken = 0
        for lexeme in self._lexemes[self._at :]:
            if lexeme.after_space or (value and field != "date"):
                break
            quoted = re.compile(QUOTED).fullmatch(lexeme.text)
            if quoted and (not value or value.endswith("..")):
                value += quoted[2]
            elif value and lexeme.text.startswith(".."):
                value += lexeme.text
            else:
                break
            taken += 1
        return value, taken

    def _no_value(self, field: QueryField, value: str) -> Query | None:
        """What the value of a filter stands for that is none: for its text, or for nothing."""
        if field == "date":
            return self._wrong_date(value)
        self._note(
            f"{value}: no word, searched as text", f"{value}: это не слово, ищется как текст"
        )
        return None

    def _filter(self, field: QueryField, value: str) -> Query | None:
        if field == "date":
            return date_filter(value)
        if field == "path":
            return path_filter(value)
        if sign := re.search(r"[*~]|^=", value):
            self._note(
                f"{value}: in a filter any form of a word is found, {sign[0]} ignored",
                f"{value}: в фильтре подходит любая форма слова, знак {sign[0]} не учтён",
            )
        if field == "speaker" and self._said_by:
            return self._said_by(value.rstrip(_AFTER_WORD))
        return keyword_filter(field, value, self._analyzer)

    def _take(self) -> Lexeme:
        self._at += 1
        return self._lexemes[self._at - 1]

    def _at_end(self) -> bool:
        return self._at >= len(self._lexemes) or self._peek(")")

    def _peek(self, text: str) -> bool:
        return self._at < len(self._lexemes) and self._lexemes[self._at].text == text

    def _next_is(self, operators: AbstractSet[str]) -> bool:
        return self._at < len(self._lexemes) and self._lexemes[self._at].text in operators

    def _note(self, english: str, russian: str) -> None:
        note = tr(english, russian)
        if len(note) > MAX_NOTE_CHARS:
            note = f"{note[:MAX_NOTE_CHARS]}…"
        if note not in self.notes and len(self.notes) < MAX_NOTES:
            self.notes.append(note)

    def _note_bracket(self) -> None:
        self._note("unmatched bracket ignored", "непарная скобка не учтена")

    def _note_operator(self, operator: str) -> None:
        self._note(f"dangling {operator} ignored", f"лишний {operator} не учтён")

    def _wrong_date(self, value: str) -> Query | None:
        """What a date stands for that there is not: no document, or its text."""
        english, russian = DATE_ADVICE
        if is_written_like_a_date(value):
            self._note(
                f"{value}: no such date; {english}",
                f"{value}: такой даты нет; {russian}",
            )
            return MATCH_NONE
        self._note(
            f"{value}: not a date, searched as text; {english}",
            f"{value}: это не дата, ищется как текст; {russian}",
        )
        return None


def _is_stop_word(query: Query) -> bool:
    return isinstance(query, TermNode) and query.is_stop


def _is_filter(query: Query) -> bool:
    """Whether it is a filter, of one value or of several: a name, as documents write it."""
    if isinstance(query, And | Or):
        return bool(query.children) and all(map(_is_filter, query.children))
    return isinstance(query, Filter)
