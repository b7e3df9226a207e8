"""The share of misspelt words of the news that the suggestions correct."""

import random
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from searchtool.analysis.analyzer import Analyzer
from searchtool.index.open import open_snapshot
from searchtool.index.plan import Plan, RunCallbacks
from searchtool.index.update import update_index
from searchtool.query.parser import parse_query
from searchtool.search.suggestions import IndexVocabulary, suggest
from tests.evaluation.judged import SHARED

LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
KEYBOARD = str.maketrans("йцукенгшщзхъфывапролджэячсмитьбю", "qwertyuiop[]asdfghjkl;'zxcvbnm,.")
LATIN = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i",
        "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s",
        "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch",
        "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Fixed:
    """Shares of spoilt words put right, by how they were spoilt; `offered` counts suggestions for
    words that are found as they are."""

    shares: dict[str, float]
    offered: int

    @property
    def right(self) -> float:
        """The share of all."""
        return sum(self.shares.values()) / len(self.shares)

    def __str__(self) -> str:
        parts = "  ".join(f"{name} {share:.2f}" for name, share in self.shares.items())
        return f"{parts}  all {self.right:.4f}  offered for known words {self.offered}"


def score_suggestions(each: int = 100, known: int = 1000) -> Fixed:
    """`each` words of the news spoilt in each way, and `known` words as they are."""
    draw = random.Random(300)
    with tempfile.TemporaryDirectory() as folder:
        update_index(Path(folder), Plan([SHARED / "news"]), RunCallbacks())
        searcher = open_snapshot(Path(folder)).searcher
        analyzer = Analyzer()

        def count(text: str) -> int:
            return searcher.count(parse_query(text, analyzer).tree, "paragraph")

        forms = searcher.vocabulary("form", "paragraph", "")
        vocabulary = IndexVocabulary(
            count,
            count,
            lambda word, max_edits: searcher.forms_near(word, "paragraph", max_edits),
            partial(searcher.vocabulary, "form", "paragraph"),
        )
        usable = [f for f in forms if len(f) >= 5 and set(f) <= set(LETTERS)]
        words = [f for f in usable if count(f"={f}") >= 2]

        def is_right(spoil: Callable[[str], str]) -> bool:
            spoilt = word = draw.choice(words)
            while spoilt == word or count(spoilt):
                word = draw.choice(words)
                spoilt = spoil(word)
            found = suggest(spoilt, vocabulary)
            keys = [term.key for term in analyzer.terms(found.text)] if found else []
            return keys == [term.key for term in analyzer.terms(word)]

        ways: dict[str, Callable[[str], str]] = {
            "layout": lambda word: word.translate(KEYBOARD),
            "transliteration": lambda word: word.translate(LATIN),
            "spelling": lambda word: misspell(word, draw),
        }
        shares = {name: sum(is_right(w) for _ in range(each)) / each for name, w in ways.items()}
        offered = sum(suggest(word, vocabulary) is not None for word in draw.sample(words, known))
        searcher.close()
        return Fixed(shares, offered)


def misspell(word: str, draw: random.Random) -> str:
    """A letter left out, put in, replaced, or exchanged with its neighbour."""
    place, way = draw.randrange(len(word) - 1), draw.randrange(4)
    if way == 0:
        return word[:place] + word[place + 1 :]
    if way == 1:
        return word[:place] + draw.choice(LETTERS) + word[place:]
    if way == 2:
        return word[:place] + draw.choice(LETTERS) + word[place + 1 :]
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
