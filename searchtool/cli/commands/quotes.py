"""`search quotes PATH`: files in, who says what in them out, without an index."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from searchtool.cli.flags import JsonLinesOption
from searchtool.cli.messages import ExitCode, Messages
from searchtool.cli.query_options import SureOption
from searchtool.core.errors import UnreadableFile
from searchtool.core.i18n import tr
from searchtool.core.model import Passage
from searchtool.documents.formats import SUFFIXES
from searchtool.ingest.discovery import Report, walk
from searchtool.ingest.pipeline import FileOutcome, FileTask, find_file_quotes
from searchtool.ingest.roots import merge_roots
from searchtool.ingest.scheduler import in_task_order, run_tasks
from searchtool.query.filters import MIN_CONFIDENCE
from searchtool.render.hit_fields import quote_fields, speaker_of
from searchtool.render.json import dump
from searchtool.render.sanitize import one_line

PathsArgument = Annotated[
    list[Path], typer.Argument(metavar="PATH...", help=tr("Files and folders.", "Файлы и папки."))
]
ExplainOption = Annotated[
    bool,
    typer.Option(
        "--explain", help=tr("Also the rule that fired.", "И правило, которое сработало.")
    ),
]


def quotes(
    paths: PathsArgument,
    jsonl: JsonLinesOption = False,
    explain: ExplainOption = False,
    sure: SureOption = False,
) -> None:
    """Print the quotations of files."""
    messages = Messages()
    failures: list[UnreadableFile] = []
    found = False
    for path, quote in _find(paths, failures.append):
        if sure and (quote.confidence or 0.0) < MIN_CONFIDENCE:
            continue
        found = True
        print(dump(quote_fields(path, quote)) if jsonl else _line(path, quote, explain))
    for failure in failures:
        messages.error(failure)
    if failures:
        raise typer.Exit(ExitCode.ERROR)
    raise typer.Exit(ExitCode.FOUND if found else ExitCode.NOTHING)


def _find(paths: list[Path], report: Report) -> Iterator[tuple[str, Passage]]:
    tasks = [
        FileTask(file, None)
        for root in merge_roots((), paths)
        for file in walk(root, SUFFIXES, report)
    ]
    for task, answer in in_task_order(tasks, run_tasks(find_file_quotes, tasks, lambda: None)):
        if isinstance(answer, Passage):
            yield os.path.relpath(task.file.path), answer
        elif isinstance(answer, FileOutcome):
            for failure in answer.failures:
                report(failure)
        else:
            report(UnreadableFile(task.file.path, answer.cause))


def _line(path: str, quote: Passage, explain: bool) -> str:
    place = f"{path}:{quote.line}" if quote.line is not None else path
    columns = [place, speaker_of(quote), quote.text]
    if explain:
        columns.append(f"{quote.rule} {quote.confidence:.2f}")
    return "\t".join(map(one_line, columns))
