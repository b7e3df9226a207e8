"""`search index [PATH]`: bring the index up to date."""

import codecs
import re
from collections.abc import Iterable, Mapping
from typing import Any

from searchtool.cli.cluster import engine_to_write
from searchtool.cli.commands.table import OPTION_NAMES
from searchtool.cli.forgetting import forget
from searchtool.cli.index_run import paths_to_index, run_index
from searchtool.cli.messages import ExitCode, Messages
from searchtool.core.errors import OptionError, UsageError
from searchtool.core.i18n import tr
from searchtool.core.settings import ABOVE, load_settings

RECORD_FIELDS = ("text", "id", "title", "date", "url", "author")
"""Of the records of .jsonl, .json and .csv: those that may be read from another field."""

_FIELD = re.compile(rf"((?:.+?:)??(?:{'|'.join(RECORD_FIELDS)}))=(.+)")


def run(values: Mapping[str, Any]) -> ExitCode:
    """Refresh or rebuild the index."""
    if values["check"] and values["rebuild"]:
        raise UsageError("--check, --rebuild", tr("cannot be combined", "нельзя указывать вместе"))
    settings = load_settings(values["index_path"], values["url"])
    messages = Messages(quiet=values["quiet"])
    if settings.sources["index"] == ABOVE:
        _tell_index(settings.index_path, messages, replaces=values["rebuild"] and values["paths"])
    if values["forget"]:
        _check_only_forgets(values)
        forget(settings.index_path, values["forget"], messages, settings.connection())
        return ExitCode.FOUND
    report = run_index(
        settings.index_path,
        paths_to_index(values["paths"], settings),
        messages,
        rebuild=values["rebuild"],
        check=values["check"],
        engine=engine_to_write(values["engine"], settings),
        connection=settings.connection(),
        shard=values["shard"],
        fields=_each_once("fields", map(_field, values["fields"] or [])),
        encodings=_each_once("encodings", map(_encoding, values["encodings"] or [])),
        ocr=_ocr(values),
    )
    return ExitCode.ERROR if report.failed or report.partial else ExitCode.FOUND


def _ocr(values: Mapping[str, Any]) -> bool | None:
    if values["ocr"] and values["no_ocr"]:
        raise UsageError("--ocr, --no-ocr", tr("cannot be combined", "нельзя указывать вместе"))
    return True if values["ocr"] else False if values["no_ocr"] else None


def _check_only_forgets(values: Mapping[str, Any]) -> None:
    """Raises UsageError for what would read files."""
    others = ("paths", "rebuild", "check", "engine", "fields", "encodings", "ocr", "no_ocr")
    given = [OPTION_NAMES.get(name, tr("PATH", "ПУТЬ")) for name in others if values[name]]
    if given:
        where = ", ".join([OPTION_NAMES["forget"], *given])
        raise UsageError(where, tr("cannot be combined", "нельзя указывать вместе"))


def _tell_index(index_path: str, messages: Messages, *, replaces: bool) -> None:
    """Say which index is written, where it was found and not named. Raises UsageError where its
    texts would be replaced."""
    if replaces:
        raise UsageError(
            index_path,
            tr(
                "found in a folder above; its texts would be replaced",
                "найден в папке выше, его тексты будут заменены",
            ),
            tr(
                "name the index that is meant: --index index (here), or that one",
                "укажите, какой индекс нужен: --index index (здесь) или тот",
            ),
        )
    messages.note(
        tr(
            f"index: {index_path} (found in a folder above; for one here: --index index)",
            f"индекс: {index_path} (найден в папке выше; чтобы создать здесь: --index index)",
        )
    )


def _each_once(option: str, pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The pairs by their names. Raises OptionError for a name that is given twice."""
    found: dict[str, str] = {}
    for name, value in pairs:
        if found.setdefault(name, value) != value:
            raise OptionError(
                option,
                tr(f"{name} is given twice", f"{name} указано дважды"),
                tr("begin one with a GLOB of files", "начните одно с ОБРАЗЦА файлов"),
            )
    return found


def _field(option: str) -> tuple[str, str]:
    given = _FIELD.fullmatch(option)
    if given is None:
        raise UsageError(
            f"--field {option}",
            tr(
                "must be NAME=FIELD or GLOB:NAME=FIELD",
                "нужно в виде ИМЯ=ПОЛЕ или ОБРАЗЕЦ:ИМЯ=ПОЛЕ",
            ),
            tr("names: ", "имена: ") + ", ".join(RECORD_FIELDS),
        )
    return given[1], given[2]


def _encoding(option: str) -> tuple[str, str]:
    glob, _, name = option.rpartition("=")
    if not glob:
        raise UsageError(
            f"--encoding {option}",
            tr("must be GLOB=NAME", "нужно в виде ОБРАЗЕЦ=КОДИРОВКА"),
            tr("for example: '*.txt=koi8-r'", "например: '*.txt=koi8-r'"),
        )
    return glob, _encoding_name(name)


def _encoding_name(name: str) -> str:
    try:
        found = codecs.lookup(name)
        "".encode(found.name)
    except (LookupError, ValueError) as error:
        raise OptionError(
            "encodings",
            tr(f"unknown encoding {name!r}", f"неизвестная кодировка {name!r}"),
            tr("known: ", "известны: ") + "utf-8, utf-16, cp1251, koi8-r, cp866, mac-cyrillic",
        ) from error
    return found.name
