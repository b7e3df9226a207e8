"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

from searchtool.core.i18n import tr

HELP_NAMES = ("-h", "--help")

IndexOption = Annotated[
    Path | None,
    typer.Option(
        "--index",
        metavar="DIR",
        help=tr("Where the index is (default: index/).", "Где индекс (по умолчанию index/)."),
        show_default=False,
    ),
]
QuietOption = Annotated[
    bool, typer.Option("--quiet", "-q", help=tr("Only errors, no notes.", "Только ошибки."))
]
JsonOption = Annotated[
    bool, typer.Option("--json", help=tr("One JSON object.", "Один объект JSON."))
]
JsonLinesOption = Annotated[
    bool,
    typer.Option("--jsonl", help=tr("One JSON object a line.", "По объекту JSON на строку.")),
]
ColorOption = Annotated[
    str,
    typer.Option(
        "--color",
        metavar="auto|always|never",
        help=tr("Colours in the terminal.", "Цвета в терминале."),
    ),
]
