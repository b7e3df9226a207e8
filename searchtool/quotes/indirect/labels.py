"""Finds who is named by words that stand apart from a clause: before a colon, behind a dash."""

import re
from collections.abc import Sequence

from searchtool.quotes.clauses.attribution import Attribution, Cue
from searchtool.quotes.clauses.attribution_finder import speaker_before_colon
from searchtool.quotes.clauses.verbs import finite_verb
from searchtool.quotes.grammar.cues import cue_words
from searchtool.quotes.grammar.forms import shared_form_cache
from searchtool.quotes.grammar.noun_phrases import phrase_at
from searchtool.quotes.grammar.person_names import is_abbreviation
from searchtool.quotes.grammar.tokens import Word
from searchtool.quotes.indirect.sources import without_reference

_MAX_TITLE_WORDS = 6
_PERIODS = frozenset("день неделя месяц год сезон век выпуск".split())
"""«Герой дня:» is no speaker."""
_NOTES = frozenset("upd upd2 upd3 faq ps p.s nb ит it pov tldr бонус дисклеймер спойлер".split())
_MAX_NAME_WORDS = 3
_UTTERED = re.compile(r"[!?…;:.]")
_OFFICE = re.compile(
    "(?:Мин|Рос|Гос|Центр|Евро|Обл|Гор|Ген|Глав|Сбер|Тех|Нац|Спец|Гидро)[а-я]{3}"
    "|[А-Я][а-я]+(?:банк|пром|надзор|ком|нефть|газ|стат|прокуратура|консульство)$"
)
"""An office or a firm that the dictionary does not have: «Минречпром»."""


def named_before_colon(words: Sequence[Word]) -> Attribution | None:
    """Who is named by words before a colon."""
    found = _named_by(words)
    if found is not None or len(words) != 1 or not _OFFICE.match(words[0].text):
        return found
    return _unknown_title(words)


def named_behind_dash(words: Sequence[Word]) -> Attribution | None:
    """Who is named by words behind a dash."""
    words = without_reference(words)
    return _named_by(words) or _unknown_title(words) or _named_by(_without_place(words))


def _named_by(words: Sequence[Word]) -> Attribution | None:
    """Who is named by words that are only a name, a role, a title or an abbreviation."""
    if not words or words[-1].lemmas & _PERIODS or words[0].lower in _NOTES:
        return None
    if len(words) == 1 and (_is_medium(words[0]) or is_abbreviation(words[0])):
        return Attribution(words, 0, 0, "colon", 0, 1, None, 0.8)
    return speaker_before_colon(words) or _document(words)


def _is_medium(word: Word) -> bool:
    """Whether a title can be the name of a newspaper or a firm: not «Ищите другого лоха!», «Лови
    волну»."""
    if not word.title or _UTTERED.search(word.text):
        return False
    parts = word.text.split()
    first = shared_form_cache().features(parts[0]).first_pos if parts else ""
    return len(parts) <= _MAX_NAME_WORDS and first not in ("VERB", "INFN")


def _without_place(words: Sequence[Word]) -> Sequence[Word]:
    """The words without «в Озёрске», if no clause stands there."""
    at = next((at for at, word in enumerate(words) if word.lower in ("в", "по", "на")), 0)
    is_place = at and len(words) <= _MAX_TITLE_WORDS and not any(map(finite_verb, words))
    return words[:at] if is_place else ()


def _document(words: Sequence[Word]) -> Attribution | None:
    """«Исследование», «опрос ВЦИОМ»: a text that speaks itself."""
    phrase = phrase_at(words, 0, "nomn")
    if phrase is None or phrase.end != len(words):
        return None
    texts = cue_words("codes") | cue_words("documents")
    if phrase.head_word.lemmas.isdisjoint(texts):
        return None
    return Attribution.named(Cue(words, 0, 0, "colon"), phrase, 0.8)


def _unknown_title(words: Sequence[Word]) -> Attribution | None:
    """«Генконсульство РФ в Дубае», «The Rust Times»: a name that the dictionary does not have."""
    if not words:
        return None
    first = words[0]
    is_name = first.is_capitalized and (not first.is_known or first.is_latin)
    if not is_name or len(words) > _MAX_TITLE_WORDS:
        return None
    if any(finite_verb(word) or word.gap.strip() for word in words[1:]):
        return None
    return Attribution(words, 0, 0, "colon", 0, len(words), None, 0.7)
