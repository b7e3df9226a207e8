"""Segments a document: its paragraphs, their sentences, and the spans in quotation marks with the
sentence around each."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter

from searchtool.core.model import Span
from searchtool.quotes.detection.open_quotations import close_quotations
from searchtool.quotes.detection.quotation_marks import CLOSING, find_quoted_spans
from searchtool.quotes.grammar.cues import CuePlace, find_cues
from searchtool.quotes.grammar.forms import FormCache
from searchtool.quotes.grammar.tokens import Word, split_words

_SENTENCE_END = re.compile(r"[.!?…]+[)\]]*\s+(?=[«„“\"—–(\[-]*\s*[А-ЯЁA-Z0-9])")
_NEXT_SENTENCE = re.compile(r"\s+(?=[«„“\"—–(\[]*\s*[А-ЯЁA-Z0-9])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(«\"])(?:(?:[А-ЯЁA-Z]\.)*[А-ЯЁA-Z]|г|гг|т|им|ул|др|пр|см|св|д|п|стр|гл|ст|проф|акад"
    r"|т\.\s?[дпке]|н\.\s?э)\.$",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"(?:\s(?:тыс|млн|млрд|руб|долл)|[A-Z]\.[A-Z])\.\s+\d$")
"""What ends no sentence before a number: «5 млн. 300 тыс.», «R.U.S.T. 2»."""
_place = attrgetter("start")
_CUT_ENDS = CLOSING + ",!?"
_DASH_CLAUSE = re.compile(r"[—–-]\s+[а-яё]")
_RESUMES = re.compile(r"[,.:]?\s*[—–-]\s*[«„“\"]?$")


@dataclass(frozen=True, eq=False)
class Paragraph:
    """A paragraph, the spans inside its outermost quotation marks, and the paragraph before.

    `continues_quote` says that the first of them belongs to a quotation that began in `before`,
    `unclosed` where the words begin after a mark that nothing closes.
    """

    text: str
    span: Span
    number: int
    is_heading: bool
    form_cache: FormCache
    quoted: tuple[Span, ...] = ()
    before: "Paragraph | None" = field(default=None, repr=False)
    continues_quote: bool = False
    unclosed: int | None = None
    _words: dict[tuple[int, int], list[Word]] = field(default_factory=dict, repr=False)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Its sentences. None ends inside quotation marks, unless together with them."""
        return tuple(_split_sentences(self.text, self.span, self.quoted))

    @property
    def own_text(self) -> str:
        """The text of the paragraph."""
        return self.span.of(self.text)

    @cached_property
    def cues(self) -> list[CuePlace]:
        """Its words that can be cues by how they are written."""
        return find_cues(self.text, *self.span)

    def cues_in(self, span: Span) -> list[CuePlace]:
        """Those of a part of it."""
        first = bisect_left(self.cues, span.start, key=_place)
        return self.cues[first : bisect_left(self.cues, span.end, key=_place)]

    def words(self, start: int, end: int) -> list[Word]:
        """The words between two places of the text; what stands in marks is one word. They are
        kept, as several rules look at the same sentence."""
        found = self._words.get((start, end))
        if found is None:
            found = split_words(self.text, start, end, self.quoted, self.form_cache)
            self._words[start, end] = found
        return found

    def words_of(self, start: int, end: int) -> list[Word]:
        """The words between two places inside quotation marks."""
        return split_words(self.text, start, end, (), self.form_cache)


@dataclass(frozen=True)
class QuotedSpan:
    """What stands in quotation marks, `content`, with its sentence: `left` before the opening
    mark, `right` after the closing one, up to the next quotation that resumes after a dash."""

    paragraph: Paragraph
    content: Span
    left: Span
    right: Span

    @property
    def text(self) -> str:
        """The words in marks."""
        return self.content.of(self.paragraph.text)

    @property
    def is_open(self) -> bool:
        """Whether the quotation continues in the next paragraph."""
        return self.content.end == self.paragraph.span.end and not self.is_unclosed

    @property
    def is_unclosed(self) -> bool:
        """Whether nothing closes the quotation: where it ends is a guess."""
        return self.content.start == self.paragraph.unclosed

    @property
    def before(self) -> str:
        """The text of the sentence before the opening mark."""
        return self.left.of(self.paragraph.text)

    @property
    def after(self) -> str:
        """The text of the sentence after the closing mark."""
        return self.right.of(self.paragraph.text)

    @cached_property
    def left_words(self) -> list[Word]:
        """The words before the opening mark."""
        return self.paragraph.words(self.left.start, self.left.end)

    @cached_property
    def right_words(self) -> list[Word]:
        """The words after the closing mark."""
        return self.paragraph.words(self.right.start, self.right.end)

    @cached_property
    def content_words(self) -> list[Word]:
        """The words in marks."""
        text, form_cache = self.paragraph.text, self.paragraph.form_cache
        return split_words(text, self.content.start, self.content.end, (), form_cache)


