"""Plain BM25 over Snowball stems, to compare the ranking with.

What Lucene's Russian analyzer amounts to, in the same run and over the same passages as ours.
"""

import heapq
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import snowballstemmer

K1, B = 1.2, 0.75
_TOKEN = re.compile(r"\w+")


class PlainBm25:
    """An inverted index in memory."""

    def __init__(self, passages: Iterable[tuple[str, str]]) -> None:
        """`passages` are pairs of a document's id and a text."""
        self._stem = snowballstemmer.stemmer("russian").stemWord
        self._stems: dict[str, str] = {}
        self._documents: list[str] = []
        self._lengths: list[int] = []
        self._postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, (document, text) in enumerate(passages):
            stems = self._analyze(text)
            self._documents.append(document)
            self._lengths.append(len(stems))
            for stem, count in Counter(stems).items():
                self._postings[stem].append((number, count))
        self._average = sum(self._lengths) / len(self._lengths)

    def documents(self, query: str, limit: int = 50) -> Sequence[str]:
        """The documents of the best passages, best first."""
        scores: dict[int, float] = defaultdict(float)
        total = len(self._documents)
        for stem in set(self._analyze(query)):
            postings = self._postings.get(stem, [])
            idf = math.log1p((total - len(postings) + 0.5) / (len(postings) + 0.5))
            for number, count in postings:
                norm = K1 * (1 - B + B * self._lengths[number] / self._average)
                scores[number] += idf * count * (K1 + 1) / (count + norm)
        best = heapq.nsmallest(limit, scores, key=lambda number: (-scores[number], number))
        return [self._documents[number] for number in best]

    def _analyze(self, text: str) -> list[str]:
        return [self._one(token) for token in _TOKEN.findall(text.lower().replace("ё", "е"))]

    def _one(self, token: str) -> str:
        if token not in self._stems:
            self._stems[token] = self._stem(token)
        return self._stems[token]
