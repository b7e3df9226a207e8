"""The targets of the benchmark, and whether measured figures meet them."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.benchmarks.figures import Figures, Key, ratio

COLD = Key("cold", "search", "one word")
ONE_COPY, TEN_COPIES = "1 copy", "10 copies"


@dataclass(frozen=True, slots=True)
class Target:
    """A figure, or how many times another one it is, and its limit."""

    text: str
    of: Key
    limit: float
    to: Key | None = None
    unit: str = "x"
    is_floor: bool = False
    is_strict: bool = False

    def measured(self, figures: Figures) -> float | None:
        """None where one of the figures is missing."""
        value = figures.median(*self.of)
        return value if self.to is None else ratio(value, figures.median(*self.to))

    def is_met(self, measured: float) -> bool:
        """Whether a value keeps within the limit.

        >>> Target("", COLD, 2.0).is_met(2.0), Target("", COLD, 2.0, is_strict=True).is_met(2.0)
        (True, False)
        >>> Target("", COLD, 200.0, is_floor=True).is_met(250.0)
        True
        """
        if self.is_floor:
            return measured >= self.limit
        return measured < self.limit if self.is_strict else measured <= self.limit

    @property
    def bound(self) -> str:
        """The limit as one writes it.

        >>> (
        ...     Target("", COLD, 3.5).bound,
        ...     Target("", COLD, 200, unit="queries/s", is_floor=True).bound,
        ... )
        ('≤ 3.5 x', '≥ 200 queries/s')
        """
        sign = "≥" if self.is_floor else "<" if self.is_strict else "≤"
        return f"{sign} {self.limit:g} {self.unit}"


def growth(measure: str, copies: str = TEN_COPIES) -> Key:
    """A figure of that many copies."""
    return Key("growth", copies, measure)


TARGETS: Sequence[Target] = (
    Target(
        "indexing, everything on: recollindex on the same files",
        Key("indexing", "search", "wall"),
        1.8,
        Key("indexing", "recoll", "wall"),
    ),
    Target(
        "the same: recollindex with one thread",
        Key("indexing", "search", "wall"),
        1.8,
        Key("indexing", "recoll (one thread)", "wall"),
    ),
    Target(
        "indexing the news with the whoosh engine: plain Whoosh on the same passages",
        Key("news", "search, whoosh engine", "wall"),
        1.0,
        Key("news", "Whoosh", "wall"),
    ),
    Target(
        "peak memory of indexing, whole process tree",
        Key("indexing", "search", "peak"),
        1024,
        unit="MiB",
    ),
    Target("the same with 10 copies", growth("peak"), 1024, unit="MiB"),
    Target(
        "the same with 10 copies, without pages of mapped files",
        growth("private"),
        1024,
        unit="MiB",
    ),
    Target(
        "cold query --json: the minimal tantivy script",
        COLD,
        2.3,
        Key("cold", "tantivy, minimal", COLD[2]),
    ),
    Target(
        "cold query, terminal layout: the minimal tantivy script",
        Key("cold", "search, terminal layout", "one word"),
        3.8,
        Key("cold", "tantivy, minimal", "one word"),
    ),
    Target(
        "cold query --json: `rg -i` over the same files",
        COLD,
        1.0,
        Key("cold", "ripgrep", COLD[2]),
        is_strict=True,
    ),
    Target(
        "cold query, whoosh engine on the news: the bare tantivy script on the news",
        Key("cold", "search, whoosh engine, news", "one word"),
        5.0,
        Key("cold", "tantivy, news", "one word"),
    ),
    Target("cold query, eleven words: one word", Key("cold", "search", "eleven words"), 1.25, COLD),
    Target(
        "warm, all classes of queries mixed, one core",
        Key("warm", "search", "all"),
        200,
        unit="queries/s",
        is_floor=True,
    ),
    Target("refresh, nothing changed", Key("refresh", "search", "nothing changed"), 2.0, unit="s"),
    Target(
        "refresh, one file changed", Key("refresh", "search", "one file changed"), 2.5, unit="s"
    ),
    Target(
        "refresh, nothing changed: recollindex on the same files",
        Key("refresh", "search", "nothing changed"),
        1.0,
        Key("refresh", "recoll", "nothing changed"),
    ),
    Target(
        "cold query on 10 copies: on one", growth("one word"), 1.2, growth("one word", ONE_COPY)
    ),
    Target("indexing 10 copies: one", growth("wall"), 10.5, growth("wall", ONE_COPY)),
    Target("index of 10 copies on disk: their text", growth("index"), 2.0, growth("text")),
)
