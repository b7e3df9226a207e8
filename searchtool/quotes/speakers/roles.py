"""Finds the roles of people beside their names, and tells how well two roles agree."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from searchtool.analysis.morphology.readings import CASES
from searchtool.core.model import Span
from searchtool.core.word_lists import read_lines
from searchtool.quotes.grammar.cues import cue_words
from searchtool.quotes.grammar.forms import FormCache, WordForm
from searchtool.quotes.grammar.noun_phrases import may_begin, phrase_at
from searchtool.quotes.grammar.phrase import Phrase
from searchtool.quotes.grammar.tokens import Word, split_words
from searchtool.quotes.speakers.countries import countries_of
from searchtool.quotes.speakers.mentions import Mention

SAME_HEAD, SAME_OFFICE, RELATED, DOUBTFUL = 3.0, 3.0, 2.0, 0.8
"""The similarity of «министр» to a министр, of «глава правительства» to a премьер, of «политик» to
a депутат, and of «министр» to what seems a министр of something else."""

GENERAL = frozenset(
    "государство страна республика регион область край город ведомство министерство правительство "
    "кабинет компания корпорация партия клуб организация агентство фонд банк штат округ комитет "
    "издание портал сайт площадка сервис учреждение предприятие завод вуз университет больница "
    "суд прокуратура полиция театр музей аэропорт порт".split()
)
"""What an office is said to be of where its name is known already."""
_MAX_DOUBTFUL_LEMMAS = 2
_FORMER = "экс-"
_NOT_YET = "будущий"

MAX_ROLE_WORDS = 14

MAX_ROLE_CHARS = 400
"""How far from a name its role is looked for."""

MAX_WORD_CHARS = 20

LOOKAHEAD_CHARS = 60
"""A phrase ends with its sentence, but the word after it may be needed to see that."""

_BETWEEN = ' \u00a0»"”“'
_BESIDE = ' \u00a0\n«»"“”'
INSIDE_ROLES = frozenset({"по", "с", "со", "и", "в", "от", "при", "из", "на"})
"""Prepositions and conjunctions inside the names of offices."""

_NO_ROLE = frozenset({"VERB", "NPRO", "ADVB", "GRND", "INFN", "PRCL"})
_PARENTHESIS = re.compile("[()]")
_LAST_BREAK = re.compile(".*[,;:!?…—–]", re.DOTALL)
_LAST_WORD = re.compile(r"(?<!\w)(?<![-‑’'.])[^\W_]+\Z")
_FOLLOWING = re.compile(r"\s*(?:[,—–-]\s+([^\W_]+)(?![\w.’'‑-])|[,—–(-])")
_STOP = re.compile(r"[!?;:…—–]|(?<=\w\w)\.(?=\s)")


@dataclass(frozen=True, slots=True)
class RoleName:
    """A role of somebody: its head noun, and the lemmas of all its words."""

    head: str
    lemmas: frozenset[str]


class RoleFinder:
    """Finds the roles that stand before or after names: «президент Казахстана Токаев», «Токаев,
    президент Казахстана»."""

    def __init__(self, text: str, form_cache: FormCache) -> None:
        self._text = text
        self._form_cache = form_cache
        self._paragraphs: dict[Span, list[Word]] = {}
        self._befores: dict[int, tuple[list[Word], int]] = {}

    def of(self, mention: Mention, cases: AbstractSet[str]) -> Iterator[RoleName]:
        """The roles beside one mention, which is in one of some cases."""
        if self._may_precede(mention) and (role := _role_before(*self._before(mention), cases)):
            yield role
        if role := self._role_before_comma(mention, cases):
            yield role
        if self._may_follow(mention) and (role := _role_after(self._after(mention), cases)):
            yield role

    def cases_beside(self, mention: Mention) -> frozenset[str]:
        """The cases of the office before a name, as the name is in the same: «президента»."""
        if not self._may_precede(mention):
            return frozenset()
        words, name = self._before(mention)
        for at in range(name - 1, max(-1, name - 5), -1):
            if words[at + 1].gap.strip(_BESIDE) or not _may_be_in_role(words[at].form):
                break
            nouns = [r for r in words[at].readings if r.tag.is_animate and r.tag.number == "sing"]
            if nouns and words[at].first_pos == "NOUN" and not words[at].is_capitalized:
                cases = frozenset(reading.tag.case for reading in nouns)
                return cases - {"accs"} if "gent" in cases else cases
        return frozenset()

    def _role_before_comma(self, mention: Mention, cases: AbstractSet[str]) -> RoleName | None:
        """The role before the one beside a name: «актёр, звезда сериала Лунц»."""
        start = max(mention.paragraph.start, mention.position - MAX_ROLE_CHARS)
        before, comma, _ = self._text[start : mention.position].rpartition(",")
        if not comma or _LAST_BREAK.match(before) or _PARENTHESIS.search(before):
            return None
        beside, name = self._before(mention)
        if name == 0 or not all(_may_be_in_role(word.form) for word in beside[:name]):
            return None
        words = split_words(self._text, start, start + len(before), (), self._form_cache)
        return _role_before(words, len(words), cases)

    def _may_precede(self, mention: Mention) -> bool:
        """Whether a word that can belong to a role stands before the name, perhaps abbreviated."""
        start = max(mention.paragraph.start, mention.position - MAX_ROLE_CHARS)
        before = self._text[start : mention.position].rstrip(_BETWEEN)
        word = _LAST_WORD.search(before, max(0, len(before) - MAX_WORD_CHARS))
        if word and word.start():
            form = self._form_cache.shared_forms[word.group()]
            return _may_be_in_role(form) and form.features.first_pos not in ("PREP", "CONJ")
        if before[-1:] != ".":
            return before[-1:].isalnum() or before[-1:] == ")"
        return before[-2:-1].isupper() or before[-2:-1] == "о"  # и.о.

    def _may_follow(self, mention: Mention) -> bool:
        """Whether a comma or dash and a word that can begin a role stand after the name."""
        paragraph = mention.paragraph
        match = _FOLLOWING.match(self._text, mention.end, paragraph.end)
        if not match or not match.group(1):
            return bool(match)
        form = self._form_cache.shared_forms[match.group(1)]
        return any(may_begin(form, case) for case in mention.name.genders_by_case)

    def _before(self, mention: Mention) -> tuple[list[Word], int]:
        """The words up to a mention and its own, and the number of the first of these."""
        found = self._befores.get(mention.position)
        if found is None:
            found = self._befores[mention.position] = self._split_before(mention)
        return found

    def _split_before(self, mention: Mention) -> tuple[list[Word], int]:
        position, paragraph = mention.position, mention.paragraph
        start = max(paragraph.start, position - MAX_ROLE_CHARS)
        piece = self._text[start:position]
        if _PARENTHESIS.search(piece):
            words = self._words_of(paragraph)
            return words, next(at for at, word in enumerate(words) if word.start == position)
        if divided := _LAST_BREAK.match(piece):
            start += divided.end()
        elif start > paragraph.start:
            start += piece.find(" ") + 1
        words = split_words(self._text, start, mention.end, (), self._form_cache)
        return words, len(words) - len(mention.name.forms)

    def _after(self, mention: Mention) -> list[Word]:
        """The words after a mention."""
        start, paragraph = mention.end, mention.paragraph
        end = min(paragraph.end, start + MAX_ROLE_CHARS)
        if stop := _STOP.search(self._text, start + 3, end):  # after the dash before the role
            end = min(end, stop.end() + LOOKAHEAD_CHARS)
        if _PARENTHESIS.search(self._text, start, end):
            return [word for word in self._words_of(paragraph) if word.start >= start]
        if end < paragraph.end:
            end = self._text.rfind(" ", start, end)
        return split_words(self._text, start, end, (), self._form_cache)

    def _words_of(self, paragraph: Span) -> list[Word]:
        found = self._paragraphs.get(paragraph)
        if found is None:
            found = split_words(self._text, *paragraph, (), self._form_cache)
            self._paragraphs[paragraph] = found
        return found


def _role_before(words: Sequence[Word], name: int, cases: Container[str]) -> RoleName | None:
    """The role before the name that begins at `name`."""
    at = name
    head: Word | None = None
    lemmas: set[str] = set()
    while at > 0 and name - at < MAX_ROLE_WORDS:
        if at < len(words) and words[at].gap.strip(_BESIDE):
            break
        at -= 1
        word = words[at]
        if not _may_be_in_role(word.form):
            break
        lemmas |= word.lemmas or {word.lower}
        if word.first_pos == "NOUN" and any(
            r.tag.is_animate and r.tag.case in cases for r in word.readings
        ):
            head = word
    return _role(head, lemmas)


def _may_be_in_role(form: WordForm) -> bool:
    pos = form.features.first_pos
    return pos not in _NO_ROLE and (pos not in ("PREP", "CONJ") or form.lower in INSIDE_ROLES)


def _role_after(words: Sequence[Word], cases: Container[str]) -> RoleName | None:
    """The role that the words after a name begin with."""
    if not words or words[0].gap.strip() not in (",", "—", "–", "-", "— "):
        return None
    for case in CASES:
        if case in cases:
            phrase = phrase_at(words, 0, case)
            if phrase and phrase.is_animate and not phrase.is_name and not phrase.is_pronoun:
                inside = words[phrase.start : phrase.end]
                return _role(phrase.head_word, {x for w in inside for x in w.lemmas or {w.lower}})
    return None


def _role(head: Word | None, lemmas: set[str]) -> RoleName | None:
    if head is None:
        return None
    animate = next((r for r in head.readings if r.tag.is_animate and r.tag.pos == "NOUN"), None)
    return RoleName(animate.lemma, frozenset(lemmas)) if animate else None


def phrase_role(phrase: Phrase) -> RoleName:
    """A phrase as a role."""
    words = phrase.words[phrase.start : phrase.end]
    lemmas = frozenset(lemma for word in words for lemma in (word.lemmas or {word.lower}))
    return RoleName(head_lemma(phrase), lemmas)


def head_lemma(phrase: Phrase) -> str:
    """The lemma of the head of a phrase."""
    word = phrase.head_word
    readings = word.readings_in(phrase.case) or word.readings
    return readings[0].lemma if readings else word.lower


def is_bare(phrase: Phrase) -> bool:
    """Whether nothing follows the head of a phrase: «молодой дипломат»."""
    return phrase.end == phrase.head + 1


def possible_heads(own: RoleName) -> frozenset[str]:
    """The heads of all roles that `own` can stand for."""
    return frozenset({own.head}).union(*(heads for _, heads in _offices_of(own)))


def similarity(own: RoleName, known: RoleName, bare: bool) -> float:
    """How well a role agrees with one that a person has; 0 if it does not. `bare` says that nothing
    follows its head.

    >>> minister = RoleName("министр", frozenset({"министр", "спорт"}))
    >>> similarity(RoleName("министр", frozenset({"министр"})), minister, bare=True)
    3.0
    """
    if are_foreign(own, known) or (_NOT_YET in known.lemmas and _NOT_YET not in own.lemmas):
        return 0.0
    common = len((own.lemmas & known.lemmas) - {own.head, known.head})
    agrees = common > 0 or bare or len(known.lemmas) == 1
    offices = list(_offices_of(own))
    is_special = any(len(words) > 1 for words, _ in offices)  # глава государства
    otherwise = 0.0 if is_special else _doubtful(own)
    if own.head == known.head:
        return SAME_HEAD + common if agrees else otherwise
    for words, heads in offices:
        if known.head in heads:
            if len(words) > 1:
                return SAME_OFFICE + common
            return RELATED + common if agrees else otherwise
    return 0.0


def are_foreign(one: RoleName, other: RoleName) -> bool:
    """Whether two roles are of different countries: «израильский премьер», «премьер Англии»."""
    ours, theirs = countries_of(one.lemmas), countries_of(other.lemmas)
    return bool(ours and theirs) and ours.isdisjoint(theirs)


def _offices_of(own: RoleName) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """The offices in `roles.txt` that a role names, each with the heads it can stand for; an
    экс-мэр was a мэр."""
    if own.head.startswith(_FORMER):
        yield frozenset({own.head}), frozenset({own.head.removeprefix(_FORMER)})
    for words, heads in _synonyms().get(own.head, ()):
        if words <= own.lemmas:
            yield words, heads


def _doubtful(own: RoleName) -> float:
    """The similarity where the rest of two roles differs: a глава республики can be the глава of a
    certain one, a президент фонда is not that of a country."""
    if own.head in cue_words("relatives"):
        return DOUBTFUL
    is_other = own.lemmas.isdisjoint(GENERAL) and len(own.lemmas) > _MAX_DOUBTFUL_LEMMAS
    return 0.0 if is_other or own.head in cue_words("sources") else DOUBTFUL


@cache
def _synonyms() -> Mapping[str, Sequence[tuple[frozenset[str], frozenset[str]]]]:
    """The offices in `roles.txt` by each of their words, those of several words first."""
    rows = [line.split(":") for line in read_lines(Path(__file__).with_name("roles.txt"))]
    pairs = [(frozenset(words.split()), frozenset(heads.split())) for words, heads in rows]
    found: dict[str, list[tuple[frozenset[str], frozenset[str]]]] = {}
    for words, heads in sorted(pairs, key=lambda pair: -len(pair[0])):
        for word in words:
            found.setdefault(word, []).append((words, heads))
    return found
