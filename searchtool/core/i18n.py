"""Chooses the language of messages by the user's locale: Russian or English."""

import os


def speaks_russian() -> bool:
    """Whether messages are in Russian: by the first that is set of LC_ALL, LC_MESSAGES and LANG."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable):
            return value.lower().startswith("ru")
    return False


def tr(english: str, russian: str) -> str:
    """The message in the language of the user's locale."""
    return russian if speaks_russian() else english


def decimal(number: float, digits: int) -> str:
    """A number with `digits` digits after its decimal point, in a Russian locale a comma."""
    text = f"{number:.{digits}f}"
    return text.replace(".", ",") if speaks_russian() else text


def plural_en(number: int, one: str) -> str:
    """A number with a regular English noun.

    >>> [plural_en(n, "file") for n in (0, 1, 21)]
    ['0 files', '1 file', '21 files']
    """
    return f"{number} {one}" if number == 1 else f"{number} {one}s"


def plural_ru(number: int, one: str, few: str, many: str) -> str:
    """A number with the form of the Russian noun that it takes.

    >>> [plural_ru(n, "файл", "файла", "файлов") for n in (1, 3, 11, 21)]
    ['1 файл', '3 файла', '11 файлов', '21 файл']
    """
    if number % 10 == 1 and number % 100 != 11:
        return f"{number} {one}"
    if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14):
        return f"{number} {few}"
    return f"{number} {many}"
