"""A detected quotation, before its speaker is resolved."""

from dataclasses import dataclass

from searchtool.core.model import QuoteKind, Span
from searchtool.quotes.clauses.attribution import Attribution
from searchtool.quotes.detection.segmentation import Paragraph, QuotedSpan

UNCLOSED_CONFIDENCE = 0.5

_PADDING = " \t\n\u00a0'"


@dataclass(frozen=True, slots=True)
class DetectedQuote:
    """A quotation, its paragraph and the name of the rule that recognized it.

    `attribution` is what the clause beside it says of the speaker; `continues` says that it
    belongs to the speaker of the quotation before. `confidence` (0..1) is that of the rule.
    """

    content: Span
    paragraph: Paragraph
    rule: str
    kind: QuoteKind
    attribution: Attribution | None = None
    continues: bool = False
    confidence: float = 1.0


def detected(
    span: QuotedSpan,
    rule: str,
    attribution: Attribution | None = None,
    kind: QuoteKind = "direct",
    continues: bool = False,
    confidence: float = 1.0,
) -> DetectedQuote:
    """What stands in marks as a quotation; one that nothing closes is doubtful."""
    if span.is_unclosed:
        confidence = min(confidence, UNCLOSED_CONFIDENCE)
    content, paragraph = span.content, span.paragraph
    return DetectedQuote(content, paragraph, rule, kind, attribution, continues, confidence)


def trim(span: Span, text: str) -> Span:
    """The span without spaces around it and without the comma before the author's words."""
    start, end = span
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip(_PADDING))
    end -= len(piece) - len(piece.rstrip(_PADDING + ","))
    return Span(start, max(start, end))
