"""The stemmer agrees with its own reference on all its words."""

from pathlib import Path

import snowballstemmer


def test_all_words_of_the_reference(shared: Path) -> None:
    folder = shared / "eval" / "morphology"
    words = (folder / "snowball_voc.txt").read_text("utf-8").split()
    stems = (folder / "snowball_output.txt").read_text("utf-8").split()
    assert len(words) == len(stems) > 49_000
    stem = snowballstemmer.stemmer("russian").stemWord
    wrong = [(w, stem(w), s) for w, s in zip(words, stems, strict=True) if stem(w) != s]
    assert wrong == []
