"""`search open N|ID|PLACE`: a passage in the program that shows its file, at its place."""

import shlex
from collections.abc import Iterator, Mapping
from typing import Any

from searchtool import api
from searchtool.cli.chosen_hit import choose, no_such_passage
from searchtool.cli.messages import ExitCode, Messages, show_command
from searchtool.core.errors import UsageError
from searchtool.core.i18n import tr
from searchtool.core.model import Hit
from searchtool.render.hit_fields import location


def run(values: Mapping[str, Any]) -> ExitCode:
    """Open one passage, or print the command that would."""
    messages = Messages(quiet=values["quiet"])
    chosen = choose(values["place"], values["index_path"], values["url"])
    with api.open_index(chosen.index_path, connection=chosen.connection) as index:
        hit = chosen.find(index)
    if hit is None:
        messages.note(no_such_passage(chosen.given))
        return ExitCode.NOTHING
    read = show_command(chosen.given, values["index_path"])
    command = _command(hit, read)
    if values["print"]:
        print(shlex.join(command.arguments))
        return ExitCode.FOUND
    for note in _notes(hit, command, read):
        messages.note(note)
    _run(command)
    return ExitCode.FOUND


def _command(hit: Hit, read: str) -> api.OpenCommand:
    try:
        return api.open_command(hit)
    except api.CannotOpen as error:
        advice = tr(f"read it here: {read}", f"прочитать здесь: {read}")
        raise UsageError(error.where, error.cause, advice) from error


def _notes(hit: Hit, command: api.OpenCommand, read: str) -> Iterator[str]:
    """What is opened, and where its place has to be looked for."""
    program = command.arguments[0]
    yield tr(
        f"opening in {program}: {location(hit)}", f"открываю в программе {program}: {location(hit)}"
    )
    if hit.file_state == "changed":
        yield tr(
            "the file has changed since it was indexed: the place may have moved",
            "файл изменился после индексации: место могло сдвинуться",
        )
    if not command.is_exact:
        yield tr(
            f"{program} shows the file from its beginning; the passage: {read}",
            f"{program} покажет файл с начала; сам абзац: {read}",
        )


def _run(command: api.OpenCommand) -> None:
    code = command.run()
    if code and not command.waits:  # an editor ends with what its user makes it end with
        cause = tr(f"ended with code {code}", f"завершилась с кодом {code}")
        raise UsageError(command.arguments[0], cause)
