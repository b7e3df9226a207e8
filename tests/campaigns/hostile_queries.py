"""Asks an index what nobody should ask (queries.py). Each query is a fork of its own.

It must end by itself within `MAX_SECONDS` of processor time and `MAX_BYTES` of memory, with an exit
code of docs/cli.md and no traceback, must not take a sound index for a damaged one, and an error is
one line. A `--stdin` session answers every line. Over an index that is there:

    python -m tests.campaigns.hostile_queries INDEX [--rounds N] [--seed N] [--kind NAME]
"""

import argparse
import os
import random
import resource
import string
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, NoReturn

from searchtool.cli import main as command_line
from searchtool.index.open import open_snapshot
from tests.campaigns.campaign import Options, Round, run_campaign
from tests.campaigns.collection import index_collection
from tests.campaigns.forks import load_program
from tests.campaigns.queries import Case, Generator, encode

MAX_SECONDS = 2.0
BYTES_PER_SECOND = 2_000_000
"""Of a long answer, which may take longer: -n 1000000 asks for all there is."""

MAX_BYTES = 1 << 30
HANG_SECONDS = 60
WORDS = 3_000
"""Of the index, of which queries are made."""


class Outcome(NamedTuple):
    """How a process ended: the exit code, or minus the signal."""

    code: int
    seconds: float
    peak_bytes: int
    out: bytes
    err: str

    def fault(self, case: Case) -> str | None:
        """What is wrong with it, in a word or two."""
        if self.code not in (0, 1, 2):
            return f"ended with {self.code}"
        for sign in ("Traceback", "panicked", "our fault", "--rebuild", "damaged"):
            if sign in self.err:
                return sign
        if self.code == 2 and not self._is_one_line():
            return "an error of several lines"
        answers = self.out.count(b"\n")
        if case.lines and answers != case.lines:
            return f"{answers} answers to {case.lines} lines"
        if self.peak_bytes > MAX_BYTES:
            return "memory"
        allowed = MAX_SECONDS * max(1, case.lines) + len(self.out) / BYTES_PER_SECOND
        return "time" if self.seconds > allowed else None

    def _is_one_line(self) -> bool:
        return self.err.startswith("search: ") and self.err.count("\n") == 1 and not self.out


def run_case(case: Case, index: Path) -> Outcome:
    """Run a command line in a process of its own."""
    with (
        tempfile.TemporaryFile() as source,
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as err,
    ):
        source.write(case.stdin)
        source.seek(0)
        process = os.fork()
        if not process:
            os.environ["SEARCHTOOL_INDEX"] = str(index.resolve())
            _run_child(case.arguments, [source.fileno(), out.fileno(), err.fileno()])
        _, status, used = os.wait4(process, 0)
        out.seek(0)
        err.seek(0)
        return Outcome(
            os.waitstatus_to_exitcode(status),
            used.ru_utime + used.ru_stime,
            used.ru_maxrss * 1024,
            out.read(),
            err.read().decode("utf-8", "replace"),
        )


def _run_child(arguments: Sequence[str], streams: Sequence[int]) -> NoReturn:
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")  # noqa: SIM115
    resource.setrlimit(resource.RLIMIT_CPU, (HANG_SECONDS, HANG_SECONDS))
    try:
        code = command_line.run([_as_typed(one) for one in arguments])
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:
        os.write(2, b"Traceback")
        raise
    finally:
        os._exit(code if "code" in locals() else 99)


def _as_typed(argument: str) -> str:
    """As Python gives an argument to a program."""
    return os.fsdecode(encode(argument))


def run(options: Options) -> Iterator[Round]:
    """A query a round, over made-up articles."""
    index = index_collection(options.folder, options.engine)
    yield from attack(index, options.rounds, options.draw)


def attack(
    index: Path, rounds: int, draw: random.Random, kind: str | None = None
) -> Iterator[Round]:
    """A query a round."""
    load_program()
    cases = Generator(draw, read_words(index))
    for _ in range(rounds):
        case = cases.draw(kind)
        outcome = run_case(case, index)
        within = next((s for s in (0.25, 0.5, 1, 2) if outcome.seconds <= s), "more")
        fault = outcome.fault(case) or ""
        if fault:
            last = outcome.err.strip().rpartition("\n")[2][:200]
            fault = f"{fault} ({outcome.seconds:.1f} s, {outcome.peak_bytes / 1e6:.0f} MB): {last}"
        yield Round(str(case), f"within {within} s", fault)


def read_words(index: Path) -> list[str]:
    """Words of an index, frequent and rare ones."""
    searcher = open_snapshot(index).searcher
    forms = [form for form in searcher.vocabulary("form", "paragraph", "") if form.isalpha()]
    searcher.close()
    return random.Random(1).sample(forms, min(WORDS, len(forms))) or list(string.ascii_lowercase)


def main() -> int:
    """The exit code: 1 when something was wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("index", type=Path)
    parser.add_argument("--rounds", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", help="only queries of this kind")
    given = parser.parse_args()
    options = Options("", given.rounds, given.index, random.Random(given.seed))
    result = run_campaign(
        f"hostile {given.index}",
        lambda _: attack(given.index, given.rounds, options.draw, given.kind),
        options,
    )
    print(result, *result.faults, sep="\n")
    return min(len(result.faults), 1)


if __name__ == "__main__":
    sys.exit(main())
