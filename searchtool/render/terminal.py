"""Prints hits for a terminal: title, date, location, and the passage with its matches highlighted.

Only this module and `terminal_tables.py` import rich.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rich.console import Console
from rich.style import Style
from rich.text import Text

from searchtool.core.i18n import decimal, plural_ru, tr
from searchtool.core.model import Hit, Passage, Snippet, Span
from searchtool.render.dates import format_date
from searchtool.render.hit_fields import location, provenance, said_by, speaker_of
from searchtool.render.hyperlinks import has_hyperlinks, target_url
from searchtool.render.sanitize import escape_controls, one_line

MATCH_STYLE = "bold yellow"
INDENT = "  "
MOST_BEFORE_MATCH = 30
"""Characters before the first match where there is room for one line."""


PART_NAMES_RU = {
    "passage": "абзац",
    "context": "контекст",
    "adjacency": "соседние слова",
    "coverage": "охват запроса",
    "all words": "все слова",
    "phrase": "фраза",
    "position": "место в тексте",
    "length": "длина",
    "beginning": "место в абзаце",
    "number": "число",
    "substance": "содержание",
    "topic": "тема",
}
"""What the parts of a score are called in a Russian locale."""


class _Console(Console):
    """A console that leaves a closed pipe to the program. `has_links`: places are links."""

    has_links = False

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def open_console(color: str) -> _Console:
    """A console that writes to standard output; `color` is auto, always or never. Without colour
    the matches are still bold in a terminal."""
    console = _Console(
        file=sys.stdout,
        force_terminal=True if color == "always" else None,
        no_color={"always": False, "never": True}.get(color),
        highlight=False,
        markup=False,
        emoji=False,
    )
    console.has_links = color != "never" and sys.stdout.isatty() and has_hyperlinks()
    return console


def print_hits(console: Console, hits: Sequence[Hit], *, explain: bool = False) -> None:
    """Print hits with a blank line between them; `explain` adds what each score is made of."""
    for number, hit in enumerate(hits):
        if number:
            console.print()
        print_hit(console, hit)
        if explain and hit.explanation:
            print_wrapped(console, Text(_explanation(hit), style="dim"))


def print_hit(console: Console, hit: Hit) -> None:
    """Print one hit: its document, its location, its passage and the neighbours asked for."""
    print_wrapped(console, _heading(hit), indent="")
    place = _location(hit)
    if isinstance(console, _Console) and console.has_links:
        place.stylize(Style(link=target_url(hit)))
    console.print(place, soft_wrap=True)
    alone = not (hit.before or hit.after)
    for passage in hit.before:
        _print_neighbour(console, passage)
        console.print()
    print_wrapped(console, _highlighted(hit.snippet), INDENT if alone else "> ")
    for quote in _shown_speakers(hit):
        print_wrapped(console, Text(f"— {one_line(said_by(quote))}", style="green"))
    for passage in hit.after:
        console.print()
        _print_neighbour(console, passage)


def as_row(hit: Hit) -> Text:
    """A hit in two lines: what it is in, and its words from shortly before the first match on."""
    words = _highlighted(hit.snippet)
    first = min((span.start for span in hit.snippet.highlights), default=0)
    if first > MOST_BEFORE_MATCH:
        start = hit.snippet.text.find(" ", first - MOST_BEFORE_MATCH) + 1
        words = Text("…") + words[start:]
    row = Text("\n").join([_heading(hit), *words.split("\n")[:1]])
    row.no_wrap, row.overflow = True, "ellipsis"
    return row


class Page(NamedTuple):
    """A hit in its document: its place with what stands before it, itself, what stands behind."""

    before: Text
    passage: Text
    after: Text


def as_page(hit: Hit) -> Page:
    """A hit among its neighbours, with its matches and speakers."""
    whole = Snippet(hit.passage.text, hit.highlights)
    speakers = [Text(f"— {one_line(said_by(quote))}", "green") for quote in _shown_speakers(hit)]
    head = Text("\n").join([_heading(hit), _location(hit)])
    return Page(
        _paragraphs([head, *map(_neighbour, hit.before)]),
        _paragraphs([Text("\n").join([Text("> ") + _highlighted(whole), *speakers])]),
        _paragraphs(map(_neighbour, hit.after)),
    )


NO_PAGE = Page(Text(), Text(), Text())


def _paragraphs(parts: Iterable[Text]) -> Text:
    return Text("\n\n").join(parts) + "\n"


def print_provenance(console: Console, hit: Hit) -> None:
    """Print what is known of the document: encoding, format, language, author and URL."""
    print_wrapped(console, Text(one_line(provenance(hit.document)), style="dim"), indent="")


def _shown_speakers(hit: Hit) -> Iterator[Passage]:
    """The quotation itself, or those quotations of a paragraph that hold a match, one for each
    speaker; only where the speaker is known."""
    if hit.passage.kind == "quote":
        if speaker_of(hit.passage):
            yield hit.passage
        return
    start = hit.passage.span.start
    shown: set[str] = set()
    for quote in hit.quotes:
        first, last = quote.span.start - start, quote.span.end - start
        holds_match = any(first <= match.start and match.end <= last for match in hit.highlights)
        if holds_match and speaker_of(quote) and speaker_of(quote) not in shown:
            shown.add(speaker_of(quote))
            yield quote


def _location(hit: Hit) -> Text:
    line = Text(escape_controls(location(hit)), style="cyan")
    if hit.passage.section:
        line.append(f" · {one_line(hit.passage.section)}", style="dim")
    if hit.passage.ocr:
        line.append(tr(" · OCR", " · распознано"), style="dim")
    return line


def _heading(hit: Hit) -> Text:
    title = one_line(hit.document.title) or one_line(hit.document.id)
    heading = Text.assemble((f"{hit.rank}. " if hit.rank else ""), (title, "bold"))
    if hit.document.date:
        heading.append(f" · {format_date(hit.document.date)}")
    if hit.duplicates > 1:
        heading.append(f" · {_other_sources(hit.duplicates - 1)}")
    if hit.is_reprint:
        heading.append(tr(" · reprint", " · перепечатка"))
    if hit.file_state == "changed":
        heading.append(tr(" · changed after indexing", " · изменён после индексации"), style="red")
    elif hit.file_state == "missing":
        heading.append(tr(" · the file no longer exists", " · файла больше нет"), style="red")
    elif hit.file_state == "unknown":
        heading.append(
            tr(" · the file cannot be read now", " · файл сейчас не прочитать"), style="red"
        )
    return heading


def _other_sources(count: int) -> str:
    return tr(
        f"and {count} more {'source' if count == 1 else 'sources'}",
        f"и ещё {plural_ru(count, 'источник', 'источника', 'источников')}",
    )


def _explanation(hit: Hit) -> str:
    parts = (
        f"{decimal(part, 2)} {tr(name, PART_NAMES_RU[name])}"
        for name, part in hit.explanation.items()
        if part
    )
    return f"{decimal(hit.score, 2)} = {' + '.join(parts)}"


def _highlighted(snippet: Snippet) -> Text:
    text = Text("\n".join(map(escape_controls, snippet.text.split("\n"))))
    for span in _merged_highlights(snippet):
        text.stylize(MATCH_STYLE, span.start, span.end)
    return text


def _merged_highlights(snippet: Snippet) -> list[Span]:
    """The highlights, as one where only spaces or hyphens are between them: a phrase is highlighted
    whole."""
    merged: list[Span] = []
    for span in snippet.highlights:
        if merged and not snippet.text[merged[-1].end : span.start].strip(" -‐‑–"):
            merged[-1] = Span(merged[-1].start, span.end)
        else:
            merged.append(span)
    return merged


def _print_neighbour(console: Console, passage: Passage) -> None:
    print_wrapped(console, _neighbour(passage))


def _neighbour(passage: Passage) -> Text:
    lines = passage.text.split("\n") if passage.role == "verse" else [passage.text]
    return Text("\n".join(map(one_line, lines)), style="dim")


def print_wrapped(console: Console, text: Text, indent: str = INDENT) -> None:
    """Print text wrapped to the width; rich's Padding would fill the lines with spaces."""
    for line in text.wrap(console, max(console.width - len(indent), 10)):
        line.rstrip()
        console.print(Text(indent) + line, soft_wrap=True)
