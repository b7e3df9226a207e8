"""Finds the places and texts in a clause, and whose a text is."""

from collections.abc import Sequence

from searchtool.quotes.clauses.attribution import Attribution, Cue
from searchtool.quotes.grammar.cues import cue_words
from searchtool.quotes.grammar.noun_phrases import phrase_at
from searchtool.quotes.grammar.person_names import is_abbreviation
from searchtool.quotes.grammar.phrase import Phrase
from searchtool.quotes.grammar.tokens import Word


def is_undeclined(word: Word) -> bool:
    """Whether a word is a title, an abbreviation or foreign, and so the same in all cases."""
    return word.title or word.is_latin or is_abbreviation(word)


def place_phrases(words: Sequence[Word], at: int) -> list[Phrase]:
    """The phrases after «в» and «на»: first those behind the verb, the nearest one first."""
    found = (
        phrase_at(words, place + 1, "loct")
        for place in _nearest_prepositions(words, at, ("в", "во", "на"))
        if place + 1 < len(words)
    )
    return [phrase for phrase in found if phrase is not None]


def _nearest_prepositions(words: Sequence[Word], at: int, wanted: tuple[str, ...]) -> list[int]:
    after = [i for i in range(at + 1, len(words)) if words[i].lower in wanted]
    before = [i for i in range(at - 1, -1, -1) if words[i].lower in wanted]
    return after + before


def document_attribution(words: Sequence[Word], cue: int, document: Phrase) -> Attribution:
    """The owner of a text as the speaker, or the text itself if no owner is named."""
    owner = (
        phrase_at(words, document.head + 1, "gent") if document.head + 1 < document.end else None
    )
    if owner and owner.head_word.lemmas & cue_words("documents") and not owner.name:
        return document_attribution(words, cue, owner)
    behind = document.head + 1
    if owner is None and behind < document.end and is_undeclined(words[behind]):
        end = document.end
        return Attribution(words, cue, cue + 1, "passive", behind, end, None, 0.85)
    if owner is None and document.name is None:
        return Attribution.named(Cue(words, cue, cue + 1, "document"), document, 0.5)
    return Attribution.named(Cue(words, cue, cue + 1, "passive"), owner or document, 0.9)
