"""What the forms of a report say of the query, the index and the files, in the user's language."""

from collections.abc import Iterator, Mapping

from searchtool.core.evidence import Evidence, SourceFile
from searchtool.core.i18n import tr
from searchtool.core.model import FileState, Hit
from searchtool.render.dates import format_date
from searchtool.render.hit_fields import said_by
from searchtool.render.nouns import NOUNS

_FILTERS: Mapping[str, tuple[str, str]] = {
    "speaker": ("said by", "кто сказал"),
    "title": ("title", "заголовок"),
    "author": ("author", "автор"),
    "path": ("path", "путь"),
    "since": ("since", "не раньше"),
    "until": ("until", "не позже"),
    "confident": ("only confident speakers", "только надёжно определённые авторы слов"),
    "sort": ("order", "порядок"),
    "expand": ("only the words as typed", "только сами слова"),
}
_SWITCHES = ("confident", "expand")
_ORDERS = {
    "newest": ("newest first", "сначала новые"),
    "date": ("newest first", "сначала новые"),
    "oldest": ("oldest first", "сначала старые"),
}
_STATES: Mapping[FileState, tuple[str, str]] = {
    "same": ("unchanged since indexed", "не изменился после индексации"),
    "changed": ("changed after indexing", "изменён после индексации"),
    "missing": ("the file no longer exists", "файла больше нет"),
    "unknown": ("the file cannot be read now", "файл сейчас не прочитать"),
}


def heading(evidence: Evidence) -> str:
    """The title of the report."""
    query = evidence.results.query
    asked = tr(f"“{query}”", f"«{query}»") if query else tr("all passages", "все абзацы")
    return tr(f"Search report: {asked}", f"Отчёт о поиске: {asked}")


def facts(evidence: Evidence) -> Iterator[tuple[str, str]]:
    """What was asked, when, of what, and what was found: names and values."""
    results = evidence.results
    if results.query:
        yield tr("Query", "Запрос"), results.query
        yield tr("Understood as", "Понят как"), results.understood
    if evidence.filters:
        yield tr("Filters", "Условия"), "; ".join(map(_filter, evidence.filters.items()))
    yield tr("Asked", "Задан"), format_time(evidence.asked)
    yield tr("Found", "Найдено"), _found(evidence)
    yield tr("Shown", "Показано"), str(len(results.hits))
    yield tr("Index", "Индекс"), evidence.index_path
    yield tr("Indexed", "Обновлён"), format_time(evidence.indexed) if evidence.indexed else ""


def warnings(evidence: Evidence) -> Iterator[str]:
    """What a reader must know before trusting the hits."""
    results = evidence.results
    if results.suggestion:
        query, meant = results.query, results.suggestion.text
        yield tr(
            f"There are no results for “{query}”; these are for “{meant}”.",
            f"По запросу «{query}» ничего нет; показано по запросу «{meant}».",
        )
    elif results.relaxed:
        yield tr(
            "Some of the hits lack some of the words; the timeline leaves these out.",
            "В части найденного есть не все слова; на шкале времени такого нет.",
        )
    yield from results.notes
    if results.undated:
        counted = NOUNS[results.sought].counted(results.undated)
        yield tr(
            f"Documents without a date are left out: {counted}.",
            f"Документы без даты не учтены: {counted}.",
        )
    if not evidence.is_complete:
        yield tr("The index does not hold everything.", "В индексе не всё.")
    stale = [file.path for file in evidence.files.values() if file.state != "same"]
    if stale:
        names = ", ".join(stale)
        yield tr(
            f"Not as they were when they were indexed: {names}.",
            f"Не те, что при индексации: {names}.",
        )


def file_state(state: FileState) -> str:
    """What has become of a file."""
    return tr(*_STATES[state])


def digest(file: SourceFile) -> str:
    """The digest of a file, or that there is none."""
    return file.sha256 or tr("none, the file cannot be read", "нет: файл не прочитать")


def speakers(hit: Hit) -> str:
    """Who speaks in a paragraph."""
    return "; ".join(dict.fromkeys(filter(None, map(said_by, hit.quotes))))


def copies(hit: Hit) -> str:
    """In how many other documents the same stands; empty if in none."""
    others = hit.duplicates - 1
    return tr(f"in {others} more documents", f"ещё в документах: {others}") if others else ""


def format_time(time: str) -> str:
    """A time in UTC: 28 November 2026, 06:48 UTC."""
    return f"{format_date(time[:10])}, {time[11:16]} UTC"


def _filter(given: tuple[str, str]) -> str:
    name, value = given
    words = tr(*_FILTERS[name])
    if name in _SWITCHES:
        return words
    return f"{words}: {tr(*_ORDERS[value]) if value in _ORDERS else value}"


def _found(evidence: Evidence) -> str:
    results = evidence.results
    noun = NOUNS[results.sought]
    complete = results.suggestion.complete if results.suggestion else results.complete
    if results.total > complete:
        return tr(
            f"{noun.counted(complete)} with all the words, {results.total} with some of them",
            f"{noun.counted(complete)} со всеми словами, с частью слов — {results.total}",
        )
    return noun.counted(results.total)
