"""Finds what opens a sentence before the statement it reports: «кроме того», «напомним, что»."""

from collections.abc import Sequence

from searchtool.quotes.grammar.tokens import Word
from searchtool.quotes.indirect.according import begins_according
from searchtool.quotes.indirect.parentheses import CONTRASTING
from searchtool.quotes.indirect.sentence import Sentence, has_predicate

_MAX_OPENER_WORDS = 3
"""Of «кроме того,», «при этом» before an attribution."""
_OPENERS = frozenset(
    (
        "в то же время",
        "в то время как",
        "в то время",
        "в свою очередь",
        "тем не менее",
        "вместе с тем",
        "к тому же",
        "в том числе",
        "более того",
        "кроме того",
        "в это время",
        "на этот раз",
        "помимо этого",
        "с другой стороны",
        "в этой связи",
        "таким образом",
        "между тем",
        "при этом",
        "в частности",
        "в противном случае",
        "в любом случае",
        "в таком случае",
        "в этом случае",
        "в конечном счете",
        "в конце концов",
        "в то же самое время",
        "с одной стороны",
        "на самом деле",
        "прежде всего",
        "по сути",
    )
)
_REMINDERS = frozenset("напомним отметим добавим уточним заметим подчеркнем".split())
_ADVISABLE = frozenset("стоит следует нужно надо необходимо важно можно".split())


def behind_opener(sentence: Sentence) -> int:
    """Where an attribution may begin the sentence, behind «кроме того,», «при этом», «напомним»."""
    words = sentence.words
    if words[0].lower in ("о", "об"):  # об этом, по данным агентства, заявил мэр
        return 0
    for at in range(1, min(_MAX_OPENER_WORDS + 1, len(words))):
        if words[at].lower != "как" and not begins_according(words, at):
            continue
        is_apart = at in sentence.boundaries
        if not is_apart and any(map(_is_subject, words[:at])):  # слушания по утверждению
            return 0
        if words[0].lower in _REMINDERS or not has_predicate(words[:at]):
            return at
    return 0


def _is_subject(word: Word) -> bool:
    first = word.readings[0].tag if word.readings else None
    return first is not None and first.pos == "NOUN" and first.case == "nomn"


def behind_reminder(sentence: Sentence) -> int:
    """Where a sentence begins behind «стоит отметить, что», «напомним, что»."""
    words = sentence.words
    for at in range(1, min(4, len(words) - 1)):
        if at in sentence.boundaries:
            is_reminder = words[0].lower in _REMINDERS or words[0].lower in _ADVISABLE
            return at + 1 if is_reminder and words[at].lower == "что" else 0
    return 0


def is_opener(words: Sequence[Word]) -> bool:
    """Whether words only lead over to what follows: «в то же время», «а между тем», «но в этом
    случае»."""
    own = words[1:] if words[0].lower in CONTRASTING else words
    return " ".join(word.lower for word in own) in _OPENERS
