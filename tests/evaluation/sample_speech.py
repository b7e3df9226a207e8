"""Prints statements drawn at random, with their context, to be read by eye.

    python -m tests.evaluation.sample_speech FOLDER {direct|retold} [NUMBER] [SEED]

FOLDER holds `.txt` files; of each text at most one statement is drawn. Texts that are annotated in
the development set are left out.
"""

import random
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from searchtool.quotes.extraction import find_quotes
from searchtool.quotes.quote import Quote
from tests.evaluation.speech import FOLDER as ANNOTATED

CHARS_BEFORE, CHARS_BEHIND = 600, 250
MIN_BEGINNING_CHARS = 15


def drawn(paths: list[Path], retold: bool, choose: random.Random) -> Iterator[tuple[str, Quote]]:
    """Statements of that kind, each with its text."""
    beginnings = {_beginning(path.read_text("utf-8")) for path in ANNOTATED.glob("dev/*.txt")}
    known = [line for line in beginnings if len(line) >= MIN_BEGINNING_CHARS]
    choose.shuffle(paths)
    for path in paths:
        text = path.read_text("utf-8")
        if any(line in text for line in known):
            continue
        wanted = [q for q in find_quotes(text) if (q.kind == "indirect") == retold]
        if wanted:
            yield text, choose.choice(wanted)


def shown(text: str, quote: Quote) -> str:
    """A statement in its context, with what was found out about it."""
    start, end = quote.span
    found = f"[{quote.rule} {quote.confidence:.2f}] {quote.speaker_name} ({quote.speaker})"
    before = text[max(0, start - CHARS_BEFORE) : start]
    return f"{found}\n{before}[[{quote.text}]]{text[end : end + CHARS_BEHIND]}\n"


def _beginning(text: str) -> str:
    return text.split("\n", 1)[0][:50]


if __name__ == "__main__":
    folder, kind, *rest = sys.argv[1:]
    number = int(rest[0]) if rest else 50
    seed = int(rest[1]) if len(rest) > 1 else 0
    paths = sorted(Path(folder).rglob("*.txt"))
    for text, quote in islice(drawn(paths, kind == "retold", random.Random(seed)), number):
        print(shown(text, quote))
