"""`search similar N|ID|PLACE`: passages like this one, its reprints first."""

from collections.abc import Iterator, Mapping
from typing import Any

from searchtool.api import SearchOptions
from searchtool.cli.auto_index import open_or_build_index
from searchtool.cli.chosen_hit import choose, no_such_passage
from searchtool.cli.messages import ExitCode, Messages
from searchtool.cli.notes import notes_after, notes_before
from searchtool.cli.run_query import print_answer
from searchtool.cli.search_request import SearchRequest, choose_output
from searchtool.core.i18n import plural_en, tr
from searchtool.core.model import Results
from searchtool.core.settings import load_settings


def run(values: Mapping[str, Any]) -> ExitCode:
    """Print what is like a passage."""
    request = SearchRequest(
        words=[values["place"]],
        options={n: values[n] for n in SearchOptions._fields if values.get(n) is not None},
        output=choose_output(values),
        color=values["color"],
        explain=values["explain"],
        files=False,
        stdin=False,
        index_path=values["index_path"],
        url=values["url"],
        quiet=values["quiet"],
    )
    messages = Messages(quiet=request.quiet)
    chosen = choose(values["place"], request.index_path, request.url)
    settings = load_settings(request.index_path, request.url)
    index = open_or_build_index(settings._replace(index_path=chosen.index_path), messages)
    hit = chosen.find(index)
    results = hit and index.run_similar(hit.passage.id, SearchOptions(**request.options))
    if results is None:
        messages.note(no_such_passage(chosen.given))
        return ExitCode.NOTHING
    for note in notes_before(results, explain=request.explain and request.is_for_people):
        messages.note(note)
    print_answer(index, results, request)
    for note in _notes(results):
        messages.note(note)
    return ExitCode.FOUND if results.hits else ExitCode.NOTHING


def _notes(results: Results) -> Iterator[str]:
    if not results.total:
        yield tr("nothing like it found", "ничего похожего не найдено")
        return
    if results.reprints and results.hits and results.hits[0].is_reprint:
        in_documents = plural_en(results.reprints, "document")
        yield tr(
            f"nearly the same: in {in_documents}, first in the list",
            f"почти то же: в {_in_documents(results.reprints)}, в начале списка",
        )
    yield from notes_after(results)


def _in_documents(count: int) -> str:
    return f"{count} {'документе' if count % 10 == 1 and count % 100 != 11 else 'документах'}"
