"""Names the files of a report: the page, and what stands beside it."""

import os
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from searchtool.core.errors import UsageError
from searchtool.core.evidence import Evidence
from searchtool.core.extras import load_extra
from searchtool.core.i18n import tr
from searchtool.core.model import StrPath
from searchtool.render.report import markdown as notes
from searchtool.render.report import sheet

SUFFIXES = (".html", ".htm")


class Form(NamedTuple):
    """A file of a report: where it is written, what makes its text, and whether a file that begins
    so is such a file, too."""

    path: str
    make: Callable[[], str]
    is_ours: Callable[[str], bool]


def forms(
    evidence: Evidence, path: StrPath, *, markdown: bool, csv: bool, excel: bool
) -> list[Form]:
    """The page at `path`, and the others under the same name. Raises UsageError for another suffix
    and where the packages of the extra `report` are not installed."""
    html = load_extra("searchtool.render.report.html", "report")
    page = os.fspath(path)
    stem, suffix = os.path.splitext(page)
    if suffix.lower() not in SUFFIXES:
        cause = tr("the name of a report ends with .html", "имя отчёта должно кончаться на .html")
        raise UsageError(page, cause)
    found = [Form(page, partial(html.as_html, evidence), html.is_page)]
    if markdown:
        found.append(Form(f"{stem}.md", partial(notes.as_markdown, evidence), notes.is_notes))
    if csv or excel:
        as_table = partial(sheet.as_sheet, evidence, excel=excel)
        found.append(Form(f"{stem}.csv", as_table, sheet.is_sheet))
    return found
