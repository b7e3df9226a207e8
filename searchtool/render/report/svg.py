"""Lays out the bars of a timeline for SVG: the places of rectangles and labels."""

from collections.abc import Sequence
from typing import NamedTuple

from searchtool.core.counts import Period, Timeline
from searchtool.render.dates import format_period

WIDTH, HEIGHT = 720, 200
"""Of the drawing, in units that are scaled to the page."""

TOP, LEFT, BASE = 24, 8, 24
"""The room above the bars for the largest number, at the sides, and below them for the dates."""

MAX_LABELS = 6
MAX_BAR_WIDTH = 60.0


class Bar(NamedTuple):
    """A bar, and what it stands for."""

    x: float
    y: float
    width: float
    height: float
    title: str


class Label(NamedTuple):
    """A date below the bars; `anchor` is the part of the text that stands at `x`."""

    x: float
    anchor: str
    text: str


def bars(timeline: Timeline) -> list[Bar]:
    """The bars of the periods with any passages."""
    if not timeline.periods:
        return []
    step = _step(timeline.periods)
    room, largest = HEIGHT - TOP - BASE, max(timeline.counts)
    found = []
    for number, (period, count) in enumerate(zip(timeline.periods, timeline.counts, strict=True)):
        if count:
            height = max(room * count / largest, 1.0)
            title = f"{format_period(period)}: {count}"
            x, y = LEFT + number * step, HEIGHT - BASE - height
            found.append(Bar(round(x, 2), round(y, 2), _bar_width(step), round(height, 2), title))
    return found


def labels(timeline: Timeline) -> list[Label]:
    """The first and the last period, and some between them, in words."""
    periods = timeline.periods
    if len(periods) < 2:
        return [Label(LEFT, "start", format_period(period)) for period in periods]
    step, last = _step(periods), len(periods) - 1
    shown = min(MAX_LABELS if timeline.unit == "year" else 3, len(periods))
    numbers = [round(last * place / (shown - 1)) for place in range(shown)]
    found = []
    for number in numbers:
        middle = LEFT + number * step + _bar_width(step) / 2
        anchor = "start" if number == 0 else "end" if number == last else "middle"
        x = LEFT if number == 0 else WIDTH - LEFT if number == last else middle
        found.append(Label(round(x, 2), anchor, format_period(periods[number])))
    return found


def _step(periods: Sequence[Period]) -> float:
    return (WIDTH - 2 * LEFT) / len(periods)


def _bar_width(step: float) -> float:
    return round(min(step * 0.8, MAX_BAR_WIDTH), 2)
