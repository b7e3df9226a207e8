"""Checks whether a passage contains a phrase.

For engines whose index cannot tell: they find the passages that hold all the words of the phrase,
and check each of these.
"""

from collections.abc import Sequence

from searchtool.query.matching import adjacent_positions, matches_term, near_positions
from searchtool.query.tree import Phrase, TermNode, WordNode


class PhraseCheck:
    """Looks for one phrase in one passage after another; a form is compared once."""

    def __init__(self, phrase: Phrase) -> None:
        self._phrase = phrase
        self._accepted: dict[tuple[WordNode, str], bool] = {}

    def holds(self, keys: str, forms: str) -> bool:
        """Whether a passage contains the phrase, by the keys and the forms of its tokens in order,
        separated by spaces."""
        all_keys, all_forms = keys.split(), forms.split()
        places = []
        for word in self._phrase.words:
            place = self._places(word, all_keys, all_forms)
            if not place:
                return False
            places.append(place)
        if self._phrase.slop is None:
            return bool(adjacent_positions(places))
        return bool(near_positions(places, len(places) + self._phrase.slop))

    def _places(self, word: WordNode, keys: Sequence[str], forms: Sequence[str]) -> set[int]:
        if isinstance(word, TermNode):
            words, wanted = (forms, word.form) if word.exact else (keys, word.key)
            return {place for place, found in enumerate(words) if found == wanted}
        return {place for place, form in enumerate(forms) if self._accepts(word, form)}

    def _accepts(self, word: WordNode, form: str) -> bool:
        known = self._accepted.get((word, form))
        if known is None:
            known = self._accepted[word, form] = matches_term(word, form)
        return known
