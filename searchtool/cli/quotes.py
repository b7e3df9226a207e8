"""`search quotes PATH`: files in, who says what in them out, without an index."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from searchtool.cli.options import JsonLinesOption
from searchtool.cli.query_options import SureOption
from searchtool.documents import SUFFIXES, Source, read_documents
from searchtool.errors import UnreadableFile
from searchtool.files import Report, find_files, unreadable
from searchtool.filters import LEAST_SURE
from searchtool.language import tr
from searchtool.messages import ExitCode, Messages
from searchtool.model import Passage
from searchtool.passages import split_passages
from searchtool.render.fields import quote_fields, speaker_of
from searchtool.render.json import dump
from searchtool.render.safe import one_line
from searchtool.roots import merge_roots

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
        if sure and (quote.confidence or 0.0) < LEAST_SURE:
            continue
        found = True
        print(dump(quote_fields(path, quote)) if jsonl else _line(path, quote, explain))
    for failure in failures:
        messages.error(failure)
    if failures:
        raise typer.Exit(ExitCode.ERROR)
    raise typer.Exit(ExitCode.FOUND if found else ExitCode.NOTHING)


def _find(paths: list[Path], report: Report) -> Iterator[tuple[str, Passage]]:
    from searchtool.quoting import quote_passages

    for root in merge_roots((), paths):
        for file in find_files(root, SUFFIXES, report):
            try:
                with Path(file.path).open("rb") as stream:
                    source = Source(file.name, file.path, stream, report=report)
                    for text in read_documents(source):
                        for quote in quote_passages(text.text, split_passages(text)):
                            yield os.path.relpath(file.path), quote
            except UnreadableFile as failure:
                report(failure)
            except OSError as error:
                report(unreadable(file.path, error))


def _line(path: str, quote: Passage, explain: bool) -> str:
    place = f"{path}:{quote.line}" if quote.line is not None else path
    columns = [place, speaker_of(quote), quote.text]
    if explain:
        columns.append(f"{quote.rule} {quote.confidence:.2f}")
    return "\t".join(map(one_line, columns))
