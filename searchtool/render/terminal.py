"""Results in, what a person sees out: title, date, address, the passage with its words marked."""

import datetime
import sys
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from searchtool.core.i18n import plural_ru, speaks_russian, tr
from searchtool.core.model import Hit, Passage, Snippet, Span
from searchtool.render.hit_fields import location, provenance, speaker_of
from searchtool.render.sanitize import escape_controls, one_line

MATCH = "bold yellow"
INDENT = "  "
_MONTHS_RU = (
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
).split()
_MONTHS_EN = (
    "January February March April May June July August September October November December"
).split()


class _Output(Console):
    """A console that leaves a closed pipe to the program."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def open_console(color: str) -> Console:
    """Standard output as a console; `color` is auto, always or never.

    Without colour the matches are still bold in a terminal.
    """
    return _Output(
        file=sys.stdout,
        force_terminal=True if color == "always" else None,
        no_color={"always": False, "never": True}.get(color),
        highlight=False,
        markup=False,
        emoji=False,
    )


def print_hits(console: Console, hits: Sequence[Hit], *, explain: bool = False) -> None:
    """The hits one below the other, a blank line between them; `explain` adds their scores."""
    for number, hit in enumerate(hits):
        if number:
            console.print()
        print_hit(console, hit)
        if explain and hit.explanation:
            parts = " + ".join(
                f"{part:.2f} {name}" for name, part in hit.explanation.items() if part
            )
            _print_wrapped(console, Text(f"{hit.score:.2f} = {parts}", style="dim"))


def print_hit(console: Console, hit: Hit) -> None:
    """One hit: its document, its address, its passage and the neighbours asked for."""
    _print_wrapped(console, _heading(hit), indent="")
    console.print(_address(hit), soft_wrap=True)
    alone = not (hit.before or hit.after)
    for passage in hit.before:
        _print_neighbour(console, passage)
        console.print()
    _print_wrapped(console, _marked(hit.snippet), INDENT if alone else "> ")
    for quote in _shown_speakers(hit):
        _print_wrapped(console, Text(f"— {one_line(speaker_of(quote))}", style="green"))
    for passage in hit.after:
        console.print()
        _print_neighbour(console, passage)


def print_origin(console: Console, hit: Hit) -> None:
    """What kind of text a hit is from."""
    _print_wrapped(console, Text(one_line(provenance(hit.document)), style="dim"), indent="")


def _shown_speakers(hit: Hit) -> Iterator[Passage]:
    """A quotation whose speaker is known, or those of a paragraph in which the match lies."""
    if hit.passage.kind == "quote":
        if speaker_of(hit.passage):
            yield hit.passage
        return
    start = hit.passage.span.start
    said: set[str] = set()
    for quote in hit.quotes:
        first, last = quote.span.start - start, quote.span.end - start
        holds_match = any(first <= match.start and match.end <= last for match in hit.highlights)
        if holds_match and speaker_of(quote) and speaker_of(quote) not in said:
            said.add(speaker_of(quote))
            yield quote


def _address(hit: Hit) -> Text:
    address = Text(escape_controls(location(hit)), style="cyan")
    if hit.passage.section:
        address.append(f" · {one_line(hit.passage.section)}", style="dim")
    return address


def _heading(hit: Hit) -> Text:
    title = one_line(hit.document.title) or one_line(hit.document.id)
    heading = Text.assemble((f"{hit.rank}. " if hit.rank else ""), (title, "bold"))
    if hit.document.date:
        heading.append(f" · {format_date(hit.document.date)}")
    if hit.duplicates > 1:
        more = hit.duplicates - 1
        heading.append(
            tr(
                f" · and {more} more",
                f" · и ещё {plural_ru(more, 'источник', 'источника', 'источников')}",
            )
        )
    if hit.file_state != "same":
        heading.append(f" · {_source_note(hit)}", style="red")
    return heading


def _source_note(hit: Hit) -> str:
    if hit.file_state == "missing":
        return tr("the file is gone", "файла больше нет")
    return tr("the file has changed since", "файл с тех пор изменился")


def _marked(snippet: Snippet) -> Text:
    text = Text("\n".join(map(escape_controls, snippet.text.split("\n"))))
    for span in _joined(snippet):
        text.stylize(MATCH, span.start, span.end)
    return text


def _joined(snippet: Snippet) -> list[Span]:
    """Highlights with nothing but space between them as one, so that a phrase is marked whole."""
    joined: list[Span] = []
    for span in snippet.highlights:
        if joined and not snippet.text[joined[-1].end : span.start].strip(" -‐‑–"):
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return joined


def _print_neighbour(console: Console, passage: Passage) -> None:
    lines = passage.text.split("\n") if passage.role == "verse" else [passage.text]
    _print_wrapped(console, Text("\n".join(map(one_line, lines)), style="dim"))


def _print_wrapped(console: Console, text: Text, indent: str = INDENT) -> None:
    """Wrapped to the width; a Padding would fill the lines with spaces."""
    for line in text.wrap(console, max(console.width - len(indent), 10)):
        line.rstrip()
        console.print(Text(indent) + line, soft_wrap=True)


def format_date(date: str) -> str:
    """An ISO date for people: 14 июня 2024, or 14 June 2024."""
    day = datetime.date.fromisoformat(date)
    if speaks_russian():
        return f"{day.day} {_MONTHS_RU[day.month - 1]} {day.year}"
    return f"{day.day} {_MONTHS_EN[day.month - 1]} {day.year}"
