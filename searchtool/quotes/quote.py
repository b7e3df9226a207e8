"""The record of a quotation with its speaker."""

from dataclasses import dataclass

from searchtool.core.model import QuoteKind, Span


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's words and who says them. Spans are in characters of the document's text.

    `kind` is `direct` for an utterance, `mixed` for words built into the author's sentence.
    `speaker` is the speaker as the text has it beside the quotation, at `speaker_span`; empty if it
    has none there. `speaker_name` is who that is, empty if the document does not tell. `cue` is the
    reporting word, `rule` the name of the rule that recognized the quotation; `confidence` in the
    speaker is from 0 to 1.
    """

    text: str
    span: Span
    kind: QuoteKind
    rule: str
    speaker: str = ""
    speaker_span: Span | None = None
    speaker_name: str = ""
    cue: str = ""
    confidence: float = 0.0
