"""What the tools answer: records of bounded size, in which texts are marked as coming from files.

Whatever an author of a file could have written stands below `from_file`, so that nobody takes it
for what the user or this program says.
"""

from collections.abc import Mapping
from typing import Any

from searchtool.api import Hit, Index, IndexStats, Passage, Results, is_being_updated
from searchtool.core.model import SpeakerCount
from searchtool.render.hit_fields import location
from searchtool.render.sanitize import escape_controls

MAX_TEXT_CHARS = 2_000
"""Of one passage in a list; `show` gives all of it, up to `MAX_ANSWER_CHARS`."""

MAX_ANSWER_CHARS = 40_000
"""Of all texts in one answer, so that it fits what an assistant can read."""

MAX_NAMED = 20
"""Files that are named in the state of an index."""

Record = dict[str, Any]


def index_state(index: Index) -> Record:
    """How fresh the answer is: it stands in each."""
    return {
        "updated": index.updated,
        "complete": index.is_complete,
        "being_updated": is_being_updated(index.path),
    }


def found(results: Results, index: Index) -> Record:
    """The answer to a query."""
    hits, left_out = _within_limit([_hit(hit, MAX_TEXT_CHARS) for hit in results.hits])
    suggestion = results.suggestion
    return {
        "index": index_state(index),
        "total": results.total,
        "complete": results.complete,
        "relaxed": results.relaxed,
        "searched_instead": suggestion.text if suggestion else None,
        "notes": list(results.notes),
        "undated": results.undated,
        "hits": hits,
        "more": results.more or left_out > 0,
        "stale_hits": sum(hit["source"] != "same" for hit in hits),
    }


def shown(hit: Hit, index: Index) -> Record:
    """One passage with its neighbours."""
    record = {"index": index_state(index), **_hit(hit, MAX_ANSWER_CHARS)}
    room = MAX_ANSWER_CHARS - len(record["from_file"]["text"])
    beside = max(len(hit.before), len(hit.after))
    each = room // (2 * beside) if beside else 0
    record["before"] = [_passage(passage, each) for passage in hit.before]
    record["after"] = [_passage(passage, each) for passage in hit.after]
    return record


def counted(speakers: list[SpeakerCount], limit: int, index: Index) -> Record:
    """Who speaks, with the numbers of their statements."""
    return {
        "index": index_state(index),
        "total": len(speakers),
        "speakers": [
            {
                "quotes": speaker.quotes,
                "retold": speaker.retold,
                "first": speaker.first,
                "last": speaker.last,
                "from_file": {"name": _text(speaker.name, MAX_TEXT_CHARS)},
            }
            for speaker in speakers[:limit]
        ],
        "more": len(speakers) > limit,
    }


def state(stats: IndexStats, index: Index) -> Record:
    """What the index holds and what it lacks."""
    return {
        "index": index_state(index),
        "engine": stats.manifest.engine_version,
        "folders": [str(root.path) for root in stats.manifest.roots],
        "missing_folders": [str(path) for path in stats.missing_roots],
        "files": stats.files,
        "documents": stats.documents,
        "passages": stats.passages,
        "formats": dict(stats.formats),
        "failed": len(stats.failed),
        "failed_files": [failed.path for failed in stats.failed[:MAX_NAMED]],
        "skipped": len(stats.skipped) + stats.more_skipped,
    }


def _hit(hit: Hit, most: int) -> Record:
    passage, document = hit.passage, hit.document
    record: Record = {
        "rank": hit.rank,
        **_passage(passage, most),
        "path": document.path,
        "place": location(hit._replace(path=document.path)),
        "page": passage.page,
        "date": document.date,
        "format": document.format,
        "source": hit.file_state,
        "copies": hit.duplicates,
    }
    record["from_file"] |= _texts(
        {"title": document.title, "author": document.author, "url": document.url}
    )
    if passage.kind == "paragraph" and hit.quotes:
        record["quotes"] = [_passage(quote, MAX_TEXT_CHARS) for quote in hit.quotes]
    return record


def _passage(passage: Passage, most: int) -> Record:
    record: Record = {
        "id": passage.id,
        "kind": passage.kind,
        "cut": len(passage.text) > most,
        "from_file": {"text": _text(passage.text, most)},
    }
    if passage.kind == "quote":
        record |= {"manner": passage.manner, "confidence": passage.confidence}
        record["from_file"] |= _texts(
            {"speaker": passage.speaker, "speaker_name": passage.speaker_name, "cue": passage.cue}
        )
    return record


def _texts(values: Mapping[str, str | None]) -> dict[str, str]:
    return {name: _text(value, MAX_TEXT_CHARS) for name, value in values.items() if value}


def _text(text: str, most: int) -> str:
    """A text from a file: short enough, and with marks for what controls a terminal or is written
    in characters that nobody sees."""
    return escape_controls(text[:most])


def _within_limit(hits: list[Record]) -> tuple[list[Record], int]:
    """The first hits whose texts fit into an answer, and the number of the others."""
    room = MAX_ANSWER_CHARS
    for number, hit in enumerate(hits):
        room -= len(str(hit))
        if room < 0 and number:
            return hits[:number], len(hits) - number
    return hits, 0
