"""How files and parts of files that are not read are counted and named."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from searchtool.core.i18n import tr
from searchtool.core.model import Skipped, SkipReason

MAX_NAMED_SUFFIXES = 5
"""Formats that are named beside the number of their files."""

_COUNTED: Mapping[SkipReason, tuple[str, str]] = {
    "format": ("of other formats", "других форматов"),
    "hidden": ("hidden", "скрытых"),
    "link": ("links", "ссылок"),
    "special": ("pipes and devices", "каналов и устройств"),
    "empty": ("empty", "пустых"),
    "field": ("fields of records", "полей записей"),
    "records": ("with no field named text", "без поля text"),
}
_ONE: Mapping[SkipReason, str] = {
    "link": "link",
    "special": "pipe or device",
    "field": "field of records",
}
_REASONS: Mapping[SkipReason, tuple[str, str]] = {
    "format": ("of a format that is not read", "этот формат не читается"),
    "hidden": ("hidden", "скрытый"),
    "link": ("a link that is not followed", "по этой ссылке не переходим"),
    "special": ("a pipe, socket or device", "канал, сокет или устройство"),
    "empty": ("empty", "пустой"),
    "field": (
        "a field that is not the text; to read it: --field text=NAME",
        "это поле не текст записи; чтобы читать его: --field text=ИМЯ",
    ),
    "records": (
        "records without a field named text; name it: --field text=NAME",
        "записи без поля text; назовите его: --field text=ИМЯ",
    ),
}


def count_skipped(skipped: Sequence[Skipped], more: int = 0) -> str:
    """Numbers by reason, other formats first and with their suffixes: «3 of other formats (.jpg 2,
    .psd 1), 2 hidden». `more` are parts of files whose names are not remembered."""
    numbers = Counter(part.reason for part in skipped)
    counted = []
    if of_formats := numbers.pop("format", 0) + more:
        counted.append(f"{_count('format', of_formats)} ({_suffixes(skipped, more)})")
    counted += [_count(reason, number) for reason, number in numbers.most_common()]
    return ", ".join(counted)


def describe_skipped(skipped: Skipped) -> str:
    """The line about one file or part."""
    return f"{skipped.where}: {tr(*_REASONS[skipped.reason])}"


def _suffixes(skipped: Sequence[Skipped], more: int) -> str:
    counts = Counter(_suffix(part.where) for part in skipped if part.reason == "format")
    no_suffix = tr("no suffix", "без расширения")
    kinds = [f"{suffix or no_suffix} {number}" for suffix, number in counts.most_common()]
    shown = kinds[:MAX_NAMED_SUFFIXES]
    if unnamed := more + sum(number for _, number in counts.most_common()[MAX_NAMED_SUFFIXES:]):
        shown.append(tr(f"{unnamed} more", f"и ещё {unnamed}"))
    return ", ".join(shown)


def _suffix(where: str) -> str:
    suffix = Path(where.rpartition("#")[2]).suffix.lower()
    return suffix if suffix.isascii() and " " not in suffix else ""


def _count(reason: SkipReason, number: int) -> str:
    english, russian = _COUNTED[reason]
    if number == 1:
        english = _ONE.get(reason, english)
    return tr(f"{number} {english}", f"{russian} {number}")
