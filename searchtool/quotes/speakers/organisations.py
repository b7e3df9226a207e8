"""Finds which organisation «издание», «ведомство» or «компания» means: the one of that kind that
the document names last before."""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from searchtool.analysis.morphology.inflection import inflect
from searchtool.analysis.morphology.readings import CASES
from searchtool.core.word_lists import read_groups, words_of
from searchtool.quotes.clauses.verbs import finite_verb
from searchtool.quotes.grammar.forms import (
    FormCache,
    match_case,
    nominative_of_man,
    surname_stem,
)
from searchtool.quotes.grammar.noun_phrases import phrase_at
from searchtool.quotes.grammar.person_names import is_beside
from searchtool.quotes.grammar.phrase import Phrase
from searchtool.quotes.grammar.tokens import split_words
from searchtool.quotes.speakers.canonical_names import (
    nominative,
    title_nominative,
    title_of_genitive,
)
from searchtool.quotes.speakers.roles import head_lemma

MAX_CHARS = 3_000
"""How far back the name of an organisation is looked for."""

MAX_LEAD_CHARS = 500
"""How far behind a headline the newspaper that it calls «СМИ» is looked for."""

MAX_TITLE_WORDS = 3
"""Longer titles are not those of companies."""

MIN_SURE_LETTERS = 4
"""Abbreviations with so many letters hardly agree by chance with words that follow each other."""

MAX_NAME_CHARS = 90
"""How much text is read for one name."""

_LATIN = r"[A-Z][\w.&’'-]*(?:\s(?:(?:of|the|and|de|della|du|der)\b|&|[A-Z][\w.&’'-]*))*"
_IN_MARKS = r"(?:РИА\s)?(?:«[^»\n]{2,40}»|\"[^\"\n]{2,40}\"|“[^”\n]{2,40}”)"
_WEB = r"(?:[A-Za-zА-ЯЁ][\w-]+\.)+(?:ru|Ru|ру|Ру|com|org|net)\b"
_CAPITALIZED = r"[А-ЯЁ][\w.-]*(?:\s[А-ЯЁ][\w.-]*)*"
_GAP = r"[\s*_\[]{1,6}"
_MEDIA_TYPE = (
    r"(газет|издани|агентств|журнал|телеканал|портал|радиостанци|телекомпани|таблоид|еженедельник)"
    r"(?!ист)[а-я]{0,4}"
)
_COMPANY_TYPE = r"(?i:(?:авиа)?компани|корпораци|холдинг|концерн|фирм)[а-я]{0,4}"
_BEFORE_MEDIA = (
    r"(?:пиш[еу]т|сообща[ею]т|переда[её]т|информиру[ею]т|цитиру[ею]т|ссылк\w+ на|ссылаясь на"
    r"|рассказал\w{0,2}|по данным|по информации|по сведениям)"
)
_BEHIND_MEDIA = r"(?:пиш[еу]т|сообща[ею]т|отмеча[ею]т|уточня[ею]т|переда[её]т|утвержда[ею]т)"
_AUTHORITY = re.compile(
    r"(?<![\w-])(?:(?:[А-ЯЁ][а-яё]+(?:ое|ая|ого|ому|ом|ой|ую)\s)?(?i:министерств|департамент"
    r"|генеральн\w+ прокуратур|следственн\w+ комитет|центральн\w+ банк|банк\w? росси)[а-я]*"
    r"|[А-ЯЁ][А-ЯЁа-яё]+)(?![\w-])"
)
_NAME = re.compile(rf"{_IN_MARKS}|(?<![\w@/.])(?:{_LATIN}|[А-ЯЁ][\w-]+)")
_GENERAL = frozenset({"издани", "издание", "портал", "интернет-издание"})
_OBLIQUE_ENDINGS = frozenset("аеиыуюя")
_NOMINATIVE_AND_GENITIVE = frozenset((("ь", "и"), ("ь", "я"), ("а", "ы"), ("а", "и"), ("я", "и")))
_ACRONYM = re.compile("[А-Я]{3,6}")
_SMALL = "(?:и|по|в|на|при|о|для|с)"
_PREFIXED = re.compile(r"(?:Мин|Рос|Гос|Деп)[а-яё]{3,}$")


class Naming(NamedTuple):
    """An organisation is named at `position`."""

    position: int
    name: str


