"""The surnames that are forms of other words, too, listed in `surnames.txt`.

Their key is the surname itself, where a capital letter tells the name from the noun.
"""

from functools import cache


def is_ambiguous_surname(form: str) -> bool:
    """Whether a form is a surname if it is written with a capital letter, and else another word.

    >>> is_ambiguous_surname("зубов"), is_ambiguous_surname("зубовым"), is_ambiguous_surname("зуб")
    (True, False, False)
    """
    return form.endswith(("ов", "ев")) and form in _surnames()


@cache
def _surnames() -> frozenset[str]:
    from pathlib import Path  # not needed by most queries

    from searchtool.core.word_lists import read_lines, words_of

    return words_of(read_lines(Path(__file__).with_name("surnames.txt")))
