"""Files in, an index that answers out: create, refresh, rebuild and swap.

index/manifest.json     names the build that answers; replaced last, by one rename
index/build-…/          the engine's files
index/writer.lock       held by the one process that writes; its death frees it
index/writer.json       who that is, for those who wait
"""

import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from pathlib import Path
from types import TracebackType

import filelock

from searchtool.analysis import Analyzer
from searchtool.documents import SUFFIXES, Source, read_documents
from searchtool.engines import DEFAULT_ENGINE, open_engine
from searchtool.engines.base import Engine, EngineDamaged, IndexedPassage, Searcher, Writer
from searchtool.errors import IndexDamaged, IndexMissing, IndexProblem, UnreadableFile, UsageError
from searchtool.files import FoundFile, Root, find_files, is_inside, unreadable
from searchtool.filters import filter_values
from searchtool.language import tr
from searchtool.manifest import (
    FILE_NAME,
    Manifest,
    check_fits,
    read_manifest,
    write_manifest,
)
from searchtool.model import Document, FileRecord, SourceText
from searchtool.passages import document_title, split_passages

BATCH = 20_000
"""Passages between two commits: what a killed run can lose."""


@dataclass(frozen=True, slots=True)
class Index:
    """An index that answers queries."""

    directory: Path
    manifest: Manifest
    engine: Engine

    def searcher(self) -> Searcher:
        """The last commit. Raises IndexDamaged."""
        try:
            return self.engine.searcher()
        except EngineDamaged as error:
            raise IndexDamaged(
                str(self.directory), tr("its files are damaged", "файлы индекса повреждены")
            ) from error


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an indexing run has come; `path` is what is being read."""

    files: int
    all_files: int
    passages: int
    path: str


@dataclass(frozen=True, slots=True)
class Report:
    """What an indexing run did, in files; `passages` and `documents` are those read in this run."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    failed: int = 0
    documents: int = 0
    passages: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Observer:
    """Who is told what happens during a run."""

    progress: Callable[[Progress], None] = lambda progress: None
    failure: Callable[[UnreadableFile], None] = lambda failure: None
    waiting: Callable[[str], None] = lambda holder: None


@dataclass(frozen=True, slots=True)
class Plan:
    """What the user asked to index: nothing in `paths` means what the index already holds."""

    paths: Sequence[Path] = ()
    rebuild: bool = False
    engine: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)


def open_index(directory: Path) -> Index:
    """The index in `directory`, ready to answer.

    Raises IndexMissing, IndexOutdated, IndexDamaged."""
    manifest = read_manifest(directory)
    check_fits(directory, manifest)
    build = directory / manifest.build
    if not build.is_dir():
        raise IndexDamaged(str(build), tr("missing", "отсутствует"))
    return Index(directory, manifest, open_engine(manifest.engine, build))


def update_index(directory: Path, plan: Plan, observer: Observer) -> Report:
    """Bring the index up to date with its files, or build it; only what changed is read.

    A rebuild never opens the old index, which answers until the new one takes its place.
    Raises SearchError; a KeyboardInterrupt leaves what was read so far in the index.
    """
    started = time.monotonic()
    directory.mkdir(parents=True, exist_ok=True)
    with _only_writer(directory, observer.waiting):
        previous = _previous(directory, plan.rebuild)
        if previous and not plan.rebuild:
            _check_plan(plan, previous)
        roots = merge_roots(previous.roots if previous and not plan.rebuild else (), plan.paths)
        if not roots and previous:
            roots = previous.roots
        manifest = _start_build(directory, plan, previous, roots)
        engine = open_engine(manifest.engine, directory / manifest.build)
        asked = [root for root in roots if not plan.paths or _is_asked(root, plan.paths)]
        try:
            run = _Run(engine, Analyzer(), manifest.fields, observer)
            run.refresh(asked, is_new=previous is None or manifest.build != previous.build)
        except EngineDamaged as error:
            raise IndexDamaged(
                str(directory), tr("its files are damaged", "файлы индекса повреждены")
            ) from error
        write_manifest(directory, replace(manifest, complete=True, updated=_now()))
        _sweep(directory, keep=manifest.build)
    return replace(run.report, seconds=time.monotonic() - started)


