"""What commands that count passages have in common: the query, and the notes beside the numbers."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from searchtool.api import Index, SearchOptions
from searchtool.cli.auto_index import open_or_build_index
from searchtool.cli.messages import Messages
from searchtool.cli.notes import note_on_none, note_on_uncounted, notes_on_reading
from searchtool.cli.search_request import read_query
from searchtool.core.model import Results
from searchtool.core.settings import load_settings


class CountRequest(NamedTuple):
    """A query whose passages are to be counted, and what is told of them."""

    searched: Index
    query: str
    options: SearchOptions
    messages: Messages

    def answer(self) -> Results | None:
        """The answer to the query, for what it says of the query; None where all is counted."""
        if not self.query and not self.options.needs_no_query:
            return None
        return self.searched.run(self.query, self.options._replace(limit=1))


def make_count_request(values: Mapping[str, Any]) -> CountRequest:
    """What a command line asks to be counted; by speakers, only what people said."""
    asked = {name: values[name] for name in SearchOptions._fields if name in values}
    options = SearchOptions(**{**asked, "limit": 1}).said_where(values["by"] == "speaker")
    query = read_query(values["words"] or [])
    messages = Messages(quiet=values["quiet"])
    index = open_or_build_index(load_settings(values["index_path"], values["url"]), messages)
    return CountRequest(index, query, options, messages)


def note_answer(results: Results | None, messages: Messages) -> tuple[str, ...]:
    """Tell what was not understood in the query, and what is not counted or why nothing is; the
    notes that belong to the data, too."""
    if results is None:
        return ()
    for note in notes_on_reading(results):
        messages.note(note)
    if not results.complete:
        messages.note(note_on_none(results))
    elif results.total > results.complete:
        messages.note(note_on_uncounted(results))
    return results.notes
