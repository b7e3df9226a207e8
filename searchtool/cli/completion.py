"""What a shell proposes: values of options, engines, names of speakers, ids of passages."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from typer._click.types import StringParamType

from searchtool.cli.flags import Flag
from searchtool.core.errors import SearchError

if TYPE_CHECKING:
    from searchtool.api import Index

Answer = TypeVar("Answer")


def completion_of(flag: Flag) -> Callable[[str], list[str]] | None:
    """What gives the values of an option that begin as the user began; None if any will do."""
    if flag.field == "engine":
        return _complete_engine
    if flag.field == "collection":
        return _complete_collection
    if flag.field in ("saved", "remove"):
        return _complete_saved
    if flag.field == "to":
        return _complete_target
    if flag.choices:
        return lambda incomplete: [one for one in flag.choices if one.startswith(incomplete)]
    return None


def _complete_engine(incomplete: str) -> list[str]:
    from searchtool.api import AUTO, engine_names

    return [name for name in (AUTO, *engine_names()) if name.startswith(incomplete)]


def _complete_collection(incomplete: str) -> list[str]:
    from searchtool.core.settings import load_settings

    try:
        names = load_settings().collections
    except SearchError:
        return []
    return [name for name in sorted(names) if name.startswith(incomplete)]


def _complete_saved(incomplete: str) -> list[str]:
    from searchtool.api import saved_queries

    return [one.name for one in saved_queries() if one.name.startswith(incomplete)]


def _complete_target(incomplete: str) -> list[str]:
    from searchtool.api import engine_names

    return [name for name in engine_names() if name.startswith(incomplete)]


class SpeakerName(StringParamType):
    """The name of a speaker. Of what `autocompletion` gives, Typer would leave only what begins as
    the user began."""

    def shell_complete(self, ctx: Any, param: Any, incomplete: str) -> list[Any]:
        """Surnames, and other names of one word, of the speakers in the index in whose name a word
        begins so, each with the whole names; nothing and no error without an index."""
        from typer._click.shell_completion import CompletionItem

        found = _surnames(incomplete)
        return [CompletionItem(surname, help=", ".join(found[surname])) for surname in found]


def complete_id(incomplete: str) -> list[str]:
    """The ids of passages in the index that begin so: of each file the first one, until one is
    written out as far as `#p`."""
    return _ask(lambda index: index.ids(incomplete)) or []


def _surnames(beginning: str) -> dict[str, list[str]]:
    return _ask(lambda index: index.speaker_surnames(beginning)) or {}


def _ask(question: Callable[["Index"], Answer]) -> Answer | None:
    """What the index in force answers; None, and no error, without one."""
    from searchtool.api import open_index
    from searchtool.core.settings import load_settings

    try:
        settings = load_settings()
        with open_index(
            settings.index_path, speakers_file=settings.speakers, connection=settings.connection()
        ) as index:
            return question(index)
    except SearchError:
        return None
