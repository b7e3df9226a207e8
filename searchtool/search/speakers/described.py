"""Reads `speakers.toml`, where the user describes speakers; docs/quotes.md specifies it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from searchtool.core.errors import ConfigError
from searchtool.core.i18n import tr
from searchtool.core.model import StrPath
from searchtool.core.toml_file import read_toml
from searchtool.query.filters import FIRST, LAST, date_filter


class Office(NamedTuple):
    """A post that somebody holds from one day to another, both included, ISO."""

    title: str
    since: str = FIRST
    until: str = LAST

    def is_held(self, title: str, date: str) -> bool:
        """Whether it has that title and is held on that day."""
        return title.casefold() == self.title.casefold() and self.since <= date <= self.until


class DescribedPerson(NamedTuple):
    """A speaker as the user describes them."""

    name: str
    aliases: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()


def read_people(path: StrPath) -> tuple[DescribedPerson, ...]:
    """The people whom a `speakers.toml` describes; none if there is no such file. Raises
    ConfigError."""
    advice = tr("see docs/quotes.md", "см. docs/quotes.md")
    file = read_toml(path, advice)
    file.check_names(["speaker"])
    try:
        return tuple(_person(one) for one in file.values.get("speaker", ()))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ConfigError(str(path), _cause(error), advice) from error


def _cause(error: Exception) -> str:
    match error:
        case KeyError():
            return tr(f"{error} is missing", f"не указано {error}")
        case ValueError():  # of `_day` and `_check_names`
            return str(error)
        case _:
            return tr("not a list of speakers", "это не список людей")


def _person(record: Mapping[str, Any]) -> DescribedPerson:
    _check_names(record, DescribedPerson._fields)
    offices = map(_office, record.get("offices", ()))
    return DescribedPerson(
        str(record["name"]), tuple(map(str, record.get("aliases", ()))), tuple(offices)
    )


def _office(record: Mapping[str, Any]) -> Office:
    _check_names(record, Office._fields)
    since, until = _day(record.get("since"), FIRST), _day(record.get("until"), LAST)
    return Office(str(record["title"]), since, until)


def _check_names(record: Mapping[str, Any], known: tuple[str, ...]) -> None:
    for name in record:
        if name not in known:
            names = ", ".join(known)
            cause = (f"unknown {name!r}, known: {names}", f"неизвестно {name!r}, есть: {names}")
            raise ValueError(tr(*cause))


def _day(value: object, default: str) -> str:
    if value is None:
        return default
    found = date_filter(str(value))
    if found is None:
        raise ValueError(tr(f"not a date: {value}", f"это не дата: {value}"))
    return found.low if default == FIRST else found.high
