"""How many quotations and speakers of the annotated articles are found correctly.

Counted by the `score.py` beside the annotations.
"""

import io
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from searchtool.documents import Source, read_documents
from searchtool.documents.passages import split_passages
from searchtool.quotes.quote_passages import quote_passages
from searchtool.render.hit_fields import quote_fields
from searchtool.render.json import dump
from tests.evaluation.judged import SHARED

FOLDER = SHARED / "eval" / "quotes"


@dataclass(frozen=True)
class Quoted:
    """Of direct quotations: precision, recall and F1; the share of those found whose speaker is
    right; the share of all with both quotation and speaker right."""

    precision: float
    recall: float
    f1: float
    speaker: float
    both: float

    def __str__(self) -> str:
        return "  ".join(f"{name} {value:.3f}" for name, value in vars(self).items())


def score_quotations() -> Quoted:
    """The scores on the development articles."""
    with tempfile.TemporaryDirectory() as folder:
        run = Path(folder) / "run.jsonl"
        paths = sorted((FOLDER / "dev").glob("*.txt"))
        lines = [line for path in paths for line in answer(path, is_verbatim=True)]
        run.write_text("\n".join(lines), "utf-8")
        finished = subprocess.run(
            [sys.executable, FOLDER / "score.py", FOLDER / "dev", run],
            capture_output=True,
            text=True,
            check=True,
        )
    numbers = re.findall(
        r"(?:precision|recall|F1|speaker right:|both right:) ([\d.]+)", finished.stdout
    )
    return Quoted(*map(float, numbers))


def answer(path: Path, *, is_verbatim: bool = False) -> list[str]:
    """What `search quotes --jsonl` says of one article, or only of words in marks."""
    (text,) = read_documents(Source(path.name, str(path), io.BytesIO(path.read_bytes())))
    quotes = quote_passages(text.text, split_passages(text))
    return [
        dump(quote_fields(str(path), quote))
        for quote in quotes
        if not (is_verbatim and quote.manner == "indirect")
    ]
