"""Reads the TOML files that a user writes by hand, and says where something is wrong in one."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from searchtool.core.errors import ConfigError
from searchtool.core.i18n import tr
from searchtool.core.model import StrPath


class TomlFile(NamedTuple):
    """What a file says."""

    path: StrPath
    text: str = ""
    values: Mapping[str, Any] = {}

    def place(self, name: str) -> str:
        """Where a name is set, for an error."""
        lines = enumerate(self.text.split("\n"), 1)
        line = next((n for n, line in lines if line.strip(" \t[\"'").startswith(name)), 1)
        return f"{self.path}:{line}"

    def check_names(self, known: Iterable[str]) -> None:
        """Raises ConfigError for a name that means nothing: it may be a misspelt one."""
        known = list(known)
        for name in self.values:
            if name not in known:
                raise ConfigError(
                    self.place(name),
                    tr(f"unknown setting {name!r}", f"неизвестная настройка {name!r}"),
                    tr(
                        f"known settings: {', '.join(known)}",
                        f"известные настройки: {', '.join(known)}",
                    ),
                )


def read_toml(path: StrPath, advice: str = "") -> TomlFile:
    """What a file says, nothing if there is no such file. Raises ConfigError with the advice."""
    try:
        with open(path, encoding="utf-8-sig") as file:  # Notepad puts a mark before the text
            text = file.read()
    except FileNotFoundError:
        return TomlFile(path)
    except (OSError, UnicodeError) as error:
        raise ConfigError(str(path), tr("cannot be read", "не читается"), advice) from error
    return TomlFile(path, text, _parse(path, text, advice))


def _parse(path: StrPath, text: str, advice: str) -> Mapping[str, Any]:
    import re  # most folders have no such file
    import tomllib

    try:
        return tomllib.loads(text)
    except RecursionError as error:
        cause = tr("nested too deeply", "слишком глубокая вложенность")
        raise ConfigError(str(path), cause, advice) from error
    except ValueError as error:  # TOMLDecodeError is one, a number of thousands of digits another
        place = re.search(r"line (\d+), column (\d+)", str(error))
        russian = f", строка {place[1]}, столбец {place[2]}" if place else ""
        cause = tr(f"not valid TOML: {error}", f"ошибка в TOML{russian}")
        raise ConfigError(str(path), cause, advice) from error
