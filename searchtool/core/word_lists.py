"""Reads the lists of words in the text files beside modules: lines, some of them in groups whose
names stand in brackets. Lines that begin with `#` are comments."""

from pathlib import Path

COMMENT = "#"


def read_lines(path: Path) -> list[str]:
    """The lines of a file that say something."""
    text = path.read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith(COMMENT)]


def read_groups(path: Path) -> dict[str, list[str]]:
    """The lines of each group of a file."""
    groups: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in read_lines(path):
        if line.startswith("["):
            lines = groups.setdefault(line.strip("[] "), [])
        else:
            lines.append(line)
    return groups


def read_word_groups(path: Path) -> dict[str, frozenset[str]]:
    """The words of each group of a file."""
    return {group: words_of(lines) for group, lines in read_groups(path).items()}


def words_of(lines: list[str]) -> frozenset[str]:
    """The words of some lines."""
    return frozenset(word for line in lines for word in line.split())
