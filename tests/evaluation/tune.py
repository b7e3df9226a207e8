"""`make tune`: looks for better parameters of the ranking on the judged sets.

    python -m tests.evaluation.tune [FOLDER]

Takes the index that `make quality` left in FOLDER, reads the candidates of every query once, and
tells what comes of ranking fewer or more of them. Then it goes from parameter to parameter, trying
each at a few multiples, as long as the mean of MRR@10 of both sets grows. Print what you get, then
run `make quality`: a change that is not worth two queries is noise.
"""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from searchtool.analysis.analyzer import Analyzer
from searchtool.engines.base import Candidate
from searchtool.index.open import open_snapshot
from searchtool.search.ranking.candidates import RERANK_WINDOW, RerankWindow, rerank_depth
from searchtool.search.ranking.scoring import PARAMETERS, Parameters, QueryWord, rank
from searchtool.search.retrieval import Retriever, relaxed_queries
from tests.evaluation.judged import SETS, JudgedQuery, Scores, document_of, read_queries, score

MULTIPLES = (0.0, 0.5, 0.75, 1.25, 1.5, 2.0)
MIN_GAIN = 0.0005

READ = 200
"""Candidates of a query."""

WINDOWS = (
    RerankWindow(READ, 0.0, READ),
    RerankWindow(100, 0.0, 100),
    RerankWindow(50, 0.0, 50),
    RerankWindow(50, 0.3, READ),
    RerankWindow(50, 0.4, READ),
    RerankWindow(50, 0.5, READ),
    RerankWindow(50, 0.4, 150),
    RerankWindow(50, 0.4, 100),
    RerankWindow(30, 0.4, 150),
    RerankWindow(30, 0.4, 100),
)


@dataclass(frozen=True)
class Case:
    """A judged query with what the ranking is given for it."""

    query: JudgedQuery
    words: Sequence[QueryWord]
    candidates: Sequence[Candidate]
    weights: Sequence[int]


Cases = Mapping[str, Sequence[Case]]
"""By the set they are from."""


def main(folder: Path) -> None:
    """Prints each step and the parameters it ends with."""
    searcher = open_snapshot(folder / "index-whoosh").searcher
    retriever = Retriever(searcher, Analyzer(), lambda document_id: None)
    passages = retriever.count_passages("paragraph")
    cases = {name: [read_case(retriever, q) for q in read_queries(name)] for name in SETS}
    try_windows(cases, passages)
    try_parameters(cases, passages)


def try_windows(cases: Cases, passages: int) -> None:
    """Prints how many candidates are ranked, and what comes of it."""
    for window in WINDOWS:
        print(
            f"at least {window.min_size}, at most {window.max_size}, "
            f"{window.min_weight_ratio} of the heaviest:"
        )
        for name, group in cases.items():
            ranked = sum(rerank_depth(case.weights, window) for case in group) / len(group)
            scores = score_cases(group, passages, window=window)
            print(f"    {name:14} {scores}  {ranked:.0f} ranked", flush=True)


def try_parameters(cases: Cases, passages: int) -> None:
    """Prints what each parameter is worth, and the best ones."""

    def measure(parameters: Parameters) -> float:
        groups = cases.values()
        return sum(score_cases(group, passages, parameters).mrr for group in groups) / len(groups)

    best, parameters = measure(PARAMETERS), PARAMETERS
    print(f"start {best:.4f}", flush=True)
    for name in Parameters._fields:
        value = getattr(parameters, name)
        for multiple in MULTIPLES:
            tried = parameters._replace(**{name: type(value)(value * multiple)})
            found = measure(tried)
            print(f"{name} {getattr(tried, name):g}: {found:.4f}", flush=True)
            if found > best + MIN_GAIN:
                best, parameters = found, tried
    print(f"end {best:.4f}\n{parameters}")


def read_case(retriever: Retriever, query: JudgedQuery) -> Case:
    """The query words and candidates as a search for the query would have them."""
    question = retriever.parse(query.text)
    words = retriever.query_words(question, "paragraph")
    words = retriever.with_derived(question, words, "paragraph")
    steps = [*relaxed_queries(question, words), question.tree]
    found = retriever.candidates(steps[0], words, "paragraph", READ)
    return Case(query, words, found.items, found.weights)


def score_cases(
    cases: Sequence[Case],
    passages: int,
    parameters: Parameters = PARAMETERS,
    window: RerankWindow = RERANK_WINDOW,
) -> Scores:
    """What one set scores with other parameters."""
    answers = {}
    for case in cases:
        worthy = case.candidates[: rerank_depth(case.weights, window)]
        ranked = rank(case.words, worthy, passages, parameters)[:20]
        answers[case.query.id] = [document_of(one.candidate.document_id) for one in ranked]
    return score([case.query for case in cases], answers)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/quality"))
