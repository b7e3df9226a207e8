"""`search QUERY`: a query in, hits out in the form asked for."""

import sys
from collections.abc import Iterable
from dataclasses import replace

import typer

from searchtool.analysis import Analyzer
from searchtool.cli.options import (
    ColorOption,
    IndexOption,
    JsonLinesOption,
    JsonOption,
    QuietOption,
    check_color,
    open_or_build,
)
from searchtool.cli.query_options import (
    AllOption,
    ContextOption,
    CountOption,
    CsvOption,
    ExplainOption,
    FilesOption,
    FullOption,
    LimitOption,
    NoFixOption,
    OffsetOption,
    PathOption,
    PlainOption,
    QuotesOption,
    SinceOption,
    SortOption,
    SpeakerOption,
    StdinOption,
    SureOption,
    TitleOption,
    UntilOption,
    WordsArgument,
)
from searchtool.config import Settings, load_settings
from searchtool.errors import UsageError
from searchtool.filters import SURE, date_filter, path_filter, words_filter
from searchtool.language import count_ru, tr
from searchtool.messages import ExitCode, Messages
from searchtool.model import Results, Scope
from searchtool.query import NOTHING, Query
from searchtool.render.json import as_json, as_json_line, as_json_lines
from searchtool.render.plain import as_plain
from searchtool.render.safe import one_line
from searchtool.search import SearchOptions, Session
from searchtool.speakers import make_directory, read_people, speaker_query


def query(
    words: WordsArgument = None,
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
    quotes: QuotesOption = False,
    speaker: SpeakerOption = None,
    sure: SureOption = False,
    all_sources: AllOption = False,
    title: TitleOption = None,
    path: PathOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    sort: SortOption = "relevance",
    explain: ExplainOption = False,
    no_fix: NoFixOption = False,
    stdin: StdinOption = False,
    index: IndexOption = None,
    quiet: QuietOption = False,
) -> None:
    """Answer one query, or one a line."""
    check_color(color)
    forms = {"count": count, "files": files, "json": json, "jsonl": jsonl, "csv": csv}
    form = _choose_form(forms | {"plain": plain}, color)
    filters = _filters(title, path, since, until)
    _check_words(words, stdin, form, bool(filters or speaker))
    scope: Scope = "quote" if quotes or speaker or sure else "paragraph"
    options = SearchOptions(
        scope, limit, offset, context, full, filters, not (no_fix or count), not all_sources, sort
    )
    messages = Messages(quiet=quiet)
    settings = load_settings(index)
    session = open_or_build(settings, messages)
    options = replace(
        options, filters=(*filters, *_speaker_filters(session, settings, speaker, sure))
    )
    if stdin:
        _finish(_answer_lines(session, options, explain))
    text = sys.stdin.read() if words == ["-"] else " ".join(words or [])
    if form == "files":
        _finish(_answer_files(session, text.strip(), options, messages))
    results = session.search(text.strip(), options)
    _say_how_understood(results, messages, explain and form in ("terminal", "plain"))
    _print_results(results, form, color, explain)
    if form == "count":
        _finish(results.complete > 0)
    _say_what_it_means(results, messages)
    _finish(bool(results.hits))


def _check_words(words: list[str] | None, stdin: bool, form: str, has_filters: bool) -> None:
    if stdin and form != "jsonl":
        raise UsageError("--stdin", tr("needs --jsonl", "требует --jsonl"))
    if (words and stdin) or not (words or stdin or has_filters):
        raise UsageError("query", tr("give a query or --stdin", "нужен запрос или --stdin"))


def _speaker_filters(
    session: Session, settings: Settings, speaker: str | None, sure: bool
) -> list[Query]:
    found: list[Query] = [SURE] if sure else []
    if speaker is not None:
        analyzer = Analyzer()
        people = read_people(settings.speakers)
        directory = make_directory(session.speaker_names(), people, analyzer)
        found.append(speaker_query(speaker, directory, analyzer) or NOTHING)
    return found


def _filters(
    title: str | None, path: str | None, since: str | None, until: str | None
) -> tuple[Query, ...]:
    found: list[Query | None] = []
    if title is not None:
        found.append(words_filter("title", title, Analyzer()))
    if path is not None:
        found.append(path_filter(path))
    for name, value, written in (
        ("--since", since, f"{since}.."),
        ("--until", until, f"..{until}"),
    ):
        if value is None:
            continue
        if ".." in value or (between := date_filter(written)) is None:
            raise UsageError(
                f"{name} {value}",
                tr("not a date", "это не дата"),
                tr("write 2019, 2019-06 or 2019-06-14", "пишите 2019, 2019-06 или 2019-06-14"),
            )
        found.append(between)
    return tuple(one for one in found if one is not None)


def _answer_lines(session: Session, options: SearchOptions, explain: bool) -> bool:
    """One answer a line, as soon as there is one; whether any query found something."""
    found = False
    for line in sys.stdin:
        results = session.search(line.strip(), options)
        found = found or bool(results.hits)
        print(as_json_line(results, explain=explain), flush=True)
    return found


def _answer_files(session: Session, text: str, options: SearchOptions, messages: Messages) -> bool:
    found = session.matching_files(text, options)
    _print_lines(f"{one_line(path)}\t{number}" for path, number in found.items())
    if not found:
        messages.note(tr("nothing found", "ничего не найдено"))
    return bool(found)


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


def _print_results(results: Results, form: str, color: str, explain: bool) -> None:
    if form == "terminal":
        from searchtool.render.terminal import open_console, print_hits

        print_hits(open_console(color), results.hits, explain=explain)
    else:
        _print_lines(_lines(results, form, explain))


def _lines(results: Results, form: str, explain: bool) -> Iterable[str]:
    if form == "json":
        return [as_json(results, explain=explain)]
    if form == "jsonl":
        return as_json_lines(results, explain=explain)
    if form == "csv":
        from searchtool.render.csv import as_csv

        return [as_csv(results)]
    if form == "count":
        return [str(results.complete)]
    return as_plain(results)


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)


REASONS = {
    "layout": ("another keyboard layout", "другая раскладка клавиатуры"),
    "transliteration": ("Russian in Latin letters", "русское слово латиницей"),
    "spacing": ("two words run together", "два слова слились"),
    "spelling": ("a slip of the keyboard", "опечатка"),
}


def _say_how_understood(results: Results, messages: Messages, explain: bool) -> None:
    for note in results.notes:
        messages.note(note)
    if suggestion := results.suggestion:
        english, russian = REASONS[suggestion.reason]
        messages.note(
            tr(
                f"nothing found for: {results.query}; shown for: {suggestion.text} ({english})",
                f"ничего не найдено: {results.query}; показано для: {suggestion.text} ({russian})",
            )
        )
    if explain:
        messages.note(tr("understood: ", "понято: ") + results.understood)
        for word in results.words:
            kin = f" (+ {', '.join(word.derived)})" if word.derived else ""
            messages.note(f"  {word.word}: {word.passages}{kin}")


def _say_what_it_means(results: Results, messages: Messages) -> None:
    """Whether there is more, or why there is nothing or not all that was asked for."""
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
        return tr(f"passages in all: {results.total}", f"всего абзацев: {results.total}")
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
