"""Gives each speaker one name over all documents, and counts quotations by speaker.

«Токаев», «К. Токаев» and «Касым-Жомарт Токаев» are one speaker if the collection has only one
Токаев with such a first name; people who share a surname stay apart. The user's `speakers.toml`
overrides this; docs/quotes.md describes it.
"""

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from searchtool.analysis.analyzer import Analyzer
from searchtool.core.errors import ConfigError
from searchtool.core.i18n import tr
from searchtool.core.model import Passage, SpeakerCount
from searchtool.query.filters import FIRST, LAST, date_filter, keyword_filter
from searchtool.query.tree import Filter, Or, Query, all_of


class Office(NamedTuple):
    """A post that somebody holds from one day to another, both included, ISO."""

    title: str
    since: str = FIRST
    until: str = LAST

    def is_held(self, title: str, date: str) -> bool:
        """Whether it has that title and is held on that day."""
        return title.casefold() == self.title.casefold() and self.since <= date <= self.until


class Person(NamedTuple):
    """A speaker as the user describes them."""

    name: str
    aliases: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()


class Directory(NamedTuple):
    """The speakers: `people` are those whom the user describes, `canonical` maps each name that the
    documents use to the one name of that person."""

    people: tuple[Person, ...] = ()
    canonical: Mapping[str, str] = MappingProxyType({})

    def canonical_name(self, name: str, date: str | None = None) -> str:
        """The one name of a speaker whom a document of that date calls `name`."""
        for person in self.people:
            if date is not None and any(office.is_held(name, date) for office in person.offices):
                return person.name
        return self.canonical.get(name, name)


def make_directory(names: Iterable[str], people: Sequence[Person], analyzer: Analyzer) -> Directory:
    """The directory of all `names` in the documents and of the `people` whom the user describes."""
    known = {person.name: person.name for person in people}
    known |= {alias: person.name for person in people for alias in person.aliases}
    keys = {name: _name_keys(name, analyzer) for name in sorted({*names, *known})}
    by_surname: dict[str, list[str]] = defaultdict(list)
    for name, words in keys.items():
        if len(words) > 1 and not _has_initials(words):
            by_surname[words[-1]].append(name)
    canonical = {}
    for name, words in keys.items():
        same_surname = by_surname[words[-1]] if words else ()
        fullest = _fullest_name(name, same_surname, keys)
        canonical[name] = known.get(name) or known.get(fullest, fullest)
    return Directory(tuple(people), canonical)


def _fullest_name(name: str, same_surname: Iterable[str], keys: Mapping[str, Sequence[str]]) -> str:
    """The fullest form of a name if only one person can be called so, else the name itself."""
    fuller = [other for other in same_surname if _abbreviates(keys[name], keys[other])]
    fullest = max(fuller, key=lambda other: (len(keys[other]), other), default=name)
    is_one_person = all(_abbreviates(keys[other], keys[fullest]) for other in fuller)
    return fullest if is_one_person else name


def speaker_query(name: str, directory: Directory, analyzer: Analyzer) -> Query | None:
    """Quotations of the speaker whom the user calls `name`, whatever the documents call them; None
    if it has no words."""
    by_words = keyword_filter("speaker", name, analyzer)
    if by_words is None:
        return None
    wanted = _name_keys(name, analyzer)
    canonical = directory.canonical.items()
    people = {one for alias, one in canonical if _is_meant(wanted, _name_keys(alias, analyzer))}
    # Where several people can be meant, only the words of the name are searched.
    aliases = sorted(alias for alias, one in canonical if people == {one})
    offices = [
        all_of([query, Filter("date", office.since, office.until)])
        for person in directory.people
        if person.name in people
        for office in person.offices
        if (query := keyword_filter("speaker", office.title, analyzer))
    ]
    return Or((by_words, *(Filter("who", alias, alias) for alias in aliases), *offices))


def read_people(path: Path) -> tuple[Person, ...]:
    """The people whom a `speakers.toml` describes; none if there is no such file. Raises
    ConfigError."""
    try:
        record = tomllib.loads(path.read_text("utf-8"))
        return tuple(_person(one) for one in record.get("speaker", ()))
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        advice = tr("see docs/quotes.md", "см. docs/quotes.md")
        raise ConfigError(str(path), _cause(error), advice) from error


def _cause(error: Exception) -> str:
    match error:
        case OSError() | UnicodeError():
            return tr("cannot be read", "не читается")
        case tomllib.TOMLDecodeError():
            line = re.search(r"line (\d+)", str(error))
            place = f", строка {line[1]}" if line else ""
            return tr(f"not valid TOML: {error}", f"ошибка в TOML{place}")
        case KeyError():
            return tr(f"{error} is missing", f"не указано {error}")
        case ValueError():  # of `_day`
            return str(error)
        case _:
            return tr("not a list of speakers", "это не список людей")


def _person(record: Mapping[str, Any]) -> Person:
    offices = (
        Office(str(o["title"]), _day(o.get("since"), FIRST), _day(o.get("until"), LAST))
        for o in record.get("offices", ())
    )
    return Person(str(record["name"]), tuple(map(str, record.get("aliases", ()))), tuple(offices))


def _day(value: object, default: str) -> str:
    if value is None:
        return default
    found = date_filter(str(value))
    if found is None:
        raise ValueError(tr(f"not a date: {value}", f"это не дата: {value}"))
    return found.low if default == FIRST else found.high


def _name_keys(name: str, analyzer: Analyzer) -> list[str]:
    """The keys of a name's words, the surname last: «Токаев К.» is «К. Токаев»."""
    keys = [term.key for term in analyzer.terms(name)]
    while len(keys) > 1 and len(keys[-1]) == 1 and any(len(key) > 1 for key in keys):
        keys = [keys[-1], *keys[:-1]]
    return keys


def _has_initials(keys: Sequence[str]) -> bool:
    return any(len(key) == 1 for key in keys[:-1])


def _abbreviates(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether a name can be a short form of a fuller one: the surname is the same, and each other
    word is a word of the fuller name, in the same order, or its initial."""
    if not short or short[-1] != full[-1]:
        return False
    rest = iter(full[:-1])
    return all(any(_is_word_or_initial(key, word) for word in rest) for key in short[:-1])


def _is_word_or_initial(key: str, word: str) -> bool:
    return word == key or (len(key) == 1 and word.startswith(key))


def _is_meant(wanted: Sequence[str], keys: Sequence[str]) -> bool:
    """Whether a user who types `wanted` can mean somebody called so."""
    return bool(keys) and (_abbreviates(wanted, keys) or set(wanted) <= set(keys))


def count_speakers(
    quotes: Iterable[Passage], day_of: Callable[[str], str | None], directory: Directory
) -> list[SpeakerCount]:
    """The speakers of some quotations and retold statements, the most quoted first, with the dates
    of the first and the last document; `day_of` gives the date of a document by its id, ISO."""
    counts: dict[str, Counter[bool]] = defaultdict(Counter)
    dates: dict[str, list[str]] = defaultdict(list)
    for quote in quotes:
        if quote.speaker_name:
            date = day_of(quote.document_id)
            name = directory.canonical_name(quote.speaker_name, date)
            counts[name][quote.manner == "indirect"] += 1
            dates[name] += [date] if date else []
    found = [
        SpeakerCount(
            name,
            count[False],
            min(dates[name], default=None),
            max(dates[name], default=None),
            count[True],
        )
        for name, count in counts.items()
    ]
    return sorted(found, key=lambda one: (-one.quotes, -one.retold, one.name))
