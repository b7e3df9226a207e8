"""Analyzes text into terms.

A token is a run of letters, digits and combining marks. Its form does not depend on how it was
typed: capitals, ё, stress marks, accents of Latin letters, soft hyphens, lookalike letters. Its key
is what is matched, one for all forms of a word. Engines get forms and keys ready-made.

A form has one key, but for some surnames: «зубов» has that of «зуб», «Зубов» that of «Зубовым».
"""

import re
from collections.abc import Callable, Iterable
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from searchtool.analysis.morphology.surnames import is_ambiguous_surname
from searchtool.analysis.tokenizer import TOKEN, normalize
from searchtool.core.memo import Memo
from searchtool.core.model import Term
from searchtool.core.versions import installed_version

if TYPE_CHECKING:
    from searchtool.analysis.morphology.lemmatizer import Lemmatizer

ANALYSIS_VERSION = 5
"""To be raised when the same text gives other forms or keys; older indexes are then outdated."""

MAX_CACHED = 600_000
"""Tokens whose form is kept, and forms whose key is: together 150 MB at most. A collection of eight
million tokens has 430,000."""
_RUSSIAN_WORD = re.compile("[а-я]+")


class Words(NamedTuple):
    """The forms and the keys of the tokens of a text in order, separated by spaces."""

    forms: str
    keys: str

    @property
    def tokens(self) -> int:
        """The number of tokens."""
        return self.keys.count(" ") + 1 if self.keys else 0


class Analyzer:
    """Turns text into terms. The form and the key of a token are worked out once and kept."""

    def __init__(self, known: Callable[[str], str | None] = lambda form: None) -> None:
        """`known` gives the keys of forms that were worked out before, None for others: an index
        has the keys of its words, so a query with these words needs no dictionary."""
        self._forms = Memo(self._read_token, MAX_CACHED)
        self._surnames: set[str] = set()
        self._keys = Memo(self._work_out_key, MAX_CACHED)
        self._known = known

    def terms(self, text: str) -> list[Term]:
        """The tokens of `text` in order, with spans in `text`; a term's position is its index.

        >>> [(t.form, t.key) for t in Analyzer().terms("Саммиты ШОС")]
        [('саммиты', 'саммит'), ('шос', 'шос')]
        """
        form_of, keys, surnames = self._form, self._keys, self._surnames
        found = []
        for match in TOKEN.finditer(text):
            form = form_of(token := match.group())
            key = form if token in surnames and not text.isupper() else keys[form]
            found.append(Term(form, key, match.start(), match.end()))
        return found

    def words(self, text: str) -> Words:
        """The tokens of `text` without their spans.

        >>> Analyzer().words("Саммиты ШОС")
        Words(forms='саммиты шос', keys='саммит шос')
        """
        keys, kept = self._keys, self._forms
        tokens = TOKEN.findall(text)
        # A token that has a key is a form itself, as most are; `_form` is written out for speed.
        forms = [t if t in keys else normalize(t) if t.islower() else kept[t] for t in tokens]
        found: Iterable[str] = map(keys.__getitem__, forms)
        if not self._surnames.isdisjoint(tokens) and not text.isupper():
            triples = zip(tokens, forms, found, strict=True)
            found = (form if token in self._surnames else key for token, form, key in triples)
        return Words(" ".join(forms), " ".join(found))

    def other_keys(self, term: Term) -> tuple[str, ...]:
        """The keys that the form of a term of a query may have in a text besides its own: with a
        capital letter or without.

        >>> analyzer = Analyzer()
        >>> [(t.key, *analyzer.other_keys(t)) for t in analyzer.terms("Зубов зубов зубы")]
        [('зубов', 'зуб'), ('зуб', 'зубов'), ('зуб',)]
        """
        if not is_ambiguous_surname(term.form):
            return ()
        return (term.form if term.key != term.form else self._keys[term.form],)

    def key(self, form: str) -> str:
        """The key of a form in lower case: `Lemmatizer.key` of a Russian word, the Snowball stem of
        an English one, others themselves."""
        return self._keys[form]

    def _form(self, token: str) -> str:
        # Lower-case words, most of all, are kept with their keys only: an indexing process takes
        # 20 MB less.
        return normalize(token) if token.islower() else self._forms[token]

    def _read_token(self, token: str) -> str:
        form = normalize(token)
        if token[0].isupper() and is_ambiguous_surname(form):
            self._surnames.add(token)
        return form

    def _work_out_key(self, form: str) -> str:
        is_english = form.isascii() and form.isalpha()
        if not is_english and not _RUSSIAN_WORD.fullmatch(form):
            return form
        if not is_ambiguous_surname(form) and (key := self._known(form)):
            return key
        return str(self._stem_english(form)) if is_english else self._read_russian(form)

    def _read_russian(self, form: str) -> str:
        return self._lemmatizer.key(form)

    @cached_property
    def _stem_english(self) -> Any:  # snowballstemmer carries no types
        import snowballstemmer

        return snowballstemmer.stemmer("english").stemWord

    @cached_property
    def _lemmatizer(self) -> "Lemmatizer":
        from searchtool.analysis.morphology.lemmatizer import Lemmatizer

        return Lemmatizer()


@cache
def shared_analyzer() -> Analyzer:
    """One analyzer for a whole process: it remembers the words it has seen."""
    return Analyzer()


def fingerprint() -> str:
    """What the terms of a text depend on; an index built with another fingerprint is outdated."""
    libraries = ("pymorphy3-dicts-ru", "snowballstemmer")
    return " ".join(
        [f"analysis {ANALYSIS_VERSION}", *(f"{n} {installed_version(n)}" for n in libraries)]
    )
