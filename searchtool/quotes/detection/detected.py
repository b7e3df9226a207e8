"""A quotation before its speaker is known."""

from dataclasses import dataclass

from searchtool.core.model import QuoteKind, Span
from searchtool.quotes.clauses.attribution import Attribution
from searchtool.quotes.detection.segmentation import Paragraph, QuotedSpan

_AROUND = " \t\n\u00a0'"


@dataclass(frozen=True, slots=True)
class DetectedQuote:
    """A quotation before its speaker is known. `attribution` is the clause that attributes it;
    `continues` says that it belongs to the speaker of the quotation before."""

    content: Span
    paragraph: Paragraph
    rule: str
    kind: QuoteKind
    attribution: Attribution | None = None
    continues: bool = False
    confidence: float = 1.0

    @classmethod
    def from_span(
        cls,
        span: QuotedSpan,
        rule: str,
        attribution: Attribution | None = None,
        kind: QuoteKind = "direct",
        continues: bool = False,
        confidence: float = 1.0,
    ) -> "DetectedQuote":
        """What stands in quotation marks, as a rule has recognized it."""
        content, paragraph = span.content, span.paragraph
        return cls(content, paragraph, rule, kind, attribution, continues, confidence)


def trim(span: Span, text: str) -> Span:
    """Without spaces and the comma before the author's words."""
    start, end = span
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip(_AROUND))
    end -= len(piece) - len(piece.rstrip(_AROUND + ","))
    return Span(start, max(start, end))
