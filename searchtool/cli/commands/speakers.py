"""`search speakers [QUERY]`: a query in, who speaks about it out."""

from typing import Annotated

import typer

from searchtool.analysis.analyzer import Analyzer
from searchtool.cli.auto_index import open_or_build_index
from searchtool.cli.flags import IndexOption, JsonOption, QuietOption
from searchtool.cli.messages import ExitCode, Messages
from searchtool.cli.query_options import LimitOption, SureOption
from searchtool.core.i18n import tr
from searchtool.core.settings import load_settings
from searchtool.query.filters import CONFIDENT
from searchtool.render.json import dump
from searchtool.render.sanitize import one_line
from searchtool.search.options import SearchOptions
from searchtool.search.speaker_directory import count_speakers, make_directory, read_people

WordsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[QUERY]...",
        show_default=False,
        help=tr("What they speak about.", "О чём они говорят."),
    ),
]


def speakers(
    words: WordsArgument = None,
    limit: LimitOption = 20,
    sure: SureOption = False,
    json: JsonOption = False,
    index: IndexOption = None,
    quiet: QuietOption = False,
) -> None:
    """Print speakers with their numbers of quotations."""
    settings, messages = load_settings(index), Messages(quiet=quiet)
    session = open_or_build_index(settings, messages)
    options = SearchOptions("quote", filters=(CONFIDENT,) if sure else ())
    people = read_people(settings.speakers)
    directory = make_directory(session.speaker_names(), people, Analyzer())
    text = " ".join(words or [])
    found = count_speakers(session, text, options, directory)
    if json:
        shown = [one._asdict() for one in found[:limit]]
        print(dump({"format": 1, "query": text, "total": len(found), "speakers": shown}, indent=2))
    else:
        for one in found[:limit]:
            print(one.quotes, one_line(one.name), one.first or "", one.last or "", sep="\t")
        if len(found) > limit:
            messages.note(
                tr(
                    f"{limit} of {len(found)}; -n shows more",
                    f"{limit} из {len(found)}; больше: -n",
                )
            )
    if not found:
        messages.note(tr("nobody found", "никто не найден"))
    raise typer.Exit(ExitCode.FOUND if found else ExitCode.NOTHING)
