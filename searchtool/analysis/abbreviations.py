"""Finds the abbreviations that a text itself explains.

«Союз городских садов (СГС)», «СГС (Союз городских садов)», «СГС, или Союз городских садов»,
«Союз городских садов (далее — СГС)»: capitals and the words whose first letters they are.
"""

import re
from collections.abc import Iterator, Sequence

from searchtool.analysis.analyzer import Analyzer
from searchtool.analysis.tokenizer import normalize
from searchtool.core.model import Term

SEPARATOR = "\t"
"""Between an asked name, the keys of the other, and its forms."""

MAX_NAME_CHARS = 120
MAX_LETTERS = 8
MAX_EXTRA_WORDS = 3
"""Words of a name without a letter in its abbreviation, such as «и» and «по»."""

# Compiled when texts are indexed. Each way begins with a mark, which is looked for first.
_JOINT = (
    rf"\((?:далее\b[^()\n—–-]{{0,20}}[—–-]\s*|сокр[а-яё.]*\s+)?"
    rf"(?P<inside>[^()\n]{{2,{MAX_NAME_CHARS}}})\)"
    rf"|,\s+(?:или|сокращ[её]нно)\s+(?P<after>[^(),.;\n]{{2,{MAX_NAME_CHARS}}})"
)
_QUOTES = ' «»"“”„'
_FUNCTION_WORDS = frozenset("и в во о об по на для с со при из от за к у of the and for".split())


def find_abbreviations(text: str, analyzer: Analyzer) -> list[str]:
    """The names of one thing, each pair in both orders: what is asked, the keys of what is found
    for it, and its forms. An abbreviation is written as `=` and its form.

    >>> find_abbreviations("Союз городских садов (СГС) распущен.", Analyzer())
    ['союз городск сад\\t=сгс\\tсгс', '=сгс\\tсоюз городск сад\\tсоюз городских садов']
    """
    found: dict[str, None] = {}
    for match in re.finditer(_JOINT, text):
        before = text[: match.start()].rstrip()[-MAX_NAME_CHARS:]
        for words, short in _pairs(before, match["inside"] or match["after"], analyzer):
            keys = " ".join(word.key for word in words)
            forms = " ".join(word.form for word in words)
            found[SEPARATOR.join((keys, f"={short}", short))] = None
            found[SEPARATOR.join((f"={short}", keys, forms))] = None
    return list(found)


def _pairs(before: str, after: str, analyzer: Analyzer) -> Iterator[tuple[Sequence[Term], str]]:
    last = re.search(r"[^\W\d_]+$", before[-MAX_LETTERS - 1 :])
    if _is_abbreviation(short := after.strip(_QUOTES)):
        words, letters = analyzer.terms(before), normalize(short)
        for size in _sizes(words, letters):
            if _have_initials(words[-size:], letters):
                yield words[-size:], letters
                return
    elif last and _is_abbreviation(short := last.group()):
        words, letters = analyzer.terms(after), normalize(short)
        for size in _sizes(words, letters):
            if _have_initials(words[:size], letters):
                yield words[:size], letters
                return


def _is_abbreviation(word: str) -> bool:
    return 2 < len(word) <= MAX_LETTERS and word.isupper() and word.isalpha()


def _sizes(words: Sequence[Term], letters: str) -> range:
    return range(len(letters), min(len(words), len(letters) + MAX_EXTRA_WORDS) + 1)


def _have_initials(words: Sequence[Term], letters: str) -> bool:
    if words[0].form in _FUNCTION_WORDS:
        return False
    every = "".join(word.form[0] for word in words)
    content = "".join(word.form[0] for word in words if word.form not in _FUNCTION_WORDS)
    return letters in (every, content)
