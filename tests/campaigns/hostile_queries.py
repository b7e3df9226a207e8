"""Asks an index what nobody should ask: deep nesting, thousands of fuzzy words, odd options.

    python -m tests.campaigns.hostile_queries [--rounds N] [--seed N] [--engine NAME]
        [--index DIR] [--kind NAME]

Each query is a process of its own. It must end by itself within `MAX_SECONDS` of processor time
and `MAX_BYTES` of memory, with an exit code of docs/cli.md and no traceback, must not take a sound
index for a damaged one, and an error is one line. A `--stdin` session answers every line.
"""

import argparse
import os
import random
import resource
import string
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, NoReturn

from searchtool.cli import main as command_line
from searchtool.cli.commands.table import QUERY
from searchtool.engines import ENGINES
from searchtool.index.open import open_snapshot
from tests.campaigns.collection import index_collection

MAX_SECONDS = 2.0
BYTES_PER_SECOND = 2_000_000
"""Of a long answer, which may take longer: -n 1000000 asks for all there is."""

MAX_BYTES = 1 << 30
HANG_SECONDS = 60
MAX_ARGUMENT = 100_000
"""Bytes of a query on the command line; Linux takes 131,072, a longer one comes by `-`."""

MAX_QUERY = 220_000
SIGNS = (
    *'()|"=*~-:.,«»“”„', "~3", "~99", " ", "\t", "\0", "\x1b", "\u202e", "\u0301", "\u00ad", "ё",
    " ИЛИ ", " НЕ ", " OR ", " AND ", "title:", "date:", "path:", "автор:", "кто:", "2019..", "7d",
    "💥", "\ud800", "\udcff", "\ufeff", "\u2028", "İ", "ß", "й", "１２",
)  # fmt: skip
FIELDS = ("title", "date", "path", "author", "speaker", "кто", "дата", "путь", "автор", "название")
NUMBERS = (
    0, 1, 2, 100, 101, 10_000, 2**31 - 1, 2**31, 2**32, 2**53, 2**63 - 1, 2**63, 2**64, 10**30,
    10**5000, -1, -(2**63),
)  # fmt: skip
ODD_NUMBERS = ("", "+5", "1e9", "0x10", "٣", "½", "1_000", "NaN", "1.5", " 7", "7 ", "\udcff")
PATTERNS = (
    "*", "**", "?", "*?*", "*" * 200, "?" * 90, "[", "[!", "[]", "[a-", "[!я]*", "[а-я]*" * 20,
    "*а*е*и*о*у*" * 8, "*.txt", "/", "../../../etc/passwd", "/etc/*", "\\", "a" * 101, "*a" * 500,
    "(?i)a", "$^.+|{9999999}", "{a,b}", "\0", "~root", "%s%n", "",
)  # fmt: skip
DATES = (
    "0000", "9999", "10000", "-1", "2019-02-30", "2019..2018", "..", "....", "2019..2020..2021",
    "99999999d", "1" * 5000, "7d..", "..7d", "неделя", "999999999999 дней", "2019-06-14T25:61",
    "٢٠١٩", "12.13.2014", "0001-01-01..9999-12-31",
)  # fmt: skip

Draw = random.Random


class Case(NamedTuple):
    """A command line, and what it reads from standard input; `lines` queries are in that if it is a
    session."""

    kind: str
    arguments: Sequence[str]
    stdin: bytes = b""
    lines: int = 0

    def __str__(self) -> str:
        line = " ".join(map(ascii, self.arguments))
        return f"{self.kind}: {line[:150]} < {self.stdin[:100]!r} ({len(self.stdin)} bytes)"


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


