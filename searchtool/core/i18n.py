"""Two wordings in, the one for the user's locale out."""

import os


def speaks_russian() -> bool:
    """Whether messages for people should be in Russian, by the POSIX order of locale variables."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable):
            return value.lower().startswith("ru")
    return False


def tr(english: str, russian: str) -> str:
    """The wording for the user's locale: Russian for `ru`, else English."""
    return russian if speaks_russian() else english


def plural_ru(number: int, one: str, few: str, many: str) -> str:
    """A number with its Russian noun: 1 файл, 2 файла, 5 файлов.

    >>> [plural_ru(n, "файл", "файла", "файлов") for n in (1, 3, 11, 21)]
    ['1 файл', '3 файла', '11 файлов', '21 файл']
    """
    if number % 10 == 1 and number % 100 != 11:
        return f"{number} {one}"
    if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14):
        return f"{number} {few}"
    return f"{number} {many}"
