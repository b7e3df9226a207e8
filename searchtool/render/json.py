"""Results in, JSON out: one object, or one hit a line.

The object holds `format` (1), `query`, `total` (passages that match), `complete` (those that hold
all the words), `took_ms`, `relaxed` (whether some hits lack some words), `suggestion` (null),
`words` (each word with the number of its passages, when the answer is relaxed or empty), `notes`
(what of the query was not understood), and `hits` (see `fields.hit_fields`). Fields are only ever
added; readers skip those they do not know.
"""

import json
import re
from typing import Any

from searchtool.model import Results
from searchtool.render.fields import hit_fields

FORMAT = 1

# Legal in JSON as they are, but they would drive a terminal that shows it.
_ESCAPED = re.compile(
    "[\x7f-\x9f\u061c\u180e\u200e\u200f\u2028\u2029\u202a-\u202e\u2061-\u206f\ufff9-\ufffb\ud800-\udfff]"
)


def as_json(results: Results) -> str:
    """One object, indented for people who look at it."""
    return dump(
        {
            "format": FORMAT,
            "query": results.query,
            "total": results.total,
            "complete": results.complete,
            "took_ms": results.took_ms,
            "relaxed": results.relaxed,
            "suggestion": None,
            "words": [{"word": w.word, "passages": w.passages} for w in results.words],
            "notes": list(results.notes),
            "hits": [hit_fields(hit) for hit in results.hits],
        },
        indent=2,
    )


def as_json_lines(results: Results) -> list[str]:
    """One hit a line and nothing else."""
    return [dump(hit_fields(hit)) for hit in results.hits]


def dump(value: Any, indent: int | None = None) -> str:
    """JSON with Cyrillic as it is and every control character escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
