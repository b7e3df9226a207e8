"""How much of all that is said in the annotated texts, retold without marks too, is found with the
right speaker, by kind and genre.

Counted by the `score.py` beside the annotations.
"""

import json
import re
import runpy
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from tests.evaluation.judged import SHARED
from tests.evaluation.quotations import answer

FOLDER = SHARED / "eval" / "speech"

_LINE = re.compile(
    r"(?P<kind>(?:in)?direct(?: news| telegram)?) +gold +\d+ precision (?P<precision>[\d.]+) "
    r"recall (?P<recall>[\d.]+) F1 (?P<f1>[\d.]+) exact (?P<exact>[\d.]+) "
    r"speaker (?P<speaker>[\d.]+) both F1 (?P<both>[\d.]+)"
)


class Spoken(NamedTuple):
    """Precision, recall and F1; of what is found, the share with exactly the same words and that
    with the right speaker; F1 of words and speaker together."""

    precision: float
    recall: float
    f1: float
    exact: float
    speaker: float
    both: float

    def __str__(self) -> str:
        return "  ".join(f"{name} {value:.3f}" for name, value in self._asdict().items())


HALVES = ("even", "odd")
"""The texts by the checksum of their names: rules that were written while one half was read are
scored on the other, too."""

BANDS = ((0.8, 1.01), (0.5, 0.8), (0.0, 0.5))
"""Of the confidence in a speaker, from the surest on."""


def score_speech() -> dict[str, Spoken]:
    """The scores on the development texts by kind, by kind and genre, «indirect news», and by kind
    and half, «indirect even»."""
    answers = _answers()
    scores = _score(sorted(answers), answers)
    for half in HALVES:
        names = [name for name in answers if half_of(name) == half]
        of_half = _score(names, answers)
        scores |= {f"{kind} {half}": of_half[kind] for kind in ("direct", "indirect")}
    return scores


def half_of(name: str) -> str:
    """The half that a text belongs to."""
    return HALVES[crc32(name.encode()) % 2]


class Band(NamedTuple):
    """Of what is said with a confidence from `low` on: how much, and how much of it is right, words
    and speaker."""

    kind: str
    low: float
    found: int
    right: int

    def __str__(self) -> str:
        share = f"{self.right / self.found:.2f}" if self.found else "–"
        return f"| {self.kind} | {self.low} | {self.found} | {share} |"


def score_confidence() -> list[Band]:
    """How much of what is found with some confidence is right, by kind."""
    scorer = runpy.run_path(str(FOLDER / "score.py"))
    judged: list[tuple[str, float, bool]] = []
    for name, lines in _answers().items():
        gold = list(enumerate(json.loads((FOLDER / "dev" / f"{name}.json").read_text("utf-8"))))
        mine = list(enumerate(map(json.loads, lines)))
        _, used = scorer["match"](gold, mine, _may_match)
        for number, record in mine:
            kind = scorer["manner"](record)
            if kind == "mixed":
                continue
            match = gold[used[number]][1] if number in used else None
            is_right = match is not None and scorer["same_speaker"](
                match["speaker_name"], record["speaker_name"]
            )
            judged.append((kind, record["confidence"], is_right))
    return [
        Band(kind, low, len(own), sum(own))
        for kind in ("direct", "indirect")
        for low, high in BANDS
        for own in [[right for k, c, right in judged if k == kind and low <= c < high]]
    ]


def _may_match(gold: str, found: str) -> bool:
    marked = ("direct", "mixed")
    return gold == found == "indirect" or (gold in marked and found in marked)


@cache
def _answers() -> dict[str, list[str]]:
    """What is found in each text, by its name, a line of JSON each."""
    return {path.stem: answer(path) for path in sorted((FOLDER / "dev").glob("*.txt"))}


def _score(names: Sequence[str], answers: Mapping[str, Sequence[str]]) -> dict[str, Spoken]:
    """What `score.py` says of some texts."""
    with tempfile.TemporaryDirectory() as folder:
        gold, run = Path(folder) / "gold", Path(folder) / "run.jsonl"
        gold.mkdir()
        for name in names:
            (gold / f"{name}.json").symlink_to((FOLDER / "dev" / f"{name}.json").resolve())
        run.write_text("\n".join(line for name in names for line in answers[name]), "utf-8")
        finished = subprocess.run(
            [sys.executable, FOLDER / "score.py", gold, run],
            capture_output=True,
            text=True,
            check=True,
        )
    return {
        kind: Spoken(*map(float, numbers))
        for kind, *numbers in (match.groups() for match in _LINE.finditer(finished.stdout))
    }
