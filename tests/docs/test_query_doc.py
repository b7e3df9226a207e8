"""Every row of docs/query.md, on every engine."""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from searchtool.analysis.analyzer import Analyzer
from searchtool.core.model import Document, Passage, Span
from searchtool.engines import ENGINES, ORACLE, open_engine
from searchtool.engines.base import Searcher
from searchtool.engines.codec import index_passage
from searchtool.ingest.filter_values import filter_values
from searchtool.query.parser import parse_query
from searchtool.search.suggestions import IndexVocabulary, suggest

DOC = (Path(__file__).resolve().parents[2] / "docs" / "query.md").read_text("utf-8")
PASSAGES = re.findall(r"^\d\. (.+)$", DOC, re.MULTILINE)
ANALYZER = Analyzer()


def rows(heading: str) -> list[list[str]]:
    table = DOC.split(heading)[1].split("\n\n")[0]
    cells = [re.split(r"(?<!\\)\|", line)[1:-1] for line in table.strip().split("\n")]
    return [[cell.strip().replace("\\|", "|") for cell in row] for row in cells if len(row) > 1]


FINDS = [
    (query, {int(number) for number in found.split()})
    for queries, _, found in rows("| query | meaning | finds |\n|---|---|---|")
    for query in re.findall(r"`([^`]+)`", queries)
]
CORRECTED = [
    (typed.strip("`"), meant.strip("`"))
    for typed, meant, _ in rows("| typed | meant | reason |\n|---|---|---|")
]


@pytest.fixture(scope="module", params=sorted(ENGINES | ORACLE))
def searcher(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Searcher]:
    """The three passages in each engine in turn, indexed once for all rows."""
    engine = open_engine(request.param, tmp_path_factory.mktemp(request.param))
    engine.create()
    documents = [
        (_document("sammit", "Саммит", "2019-06-14", "Илья Сорокопуд"), (1, 2)),
        (_document("volga", "Волга", "2020-09-02", "Анна Белых"), (3,)),
    ]
    with engine.writer() as writer:
        for document, numbers in documents:
            values = filter_values(document, document.id, ANALYZER)
            texts = [(number, PASSAGES[number - 1]) for number in numbers]
            passages = [
                Passage(str(number), document.id, number, text, Span(0, len(text)))
                for number, text in texts
            ]
            indexed = [index_passage(p, ANALYZER.words(p.text), values) for p in passages]
            writer.add(document, indexed)
    searcher = engine.searcher()
    yield searcher
    searcher.close()


def _document(name: str, title: str, date: str, author: str) -> Document:
    return Document(f"{name}.txt", f"/{name}.txt", "txt", "utf-8", title, date, author)


def test_the_document_has_its_examples() -> None:
    assert len(PASSAGES) == 3
    assert len(FINDS) > 25
    assert len(CORRECTED) == 4


@pytest.mark.parametrize(("query", "expected"), FINDS)
def test_row_finds(searcher: Searcher, query: str, expected: set[int]) -> None:
    parsed = parse_query(query, ANALYZER)
    found = searcher.candidates(parsed.tree, (), "paragraph", 9)
    assert {int(c.id) for c in found.items} == expected
    assert parsed.notes == ()


@pytest.mark.parametrize(("typed", "meant"), CORRECTED)
def test_row_is_corrected(searcher: Searcher, typed: str, meant: str) -> None:
    def count(text: str) -> int:
        return searcher.count(parse_query(text, ANALYZER).tree, "paragraph")

    vocabulary = IndexVocabulary(
        count,
        count,
        lambda word, max_edits: searcher.forms_near(word, "paragraph", max_edits),
        partial(searcher.vocabulary, "form", "paragraph"),
    )
    suggestion = suggest(typed, vocabulary)
    assert suggestion is not None
    assert suggestion.text == meant
