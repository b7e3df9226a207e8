"""Whether what searchtool needs is installed, in versions that fit."""

import re
import sys
from collections.abc import Iterator
from importlib import metadata

from searchtool.core.finding import Finding
from searchtool.core.i18n import tr

NAME = "searchtool"
HIDDEN_EXTRAS = ("dev",)
"""What only those need who work on it."""

_REQUIREMENT = re.compile(r"([\w.-]+)(?:\[[^]]*\])?\s*([^;]*)(?:;.*extra == ['\"](\w+)['\"])?")
_BOUND = re.compile(r"(>=|<)\s*([\d.]+)")


def examine_installation() -> Iterator[Finding]:
    """Python, the packages that are needed, and those that are not but can be had."""
    yield Finding("python", "ok", f"{sys.version.split()[0]}, {sys.executable}")
    try:
        required = metadata.requires(NAME) or []
    except metadata.PackageNotFoundError:
        cause = tr("searchtool is not installed as a package", "searchtool не установлен как пакет")
        yield Finding("packages", "warning", cause, f"pip install {NAME}")
        return
    problems: dict[str, list[str]] = {"": []}
    for text in required:
        if match := _REQUIREMENT.fullmatch(text):
            name, bounds, extra = match.groups("")
            found = problems.setdefault(extra, [])
            if name != NAME and (problem := _problem(name, bounds)):
                found.append(problem)
    yield _packages(problems.pop(""), len(required))
    for extra, found in problems.items():
        if extra not in HIDDEN_EXTRAS:
            yield _extra(extra, found)


def _packages(problems: list[str], number: int) -> Finding:
    if problems:
        advice = f"pip install --upgrade {NAME}"
        return Finding("packages", "fault", "; ".join(problems), advice)
    return Finding("packages", "ok", tr("all that are needed", "есть все нужные"))


def _extra(extra: str, problems: list[str]) -> Finding:
    command = f"pip install '{NAME}[{extra}]'"
    if not problems:
        return Finding("extras", "ok", tr(f"{extra} is installed", f"{extra} установлен"))
    what = tr(f"{extra}: not needed, ", f"{extra}: не обязательно, ") + "; ".join(problems)
    return Finding("extras", "ok", what, command)


def _problem(name: str, bounds: str) -> str:
    """What is wrong with a package; nothing where it fits."""
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        return tr(f"{name} is missing", f"нет пакета {name}")
    if all(_fits(version, sign, bound) for sign, bound in _BOUND.findall(bounds)):
        return ""
    return tr(f"{name} is {version}, not {bounds}", f"{name} версии {version}, а нужно {bounds}")


def _fits(version: str, sign: str, bound: str) -> bool:
    found, least = _numbers(version), _numbers(bound)
    return found >= least if sign == ">=" else found < least


def _numbers(version: str) -> tuple[int, ...]:
    """The numbers that a version begins with; what follows them does not matter here.

    >>> _numbers("3.54.0rc1") < _numbers("3.55")
    True
    """
    begins = re.match(r"\d+(?:\.\d+)*", version)
    return tuple(map(int, begins[0].split("."))) if begins else ()
