"""Draws queries that nobody should ask: deep nesting, thousands of fuzzy words, odd options."""

import random
import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from searchtool.cli.commands.table import QUERY
from searchtool.core.model import GROUPINGS

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

OUTPUTS = (
    "", "--json", "--count", "--files", "--sort newest", "--quotes", "--said", "--explain --json",
    "--no-fix", "--color always",
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


class Generator:
    """Draws cases; the same seed and words give the same ones."""

    def __init__(self, draw: Draw, words: Sequence[str]) -> None:
        self._draw = draw
        self._words = words
        self.kinds: dict[str, Callable[[], Case]] = {
            **{name: partial(self._query, name, make) for name, make in self._texts().items()},
            "options": self._options,
            "commands": self._command,
            "session": self._session,
        }

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

    def _query(self, kind: str, make: Callable[[], str]) -> Case:
        text = make()[:MAX_QUERY]
        options = self._output() if self._draw.random() < 0.5 else []
        is_argument = len(encode(text)) < MAX_ARGUMENT and "\0" not in text
        if is_argument and not text.startswith("-"):
            return Case(kind, [*options, text])
        return Case(kind, [*options, "-"], encode(text))

    def _output(self) -> list[str]:
        return self._draw.choice(OUTPUTS).split()

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
            [("(", ")"), ("((", ")"), ("-(", ")"), ("НЕ (", ")"), ("«", "»"), ("„", "“"),
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
            words = [self._part_of_phrase() for _ in range(self._some(200))]
            marks = self._draw.choice(['""', "«»", "„“", "“”"])
            end = self._draw.choice(("", "", "~1", "~99", "~9999", f"~{10**50}"))
            return f"{self._draw.choice(('', '', '='))}{marks[0]}{' '.join(words)}{marks[1]}{end}"

        return self._joined([phrase() for _ in range(self._some(500))])

    def _part_of_phrase(self) -> str:
        word = self._word()
        return self._draw.choice((word, f"{word[:2]}*", f"{self._misspelt()}~", "и", "в"))

    def _compounds(self) -> str:
        sign = self._draw.choice("-.'’&@+_,/:")
        return sign.join(self._word() for _ in range(self._some(20_000)))

    def _long(self) -> str:
        one = self._draw.choice((self._word(), self._draw.choice("иа1-٣й́ё«"), self._word() + " "))
        return one * max(1, self._some(MAX_QUERY) // len(one))

    def _bytes(self) -> str:
        size = self._some(5_000)
        raw = self._draw.choice(
            (self._draw.randbytes(size), encode("\0".join(self._words[:size])),
             self._word().encode("utf-16"), self._word().encode("cp1251", "replace") * size)
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

    def _command(self) -> Case:
        """Another command than a query, with a text of any kind."""
        make = self._draw.choice(list(self._texts().values()))
        text = make().replace("\0", "")[: MAX_ARGUMENT // 4]
        number = self._draw.choice((*map(_digits, NUMBERS), *ODD_NUMBERS))
        name = self._draw.choice(("speakers", "timeline", "count", "show", "analyze"))
        by = self._draw.choice(GROUPINGS)
        options = {
            "timeline": ([], ["--per", "day"], ["--by", "path", "-n", number], ["--json"]),
            "count": (["--by", by], ["--by", by, "--csv"], ["--by", by, "-n", number]),
            "speakers": ([], ["--json"], ["-n", number], ["--since", self._draw.choice(DATES)]),
            "show": ([], ["--json"], ["-C", number]),
            "analyze": ([], ["--jsonl"]),
        }
        return Case("commands", [name, *self._draw.choice(options[name]), f" {text}"])

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
            lines.append(encode(text).replace(b"\n", b" ").replace(b"\r", b" "))
        return Case("session", ["--stdin", "--jsonl"], b"\n".join(lines) + b"\n", len(lines))


def _digits(number: int) -> str:
    sys.set_int_max_str_digits(0)
    return str(number)


def encode(text: str) -> bytes:
    """As a shell gives them: lone surrogates that stand for no byte have none."""
    return text.encode("utf-8", "surrogatepass" if "\ud800" in text else "surrogateescape")
