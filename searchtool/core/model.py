"""The records that the rooms pass to each other: documents, passages, terms, hits, results.

Spans are half-open and in characters (code points): of the document's extracted text, or of the
passage's own text where it says so.
"""

import os
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple, get_args

StrPath = str | os.PathLike[str]
"""A path. On the way of a query it is a string: to load pathlib takes 4 ms."""

Scope = Literal["paragraph", "quote"]
"""The kind of a passage, and what a query searches."""

Sought = Literal["passage", "quotation", "statement"]
"""What an answer is made of: paragraphs, quotations, or all statements, the retold ones too."""

Role = Literal["text", "heading", "caption", "verse", "cited", "comment", "running_head"]
"""What a paragraph is in its document; `verse` keeps its lines, `cited` is from the message that is
being answered, `comment` a reviewer's, `running_head` at the top or bottom of pages."""

QuoteKind = Literal["direct", "mixed", "indirect"]
"""A whole utterance, words that are part of the author's sentence, or a statement retold without
marks."""


class Span(NamedTuple):
    """A part of a text: `text[start:end]`.

    >>> Span(2, 5).of("абвгдеж")
    'вгд'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of `text` that the span covers."""
        return text[self.start : self.end]


class Term(NamedTuple):
    """One token of a text: its normalized `form`, the `key` that all forms of a word share, and its
    span."""

    form: str
    key: str
    start: int
    end: int


class Block(NamedTuple):
    """A paragraph that the format of a file marks: its span in the extracted text, and where it is
    in the file: line and page from 1, and the chapter, sheet or time code as `section`. `ocr` says
    that it was recognized in a picture."""

    span: Span
    role: Role = "text"
    line: int | None = None
    page: int | None = None
    section: str | None = None
    ocr: bool = False


class Document(NamedTuple):
    """What is known of one source text. `path` is its file, absolute; `member` is which document of
    that file it is, if there are several: a name in an archive, the number of a message. `date` is
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
    """A document as it was read. `blocks` are the paragraphs that its format marks (HTML,
    Markdown); None if only the layout of the text shows them. `line` is where the text begins in
    its file, None if lines mean nothing there; with `single_line` all of the text is in that
    line."""

    document: Document
    text: str
    blocks: tuple[Block, ...] | None = None
    line: int | None = 1
    single_line: bool = False


SkipReason = Literal["format", "hidden", "link", "special", "empty", "field", "records"]
"""Why something was not read: its format, a hidden name, a link that is not followed, a pipe,
socket or device, no word in it, a field of records that is not their text, records of which no
field is known as their text."""


class Skipped(NamedTuple):
    """A file or folder that was met and not read, or a part of a file: an attachment, a member of
    an archive. `where` is its path, or `path#name` for a part."""

    where: str
    reason: SkipReason


class FileRecord(NamedTuple):
    """What an index remembers of a file: `path` is absolute, `name` is the beginning of the ids of
    its documents, `size` is in bytes, `modified` in nanoseconds; `failure` is why it could not be
    read, a line for each part. `skipped` are its first parts that are not read, or the file itself;
    `more_skipped` counts the rest."""

    path: str
    name: str
    size: int
    modified: int
    digest: str
    encoding: str | None = None
    documents: int = 0
    passages: int = 0
    failure: str | None = None
    skipped: tuple[Skipped, ...] = ()
    more_skipped: int = 0


class Passage(NamedTuple):
    """What is indexed and returned: a paragraph, or a quotation with its speaker.

    `text` is as long as `span`; line breaks in it are spaces, except in verse. `ordinal` counts the
    paragraphs of a document from 1; that of a quotation is that of its paragraph. The fields from
    `speaker` on are those of a quotation: the speaker as the text names them, who that is, the
    reporting words, the kind of quotation, the rule that recognized it, and how certain the speaker
    is, from 0 to 1. `ocr` says that the text was recognized in a picture.
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
    ocr: bool = False


