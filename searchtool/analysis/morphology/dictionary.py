"""The files of pymorphy3's dictionary in, its tables out, without pymorphy3 itself.

A cold query waits for this: 40 ms, where `MorphAnalyzer` takes 90 (30 of them to import, 60 to read
the files and make an object of every tag). The layout of the files is format 2.4 of pymorphy3:
`pymorphy3/opencorpora_dict/storage.py`.
"""

import json
from array import array
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple

import dawg
import pymorphy3_dicts_ru

SHARE_UNIT = 1_000_000
"""`counts` has the share of a reading in a corpus as so many millionths."""

PARADIGM_PREFIXES = ("", "по", "наи")
"""What may stand before a stem, by its number."""


FOLDER = Path(pymorphy3_dicts_ru.get_path())
"""Where the files are."""


class Row(NamedTuple):
    """One place of a paradigm: what stands before and behind the stem, and the tag."""

    prefix: str
    ending: str
    tag: str


class Dictionary:
    """What is known of Russian forms. `words` has for every form its places, each a paradigm and a
    row in it; `counts` the share of «form:tag» where forms were counted; `spellings` lets «е» stand
    for «ё» in both."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.words = dawg.RecordDAWG(">HH").load(str(folder / "words.dawg"))
        self.counts = dawg.IntCompletionDAWG().load(str(folder / "p_t_given_w.intdawg"))
        self.spellings: Any = self.words.compile_replaces({"е": "ё"})
        self.tags: list[str] = self._read_json("gramtab-opencorpora-int.json")
        self._endings: list[str] = self._read_json("suffixes.json")
        self._paradigms = _read_paradigms(folder / "paradigms.array")

    def row(self, paradigm: int, index: int) -> Row:
        """A place of a paradigm; the lemma stands at 0."""
        numbers = self._paradigms[paradigm]
        size = len(numbers) // 3
        ending, tag, prefix = numbers[index::size]
        return Row(PARADIGM_PREFIXES[prefix], self._endings[ending], self.tags[tag])

    def count_rows(self) -> int:
        """How many places all paradigms have."""
        return sum(map(len, self._paradigms)) // 3

    @cached_property
    def foretelling(self) -> list[tuple[str, Any]]:
        """By the prefix of the paradigm, the rarest first: for every ending of a known word how
        often it stands at which place."""
        found = []
        for number, prefix in enumerate(PARADIGM_PREFIXES):
            path = self._folder / f"prediction-suffixes-{number}.dawg"
            found.append((prefix, dawg.RecordDAWG(">IHH").load(str(path))))
        return found[::-1]

    def _read_json(self, name: str) -> Any:
        return json.loads((self._folder / name).read_bytes())


@cache
def dictionary() -> Dictionary:
    """The one of the process."""
    return Dictionary(FOLDER)


def _read_paradigms(path: Path) -> "list[array[int]]":
    """Each is the numbers of its endings, then those of its tags, then those of its prefixes."""
    numbers = array("H", path.read_bytes())
    paradigms = []
    at = 1  # behind how many there are
    while at < len(numbers):
        start, at = at + 1, at + 1 + numbers[at]
        paradigms.append(numbers[start:at])
    return paradigms
