"""Checks whether a passage contains a phrase.

For engines whose index cannot tell: they find the passages that hold all the words of the phrase,
and check each of these.
"""

from collections.abc import Iterable, Sequence

from searchtool.query.matching import matches_form, phrase_positions
from searchtool.query.tree import Phrase, Prefix, TermNode, WordNode


class PhraseCheck:
    """Looks for one phrase in one passage after another; a form is compared once."""

    def __init__(self, phrase: Phrase) -> None:
        self._phrase = phrase
        self._accepted: dict[tuple[WordNode, str], bool] = {}
        # Prefixes and fuzzy words, which are compared form by form, last and in few places.
        places = enumerate(phrase.words)
        self._places = sorted(places, key=lambda place: not isinstance(place[1], TermNode))

    def holds(self, keys: str, forms: str) -> bool:
        """Whether a passage contains the phrase, by the keys and the forms of its tokens in order,
        separated by spaces."""
        all_keys, all_forms = keys.split(), forms.split()
        if self._phrase.slop is None:
            return self._is_anywhere(all_keys, all_forms)
        positions = []
        for word in self._phrase.words:
            found = self._positions(word, all_keys, all_forms, range(len(all_forms)))
            if not found:
                return False
            positions.append(found)
        return bool(phrase_positions(positions, self._phrase.slop))

    def _is_anywhere(self, keys: Sequence[str], forms: Sequence[str]) -> bool:
        """Whether the words stand one right after the other."""
        starts: Iterable[int] = range(len(forms) - len(self._phrase.words) + 1)
        for offset, word in self._places:
            found = self._positions(word, keys, forms, [start + offset for start in starts])
            starts = [at - offset for at in found]
            if not starts:
                return False
        return True

    def _positions(
        self, word: WordNode, keys: Sequence[str], forms: Sequence[str], places: Iterable[int]
    ) -> set[int]:
        """The places, of those given, at which a word stands."""
        if isinstance(word, TermNode):
            words, wanted = (forms, (word.form,)) if word.exact else (keys, word.keys)
            return {at for at in places if words[at] in wanted}
        if isinstance(word, Prefix):
            return {at for at in places if forms[at].startswith(word.form)}
        return {at for at in places if self._accepts(word, forms[at])}

    def _accepts(self, word: WordNode, form: str) -> bool:
        known = self._accepted.get((word, form))
        if known is None:
            known = self._accepted[word, form] = matches_form(word, form)
        return known
