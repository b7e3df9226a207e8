"""searchtool without a terminal: what the command line uses, and any other program can.

docs/api.md shows each function at work. What a function needs is imported when it is called, so
that a query does not wait for what reads files.
"""

import importlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from searchtool.core.errors import (
    CannotOpen,
    ConfigError,
    IndexCorrupted,
    IndexForeign,
    IndexMissing,
    IndexOutdated,
    IndexProblem,
    NeedsRebuild,
    OptionError,
    RootMissing,
    SearchError,
    UnreadableFile,
    UsageError,
)
from searchtool.core.finding import Finding
from searchtool.core.model import (
    Document,
    Hit,
    Passage,
    Results,
    Skipped,
    Snippet,
    Span,
    SpeakerCount,
    StrPath,
    Suggestion,
    Term,
    WordCount,
)

if TYPE_CHECKING:
    from pathlib import Path

    from searchtool.core.connection import Connection
    from searchtool.core.counts import Counts, GroupCount, Period, Timeline, TimelineRow
    from searchtool.core.evidence import Evidence, SourceFile
    from searchtool.engines.cluster_health import ClusterHealth
    from searchtool.index.engine_choice import AUTO, MAX_TEXT_BYTES, has_outgrown
    from searchtool.index.move import Move, MoveCallbacks, MoveReport
    from searchtool.index.plan import Progress, Report, RunCallbacks
    from searchtool.index.status import IndexStats, RootState
    from searchtool.opening.command import OpenCommand
    from searchtool.quotes.quote import Quote
    from searchtool.search.options import SearchOptions
    from searchtool.search.saved import SavedQuery
    from searchtool.search.session import Index

__all__ = [
    "AUTO", "MAX_TEXT_BYTES", "CannotOpen", "ClusterHealth", "ConfigError", "Connection", "Counts",
    "Document", "Evidence", "GroupCount", "Hit", "Index", "IndexCorrupted", "IndexForeign",
    "IndexMissing", "IndexOutdated", "IndexProblem", "IndexStats", "Move", "MoveCallbacks",
    "MoveReport", "NeedsRebuild", "OpenCommand", "OptionError", "Passage", "Period", "Progress",
    "Quote", "Report", "Results", "RootMissing", "RootState", "RunCallbacks", "SavedQuery",
    "SearchError", "SearchOptions", "Skipped", "Snippet", "SourceFile", "Span", "SpeakerCount",
    "Suggestion", "Term", "Timeline", "TimelineRow", "UnreadableFile", "UsageError", "WordCount",
    "analyze", "engine_names", "engine_versions", "find_file_quotes", "find_index", "find_quotes",
    "has_outgrown", "indexed_paths", "is_being_updated", "last_look", "mark_look", "open_command",
    "open_index", "read_status", "remove_saved", "save_query", "saved_queries", "saved_query",
    "update_index", "write_report",
]  # fmt: skip

_HOMES = {
    "AUTO": "searchtool.index.engine_choice",
    "MAX_TEXT_BYTES": "searchtool.index.engine_choice",
    "has_outgrown": "searchtool.index.engine_choice",
    "ClusterHealth": "searchtool.engines.cluster_health",
    "Connection": "searchtool.core.connection",
    "Counts": "searchtool.core.counts",
    "Evidence": "searchtool.core.evidence",
    "GroupCount": "searchtool.core.counts",
    "Index": "searchtool.search.session",
    "IndexStats": "searchtool.index.status",
    "Move": "searchtool.index.move",
    "MoveCallbacks": "searchtool.index.move",
    "MoveReport": "searchtool.index.move",
    "OpenCommand": "searchtool.opening.command",
    "Period": "searchtool.core.counts",
    "Progress": "searchtool.index.plan",
    "Quote": "searchtool.quotes.quote",
    "Report": "searchtool.index.plan",
    "RootState": "searchtool.index.status",
    "RunCallbacks": "searchtool.index.plan",
    "SavedQuery": "searchtool.search.saved",
    "SearchOptions": "searchtool.search.options",
    "SourceFile": "searchtool.core.evidence",
    "Timeline": "searchtool.core.counts",
    "TimelineRow": "searchtool.core.counts",
}
"""Names that are handed on from elsewhere, imported when one is asked for."""


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def open_index(
    index_path: StrPath = "index",
    *,
    speakers_file: StrPath | None = None,
    synonyms_file: StrPath | None = None,
    connection: "Connection | None" = None,
) -> "Index":
    """The index in a folder, ready for queries. `speakers_file` is the user's list of who is who
    (docs/quotes.md), `synonyms_file` that of names of the same thing (docs/query.md); no such file
    is no list. `connection` leads to the cluster of an index that lies in one; without an index in
    the folder, what that cluster has is opened.

    Raises IndexMissing, IndexForeign, IndexOutdated or IndexCorrupted, as every query may."""
    from searchtool.search import session

    return session.open_index(
        index_path or os.curdir, speakers_file or None, synonyms_file or None, connection
    )


