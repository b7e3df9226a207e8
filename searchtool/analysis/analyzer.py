"""Text in, Terms out; the only place that knows Russian words.

A token is a run of letters, digits and combining marks. Its form is the surface without accidents
of writing (capitals, ё, stress marks, soft hyphens, lookalike letters of another alphabet); its
key is what is matched, one for all forms of a word. Engines get forms and keys ready-made.
"""

import re
import unicodedata
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from searchtool.core.memo import Remembered
from searchtool.core.model import Span, Term
from searchtool.core.versions import version

if TYPE_CHECKING:
    from searchtool.analysis.morphology.lemmatizer import Morphology

ANALYSIS_VERSION = 2
"""Raised whenever the same text would give other forms or keys; older indexes are then refused."""

MOST_REMEMBERED = 600_000
"""Surfaces whose form is kept, and forms whose key is: together 150 MB at most. A collection of
eight million tokens has 430,000."""

STOP_FORMS = frozenset(
    """
    а без бы был была были было быть в вам вас весь во вот все всего всей всем всех вся вы
    где да для до его ее ей ему если есть еще ею же за и из изо или им ими их к как какая
    какие каким каких какого какое какой каком какому какую ко когда кого кому которая
    которого которое которой котором которому которую которые который которым которых кто ли
    лишь меня мне мной может мой моя мы на над нам нами нас наш наша наше наши не него нее
    ней нем нет ни ним ними них но ну о об обо один она они оно от ото перед по под после
    почему при про с свое своего своей своем свои своим своих свой свою своя себе себя со
    собой сколько так также такая такие такого такое такой там тем то того тоже той только
    том тому тот ту ты у уже чего чем чему через что чтобы чье чьи чья чей эта эти этим этих
    это этого этой этом этому этот эту является являются я a an and are as at by for from in
    is it of on or the to was were what when where which who with
    """.split()
)
"""Function and question words: a query asks for them only inside phrases or when it has no other
words. They stay in the index, so «не был» and «Кто» find what they say."""

# Combining marks, soft hyphen, zero-width characters and bidi marks do not end a word.
_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_INVISIBLE = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_TOKEN = re.compile(
    r"[A-Za-z](?:\+\+|\#)(?![\w+#])"  # C++, C#
    rf"|[^\W_]+(?:[{_MARKS}{_INVISIBLE}]+[^\W_]*)*"
)
_PLAIN = re.compile("[А-Яа-яЁё]+")
_DROPPED = re.compile(rf"[{_INVISIBLE}\u0300\u0301]")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_RUSSIAN_WORD = re.compile("[а-я]+")
_LATIN = re.compile(r"[A-Za-z]")

# Letters that look alike in both alphabets, capitals and small ones.
_LATIN_TWINS = "ABCEHKMOPTXYaceopxyk"
_CYRILLIC_TWINS = "АВСЕНКМОРТХУасеорхук"
_TO_CYRILLIC = str.maketrans(_LATIN_TWINS, _CYRILLIC_TWINS)
_TO_LATIN = str.maketrans(_CYRILLIC_TWINS, _LATIN_TWINS)


def normalize(token: str) -> str:
    """The form of a token as it stands in a text.

    >>> [
    ...     normalize(t)
    ...     for t in ("Ёлка", "замо\u0301к", "кибер\u00adбезопасность", "Poccия", "СOVID")
    ... ]
    ['елка', 'замок', 'кибербезопасность', 'россия', 'covid']
    """
    if token.isascii():
        return token.lower()
    if _PLAIN.fullmatch(token):
        return token.lower().replace("ё", "е")
    form = _DROPPED.sub("", unicodedata.normalize("NFC", token))
    if _LATIN.search(form) and _CYRILLIC.search(form):
        form = _repair_lookalikes(form)
    form = form.casefold().replace("ё", "е")
    # What one accident hid may be another one: a form is its own form.
    return form if form == token else normalize(form)


def _repair_lookalikes(token: str) -> str:
    for table in (_TO_CYRILLIC, _TO_LATIN):
        repaired = token.translate(table)
        if not (_LATIN.search(repaired) and _CYRILLIC.search(repaired)):
            return repaired
    return token


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
        self._forms = Remembered(normalize, MOST_REMEMBERED)
        self._keys = Remembered(self._work_out_key, MOST_REMEMBERED)
        self._known = known

    def terms(self, text: str) -> list[Term]:
        """The tokens of `text` in order, with spans in `text`; a term's position is its index.

        >>> [(t.form, t.key) for t in Analyzer().terms("Саммиты ШОС")]
        [('саммиты', 'саммит'), ('шос', 'шос')]
        """
        form_of, keys = self._form, self._keys
        return [
            Term(form := form_of(match.group()), keys[form], match.start(), match.end())
            for match in _TOKEN.finditer(text)
        ]

    def words(self, text: str) -> Words:
        """The tokens of `text` without their spans.

        >>> Analyzer().words("Саммиты ШОС")
        Words(forms='саммиты шос', keys='саммит шос')
        """
        form_of, keys = self._form, self._keys
        # What has a key is a form, as nearly all tokens are.
        forms = [t if t in keys else form_of(t) for t in _TOKEN.findall(text)]
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
    def _morphology(self) -> "Morphology":
        from searchtool.analysis.morphology.lemmatizer import Morphology

        return Morphology()


def token_spans(text: str, places: AbstractSet[int]) -> tuple[Span, ...]:
    """Where the tokens with these numbers stand in a text.

    >>> token_spans("раз, два", {1})
    (Span(start=5, end=8),)
    """
    if not places:
        return ()
    tokens = list(islice(_TOKEN.finditer(text), max(places) + 1))
    return tuple(Span(*tokens[place].span()) for place in sorted(places))


def fingerprint() -> str:
    """What decides the terms of a text: an index built with another fingerprint cannot be used."""
    libraries = ("pymorphy3", "pymorphy3-dicts-ru", "snowballstemmer")
    return " ".join([f"analysis {ANALYSIS_VERSION}", *(f"{n} {version(n)}" for n in libraries)])
