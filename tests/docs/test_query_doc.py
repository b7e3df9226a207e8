"""Every row of docs/query.md, on every engine."""

import re
from functools import partial
from pathlib import Path

import pytest

from searchtool.analysis.analyzer import Analyzer
from searchtool.core.model import Document, Passage, Span
from searchtool.engines.base import Engine
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
    for written, _, found in rows("| written | means | finds |\n|---|---|---|")
    for query in re.findall(r"`([^`]+)`", written)
]
MEANT = [
    (written.strip("`"), shown.strip("`"))
    for written, shown, _ in rows("| written | shown for | because |\n|---|---|---|")
]


@pytest.fixture
def filled(engine: Engine) -> Engine:
    documents = [
        (Document("sammit.txt", "/sammit.txt", "txt", "utf-8", "Саммит", "2019-06-14"), (1, 2)),
        (Document("volga.txt", "/volga.txt", "txt", "utf-8", "Волга", "2020-09-02"), (3,)),
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
    return engine


def test_the_document_has_its_examples() -> None:
    assert len(PASSAGES) == 3
    assert len(FINDS) > 25
    assert len(MEANT) == 4


@pytest.mark.parametrize(("query", "expected"), FINDS)
def test_row_finds(filled: Engine, query: str, expected: set[int]) -> None:
    searcher = filled.searcher()
    parsed = parse_query(query, ANALYZER)
    found = searcher.candidates(parsed.tree, (), "paragraph", 9)
    assert {int(c.id) for c in found.items} == expected
    assert parsed.notes == ()
    searcher.close()


@pytest.mark.parametrize(("written", "shown"), MEANT)
def test_row_is_meant(filled: Engine, written: str, shown: str) -> None:
    searcher = filled.searcher()
    vocabulary = IndexVocabulary(
        lambda text: searcher.count(parse_query(text, ANALYZER).tree, "paragraph"),
        lambda word, max_edits: searcher.forms_near(word, "paragraph", max_edits),
        partial(searcher.vocabulary, "form", "paragraph"),
    )
    suggestion = suggest(written, vocabulary)
    assert suggestion is not None
    assert suggestion.text == shown
    searcher.close()