class Generator:
    """Draws cases; the same seed and words give the same ones."""

    def __init__(self, draw: Draw, words: Sequence[str]) -> None:
        self._draw = draw
        self._words = words
        self.kinds: dict[str, Callable[[], Case]] = {
            name: (lambda name=name, make=make: self._query(name, make()))
            for name, make in self._texts().items()
        }
        self.kinds["options"] = self._options
        self.kinds["session"] = self._session

    def draw(self, kind: str | None = None) -> Case:
        """A case of this kind, or of any."""
        return self.kinds[kind or self._draw.choice(list(self.kinds))]()

    def _texts(self) -> dict[str, Callable[[], str]]:
        return {
            "nesting": self._nesting,
            "fuzzy": self._fuzzy,
            "prefixes": self._prefixes,
            "filters": self._filters,
            "patterns": self._patterns,
            "phrases": self._phrases,
            "compounds": self._compounds,
            "long": self._long,
            "bytes": self._bytes,
            "mutated": self._mutated,
        }

    def _query(self, kind: str, text: str) -> Case:
        text = text[:MAX_QUERY]
        options = self._output() if self._draw.random() < 0.5 else []
        is_argument = len(_bytes(text)) < MAX_ARGUMENT and "\0" not in text
        if is_argument and not text.startswith("-"):
            return Case(kind, [*options, text])
        return Case(kind, [*options, "-"], _bytes(text))

    def _output(self) -> list[str]:
        ways = ([], ["--json"], ["--count"], ["--files"], ["--sort", "newest"], ["--quotes"],
                ["--said"], ["--explain", "--json"], ["--no-fix"], ["--color", "always"])  # fmt: skip
        return list(self._draw.choice(ways))

    def _some(self, most: int) -> int:
        """A number up to `most`, small or large alike."""
        return int(most ** self._draw.random())

    def _word(self) -> str:
        return self._draw.choice(self._words)

    def _misspelt(self) -> str:
        word = self._word()
        at = self._draw.randrange(len(word))
        return word[:at] + self._draw.choice("оеаитнсрвлкм") + word[at + 1 :]

    def _joined(self, parts: list[str]) -> str:
        return self._draw.choice((" ", ",", " OR ", " | ", ";", "+", "/", " -")).join(parts)

    def _nesting(self) -> str:
        depth = self._some(50_000)
        opening, closing = self._draw.choice(
            [("(", ")"), ("((", ")"), ("-(", ")"), ("НЕ (", ")"), ("«", "»"), ("„", "“"), ("[", "]"),
             ("title:(", ")"), (f"({self._word()} OR ", ")"), (f"-({self._word()} ", ")")]
        )  # fmt: skip
        closed = self._draw.choice((0, depth, depth, depth * 2))
        return f"{opening * depth}{self._word()}{closing * closed}"

    def _fuzzy(self) -> str:
        number = self._draw.choice(("~", "~1", "~2"))
        return self._joined([self._misspelt() + number for _ in range(self._some(10_000))])

    def _prefixes(self) -> str:
        def cut() -> str:
            return self._word()[: self._draw.choice((1, 2, 2, 3, 4))] + "*"

        return self._joined([cut() for _ in range(self._some(10_000))])

    def _filters(self) -> str:
        def one() -> str:
            field = self._draw.choice(FIELDS)
            value = self._draw.choice((self._word(), self._word()[:2], self._word()[0] + "*"))
            if field in ("date", "дата"):
                value = self._draw.choice((*DATES, f"{self._draw.randrange(1990, 2030)}.."))
            return f"{field}:{value}"

        name = self._draw.choice((None, *FIELDS))
        parts = [one() if name is None else f"{name}:{self._word()}" for _ in
                 range(self._some(8_000))]  # fmt: skip
        return self._joined(parts)

    def _patterns(self) -> str:
        patterns = self._draw.choices(PATTERNS, k=self._some(2_000))
        return self._joined([f"path:{pattern}" for pattern in patterns])

    def _phrases(self) -> str:
        def phrase() -> str:
            words = [self._draw.choice((self._word(), self._word()[:2] + "*", self._misspelt() + "~",
                                        "и", "в")) for _ in range(self._some(200))]  # fmt: skip
            marks = self._draw.choice(['""', "«»", "„“", "“”"])
            end = self._draw.choice(("", "", "~1", "~99", "~9999", f"~{10**50}"))
            return f"{self._draw.choice(('', '', '='))}{marks[0]}{' '.join(words)}{marks[1]}{end}"

        return self._joined([phrase() for _ in range(self._some(500))])

    def _compounds(self) -> str:
        sign = self._draw.choice("-.'’&@+_,/:")
        return sign.join(self._word() for _ in range(self._some(20_000)))

    def _long(self) -> str:
        one = self._draw.choice((self._word(), self._draw.choice("иа1-٣й́ё«"), self._word() + " "))
        return one * max(1, self._some(MAX_QUERY) // len(one))

    def _bytes(self) -> str:
        size = self._some(5_000)
        raw = self._draw.choice(
            (self._draw.randbytes(size), _bytes("\0".join(self._words[:size])),
             self._word().encode("utf-16"), self._word().encode("cp1251") * size)
        )  # fmt: skip
        return raw.decode("utf-8", "surrogateescape")

    def _mutated(self) -> str:
        text = " ".join(self._word() for _ in range(self._some(12)))
        for _ in range(self._draw.randrange(1, 8)):
            at = self._draw.randrange(len(text) + 1)
            sign = self._draw.choice(SIGNS) * self._draw.choice((1, 1, 2, 5))
            text = text[:at] + sign + text[at + self._draw.randrange(2) :]
        return text

    def _options(self) -> Case:
        arguments = [self._word()] if self._draw.random() < 0.6 else []
        flags = [flag for flag in QUERY.flags if flag.field not in ("index_path", "stdin")]
        for flag in self._draw.sample(flags, self._draw.choice((1, 1, 2, 3, 5))):
            name = self._draw.choice(flag.names)
            if flag.is_switch:
                arguments.append(name)
                continue
            value = self._value(flag.field, flag.type)
            arguments += [f"{name}={value}"] if name.startswith("--") else [name, value]
        return Case("options", [one.replace("\0", "")[:MAX_ARGUMENT] for one in arguments])

    def _value(self, field: str, type_: type) -> str:
        if self._draw.random() < 0.1:
            return self._mutated()
        if type_ is int:
            return self._draw.choice((*map(_digits, NUMBERS), *ODD_NUMBERS))
        if field in ("since", "until"):
            return self._draw.choice(DATES)
        if field == "path":
            return self._draw.choice(PATTERNS)
        texts = (self._word(), self._word()[0] + "*", self._fuzzy(), self._compounds(), "и", "*")
        return self._draw.choice(texts)

    def _session(self) -> Case:
        lines = []
        for _ in range(self._draw.randint(2, 8)):
            make = self._draw.choice([self._word, self._bytes, *self._texts().values()])
            text = make()[: MAX_QUERY // 20]
            lines.append(_bytes(text).replace(b"\n", b" ").replace(b"\r", b" "))
        return Case("session", ["--stdin", "--jsonl"], b"\n".join(lines) + b"\n", len(lines))


def _digits(number: int) -> str:
    sys.set_int_max_str_digits(0)
    return str(number)


def _bytes(text: str) -> bytes:
    """As a shell gives them: lone surrogates that stand for no byte have none."""
    return text.encode("utf-8", "surrogatepass" if "\ud800" in text else "surrogateescape")


def run_case(case: Case, index: Path) -> Outcome:
    """Run a command line in a process of its own."""
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:  # fmt: skip # noqa: E501
        source.write(case.stdin)
        source.seek(0)
        process = os.fork()
        if not process:
            _run_child([*case.arguments, "--index", str(index)],
                       [source.fileno(), out.fileno(), err.fileno()])  # fmt: skip
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


def _run_child(arguments: list[str], streams: Sequence[int]) -> NoReturn:
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
    return os.fsdecode(_bytes(argument))


def read_words(index: Path, count: int = 3_000) -> list[str]:
    """Words of an index, frequent and rare ones."""
    searcher = open_snapshot(index).searcher
    forms = [form for form in searcher.vocabulary("form", "paragraph", "") if form.isalpha()]
    searcher.close()
    return random.Random(1).sample(forms, min(count, len(forms))) or list(string.ascii_lowercase)


def attack(index: Path, rounds: int, seed: int, kind: str | None = None) -> int:
    """Ask `rounds` questions and print what is wrong; the number of these."""
    cases = Generator(random.Random(seed), read_words(index))
    faults: Counter[str] = Counter()
    slowest = largest = 0.0
    started = time.monotonic()
    for number in range(rounds):
        case = cases.draw(kind)
        outcome = run_case(case, index)
        slowest, largest = max(slowest, outcome.seconds), max(largest, outcome.peak_bytes)
        if fault := outcome.fault(case):
            faults[fault] += 1
            last = outcome.err.strip().rpartition("\n")[2][:200]
            print(f"{number} {fault} ({outcome.seconds:.1f} s): {case} → {last}", flush=True)
    print(
        f"hostile queries, {index}, seed {seed}: {rounds} in {time.monotonic() - started:.0f} s, "
        f"{faults.total()} faults {dict(faults)}; at most {slowest:.2f} s of processor time and "
        f"{largest / 1e6:.0f} MB",
        flush=True,
    )
    return faults.total()


def main() -> int:
    """The exit code: 1 when something was wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", choices=sorted(ENGINES), action="append")
    parser.add_argument("--index", type=Path, help="an index that is there")
    parser.add_argument("--kind", help="only queries of this kind")
    given = parser.parse_args()
    if given.index:
        return min(attack(given.index, given.rounds, given.seed, given.kind), 1)
    faults = 0
    for engine in given.engine or sorted(ENGINES):
        with tempfile.TemporaryDirectory() as folder:
            index = index_collection(Path(folder), engine)
            faults += attack(index, given.rounds, given.seed, given.kind)
    return min(faults, 1)


if __name__ == "__main__":
    sys.exit(main())
