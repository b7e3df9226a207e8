"""What the filters of a query look at in a document and in a quotation."""

from collections.abc import Sequence

from searchtool.analysis.analyzer import Analyzer
from searchtool.core.model import Document, Passage
from searchtool.query.filters import MIN_CONFIDENCE, normalize_path
from searchtool.query.tree import FilterField


def quote_values(quote: Passage, analyzer: Analyzer) -> dict[FilterField, Sequence[str]]:
    """What filters look at in a quotation: `speaker` holds the keys of who it is and of how the
    text says it, `who` the name itself, `sure` whether that is more than a guess."""
    said_by = f"{quote.speaker_name or ''} {quote.speaker or ''}"
    return {
        "speaker": [term.key for term in analyzer.terms(said_by)],
        "who": [quote.speaker_name] if quote.speaker_name else [],
        "sure": ["yes"] if (quote.confidence or 0.0) >= MIN_CONFIDENCE else [],
    }


def filter_values(
    document: Document, name: str, analyzer: Analyzer
) -> dict[FilterField, Sequence[str]]:
    """What filters look at in every passage of a document: its path both whole and as `name`,
    relative to what was indexed. `title` holds the keys of its words."""
    return {
        "title": [term.key for term in analyzer.terms(document.title)],
        "date": [document.date] if document.date else [],
        "path": [normalize_path(name), normalize_path(document.path)],
    }
