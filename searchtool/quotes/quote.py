"""The nouns of quotations: a quotation with its speaker, and the parts it is worked out from."""

from dataclasses import dataclass

from searchtool.core.model import QuoteKind, Span


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's words and who says them. Spans are in characters of the document's text.

    `kind` is `direct` for an utterance, `mixed` for words built into the author's sentence.
    `speaker` is the source as the text says it, with `speaker_span` its place; empty where this
    quotation has none of its own. `speaker_name` is who it is, empty if the document does not tell.
    `cue` is the reporting word, `rule` what recognized the quotation, `confidence` (0..1) how sure
    the attribution is.
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
