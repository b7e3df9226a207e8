"""Runs one search request and prints its answer. Knows nothing of Typer."""

import sys
from collections.abc import Iterable, Mapping
from typing import Any

from searchtool.api import Index, SearchOptions
from searchtool.cli.auto_index import open_or_build_index
from searchtool.cli.messages import ExitCode, Messages
from searchtool.cli.notes import note_after, notes_before
from searchtool.cli.search_request import (
    PLAIN,
    TERMINAL,
    SearchRequest,
    check_has_query,
    make_request,
)
from searchtool.core.i18n import tr
from searchtool.core.model import Results
from searchtool.core.settings import load_settings
from searchtool.render.sanitize import one_line


def run_query(values: Mapping[str, Any]) -> ExitCode:
    """Answer one query, or one per line; `values` are those of the flags, by their fields."""
    request = make_request(values, SearchOptions._fields)
    options = SearchOptions(**request.options)
    check_has_query(request, has_filters=options.has_filters)
    messages = Messages(quiet=request.quiet)
    index = open_or_build_index(load_settings(request.index_path), messages)
    if request.stdin:
        return _code(_answer_lines(index, options, request.explain))
    if request.output == "count":
        options = options._replace(correct=False)
    if request.output == "files":
        return _code(_answer_files(index, request.query_text(), options, messages))
    results = index.run(request.query_text(), options)
    for note in notes_before(results, explain=request.explain and _is_for_people(request)):
        messages.note(note)
    _print_results(results, request)
    if request.output == "count":
        return _code(results.complete > 0)
    if after := note_after(results):
        messages.note(after)
    return _code(bool(results.hits))


def _is_for_people(request: SearchRequest) -> bool:
    return request.output in (TERMINAL, PLAIN)


def _answer_lines(index: Index, options: SearchOptions, explain: bool) -> bool:
    """One answer a line, as soon as there is one; whether any query found something."""
    from searchtool.render.json import as_json_line

    found = False
    for line in sys.stdin:
        results = index.run(line.strip(), options)
        found = found or bool(results.hits)
        print(as_json_line(results, explain=explain), flush=True)
    return found


def _answer_files(index: Index, text: str, options: SearchOptions, messages: Messages) -> bool:
    found = index.run_files(text, options)
    _print_lines(f"{one_line(path)}\t{number}" for path, number in found.items())
    if not found:
        messages.note(tr("nothing found", "ничего не найдено"))
    return bool(found)


def _code(found: bool) -> ExitCode:
    return ExitCode.FOUND if found else ExitCode.NOTHING


def _print_results(results: Results, request: SearchRequest) -> None:
    if request.output == TERMINAL:
        from searchtool.render.terminal import open_console, print_hits

        print_hits(open_console(request.color), results.hits, explain=request.explain)
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
    if output == "count":
        return [str(results.complete)]
    from searchtool.render.plain import as_plain

    return as_plain(results)


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)
