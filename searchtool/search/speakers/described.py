"""Reads `speakers.toml`, where the user describes speakers; docs/quotes.md specifies it."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from searchtool.core.errors import ConfigError
from searchtool.core.i18n import tr
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


def read_people(path: Path) -> tuple[DescribedPerson, ...]:
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


def _person(record: Mapping[str, Any]) -> DescribedPerson:
    offices = (
        Office(str(o["title"]), _day(o.get("since"), FIRST), _day(o.get("until"), LAST))
        for o in record.get("offices", ())
    )
    return DescribedPerson(
        str(record["name"]), tuple(map(str, record.get("aliases", ()))), tuple(offices)
    )


def _day(value: object, default: str) -> str:
    if value is None:
        return default
    found = date_filter(str(value))
    if found is None:
        raise ValueError(tr(f"not a date: {value}", f"это не дата: {value}"))
    return found.low if default == FIRST else found.high
