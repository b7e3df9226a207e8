"""`search show N|ID|PLACE`: a passage among its neighbours."""

import sys
from collections.abc import Mapping
from typing import Any

from searchtool import api
from searchtool.cli.chosen_hit import choose, no_such_passage
from searchtool.cli.messages import ExitCode, Messages
from searchtool.core.model import Hit


def run(values: Mapping[str, Any]) -> ExitCode:
    """Show one passage."""
    chosen = choose(values["place"], values["index_path"], values["url"])
    index = api.open_index(chosen.index_path, connection=chosen.connection)
    hit = chosen.find(index, values["context"])
    if hit is None:
        Messages().note(no_such_passage(chosen.given))
        return ExitCode.NOTHING
    if values["json"]:
        from searchtool.render.hit_fields import hit_fields
        from searchtool.render.json import dump

        print(dump(hit_fields(hit), indent=2))
    elif sys.stdout.isatty() or values["color"] == "always":
        _print_for_terminal(hit, values["color"])
    else:
        from searchtool.render.plain import as_reading

        print(as_reading(hit))
    return ExitCode.FOUND


def _print_for_terminal(hit: Hit, color: str) -> None:
    from searchtool.render.terminal import open_console, print_hit, print_provenance

    console = open_console(color)
    print_hit(console, hit)
    print_provenance(console, hit)
