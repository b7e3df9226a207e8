"""`search quotes PATH`: who says what in files, without an index."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from searchtool import api
from searchtool.cli.messages import ExitCode, Messages
from searchtool.core.errors import UnreadableFile
from searchtool.core.i18n import tr
from searchtool.core.model import Passage, Skipped
from searchtool.render.hit_fields import quote_fields, said_by
from searchtool.render.json import dump
from searchtool.render.sanitize import one_line
from searchtool.render.skipped import count_skipped


def run(values: Mapping[str, Any]) -> ExitCode:
    """Print what is said in files, then what could not be read."""
    messages = Messages()
    failures: list[UnreadableFile] = []
    skipped: list[Skipped] = []
    paths = map(Path, values["paths"])
    code = ExitCode.NOTHING
    for path, quote in api.find_file_quotes(
        paths,
        confident=values["confident"],
        verbatim=values["quotes"] and not values["said"],
        on_error=failures.append,
        on_skip=skipped.append,
    ):
        code = ExitCode.FOUND
        if values["jsonl"]:
            print(dump(quote_fields(path, quote)))
        else:
            print(_line(path, quote, explain=values["explain"]))
    for failure in failures:
        messages.error(failure)
    if skipped:
        names = count_skipped(skipped)
        messages.note(tr(f"skipped: {names}", f"пропущено: {names}"))
    return ExitCode.ERROR if failures else code


def _line(path: str, quote: Passage, *, explain: bool) -> str:
    place = f"{path}:{quote.line}" if quote.line is not None else path
    columns = [place, said_by(quote), quote.text]
    if explain:
        columns.append(f"{quote.rule} {quote.confidence:.2f}")
    return "\t".join(map(one_line, columns))
