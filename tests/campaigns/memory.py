"""The peak memory of all processes of an indexing run, over files that are large, or many.

With 1,000 rounds that is a line of 64 MB, a text of 1 GB, .jsonl of 300 MB and 100,000 small files,
with fewer ones a part of each.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.campaigns.campaign import Options, Round

MAX_BYTES = 1 << 30
POLL_SECONDS = 0.2
FULL_SIZE = 1_000
SENTENCE = "Депутаты приняли закон о берегах Волги, сообщил премьер Иван Лесной. "
PARAGRAPH = SENTENCE * 6 + "\n\n"


def run(options: Options) -> Iterator[Round]:
    """Each kind of file once."""
    for name, write in KINDS.items():
        docs = options.folder / "docs"
        docs.mkdir()
        write(docs, options.rounds / FULL_SIZE)
        started = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, "-P", "-c", "from searchtool.cli.main import main; main()",
             "index", str(docs), "--engine", options.engine, "-q"],
            cwd=options.folder,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )  # fmt: skip
        peak = 0
        while process.poll() is None:
            peak = max(peak, sum(map(_private_bytes, _tree(process.pid))))
            time.sleep(POLL_SECONDS)
        _, err = process.communicate()
        fault = f"{peak >> 20} MiB" if peak > MAX_BYTES else ""
        refused = "needs more memory than allowed" in err
        if process.returncode and not refused:
            fault = f"{process.returncode} {err!r}"
        told = ", refused with a line" if refused else ""
        outcome = f"{name}{told}, {peak >> 20} MiB in {time.monotonic() - started:.0f} s"
        yield Round(name, outcome, fault)
        for folder in (docs, options.folder / "index"):
            shutil.rmtree(folder)


def _tree(process: int) -> Iterator[int]:
    """A process and all that it has started."""
    yield process
    try:
        tasks = Path(f"/proc/{process}/task")
        for children in tasks.glob("*/children"):
            for child in children.read_text().split():
                yield from _tree(int(child))
    except OSError:  # it has ended
        return


def _private_bytes(process: int) -> int:
    """What a process holds in memory, its share of what it has in common with others counted
    once; pages of files are not counted, as the system takes them back."""
    try:
        status = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0
    values = dict(line.split(":", 1) for line in status.splitlines()[1:])
    return int(values["Pss_Anon"].split()[0]) * 1024


def _write_line(docs: Path, share: float) -> None:
    (docs / "line.txt").write_text(SENTENCE * _times(64_000_000, share, SENTENCE), "utf-8")


def _write_text(docs: Path, share: float) -> None:
    with (docs / "text.txt").open("w", encoding="utf-8") as file:
        for number in range(_times(1_000_000_000, share, PARAGRAPH)):
            file.write(f"{number}. {PARAGRAPH}")


def _write_records(docs: Path, share: float) -> None:
    record = f'{{"title": "Закон", "date": "2019-06-14", "text": "{SENTENCE * 6}"}}\n'
    with (docs / "records.jsonl").open("w", encoding="utf-8") as file:
        for _ in range(_times(300_000_000, share, record)):
            file.write(record)


def _write_files(docs: Path, share: float) -> None:
    for number in range(int(100_000 * share)):
        folder = docs / f"{number // 1000:03}"
        folder.mkdir(exist_ok=True)
        (folder / f"{number}.txt").write_text(f"Заметка {number}. {SENTENCE * 3}\n", "utf-8")


def _times(size: int, share: float, text: str) -> int:
    return max(1, int(size * share) // len(text.encode()))


KINDS: dict[str, Callable[[Path, float], None]] = {
    "a line of 64 MB": _write_line,
    "a text of 1 GB": _write_text,
    "a .jsonl of 300 MB": _write_records,
    "100,000 small files": _write_files,
}
