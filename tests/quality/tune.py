"""`make tune`: the judged sets in, better parameters of the ranking out.

    python -m tests.quality.tune [FOLDER]

Takes the index that `make quality` left in FOLDER, reads the candidates of every query once, and
goes from parameter to parameter, trying each at a few multiples, as long as the mean of MRR@10 of
both sets grows. Print what you get, then run `make quality`: a change that is not worth two queries
is noise.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from searchtool.engines.base import Candidate
from searchtool.query import relaxations
from searchtool.ranking import PARAMETERS, Parameters, QueryWord, rank, relaxed_words
from searchtool.search import SearchOptions, Session, open_session
from tests.quality.judged import SETS, JudgedQuery, document_of, read_queries, score

MULTIPLES = (0.0, 0.5, 0.75, 1.25, 1.5, 2.0)
LEAST_GAIN = 0.0005


@dataclass(frozen=True)
class Case:
    """A judged query with what the ranking is given for it."""

    query: JudgedQuery
    words: Sequence[QueryWord]
    candidates: Sequence[Candidate]


def main(folder: Path) -> None:
    """Prints each step and the parameters it ends with."""
    session = open_session(folder / "index-whoosh")
    passages = session.count_passages("paragraph")
    cases = {name: [read_case(session, q) for q in read_queries(name)] for name in SETS}

    def measure(parameters: Parameters) -> float:
        return sum(mrr(group, passages, parameters) for group in cases.values()) / len(cases)

    best, parameters = measure(PARAMETERS), PARAMETERS
    print(f"start {best:.4f}", flush=True)
    for name in Parameters._fields:
        value = getattr(parameters, name)
        for multiple in MULTIPLES:
            tried = parameters._replace(**{name: type(value)(value * multiple)})
            found = measure(tried)
            print(f"{name} {getattr(tried, name):g}: {found:.4f}", flush=True)
            if found > best + LEAST_GAIN:
                best, parameters = found, tried
    print(f"end {best:.4f}\n{parameters}")


def read_case(session: Session, query: JudgedQuery) -> Case:
    """The query words and candidates as a search for the query would have them."""
    question, words = session.read_question(query.text, "paragraph")
    steps = [*relaxations(question.tree, relaxed_words(words)), question.tree]
    return Case(query, words, session.candidates(steps[0], words, SearchOptions()).items)


def mrr(cases: Sequence[Case], passages: int, parameters: Parameters) -> float:
    """MRR@10 of one set with other parameters."""
    answers = {
        case.query.id: [
            document_of(ranked.candidate.document_id)
            for ranked in rank(case.words, case.candidates, passages, parameters)[:20]
        ]
        for case in cases
    }
    return score([case.query for case in cases], answers).mrr


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/quality"))
