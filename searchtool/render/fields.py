"""A Hit in, the fields of its machine-readable form out: what JSON and CSV have in common."""

from typing import Any

from searchtool.model import Hit, Passage


def hit_fields(hit: Hit) -> dict[str, Any]:
    """The fields of one hit, in the order they are written.

    rank         place in the answer, from 1
    score        higher is better; comparable within one answer only
    id           address of the passage, stable while its file is not changed
    kind         "paragraph" or "quote"
    role         "text", "heading" or "caption"
    text         the passage, whole
    snippet      the extract shown to people
    highlights   [[start, stop], ...] in characters of `text`
    path         the file, as it can be opened from the current folder
    line, page   where the passage begins in the file, or null
    title, date, author, url   of the document; date is YYYY-MM-DD; null or "" where unknown
    document     id of the document
    source       "same", or "changed" or "missing" since it was indexed
    speaker, speaker_name, cue   of a quotation: as the text says it, who it is, the reporting words
    manner, rule, confidence     of a quotation: "direct" or "mixed", what recognized it, and how
                 sure the speaker is, from 0 to 1
    copies       how many documents quote the same words; this is the first of them
    quotes       the quotations inside a paragraph: id, start and stop in `text`, speaker,
                 speaker_name, cue
    before, after   texts of the neighbouring passages, where context was asked for
    """
    passage, document = hit.passage, hit.document
    fields: dict[str, Any] = {
        "rank": hit.rank,
        "score": hit.score,
        "id": passage.id,
        "kind": passage.kind,
        "role": passage.role,
        "text": passage.text,
        "snippet": hit.snippet.text,
        "highlights": [list(span) for span in hit.highlights],
        "path": hit.path,
        "line": passage.line,
        "page": passage.page,
        "title": document.title,
        "date": document.date,
        "author": document.author,
        "url": document.url,
        "document": document.id,
        "source": hit.source,
        "speaker": passage.speaker,
        "speaker_name": passage.speaker_name,
        "cue": passage.cue,
        "copies": hit.copies,
        "manner": passage.manner,
        "rule": passage.rule,
        "confidence": passage.confidence,
        "quotes": [_quote(quote, passage) for quote in hit.quotes],
    }
    if hit.before or hit.after:
        fields["before"] = [p.text for p in hit.before]
        fields["after"] = [p.text for p in hit.after]
    return fields


def _quote(quote: Passage, paragraph: Passage) -> dict[str, Any]:
    start = quote.span.start - paragraph.span.start
    return {
        "id": quote.id,
        "start": start,
        "stop": start + len(quote.text),
        "speaker": quote.speaker,
        "speaker_name": quote.speaker_name,
        "cue": quote.cue,
    }


def quote_fields(path: str, quote: Passage) -> dict[str, Any]:
    """The fields of a quotation found in a file without an index; `start` and `end` are in the
    document's text."""
    return {
        "path": path,
        "text": quote.text,
        "start": quote.span.start,
        "end": quote.span.end,
        "line": quote.line,
        "speaker": quote.speaker or "",
        "speaker_name": quote.speaker_name or "",
        "cue": quote.cue or "",
        "kind": quote.manner,
        "rule": quote.rule,
        "confidence": quote.confidence,
    }


def speaker_of(quote: Passage) -> str:
    """Who says it, for people: «Касым-Жомарт Токаев (Глава государства)», or nothing."""
    name, written = quote.speaker_name or "", quote.speaker or ""
    if not name or not written or written.casefold() in name.casefold():
        return name or written
    return f"{name} ({written})"


def place(path: str, passage: Passage) -> str:
    """The address of a passage for people and editors: `path:line`, or `path#p3` without lines."""
    return f"{path}:{passage.line}" if passage.line is not None else f"{path}#p{passage.ordinal}"
