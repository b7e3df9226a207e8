"""Finds the command that somebody meant whose query was the misspelt name of one."""

from collections.abc import Sequence

from searchtool.cli.commands.table import COMMANDS
from searchtool.core.i18n import tr
from searchtool.core.model import Results

MIN_SIMILARITY = 0.75
"""Of "shwo" and "show"; "state" and "status", or "quota" and "quotes", are at 0.73."""

_LINES = {name: f"search {name}" for name in COMMANDS} | {
    name: f"search --{name}" for name in ("help", "version")
}
"""What to type, by the words that are meant for a command."""


def hint_at_command(words: Sequence[str], results: Results | None = None) -> str | None:
    """What to tell the user of a query that found nothing, or had no index to look in, if its first
    word is nearly a command."""
    typed = " ".join(words).split(maxsplit=1)[:1]
    if not typed or (results and _is_found(typed[0], results)):
        return None
    meant = meant_command(typed[0])
    return meant and tr(
        f"did you mean the command: {meant}", f"возможно, вы имели в виду команду: {meant}"
    )


def meant_command(word: str) -> str | None:
    """The line with the command whose name is written nearly so."""
    if not word.isascii():
        return None
    import difflib  # few queries find nothing

    found = difflib.get_close_matches(word.casefold(), _LINES, n=1, cutoff=MIN_SIMILARITY)
    return _LINES[found[0]] if found else None


def _is_found(word: str, results: Results) -> bool:
    """Whether the query was answered as it stands, or some passage holds its first word."""
    if results.complete and not results.suggestion:
        return True
    return any(one.word == word.casefold() and one.passages for one in results.words)
