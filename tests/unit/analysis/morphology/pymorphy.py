"""pymorphy3 itself, which the lexicon is compared with; the program does without it."""

from functools import cache
from typing import Any

import pymorphy3
import pymorphy3_dicts_ru


@cache
def analyzer() -> Any:  # pymorphy3 carries no types
    return pymorphy3.MorphAnalyzer(path=pymorphy3_dicts_ru.get_path(), lang="ru")
