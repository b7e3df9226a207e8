"""How many documents have the same words, however few of them were ranked."""

import json

import pytest

from searchtool.engines import ENGINES
from searchtool.index.open import open_snapshot
from searchtool.index.plan import Plan, RunCallbacks
from searchtool.index.update import update_index
from searchtool.search.collapsing import fetch_alike, group_hits
from searchtool.search.options import SearchOptions
from searchtool.search.ranking.candidates import RERANK_WINDOW
from searchtool.search.retrieval import Retriever
from searchtool.search.session import Index, open_index

DOCUMENTS = RERANK_WINDOW.max_size + 20
QUIET = RunCallbacks()
WORDS = "Ключи от старой мельницы нашлись в ящике под лестницей"


@pytest.fixture(scope="module", params=sorted(ENGINES))
def printed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A quotation and a paragraph, with its source or not, in more documents than are ranked."""
    folder = tmp_path_factory.mktemp("printed")
    lines = []
    for number in range(DOCUMENTS):
        source = ["", ", пишет газета"][number % 2]
        text = f"«Я не знаю», — сказал Святослав Верещагин.\n\n{WORDS}{source}."
        lines.append(json.dumps({"id": str(number), "text": text}))
    (folder / "printed.jsonl").write_text("\n".join(lines), "utf-8")
    update_index(folder / "index", Plan([folder / "printed.jsonl"], True, request.param), QUIET)
    return open_index(folder / "index")


@pytest.mark.parametrize(
    ("query", "options"),
    [("знаю", SearchOptions(quotes=True, limit=1)), ("мельница", SearchOptions(limit=1))],
)
def test_all_documents_with_the_same_words_are_counted(
    printed: Index, query: str, options: SearchOptions
) -> None:
    results = printed.run(query, options)
    assert [hit.duplicates for hit in results.hits] == [DOCUMENTS]
    assert results.total == DOCUMENTS


def test_no_more_are_compared_than_allowed(printed: Index) -> None:
    searcher = open_snapshot(printed.path).searcher
    retriever = Retriever(searcher, printed.analyzer, lambda document_id: None)
    options = SearchOptions(limit=1)
    found = retriever.retrieve(retriever.parse("мельница"), options)
    groups = group_hits(found.ranked, options, limit=1)
    assert len(fetch_alike(searcher, found.query, "paragraph", groups, max_compared=7)) == 7
