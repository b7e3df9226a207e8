"""Writes a report as Markdown. What stands in a text means nothing there: its signs are escaped."""

import re
from collections.abc import Iterator

from searchtool.core.evidence import Evidence
from searchtool.core.i18n import tr
from searchtool.core.model import Hit
from searchtool.render.dates import format_date
from searchtool.render.hit_fields import location, said_by
from searchtool.render.report import wording
from searchtool.render.report.pieces import pieces
from searchtool.render.sanitize import one_line
from searchtool.render.timeline import bars, summary

MARK = "<!-- searchtool report -->"
"""The first line, which tells a report of ours."""

_SIGNS = re.compile(r"[\\`*\[\]<>|~&$^]|(?<!\w)_|_(?!\w)|^[#+=:-]|(?<=^\d)[.)]|(?<=^\d\d)[.)]")
"""What would be more than itself in a line or at its beginning; a backslash prevents it."""


def as_markdown(evidence: Evidence) -> str:
    """The whole text."""
    return "\n".join([MARK, "", *_lines(evidence), ""])


def is_notes(beginning: str) -> bool:
    """Whether a file that begins so is a report of ours."""
    return beginning.startswith(MARK)


def _lines(evidence: Evidence) -> Iterator[str]:
    yield f"# {_plain(wording.heading(evidence))}"
    yield ""
    for name, value in wording.facts(evidence):
        yield f"- **{name}:** {_plain(value)}"
    for warning in wording.warnings(evidence):
        yield f"- **!** {_plain(warning)}"
    if evidence.timeline.total:
        yield from _timeline(evidence)
    yield from ("", tr("## Found", "## Найденное"))
    for hit in evidence.results.hits:
        yield from _hit(hit, evidence)


def _timeline(evidence: Evidence) -> Iterator[str]:
    timeline = evidence.timeline
    yield from ("", tr("## Over time", "## По времени"), "", _plain(summary(timeline)), "")
    yield tr("| Period | Number |", "| Отрезок | Число |")
    yield "|---|---:|"
    for bar in bars(timeline, timeline.counts, timeline.undated):
        yield f"| {_plain(bar.label)} | {bar.number} |"


def _hit(hit: Hit, evidence: Evidence) -> Iterator[str]:
    document, file = hit.document, evidence.files[hit.path]
    yield from ("", f"### {hit.rank}. {_plain(document.title or document.id)}", "")
    date = format_date(document.date) if document.date else ""
    place = (date, document.author, location(hit), hit.passage.section, wording.copies(hit))
    yield " · ".join(_plain(part) for part in place if part)
    yield ""
    for line in _text(hit).split("\n"):
        yield f"> {line}".rstrip()
    yield ""
    speakers = said_by(hit.passage) if hit.passage.kind == "quote" else wording.speakers(hit)
    if speakers:
        yield from (f"— {_plain(speakers)}", "")
    if document.url:
        yield f"- {tr('Address', 'Адрес')}: {_plain(document.url)}"
    yield f"- id: {_plain(hit.passage.id)}"
    yield f"- SHA-256: {wording.digest(file)}"
    if file.state != "same":
        yield f"- **!** {wording.file_state(file.state)}"


def _text(hit: Hit) -> str:
    """The text of a hit, what matches in bold; lines of verse end with a backslash."""
    text = "".join(
        f"**{_in_lines(piece)}**" if matches else _in_lines(piece) for piece, matches in pieces(hit)
    )
    return text.replace("\n", "\\\n")


def _in_lines(text: str) -> str:
    """The text with its own spaces, which a bold word next to it needs."""
    lines = text.split("\n")
    return "\n".join(_keep_ends(line) for line in lines)


def _keep_ends(line: str) -> str:
    inner = _plain(line)
    before = " " if line[:1].isspace() and inner else ""
    after = " " if line[-1:].isspace() else ""
    return f"{before}{inner}{after}"


def _plain(text: str) -> str:
    return _SIGNS.sub(r"\\\g<0>", one_line(text))
