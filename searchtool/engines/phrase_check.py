"""Checks whether a passage contains a phrase.

For engines whose index cannot tell: they find the passages that hold all the words of the phrase,
and check each of these.
"""

from collections.abc import Sequence

from searchtool.query.matching import matches_form, phrase_positions
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
        positions = []
        for word in self._phrase.words:
            found = self._positions(word, all_keys, all_forms)
            if not found:
                return False
            positions.append(found)
        return bool(phrase_positions(positions, self._phrase.slop))

    def _positions(self, word: WordNode, keys: Sequence[str], forms: Sequence[str]) -> set[int]:
        if isinstance(word, TermNode):
            words, wanted = (forms, word.form) if word.exact else (keys, word.key)
            return {at for at, value in enumerate(words) if value == wanted}
        return {at for at, form in enumerate(forms) if self._accepts(word, form)}

    def _accepts(self, word: WordNode, form: str) -> bool:
        known = self._accepted.get((word, form))
        if known is None:
            known = self._accepted[word, form] = matches_form(word, form)
        return known
