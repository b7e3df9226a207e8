"""Counts pairs of characters in news and posts into `searchtool/documents/charset_model.txt`.

    python -m tests.evaluation.charset_model

Only sums over all the texts are kept. What they lack and old files have is added in small shares:
tables in frames, languages with accents. The novels are left for measuring.
"""

import json
import math
import tarfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from searchtool.documents import charset_model as letters
from searchtool.documents.charset_model import (
    BYTES,
    CASED_SYMBOLS,
    CYRILLIC_SYMBOLS,
    LETTERS,
    SYMBOLS,
    count_pairs,
    symbol_of,
)
from tests.evaluation.judged import SHARED

TABLE = Path(letters.__file__).with_name("charset_model.txt")
PAGES = ("cp1251", "koi8-r", "cp866", "mac_cyrillic", "cp1252")
NAMES = (*SYMBOLS, *map(str.upper, SYMBOLS[:CYRILLIC_SYMBOLS]), "opening", "inside")
HEADER = """\
# What a character costs after another, in tenths of a nat; made by evaluation/charset_model.py.
# A row is what comes first: its name; what is added when the second is a small Cyrillic letter;
# when it is a capital; then the costs of the second ones, in the order of the rows. After the
# symbols come capital letters, and what stands for all that precedes a character on its own.
"""

SEASONING = 0.002
"""The share of each text below in the whole."""

UNSEEN = 20
"""How many more characters are taken to follow each one, spread as they are everywhere."""

FRAMES = """
╔══════════════════╦══════════╗
║ Наименование     ║ Цена     ║
╠══════════════════╬══════════╣
║ Бумага писчая    ║   120.00 ║
║ Лента для машинки║    45.50 ║
╚══════════════════╩══════════╝
┌──────────────────┬──────────┐
│ Склад № 4        │ Итого    │
├──────────────────┼──────────┤
│ Принято          │   165.50 │
│ Отпущено         │    12    │
└──────────────────┴──────────┘
░░░░░░░░░░░░▒▒▒▒▒▒▒▒▒▓▓▓▓▓▓▓▓█████████████
"""
ACCENTS = """
Le château était fermé depuis l'été ; à l'entrée, une pancarte annonçait déjà la fête du village.
Où êtes-vous passés ? « À la forêt », répondit-elle, « et nous n'avons rien trouvé. »
Die Bürger fragten, ob die Brücke über den Fluß bis März fertig würde; es gäbe größere Schäden.
„Schöne Grüße“, schrieb er, „und bis nächste Woche!“
El año pasado llovió más; mañana, según el pronóstico, habrá sol en la región. ¿Qué dirá el señor?
“We didn’t expect that,” she said. It’s £5 now – and they’re ‘sorry’ about it… That’s all I know.
A manhã começou com chuva, e à tarde já não havia ninguém na praça. A reunião será às três.
"""
NEIGHBOURS = """
Сьогодні в місті відкрили нову бібліотеку, її будували п'ять років. Діти вже чекають біля входу.
Учора ў горадзе адкрылі новую бібліятэку, яе будавалі пяць гадоў.
"""
SEASONINGS = {FRAMES: "cp866", ACCENTS: "cp1252", NEIGHBOURS: "cp1251"}

Counts = defaultdict[tuple[int, int], float]
"""How often a symbol follows a symbol, or one of the two contexts, numbered after the symbols."""


def main() -> None:
    """Write the table."""
    plain: Counter[tuple[int, int]] = Counter()
    for text in _texts():
        plain.update(count_pairs(text.encode("cp1251", "ignore")))
    counts: Counts = defaultdict(float)
    _add(counts, plain, "cp1251", 1)
    for text, encoding in SEASONINGS.items():
        pairs = count_pairs(text.encode(encoding))
        _add(counts, pairs, encoding, SEASONING * plain.total() / pairs.total())
    TABLE.write_text(HEADER + "".join(_rows(counts)), encoding="utf-8")


def _texts() -> Iterator[str]:
    for path in sorted((SHARED / "news").glob("*.txt")):
        yield path.read_text("utf-8")
    with tarfile.open(SHARED / "corpora" / "telegram.tar.xz") as tar:
        for member in tar:
            if (file := tar.extractfile(member)) is not None:
                yield from (post["text"] or "" for post in json.load(file))


def _add(counts: Counts, pairs: Counter[tuple[int, int]], encoding: str, weight: float) -> None:
    """Add pairs of bytes as pairs of symbols."""
    symbols = [*map(symbol_of, BYTES.decode(encoding, "replace")), CASED_SYMBOLS, CASED_SYMBOLS + 1]
    for (first, second), times in pairs.items():
        counts[symbols[first], symbols[second]] += weight * times


def _rows(counts: Counts) -> Iterator[str]:
    followers = [[0.0] * len(SYMBOLS) for _ in NAMES]
    cases = [[1.0, 1.0] for _ in NAMES]
    for (first, second), times in counts.items():
        symbol = second % len(SYMBOLS)
        for same in _same_letter(first):
            followers[same][symbol] += times
        if symbol < CYRILLIC_SYMBOLS:
            for same in _same_case(first):
                cases[same][second > symbol] += times
    everywhere = [1 + sum(column) for column in zip(*followers[: len(SYMBOLS)], strict=True)]
    shares = [times / sum(everywhere) for times in everywhere]
    breadth = _breadth()
    for name, row, case in zip(NAMES, followers, cases, strict=True):
        total = sum(row) + UNSEEN
        seconds = [
            (times + UNSEEN * share) / total / broad
            for times, share, broad in zip(row, shares, breadth, strict=True)
        ]
        chances = [case[0] / sum(case), case[1] / sum(case), *seconds]
        yield " ".join([name, *(f"{-10 * math.log(chance):.0f}" for chance in chances)]) + "\n"


def _same_letter(first: int) -> tuple[int, ...]:
    """The rows that what follows `first` is counted for: a letter's, small and capital."""
    symbol = first % len(SYMBOLS) if first < CASED_SYMBOLS else first
    return (symbol, symbol + len(SYMBOLS)) if symbol < CYRILLIC_SYMBOLS else (first,)


def _same_case(first: int) -> range:
    """The rows that the case of what follows `first` is counted for: those of all letters of the
    same case."""
    if first < CYRILLIC_SYMBOLS:
        return range(CYRILLIC_SYMBOLS)
    if len(SYMBOLS) <= first < CASED_SYMBOLS:
        return range(len(SYMBOLS), CASED_SYMBOLS)
    return range(first, first + 1)


def _breadth() -> list[int]:
    """How many characters beyond ASCII that an encoding has share a symbol's probability; of the
    letters, which are counted by one, small and capital ones are told apart by their case."""
    known = {c for page in PAGES for c in BYTES.decode(page, "replace") if not c.isascii()}
    members = Counter(symbol_of(c) % len(SYMBOLS) for c in known)
    return [max(1, members[n]) if n >= len(LETTERS) else 1 for n in range(len(SYMBOLS))]


if __name__ == "__main__":
    main()
