"""How many documents quote the same words, however few of them were ranked."""

import json

import pytest

from searchtool.analysis.analyzer import Analyzer
from searchtool.core.model import Hit
from searchtool.engines.base import Searcher
from searchtool.index.open import open_snapshot
from searchtool.index.plan import Plan, RunCallbacks
from searchtool.index.update import update_index
from searchtool.search.collapsing import MAX_COMPARED, collapse
from searchtool.search.hits import HitBuilder
from searchtool.search.options import SearchOptions
from searchtool.search.ranking.candidates import RERANK_WINDOW
from searchtool.search.retrieval import Retriever

DOCUMENTS = RERANK_WINDOW.max_size + 20


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    """One quotation in more documents than are ranked."""
    folder = tmp_path_factory.mktemp("said")
    text = "Что будет дальше?\n\n«Я не знаю», — сказал Святослав Верещагин."
    lines = [json.dumps({"id": str(n), "text": text}) for n in range(DOCUMENTS)]
    (folder / "said.jsonl").write_text("\n".join(lines), "utf-8")
    update_index(folder / "index", Plan([folder / "said.jsonl"]), RunCallbacks())
    return open_snapshot(folder / "index").searcher


def only_hit(searcher: Searcher, analyzer: Analyzer, max_compared: int) -> Hit:
    options = SearchOptions(quotes=True, limit=1)
    retriever = Retriever(searcher, analyzer, lambda document_id: None)
    found = retriever.retrieve(retriever.parse("знаю"), options)
    builder = HitBuilder(searcher, max_compared)
    groups = collapse(found.ranked[: RERANK_WINDOW.max_size])
    (hit,) = builder.ranked_hits(groups, found.query, options, all_ranked=False)
    return hit


@pytest.mark.parametrize(
    ("max_compared", "duplicates"), [(MAX_COMPARED, DOCUMENTS), (1, RERANK_WINDOW.max_size)]
)
def test_documents_with_the_same_words_are_counted(
    searcher: Searcher, analyzer: Analyzer, max_compared: int, duplicates: int
) -> None:
    assert only_hit(searcher, analyzer, max_compared).duplicates == duplicates
