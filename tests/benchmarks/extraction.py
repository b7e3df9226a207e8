"""`make bench-quotes`: what finding quotations costs beside indexing, over the news articles.

    python -m tests.benchmarks.extraction [FOLDER]

One process, one run: reading and dividing, working out terms and writing the index without
quotations, finding the quotations; seconds of processor time and their ratio.
"""

import io
import sys
import tempfile
import time
from pathlib import Path

from searchtool.analysis.analyzer import Analyzer
from searchtool.documents import Source, read_documents
from searchtool.documents.passages import split_passages
from searchtool.engines import DEFAULT_ENGINE, open_engine
from searchtool.engines.codec import index_passage
from searchtool.quotes.quote_passages import quote_passages
from tests.evaluation.judged import SHARED


def main(folder: Path) -> None:
    """Prints the three times and the ratio."""
    analyzer = Analyzer()
    analyzer.terms("слово")  # the dictionary is loaded before the clock starts
    list(quote_passages("«Да», — сказал он.", ()))
    started = time.process_time()
    sources = [
        source
        for path in sorted(folder.glob("*.txt"))
        for source in read_documents(Source(path.name, str(path), io.BytesIO(path.read_bytes())))
    ]
    divided = [(source, split_passages(source)) for source in sources]
    read = time.process_time()
    with tempfile.TemporaryDirectory() as index:
        engine = open_engine(DEFAULT_ENGINE, Path(index))
        engine.create()
        with engine.writer() as writer:
            for source, passages in divided:
                indexed = [index_passage(p, analyzer.words(p.text)) for p in passages]
                writer.add(source.document, indexed)
    written = time.process_time()
    quotes = sum(len(list(quote_passages(s.text, passages))) for s, passages in divided)
    found = time.process_time()
    print(f"read and divide {read - started:.1f} s")
    print(f"analyze and index {written - read:.1f} s")
    print(f"find {quotes} quotations {found - written:.1f} s")
    print(f"ratio {(found - written) / (written - read):.2f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED / "news")
