"""The sentences beside the hits: how the query was read, what else there is, or why nothing."""

from collections.abc import Iterator

from searchtool.core.i18n import plural_ru, tr
from searchtool.core.model import Results

REASONS = {
    "layout": ("another keyboard layout", "другая раскладка клавиатуры"),
    "transliteration": ("Russian in Latin letters", "русское слово латиницей"),
    "spacing": ("missing space", "пропущен пробел"),
    "spelling": ("a typo", "опечатка"),
}


def notes_before(results: Results, *, explain: bool) -> Iterator[str]:
    """How the query was read, and what was searched instead."""
    yield from results.notes
    if suggestion := results.suggestion:
        english, russian = REASONS[suggestion.reason]
        yield tr(
            f"no results for: {results.query}; showing: {suggestion.text} ({english})",
            f"по запросу „{results.query}“ ничего нет; показано по запросу „{suggestion.text}“ "
            f"({russian})",
        )
    if explain:
        yield tr("understood as: ", "запрос понят как: ") + results.understood
        for word in results.words:
            derived = f" (+ {', '.join(word.expansions)})" if word.expansions else ""
            yield f"  {word.word}: {word.passages}{derived}"


def note_after(results: Results) -> str | None:
    """Whether there is more, or why there is nothing or not all that was asked for."""
    if not results.hits:
        return _nothing(results)
    if results.relaxed:
        return _relaxed(results)
    if results.total > len(results.hits):
        return _more(results)
    return None


def _more(results: Results) -> str:
    first, last = results.hits[0].rank, results.hits[-1].rank
    limit = 2 * len(results.hits)
    nouns = ("цитаты", "цитат") if _are_quotes(results) else ("абзаца", "абзацев")
    total = plural_ru(results.total, nouns[0], nouns[1], nouns[1])
    english = "quotations" if _are_quotes(results) else "passages"
    return tr(
        f"{first}-{last} of {results.total} {english}; more: -n {limit}",
        f"{first}–{last} из {total}; ещё: -n {limit}",
    )


def _are_quotes(results: Results) -> bool:
    return results.hits[0].passage.kind == "quote"


def _nothing(results: Results) -> str:
    if results.total:
        return tr(f"total passages: {results.total}", f"всего абзацев: {results.total}")
    line = tr("nothing found", "ничего не найдено")
    return f"{line}: {_counts(results)}" if len(results.words) > 1 else line


def _relaxed(results: Results) -> str:
    if results.complete:
        where = plural_ru(results.complete, "абзаце", "абзацах", "абзацах")
        english = "passage" if results.complete == 1 else "passages"
        return tr(
            f"all the words: {results.complete} {english}; below, passages with some of them "
            f"({_counts(results)})",
            f"все слова — в {where}; ниже — абзацы с частью слов ({_counts(results)})",
        )
    return tr(
        f"no passage has all the words; showing the closest ones ({_counts(results)})",
        f"абзаца со всеми словами нет; показаны самые близкие ({_counts(results)})",
    )


def _counts(results: Results) -> str:
    return ", ".join(f"{w.word} {w.passages}" for w in results.words)
