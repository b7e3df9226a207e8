"""Detects the quotations of a document: applies the rules to its paragraphs in order."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from searchtool.quotes.detection.conditions import may_be_quotation
from searchtool.quotes.detection.detected import DetectedQuote, trim
from searchtool.quotes.detection.interruptions import find_interruptions
from searchtool.quotes.detection.paragraph_rules import PARAGRAPH_RULES
from searchtool.quotes.detection.points import points
from searchtool.quotes.detection.rules import RULES
from searchtool.quotes.detection.segmentation import Paragraph, QuotedSpan, quoted_spans


def detect_quotes(paragraphs: Sequence[Paragraph]) -> list[DetectedQuote]:
    """The quotations of a document in text order."""
    found: list[DetectedQuote] = []
    in_points: list[DetectedQuote] = []
    number = 0
    while number < len(paragraphs):
        in_points += points(paragraphs, number)
        whole = _apply_paragraph_rules(paragraphs, number)
        found += whole
        if not whole:
            for span in quoted_spans(paragraphs[number]):
                own = list(_apply_rules(span, found[-1] if found else None))
                _attribute_earlier_parts(own, found)
                found += own
        number = whole[-1].paragraph.number + 1 if whole else number + 1
    return _with_points(found, in_points) if in_points else found


def _with_points(
    found: Sequence[DetectedQuote], in_points: Sequence[DetectedQuote]
) -> list[DetectedQuote]:
    """Both in text order, without the points that are quoted as a whole."""
    starts = {quote.content.start for quote in found}
    points_only = [point for point in in_points if point.content.start not in starts]
    return sorted([*found, *points_only], key=lambda quote: quote.content.start)


def _attribute_earlier_parts(own: Sequence[DetectedQuote], found: list[DetectedQuote]) -> None:
    """Attribute the earlier paragraphs of a quotation to the speaker named after its last one."""
    paragraph: Paragraph | None = own[0].paragraph if own and own[0].attribution else None
    for number in range(len(found) - 1, -1, -1):
        if paragraph is None or not paragraph.continues_quote:
            return
        attribution = found[number].attribution
        if found[number].paragraph is not paragraph.before or (
            attribution is not None and attribution.has_speaker and not found[number].continues
        ):
            return
        paragraph = found[number].paragraph
        found[number] = replace(found[number], attribution=own[0].attribution, continues=True)


def _apply_paragraph_rules(paragraphs: Sequence[Paragraph], number: int) -> list[DetectedQuote]:
    for rule in PARAGRAPH_RULES:
        if detected := rule(paragraphs, number):
            return detected
    return []


def _apply_rules(span: QuotedSpan, previous: DetectedQuote | None) -> Iterator[DetectedQuote]:
    if not may_be_quotation(span):
        return
    for rule in RULES:
        quote = rule(span, previous)
        if quote is not None:
            yield from _divide(quote)
            return


def _divide(quote: DetectedQuote) -> Iterator[DetectedQuote]:
    """The parts of a quotation that the author interrupts, each with its attribution."""
    text = quote.paragraph.text
    pieces, attributions = find_interruptions(quote.paragraph, quote.content)
    if not attributions:
        yield replace(quote, content=trim(quote.content, text))
        return
    for number, piece in enumerate(pieces):
        attribution = attributions[min(number, len(attributions) - 1)]
        yield replace(quote, content=piece, attribution=attribution)
