"""Text in, Terms out; the only place that knows Russian words.

A token is a run of letters, digits and combining marks. Its form is the surface without accidents
of writing (capitals, ё, stress marks, soft hyphens, lookalike letters of another alphabet); its
key is what is matched, one for all forms of a word. Engines get forms and keys ready-made.
"""

import re
from collections.abc import Callable
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from searchtool.core.memo import Memo
from searchtool.core.model import Term
from searchtool.core.versions import installed_version

if TYPE_CHECKING:
    from searchtool.analysis.morphology.lemmatizer import Lemmatizer
from searchtool.analysis.tokenizer import TOKEN, normalize

ANALYSIS_VERSION = 2
"""Raised whenever the same text would give other forms or keys; older indexes are then refused."""

MOST_REMEMBERED = 600_000
"""Surfaces whose form is kept, and forms whose key is: together 150 MB at most. A collection of
eight million tokens has 430,000."""
_RUSSIAN_WORD = re.compile("[а-я]+")


class Words(NamedTuple):
    """The forms and the keys of the tokens of a text in order, parted by spaces."""

    forms: str
    keys: str

    @property
    def tokens(self) -> int:
        """How many there are."""
        return self.keys.count(" ") + 1 if self.keys else 0


class Analyzer:
    """Turns text into Terms. Every distinct surface is worked out once and remembered."""

    def __init__(self, known: Callable[[str], str | None] = lambda form: None) -> None:
        """`known` gives the keys of forms that have been worked out before: an index knows those it
        holds, and a query whose words it knows needs no dictionary."""
        self._forms = Memo(normalize, MOST_REMEMBERED)
        self._keys = Memo(self._work_out_key, MOST_REMEMBERED)
        self._known = known

    def terms(self, text: str) -> list[Term]:
        """The tokens of `text` in order, with spans in `text`; a term's position is its index.

        >>> [(t.form, t.key) for t in Analyzer().terms("Саммиты ШОС")]
        [('саммиты', 'саммит'), ('шос', 'шос')]
        """
        form_of, keys = self._form, self._keys
        return [
            Term(form := form_of(match.group()), keys[form], match.start(), match.end())
            for match in TOKEN.finditer(text)
        ]

    def words(self, text: str) -> Words:
        """The tokens of `text` without their spans.

        >>> Analyzer().words("Саммиты ШОС")
        Words(forms='саммиты шос', keys='саммит шос')
        """
        form_of, keys = self._form, self._keys
        # What has a key is a form, as nearly all tokens are.
        forms = [t if t in keys else form_of(t) for t in TOKEN.findall(text)]
        return Words(" ".join(forms), " ".join(map(keys.__getitem__, forms)))

    def key(self, form: str) -> str:
        """What is matched for a normalized form: `Morphology.key` for Russian, the Snowball stem
        for English, other words and numbers themselves."""
        return self._keys[form]

    def _form(self, token: str) -> str:
        # Words in small letters, most of all, are remembered with their keys alone: with these
        # interned a process that indexes takes 20 MB less.
        return normalize(token) if token.islower() else self._forms[token]

    def _work_out_key(self, form: str) -> str:
        is_english = form.isascii() and form.isalpha()
        if not is_english and not _RUSSIAN_WORD.fullmatch(form):
            return form
        if key := self._known(form):
            return key
        return str(self._stem_english(form)) if is_english else self._read_russian(form)

    def _read_russian(self, form: str) -> str:
        return self._morphology.key(form)

    @cached_property
    def _stem_english(self) -> Any:  # snowballstemmer carries no types
        import snowballstemmer

        return snowballstemmer.stemmer("english").stemWord

    @cached_property
    def _morphology(self) -> "Lemmatizer":
        from searchtool.analysis.morphology.lemmatizer import Lemmatizer

        return Lemmatizer()


@cache
def shared_analyzer() -> Analyzer:
    """One analyzer for a whole process: it remembers the words it has seen."""
    return Analyzer()


def fingerprint() -> str:
    """What decides the terms of a text: an index built with another fingerprint cannot be used."""
    libraries = ("pymorphy3-dicts-ru", "snowballstemmer")
    return " ".join(
        [f"analysis {ANALYSIS_VERSION}", *(f"{n} {installed_version(n)}" for n in libraries)]
    )