def update_index(
    index_path: StrPath = "index",
    paths: Iterable[StrPath] = (),
    *,
    rebuild: bool = False,
    check: bool = False,
    forget: Iterable[StrPath] = (),
    engine: str | None = None,
    fields: Mapping[str, str] | None = None,
    encodings: Mapping[str, str] | None = None,
    ocr: bool | None = None,
    connection: "Connection | None" = None,
    shard: str | None = None,
    callbacks: "RunCallbacks | None" = None,
) -> "Report":
    """Bring an index up to date with the files below `paths`, or build it; only what is new or
    changed is read. Without paths, those that the index already holds.

    rebuild      build a new index beside the old one, which answers until the new one replaces it
    check        read all files of the index and compare their checksums, and compare the files that
                 are indexed by their content, even where size and time are the same
    forget       only take out what lies below these paths, and read nothing; a path below one that
                 stays in the index is left out of later runs, until it is named among `paths`
    engine       "whoosh", "tantivy", "opensearch", or "auto", by the size of the files; only for a
                 new index
    fields       for .jsonl, .json and .csv, which field to read instead: {"text": "body"}, or in
                 some files only, {"tweets/*:text": "full_text"}
    encodings    the encoding of files by a glob of their path: {"old/*.txt": "koi8-r"}
    ocr          recognize scanned pages and pictures with tesseract; None as the index has done so
                 far; only a rebuild can turn it off again
    connection   leads to the cluster of an index of "opensearch"
    shard        of that, "2/8" is the second of eight parts of the files, for several indexers
    callbacks    who is told of progress and of files that could not be read

    A file that cannot be read is counted as failed, and the run goes on. Raises UsageError,
    IndexProblem, and KeyboardInterrupt, which says what is kept."""
    from pathlib import Path

    from searchtool.index.plan import Plan, RunCallbacks
    from searchtool.index.shard import parse_shard
    from searchtool.index.update import update_index

    plan = Plan(
        [_expanded(path) for path in paths],
        rebuild,
        engine,
        fields or {},
        encodings or {},
        check,
        ocr,
        connection,
        parse_shard(shard) if shard is not None else None,
        [_expanded(path) for path in forget],
    )
    return update_index(Path(index_path), plan, callbacks or RunCallbacks())


def move_index(
    index_path: StrPath = "index",
    *,
    engine: str,
    connection: "Connection | None" = None,
    replace: bool = False,
    callbacks: "MoveCallbacks | None" = None,
) -> "MoveReport":
    """Let another engine, "whoosh", "tantivy" or "opensearch", hold an index. It answers as
    before, and no file is read again. A new build is written beside the old one, which answers
    until the end, and stays if something goes wrong.

    connection   leads to the cluster that the index moves to or from; what stays there nobody
                 deletes
    replace      let it take the place of an index of that name in the cluster
    callbacks    who is told of what will be needed, and of progress

    Raises UsageError, IndexProblem, SearchError where there is no room, and KeyboardInterrupt."""
    from pathlib import Path

    from searchtool.index.move import MoveCallbacks, MovePlan, move_index

    plan = MovePlan(engine, connection, replace)
    return move_index(Path(index_path), plan, callbacks or MoveCallbacks())


def open_command(hit: Hit) -> "OpenCommand":
    """What opens a hit at its place, by the environment of this process: the editor at the line,
    the viewer at the page of a PDF, the browser at the text of a web page or at a Telegram message;
    its `run` starts it. Raises CannotOpen, and UsageError for a variable that names no program."""
    from searchtool.opening.command import open_command

    return open_command(hit)


def find_index(collection: str | None = None) -> str:
    """The folder of the index that the command line would use in the current folder, or of a
    collection that the settings name; whether an index is there, `open_index` tells. Raises
    ConfigError, and OptionError for the name of no collection."""
    from searchtool.core.settings import Collection, load_settings

    return load_settings(None if collection is None else Collection(collection)).index_path


def last_look(index: "Index", question: str = "", *, alone: bool = False) -> str:
    """The moment up to which the user has seen what is new in an index, for `seen_after`. A look at
    everything (no question) counts for each question that does not stand `alone`."""
    from searchtool.search.looks import last_look

    return last_look(index, question, alone=alone)


def mark_look(index: "Index", question: str = "") -> None:
    """Remember that the user has seen what is new in an open index. Raises OSError."""
    from searchtool.search.looks import mark_look

    mark_look(index, question)


def save_query(saved: "SavedQuery") -> bool:
    """Keep a query with a name; whether it took the place of another one. Raises UsageError."""
    from searchtool.search.saved import save_query

    return save_query(saved)


def saved_queries() -> "list[SavedQuery]":
    """The queries that the user has saved, by their names."""
    from searchtool.search.saved import saved_queries

    return saved_queries()


def saved_query(name: str) -> "SavedQuery":
    """The saved query with that name. Raises UsageError where there is none."""
    from searchtool.search.saved import saved_query

    return saved_query(name)


def remove_saved(name: str) -> None:
    """Forget a saved query. Raises UsageError where there is none."""
    from searchtool.search.saved import remove_saved

    remove_saved(name)


