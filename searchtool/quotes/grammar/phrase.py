"""A noun phrase of a clause, and whether it can say something."""

from collections.abc import Sequence
from dataclasses import dataclass

from searchtool.quotes.grammar.cues import cue_words
from searchtool.quotes.grammar.person_names import (
    PERSONAL,
)
from searchtool.quotes.grammar.tokens import Word

SPEAKING_PRONOUNS = frozenset({"он", "она", "они", "тот", "я", "мы", "те", "та"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: words[start:end], its head, and the name in it, if any.

    «президент Казахстана Касым-Жомарт Токаев»: head «президент», name «Касым-Жомарт Токаев».
    """

    words: Sequence[Word]
    start: int
    end: int
    head: int
    case: str
    genders: frozenset[str]
    number: str
    name: tuple[int, int] | None = None

    @property
    def head_word(self) -> Word:
        """The noun, pronoun or name the phrase is built on."""
        return self.words[self.head]

    @property
    def is_pronoun(self) -> bool:
        """Whether it is a pronoun and nothing else."""
        return self.end - self.start == 1 and self.head_word.lower in SPEAKING_PRONOUNS

    @property
    def is_name(self) -> bool:
        """Whether it is a name and nothing else."""
        return self.name == (self.start, self.end)

    @property
    def speaker_bounds(self) -> tuple[int, int]:
        """The words given as the speaker: the name if there is one, else the whole phrase."""
        return self.name or (self.start, self.end)

    @property
    def is_animate(self) -> bool:
        """Whether the head is a person, by the dictionary or by a name."""
        if self.name or self.is_pronoun or self.head_word.lemmas & cue_words("sources"):
            return True
        return any(
            r.tag.is_animate and (self.head_word.is_capitalized or r.tag.name_type not in PERSONAL)
            for r in self.head_word.readings_in(self.case)
        )

    @property
    def can_speak(self) -> bool:
        """Whether it is a person or an organisation."""
        word = self.head_word
        if self.is_animate or word.lemmas & cue_words("organisations"):
            return True
        return bool(word.name_types & {"Abbr", "Orgn"}) or self.is_unknown_name

    @property
    def is_substantive(self) -> bool:
        """Whether the head is an adjective that stands for a person: «пострадавший»."""
        word = self.head_word
        if (
            word.first_pos not in ("ADJF", "PRTF")
            or self.number != "sing"
            or word.text[0].isdigit()
        ):
            return False
        behind = self.words[self.end : self.end + 1]
        return not behind or bool(behind[0].gap.strip()) or behind[0].first_pos == "VERB"

    @property
    def is_place(self) -> bool:
        """Whether the head is a town or country, whatever else it is: «Израиль»."""
        return self.name is None and "Geox" in self.head_word.name_types

    @property
    def is_unknown_name(self) -> bool:
        """Whether the head is a name that no dictionary has, and not a person's: «Росстат»."""
        return self.name is None and _is_unknown_name(self.head_word)


def _is_unknown_name(word: Word) -> bool:
    if not word.is_capitalized or word.is_latin:
        return word.is_capitalized
    has_known_part = any(r.prefix.endswith("-") for r in word.readings[:1])  # «Экс-мэр»
    return not word.is_known and not has_known_part
