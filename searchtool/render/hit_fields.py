"""What output formats share: the fields of a hit, its location, its speaker, its document."""

from typing import Any

from searchtool.core.i18n import tr
from searchtool.core.model import Document, Hit, Passage


def hit_fields(hit: Hit) -> dict[str, Any]:
    """The fields of one hit, in the order in which they are written.

    rank         place in the answer, from 1
    score        higher is better; comparable within one answer only
    id           address of the passage, stable as long as its file does not change
    kind         "paragraph" or "quote"
    role         "text", "heading", "caption", "verse", "cited" (from the message that is being
                 answered), "comment" (a reviewer's) or "running_head" (at the top or bottom of
                 pages)
    text         the whole passage; only "verse" has line breaks
    snippet      the extract shown to people
    highlights   the words that match, as [[start, stop], ...] in characters of `text`
    path         the file, as it can be opened from the current folder
    member       in a file with several documents, which of them: a name in an archive, the number
                 of a message; else ""
    line, page   where the passage begins in the file or the member, from 1, or null
    section      the chapter, sheet or time code it is in, or null
    ocr          whether the text was recognized in a picture, so that letters may be wrong
    title, date, author, url   of the document; date is YYYY-MM-DD; null or "" where unknown
    document     id of the document
    format, encoding, language   of the document; language is a BCP 47 tag or null
    source       state of the file: "same" as when it was indexed, "changed", "missing", or
                 "unknown" where the system does not let us look
    speaker, speaker_name, cue   of a quotation: the speaker as the text names them, who that is,
                 and the reporting words
    copies       how many documents have the same words; the hit is the earliest of them, or the
                 latest if sorted from the newest on
    manner, rule, confidence     of a quotation: "direct", "mixed" (part of a sentence) or
                 "indirect" (retold without marks), the rule that recognized it, and how certain
                 the speaker is, from 0 to 1
    quotes       the quotations that begin in a paragraph: id, start and stop in `text`, speaker,
                 speaker_name, cue, manner
    before, after   texts of the neighbouring passages, only if context was asked for
    reprint      whether it is nearly the same as the passage that `search similar` was given, only
                 there
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
        "member": document.member,
        "line": passage.line,
        "page": passage.page,
        "section": passage.section,
        "ocr": passage.ocr,
        "title": document.title,
        "date": document.date,
        "author": document.author,
        "url": document.url,
        "document": document.id,
        "format": document.format,
        "encoding": document.encoding,
        "language": document.language,
        "source": hit.file_state,
        "speaker": passage.speaker,
        "speaker_name": passage.speaker_name,
        "cue": passage.cue,
        "copies": hit.duplicates,
        "manner": passage.manner,
        "rule": passage.rule,
        "confidence": passage.confidence,
        "quotes": [_quote(quote, passage) for quote in hit.quotes],
    }
    if hit.before or hit.after:
        fields["before"] = [p.text for p in hit.before]
        fields["after"] = [p.text for p in hit.after]
    if hit.is_reprint is not None:
        fields["reprint"] = hit.is_reprint
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
        "manner": quote.manner,
    }


def quote_fields(path: str, quote: Passage) -> dict[str, Any]:
    """The fields of a quotation found in a file without an index; `start` and `stop` are in
    characters of the document's text, `manner` is as in a hit. `end` and `kind` are other names of
    `stop` and `manner`."""
    return {
        "path": path,
        "text": quote.text,
        "start": quote.span.start,
        "stop": quote.span.end,
        "end": quote.span.end,
        "line": quote.line,
        "speaker": quote.speaker or "",
        "speaker_name": quote.speaker_name or "",
        "cue": quote.cue or "",
        "manner": quote.manner,
        "kind": quote.manner,
        "rule": quote.rule,
        "confidence": quote.confidence,
        "page": quote.page,
        "document": quote.document_id,
    }


def speaker_of(quote: Passage) -> str:
    """The speaker of a quotation for people, «Касым-Жомарт Токаев (Глава государства)», or ""."""
    name, written = quote.speaker_name or "", quote.speaker or ""
    if not name or not written or written.casefold() in name.casefold():
        return name or written
    return f"{name} ({written})"


def said_by(quote: Passage) -> str:
    """The speaker for people, with a word where the statement is retold: «Иван Петров
    (пересказ)»."""
    speaker = speaker_of(quote)
    if quote.manner != "indirect":
        return speaker
    retold = tr("retold", "пересказ")
    return f"{speaker} ({retold})" if speaker else retold


def location(hit: Hit) -> str:
    """Where a hit is, for people and editors: `path:12`, `path#page=3`, or `path#p7` if the format
    has neither lines nor pages; with a member of the file `path#member:12`."""
    passage, member = hit.passage, hit.document.member
    path = f"{hit.path}#{member}" if member else hit.path
    if passage.line is not None:
        return f"{path}:{passage.line}"
    if passage.page is not None:
        return f"{path}#page={passage.page}"
    return f"{path}#p{passage.ordinal}"


def provenance(document: Document) -> str:
    """What is known of a document, for people: «cp1251 txt, ru, Анна Берг, https://…»."""
    kind = f"{document.encoding} {document.format}".strip()
    known = (kind, document.language, document.author, document.url)
    return ", ".join(text for text in known if text)
