"""Words in, which of them are a slip apart out; the only importer of rapidfuzz."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property

_LAST_CHARACTER = "\U0010ffff"
_LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюяabcdefghijklmnopqrstuvwxyz"
_LEAST_TRIED = 4
"""Letters at the beginning of a word in which every slip is tried."""

PrefixLookup = Callable[[str], Sequence[str]]
"""The words that begin with a prefix, in the order of code points."""


def allowed_slips(word: str) -> int:
    """How many letters of a word may be off: one in a short word, two in a longer one."""
    return 1 if len(word) <= 4 else 2


def is_within(word: str, other: str, slips: int) -> bool:
    """Whether `other` is at most so many slips away: a letter wrong, missing, too many, or two
    neighbours exchanged (optimal string alignment).

    >>> is_within("безопасность", "безопастность", 1), is_within("мир", "мри", 1)
    (True, True)
    """
    from rapidfuzz.distance import OSA  # most queries never ask

    return OSA.distance(word, other, score_cutoff=slips) <= slips


def prefix_lookup(words: Sequence[str]) -> PrefixLookup:
    """That of words which are in the order of code points.

    >>> prefix_lookup(["а", "аб", "аба", "ба"])("аб")
    ['аб', 'аба']
    """

    def starting(prefix: str) -> Sequence[str]:
        start = bisect_left(words, prefix)
        return words[start : bisect_left(words, prefix + _LAST_CHARACTER, start)]

    return starting


class Spellings:
    """Words, found by how they are spelt. All of them are read only where two slips are allowed."""

    def __init__(self, starting: PrefixLookup) -> None:
        self.starting = starting
        self._groups: dict[tuple[str, Callable[[str], str]], dict[str, list[str]]] = {}

    def alike(self, prefix: str, look: Callable[[str], str], wanted: str) -> Sequence[str]:
        """Those that begin with `prefix` and look as wanted; how all of them look is remembered."""
        found = self._groups.get((prefix, look))
        if found is None:
            found = self._groups[prefix, look] = {}
            for word in self.starting(prefix):
                found.setdefault(look(word), []).append(word)
        return found.get(wanted, ())

    def nearest(self, word: str, slips: int) -> list[tuple[str, int]]:
        """The words at most so many slips away, each with its slips: one, of the Russian or Latin
        alphabet, from a word of four letters at least, two from one of six."""
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        likely = self._with_one_slip(word) if slips == 1 else self._with_two_slips(word)
        found = extract(word, list(likely), scorer=OSA.distance, score_cutoff=slips, limit=None)
        return [(other, int(distance)) for other, distance, _ in found]

    # A slip leaves all that stands before it, or all behind it, as it was: so a tenth of the words
    # or less need be compared. An exchange of neighbours is a slip of two places.

    def _with_one_slip(self, word: str) -> set[str]:
        """It is behind the first half, or in it, and then all that can be is looked up."""
        half = max(len(word) // 2, _LEAST_TRIED)
        likely = {*self.starting(word[: half - 1])}
        for start in _misspellings(word[:half], lambda _: _LETTERS):
            likely.update(self.starting(start + word[half:]))
        return likely

    def _with_two_slips(self, word: str) -> set[str]:
        """Both slips are behind the first third, or before the last, or one in each of them."""
        first, last = len(word) // 3, 2 * len(word) // 3
        likely = {*self._ending(word[last:], len(word), 2), *self.starting(word[:first])}
        for start in _misspellings(word[: first + 1], self._letters_after):
            likely.update(self.starting(start + word[first + 1 : last - 1]))
        return likely

    def _ending(self, ending: str, length: int, slips: int) -> Iterator[str]:
        """The words that end so and have about so many letters."""
        lines = self._lines
        end = lines.find(ending + "\n") + len(ending)
        while end >= len(ending):
            start = lines.rfind("\n", 0, end) + 1
            if abs(end - start - length) <= slips:
                yield lines[start:end]
            end = lines.find(ending + "\n", end) + len(ending)

    @cached_property
    def _words(self) -> Sequence[str]:
        words = self.starting("")
        self.starting = prefix_lookup(words)
        return words

    @cached_property
    def _lines(self) -> str:
        """All words, to be gone through for an ending: 300,000 take 2 ms. To order them by their
        endings, which takes half a second, is more than a hundred words misspelt are worth."""
        return "\n".join(["", *self._words, ""])

    def _letters_after(self, start: str) -> Iterator[str]:
        """The letters that follow what some words begin with."""
        words = self._words
        place = bisect_left(words, start)
        if place < len(words) and words[place] == start:
            place += 1
        while place < len(words) and words[place].startswith(start):
            letter = words[place][len(start)]
            yield letter
            place = bisect_left(words, start + letter + _LAST_CHARACTER, place)


def _misspellings(start: str, letters_after: Callable[[str], Iterable[str]]) -> set[str]:
    """How words can begin with one slip in what they should begin with."""
    found = {start}
    for place in range(len(start)):
        before, letter, after = start[:place], start[place], start[place + 1 :]
        found.add(before + after)
        found.add(before + after[:1] + letter + after[1:])
        for other in letters_after(before):
            found.add(before + other + after)
            found.add(before + other + letter + after)
    return found
