"""`search show ID`: a passage among its neighbours."""

import sys
from collections.abc import Mapping
from typing import Any

from searchtool import api
from searchtool.cli.cluster import connection_to_read
from searchtool.cli.messages import ExitCode, Messages
from searchtool.core.i18n import tr
from searchtool.core.model import Hit
from searchtool.core.settings import load_settings


def run(values: Mapping[str, Any]) -> ExitCode:
    """Show one passage."""
    settings = load_settings(values["index_path"], values["url"])
    index = api.open_index(settings.index_path, connection=connection_to_read(settings))
    hit = index.show(values["id"], values["context"])
    if hit is None:
        Messages().note(f"{values['id']}: " + tr("no such passage", "нет такого абзаца"))
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
