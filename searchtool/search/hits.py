"""Builds complete hits: to a passage it adds its document, path, snippet and neighbours."""

import itertools
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence

from searchtool.analysis.tokenizer import token_spans
from searchtool.core.memo import Memo
from searchtool.core.model import NO_EXPLANATION, Document, Hit, Passage, Snippet, Span
from searchtool.engines.base import Candidate, EngineCorrupted, Searcher
from searchtool.engines.codec import read_passage
from searchtool.ingest.file_state import file_state
from searchtool.query.filters import LAST
from searchtool.query.tree import Query
from searchtool.search.collapsing import Group
from searchtool.search.highlighting import Highlighter
from searchtool.search.options import SearchOptions
from searchtool.search.snippets import full_snippet, make_snippet

QUOTES_AHEAD = 3
"""Quotations of a paragraph that are asked for together; few have more."""

MAX_CACHED = 10_000
"""Documents and files that are remembered, half a kilobyte each."""


class HitBuilder:
    """Builds hits from passages of one snapshot; each document and file is looked up once."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self._documents = Memo(searcher.document, MAX_CACHED)
        self._files = Memo(searcher.file, MAX_CACHED)
        self._current_folder = os.getcwd()
        self._shown_paths = Memo(self._shorten, MAX_CACHED)

    def ranked_hits(
        self, groups: Sequence[Group], query: Query, options: SearchOptions
    ) -> tuple[Hit, ...]:
        """The hits, one for each group, with the words of the query highlighted."""
        highlighter = Highlighter(query)
        self._prepare(groups, options)
        return tuple(
            self._ranked_hit(group, rank, highlighter, options)
            for rank, group in enumerate(groups, start=options.offset + 1)
        )

    def hit(
        self,
        passage: Passage,
        options: SearchOptions,
        highlights: tuple[Span, ...] = (),
        *,
        rank: int = 0,
        score: float = 0.0,
        duplicates: int = 1,
        explanation: Mapping[str, float] = NO_EXPLANATION,
    ) -> Hit:
        """The hit of one passage. Raises EngineCorrupted."""
        document = self.document(passage.document_id)
        before, after = self._neighbours(passage, options.context) if options.context else ((), ())
        return Hit(
            rank=rank,
            score=score,
            passage=passage,
            document=document,
            path=self.shown_path(document),
            snippet=_snippet(passage, highlights, options.full),
            highlights=highlights,
            file_state=file_state(document.path, self._files[document.path]),
            before=before,
            after=after,
            quotes=tuple(self._quotes_in(passage)) if passage.kind == "paragraph" else (),
            duplicates=duplicates,
            explanation=explanation,
        )

    def document(self, document_id: str) -> Document:
        """The document of a passage. Raises EngineCorrupted."""
        document = self._documents[document_id]
        if document is None:  # passages are committed together with their document
            raise EngineCorrupted(document_id)
        return document

    def date_of(self, document_id: str) -> str | None:
        """The date of a document, ISO."""
        document = self._documents[document_id]
        return document.date if document else None

    def path_of(self, document_id: str) -> str | None:
        """The path of a document's file, as it can be opened from the current folder."""
        document = self._documents[document_id]
        return self.shown_path(document) if document else None

    def shown_path(self, document: Document) -> str:
        """The path of a document's file, as it can be opened from the current folder."""
        return self._shown_paths[document.path]

    def _prepare(self, groups: Sequence[Group], options: SearchOptions) -> None:
        """Announce what the hits will be completed with."""
        shown = [group.best.candidate for group in groups]
        alike = [one.document_id for group in groups for one in group.passages.values()]
        context = range(-options.context, options.context + 1) if options.context else ()
        nearby = [f"{c.document_id}#p{c.ordinal + offset}" for c in shown for offset in context]
        quotes = (
            [f"{c.id}.q{number}" for c in shown for number in range(1, QUOTES_AHEAD + 1)]
            if options.scope == "paragraph"
            else []
        )
        self._searcher.prepare(options.scope, documents=alike, passages=[*nearby, *quotes])
        documents = (self._documents[c.document_id] for c in shown)
        self._searcher.prepare(options.scope, files=[d.path for d in documents if d])

    def _shorten(self, path: str) -> str:
        """The path relative to the current folder, if that is shorter."""
        try:
            relative = os.path.relpath(path, self._current_folder)
        except ValueError:  # on another drive
            return path
        return relative if len(relative) < len(path) else path

    def _ranked_hit(
        self, group: Group, rank: int, highlighter: Highlighter, options: SearchOptions
    ) -> Hit:
        """The hit of a group; by date the best passage stands for it."""
        best, same = group.best, group.passages.values()
        shown = best.candidate
        if len(same) > 1 and options.sort == "relevance":
            shown = self._earliest(shown, same, highlighter)
        passage = read_passage(shown.record)
        positions = highlighter.positions(shown.keys, shown.forms)
        return self.hit(
            passage,
            options,
            token_spans(passage.text, positions),
            rank=rank,
            score=best.score,
            duplicates=len({one.document_id for one in same}),
            explanation=best.explanation,
        )

    def _earliest(
        self, best: Candidate, same: Iterable[Candidate], highlighter: Highlighter
    ) -> Candidate:
        """The earliest of the same passages that holds as much of the query as the best one, which
        is preferred to others of its day."""
        words = highlighter.words(best.keys, best.forms)
        full = [one for one in same if words <= highlighter.words(one.keys, one.forms)]

        def order(one: Candidate) -> tuple[str, bool, str]:
            return self.date_of(one.document_id) or LAST, one.id != best.id, one.id

        return min(full, key=order)

    def _neighbours(
        self, passage: Passage, count: int
    ) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
        """Up to `count` paragraphs before a passage and after it; the paragraph of a quotation
        counts as before it."""
        nearby = [
            self._searcher.passage(f"{passage.document_id}#p{ordinal}")
            for ordinal in range(passage.ordinal - count, passage.ordinal + count + 1)
        ]
        end = count + 1 if passage.kind == "quote" else count
        return (
            tuple(p for p in nearby[:end] if p is not None),
            tuple(p for p in nearby[count + 1 :] if p is not None),
        )

    def _quotes_in(self, paragraph: Passage) -> Iterator[Passage]:
        """The quotations that begin in a paragraph."""
        for number in itertools.count(1):
            quote = self._searcher.passage(f"{paragraph.id}.q{number}")
            if quote is None:
                return
            yield quote


def _snippet(passage: Passage, highlights: Sequence[Span], full: bool) -> Snippet:
    make = full_snippet if full else make_snippet
    return make(passage.text, highlights, keep_lines=passage.role == "verse")
