"""Prints numbers for a terminal: speakers and other values as tables, a timeline with bars."""

import os
from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from searchtool.core.counts import Counts, GroupCount, Timeline
from searchtool.core.i18n import tr
from searchtool.core.model import Grouping, Sought, SpeakerCount
from searchtool.render.sanitize import one_line
from searchtool.render.terminal import INDENT, print_wrapped
from searchtool.render.timeline import Bar, bars, draw_blocks, draw_signs, row_name, summary

_BY: Mapping[Grouping, tuple[str, str]] = {
    "path": ("File", "Файл"),
    "speaker": ("Name", "Имя"),
    "author": ("Author", "Автор"),
    "date": ("Date", "Дата"),
    "source": ("Source", "Источник"),
}
_COUNTED: Mapping[Sought, tuple[str, str]] = {
    "passage": ("Passages", "Абзацы"),
    "quotation": ("Quotations", "Цитаты"),
    "statement": ("Statements", "Высказывания"),
}
"""The headings of columns."""


def print_speakers(console: Console, speakers: Sequence[SpeakerCount]) -> None:
    """Print speakers as a table: name, numbers of quotations and of retold statements, dates."""
    if not speakers:
        return
    table = _make_table()
    table.add_column(tr("Name", "Имя"), overflow="fold")
    table.add_column(tr("Quotations", "Цитаты"), justify="right")
    table.add_column(tr("Retold", "Пересказы"), justify="right")
    table.add_column(tr("First", "Первая дата"), no_wrap=True)
    table.add_column(tr("Last", "Последняя дата"), no_wrap=True)
    for one in speakers:
        numbers = Text(str(one.quotes)), Text(str(one.retold))
        table.add_row(Text(one_line(one.name)), *numbers, one.first or "", one.last or "")
    console.print(table)


def print_timeline(console: Console, timeline: Timeline) -> None:
    """Print what is counted, then a line for each period: its name, its number, and a bar; with
    rows, those of each row under its name."""
    print_wrapped(console, Text(summary(timeline), style="bold"), indent="")
    if timeline.by is None:
        _print_bars(console, [list(bars(timeline, timeline.counts, timeline.undated))])
        return
    _print_bars(
        console,
        [list(bars(timeline, row.counts, row.undated)) for row in timeline.rows],
        [f"{row_name(row.name, timeline.by)}: {row.total}" for row in timeline.rows],
    )


def print_counts(console: Console, counts: Counts, shown: Sequence[GroupCount]) -> None:
    """Print passages by a value as a table: name, numbers of passages and of documents, dates."""
    if not shown:
        return
    table = _make_table()
    table.add_column(tr(*_BY[counts.by]), overflow="fold")
    table.add_column(tr(*_COUNTED[counts.sought]), justify="right")
    table.add_column(tr("Documents", "Документы"), justify="right")
    table.add_column(tr("First", "Первая дата"), no_wrap=True)
    table.add_column(tr("Last", "Последняя дата"), no_wrap=True)
    for one in shown:
        name = Text(row_name(one.name, counts.by))
        table.add_row(name, str(one.number), str(one.documents), one.first or "", one.last or "")
    console.print(table)


def _make_table() -> Table:
    return Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))


def _print_bars(
    console: Console, groups: Sequence[Sequence[Bar]], headings: Sequence[str] = ()
) -> None:
    """Print groups of bars on one scale, each under its heading, if there are any."""
    every = [bar for group in groups for bar in group]
    longest = max((bar.number for bar in every), default=1)
    label_width = max((len(bar.label) for bar in every), default=0)
    number_width = len(str(longest))
    room = max(console.width - label_width - number_width - 2 * len(INDENT), 0)
    draws = draw_blocks if _has_blocks() else draw_signs
    for number, group in enumerate(groups):
        if headings:
            console.print()
            print_wrapped(console, Text(headings[number], style="bold"), indent="")
        for bar in group:
            line = Text(f"{bar.label:{label_width}}{INDENT}{bar.number:{number_width}}")
            if bar.number and room:
                line.append(INDENT)
                line.append(draws(bar.number / longest, room), style="cyan")
            console.print(line, soft_wrap=True)


def _has_blocks() -> bool:
    """Whether the terminal can draw blocks: not one that says it is dumb, or that has a character
    set other than UTF-8."""
    if os.environ.get("TERM") == "dumb":
        return False
    locale = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_CTYPE", "LANG"))), "UTF-8")
    return "utf" in locale.lower()
