"""The passage that a command is given: by its rank in the last answer, its id, or its place."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from searchtool import api
from searchtool.cli.auto_index import connection_in_force
from searchtool.cli.last_answer import checksum, read_answer
from searchtool.core.errors import UsageError
from searchtool.core.i18n import tr
from searchtool.core.model import Hit
from searchtool.core.settings import load_settings

if TYPE_CHECKING:
    from searchtool.core.connection import Connection

MAX_RANK_DIGITS = 9


class Ranked(NamedTuple):
    """A passage in an answer, and the checksum of what was shown."""

    id: str
    checksum: int


class Answer(NamedTuple):
    """The hits of an answer by their ranks, and the index that gave it."""

    index_path: str
    hits: Mapping[int, Ranked]


class Chosen(NamedTuple):
    """What was given: the id or the place of a passage, in which index, and as which it was shown
    if it was given by its rank. `connection` leads to the cluster of an index in one."""

    given: str
    place: str
    index_path: str
    ranked: Ranked | None = None
    connection: "Connection | None" = None

    def find(self, index: api.Index, context: int = 0) -> Hit | None:
        """The passage with its neighbours, None where there is none. Raises UsageError where it is
        no longer what was shown."""
        hit = index.show(self.place, context)
        if self.ranked and not (hit and self.ranked.checksum == checksum(hit.passage)):
            raise UsageError(
                self.given,
                tr("has changed since that answer", "этот абзац с тех пор изменился"),
                tr("repeat the query", "повторите запрос"),
            )
        return hit


def choose(given: str, index_path: str | None, url: str | None = None) -> Chosen:
    """What is meant by a rank, an id or a place; `index_path` and `url` are the values of --index
    and --url. Raises UsageError for a rank that is not in the last answer."""
    settings = load_settings(index_path, url)
    connection = connection_in_force(settings)
    given = given.strip()
    if not (given.isascii() and given.isdigit() and len(given) <= MAX_RANK_DIGITS):
        return Chosen(given, given, settings.index_path, connection=connection)
    answer = _last_answer()
    if answer is None:
        raise UsageError(
            given,
            tr("there is no answer in this terminal yet", "в этом терминале ответа ещё не было"),
            tr("ask first: search QUERY", "сначала спросите: search ЗАПРОС"),
        )
    if index_path is not None and str(Path(settings.index_path).absolute()) != answer.index_path:
        cause = tr("the last answer is from another index", "последний ответ — из другого индекса")
        raise UsageError(given, f"{cause}: {answer.index_path}")
    ranked = answer.hits.get(int(given))
    if ranked is None:
        raise UsageError(given, _no_such_rank(answer))
    return Chosen(given, ranked.id, answer.index_path, ranked, connection)


def no_such_passage(given: str) -> str:
    """The note on a passage that is not in the index."""
    return f"{given}: " + tr("no such passage", "нет такого абзаца")


def _last_answer() -> Answer | None:
    try:
        index_path, hits = read_answer()
        return Answer(index_path, {rank: Ranked(id, checked) for rank, id, checked in hits})
    except (TypeError, ValueError):  # none, or one that somebody has changed
        return None


def _no_such_rank(answer: Answer) -> str:
    first, last = min(answer.hits), max(answer.hits)
    english, russian = (
        str(first) if first == last else f"{first}{dash}{last}" for dash in ("-", "–")
    )
    return tr(
        f"no such hit; the last answer has {english}",
        f"нет такого результата; в последнем ответе {russian}",
    )
