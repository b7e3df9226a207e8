"""Prints the processor time of a query in a process that goes on, in milliseconds.

    python tests/benchmarks/warm_script.py INDEX QUERIES

The first half of a file of queries is asked before the clock runs. A script of its own, so that it
runs with the code of any checkout.
"""

import gc
import sys
import time
from pathlib import Path

from searchtool import open_index
from searchtool.core.gc_threshold import GC_THRESHOLD


def main(index_path: Path, queries: list[str]) -> None:
    gc.set_threshold(GC_THRESHOLD)
    half = len(queries) // 2
    with open_index(index_path) as index:
        for query in queries[:half]:
            index.search(query)
        started = time.process_time()
        for query in queries[half:]:
            index.search(query)
        print((time.process_time() - started) / (len(queries) - half) * 1000)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]).read_text("utf-8").splitlines())
