"""`search doctor`: what is wrong, and how to mend it."""

import shutil
import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from searchtool import api
from searchtool.cli.messages import ExitCode, Messages, advice_on
from searchtool.cli.surroundings import examine_locale, examine_settings, examine_terminal
from searchtool.core.errors import SearchError
from searchtool.core.finding import Finding
from searchtool.core.i18n import plural_en, plural_ru, tr
from searchtool.core.settings import DEFAULTS, Settings
from searchtool.render.findings import as_json, as_lines, count_state

if TYPE_CHECKING:
    from searchtool.core.connection import Connection


def run(values: Mapping[str, Any]) -> ExitCode:
    """Look at everything and change nothing."""
    findings = list(_examine(values["index_path"], values["url"]))
    faults, warnings = (count_state(findings, state) for state in ("fault", "warning"))
    if values["json"]:
        print(as_json(findings))
    else:
        shown = [f for f in findings if f.state != "ok"] if values["quiet"] else findings
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        for line in as_lines(shown, width):
            print(line)
        Messages(quiet=values["quiet"]).note(_summary(faults, warnings))
    return ExitCode.ERROR if faults else ExitCode.FOUND


def _examine(index: str | None, url: str | None) -> Iterator[Finding]:
    yield from examine_locale()
    yield from examine_terminal()
    settings, found = examine_settings(index, url)
    yield from found
    index_path = settings.index_path if settings else index or DEFAULTS["index"]
    connection, found = _connection(settings)
    yield from found
    yield from api.diagnose(index_path, connection=connection, advise=advice_on)


def _connection(settings: Settings | None) -> "tuple[Connection | None, list[Finding]]":
    try:
        return (settings.connection() if settings else None), []
    except SearchError as error:
        what = f"{error.where}: {error.cause}"
        return None, [Finding("settings", "fault", what, error.advice)]


def _summary(faults: int, warnings: int) -> str:
    if not faults and not warnings:
        return tr("nothing is wrong", "всё в порядке")
    return tr(
        f"{plural_en(faults, 'fault')}, {plural_en(warnings, 'warning')}",
        f"{plural_ru(faults, 'ошибка', 'ошибки', 'ошибок')}, "
        f"{plural_ru(warnings, 'предупреждение', 'предупреждения', 'предупреждений')}",
    )
