"""`search analyze TEXT`: a text in, its tokens with their forms and keys out."""

import sys
from collections.abc import Iterable
from typing import Annotated, Any

import typer

from searchtool.analysis.analyzer import Analyzer
from searchtool.cli.flags import JsonLinesOption
from searchtool.core.errors import UsageError
from searchtool.core.i18n import tr
from searchtool.render.json import dump
from searchtool.render.sanitize import escape_controls

TextArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="[TEXT]...", show_default=False, help=tr("The text.", "Текст.")),
]
StdinOption = Annotated[
    bool,
    typer.Option("--stdin", help=tr("Read one text a line.", "Читать по тексту на строку.")),
]


def analyze(
    text: TextArgument = None, stdin: StdinOption = False, jsonl: JsonLinesOption = False
) -> None:
    """Show the terms of texts."""
    if bool(text) == stdin:
        raise UsageError("analyze", tr("give a text or --stdin", "нужен текст или --stdin"))
    texts: Iterable[str] = (
        (line.rstrip("\n") for line in sys.stdin) if stdin else [" ".join(text or [])]
    )
    analyzer = Analyzer()
    for one in texts:
        if jsonl:
            print(dump(_record(one, analyzer)))
        else:
            for term in analyzer.terms(one):
                print(escape_controls(one[term.start : term.end]), term.form, term.key, sep="\t")


def _record(text: str, analyzer: Analyzer) -> dict[str, Any]:
    terms = analyzer.terms(text)
    return {
        "text": text,
        "terms": [{"form": t.form, "key": t.key, "start": t.start, "end": t.end} for t in terms],
    }
