"""A thousand real articles: no crash, and every span is its quotation."""

import io
from itertools import combinations, pairwise
from pathlib import Path

from searchtool.documents import Source, read_documents
from searchtool.documents.passages import split_passages
from searchtool.quotes.quote_passages import quote_passages


def test_spans_are_exact_in_all_the_news(shared: Path) -> None:
    found = 0
    for path in sorted((shared / "news").glob("*.txt")):
        (text,) = read_documents(Source(path.name, str(path), io.BytesIO(path.read_bytes())))
        quotes = list(quote_passages(text.text, split_passages(text)))
        found += len(quotes)
        for quote in quotes:
            assert quote.span.of(text.text).replace("\n", " ") == quote.text
        retold = [quote for quote in quotes if quote.manner == "indirect"]
        verbatim = [quote for quote in quotes if quote.manner != "indirect"]
        assert all(a.span.end <= b.span.start for a, b in pairwise(verbatim))
        for outer, inner in combinations(retold, 2):  # who retells what another has retold
            crosses = outer.span.start < inner.span.start < outer.span.end < inner.span.end
            assert not crosses
        assert len({quote.id for quote in quotes}) == len(quotes)
    assert found > 1000
