"""The names of all documents' speakers in, one name a person out.

«Токаев», «К. Токаев» and «Касым-Жомарт Токаев» are one speaker where the collection knows only one
Токаев with such a first name; people of one surname stay apart. The user's `speakers.toml`
overrides; docs/quotes.md says what stands in it.
"""

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
    """What somebody is called while holding it; dates are ISO days, both included."""

    title: str
    since: str = FIRST
    until: str = LAST

    def is_held(self, title: str, date: str) -> bool:
        """Whether this is the office of that title on that day."""
        return title.casefold() == self.title.casefold() and self.since <= date <= self.until


class Person(NamedTuple):
    """A speaker as the user describes them."""

    name: str
    aliases: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()


class Directory(NamedTuple):
    """Who is who: `people` as the user says, `canonical` for each name found in the documents."""

    people: tuple[Person, ...] = ()
    canonical: Mapping[str, str] = MappingProxyType({})

    def name(self, name: str, date: str | None = None) -> str:
        """The one name of a speaker called so in a document of that date."""
        for person in self.people:
            if date is not None and any(o.is_held(name, date) for o in person.offices):
                return person.name
        return self.canonical.get(name, name)


def make_directory(names: Iterable[str], people: Sequence[Person], analyzer: Analyzer) -> Directory:
    """Bring together the names found in all documents."""
    known = {person.name: person.name for person in people}
    known |= {alias: person.name for person in people for alias in person.aliases}
    parts = {name: _parts(name, analyzer) for name in sorted({*names, *known})}
    by_surname: dict[str, list[str]] = defaultdict(list)
    for name, words in parts.items():
        if len(words) > 1 and not _is_short(words):
            by_surname[words[-1]].append(name)
    canonical = {}
    for name, words in parts.items():
        of_surname = by_surname[words[-1]] if words else []
        fuller = [other for other in of_surname if _may_be(words, parts[other])]
        longest = max(fuller, key=lambda other: (len(parts[other]), other), default=name)
        is_one = all(_may_be(parts[other], parts[longest]) for other in fuller)
        canonical[name] = known.get(name) or (known.get(longest, longest) if is_one else name)
    return Directory(tuple(people), canonical)


def speaker_query(asked: str, directory: Directory, analyzer: Analyzer) -> Query | None:
    """Quotations of a speaker called so, whatever the documents call them; None without a name."""
    by_words = keyword_filter("speaker", asked, analyzer)
    wanted = _parts(asked, analyzer)
    if by_words is None:
        return None
    canonical = directory.canonical
    chosen = {one for name, one in canonical.items() if _names(wanted, _parts(name, analyzer))}
    # A surname that several people bear is asked for as it is.
    called = sorted(name for name, one in canonical.items() if chosen == {one})
    offices = [
        all_of([query, Filter("date", office.since, office.until)])
        for person in directory.people
        if person.name in chosen
        for office in person.offices
        if (query := keyword_filter("speaker", office.title, analyzer))
    ]
    return Or((by_words, *(Filter("who", name, name) for name in called), *offices))


def read_people(path: Path) -> tuple[Person, ...]:
    """The people of a `speakers.toml`; none if there is no such file. Raises ConfigError."""
    try:
        record = tomllib.loads(path.read_text("utf-8"))
        return tuple(_person(one) for one in record.get("speaker", ()))
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        advice = tr("see docs/quotes.md", "см. docs/quotes.md")
        raise ConfigError(str(path), f"{type(error).__name__}: {error}", advice) from error


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


def _parts(name: str, analyzer: Analyzer) -> list[str]:
    """The keys of a name's words, the surname last: «Токаев К.» is «К. Токаев»."""
    keys = [term.key for term in analyzer.terms(name)]
    while len(keys) > 1 and len(keys[-1]) == 1 and any(len(key) > 1 for key in keys):
        keys = [keys[-1], *keys[:-1]]
    return keys


def _is_short(parts: Sequence[str]) -> bool:
    return any(len(part) == 1 for part in parts[:-1])


def _may_be(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether a shorter form of a name can stand for a fuller one: the surname is the same, and
    each other word is one of the fuller name's, in their order, or its initial."""
    if not short or short[-1] != full[-1]:
        return False
    rest = iter(full[:-1])
    return all(any(_is_word_of(part, word) for word in rest) for part in short[:-1])


def _is_word_of(part: str, word: str) -> bool:
    return word == part or (len(part) == 1 and word.startswith(part))


def _names(wanted: Sequence[str], parts: Sequence[str]) -> bool:
    """Whether what the user typed names somebody called so, initials included."""
    return bool(parts) and (_may_be(wanted, parts) or set(wanted) <= set(parts))


def count_speakers(
    quotes: Iterable[Passage], day_of: Callable[[str], str | None], directory: Directory
) -> list[SpeakerCount]:
    """The speakers of some quotations, the most quoted first, with the first and the last day of
    the documents they are quoted in; `day_of` gives the date of a document by its id."""
    counts: Counter[str] = Counter()
    dates: dict[str, list[str]] = defaultdict(list)
    for quote in quotes:
        if quote.speaker_name:
            date = day_of(quote.document_id)
            name = directory.name(quote.speaker_name, date)
            counts[name] += 1
            dates[name] += [date] if date else []
    return [
        SpeakerCount(name, count, min(dates[name], default=None), max(dates[name], default=None))
        for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]
