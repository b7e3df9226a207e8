"""Measured values with their medians, quartiles and ratios."""

import statistics
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple


class Key(NamedTuple):
    """What was measured: of which part of the bench, of whom, and what."""

    part: str
    subject: str
    measure: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure of one subject, with every value that was taken."""

    key: Key
    unit: str
    values: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle one.

        >>> Figure(Key("cold", "search", "one word"), "ms", (9.0, 1.0, 2.0)).median
        2.0
        """
        return statistics.median(self.values)

    @property
    def quartiles(self) -> tuple[float, float]:
        """Between which the middle half lies.

        >>> Figure(Key("cold", "search", "one word"), "ms", (1.0, 2.0, 3.0, 4.0, 5.0)).quartiles
        (2.0, 4.0)
        """
        if len(self.values) < 2:
            return self.values[0], self.values[0]
        first, _, third = statistics.quantiles(self.values, n=4, method="inclusive")
        return first, third


class Figures:
    """All figures of a run, in the order they were taken."""

    def __init__(self, figures: Iterable[Figure] = ()) -> None:
        self._figures = {figure.key: figure for figure in figures}

    def add(
        self, part: str, subject: str, measure: str, unit: str, values: Iterable[float]
    ) -> None:
        """A later figure of the same key replaces the earlier one."""
        key = Key(part, subject, measure)
        self._figures[key] = Figure(key, unit, tuple(values))

    def __iter__(self) -> Iterator[Figure]:
        return iter(self._figures.values())

    def get(self, part: str, subject: str, measure: str) -> Figure | None:
        """None where it was not measured."""
        return self._figures.get(Key(part, subject, measure))

    def median(self, part: str, subject: str, measure: str) -> float | None:
        """None where it was not measured."""
        figure = self.get(part, subject, measure)
        return figure.median if figure else None

    def subjects(self, part: str) -> list[str]:
        """Who was measured in a part."""
        return list(dict.fromkeys(key.subject for key in self._figures if key.part == part))

    def measures(self, part: str) -> list[str]:
        """What was measured in a part."""
        return list(dict.fromkeys(key.measure for key in self._figures if key.part == part))


def ratio(one: float | None, other: float | None) -> float | None:
    """How many times the other one is; None where one of them is unknown.

    >>> ratio(3.0, 2.0), ratio(None, 2.0), ratio(3.0, 0.0)
    (1.5, None, None)
    """
    return one / other if one is not None and other else None
