"""Runs one search request and prints its answer. Knows nothing of Typer."""

import sys
from collections.abc import Iterable, Mapping
from typing import Any

from searchtool.api import Index, SearchOptions
from searchtool.cli.auto_index import open_or_build_index
from searchtool.cli.command_hint import hint_at_command
from searchtool.cli.messages import ExitCode, Messages, describe_error, unexpected
from searchtool.cli.notes import note_on_none, notes_after, notes_before, notes_on_reading
from searchtool.cli.search_request import (
    TERMINAL,
    SearchRequest,
    check_has_query,
    make_request,
    read_lines,
)
from searchtool.core.errors import IndexMissing, OptionError, SearchError
from searchtool.core.i18n import plural_en, plural_ru, tr
from searchtool.core.model import Results
from searchtool.core.settings import load_settings


def run_query(values: Mapping[str, Any]) -> ExitCode:
    """Answer one query, or one per line; `values` are those of the flags, by their fields."""
    request = make_request(values, SearchOptions._fields)
    options = SearchOptions(**request.options)
    check_has_query(request, needs_query=not options.needs_no_query)
    messages = Messages(quiet=request.quiet)
    index = _open_index(request, messages)
    if request.stdin:
        return _answer_lines(index, options, request.explain, messages)
    if request.files or request.output == "count":
        found = answer_numbers(index, options, request, messages)
    else:
        found = _answer(index, options, request, messages)
    return ExitCode.FOUND if found else ExitCode.NOTHING


def _open_index(request: SearchRequest, messages: Messages) -> Index:
    try:
        return open_or_build_index(load_settings(request.index_path, request.url), messages)
    except IndexMissing:
        _hint_at_command(request, None, messages)
        raise


def _hint_at_command(request: SearchRequest, results: Results | None, messages: Messages) -> None:
    if hint := hint_at_command(request.words, results):
        messages.note(hint)


def _answer(
    index: Index, options: SearchOptions, request: SearchRequest, messages: Messages
) -> bool:
    """The hits; whether they are those of the query as it was typed."""
    results = index.run(request.query_text(), options)
    for note in notes_before(results, explain=request.explain and request.is_for_people):
        messages.note(note)
    print_answer(index, results, request)
    for note in notes_after(results):
        messages.note(note)
    _hint_at_command(request, results, messages)
    return _is_found(results)


def _answer_lines(
    index: Index, options: SearchOptions, explain: bool, messages: Messages
) -> ExitCode:
    """One answer a line, as soon as there is one. A query that fails is answered with its error,
    and does not end the session."""
    from searchtool.render.json import as_json_line, error_as_json_line

    found = failed = False
    for line in read_lines():
        query = line.strip()
        try:
            results = index.run(query, options)
            answer = as_json_line(results, explain=explain)
            found = found or _is_found(results)
        except OptionError:  # would be that of every line
            raise
        except Exception as exception:
            error = exception if isinstance(exception, SearchError) else unexpected(exception)
            answer, failed = error_as_json_line(query, describe_error(error)), True
            messages.error(error)
        print(answer, flush=True)
    if failed:
        return ExitCode.ERROR
    return ExitCode.FOUND if found else ExitCode.NOTHING


def answer_numbers(
    index: Index, options: SearchOptions, request: SearchRequest, messages: Messages
) -> bool:
    """How many passages hold all the words, altogether or by file; whether any does."""
    text = request.query_text()
    results = index.run(text, options._replace(limit=1, offset=0))
    for note in notes_on_reading(results):
        messages.note(note)
    found = results.complete > 0
    if request.files:
        found = _print_files(index.run_files(text, options), results, request, messages)
    else:
        print(results.complete)
    if not results.complete:
        messages.note(note_on_none(results))
    _hint_at_command(request, results, messages)
    return found


def _is_found(results: Results) -> bool:
    return bool(results.hits) and not results.corrected


def _print_files(
    found: Mapping[str, int], results: Results, request: SearchRequest, messages: Messages
) -> bool:
    """Print the files that are asked for; whether there are any."""
    from searchtool.render import files

    first = request.options.get("offset", 0)
    last = first + request.options.get("limit", len(found))
    shown = dict(list(found.items())[first:last])
    if request.output == "json":
        print(files.as_json(results, shown, len(found)))
    elif request.output == "jsonl":
        _print_lines(files.as_json_lines(shown))
    elif request.output == "csv":
        print(files.as_csv(shown))
    else:
        _print_lines(files.as_plain(shown))
    if len(shown) < len(found):
        messages.note(_shown_files(len(shown), len(found)))
    return bool(shown)


def _shown_files(shown: int, total: int) -> str:
    return tr(
        f"{shown} of {plural_en(total, 'file')} shown",
        f"показано: {shown} из {plural_ru(total, 'файла', 'файлов', 'файлов')}",
    )


def print_answer(index: Index, results: Results, request: SearchRequest) -> None:
    """Print the hits in the form that is asked for, and keep their numbers for the terminal."""
    _print_hits(results, request)
    if sys.stdout.isatty():  # nobody has seen what goes elsewhere
        from searchtool.cli.last_answer import remember

        remember(index.path, results)


def _print_hits(results: Results, request: SearchRequest) -> None:
    if request.output == TERMINAL:
        from searchtool.render import terminal

        console = terminal.open_console(request.color)
        terminal.print_hits(console, results.hits, explain=request.explain)
    else:
        _print_lines(_lines(results, request.output, request.explain))


def _lines(results: Results, output: str, explain: bool) -> Iterable[str]:
    if output in ("json", "jsonl"):
        from searchtool.render.json import as_json, as_json_lines

        if output == "json":
            return [as_json(results, explain=explain)]
        return as_json_lines(results, explain=explain)
    if output == "csv":
        from searchtool.render.csv import as_csv

        return [as_csv(results)]
    from searchtool.render.plain import as_plain

    return as_plain(results)


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)
