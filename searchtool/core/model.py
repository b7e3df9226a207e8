"""The nouns of the program: documents, passages, terms, hits, results.

Positions are half-open and in characters (code points) of the document's extracted text,
or of the passage's own text where that is said.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple, get_args

Scope = Literal["paragraph", "quote"]
Role = Literal["text", "heading", "caption", "verse", "cited"]
"""What a paragraph is in its document; `verse` keeps its lines, `cited` is somebody else's message
that is being answered."""

QuoteKind = Literal["direct", "mixed"]


class Span(NamedTuple):
    """A half-open stretch of text: `text[start:end]`.

    >>> Span(2, 5).of("абвгдеж")
    'вгд'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of `text` that the span covers."""
        return text[self.start : self.end]


class Term(NamedTuple):
    """One token of a text: its normalized surface, what is matched, and where it stands."""

    form: str
    key: str
    start: int
    end: int


class Block(NamedTuple):
    """A paragraph that the format itself marks: where it stands in the extracted text, and in the
    file: its line and page from 1, and the `section` (chapter, sheet, time code) it is in."""

    span: Span
    role: Role = "text"
    line: int | None = None
    page: int | None = None
    section: str | None = None


class Document(NamedTuple):
    """What is known of one source text. `path` is its file, absolute; `member` is which part of the
    file it is where that holds several: a name in an archive, the number of a message. `date` is
    ISO, `language` a BCP 47 tag."""

    id: str
    path: str
    format: str
    encoding: str
    title: str = ""
    date: str | None = None
    author: str | None = None
    url: str | None = None
    language: str | None = None
    member: str = ""


class SourceText(NamedTuple):
    """A document as it was read. `blocks` are the paragraphs its format marks (HTML, Markdown);
    None where only the layout of the text can tell. `line` is where the text begins in its file,
    None where lines mean nothing; `single_line` says that all of it stands in that line."""

    document: Document
    text: str
    blocks: tuple[Block, ...] | None = None
    line: int | None = 1
    single_line: bool = False


class FileRecord(NamedTuple):
    """What an index remembers of a file: `path` absolute, `name` what ids of its documents begin
    with, size in bytes, time in nanoseconds; `failure` is why it could not be read."""

    path: str
    name: str
    size: int
    modified: int
    digest: str
    encoding: str | None = None
    documents: int = 0
    passages: int = 0
    failure: str | None = None


class Passage(NamedTuple):
    """What is indexed and returned: a paragraph, or a quotation with its speaker.

    `text` has the length of `span`; line breaks inside it are spaces, except in verse. Of a
    quotation, `speaker` is the source as the text says it, `speaker_name` who it is, `cue` the
    reporting words, `manner` whether it is an utterance or words built into a sentence, `rule` what
    recognized it, and `confidence` (0..1) how sure the speaker is; its `ordinal` is that of its
    paragraph.
    """

    id: str
    document_id: str
    ordinal: int
    text: str
    span: Span
    kind: Scope = "paragraph"
    role: Role = "text"
    line: int | None = None
    page: int | None = None
    section: str | None = None
    speaker: str | None = None
    speaker_name: str | None = None
    cue: str | None = None
    manner: QuoteKind | None = None
    rule: str | None = None
    confidence: float | None = None


class Snippet(NamedTuple):
    """The shown extract of a passage; `highlights` are spans in the snippet's own text."""

    text: str
    highlights: tuple[Span, ...]


FileState = Literal["same", "changed", "missing"]
"""What has become of a file since it was indexed."""

NO_EXPLANATION: Mapping[str, float] = MappingProxyType({})


class Hit(NamedTuple):
    """A passage that was found, with all that a renderer shows of it.

    `path` is the file as it can be opened from the current folder, `highlights` are spans in the
    text of the passage. `before` and `after` are neighbouring passages, `quotes` the quotations
    that begin in a paragraph. `duplicates` counts the documents that quote the same words, this one
    included. `explanation` holds what each part of the score adds to it.
    """

    rank: int
    score: float
    passage: Passage
    document: Document
    path: str
    snippet: Snippet
    highlights: tuple[Span, ...]
    file_state: FileState = "same"
    before: tuple[Passage, ...] = ()
    after: tuple[Passage, ...] = ()
    quotes: tuple[Passage, ...] = ()
    duplicates: int = 1
    explanation: Mapping[str, float] = NO_EXPLANATION


class WordCount(NamedTuple):
    """How many passages hold a word of the query, in any form; `expansions` are the keys of derived
    words that count a little less."""

    word: str
    passages: int
    expansions: tuple[str, ...] = ()


class SpeakerCount(NamedTuple):
    """How many quotations a speaker has, and the days of the first and the last document."""

    name: str
    quotes: int
    first: str | None
    last: str | None


Reason = Literal["layout", "transliteration", "spacing", "spelling"]


class Suggestion(NamedTuple):
    """Another wording of a query that found nothing, and why it was probably meant."""

    text: str
    reason: Reason


class Results(NamedTuple):
    """The answer to one query.

    `total` is the number of passages that match; `relaxed` says that not all words are in every
    hit, and then `complete` is the number of passages that hold them all. `words` are those of
    the query with their counts. `suggestion` is the wording that was searched instead of `query`.
    `understood` is how it was read, `notes` what of the text was not understood.
    """

    query: str
    total: int
    complete: int
    relaxed: bool
    hits: tuple[Hit, ...]
    words: tuple[WordCount, ...]
    suggestion: Suggestion | None
    understood: str
    notes: tuple[str, ...]
    took_ms: float


Sort = Literal["relevance", "date", "oldest"]
SORTS: tuple[Sort, ...] = get_args(Sort)
"""The order of hits: by rank, or by the day of the document, from the newest or the oldest on."""
