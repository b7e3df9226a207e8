"""How long after a key `search live` shows the hits, over an index that is there.

python -m tests.benchmarks.live_latency INDEX [QUERY...]
"""

import asyncio
import statistics
import sys
import time

from textual.widgets import Input

from searchtool import api
from searchtool.cli.messages import describe_error
from searchtool.core.gc_threshold import GC_THRESHOLD
from searchtool.live.app import LiveApp
from searchtool.live.session import LiveSession

QUERIES = ("кибербезопасность", "глава государства", "пожар в порту", "Путин заявил", "цены на газ")


async def measure(index_path: str, queries: tuple[str, ...]) -> list[float]:
    """Milliseconds from each change of the line to its hits on the screen."""
    found = []
    with api.open_index(index_path) as index:
        app = LiveApp(LiveSession(index), "", api.SearchOptions(), describe_error)
        async with app.run_test(size=(120, 30)) as pilot:
            line = app.query_one("#query", Input)
            for query in queries:
                for end in range(1, len(query) + 1):
                    started = time.perf_counter()
                    line.value = query[:end]  # the pilot waits 50 ms and more after a key
                    asked = app.asked
                    while app.asked == asked or not app.is_settled:
                        await asyncio.sleep(0)
                    found.append((time.perf_counter() - started) * 1000)
                    await pilot.pause()
    return found


def main() -> None:
    """Print the median, the 95th percentile and the slowest key."""
    import gc

    gc.set_threshold(GC_THRESHOLD)
    times = sorted(asyncio.run(measure(sys.argv[1], tuple(sys.argv[2:]) or QUERIES)))
    print(
        f"{len(times)} keys: median {statistics.median(times):.0f} ms, "
        f"95 % within {times[int(len(times) * 0.95)]:.0f} ms, slowest {times[-1]:.0f} ms"
    )


if __name__ == "__main__":
    main()
