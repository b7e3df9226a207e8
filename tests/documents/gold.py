"""Describes what is read from the files of the corpus, in the form of the golden files.

There is one golden file for a text in a format; the same text in other encodings, or packed in
another way, is compared with it.

usage: python -m tests.documents.gold    rewrites the golden files; look at the difference
"""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from searchtool.analysis.analyzer import Analyzer
from searchtool.core.model import Document, Passage
from searchtool.documents import Source, read_documents
from searchtool.engines.codec import read_passage
from searchtool.ingest.pipeline import ingest_document
from tests.documents.make import files, plainer

GOLDEN = Path(__file__).parent / "golden"

_IN_NAME = re.compile(
    r"-(cp1251|windows-1251|koi8-r|cp866|mac-cyrillic|utf-8-sig|utf-8|utf-16-le|utf-16)(-crlf)?"
)
_NAMES = {
    "windows-1251": "cp1251",
    "utf-8-sig": "utf-8",
    "mac-cyrillic": "mac_cyrillic",
}
_SAME = {
    "html/article.htm": ("html/article.html", "utf-16"),
    "html/wrong-charset.html": ("html/article.html", "cp1251"),
    "txt/article-koi8-r.log": ("txt/article.txt", "koi8-r"),
    "txt/article-utf-8.rst": ("txt/article.txt", "utf-8"),
    "office/article.fodt": ("office/article.odt", "utf-8"),
    "office/article.fods": ("office/article.ods", "utf-8"),
    "office/article.fodp": ("office/article.odp", "utf-8"),
    "office/word6-cp1251.doc": ("office/article.doc", "cp1251"),
    "office/unicode.rtf": ("office/article.rtf", "cp1251"),
    "office/cp1251.rtf": ("office/article.rtf", "cp1251"),
    "office/really-rtf.doc": ("office/novel.rtf", "cp1251"),
    "office/article.pdf": ("office/article.pdf", ""),
    "records/news.ndjson": ("records/news.jsonl", "cp1251"),
    "records/excel.csv": ("records/news.csv", "cp1251"),
    "archives/all.zip": ("archives/all.zip", "cp1251 utf-8"),
    "archives/all.tar": ("archives/all.zip", "cp1251 utf-8"),
    "archives/all.tgz": ("archives/all.zip", "cp1251 utf-8"),
    "archives/nested.zip": ("archives/nested.zip", "cp1251 utf-8"),
    "archives/article.txt.gz": ("archives/article.txt.gz", "koi8-r"),
    "books/novel.fb2.zip": ("books/novel.fb2.zip", "cp1251"),
}
"""Files that do not name their encodings, with those, and the golden file each is compared with."""

PROGRAMS = {
    "office/article.doc": "antiword",
    "office/word6-cp1251.doc": "antiword",
    "scans/article.djvu": "djvused",
}
"""Files that a program of the system reads."""


class Description(NamedTuple):
    """What was read from a file, and in which encodings."""

    text: str
    encodings: frozenset[str]


def describe(name: str, content: bytes, analyzer: Analyzer) -> Description:
    """All documents of a file with their paragraphs, and what could not be read. Ids are without
    the name of the file."""
    failures: list[str] = []
    lines: list[str] = []
    encodings: set[str] = set()
    source = Source(
        name, name, io.BytesIO(content), report=lambda failure: failures.append(str(failure))
    )
    for text in read_documents(source):
        indexed = ingest_document(text, name, analyzer)
        encodings.add(text.document.encoding)
        lines += [f"== {text.document.id.removeprefix(name)}".rstrip()]
        lines += [*_metadata(indexed.document), ""]
        for passage in map(read_passage, (stored.record for stored in indexed.passages)):
            if passage.kind == "paragraph":
                lines.append(f"{_place(passage)} {passage.text}")
        lines.append("")
    return Description("\n".join([*lines, *failures]).rstrip() + "\n", frozenset(encodings))


def expected(name: str) -> Description:
    """What must be read from a file of the corpus: its golden file, with plainer marks where the
    encoding lacks typographic ones."""
    encodings = _golden(name)[1].split(" ")
    text = golden_path(name).read_text("utf-8")
    return Description(plainer(text, encodings[0] or "utf-8"), frozenset(encodings))


def golden_path(name: str) -> Path:
    """The golden file that a file of the corpus is compared with."""
    return GOLDEN / f"{_golden(name)[0]}.txt"


def _golden(name: str) -> tuple[str, str]:
    if name in _SAME:
        return _SAME[name]
    named = _IN_NAME.search(name)
    encoding = _NAMES.get(named[1], named[1]) if named else "utf-8"
    return _IN_NAME.sub("", name), encoding


def _metadata(document: Document) -> Iterator[str]:
    for name in ("format", "title", "author", "date", "language", "url"):
        if value := getattr(document, name):
            yield f"{name}: {value}"


def _place(passage: Passage) -> str:
    places = [
        f"line {passage.line}" if passage.line is not None else "",
        f"page {passage.page}" if passage.page is not None else "",
        f"§ {passage.section}" if passage.section else "",
    ]
    return f"[{', '.join([passage.role, *filter(None, places)])}]"


def main() -> None:
    """Write each golden file from the first file of the corpus that is compared with it."""
    analyzer = Analyzer()
    written: set[Path] = set()
    for name, content in files().items():
        path = golden_path(name)
        if path not in written:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(describe(name, content, analyzer).text, "utf-8")
            written.add(path)


if __name__ == "__main__":
    main()
