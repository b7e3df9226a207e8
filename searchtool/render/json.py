"""Results in, JSON out: one object, or one hit a line.

The object holds `format` (1), `query`, `total` (passages that match), `complete` (those that hold
all the words), `took_ms`, `relaxed` (whether some hits lack some words), `suggestion` (the wording
that was searched instead, or null) and its `reason` (layout, transliteration, spacing or spelling),
`words` (each word with the number of its passages), `notes` (what of the query was not understood),
`hits` (see `fields.hit_fields`) and, if asked for, `explain`. Fields are only ever added; readers
skip those they do not know.
"""

import json
import re
from typing import Any

from searchtool.core.model import Hit, Results
from searchtool.render.hit_fields import hit_fields
from searchtool.render.sanitize import BEYOND_ASCII

FORMAT = 1

# Legal in JSON as they are, but they would drive a terminal that shows it.
_ESCAPED = re.compile(f"[{BEYOND_ASCII}]")


def as_json(results: Results, *, explain: bool = False) -> str:
    """One object, indented for people who look at it."""
    return dump(_record(results, explain), indent=2)


def as_json_line(results: Results, *, explain: bool = False) -> str:
    """The same object on one line."""
    return dump(_record(results, explain))


def _record(results: Results, explain: bool) -> dict[str, Any]:
    suggestion = results.suggestion
    record: dict[str, Any] = {
        "format": FORMAT,
        "query": results.query,
        "total": results.total,
        "complete": results.complete,
        "took_ms": results.took_ms,
        "relaxed": results.relaxed,
        "suggestion": suggestion.text if suggestion else None,
        "reason": suggestion.reason if suggestion else None,
        "words": [{"word": w.word, "passages": w.passages} for w in results.words],
        "notes": list(results.notes),
        "hits": [_hit(hit, explain) for hit in results.hits],
    }
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
    """One hit a line and nothing else."""
    return [dump(_hit(hit, explain)) for hit in results.hits]


def dump(value: Any, indent: int | None = None) -> str:
    """JSON with Cyrillic as it is and every control character escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _ESCAPED.sub(lambda match: json.dumps(match.group())[1:-1], text)
