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
    quotes       the quotations inside a paragraph
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
        "quotes": [],
    }
    if hit.before or hit.after:
        fields["before"] = [p.text for p in hit.before]
        fields["after"] = [p.text for p in hit.after]
    return fields


def place(path: str, passage: Passage) -> str:
    """The address of a passage for people and editors: `path:line`, or `path#p3` without lines."""
    return f"{path}:{passage.line}" if passage.line is not None else f"{path}#p{passage.ordinal}"