class Organisations:
    """The organisations that a document names; it is searched only where a noun stands for one."""

    def __init__(self, text: str, form_cache: FormCache) -> None:
        self._text = text
        self._form_cache = form_cache

    def meant_by(self, noun: str, described: frozenset[str], position: int) -> str:
        """The name of the organisation that a noun with such attributes means; empty if none is
        named before."""
        start = max(0, position - MAX_CHARS)
        if noun in _words("media nouns") and not described:
            return _last(self._media(start, position, noun))
        if noun in _words("authority nouns"):
            return self.fullest(_last(self._authorities(start, position, described)))
        if noun in _words("company nouns") and not described:
            return _last(self._companies(start, position))
        if noun in _words("other nouns") and not described:
            return _last(self._others(start, position, noun))
        return ""

    def most_named(self, noun: str, described: frozenset[str], position: int) -> str:
        """The organisation without a word for its kind that is named most often before a place, the
        first of several: «Аэрофлот отменил рейсы, сообщает компания»; empty if there is none, or
        another kind is meant: a «фонд» has that word in its name."""
        is_company = noun in _words("company nouns") or noun in _words("unnamed nouns")
        if described or not (is_company or noun in _words("other nouns")):
            return ""
        start = max(0, position - MAX_CHARS)
        media = {naming.name for naming in self._media(start, position, "издание")}
        found: dict[str, list[str]] = {}
        for match in _NAME.finditer(self._text, start, position):
            name = _without_marks(match.group())
            if name not in media and self._is_organisation(match.group(), noun, is_company):
                found.setdefault(surname_stem(name), []).append(name)
        names = max(found.values(), key=len, default=[""])
        return self._nominative(min(names, key=len))

    def first_medium(self, position: int) -> str:
        """The newspaper or agency that is named first after a place, for a headline «СМИ: …»; empty
        if there is none near."""
        first = min(self._media(position, position + MAX_LEAD_CHARS, "издание"), default=None)
        return first.name if first else ""

    def with_complement(self, noun: str, position: int) -> str:
        """The only longer name before a place that begins with a noun: «управление портов Заречья»
        for «управление»; empty if there is none or several."""
        if noun not in _words("bodies"):
            return ""
        start = max(0, position - MAX_CHARS)
        found: dict[str, str] = {}
        for match in _any_form(noun).finditer(self._text, start, position):
            phrase = self._phrase(match.start())
            if phrase and phrase.end > phrase.head + 1 and head_lemma(phrase) == noun:
                owner = surname_stem(phrase.words[phrase.head + 1].text)
                found[owner] = max(nominative(phrase), found.get(owner, ""), key=len)
        return next(iter(found.values())) if len(found) == 1 else ""

    def title(self, name: str) -> str:
        """A title as the document has it in the nominative, too: «Роснефти» beside «Роснефть»."""
        if not name.isalpha() or name.isascii() or name[-1:] not in _OBLIQUE_ENDINGS:
            return name
        pattern = re.compile(rf"[«\"“]({re.escape(name[:-1])}[а-яё]?)[»\"”]")
        forms = {match.group(1) for match in pattern.finditer(self._text)} - {name}
        known = next((form for form in sorted(forms) if _is_nominative_of(form, name)), "")
        readings = self._form_cache.shared_forms[name].features.readings
        is_whole = any(r.is_known and r.tag.case == "nomn" for r in readings)  # «Волна»
        return known or (name if is_whole or name[-1] != "а" else nominative_of_man(name))

    def _is_organisation(self, text: str, noun: str, is_company: bool) -> bool:
        """Whether a title, a Latin name or a word can be what a noun stands for."""
        if not is_company:
            return noun in text.lower() and not text.lower().startswith(noun[:5])
        if text[0] in '«"“':
            return text[1:2].isupper() and text.count(" ") < MAX_TITLE_WORDS
        if _is_authority(text) or text in _words("known media"):
            return noun == "организация"
        if text.isupper() or text.isascii():
            return text not in _words("not companies")
        features = self._form_cache.shared_forms[text].features
        return any(r.tag.name_type == "Orgn" and r.is_known for r in features.readings)

    def _nominative(self, name: str) -> str:
        """A name of one word in the nominative: «Соцфонде» as «Соцфонд»."""
        readings = self._form_cache.shared_forms[name].features.readings if name.isalpha() else ()
        if not readings or name.isascii() or name.isupper():
            return name
        is_nominative = any(r.tag.case in ("nomn", "") for r in readings)
        form = None if is_nominative else inflect(readings[0], "nomn", readings[0].tag.number)
        return match_case(form, name) if form else name

    def named_in(self, phrase: Phrase) -> str:
        """The name that stands behind a type word: «газета «Восход»»; empty if there is none."""
        kind = head_lemma(phrase).rpartition("-")[2]  # телеграм-канал
        types = (_words(group) for group in ("media nouns", "company nouns", "channel nouns"))
        if not any(kind in words for words in types):
            return ""
        words = phrase.words[phrase.head + 1 : phrase.end]
        if not words and (number := _number_behind(phrase)):
            return number
        if not words or not all(word.title or word.is_latin for word in words):
            return ""
        return self._text[words[0].start : words[-1].end]

    def fullest(self, name: str) -> str:
        """The full name of an organisation if it is called by an abbreviation, and the document has
        the full name, too: «Минздрав», «Министерство здравоохранения»."""
        first, *rest = name.split(" ")
        for full, words in self._written_out(first):
            tail = full.split(" ")[words:]
            if not rest or not tail or _country(rest[-1]) == _country(tail[-1]):
                is_whole = tail or not rest or _country(full.split()[-1]) == _country(rest[-1])
                return full if is_whole else f"{full} {' '.join(rest)}"
        return name

    def _written_out(self, short: str) -> Iterator[tuple[str, int]]:
        """The full names of the document that an abbreviation can stand for, each with the number
        of words that it stands for."""
        pattern = _full_name(short)
        for match in pattern.finditer(self._text) if pattern else ():
            phrase = self._phrase(match.start())
            end = phrase.words[phrase.end - 1].end if phrase else 0
            is_told = len(short) >= MIN_SURE_LETTERS or _is_explained(self._text, match, short)
            if phrase and (end >= match.end() or is_told):
                full = nominative(phrase) + self._text[end : match.end()]
                yield full, match.group().count(" ") + 1

    def _media(self, start: int, end: int, noun: str) -> Iterator[Naming]:
        """The newspapers, agencies and channels; a журнал is no газета."""
        for match in _media_pattern().finditer(self._text, start, end):
            kind, *names = match.groups()
            name = next(filter(None, names))
            is_other = kind and _GENERAL.isdisjoint((kind, noun)) and not noun.startswith(kind)
            if not is_other and not self._begins_with_first_name(name):
                bare = _without_marks(name)
                is_owner = match.group()[:3].lower() == "по "  # по данным «Волны»
                in_nominative = title_of_genitive if is_owner else title_nominative
                yield Naming(match.start(), bare if kind else in_nominative(bare))

    def _begins_with_first_name(self, name: str) -> bool:
        """Whether a name is a person's: «редактор издания Борис Сорокин»."""
        first = self._form_cache.shared_forms[name.split()[0]].features
        return any(r.tag.name_type == "Name" and r.is_known for r in first.readings)

    def _companies(self, start: int, end: int) -> Iterator[Naming]:
        for match in _company_pattern().finditer(self._text, start, end):
            yield Naming(match.start(), _without_marks(match.group(1)))

    def _others(self, start: int, end: int, noun: str) -> Iterator[Naming]:
        """The funds, parties and the like with their names; an организация can be any of them."""
        for match in _other_pattern().finditer(self._text, start, end):
            if noun == "организация" or noun.startswith(match.group(1).lower()):
                phrase = self._phrase(match.start(), match.start(2))
                kind = nominative(phrase) if phrase else noun
                yield Naming(match.start(), f"{kind} {match.group(2)}")

    def _authorities(self, start: int, end: int, described: frozenset[str]) -> Iterator[Naming]:
        beginnings = tuple(b for adjective in described for b in _described().get(adjective, ()))
        if described and not beginnings:
            return
        for match in _AUTHORITY.finditer(self._text, start, end):
            if not _is_authority(match.group()):
                continue
            phrase = self._phrase(match.start())
            name = nominative(phrase) if phrase else match.group()
            if not described or name.startswith(beginnings):
                yield Naming(match.start(), name)

    def _phrase(self, start: int, limit: int = -1) -> Phrase | None:
        """The phrase that names an authority at a place, up to another place."""
        end = self._text.find("\n", start, start + MAX_NAME_CHARS) if limit < 0 else limit
        end = end if end >= 0 else self._text.rfind(" ", start, start + MAX_NAME_CHARS)
        words = split_words(self._text, start, max(end, start), (), self._form_cache)
        likely = [r.tag.case for r in words[0].readings[:1]] if words else []
        found = (phrase_at(words, 0, case) for case in (*likely, *CASES) if words and case)
        return next((p for p in found if p is not None and p.name is None), None)


