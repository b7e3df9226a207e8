"""Remembers up to which moment a user has seen what is new in an index, for each question.

One file for a question and an index, by the id of the index, which is the same wherever it lies. A
file that is deleted or damaged is as if nobody had looked yet.
"""

import hashlib
from pathlib import Path

from searchtool.core.user_files import read_record, state_folder, write_record
from searchtool.search.session import Index

EVERYTHING = ""
"""The question of who looks at all that is new."""


def last_look(index: Index, question: str = EVERYTHING, *, alone: bool = False) -> str:
    """The moment up to which a user has seen the answers to a question. Who has seen everything has
    seen these, too, if the question does not stand `alone`; before the first look, all that the
    first run of the index read counts as seen."""
    everything = "" if alone else _read(index.id, EVERYTHING)
    return max(_read(index.id, question), everything, index.begins) or index.latest_seen()


def mark_look(index: Index, question: str = EVERYTHING) -> None:
    """Remember that a user has seen what an open index answers to a question. Raises OSError."""
    moment = max(index.latest_seen(), _read(index.id, question))
    record = {"index": str(Path(index.path).absolute()), "question": question, "seen": moment}
    write_record(_path(index.id, question), record)


def _read(index_id: str, question: str) -> str:
    record = read_record(_path(index_id, question)) or {}
    is_same = record.get("question") == question
    moment = record.get("seen")
    return moment if is_same and isinstance(moment, str) else ""


def _path(index_id: str, question: str) -> Path:
    # The id is read from the folder of the index, which may be a stranger's: it is no path.
    return state_folder("looks") / f"{_short(index_id)}-{_short(question)}.json"


def _short(text: str) -> str:
    return hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=8).hexdigest()
