"""The values that filters of a query compare: of a document, and of a quotation."""

from searchtool.analysis.abbreviations import find_abbreviations
from searchtool.analysis.analyzer import Analyzer
from searchtool.core.model import Document, Passage
from searchtool.query.filters import MIN_CONFIDENCE, normalize_path
from searchtool.query.matching import Fields

NO_VALUES: Fields = {}
"""One object for all paragraphs without values, which are sent to another process."""


def paragraph_values(paragraph: Passage, analyzer: Analyzer) -> Fields:
    """The values of a paragraph: `alias` holds the abbreviations that it explains."""
    found = find_abbreviations(paragraph.text, analyzer)
    return {"alias": found} if found else NO_VALUES


def quote_values(quote: Passage, analyzer: Analyzer) -> Fields:
    """The values of a quotation: `speaker` holds the keys of the speaker's name and of the words
    that name him in the text, `who` the name itself, `sure` whether it is more than a guess,
    `verbatim` whether these are the speaker's own words, not retold."""
    said_by = f"{quote.speaker_name or ''} {quote.speaker or ''}"
    return {
        "speaker": [term.key for term in analyzer.terms(said_by)],
        "who": [quote.speaker_name] if quote.speaker_name else [],
        "verbatim": [] if quote.manner == "indirect" else ["yes"],
        "sure": ["yes"] if (quote.confidence or 0.0) >= MIN_CONFIDENCE else [],
    }


def filter_values(document: Document, name: str, analyzer: Analyzer) -> Fields:
    """The values of every passage of a document: `title` and `author` hold the keys of its words,
    `path` the absolute path and `name`, the path below what was indexed."""
    return {
        "title": [term.key for term in analyzer.terms(document.title)],
        "author": [term.key for term in analyzer.terms(document.author or "")],
        "date": [document.date] if document.date else [],
        "path": [normalize_path(name), normalize_path(document.path)],
    }