def _check_plan(plan: Plan, previous: Manifest) -> None:
    """Raises UsageError for what only a rebuild can change."""
    advice = tr("add --rebuild to change it", "добавьте --rebuild, чтобы сменить")
    if plan.engine not in (None, previous.engine):
        cause = tr(f"the index is kept by {previous.engine}", f"индекс ведёт {previous.engine}")
        raise UsageError("--engine", cause, advice)
    if plan.fields and dict(plan.fields) != dict(previous.fields):
        cause = tr("the index was built with other fields", "индекс построен с другими полями")
        raise UsageError("--field", cause, advice)


def merge_roots(roots: Sequence[Root], paths: Iterable[Path]) -> tuple[Root, ...]:
    """The roots of an index when these paths are indexed too. Raises UsageError for a path that
    does not exist or that nothing can be read from."""
    merged = list(roots)
    for given in paths:
        # A link that is named is meant; one found on the way may not lead out.
        path = Path(os.path.realpath(given))
        if not path.exists():
            raise UsageError(str(given), tr("no such file or folder", "нет такого файла или папки"))
        if path.is_file() and path.suffix.lower() not in SUFFIXES:
            raise UsageError(
                str(given),
                tr("this format is not read", "этот формат не читается"),
                tr("read are: ", "читаются: ") + " ".join(sorted(SUFFIXES)),
            )
        if any(is_inside(str(path), str(root.path)) for root in merged):
            continue
        base = path if path.is_dir() else path.parent
        merged = [root for root in merged if not is_inside(str(root.path), str(path))]
        merged.append(Root(path, base, _label(base, merged)))
    return tuple(merged)


def _label(base: Path, roots: Sequence[Root]) -> str:
    for root in roots:
        if root.base == base:
            return root.label
    taken = {root.label for root in roots}
    names = [base.name or "root", *(f"{base.name or 'root'}-{n}" for n in range(2, len(roots) + 3))]
    return "" if "" not in taken else next(name for name in names if name not in taken)


def _is_asked(root: Root, paths: Iterable[Path]) -> bool:
    absolute = [os.path.realpath(path) for path in paths]
    return any(is_inside(p, str(root.path)) or is_inside(str(root.path), p) for p in absolute)


def _previous(directory: Path, rebuild: bool) -> Manifest | None:
    """The manifest to go on from; a rebuild takes only roots and fields from it, if it can."""
    try:
        manifest = read_manifest(directory)
        if not rebuild:
            check_fits(directory, manifest)
        return manifest
    except IndexMissing:
        return None
    except IndexProblem:
        if rebuild:
            return None
        raise


def _start_build(
    directory: Path, plan: Plan, previous: Manifest | None, roots: tuple[Root, ...]
) -> Manifest:
    if previous and not plan.rebuild:
        _sweep(directory, keep=previous.build)
        return replace(previous, roots=roots)
    name = plan.engine or (previous.engine if previous else DEFAULT_ENGINE)
    build = f"build-{time.time_ns():x}"
    engine = open_engine(name, directory / build)
    engine.create()
    fields = plan.fields or (previous.fields if previous else {})
    manifest = Manifest(name, engine.version(), build, roots, False, _now(), dict(fields))
    if previous is None:
        # Nothing else can answer: an interrupted first run keeps what it has committed.
        write_manifest(directory, manifest)
    return manifest


def _now() -> str:
    return datetime.now(timezone.utc).isoformat(timespec="seconds")


@contextmanager
def _only_writer(directory: Path, waiting: Callable[[str], None]) -> Iterator[None]:
    holder = directory / "writer.json"
    lock = filelock.FileLock(directory / "writer.lock")
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout:
        waiting(_holder(holder))
        lock.acquire()
    try:
        holder.write_text(json.dumps({"pid": os.getpid(), "since": _now()}), "utf-8")
        yield
        holder.unlink(missing_ok=True)
    finally:
        lock.release()


def _holder(path: Path) -> str:
    try:
        record = json.loads(path.read_text("utf-8"))
        return tr(
            f"process {record['pid']}, writing since {record['since']}",
            f"процесс {record['pid']}, пишет с {record['since']}",
        )
    except (OSError, ValueError, KeyError, TypeError):
        return tr("another process", "другой процесс")


def _sweep(directory: Path, keep: str) -> None:
    """Take away builds that no manifest names."""
    for path in directory.glob("build-*"):
        if path.name != keep:
            shutil.rmtree(path, ignore_errors=True)
    (directory / f"{FILE_NAME}.new").unlink(missing_ok=True)


