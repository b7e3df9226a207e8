"""`search report QUERY`: the hits as a file for others."""

from collections.abc import Mapping
from typing import Any

from searchtool import api
from searchtool.cli.auto_index import open_or_build_index
from searchtool.cli.messages import ExitCode, Messages
from searchtool.cli.notes import notes_after, notes_before
from searchtool.cli.search_request import read_query
from searchtool.core.errors import UsageError
from searchtool.core.i18n import tr
from searchtool.core.own_file import is_inside
from searchtool.core.settings import load_settings


def run(values: Mapping[str, Any]) -> ExitCode:
    """Write the report and print the names of its files."""
    asked = {name: values[name] for name in api.SearchOptions._fields if name in values}
    options = api.SearchOptions(**asked)
    query = read_query(values["words"] or [])
    if not (query or options.needs_no_query):
        raise UsageError("query", tr("give a query", "нужен запрос"))
    messages = Messages(quiet=values["quiet"])
    index = open_or_build_index(load_settings(values["index_path"], values["url"]), messages)
    evidence = index.evidence(query, options)
    results = evidence.results
    for note in notes_before(results, explain=False):
        messages.note(note)
    if results.hits:
        forms = {name: values[name] for name in ("markdown", "csv", "excel", "force")}
        for path in api.write_report(evidence, values["output"], **forms):
            print(path)
        if _is_indexed(values["output"], evidence.index_path):
            messages.note(_will_be_read(values["output"]))
    for note in notes_after(results):
        messages.note(note)
    if not results.hits:
        messages.note(tr("no report is written", "отчёт не записан"))
    return ExitCode.FOUND if results.hits and not results.corrected else ExitCode.NOTHING


def _is_indexed(path: str, index_path: str) -> bool:
    """Whether a file is in a folder that the index is made of."""
    return any(is_inside(path, root) for root in api.indexed_paths(index_path))


def _will_be_read(path: str) -> str:
    return tr(
        f"{path} is in an indexed folder, the next update will read it too; -o puts it elsewhere",
        f"{path} лежит в индексируемой папке и при обновлении попадёт в индекс; другое место — -o",
    )
