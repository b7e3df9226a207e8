"""Other ways to write what a query has: with or without hyphens, dots and spaces, «Су57» for
«Су-57», «90-х» for «90-е», «1000000» for «1 000 000», «США» for «С.Ш.А.»."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from searchtool.analysis.analyzer import Analyzer
from searchtool.analysis.tokenizer import TO_CYRILLIC, TO_LATIN
from searchtool.core.model import Term
from searchtool.query.tree import Alternative, Phrase, TermNode

DOTTED_LETTERS = range(3, 6)
"""Of an abbreviation with dots. Two letters with dots are mostly initials."""

MAX_MODEL_LETTERS = 3
"""«Су-57», «Ми-8», «АК-47»: letters before a number that are written in either alphabet."""

# Compiled on first use, which most queries never need; `re` caches them.
_HYPHEN = "[-‐‑]"
_DOTTED = r"(?:[^\W\d_]\.\s?)+[^\W\d_]\.?"
_THOUSANDS = r"\d{1,3}(?:[ \xa0\u202f.,]\d{3})+"
_YEAR = "1[5-9]..|20.."
_MIXED = r"([^\W\d_]+)(\d+)|(\d+)([^\W\d_]+)"

_PLURAL_ENDINGS = ("е", "х", "м", "ми", "ые", "ых")
_SINGULAR_ENDINGS = ("й", "го", "му", "м", "я", "ю", "е", "ой")
_SOUNDS = dict(
    zip("абвгдезиклмнопрстуфхэ", "a b v g d e z i k l m n o p r s t u f h e".split(), strict=True)
)
_TO_LATIN_SOUND = str.maketrans(_SOUNDS)
_TO_CYRILLIC_SOUND = str.maketrans(
    {latin: letter for letter, latin in _SOUNDS.items()} | {"e": "е"}
)


def spelling_variants(text: str, terms: Sequence[Term], analyzer: Analyzer) -> list[Alternative]:
    """The other ways to write a word or a compound, without the one of the query; `terms` are those
    of `text`.

    >>> analyzer = Analyzer()
    >>> [w.form for w in spelling_variants("С.Ш.А.", analyzer.terms("С.Ш.А."), analyzer)]
    ['сша']
    """
    typed = tuple(term.form for term in terms)
    written = dict.fromkeys(_variants(text, typed, analyzer))
    return [_node(forms, analyzer) for forms in written if forms != typed]


def _variants(text: str, forms: tuple[str, ...], analyzer: Analyzer) -> Iterator[tuple[str, ...]]:
    """Each as its forms in order."""
    joined = "".join(forms)
    if len(forms) == 1:
        yield from _divided(text, joined)
    elif _is_joined(text, forms, joined, analyzer):
        yield (joined,)
    if len(forms) <= 2 and not joined.isalpha() and (mixed := re.fullmatch(_MIXED, joined)):
        parts = tuple(part for part in mixed.groups() if part)
        if forms in ((joined,), parts):
            yield from _number_variants(*parts)


def _divided(text: str, form: str) -> Iterator[tuple[str, ...]]:
    """A number by thousands, an abbreviation by letters."""
    if form.isdecimal() and len(form) > 3 and not re.fullmatch(_YEAR, form):
        first = len(form) % 3
        head = (form[:first],) if first else ()
        yield (*head, *(form[at : at + 3] for at in range(first, len(form), 3)))
    elif text.isupper() and form.isalpha() and len(form) in DOTTED_LETTERS:
        yield tuple(form)


def _is_joined(text: str, forms: Sequence[str], joined: str, analyzer: Analyzer) -> bool:
    """Whether a compound is also written as one word: a number by thousands, an abbreviation with
    dots, a word with hyphens; but not «200-14-15»."""
    if re.fullmatch(_THOUSANDS, text) or (
        len(forms) in DOTTED_LETTERS and re.fullmatch(_DOTTED, text)
    ):
        return True
    whole = analyzer.terms(re.sub(_HYPHEN, "", text))
    return [term.form for term in whole] == [joined] and not joined.isdecimal()


def _number_variants(first: str, second: str) -> Iterator[tuple[str, ...]]:
    """A number with letters before or behind it: in one word or two, with any ending, the letters
    of a model in either alphabet."""
    if first.isdecimal():
        pairs: Iterable[tuple[str, str]] = product([first], _endings(second))
    else:
        pairs = product(_model_letters(first), [second])
    for pair in pairs:
        yield pair
        yield ("".join(pair),)


def _endings(ending: str) -> Sequence[str]:
    """The endings of the same number, «90-е» and «90-х», in other cases; a word has none."""
    endings = dict.fromkeys([ending])
    for paradigm in (_PLURAL_ENDINGS, _SINGULAR_ENDINGS):
        if ending in paradigm:
            endings.update(dict.fromkeys(paradigm))
    return list(endings)


def _model_letters(letters: str) -> Sequence[str]:
    """The letters before a number in both alphabets, by their look and by their sound."""
    if len(letters) > MAX_MODEL_LETTERS:
        return [letters]
    look, sound = (
        (TO_CYRILLIC, _TO_CYRILLIC_SOUND) if letters.isascii() else (TO_LATIN, _TO_LATIN_SOUND)
    )
    others = (letters.upper().translate(look).lower(), letters.translate(sound))
    return [letters, *(other for other in others if _is_in_other_alphabet(other, letters))]


def _is_in_other_alphabet(other: str, letters: str) -> bool:
    return all(a.isascii() != b.isascii() for a, b in zip(other, letters, strict=True))


def _node(forms: Sequence[str], analyzer: Analyzer) -> Alternative:
    nodes = tuple(TermNode(form, analyzer.key(form)) for form in forms)
    return nodes[0] if len(nodes) == 1 else Phrase(nodes, quoted=False)
