"""How long after a key `search live` shows the hits, over an index that is there.

python -m tests.benchmarks.live_latency INDEX [QUERY...]
"""

import asyncio
import statistics
import sys
import time

from searchtool import api
from searchtool.cli.messages import describe_error
from searchtool.core.gc_threshold import GC_THRESHOLD
from searchtool.live.app import LiveApp
from searchtool.live.session import LiveSession

QUERIES = ("кибербезопасность", "глава государства", "пожар в порту", "Путин заявил", "цены на газ")


async def measure(index_path: str, queries: tuple[str, ...]) -> list[float]:
    """Milliseconds from each key to its hits on the screen."""
    found = []
    with api.open_index(index_path) as index:
        app = LiveApp(LiveSession(index), "", api.SearchOptions(), describe_error)
        async with app.run_test(size=(120, 30)) as pilot:
            for query in queries:
                for letter in query:
                    started = time.perf_counter()
                    await pilot.press(letter)
                    while not app.is_settled:
                        await asyncio.sleep(0)
                    found.append((time.perf_counter() - started) * 1000)
                await pilot.press(*["backspace"] * len(query))
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
