"""`search show ID`: the id of a hit in, its passage among its neighbours out."""

import sys
from typing import Annotated

import typer

from searchtool.cli.flags import ColorOption, IndexOption, JsonOption
from searchtool.cli.messages import ExitCode, Messages
from searchtool.cli.run_query import check_color
from searchtool.core.i18n import tr
from searchtool.core.settings import load_settings
from searchtool.search.session import open_session

IdArgument = Annotated[
    str,
    typer.Argument(metavar="ID", help=tr("The id of a hit, from --json.", "id из ответа --json.")),
]
ContextOption = Annotated[
    int,
    typer.Option(
        "-C",
        "--context",
        min=0,
        max=10_000,
        help=tr("So many passages around it.", "Сколько абзацев вокруг."),
    ),
]


def show(
    id: IdArgument,
    context: ContextOption = 3,
    json: JsonOption = False,
    color: ColorOption = "auto",
    index: IndexOption = None,
) -> None:
    """Show one passage."""
    check_color(color)
    hit = open_session(load_settings(index).index_path).show(id, context)
    if hit is None:
        Messages().note(tr(f"{id}: no such passage", f"{id}: нет такого абзаца"))
        raise typer.Exit(ExitCode.NOTHING)
    if json:
        from searchtool.render.hit_fields import hit_fields
        from searchtool.render.json import dump

        print(dump(hit_fields(hit), indent=2))
    elif sys.stdout.isatty() or color == "always":
        from searchtool.render.terminal import open_console, print_hit, print_origin

        console = open_console(color)
        print_hit(console, hit)
        print_origin(console, hit)
    else:
        from searchtool.render.plain import as_reading

        print(as_reading(hit))
