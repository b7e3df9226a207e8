"""Writes a report as one HTML file: without scripts, and nothing is loaded from elsewhere.

The only module that imports jinja2. Every value is escaped by it, after control characters have
been made visible: no text of a file can become a part of the page.
"""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from searchtool.core.evidence import Evidence
from searchtool.core.i18n import speaks_russian, tr
from searchtool.render.dates import format_date
from searchtool.render.hit_fields import location, said_by
from searchtool.render.report import svg, wording
from searchtool.render.report.pieces import pieces
from searchtool.render.sanitize import escape_controls
from searchtool.render.timeline import bars, summary

MARK = '<meta name="generator" content="searchtool report">'
"""What tells a report of ours; it stands in the head of the page."""

LINKED = ("http://", "https://")
"""Addresses that are links; others are text, as `javascript:` is code."""


def as_html(evidence: Evidence) -> str:
    """The page."""
    page: str = _template().render(
        evidence=evidence,
        results=evidence.results,
        timeline=evidence.timeline,
        numbers=list(bars(evidence.timeline, evidence.timeline.counts, 0)),
        language="ru" if speaks_russian() else "en",
        mark=Markup(MARK),
    )
    return page


def is_page(beginning: str) -> bool:
    """Whether a file that begins so is a report of ours."""
    return MARK in beginning


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_visible,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "tr": tr,
        "svg": svg,
        "wording": wording,
        "pieces": pieces,
        "location": location,
        "said_by": said_by,
        "summary": summary,
        "format_date": format_date,
        "is_link": lambda url: url.lower().startswith(LINKED),
    }
    source = files(__package__).joinpath("report.html.jinja").read_text(encoding="utf-8")
    return environment.from_string(source)


def _visible(value: object) -> object:
    """A text with its control characters visible, in its lines."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return "\n".join(map(escape_controls, value.split("\n")))
    return value
