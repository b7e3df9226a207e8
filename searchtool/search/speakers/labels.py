"""Finds the spellings of one organisation: «Минобороны РФ», «Министерство обороны России»."""

import re

MAX_OWN_CHARS = 4
"""What tells ministries apart: «Минпромторг», «Минпросвещения»."""

_WORD = re.compile(r"\w+")
_HAS_OTHERS = re.compile(r"\b(?:мин|рф\b|росс)")
"""What every name has that is spelled in several ways."""
_SHORT_NAMES = (
    (re.compile(r"\bроссийской федерации\b|\bрф\b"), "россии"),
    (re.compile(r"\bминистерство иностранных дел\b"), "мид"),
    (re.compile(r"\bминистерство внутренних дел\b"), "мвд"),
    (re.compile(r"\bминистерство (\w+ого) \w+"), r"мин\1"),
    (re.compile(r"\bминистерство (\w+)(?: и \w+(?:[ое]й|ого) \w+| и \w+)?"), r"мин\1"),
    (re.compile(rf"\b(мин\w{{{MAX_OWN_CHARS}}})\w+"), r"\1"),
    (re.compile(r"^российск(?:ий|ое|ая|ие) (мид|мвд|мчс|мин\w+|власти|сми)$"), r"\1 россии"),
)
"""What stands for what, in lower case, one after another."""


def spelling_label(name: str) -> str:
    """What all spellings of the name of an organisation share.

    >>> names = (
    ...     "Минобороны РФ",
    ...     "министерство обороны Российской Федерации",
    ...     "российское Минобороны",
    ... )
    >>> {spelling_label(name) for name in names}
    {'минобор россии'}
    >>> [spelling_label(name) for name in ("РИА «Ладога»", "МИД Франции", "Министерство спорта")]
    ['риа ладога', 'мид франции', 'минспор']
    """
    label = " ".join(_WORD.findall(name.lower().replace("ё", "е")))
    if not _HAS_OTHERS.search(label):
        return label
    for pattern, short in _SHORT_NAMES:
        label = pattern.sub(short, label)
    return label
