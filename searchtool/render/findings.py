"""Writes what `search doctor` finds: lines for people, JSON for scripts.

The JSON object has `faults` and `warnings`, their numbers, and `findings`; each of these has

    name     what was looked at, the same in every language
    state    ok, warning or fault
    what     how it is
    advice   what to do, often a command; empty where nothing need be done
"""

import textwrap
from collections.abc import Iterator, Sequence

from searchtool.core.finding import Finding, State
from searchtool.core.i18n import tr
from searchtool.render.json import FORMAT, dump
from searchtool.render.sanitize import one_line

ARROW = "→ "


def as_json(findings: Sequence[Finding]) -> str:
    """One object, indented for people."""
    return dump(
        {
            "format": FORMAT,
            "faults": count_state(findings, "fault"),
            "warnings": count_state(findings, "warning"),
            "findings": [finding._asdict() for finding in findings],
        },
        indent=2,
    )


def as_lines(findings: Sequence[Finding], width: int | None) -> Iterator[str]:
    """Lines with the state, the thing, and how it is; below, what to do. They are as long as their
    text where no width is given."""
    states, names = _state_names(), _names()
    margins = [
        f"{states[finding.state]:{max(map(len, states.values()))}}  "
        f"{names[finding.name]:{max(map(len, names.values()))}}  "
        for finding in findings
    ]
    for margin, finding in zip(margins, findings, strict=True):
        yield from _wrapped(one_line(finding.what), width, margin)
        if finding.advice:
            yield from _wrapped(one_line(finding.advice), width, " " * len(margin) + ARROW)


def _wrapped(text: str, width: int | None, margin: str) -> list[str]:
    """Text beside a margin. Words are not cut, so that commands can be copied."""
    if width is None:
        return [margin + text]
    return textwrap.wrap(
        text,
        max(width, len(margin) + 20),
        initial_indent=margin,
        subsequent_indent=" " * len(margin),
        break_long_words=False,
        break_on_hyphens=False,
    )


def count_state(findings: Sequence[Finding], state: State) -> int:
    """How many of the findings have this state."""
    return sum(finding.state == state for finding in findings)


def _state_names() -> dict[State, str]:
    return {
        "ok": tr("ok", "хорошо"),
        "warning": tr("warning", "внимание"),
        "fault": tr("FAULT", "ОШИБКА"),
    }


def _names() -> dict[str, str]:
    return {
        "python": "Python",
        "packages": tr("packages", "пакеты"),
        "extras": tr("extras", "дополнения"),
        "programs": tr("programs", "программы"),
        "locale": tr("locale", "язык"),
        "terminal": tr("terminal", "терминал"),
        "settings": tr("settings", "настройки"),
        "index": tr("index", "индекс"),
        "complete": tr("complete", "полнота"),
        "failed": tr("not read", "не прочитано"),
        "roots": tr("roots", "папки"),
        "access": tr("access", "доступ"),
        "writer": tr("writer", "запись"),
        "disk": tr("disk", "диск"),
        "secrets": tr("secrets", "секреты"),
        "cluster": tr("cluster", "кластер"),
        "shards": tr("shards", "шарды"),
        "watermark": tr("watermark", "диск полон"),
        "nodes": tr("nodes", "узлы"),
        "clock": tr("clock", "часы"),
        "map_count": tr("memory maps", "память"),
    }
