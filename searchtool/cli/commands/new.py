"""`search new [QUERY]`: what the index has seen since the user looked last."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from searchtool import api
from searchtool.api import Index, SearchOptions
from searchtool.cli.auto_index import open_or_build_index
from searchtool.cli.commands.table import OPTION_NAMES
from searchtool.cli.messages import ExitCode, Messages
from searchtool.cli.notes import notes_on_reading
from searchtool.cli.run_query import answer_numbers, print_answer
from searchtool.cli.search_request import PLAIN, TERMINAL, SearchRequest, make_request
from searchtool.cli.tables.queries import NEW
from searchtool.core.errors import SearchError, UsageError
from searchtool.core.i18n import plural_en, plural_ru, tr
from searchtool.core.model import Results
from searchtool.core.settings import load_settings

LIMIT = 100
"""Hits that are shown: what is not shown stays new."""

SHAPES = ("limit", "offset", "context", "full", "sort")
"""Options that do not change what is asked."""


class _Look(NamedTuple):
    """A question to an open index: what it is remembered by, and since when something is new."""

    opened: Index
    query: str
    options: SearchOptions
    question: str
    since: str


def run(values: Mapping[str, Any]) -> ExitCode:
    """Show what is new, for a query or for saved ones; nothing new ends with 1."""
    _check(values)
    request = make_request(values, SearchOptions._fields)
    messages = Messages(quiet=request.quiet)
    if values["all_saved"]:
        return _run_all(request, values, messages)
    if values["saved"] is not None:
        look = _saved_look(api.saved_query(values["saved"]), values)
    else:
        look = _typed_look(request, messages)
    return ExitCode.FOUND if _show(look, request, values, messages) else ExitCode.NOTHING


def _check(values: Mapping[str, Any]) -> None:
    """Raises UsageError for what cannot go together."""
    clashes = [
        (("mark", "no_mark"), None),
        (("saved", "all_saved"), None),
        (("saved",), "words"),
        (("all_saved",), "words"),
        (("saved", "index_path"), None),
        (("all_saved", "index_path"), None),
        (("all_saved", "csv"), None),
        (("all_saved", "files"), None),
    ]
    for fields, other in clashes:
        if all(values[name] for name in fields) and (other is None or values[other]):
            names = [OPTION_NAMES[name] for name in fields] + [tr("QUERY", "ЗАПРОС")] * bool(other)
            raise UsageError(" ".join(names), tr("cannot be combined", "нельзя указывать вместе"))


def _run_all(request: SearchRequest, values: Mapping[str, Any], messages: Messages) -> ExitCode:
    """Each saved query; one that fails does not keep the others from being asked."""
    found = failed = False
    for saved in api.saved_queries():
        try:
            look = _saved_look(saved, values)
            found = _show(look, request, values, messages, saved.name) or found
            look.opened.close()
        except SearchError as error:
            messages.error(SearchError(f"{saved.name}: {error.where}", error.cause, error.advice))
            failed = True
    if failed:
        return ExitCode.ERROR
    if not api.saved_queries():
        messages.note(
            tr(
                "no query is saved; save one: search save NAME QUERY",
                "сохранённых запросов нет; сохраните: search save ИМЯ ЗАПРОС",
            )
        )
    return ExitCode.FOUND if found else ExitCode.NOTHING


def _typed_look(request: SearchRequest, messages: Messages) -> _Look:
    index = open_or_build_index(load_settings(request.index_path, request.url), messages)
    query = request.query_text()
    options = SearchOptions(**{"limit": LIMIT, **request.options})
    asked = {
        name: value
        for name, value in options._asdict().items()
        if name not in SHAPES and value != SearchOptions._field_defaults[name]
    }
    question = json.dumps([query, asked], sort_keys=True) if query or asked else ""
    return _Look(index, query, options, question, api.last_look(index, question))


def _saved_look(saved: api.SavedQuery, values: Mapping[str, Any]) -> _Look:
    """What is asked by a saved query; options that are typed beside its name go before its own."""
    index = api.open_index(
        saved.index_path, speakers_file=saved.speakers, synonyms_file=saved.synonyms
    )
    usual = NEW.defaults()
    typed = {
        name: value
        for name, value in values.items()
        if name in SearchOptions._fields and value != usual[name]
    }
    given = {"limit": LIMIT, "sort": usual["sort"], **saved.options, **typed}
    since = api.last_look(index, saved.question, alone=True)
    return _Look(index, saved.query, SearchOptions(**given), saved.question, since)


def _show(
    look: _Look,
    request: SearchRequest,
    values: Mapping[str, Any],
    messages: Messages,
    name: str = "",
) -> bool:
    """Show what is new, and remember that it was seen if all of it was shown; whether there is
    anything."""
    options = look.options._replace(seen_after=look.since)
    if request.files or request.output == "count":
        return _show_numbers(look, options, request, name)
    results = look.opened.run(look.query, options)
    for note in notes_on_reading(results):
        messages.note(note)
    is_new = bool(results.hits) and not results.corrected
    if is_new:
        _print(look.opened, results, request, name)
    elif not name and request.output not in (TERMINAL, PLAIN):
        print_answer(look.opened, results._replace(hits=()), request)
    is_all = not results.more and not options.offset
    if not name or is_new:
        messages.note(_summary(results if is_new else None, look.since))
    if values["no_mark"] or not (is_all or values["mark"]):
        if is_new and not values["no_mark"]:
            messages.note(_stays_new(results))
    elif is_new or not results.more:
        _mark(look, messages)
    return is_new


def _mark(look: _Look, messages: Messages) -> None:
    """Remember the look; where that cannot be written, the answer has been given."""
    try:
        api.mark_look(look.opened, look.question)
    except OSError as error:
        cause = tr("cannot be written, all stays new", "не записывается, всё останется новым")
        messages.error(SearchError(str(error.filename or ""), cause))


def _show_numbers(look: _Look, options: SearchOptions, request: SearchRequest, name: str) -> bool:
    """Print the number of passages or files; who counts has seen nothing yet."""
    if request.files:
        quiet = Messages(quiet=True)
        return answer_numbers(look.opened, options, request._replace(words=[look.query]), quiet)
    number = look.opened.run(look.query, options._replace(limit=1)).complete
    print(f"{name}\t{number}" if name else number)
    return number > 0


def _print(index: Index, results: Results, request: SearchRequest, name: str) -> None:
    if name and request.output in ("json", "jsonl"):
        from searchtool.render.json import as_json_line, dump

        record = json.loads(as_json_line(results, explain=request.explain))
        print(dump({"saved": name, **record}))
        return
    if name:
        print(f"{name}: {results.query}".rstrip(": "))
    print_answer(index, results, request)


def _summary(results: Results | None, since: str) -> str:
    when = _local(since)
    if results is None:
        return tr(f"nothing new since {when}", f"нового нет с {when}")
    number = results.total
    new = plural_ru(number, "новый абзац", "новых абзаца", "новых абзацев")
    if results.sought != "passage":
        new = plural_ru(number, "новое высказывание", "новых высказывания", "новых высказываний")
    noun = "passage" if results.sought == "passage" else results.sought
    return tr(f"{plural_en(number, f'new {noun}')} since {when}", f"{new} с {when}")


def _stays_new(results: Results) -> str:
    last = results.hits[-1].rank
    return tr(
        f"not all is shown, so all of it stays new; more: -n {2 * last}, done with it: --mark",
        f"показано не всё, поэтому всё останется новым; ещё: -n {2 * last}, отметить: --mark",
    )


def _local(moment: str) -> str:
    """A moment in the user's own time."""
    try:
        return datetime.fromisoformat(moment).astimezone().strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError, OSError):
        return moment
