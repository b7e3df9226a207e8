"""Writes results as JSON: one object for all, or one line per hit.

The object has these fields:

    format      1; raised only if a field changes its meaning
    query       the query as given
    total       passages that match, with those that lack some of the words if few hold them all
    complete    passages that hold all the words of the query as given: 0 if `corrected`
    took_ms     milliseconds, without the start of the program
    relaxed     whether some hits lack some of the words
    more        whether there are hits after these
    corrected   whether the hits are those of `suggestion`
    suggestion  the query that was searched instead because no passage held all the words, or null
    reason      why: "layout", "transliteration", "spacing" or "spelling", or null
    words       the words of the query with their numbers of passages, and in `also` what counts for
                them, too: [{"word", "passages", "also"}, ...]
    notes       what was not understood in the query
    undated     passages left out by a filter by date only because their document has no date
    hits        see `hit_fields`
    reprints    only in an answer of `search similar`: the documents with nearly the same passage
    explain     only if asked for: `understood`, how the query was read, and `derived`, the derived
                words of each word; each hit then has `explain`, what each part adds to its score

Fields are only ever added; readers should skip those they do not know.
"""

import json
import re
from typing import Any

from searchtool.core.model import Hit, Results
from searchtool.render.hit_fields import hit_fields
from searchtool.render.sanitize import BEYOND_ASCII

FORMAT = 1

# Legal in JSON as they are, but they would control a terminal that shows it. To compile the pattern
# takes a millisecond, and most texts have nothing of the kind.
_ESCAPED = f"[{BEYOND_ASCII}]"
_HARMLESS = "\n\xa0\xad"  # not printable for Python


def as_json(results: Results, *, explain: bool = False) -> str:
    """One object, indented for people."""
    return dump(_record(results, explain), indent=2)


def as_json_line(results: Results, *, explain: bool = False) -> str:
    """The same object on one line."""
    return dump(_record(results, explain))


def error_as_json_line(query: str, error: str) -> str:
    """What stands in the place of the answer to a query that failed."""
    return dump({"format": FORMAT, "query": query, "error": error})


def _record(results: Results, explain: bool) -> dict[str, Any]:
    suggestion = results.suggestion
    record: dict[str, Any] = {
        "format": FORMAT,
        "query": results.query,
        "total": results.total,
        "complete": results.complete,
        "took_ms": results.took_ms,
        "relaxed": results.relaxed,
        "more": results.more,
        "corrected": results.corrected,
        "suggestion": suggestion.text if suggestion else None,
        "reason": suggestion.reason if suggestion else None,
        "words": [
            {"word": w.word, "passages": w.passages, "also": [*w.also, *w.expansions]}
            for w in results.words
        ],
        "notes": list(results.notes),
        "undated": results.undated,
        "hits": [_hit(hit, explain) for hit in results.hits],
    }
    if results.reprints is not None:
        record["reprints"] = results.reprints
    if explain:
        derived = {w.word: list(w.expansions) for w in results.words}
        record["explain"] = {"understood": results.understood, "derived": derived}
    return record


def _hit(hit: Hit, explain: bool) -> dict[str, Any]:
    fields = hit_fields(hit)
    if explain:
        fields["explain"] = {name: round(part, 3) for name, part in hit.explanation.items()}
    return fields


def as_json_lines(results: Results, *, explain: bool = False) -> list[str]:
    """One object per hit, on a line each."""
    return [dump(_hit(hit, explain)) for hit in results.hits]


def dump(value: Any, indent: int | None = None) -> str:
    """A value as JSON in which letters stand as they are and control characters are escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    rest = text
    for character in _HARMLESS:
        rest = rest.replace(character, "")
    if rest.isprintable():
        return text
    return re.sub(_ESCAPED, lambda match: json.dumps(match.group())[1:-1], text)
