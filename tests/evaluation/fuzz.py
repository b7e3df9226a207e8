"""`make fuzz`: checks that none of 100,000 random queries raises or takes over a second.

    python -m tests.evaluation.fuzz [COUNT]

Over the news articles, on every engine that keeps files.
"""

import random
import sys
import tempfile
import time
from pathlib import Path

from searchtool.engines import ENGINES
from searchtool.index.plan import Plan, RunCallbacks
from searchtool.index.update import update_index
from searchtool.search.session import open_index
from tests.evaluation.judged import SETS, SHARED, read_queries

MAX_SECONDS = 1.0
SIGNS = (
    '()|"=*~-:.,«»“”„“ \t\0\x1b\u202e\u0301\u00ad~3'
    " ИЛИ НЕ OR AND title: date: path: автор: 2019.. 7d"
)
NASTY = [
    "", " ", "-", "=", "*", "~", '"', "()", '""', "((((", "))))", "а*", "*", "п* о* в* с*", "е~",
    "и~ в~ на~", '"и в"~9999', '"а б"~99999999999999999999', "-и -в -на", "НЕ НЕ НЕ", "OR OR",
    "title:", "date:", "date:..", "date:0000", "date:99999d..", "автор:",
    '"по* ро* в~"', "«" * 500, "«а» «" * 300, "path:*", "path:[", "title:и", "и" * 10_000,
    "(" * 5_000, "слово " * 5_000, "\ud800", "\0", "a\u0301" * 2_000, "-" * 3_000, "т* " * 300,
    '"' + "и в на " * 200 + '"', "премьер-" * 300 + "министр", "💥", "=" * 500, "https://a.b/c?d=e#f",
]  # fmt: skip


def main(count: int) -> int:
    """The exit code: 1 when a query was slow; an exception ends the run."""
    draw = random.Random(1)
    seeds = [query.text for name in SETS for query in read_queries(name)]
    slow = 0
    with tempfile.TemporaryDirectory() as folder:
        for engine in sorted(ENGINES):
            update_index(Path(folder), Plan([SHARED / "news"], True, engine), RunCallbacks())
            index = open_index(Path(folder))
            queries = NASTY + [mutate(draw.choice(seeds), draw) for _ in range(count)]
            for query in queries:
                started = time.perf_counter()
                index.search(query)
                if (seconds := time.perf_counter() - started) > MAX_SECONDS:
                    slow += 1
                    print(f"{engine}: {seconds:.1f} s for {query[:80]!r}", flush=True)
            print(f"{engine}: {len(queries)} queries, {slow} slow", flush=True)
    return 1 if slow else 0


def mutate(text: str, draw: random.Random) -> str:
    """A few letters of a real query cut, doubled or replaced by signs of the query language."""
    start = draw.randrange(len(text))
    text = text[start : start + draw.randrange(1, 60)]
    for _ in range(draw.randrange(4)):
        place = draw.randrange(len(text) + 1)
        way = draw.randrange(3)
        sign = draw.choice(SIGNS) if way else chr(draw.randrange(1, 0x3000))
        text = text[:place] + sign * draw.choice((1, 1, 2, 5)) + text[place + (way == 2) :]
    return text


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