class Snippet(NamedTuple):
    """The extract of a passage that is shown; `highlights` are spans in the snippet's own text."""

    text: str
    highlights: tuple[Span, ...]


FileState = Literal["same", "changed", "missing", "unknown"]
"""What has become of a file since it was indexed; unknown where it cannot be looked at."""

NO_EXPLANATION: Mapping[str, float] = MappingProxyType({})


class Hit(NamedTuple):
    """A passage that was found, with all that a renderer shows of it.

    `path` is the file as it can be opened from the current folder, `highlights` are spans in the
    text of the passage. `before` and `after` are neighbouring passages, `quotes` the quotations
    that begin in a paragraph. `duplicates` counts the documents with the same words, or nearly the
    same, this one included. `explanation` holds what each part of the score adds to it. Of what is
    like a passage, `is_reprint` says whether it is nearly the same as that.
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
    is_reprint: bool | None = None


class WordCount(NamedTuple):
    """How many passages hold a word of the query, in any form; `also` are other spellings and names
    that stand for it, `expansions` the keys of derived words; both count a little less."""

    word: str
    passages: int
    expansions: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


class SpeakerCount(NamedTuple):
    """How many quotations a speaker has, and how many statements that are retold without marks; the
    dates of the first and the last document that has any, ISO."""

    name: str
    quotes: int
    first: str | None
    last: str | None
    retold: int = 0


Reason = Literal["layout", "transliteration", "spacing", "spelling"]
"""What was wrong with a query."""


class Suggestion(NamedTuple):
    """What was probably meant by a query without results, what was wrong with it, and how many
    passages hold all the words of what was meant."""

    text: str
    reason: Reason
    complete: int = 0


class Results(NamedTuple):
    """The answer to one query.

    `total` counts the passages that match, `complete` those that hold all the words of `query`;
    neither depends on how many hits were asked for. A `relaxed` answer has hits that lack some
    words. `more` says that there are hits after these. `words` are those of the query with their
    counts. `suggestion` is what was searched instead of `query`, which no passage holds then.
    `understood` says how the query was read, `notes` what was not understood in it. If no
    quotation or statement was found, `in_paragraphs` counts the paragraphs that hold all the words.
    `undated` counts the passages that a filter by date left out only because their document has no
    date. `is_one_word`: a single word was asked for, so that hits which lack it have derived words.
    If what is like a passage was asked for, `reprints` counts the documents that hold nearly the
    same, this passage's own not among them.
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
    more: bool = False
    sought: Sought = "passage"
    in_paragraphs: int = 0
    undated: int = 0
    is_one_word: bool = False
    reprints: int | None = None

    @property
    def corrected(self) -> bool:
        """Whether the hits are those of another query."""
        return self.suggestion is not None


Sort = Literal["relevance", "newest", "oldest", "date"]
SORTS: tuple[Sort, ...] = get_args(Sort)
"""The order of hits: by score, or by the date of the document, the newest or the oldest first;
"date" is another name of "newest"."""
MAX_CONTEXT = 100
"""Neighbouring passages that can be asked for, on either side."""

Unit = Literal["day", "week", "month", "year"]
"""The length of a period; a week begins on Monday."""

UNITS: tuple[Unit, ...] = get_args(Unit)

Grouping = Literal["path", "speaker", "author", "date", "source"]
"""What passages are counted by: the file, who speaks, who wrote the document, its day, and where it
is from: the site of its address, else the file it is a part of, else the folder."""

GROUPINGS: tuple[Grouping, ...] = get_args(Grouping)

RowGrouping = Literal["path", "speaker"]
"""What a timeline has a row for."""

ROW_GROUPINGS: tuple[RowGrouping, ...] = get_args(RowGrouping)


class Root(NamedTuple):
    """A folder or file that is indexed, absolute. `base` is the folder itself, or the one that
    holds the file: ids of documents are paths below it. With several bases in one index, ids begin
    with the `label` of theirs."""

    path: StrPath
    base: StrPath
    label: str = ""
