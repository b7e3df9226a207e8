"""How much of all that is said in the annotated texts, retold without marks too, is found with the
right speaker, by kind and genre.

Counted by the `score.py` beside the annotations.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

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


def score_speech() -> dict[str, Spoken]:
    """The scores on the development texts by kind, and by kind and genre: `indirect news`."""
    with tempfile.TemporaryDirectory() as folder:
        run = Path(folder) / "run.jsonl"
        lines = [line for path in sorted((FOLDER / "dev").glob("*.txt")) for line in answer(path)]
        run.write_text("\n".join(lines), "utf-8")
        finished = subprocess.run(
            [sys.executable, FOLDER / "score.py", FOLDER / "dev", run],
            capture_output=True,
            text=True,
            check=True,
        )
    return {
        kind: Spoken(*map(float, numbers))
        for kind, *numbers in (match.groups() for match in _LINE.finditer(finished.stdout))
    }