def _is_nominative_of(form: str, name: str) -> bool:
    """Whether a form is the nominative and a name the genitive of one title."""
    if form == name[:-1]:
        return name[-1] in "ау"
    return (form[-1:], name[-1:]) in _NOMINATIVE_AND_GENITIVE


def _number_behind(phrase: Phrase) -> str:
    """The number that is the name of a channel: «телеканал 38 показал», not «телеканал 9 мая»."""
    following = phrase.words[phrase.end : phrase.end + 2]
    if not following or not following[0].text.isdigit() or not is_beside(following[0]):
        return ""
    goes_on = len(following) > 1 and is_beside(following[1]) and not finite_verb(following[1])
    return "" if goes_on else following[0].text


def is_medium(noun: str) -> bool:
    """Whether a noun is a kind of newspaper, agency or channel."""
    return noun in _words("media nouns")


def _without_marks(name: str) -> str:
    """A title without the marks around the whole of it: «РИА «Новости»» keeps those inside."""
    bare = name.strip('«»"“”') if name[0] in '«"“' else name
    return bare.rstrip(".,")


def _last(found: Iterator[Naming]) -> str:
    return max(found, default=Naming(0, "")).name


def _is_authority(text: str) -> bool:
    """Whether a capitalized word or the beginning of a name is that of an authority."""
    if " " in text or text[:1].islower() or text.startswith("Министерс"):
        return True
    if text in _words("authorities"):
        return True
    stem = text.lower()
    known = (word.lower() for word in _words("not authorities"))
    return bool(_PREFIXED.match(text)) and not any(stem.startswith(word) for word in known)


