"""Commands that keep an index, look after it, or let others use it."""

from searchtool.cli import flags
from searchtool.cli.tables.command import OPTIONS, Argument, Command

INDEX = Command(
    "index",
    (
        "Bring the index up to date: read what is new or changed, drop what is gone.",
        "Обновить индекс: прочитать новое и изменившееся, убрать удалённое.",
    ),
    Argument(
        "paths",
        ("PATH", "ПУТЬ"),
        (
            "Folders and files. Without any: those of the index, at first docs_in/.",
            "Папки и файлы. Если не указаны: те, что уже в индексе, сначала docs_in/.",
        ),
    ),
    (
        (
            OPTIONS,
            (
                flags.REBUILD,
                flags.CHECK,
                flags.OCR,
                flags.NO_OCR,
                flags.FORGET,
                flags.ENGINE,
                flags.SHARD,
                flags.FIELDS,
                flags.ENCODINGS,
                *flags.WHERE,
                flags.URL,
                flags.QUIET,
            ),
        ),
    ),
    (
        ("search index ~/texts", ("add a folder", "добавить папку")),
        ("search index", ("read what is new or changed", "прочитать новое и изменившееся")),
        ("search index --forget ~/texts/old", ("take a folder out", "исключить папку")),
    ),
)

MOVE = Command(
    "move",
    (
        "Move the index to another engine without reading the files again.",
        "Перевести индекс на другой движок, не читая файлы заново.",
    ),
    None,
    ((OPTIONS, (flags.TO, flags.REPLACE, *flags.WHERE, flags.URL, flags.QUIET)),),
    (
        (
            "search move --to tantivy",
            ("the index has outgrown whoosh", "для whoosh индекс стал слишком велик"),
        ),
    ),
)

STATUS = Command(
    "status",
    ("Show what is indexed and what failed.", "Показать, что в индексе и что не прочитано."),
    None,
    ((OPTIONS, (flags.FAILED, flags.SKIPPED, flags.JSON, *flags.WHERE, flags.URL)),),
    (
        (
            "search status --failed",
            ("which files could not be read, and why", "какие файлы не прочитаны и почему"),
        ),
        (
            "search status --skipped",
            ("which files are not read", "какие файлы пропущены"),
        ),
    ),
)

WATCH = Command(
    "watch",
    (
        "Keep the index up to date while files change: a line for each change, until Ctrl-C.",
        "Держать индекс свежим, пока меняются файлы: по строке на изменение, до Ctrl-C.",
    ),
    INDEX.argument,
    ((OPTIONS, (flags.EVERY, *flags.WHERE, flags.URL, flags.QUIET)),),
    (("search watch ~/texts", ("beside your work", "во время вашей работы")),),
)

MCP = Command(
    "mcp",
    (
        "Let an assistant ask the index, over the Model Context Protocol; it only reads.",
        "Дать ассистенту искать по индексу (Model Context Protocol), только на чтение.",
    ),
    None,
    ((OPTIONS, (*flags.WHERE, flags.URL)),),
    (
        (
            "search mcp --index ~/texts/index",
            ("what an assistant is told to start", "так его запускает ассистент"),
        ),
    ),
)

DOCTOR = Command(
    "doctor",
    (
        "Say what is wrong and how to mend it: installation, settings, index, disk, cluster.",
        "Сказать, что не в порядке и что делать: установка, настройки, индекс, диск, кластер.",
    ),
    None,
    (
        (
            OPTIONS,
            (
                flags.JSON,
                *flags.WHERE,
                flags.URL,
                flags.QUIET._replace(
                    help=("Only what is wrong.", "Только то, что не в порядке."),
                ),
            ),
        ),
    ),
    (
        (
            "search doctor",
            ("everything, with what to do", "всё, и что с этим делать"),
        ),
        (
            "search doctor -q || mail …",
            ("in cron: exit code 2 for a fault", "в cron: код выхода 2 при ошибке"),
        ),
    ),
)