class _Run:
    """One refresh: walks the roots, compares, and commits batch by batch."""

    def __init__(
        self, engine: Engine, analyzer: Analyzer, fields: Mapping[str, str], observer: Observer
    ) -> None:
        self.report = Report()
        self._engine = engine
        self._analyzer = analyzer
        self._fields = fields
        self._observer = observer
        self._unreadable: list[str] = []
        self._is_new = False

    def refresh(self, roots: Sequence[Root], *, is_new: bool) -> None:
        """Read what is new or changed below the roots and take out what is gone."""
        self._is_new = is_new
        known = {} if is_new else self._known_files()
        found = self._find(roots)
        gone = [
            path
            for path in known.keys() - found.keys()
            if any(is_inside(path, str(root.path)) for root in roots if root.path.exists())
            and not any(is_inside(path, above) for above in self._unreadable)
        ]
        changed = [file for file in found.values() if not _is_same(known.get(file.path), file)]
        self._count(removed=len(gone), unchanged=len(found) - len(changed))
        with _Batches(self._engine) as batches:
            for path in gone:
                batches.writer.remove(path)
            for number, file in enumerate(changed):
                self._observer.progress(
                    Progress(number, len(changed), self.report.passages, file.path)
                )
                self._read(file, known.get(file.path), batches)

    def _known_files(self) -> dict[str, FileRecord]:
        searcher = self._engine.searcher()
        try:
            return {record.path: record for record in searcher.files()}
        finally:
            searcher.close()

    def _find(self, roots: Sequence[Root]) -> dict[str, FoundFile]:
        def report(failure: UnreadableFile) -> None:
            self._unreadable.append(failure.where)
            self._fail(failure)

        found: dict[str, FoundFile] = {}
        for root in roots:
            for file in find_files(root, SUFFIXES, report):
                found.setdefault(file.path, file)
        return found

    def _read(self, file: FoundFile, known: FileRecord | None, batches: "_Batches") -> None:
        try:
            content = Path(file.path).read_bytes()
        except OSError as error:
            self._fail(unreadable(file.path, error))
            return
        digest = hashlib.blake2b(content, digest_size=16).hexdigest()
        if known and known.digest == digest and known.name == file.name:
            self._count(unchanged=1)
            return
        if not self._is_new:
            batches.writer.remove(file.path)
        failures: list[UnreadableFile] = []
        source = Source(file.name, file.path, content, self._fields, failures.append)
        documents, passages, encoding = 0, 0, None
        try:
            for text in read_documents(source):
                passages += self._add(text, file.name, batches)
                documents += 1
                encoding = text.document.encoding
        except UnreadableFile as error:
            failures.append(error)
        for failure in failures:
            self._observer.failure(failure)
        self._count(
            added=known is None,
            changed=known is not None,
            failed=bool(failures),
            documents=documents,
        )
        batches.writer.record(
            FileRecord(
                file.path,
                file.name,
                file.size,
                file.modified,
                digest,
                encoding,
                documents,
                passages,
                str(failures[0]) if failures else None,
            )
        )

    def _add(self, source: SourceText, name: str, batches: "_Batches") -> int:
        passages = split_passages(source)
        document = replace(source.document, title=document_title(source.document, passages))
        analyze = self._analyzer.terms
        terms = [analyze(passage.text) for passage in passages]
        values = filter_values(document, name, self._analyzer)
        length = sum(map(len, terms))
        batches.add(
            document,
            [IndexedPassage(p, t, values, length) for p, t in zip(passages, terms, strict=True)],
        )
        self._count(passages=len(passages))
        return len(passages)

    def _fail(self, failure: UnreadableFile) -> None:
        self._observer.failure(failure)
        self._count(failed=1)

    def _count(self, **more: int) -> None:
        now = {name: getattr(self.report, name) + number for name, number in more.items()}
        self.report = replace(self.report, **now)


def _is_same(record: FileRecord | None, file: FoundFile) -> bool:
    return record is not None and (record.size, record.modified, record.name) == (
        file.size,
        file.modified,
        file.name,
    )


class _Batches:
    """A row of writers: each commits after `BATCH` passages, the last at the end.

    An interrupt commits too: what was read is kept.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._size = 0
        self.writer: Writer

    def add(self, document: Document, passages: Sequence[IndexedPassage]) -> None:
        """Add a document and commit when the batch is full."""
        self.writer.add(document, passages)
        self._size += len(passages)
        if self._size >= BATCH:
            self.writer.__exit__(None, None, None)
            self.writer = self._engine.writer()
            self._size = 0

    def __enter__(self) -> "_Batches":
        self.writer = self._engine.writer()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is KeyboardInterrupt:
            kind = error = trace = None
        self.writer.__exit__(kind, error, trace)
