"""`search QUERY`: a query in, hits out in the form asked for."""

import sys
from collections.abc import Iterable
from typing import Annotated

import typer

from searchtool.cli.options import (
    ColorOption,
    IndexOption,
    JsonLinesOption,
    JsonOption,
    QuietOption,
    check_color,
    open_or_build,
)
from searchtool.config import load_settings
from searchtool.errors import UsageError
from searchtool.language import count_ru, tr
from searchtool.messages import ExitCode, Messages
from searchtool.model import Results
from searchtool.search import SearchOptions, Session

WordsArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="QUERY...",
        show_default=False,
        help=tr(
            'Words, "a phrase", -without, =this form, begin*, OR, ( ). "-" reads standard input.',
            'Слова, "фраза", -без, =эта форма, нача*, ИЛИ, ( ). «-» — со стандартного ввода.',
        ),
    ),
]
LimitOption = Annotated[
    int, typer.Option("-n", "--limit", min=1, help=tr("How many hits.", "Сколько показать."))
]
OffsetOption = Annotated[
    int, typer.Option("--offset", min=0, help=tr("Skip so many hits.", "Сколько пропустить."))
]
ContextOption = Annotated[
    int,
    typer.Option(
        "-C",
        "--context",
        min=0,
        max=100,
        help=tr("So many neighbouring passages.", "Сколько соседних абзацев."),
    ),
]
FullOption = Annotated[
    bool, typer.Option("--full", help=tr("Long passages uncut.", "Длинные абзацы целиком."))
]
CountOption = Annotated[
    bool, typer.Option("--count", help=tr("Only the number of passages.", "Только число абзацев."))
]
FilesOption = Annotated[
    bool,
    typer.Option(
        "--files",
        help=tr("Only files, each with its number of passages.", "Только файлы и число абзацев."),
    ),
]
CsvOption = Annotated[bool, typer.Option("--csv", help=tr("A table.", "Таблица."))]
PlainOption = Annotated[
    bool,
    typer.Option(
        "--plain",
        help=tr("One line a hit: place, score, text.", "По строке: место, оценка, текст."),
    ),
]


def query(
    words: WordsArgument,
    limit: LimitOption = 10,
    offset: OffsetOption = 0,
    context: ContextOption = 0,
    full: FullOption = False,
    count: CountOption = False,
    files: FilesOption = False,
    json: JsonOption = False,
    jsonl: JsonLinesOption = False,
    csv: CsvOption = False,
    plain: PlainOption = False,
    color: ColorOption = "auto",
    index: IndexOption = None,
    quiet: QuietOption = False,
) -> None:
    """Answer one query."""
    check_color(color)
    forms = {
        "count": count,
        "files": files,
        "json": json,
        "jsonl": jsonl,
        "csv": csv,
        "plain": plain,
    }
    form = _choose_form(forms, color)
    messages = Messages(quiet=quiet)
    session = Session(open_or_build(load_settings(index), messages))
    text = sys.stdin.read() if words == ["-"] else " ".join(words)
    options = SearchOptions("paragraph", limit, offset, context, full)
    if form == "files":
        _finish(_print_files(session.matching_files(text.strip(), options)))
    results = session.search(text.strip(), options)
    _print_results(results, form, color)
    _explain(results, messages)
    _finish(bool(results.hits) if form != "count" else results.complete > 0)


def _finish(found: bool) -> None:
    raise typer.Exit(ExitCode.FOUND if found else ExitCode.NOTHING)


def _choose_form(asked: dict[str, bool], color: str) -> str:
    chosen = [name for name, is_asked in asked.items() if is_asked]
    if len(chosen) > 1:
        raise UsageError(
            " ".join(f"--{name}" for name in chosen),
            tr("these exclude each other", "эти параметры исключают друг друга"),
            tr("give one of them", "оставьте один"),
        )
    if chosen:
        return chosen[0]
    return "terminal" if sys.stdout.isatty() or color == "always" else "plain"


def _print_results(results: Results, form: str, color: str) -> None:
    if form == "terminal":
        from searchtool.render.terminal import open_console, print_hits

        print_hits(open_console(color), results.hits)
    else:
        _print_lines(_lines(results, form))


def _lines(results: Results, form: str) -> Iterable[str]:
    if form == "json":
        from searchtool.render.json import as_json

        return [as_json(results)]
    if form == "jsonl":
        from searchtool.render.json import as_json_lines

        return as_json_lines(results)
    if form == "csv":
        from searchtool.render.csv import as_csv

        return [as_csv(results)]
    if form == "count":
        return [str(results.complete)]
    from searchtool.render.plain import as_plain

    return as_plain(results)


def _print_files(found: dict[str, int]) -> bool:
    from searchtool.render.safe import one_line

    _print_lines(f"{one_line(path)}\t{number}" for path, number in found.items())
    return bool(found)


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)


def _explain(results: Results, messages: Messages) -> None:
    """Say what of the query was not understood, and what an empty or relaxed answer means."""
    for note in results.notes:
        messages.note(note)
    if not results.hits:
        messages.note(_nothing(results))
    elif results.relaxed:
        messages.note(_relaxed(results))
    elif results.total > len(results.hits):
        first, last = results.hits[0].rank, results.hits[-1].rank
        messages.note(
            tr(
                f"{first}-{last} of {results.total} passages; -n shows more",
                f"{first}–{last} из {count_ru(results.total, 'абзаца', 'абзацев', 'абзацев')}; "
                "больше: -n",
            )
        )


def _nothing(results: Results) -> str:
    line = tr("nothing found", "ничего не найдено")
    if results.total:
        return tr(f"no more than {results.total} passages", f"всего абзацев: {results.total}")
    return f"{line}: {_counts(results)}" if len(results.words) > 1 else line


def _relaxed(results: Results) -> str:
    counts = _counts(results)
    if results.complete:
        return tr(
            f"passages with all the words: {results.complete}; then those with most of them "
            f"({counts})",
            f"абзацев со всеми словами: {results.complete}; дальше те, где слов больше всего "
            f"({counts})",
        )
    return tr(
        f"no passage holds all the words; these hold most of them ({counts})",
        f"ни в одном абзаце нет всех слов; показаны те, где их больше всего ({counts})",
    )


def _counts(results: Results) -> str:
    return ", ".join(f"{w.word} {w.passages}" for w in results.words)