def find_quotes(text: str) -> "list[Quote]":
    """What is said in a text, in order, with the speakers: quotations, and statements that are
    retold without quotation marks, whose `kind` is "indirect"."""
    from searchtool.quotes.extraction import find_quotes

    return find_quotes(text)


def find_file_quotes(
    paths: Iterable[StrPath],
    *,
    confident: bool = False,
    verbatim: bool = False,
    on_error: Callable[[UnreadableFile], None] = lambda failure: None,
    on_skip: Callable[[Skipped], None] = lambda skipped: None,
) -> Iterator[tuple[str, Passage]]:
    """What is said in the files below some paths, each with the path of its file, without an index.
    `confident` leaves out guessed speakers, `verbatim` what is retold without quotation marks;
    `on_error` is told of files that cannot be read, `on_skip` of what is not meant to be read.
    Raises UsageError for a path that does not exist."""
    from searchtool.index.manifest import own_names
    from searchtool.ingest.file_quotes import find_file_quotes

    roots = map(_expanded, paths)
    return find_file_quotes(roots, confident, verbatim, on_error, on_skip, own_names)


def write_report(
    evidence: "Evidence",
    path: StrPath = "report.html",
    *,
    markdown: bool = False,
    csv: bool = False,
    excel: bool = False,
    force: bool = False,
) -> list[str]:
    """Write an answer as one HTML file that needs nothing else and, beside it with the same name,
    as Markdown and as a table, by `excel` as one for Excel in a Russian system. Returns the paths.

    Each file is replaced as a whole, and only if it is a report of ours or with `force`. Raises
    UsageError for a place where nothing can be written, for the folder of the index, and where the
    packages of the extra `report` are not installed."""
    from searchtool.core.own_file import check_file, check_own, write_own
    from searchtool.render.report.forms import forms

    found = forms(evidence, path, markdown=markdown, csv=csv, excel=excel)
    for form in found:
        check_file(form.path, evidence.index_path)
        if not force:
            check_own(form.path, form.is_ours)
    texts = [form.make() for form in found]
    for form, text in zip(found, texts, strict=True):
        write_own(form.path, text)
    return [form.path for form in found]


def read_status(
    index_path: StrPath = "index", *, connection: "Connection | None" = None
) -> "IndexStats":
    """What an index holds and what could not be read. Raises as `open_index` does."""
    from pathlib import Path

    from searchtool.index.status import read_status

    return read_status(Path(index_path), connection)


def diagnose(
    index_path: StrPath = "index",
    *,
    connection: "Connection | None" = None,
    advise: Callable[[SearchError], str] = lambda error: error.advice,
) -> Iterator[Finding]:
    """What is right and wrong with the installation, with an index, what it was built from, and its
    cluster. Nothing is changed, and no error raised; `advise` says what helps against one."""
    from pathlib import Path

    from searchtool.core.installation import examine_installation
    from searchtool.index.diagnosis import examine_index

    yield from examine_installation()
    yield from examine_index(Path(index_path), connection, advise)


def check_lists(speakers_file: StrPath, synonyms_file: StrPath) -> None:
    """Raises ConfigError where the user's list of speakers or of synonyms cannot be used."""
    from searchtool.analysis.analyzer import shared_analyzer
    from searchtool.search.expansion.names import read_names
    from searchtool.search.speakers.described import read_people

    read_people(speakers_file)
    read_names(synonyms_file, shared_analyzer())


def analyze(text: str) -> list[Term]:
    """The words of a text as an index has them: form, key and place of each."""
    from searchtool.analysis.analyzer import shared_analyzer

    return shared_analyzer().terms(text)


def engine_names() -> tuple[str, ...]:
    """The engines an index can be built with."""
    from searchtool.engines import ALL_ENGINES

    return tuple(ALL_ENGINES)


def engine_versions() -> list[str]:
    """Name and version of each engine that is installed."""
    from searchtool.engines import ALL_ENGINES, engine_version

    return [version for name in ALL_ENGINES if (version := engine_version(name))]


def index_engine(index_path: StrPath) -> str | None:
    """The engine of the index in a folder; None where there is none that can be read."""
    from searchtool.index.manifest import read_manifest

    try:
        return read_manifest(index_path).engine
    except SearchError:
        return None


def indexed_paths(index_path: StrPath) -> "list[Path]":
    """The folders and files that an index was built from, as far as its manifest can be read; none
    where there is no index. Raises IndexForeign, and SearchError for what the system refuses."""
    from pathlib import Path

    from searchtool.index.manifest import recover_manifest

    manifest = recover_manifest(index_path)
    return [Path(root.path) for root in manifest.roots] if manifest else []


def is_being_updated(index_path: StrPath) -> bool:
    """Whether some process is writing the index at this moment."""
    from pathlib import Path

    from searchtool.index.lock import is_being_written

    return is_being_written(Path(index_path))


def _expanded(path: StrPath) -> "Path":
    from pathlib import Path

    return Path(path).expanduser()
