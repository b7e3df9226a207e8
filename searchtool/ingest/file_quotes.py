"""The quotations in files, without an index."""

import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
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
    retold: bool,
    on_error: Callable[[UnreadableFile], None],
    on_skip: Callable[[Skipped], None],
    ignore: Ignore,
) -> Iterator[tuple[str, Passage]]:
    """The quotations below some paths in the order of the files, each with the path of its file
    from the current folder. `confident` leaves out guessed speakers, `retold` adds what is retold
    without marks."""
    roots = merge_roots((), paths)
    files = [file for root in roots for file in walk(root, on_error, on_skip, ignore)]
    tasks = [FileTask(file, None) for file in files]
    found = run_tasks(partial(extract_quotes, retold), tasks, lambda: None)
    for task, answer in in_task_order(tasks, found):
        if isinstance(answer, Passage):
            if not confident or (answer.confidence or 0.0) >= MIN_CONFIDENCE:
                yield os.path.relpath(task.file.path), answer
        elif isinstance(answer, FileOutcome):
            for failure in answer.failures:
                on_error(failure)
            for skipped in answer.record.skipped:
                on_skip(skipped)
        else:
            on_error(UnreadableFile(task.file.path, answer.cause))
