"""The quotations in files, without an index."""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from searchtool.core.errors import UnreadableFile
from searchtool.core.model import Passage, Skipped
from searchtool.ingest.discovery import Ignore, walk
from searchtool.ingest.pipeline import FileOutcome, FileTask, extract_quotes
from searchtool.ingest.roots import merge_roots
from searchtool.ingest.scheduler import in_task_order, run_tasks
from searchtool.query.filters import MIN_CONFIDENCE


def find_file_quotes(
    paths: Iterable[Path],
    confident: bool,
    verbatim: bool,
    on_error: Callable[[UnreadableFile], None],
    on_skip: Callable[[Skipped], None],
    ignore: Ignore,
) -> Iterator[tuple[str, Passage]]:
    """What is said below some paths in the order of the files, each with the path of its file from
    the current folder. `confident` leaves out guessed speakers, `verbatim` what is retold."""
    roots = merge_roots((), paths)
    files = [file for root in roots for file in walk(root, on_error, on_skip, ignore)]
    tasks = [FileTask(file, None) for file in files]
    found = run_tasks(extract_quotes, tasks, lambda: None)
    for task, answer in in_task_order(tasks, found):
        if isinstance(answer, Passage):
            is_sure = (answer.confidence or 0.0) >= MIN_CONFIDENCE
            if (is_sure or not confident) and not (verbatim and answer.manner == "indirect"):
                yield os.path.relpath(task.file.path), answer
        elif isinstance(answer, FileOutcome):
            for failure in answer.failures:
                on_error(failure)
            for skipped in answer.record.skipped:
                on_skip(skipped)
        else:
            on_error(UnreadableFile(task.file.path, answer.cause))
