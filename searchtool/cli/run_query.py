"""A question in, its answer printed in the form asked for out.

Nothing here knows Typer: `cli.direct` asks without it.
"""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from searchtool.cli.auto_index import open_or_build_index
from searchtool.cli.messages import ExitCode, Messages
from searchtool.core.errors import UsageError
from searchtool.core.i18n import plural_ru, tr
from searchtool.core.model import Results, Scope, Sort
from searchtool.core.settings import Settings, load_settings
from searchtool.query.filters import CONFIDENT, date_filter, keyword_filter, path_filter
from searchtool.query.tree import MATCH_NONE, Query
from searchtool.render.sanitize import one_line
from searchtool.search.options import SearchOptions
from searchtool.search.session import Session


class SearchRequest(NamedTuple):
    """What a command line asks; `cli.query_options` says what each field means."""

    words: list[str] | None = None
    limit: int = 10
    offset: int = 0
    context: int = 0
    full: bool = False
    only_count: bool = False
    files: bool = False
    json: bool = False
    jsonl: bool = False
    csv: bool = False
    plain: bool = False
    color: str = "auto"
    quotes: bool = False
    speaker: str | None = None
    sure: bool = False
    all_sources: bool = False
    title: str | None = None
    path: str | None = None
    since: str | None = None
    until: str | None = None
    sort: Sort = "relevance"
    explain: bool = False
    no_fix: bool = False
    stdin: bool = False
    index_path: Path | None = None
    quiet: bool = False


def run_query(asked: SearchRequest) -> ExitCode:
    """Answer one query, or one a line."""
    check_color(asked.color)
    form = _choose_form(asked)
    filters = _filters(asked)
    _check_words(asked, form, bool(filters or asked.speaker or asked.title))
    messages = Messages(quiet=asked.quiet)
    settings = load_settings(asked.index_path)
    session = open_or_build_index(settings, messages)
    options = _options(asked, (*filters, *_word_filters(session, settings, asked)))
    if asked.stdin:
        return _code(_answer_lines(session, options, asked.explain))
    text = sys.stdin.read() if asked.words == ["-"] else " ".join(asked.words or [])
    if form == "files":
        return _code(_answer_files(session, text.strip(), options, messages))
    results = session.search(text.strip(), options)
    _say_how_understood(results, messages, asked.explain and form in ("terminal", "plain"))
    _print_results(results, form, asked.color, asked.explain)
    if form == "count":
        return _code(results.complete > 0)
    _say_what_it_means(results, messages)
    return _code(bool(results.hits))


def check_color(color: str) -> None:
    """Raises UsageError for anything but auto, always and never."""
    if color not in ("auto", "always", "never"):
        raise UsageError(
            "--color",
            tr(f"unknown value {color!r}", f"неизвестное значение {color!r}"),
            tr("use auto, always or never", "допустимы auto, always, never"),
        )


def _options(asked: SearchRequest, filters: tuple[Query, ...]) -> SearchOptions:
    scope: Scope = "quote" if asked.quotes or asked.speaker or asked.sure else "paragraph"
    return SearchOptions(
        scope,
        asked.limit,
        asked.offset,
        asked.context,
        asked.full,
        filters,
        fix=not (asked.no_fix or asked.only_count),
        collapse=not asked.all_sources,
        sort=asked.sort,
    )


FORMS = {
    "count": "only_count",
    "files": "files",
    "json": "json",
    "jsonl": "jsonl",
    "csv": "csv",
    "plain": "plain",
}
"""What a query is answered in besides the layout for the terminal, each with its field."""


def _check_words(asked: SearchRequest, form: str, has_filters: bool) -> None:
    words, stdin = asked.words, asked.stdin
    if stdin and form != "jsonl":
        raise UsageError("--stdin", tr("needs --jsonl", "требует --jsonl"))
    if (words and stdin) or not (words or stdin or has_filters):
        raise UsageError("query", tr("give a query or --stdin", "нужен запрос или --stdin"))


def _word_filters(session: Session, settings: Settings, asked: SearchRequest) -> list[Query]:
    found: list[Query] = [CONFIDENT] if asked.sure else []
    if asked.title and (title := keyword_filter("title", asked.title, session.analyzer)):
        found.append(title)
    if asked.speaker is not None:
        from searchtool.search.speaker_directory import make_directory, read_people, speaker_query

        people = read_people(settings.speakers)
        directory = make_directory(session.speaker_names(), people, session.analyzer)
        found.append(speaker_query(asked.speaker, directory, session.analyzer) or MATCH_NONE)
    return found


def _filters(asked: SearchRequest) -> tuple[Query, ...]:
    found: list[Query | None] = []
    if asked.path is not None:
        found.append(path_filter(asked.path))
    for name, value, written in (
        ("--since", asked.since, f"{asked.since}.."),
        ("--until", asked.until, f"..{asked.until}"),
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
    from searchtool.render.json import as_json_line

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


def _code(found: bool) -> ExitCode:
    return ExitCode.FOUND if found else ExitCode.NOTHING


def _choose_form(asked: SearchRequest) -> str:
    chosen = [name for name, field in FORMS.items() if getattr(asked, field)]
    if len(chosen) > 1:
        raise UsageError(
            " ".join(f"--{name}" for name in chosen),
            tr("these exclude each other", "эти параметры исключают друг друга"),
            tr("give one of them", "оставьте один"),
        )
    if chosen:
        return chosen[0]
    return "terminal" if sys.stdout.isatty() or asked.color == "always" else "plain"


def _print_results(results: Results, form: str, color: str, explain: bool) -> None:
    if form == "terminal":
        from searchtool.render.terminal import open_console, print_hits

        print_hits(open_console(color), results.hits, explain=explain)
    else:
        _print_lines(_lines(results, form, explain))


def _lines(results: Results, form: str, explain: bool) -> Iterable[str]:
    if form in ("json", "jsonl"):
        from searchtool.render.json import as_json, as_json_lines

        if form == "json":
            return [as_json(results, explain=explain)]
        return as_json_lines(results, explain=explain)
    if form == "csv":
        from searchtool.render.csv import as_csv

        return [as_csv(results)]
    if form == "count":
        return [str(results.complete)]
    from searchtool.render.plain import as_plain

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
                f"{first}–{last} из {plural_ru(results.total, 'абзаца', 'абзацев', 'абзацев')}; "
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
