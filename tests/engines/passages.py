"""Documents for an engine, and what it answers."""

from collections.abc import Mapping, Sequence

from searchtool.analysis.analyzer import Analyzer
from searchtool.core.model import Document, FileRecord, Passage, Span
from searchtool.engines.base import Candidates, Clause, Engine, IndexedPassage, Searcher
from searchtool.engines.codec import index_passage
from searchtool.ingest.filter_values import filter_values
from searchtool.query.parser import parse_query
from searchtool.query.tree import Query, words
from tests.corpus import ARTICLE, WEATHER

ANALYZER = Analyzer()


def make_document(name: str, paragraphs: Sequence[str]) -> tuple[Document, list[IndexedPassage]]:
    date = f"2024-0{len(paragraphs) % 9 + 1}-14"
    document = Document(
        name, f"/texts/{name}", "txt", "utf-8", title=f"О {name}", date=date, author=f"Пётр {name}"
    )
    passages = [
        Passage(f"{name}#p{n}", name, n, text, Span(0, len(text)), line=n)
        for n, text in enumerate(paragraphs, start=1)
    ]
    values = filter_values(document, f"Texts/{name}", ANALYZER)
    return document, [index_passage(p, ANALYZER.words(p.text), values, 9) for p in passages]


def add(engine: Engine, documents: Mapping[str, Sequence[str]]) -> None:
    with engine.writer() as writer:
        for name, paragraphs in documents.items():
            document, passages = make_document(name, paragraphs)
            writer.add(document, passages)
            writer.record(file_record(name, len(passages)))


def file_record(name: str, passages: int = 0) -> FileRecord:
    return FileRecord(f"/texts/{name}", name, 100, 7, "d1", "utf-8", 1, passages)


def ids(found: Candidates) -> list[str]:
    return [candidate.id for candidate in found.items]


def answer(found: Candidates) -> tuple[int, list[tuple[str, int]]]:
    """All that is found, with its weights."""
    return found.total, list(zip(ids(found), found.weights, strict=True))


def ask(searcher: Searcher, text: str, limit: int = 100) -> list[str]:
    tree = parse_query(text, ANALYZER).tree
    return ids(searcher.candidates(tree, clauses(tree), "paragraph", limit))


def clauses(tree: Query) -> list[Clause]:
    """Every word weighs one more than the one before."""
    return [Clause(word, weight) for weight, word in enumerate(words(tree), start=1)]


CORPUS = {
    "sammit": [p for p in ARTICLE.split("\n\n") if p.strip()],
    "pogoda": [p.strip() for p in WEATHER.split("\n\n")],
}
