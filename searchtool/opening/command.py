"""The command that opens a target: the user's editor, viewer or browser with a line, page or text.

A command is a list of arguments and is started without a shell.
"""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from searchtool.core.errors import CannotOpen, UsageError
from searchtool.core.i18n import tr
from searchtool.core.links import file_url
from searchtool.core.model import Hit
from searchtool.opening.programs import (
    BROWSERS,
    EDITORS,
    PDF_VIEWERS,
    TEXT_BROWSERS,
    USUAL_EDITORS,
    WINDOWED_EDITORS,
    program_name,
)
from searchtool.opening.target import Target, find_target

START_SECONDS = 1.0
"""A program with a window that fails does so within this time."""

_RUNNING: list["subprocess.Popen[bytes]"] = []
"""Programs that outlive the call: Python warns of those that nobody holds."""


class OpenCommand(NamedTuple):
    """What opens a hit: the `arguments` of a program, the first its name. `is_exact` says that it
    shows the place, not only the file; `waits` that it takes over the terminal until it ends."""

    arguments: tuple[str, ...]
    is_exact: bool = True
    waits: bool = False

    def run(self) -> int:
        """Start the program: its exit code if it has ended, 0 if it is still running. Raises
        UsageError where it cannot be started."""
        try:
            if self.waits:
                return subprocess.run(self.arguments, check=False).returncode
            null = subprocess.DEVNULL
            process = subprocess.Popen(
                self.arguments, stdin=null, stdout=null, stderr=null, start_new_session=True
            )
        except OSError as error:
            cause = tr("cannot be started", "не запускается")
            raise UsageError(self.arguments[0], f"{cause}: {error.strerror}") from error
        try:
            return process.wait(START_SECONDS)
        except subprocess.TimeoutExpired:
            _RUNNING.append(process)
            return 0


def open_command(hit: Hit) -> OpenCommand:
    """The command that opens a hit at its place. Raises CannotOpen, and UsageError for a variable
    that names no command."""
    target = find_target(hit)
    if target.kind == "text":
        return _editor(target)
    find = {"page": _pdf_viewer, "web": _browser, "file": _application}[target.kind]
    command = find(target)
    if not _has_windows() and not (command and command.waits):
        cause = tr("no window can be opened in this session", "в этом сеансе окно не открыть")
        raise CannotOpen(hit.path, cause)
    if command is None:
        cause = tr("no program found that opens it", "не найдена программа, которая его открывает")
        raise CannotOpen(hit.path, cause)
    return command


def _editor(target: Target) -> OpenCommand:
    chosen = _named("VISUAL") or _named("EDITOR") or _first(USUAL_EDITORS)
    if not chosen:
        cause = tr("names no editor", "редактор не указан")
        raise UsageError("$VISUAL", cause, tr("for example VISUAL=nano", "например, VISUAL=nano"))
    program = program_name(_real_name(chosen[0]))
    template = EDITORS.get(program) or EDITORS.get(program_name(chosen[0]))
    exact = template is not None and target.line is not None
    arguments = _filled(template, target) if template and exact else (target.path,)
    return OpenCommand((*chosen, *arguments), exact, program not in WINDOWED_EDITORS)


def _pdf_viewer(target: Target) -> OpenCommand | None:
    """The viewer that $PDFVIEWER names, that of the desktop, another one that can be told the page,
    a browser; else what the desktop has for such files."""
    known = (*PDF_VIEWERS, *BROWSERS)
    question = ("xdg-mime", "query", "default", "application/pdf")
    chosen = _named("PDFVIEWER") or _desktop_program(known, *question) or _first(PDF_VIEWERS)
    if chosen:
        name = program_name(chosen[0])
        template = PDF_VIEWERS.get(name)
        if template and target.page:
            return OpenCommand((*chosen, *_filled(template, target)))
        if name not in BROWSERS:
            return OpenCommand((*chosen, target.path), is_exact=False)
    url = file_url(target.path) + (f"#page={target.page}" if target.page else "")
    if chosen:
        return OpenCommand((*chosen, url), target.is_exact)
    return _browser(target._replace(url=url), anything=False) or _application(target)


def _browser(target: Target, *, anything: bool = True) -> OpenCommand | None:
    """The browser that $BROWSER names, that of the desktop, or another; else, if `anything` will
    do, what the desktop has for addresses: it drops the end of that of a file."""
    question = ("xdg-settings", "get", "default-web-browser")
    if chosen := _named("BROWSER") or _desktop_program(BROWSERS, *question) or _first(BROWSERS):
        if program_name(chosen[0]) in TEXT_BROWSERS:
            return OpenCommand((*chosen, target.url), is_exact=False, waits=True)
        if any("%s" in word for word in chosen):
            return OpenCommand(tuple(word.replace("%s", target.url) for word in chosen))
        return OpenCommand((*chosen, target.url), target.is_exact)
    if not anything:
        return None
    is_message = not target.url.startswith("file:")
    opener = _opener()
    return OpenCommand((*opener, target.url), is_exact=is_message) if opener else None


def _application(target: Target) -> OpenCommand | None:
    opener = _opener()
    return OpenCommand((*opener, target.path), is_exact=False) if opener else None


def _opener() -> tuple[str, ...]:
    return _first(("open",) if sys.platform == "darwin" else ("xdg-open", "wslview"))


def _named(variable: str) -> tuple[str, ...]:
    """The command in a variable; of several alternatives, as $BROWSER may have, the first that is
    there. Raises UsageError for one that is none."""
    value = os.environ.get(variable, "").strip()
    if not value:
        return ()
    try:
        commands = [shlex.split(part) for part in _alternatives(variable, value)]
    except ValueError as error:
        cause = tr(f"not a command: {value}", f"это не команда: {value}")
        raise UsageError(f"${variable}", cause) from error
    for command in filter(None, commands):
        if shutil.which(command[0]):
            return tuple(command)
    raise UsageError(f"${variable}", tr(f"no such program: {value}", f"нет программы {value}"))


def _alternatives(variable: str, value: str) -> Sequence[str]:
    return value.split(os.pathsep) if variable == "BROWSER" else [value]


def _first(programs: Iterable[str]) -> tuple[str, ...]:
    """The first of some programs that is installed."""
    return next(((program,) for program in programs if shutil.which(program)), ())


def _desktop_program(known: Iterable[str], *question: str) -> tuple[str, ...]:
    """The program of the desktop for something, as it answers a question, if it is known."""
    if not shutil.which(question[0]):
        return ()
    try:
        asked = subprocess.run(question, capture_output=True, text=True, timeout=5, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ()
    answer = asked.stdout.strip().lower()
    return _first(program for program in sorted(known, key=len, reverse=True) if program in answer)


def _real_name(program: str) -> str:
    """What a name such as `editor` stands for on this system."""
    return os.path.realpath(shutil.which(program) or program)


def _filled(template: Iterable[str], target: Target) -> tuple[str, ...]:
    """A braced name in the path is part of the path."""
    values: Mapping[str, object] = target._asdict()
    return tuple(part.format(**values) for part in template)


def _has_windows() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
