"""All forms of surnames and adjectives, by rule, and how many of them come together."""

from collections import Counter
from collections.abc import Callable, Iterable

_HARD = "ый ого ому ым ом ая ой ую ое ые ых ыми".split()
_VELAR = "ий ого ому им ом ая ой ую ое ие их ими".split()
_SOFT = "ий его ему им ем ая ей ую ее ие их ими".split()


def surname_forms(surname: str) -> list[str]:
    """All cases of a surname in -ов, -ев, -ин, -ын or of an adjective, of a man, a woman and a
    family.

    >>> surname_forms("Зуев")[:5]
    ['Зуев', 'Зуева', 'Зуеву', 'Зуевым', 'Зуеве']
    """
    if surname.endswith(("ий", "ый", "ой")):
        return [form for form in adjective_forms(surname) if not form.endswith(("ое", "ее"))]
    return [surname + ending for ending in ("", "а", "у", "ым", "е", "ой", "ы", "ых", "ыми")]


def adjective_forms(adjective: str) -> list[str]:
    """All full forms of an adjective.

    >>> adjective_forms("хипстерский")[:4]
    ['хипстерский', 'хипстерского', 'хипстерскому', 'хипстерским']
    """
    stem = adjective[:-2]
    endings = _VELAR if stem.endswith(("г", "к", "х")) else _HARD
    if adjective.endswith("ий") and stem.endswith(("ш", "щ", "ж", "ч")):
        endings = _SOFT
    return list(dict.fromkeys([adjective, *(stem + ending for ending in endings[1:])]))


class Together:
    """Counts the forms of words that have the commonest key of their word."""

    def __init__(self, key: Callable[[str], str]) -> None:
        self._key = key
        self.words = self.forms = self.together = 0
        self.broken: dict[str, dict[str, str]] = {}

    def count(self, word: str, forms: Iterable[str]) -> None:
        """Counts the forms of a word; a word whose forms part is kept with their keys."""
        keys = {form: self._key(form) for form in forms}
        together = Counter(keys.values()).most_common(1)[0][1]
        self.words += 1
        self.forms += len(keys)
        self.together += together
        if together < len(keys):
            self.broken[word] = keys

    @property
    def share(self) -> float:
        """The share of forms that come together."""
        return self.together / self.forms
