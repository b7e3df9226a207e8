"""`search speakers [QUERY]`: who speaks about it, and how often."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from searchtool.api import SearchOptions
from searchtool.cli.auto_index import open_or_build_index
from searchtool.cli.messages import ExitCode, Messages
from searchtool.cli.notes import note_on_undated
from searchtool.cli.search_request import TERMINAL, choose_output
from searchtool.core.i18n import plural_en, plural_ru, tr
from searchtool.core.model import Sought, SpeakerCount
from searchtool.core.settings import load_settings


def run(values: Mapping[str, Any]) -> ExitCode:
    """Print speakers with their numbers of quotations."""
    output = choose_output(values)
    messages = Messages(quiet=values["quiet"])
    index = open_or_build_index(load_settings(values["index_path"], values["url"]), messages)
    query = " ".join(values["words"] or [])
    asked = {name: values[name] for name in SearchOptions._fields if name in values}
    options = SearchOptions(**asked)
    found = index.run_speakers(query, options)
    for note in index.notes(query, options):
        messages.note(note)
    sought: Sought = "quotation" if options.quotes else "statement"
    for note in note_on_undated(index.count_undated(query, options), sought):
        messages.note(note)
    _print(query, found, output, values)
    if output not in ("json", "count") and len(found) > values["limit"]:
        messages.note(_more(values["limit"], len(found)))
    if not found:
        messages.note(_nobody(query))
    return ExitCode.FOUND if found else ExitCode.NOTHING


def _print(
    query: str, found: Sequence[SpeakerCount], output: str, values: Mapping[str, Any]
) -> None:
    shown = found[: values["limit"]]
    if output == TERMINAL:
        from searchtool.render.terminal import open_console
        from searchtool.render.terminal_tables import print_speakers

        print_speakers(open_console(values["color"]), shown)
    elif output == "count":
        print(len(found))
    else:
        for line in _lines(query, len(found), shown, output):
            print(line)


def _lines(query: str, total: int, shown: Sequence[SpeakerCount], output: str) -> Iterable[str]:
    from searchtool.render import speakers

    if output == "json":
        return [speakers.as_json(query, total, shown)]
    if output == "jsonl":
        return speakers.as_json_lines(shown)
    return [speakers.as_csv(shown)] if output == "csv" else speakers.as_plain(shown)


def _nobody(query: str) -> str:
    if query:
        return tr("nobody with a name speaks about it", "никто с именем об этом не говорит")
    return tr("no speakers with a name found", "говорящих с именем не найдено")


def _more(shown: int, total: int) -> str:
    of = plural_ru(total, "говорящего", "говорящих", "говорящих")
    return tr(
        f"{shown} of {plural_en(total, 'speaker')}; more: -n {2 * shown}",
        f"{shown} из {of}; ещё: -n {2 * shown}",
    )