def segment_paragraphs(
    text: str, spans: Sequence[tuple[Span, bool]], form_cache: FormCache
) -> list[Paragraph]:
    """The paragraphs of a document with what stands in marks. `spans` are their places in `text`,
    and whether each is a heading."""
    marked = close_quotations([span.of(text) for span, _ in spans])
    paragraphs: list[Paragraph] = []
    for number, (span, is_heading) in enumerate(spans):
        own = marked[number]
        shifted = tuple(Span(a + span.start, b + span.start) for a, b in own.pairs)
        before = paragraphs[-1] if paragraphs else None
        unclosed = None if own.unclosed is None else own.unclosed + span.start
        paragraphs.append(
            Paragraph(
                text,
                span,
                number,
                is_heading,
                form_cache,
                shifted,
                before,
                own.continues,
                unclosed,
            )
        )
    return paragraphs


def join_broken_lines(text: str, spans: Iterable[tuple[Span, bool]]) -> list[tuple[Span, bool]]:
    """Joins lines that were broken inside a sentence: the sentence is unfinished, and the next line
    begins in lower case or a quotation is still open."""
    joined: list[tuple[Span, bool]] = []
    wrapped = False
    for span, is_heading in _without_blanks(text, spans):
        if joined:
            last, _ = joined[-1]
            wrapped = _is_unfinished(text, last, span) and (
                wrapped
                or text[span.start].islower()
                or find_quoted_spans(last.of(text)).unclosed is not None
            )
            cut_off = _is_cut_off(text, last, span)
            if wrapped or cut_off:
                joined[-1] = (Span(last.start, span.end), False)
                continue
        joined.append((span, is_heading))
    return joined


def _is_cut_off(text: str, last: Span, span: Span) -> bool:
    """Whether a paragraph only tells who said the one before: «…», | — заявил Иванов."""
    if text[last.end - 1] in CLOSING and text[span.start].islower():
        return True
    return text[last.end - 1] in _CUT_ENDS and bool(_DASH_CLAUSE.match(text, span.start))


def _without_blanks(text: str, spans: Iterable[tuple[Span, bool]]) -> Iterator[tuple[Span, bool]]:
    """The spans without blanks at their ends. What ends with a colon is no heading."""
    for span, is_heading in spans:
        own = span.of(text)
        if stripped := own.strip():
            start = span.start + len(own) - len(own.lstrip())
            yield Span(start, start + len(stripped)), is_heading and stripped[-1] != ":"


def _is_unfinished(text: str, line: Span, following: Span) -> bool:
    last = text[line.end - 1]
    return (last.isalnum() or last == ",") and text.count("\n", line.end, following.start) == 1


def quoted_spans(paragraph: Paragraph) -> Iterator[QuotedSpan]:
    """What stands in quotation marks in a paragraph, each with its sentence."""
    text = paragraph.text
    for number, content in enumerate(paragraph.quoted):
        sentence = _sentence_of(paragraph, content)
        start = sentence.start
        left = Span(start, max(start, content.start - 1))
        right_start = min(content.end + 1, sentence.end)
        end = sentence.end
        for later in paragraph.quoted[number + 1 :]:
            if later.start < end and _RESUMES.search(text, right_start, later.start - 1):
                end = later.start - 1
                break
        yield QuotedSpan(paragraph, content, left, Span(right_start, max(right_start, end)))


def _sentence_of(paragraph: Paragraph, content: Span) -> Span:
    for sentence in paragraph.sentences:
        if sentence.start <= content.start and content.end <= sentence.end:
            return sentence
    return paragraph.span


def _split_sentences(text: str, span: Span, quoted: Sequence[Span]) -> Iterator[Span]:
    start = span.start
    for end in sorted({*_plain_ends(text, span, quoted), *_marked_ends(text, span, quoted)}):
        if end > start:
            yield Span(start, end)
            start = end
    if start < span.end:
        yield Span(start, span.end)


def _plain_ends(text: str, span: Span, quoted: Sequence[Span]) -> Iterator[int]:
    for match in _SENTENCE_END.finditer(text, span.start, span.end):
        if any(content.start <= match.start() < content.end for content in quoted):
            continue
        before = text[max(span.start, match.start() - 8) : match.start() + 1]
        is_amount = _AMOUNT.search(text, max(span.start, match.start() - 5), match.end() + 1)
        if not (is_amount or _ABBREVIATION.search(before)):
            yield match.end()


def _marked_ends(text: str, span: Span, quoted: Sequence[Span]) -> Iterator[int]:
    """A sentence that ends inside the marks ends with them: «…!» Он"""
    for content in quoted:
        after = _NEXT_SENTENCE.match(text, content.end + 1)
        if after and after.end() <= span.end and content.of(text).rstrip(CLOSING)[-1:] in ".!?…":
            before = text[span.start : content.start - 1].rstrip()
            if not before or before[-1] in ".!?…:—–-" + CLOSING:
                yield after.end()
