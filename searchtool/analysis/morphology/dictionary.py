"""Reads the tables of pymorphy3's dictionary, without pymorphy3.

A cold query waits for this: 40 ms, where `MorphAnalyzer` of pymorphy3 takes 90 (30 to import it,
60 to read the files and make an object of every tag). The layout of the files is format 2.4:
https://github.com/no-plagiarism/pymorphy3/blob/master/pymorphy3/opencorpora_dict/storage.py
"""

import json
from array import array
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import dawg
import pymorphy3_dicts_ru

from searchtool.analysis.morphology.readings import ParadigmCell, Tag
from searchtool.core.memo import Memo

PROBABILITY_UNIT = 1_000_000
"""`probabilities` are stored in millionths."""

PARADIGM_PREFIXES = ("", "по", "наи")
"""The prefixes a form can have in its paradigm, by their numbers."""


class MorphDictionary:
    """The tables. `words` has, for every form, the paradigms and the indexes in them where it
    stands; `probabilities` those of readings, by «form:tag», for forms counted in a corpus;
    `substitutes` makes «е» match «ё» too; `cells` has a cell by paradigm and index."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.words = dawg.RecordDAWG(">HH").load(str(folder / "words.dawg"))
        self.probabilities = dawg.IntCompletionDAWG().load(str(folder / "p_t_given_w.intdawg"))
        self.substitutes: Any = self.words.compile_replaces({"е": "ё"})
        self.tags: list[str] = self._read_json("gramtab-opencorpora-int.json")
        self._endings: list[str] = self._read_json("suffixes.json")
        self._paradigms = _read_paradigms(folder / "paradigms.array")
        # Made when first needed: all 5,500 tags take 16 ms.
        self._parsed_tags = Memo(Tag.parse, 2 * len(self.tags))
        self.cells = Memo(self._make_cell, 2 * sum(map(len, self._paradigms)) // 3)

    def paradigm(self, number: int) -> list[ParadigmCell]:
        """All cells of a paradigm; the lemma is in the first."""
        size = len(self._paradigms[number]) // 3
        return [self.cells[number, index] for index in range(size)]

    @cached_property
    def predictions(self) -> list[tuple[str, Any]]:
        """By the prefix of the paradigm, the rarest first: how many words with an ending stand in
        which cell."""
        found = []
        for number, prefix in enumerate(PARADIGM_PREFIXES):
            path = self._folder / f"prediction-suffixes-{number}.dawg"
            found.append((prefix, dawg.RecordDAWG(">IHH").load(str(path))))
        return found[::-1]

    def _make_cell(self, place: tuple[int, int]) -> ParadigmCell:
        paradigm, index = place
        numbers = self._paradigms[paradigm]
        size = len(numbers) // 3
        ending, tag, prefix = numbers[index::size]
        lemma_ending, _, lemma_prefix = numbers[::size]
        return ParadigmCell(
            paradigm,
            self._parsed_tags[self.tags[tag]],
            PARADIGM_PREFIXES[prefix],
            self._endings[ending],
            PARADIGM_PREFIXES[lemma_prefix],
            self._endings[lemma_ending].replace("ё", "е"),
        )

    def _read_json(self, name: str) -> Any:
        return json.loads((self._folder / name).read_bytes())


@cache
def shared_dictionary() -> MorphDictionary:
    """The dictionary, loaded once in a process."""
    return MorphDictionary(Path(pymorphy3_dicts_ru.get_path()))


def _read_paradigms(path: Path) -> "list[array[int]]":
    """Each paradigm is the numbers of its endings, then those of its tags and of its prefixes."""
    numbers = array("H", path.read_bytes())
    paradigms = []
    at = 1  # the first number says how many there are
    while at < len(numbers):
        start, at = at + 1, at + 1 + numbers[at]
        paradigms.append(numbers[start:at])
    return paradigms
