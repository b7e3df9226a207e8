"""The sentences beside the hits: how the query was read, what else there is, or why nothing."""

from collections.abc import Iterator

from searchtool.core.i18n import plural_ru, tr
from searchtool.core.model import Results, Sought, Suggestion
from searchtool.render.nouns import NOUNS

REASONS = {
    "layout": ("another keyboard layout", "другая раскладка клавиатуры"),
    "transliteration": ("Russian in Latin letters", "русское слово латиницей"),
    "spacing": ("missing space", "пропущен пробел"),
    "spelling": ("a typo", "опечатка"),
}


def notes_on_reading(results: Results) -> Iterator[str]:
    """What was not understood in the query, and what a filter by date left out."""
    yield from results.notes
    yield from note_on_undated(results.undated, results.sought)


def note_on_undated(number: int, sought: Sought) -> Iterator[str]:
    """How much a filter by date left out only because documents have no date."""
    if number:
        counted = NOUNS[sought].counted(number)
        yield tr(
            f"documents without a date are left out: {counted}",
            f"документы без даты не учтены: {counted}",
        )


def notes_before(results: Results, *, explain: bool) -> Iterator[str]:
    """How the query was read, and what was searched instead."""
    yield from notes_on_reading(results)
    if suggestion := results.suggestion:
        yield tr(
            f"no results for: {results.query}; showing: {_meant(suggestion)}",
            f"по запросу „{results.query}“ ничего нет; показано по запросу {_meant(suggestion)}",
        )
    if explain:
        yield tr("understood as: ", "запрос понят как: ") + results.understood
        for word in results.words:
            others = (*word.also, *word.expansions)
            also = f" (+ {', '.join(others)})" if others else ""
            yield f"  {word.word}: {word.passages}{also}"


def notes_after(results: Results) -> Iterator[str]:
    """Whether there is more, or why there is nothing or not all that was asked for."""
    if not results.hits:
        yield _nothing(results)
        return
    if results.relaxed:
        yield _relaxed(results)
    if results.more:
        yield _more(results)
    elif results.total > results.hits[-1].rank:
        yield _merged(results)


def note_on_none(results: Results) -> str:
    """Why no passage holds all the words, where only these are counted."""
    nothing = tr("nothing found", "ничего не найдено")
    if suggestion := results.suggestion:
        meant = tr("did you mean: ", "возможно, вы искали ") + _meant(suggestion)
        return f"{nothing}; {meant}"
    reasons = [_in_paragraphs(results)] if results.in_paragraphs else []
    if len(results.words) > 1:
        reasons.append(_counts(results))
    return ": ".join([nothing, "; ".join(reasons)]) if reasons else nothing


def note_on_uncounted(results: Results) -> str:
    """How many passages the answer has that are not counted, as they lack some of the words."""
    counted = NOUNS[results.sought].counted(results.total - results.complete)
    if results.is_one_word:
        return tr(
            f"with related words only, not counted: {counted}",
            f"только с родственными словами, не учтено: {counted}",
        )
    return tr(
        f"with some of the words only, not counted: {counted}",
        f"только с частью слов, не учтено: {counted}",
    )


def _meant(suggestion: Suggestion) -> str:
    english, russian = REASONS[suggestion.reason]
    return tr(f"{suggestion.text} ({english})", f"„{suggestion.text}“ ({russian})")


def _nothing(results: Results) -> str:
    if not results.total:
        return note_on_none(results)
    total = NOUNS[results.sought].counted(results.total)
    return tr(f"past the last hit; {total} in all", f"дальше ничего нет; всего {total}")


def _in_paragraphs(results: Results) -> str:
    paragraphs = NOUNS["passage"].counted(results.in_paragraphs)
    none = NOUNS[results.sought]
    return tr(f"{paragraphs}, no {none.english}s", f"{paragraphs}, {none.many} нет")


def _more(results: Results) -> str:
    first, last = results.hits[0].rank, results.hits[-1].rank
    number = results.total if results.relaxed else _complete(results)
    partial = number < results.total
    noun = NOUNS[results.sought]
    of = plural_ru(number, noun.few, noun.many, noun.many)
    option = f"-n {2 * last}" if first == 1 else f"--offset {last}"
    rest = f" {_beside(results)}" if partial else ""
    return tr(
        f"{_range(first, last, '-')} of {noun.counted(number)}{rest}; more: {option}",
        f"{_range(first, last, '–')} из {of}{rest}; ещё: {option}",
    )


def _beside(results: Results) -> str:
    """How many there are beside those that hold all the words."""
    total = results.total
    if results.is_one_word:
        return tr(
            f"with the word itself, {total} with related ones",
            f"с самим словом, с родственными — {total}",
        )
    return tr(
        f"with all the words, {total} with some of them",
        f"со всеми словами, с частью слов — {total}",
    )


def _range(first: int, last: int, dash: str) -> str:
    return str(first) if first == last else f"{first}{dash}{last}"


def _merged(results: Results) -> str:
    total = NOUNS[results.sought].counted(results.total)
    return tr(
        f"{total} in all; the same words are shown once (--all shows each)",
        f"всего {total}; одинаковые показаны один раз (все — с --all)",
    )


def _relaxed(results: Results) -> str:
    if results.is_one_word:
        return _related(results)
    noun = NOUNS[results.sought]
    if complete := _complete(results):
        where = plural_ru(complete, noun.in_one, noun.in_many, noun.in_many)
        return tr(
            f"all the words: {noun.counted(complete)}; below, {noun.english}s with some of them "
            f"({_counts(results)})",
            f"все слова — в {where}; ниже — {noun.all} с частью слов ({_counts(results)})",
        )
    return tr(
        f"no {noun.english} has all the words; showing the closest ones ({_counts(results)})",
        f"{noun.few} со всеми словами нет; показаны самые близкие ({_counts(results)})",
    )


def _related(results: Results) -> str:
    noun = NOUNS[results.sought]
    if complete := _complete(results):
        where = plural_ru(complete, noun.in_one, noun.in_many, noun.in_many)
        return tr(
            f"the word itself: {noun.counted(complete)}; below, {noun.english}s with related words "
            "(--explain names them)",
            f"само слово — в {where}; ниже — {noun.all} с родственными словами "
            "(какими, покажет --explain)",
        )
    return tr(
        f"no {noun.english} has the word itself; showing related words (--explain names them)",
        f"{noun.many} с самим словом нет; показаны с родственными (какими, покажет --explain)",
    )


def _complete(results: Results) -> int:
    """How many hold all the words of what was searched in the end."""
    return results.suggestion.complete if results.suggestion else results.complete


def _counts(results: Results) -> str:
    return ", ".join(f"{w.word} {w.passages}" for w in results.words)
