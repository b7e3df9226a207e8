"""`search count QUERY --by WHAT`: the passages by file, speaker, author, day or source."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from searchtool.cli.counting import make_count_request, note_answer
from searchtool.cli.flags import COUNT_BY
from searchtool.cli.messages import ExitCode
from searchtool.cli.search_request import TERMINAL, choose_output
from searchtool.core.counts import Counts, GroupCount
from searchtool.core.errors import UsageError
from searchtool.core.i18n import tr
from searchtool.render.nouns import NOUNS


def run(values: Mapping[str, Any]) -> ExitCode:
    """Print a table of numbers."""
    output = choose_output(values)
    if values["by"] is None:
        raise _missing()
    asked = make_count_request(values)
    counts = asked.searched.counts(asked.query, asked.options, by=values["by"])
    notes = note_answer(asked.answer(), asked.messages)
    shown = counts.groups[: values["limit"]]
    if output == TERMINAL:
        from searchtool.render.terminal import open_console
        from searchtool.render.terminal_tables import print_counts

        print_counts(open_console(values["color"]), counts, shown)
    else:
        for line in _lines(counts, shown, output, notes):
            print(line)
    if len(shown) < len(counts.groups):
        asked.messages.note(_more(counts, shown))
    return ExitCode.FOUND if counts.total else ExitCode.NOTHING


def _missing() -> UsageError:
    names = ", ".join(COUNT_BY.choices)
    return UsageError(
        "--by",
        tr("say what to count by", "укажите, по чему считать"),
        tr(
            f"choose from: {names}; only the number: --count after a query",
            f"возможны: {names}; только число — запрос с --count",
        ),
    )


def _lines(
    counts: Counts, shown: Sequence[GroupCount], output: str, notes: tuple[str, ...]
) -> Iterable[str]:
    from searchtool.render import counts as render

    if output == "json":
        return [render.as_json(counts, shown, notes)]
    if output == "jsonl":
        return render.as_json_lines(shown)
    return [render.as_csv(shown)] if output == "csv" else render.as_plain(shown)


def _more(counts: Counts, shown: Sequence[GroupCount]) -> str:
    rest = counts.total - sum(group.number for group in shown)
    counted = NOUNS[counts.sought].counted(rest)
    of, next_limit = len(counts.groups), 2 * len(shown)
    return tr(
        f"{len(shown)} of {of} shown, the others have {counted}; more: -n {next_limit}",
        f"показано {len(shown)} из {of}, у остальных {counted}; ещё: -n {next_limit}",
    )