def _country(word: str) -> str:
    """A word by which the ministries of two countries are told apart."""
    return "росс" if word == "РФ" else word[:4].lower()


@lru_cache(maxsize=1_000)
def _any_form(noun: str) -> re.Pattern[str]:
    """Forms of a noun with another word behind."""
    return re.compile(rf"\b(?i:{noun.rstrip('аеийоуьюя')})[а-яё]{{0,3}}(?= [«\"]?\w)")


@lru_cache(maxsize=1_000)
def _full_name(abbreviation: str) -> re.Pattern[str] | None:
    """What the full name of an organisation begins with."""
    if beginnings := _full_names().get(abbreviation):
        return re.compile("|".join(beginnings))
    if abbreviation.startswith("Мин") and _is_authority(abbreviation):
        own = abbreviation[3:7]
        return re.compile(rf"[Мм]инистерств\w* (?:\w+ и )?{own}\w*")
    is_acronym = _ACRONYM.fullmatch(abbreviation) is not None
    if not is_acronym or abbreviation in _words("known media") | _words("not companies"):
        return None
    return _first_letters(abbreviation)


def _first_letters(acronym: str) -> re.Pattern[str]:
    """Words that begin with the letters of an abbreviation, perhaps with a preposition between:
    «Гильдия речного хозяйства» for «ГРХ»."""
    following = "".join(rf" (?:{_SMALL} )?(?i:{letter})[а-яё-]+" for letter in acronym[1:])
    return re.compile(rf"(?<![\w-]){acronym[0]}[а-яё-]+{following}")


def _is_explained(text: str, match: re.Match[str], short: str) -> bool:
    """Whether an abbreviation stands in parentheses behind what it stands for."""
    return text.startswith(f" ({short})", match.end())


@cache
def _full_names() -> Mapping[str, tuple[str, ...]]:
    rows = [line.split(": ") for line in _groups()["full names"]]
    return {short: tuple(full.split("; ")) for shorts, full in rows for short in shorts.split()}


@cache
def _media_pattern() -> re.Pattern[str]:
    known = r"(?<![\w-])(?:" + "|".join(sorted(_words("known media"))) + r")(?![\w-])"
    name = f"{_IN_MARKS}|{_WEB}|{_LATIN}|{known}"
    return re.compile(
        rf"\b{_MEDIA_TYPE}{_GAP}({_IN_MARKS}|{_WEB}|{_LATIN}|{_CAPITALIZED})"
        rf"|(?i:\b{_BEFORE_MEDIA}){_GAP}({name})"
        rf"|({name}){_GAP}{_BEHIND_MEDIA}"
        rf"|[—–-][\s*_\[]*({name})(?=[\s*_.]*(?:\n|$))"
        rf"|^[^\w\n]{{0,8}}({_WEB}|{_LATIN}|{known})[*_]*:"
        rf"|(РИА\s«?Новости»?|{known})",
        re.MULTILINE,
    )


@cache
def _company_pattern() -> re.Pattern[str]:
    return re.compile(rf"\b{_COMPANY_TYPE}{_GAP}({_IN_MARKS}|{_LATIN}|{_CAPITALIZED})")


@cache
def _other_pattern() -> re.Pattern[str]:
    stems = "|".join(noun.rstrip("аеийоя") for noun in _words("other nouns"))
    return re.compile(rf"\b(?i:({stems}))[а-я]{{0,4}}{_GAP}({_IN_MARKS}|{_LATIN})")


@cache
def _groups() -> Mapping[str, list[str]]:
    return read_groups(Path(__file__).with_name("organisations.txt"))


@cache
def _words(group: str) -> frozenset[str]:
    return words_of(_groups()[group])


@cache
def _described() -> Mapping[str, tuple[str, ...]]:
    """By an adjective, how the names of organisations so described begin."""
    rows = [line.split(":") for line in _groups()["described"]]
    return {adj: tuple(names.split()) for adjs, names in rows for adj in adjs.split()}
