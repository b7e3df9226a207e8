"""A collection that is made up, for campaigns that need no real texts."""

import random
from pathlib import Path

from searchtool.index.plan import Plan, RunCallbacks
from searchtool.index.update import update_index

SYLLABLES = "ба во ги ду же зи ка ло ми ну ор пе ра со ту фа хо це ча ша".split()
FILES, PARAGRAPHS, WORDS = 300, 20, 60


def index_collection(folder: Path, engine: str) -> Path:
    """An index over made-up articles."""
    draw = random.Random(1)
    words = ["".join(draw.choices(SYLLABLES, k=draw.randint(2, 5))) for _ in range(20_000)]
    texts = folder / "texts"
    texts.mkdir()
    for number in range(FILES):
        day = f"20{number % 25:02}-{number % 12 + 1:02}-{number % 28 + 1:02}"
        (texts / f"{day}-{number}.txt").write_text("\n\n".join(_article(draw, words)), "utf-8")
    index = folder / "index"
    update_index(index, Plan([texts], engine=engine), RunCallbacks())
    return index


def _article(draw: random.Random, words: list[str]) -> list[str]:
    title = " ".join(_draw_words(draw, words, 5)).capitalize()
    paragraphs = [
        " ".join(_draw_words(draw, words, WORDS)).capitalize() + "." for _ in range(PARAGRAPHS)
    ]
    said = " ".join(_draw_words(draw, words, 12)).capitalize()
    return [title, *paragraphs, f"«{said}», — заявил Иван Петров."]


def _draw_words(draw: random.Random, words: list[str], count: int) -> list[str]:
    """Some words far more often than others, as in a language."""
    return [words[int(len(words) ** draw.random()) - 1] for _ in range(count)]
