"""`search timeline [QUERY]`: how many passages there are over time."""

from collections.abc import Iterable, Mapping
from typing import Any

from searchtool.cli.counting import make_count_request, note_answer
from searchtool.cli.messages import ExitCode
from searchtool.cli.search_request import TERMINAL, choose_output
from searchtool.core.counts import Timeline
from searchtool.core.i18n import tr
from searchtool.render.nouns import NOUNS


def run(values: Mapping[str, Any]) -> ExitCode:
    """Print the passages of a query over time."""
    output = choose_output(values)
    asked = make_count_request(values)
    timeline = asked.searched.timeline(
        asked.query, asked.options, per=values["per"], by=values["by"], limit=values["limit"]
    )
    notes = note_answer(asked.answer(), asked.messages)
    if timeline.total and output == TERMINAL:
        from searchtool.render.terminal import open_console
        from searchtool.render.terminal_tables import print_timeline

        print_timeline(open_console(values["color"]), timeline)
    elif output != TERMINAL:
        for line in _lines(timeline, output, notes):
            print(line)
        if timeline.undated:
            asked.messages.note(_undated(timeline))
    if timeline.row_count > values["limit"]:
        asked.messages.note(_more(timeline, values["limit"]))
    return ExitCode.FOUND if timeline.total else ExitCode.NOTHING


def _lines(timeline: Timeline, output: str, notes: tuple[str, ...]) -> Iterable[str]:
    from searchtool.render import timeline as render

    if output == "json":
        return [render.as_json(timeline, notes)]
    return [render.as_csv(timeline)] if output == "csv" else render.as_plain(timeline)


def _undated(timeline: Timeline) -> str:
    counted = NOUNS[timeline.sought].counted(timeline.undated)
    return tr(f"in documents without a date: {counted}", f"в документах без даты: {counted}")


def _more(timeline: Timeline, shown: int) -> str:
    of = timeline.row_count
    rest = timeline.total - sum(row.total for row in timeline.rows)
    counted = NOUNS[timeline.sought].counted(rest)
    return tr(
        f"{shown} of {of} shown, the others have {counted}; more: -n {2 * shown}",
        f"показано {shown} из {of}, у остальных {counted}; ещё: -n {2 * shown}",
    )
