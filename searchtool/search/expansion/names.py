"""Knows several names of one thing: those of the table beside this module, and the user's own.

In `names.txt` each line is a thing, its names separated by commas; lines that begin with `~` are
words that mean nearly the same. `name_keys.txt` has the keys of their words, so that a query need
not load the dictionary: `make fix` writes it. The user's `synonyms.toml` has lists of names;
docs/query.md describes it.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from searchtool.analysis.analyzer import Analyzer
from searchtool.analysis.tokenizer import TOKEN, normalize
from searchtool.core.errors import ConfigError
from searchtool.core.i18n import tr
from searchtool.core.model import StrPath
from searchtool.core.toml_file import read_toml
from searchtool.query.tree import Alternative, Phrase, TermNode

NEAR = "~ "
"""Begins a line of words that mean nearly the same."""

MAX_ABBREVIATION_CHARS = 6
MAX_WORDS = 7
"""Of a name, stop words included: «Организация по безопасности и сотрудничеству в Европе»."""

SEPARATOR = "\t"


class Names:
    """Things with their names; the names of each, and their keys, are a line."""

    def __init__(self, names: Sequence[str], keys: Sequence[str]) -> None:
        self._names = names
        self._keys = keys
        self._known = frozenset(SEPARATOR.join(keys).split(SEPARATOR))

    def others(self, words: Sequence[TermNode]) -> Iterator[Alternative]:
        """The other names of what these words are a name of."""
        asked = [" ".join(word.key for word in words)]
        if len(words) == 1:
            asked.append(f"={words[0].form}")
        for own in asked:
            if own in self._known:
                for names, keys in zip(self._names, self._keys, strict=True):
                    if _joined([own]) in keys:
                        for name, key in zip(_parts(names), _parts(keys), strict=True):
                            if key not in asked:
                                yield alternative([normalize(t) for t in TOKEN.findall(name)], key)


def names_of(things: Iterable[Iterable[str]], analyzer: Analyzer) -> Names:
    """The names of things, with their keys worked out."""
    named = [[" ".join(n.split()) for n in thing if TOKEN.search(n)] for thing in things]
    return Names(
        [_joined(names) for names in named],
        [_joined([key_of_name(name, analyzer) for name in names]) for names in named],
    )


def key_of_name(name: str, analyzer: Analyzer) -> str:
    """The keys of the words of a name; of an abbreviation `=` and its form.

    >>> [key_of_name(name, Analyzer()) for name in ("Материнский капитал", "ЦБ")]
    ['материнск капитал', '=цб']
    """
    terms = analyzer.terms(name)
    if len(terms) == 1 and name.isupper() and len(name) <= MAX_ABBREVIATION_CHARS:
        return f"={terms[0].form}"
    return " ".join(term.key for term in terms)


def things_of(text: str) -> list[tuple[bool, list[str]]]:
    """The lines of a table: whether the names of each only mean nearly the same, and the names."""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(line.startswith(NEAR), line.removeprefix(NEAR).split(", ")) for line in lines]


class Table(NamedTuple):
    """The table: names of the same thing, and words that mean nearly the same."""

    names: Names
    near: Names


@cache
def read_table() -> Table:
    """The table beside this module."""
    keys = _read("name_keys.txt").splitlines()
    names: list[str] = []
    is_near: list[bool] = []
    for near, thing in things_of(_read("names.txt")):
        names.append(_joined(thing))
        is_near.append(near)
    first = is_near.index(True)  # they stand at the end
    return Table(Names(names[:first], keys[:first]), Names(names[first:], keys[first:]))


def _read(name: str) -> str:
    """A file beside this module. To import importlib.resources takes longer than all of this."""
    with open(os.path.join(os.path.dirname(__file__), name), encoding="utf-8") as file:
        return file.read()


def alternative(forms: Sequence[str], keys: str) -> Alternative:
    """What finds a name of which these are the forms and the keys."""
    if keys.startswith("="):
        return TermNode(forms[0], forms[0], exact=True)
    words = tuple(map(TermNode, forms, keys.split()))
    return words[0] if len(words) == 1 else Phrase(words)


def read_names(path: StrPath, analyzer: Analyzer) -> Names:
    """The names in a `synonyms.toml`; none if there is no such file. Raises ConfigError."""
    advice = tr("see docs/query.md", "см. docs/query.md")
    file = read_toml(path, advice)
    file.check_names(["synonyms"])
    things = file.values.get("synonyms", [])
    if not isinstance(things, list) or not all(map(_is_thing, things)):
        cause = tr("synonyms must be lists of names", "synonyms — это списки названий")
        raise ConfigError(str(path), cause, advice)
    return names_of(things, analyzer)


def _joined(parts: Iterable[str]) -> str:
    return SEPARATOR + SEPARATOR.join(parts) + SEPARATOR


def _parts(line: str) -> list[str]:
    return line.strip(SEPARATOR).split(SEPARATOR)


def _is_thing(thing: object) -> bool:
    return isinstance(thing, list) and all(isinstance(name, str) for name in thing)


NO_NAMES = Names((), ())
