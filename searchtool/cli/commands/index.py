"""`search index`: paths in, an index brought up to date out."""

import codecs
from pathlib import Path
from typing import Annotated

import typer

from searchtool.cli.flags import IndexOption, QuietOption
from searchtool.cli.index_run import run_index
from searchtool.cli.messages import ExitCode, Messages
from searchtool.core.errors import SearchError, UsageError
from searchtool.core.i18n import tr
from searchtool.core.settings import Settings, load_settings
from searchtool.engines import ENGINES
from searchtool.index.engine_choice import AUTO
from searchtool.index.manifest import read_manifest
from searchtool.index.plan import Plan

PathsArgument = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[PATH]...",
        show_default=False,
        help=tr(
            "Folders and files; without any, those of the index, at first docs_in/.",
            "Папки и файлы; без них — те, что уже в индексе, сначала docs_in/.",
        ),
    ),
]
RebuildOption = Annotated[
    bool,
    typer.Option(
        "--rebuild",
        help=tr(
            "Build anew beside the old index, then swap.",
            "Построить заново рядом со старым и подменить его.",
        ),
    ),
]
EngineOption = Annotated[
    str | None,
    typer.Option(
        "--engine",
        metavar="|".join((AUTO, *ENGINES)),
        show_default=False,
        help=tr(
            "The engine of a new index; auto, the default, takes whoosh up to 8 MB of text.",
            "Движок нового индекса; auto, если не указан: до 8 МБ текста whoosh.",
        ),
    ),
]
FieldOption = Annotated[
    list[str] | None,
    typer.Option(
        "--field",
        metavar="NAME=FIELD",
        show_default=False,
        help=tr(
            "In .jsonl, .json and .csv, read text, id, title, date, url or author "
            "from another field: text=body.",
            "В .jsonl, .json и .csv брать text, id, title, date, url или author "
            "из другого поля: text=body.",
        ),
    ),
]
EncodingOption = Annotated[
    list[str] | None,
    typer.Option(
        "--encoding",
        metavar="GLOB=NAME",
        show_default=False,
        help=tr(
            "Read these files in this encoding: 'old/*.txt=koi8-r'.",
            "Читать эти файлы в этой кодировке: 'old/*.txt=koi8-r'.",
        ),
    ),
]
FIELDS = ("text", "id", "title", "date", "url", "author")


def index(
    paths: PathsArgument = None,
    rebuild: RebuildOption = False,
    engine: EngineOption = None,
    field: FieldOption = None,
    encoding: EncodingOption = None,
    index: IndexOption = None,
    quiet: QuietOption = False,
) -> None:
    """Refresh or rebuild the index."""
    settings = load_settings(index)
    plan = Plan(
        _paths(paths, settings),
        rebuild,
        _engine(engine),
        _fields(field or []),
        _encodings(encoding or []),
    )
    report = run_index(settings.index_path, plan, Messages(quiet=quiet))
    raise typer.Exit(ExitCode.ERROR if report.failed else ExitCode.FOUND)


def _paths(paths: list[Path] | None, settings: Settings) -> list[Path]:
    if paths:
        return paths
    try:
        if read_manifest(settings.index_path).roots:
            return []
    except SearchError:
        pass  # none, or none that could be used: the default folder it is
    if not settings.docs.is_dir():
        raise UsageError(
            str(settings.docs),
            tr("no such folder", "нет такой папки"),
            tr("name one: search index FOLDER", "назовите её: search index ПАПКА"),
        )
    return [settings.docs]


def _engine(name: str | None) -> str | None:
    if name in (None, AUTO, *ENGINES):
        return name
    raise UsageError(
        "--engine",
        tr(f"unknown engine {name!r}", f"неизвестный движок {name!r}"),
        tr("there are: ", "есть: ") + ", ".join((AUTO, *ENGINES)),
    )


def _fields(options: list[str]) -> dict[str, str]:
    fields = {}
    for option in options:
        name, _, source = option.partition("=")
        if name not in FIELDS or not source:
            raise UsageError(
                f"--field {option}",
                tr("not NAME=FIELD", "не вида ИМЯ=ПОЛЕ"),
                tr("names are: ", "имена: ") + ", ".join(FIELDS),
            )
        fields[name] = source
    return fields


def _encodings(options: list[str]) -> dict[str, str]:
    encodings = {}
    for option in options:
        glob, _, name = option.rpartition("=")
        if not glob:
            raise UsageError(
                f"--encoding {option}",
                tr("not GLOB=NAME", "не вида ОБРАЗЕЦ=КОДИРОВКА"),
                tr("for example: '*.txt=koi8-r'", "например: '*.txt=koi8-r'"),
            )
        encodings[glob] = _encoding_name(name)
    return encodings


def _encoding_name(name: str) -> str:
    try:
        found = codecs.lookup(name)
        "".encode(found.name)
    except (LookupError, ValueError) as error:
        raise UsageError(
            "--encoding",
            tr(f"unknown encoding {name!r}", f"неизвестная кодировка {name!r}"),
            tr("known are: ", "известны: ") + "utf-8, utf-16, cp1251, koi8-r, cp866, mac-cyrillic",
        ) from error
    return found.name
