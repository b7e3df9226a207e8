"""`search analyze TEXT`: the words of texts with their forms and keys."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from searchtool import api
from searchtool.cli.messages import ExitCode
from searchtool.core.errors import UsageError
from searchtool.core.i18n import tr
from searchtool.core.model import Term
from searchtool.render.json import dump
from searchtool.render.sanitize import escape_controls


def run(values: Mapping[str, Any]) -> ExitCode:
    """Print the terms of a text, or of each line of standard input."""
    if bool(values["text"]) == values["stdin"]:
        raise UsageError("analyze", tr("give a text or --stdin", "нужен текст или --stdin"))
    for text in _texts(values):
        terms = api.analyze(text)
        if values["jsonl"]:
            print(dump(_record(text, terms)))
        else:
            for term in terms:
                surface = escape_controls(text[term.start : term.end])
                print(surface, term.form, term.key, sep="\t")
    return ExitCode.FOUND


def _texts(values: Mapping[str, Any]) -> Iterable[str]:
    if values["stdin"]:
        return (line.rstrip("\n") for line in sys.stdin)
    return [" ".join(values["text"])]


def _record(text: str, terms: Sequence[Term]) -> dict[str, Any]:
    return {
        "text": text,
        "terms": [{"form": t.form, "key": t.key, "start": t.start, "end": t.end} for t in terms],
    }
