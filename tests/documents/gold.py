"""The corpus in, what is read from it out, in the form of the golden files.

usage: python -m tests.documents.gold    writes them anew; look at the difference
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from searchtool.analysis.analyzer import Analyzer
from searchtool.core.model import Document, Passage
from searchtool.documents import Source, read_documents
from searchtool.engines.codec import read_passage
from searchtool.ingest.pipeline import ingest_document
from tests.documents.make import write_files

GOLDEN = Path(__file__).parent / "golden"


def describe(path: Path, name: str, analyzer: Analyzer) -> str:
    """All documents of a file with their paragraphs, and what could not be read."""
    failures: list[str] = []
    lines: list[str] = []
    with path.open("rb") as stream:
        source = Source(name, name, stream, report=lambda failure: failures.append(str(failure)))
        for text in read_documents(source):
            prepared = ingest_document(text, name, analyzer)
            lines += [*_head(prepared.document), ""]
            for indexed in prepared.passages:
                passage = read_passage(indexed.record)
                if passage.kind == "paragraph":
                    lines.append(f"{_place(passage)} {passage.text}")
            lines.append("")
    return "\n".join([*lines, *failures]).rstrip() + "\n"


def _head(document: Document) -> Iterator[str]:
    yield f"== {document.id}"
    for name in ("format", "encoding", "title", "author", "date", "language", "url"):
        if value := getattr(document, name):
            yield f"{name}: {value}"


def _place(passage: Passage) -> str:
    places = [
        f"line {passage.line}" if passage.line is not None else "",
        f"page {passage.page}" if passage.page is not None else "",
        f"§ {passage.section}" if passage.section else "",
    ]
    return f"[{', '.join([passage.role, *filter(None, places)])}]"


def golden_name(name: str) -> Path:
    """The golden file of a file of the corpus."""
    return GOLDEN / f"{name}.txt"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        analyzer = Analyzer()
        for path in write_files(Path(folder)):
            name = path.relative_to(folder).as_posix()
            target = golden_name(name)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(describe(path, name, analyzer), "utf-8")
