"""How well the analyzer brings the word forms of a treebank together."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from searchtool.analysis.analyzer import Analyzer
from tests.evaluation.judged import SHARED

FORMS = SHARED / "eval" / "morphology" / "taiga_dev_forms.tsv"


@dataclass(frozen=True)
class Together:
    """`together`: the share of pairs of forms of one lemma that get one key; `collisions`: how many
    pairs of different lemmas share a key."""

    together: float
    collisions: int

    def __str__(self) -> str:
        return f"together {self.together:.4f}  collisions {self.collisions}"


def score_morphology(forms: Path = FORMS) -> Together:
    """As the `score.py` beside the data counts it."""
    analyzer = Analyzer()
    lemma_forms: dict[tuple[str, str], set[str]] = defaultdict(set)
    for line in forms.read_text("utf-8").splitlines()[1:]:
        lemma, part, form, _ = line.split("\t")
        lemma_forms[lemma, part].add(form)
    total = together = 0
    by_key: dict[str, set[str]] = defaultdict(set)
    for (lemma, _), group in lemma_forms.items():
        keys = {form: " ".join(t.key for t in analyzer.terms(form)) for form in group}
        for key in keys.values():
            by_key[key].add(lemma)
        for a, b in combinations(sorted(group), 2):
            total += 1
            together += keys[a] == keys[b]
    collisions = sum(len(lemmas) * (len(lemmas) - 1) // 2 for lemmas in by_key.values())
    return Together(together / total, collisions)
