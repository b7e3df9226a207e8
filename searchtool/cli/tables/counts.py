"""Commands that count what a query finds, or write it down for others."""

from searchtool.cli import flags
from searchtool.cli.tables.command import Command
from searchtool.cli.tables.queries import QUERY

_COUNTED = (flags.QUOTES, flags.SAID, *flags.FILTERS, flags.NO_EXPAND)
"""What says which passages are counted."""

TIMELINE = Command(
    "timeline",
    (
        "Count the passages over time, those that hold all the words; without a query, all.",
        "Сосчитать абзацы по времени — те, где есть все слова; без запроса — все.",
    ),
    QUERY.argument,
    (
        (("What to count", "Что считать"), (flags.PER, flags.TIMELINE_BY, *_COUNTED)),
        (
            ("What to show", "Что показать"),
            (
                flags.LIMIT._replace(
                    default=10,
                    help=(
                        "With --by, show at most N speakers or files.",
                        "С --by показать не больше N говорящих или файлов.",
                    ),
                ),
                flags.COLOR,
            ),
        ),
        (
            ("For scripts", "Для скриптов"),
            (
                flags.JSON,
                flags.CSV,
                flags.PLAIN._replace(
                    help=("One line per period: period, number.", "По строке: отрезок, число.")
                ),
            ),
        ),
        (("Other", "Прочее"), (*flags.WHERE, flags.URL, flags.QUIET)),
    ),
    (
        ("search timeline климат --per month", ("how often, month by month", "по месяцам")),
        (
            "search timeline климат --by speaker",
            ("who speaks about it, and when", "кто об этом говорит и когда"),
        ),
    ),
)

COUNT = Command(
    "count",
    (
        "Count the passages that hold all the words by file, speaker, author, day or source.",
        "Сосчитать абзацы, где есть все слова, по файлам, говорящим, авторам, дням, источникам.",
    ),
    QUERY.argument,
    (
        (("What to count", "Что считать"), (flags.COUNT_BY, *_COUNTED)),
        (
            ("What to show", "Что показать"),
            (
                flags.LIMIT._replace(
                    default=20, help=("Show at most N rows.", "Показать не больше N строк.")
                ),
                flags.COLOR,
            ),
        ),
        (
            ("For scripts", "Для скриптов"),
            (
                flags.JSON,
                flags.JSONL,
                flags.CSV,
                flags.PLAIN._replace(
                    help=(
                        "One line per value: number, name, documents, first and last date.",
                        "По строке: число, имя, документы, первая и последняя дата.",
                    )
                ),
            ),
        ),
        (("Other", "Прочее"), (*flags.WHERE, flags.URL, flags.QUIET)),
    ),
    (
        (
            "search count климат --by source",
            ("where most is written about it", "где об этом пишут больше всего"),
        ),
        (
            "search count климат --by speaker --csv",
            ("a table for a spreadsheet", "таблица для программы таблиц"),
        ),
    ),
)

REPORT = Command(
    "report",
    (
        "Write a report of the hits for others: one HTML file with passages, sources and digests.",
        "Сделать отчёт о найденном: один файл HTML с абзацами, источниками и контрольными суммами.",
    ),
    QUERY.argument,
    (
        (
            ("What to write", "Что записать"),
            (flags.REPORT, flags.MARKDOWN, flags.SHEET, flags.EXCEL, flags.FORCE),
        ),
        (
            ("What to find", "Что искать"),
            (
                flags.QUOTES,
                flags.SAID,
                *flags.FILTERS,
                flags.NO_FIX,
                flags.NO_EXPAND,
                flags.ALL,
            ),
        ),
        (
            ("What to show", "Что показать"),
            (
                flags.LIMIT._replace(
                    default=50, help=("At most N hits.", "Не больше N результатов.")
                ),
                flags.OFFSET,
                flags.SORT,
                flags.CONTEXT._replace(
                    help=("N neighbouring passages of each.", "N соседних абзацев у каждого.")
                ),
            ),
        ),
        (("Other", "Прочее"), (*flags.WHERE, flags.URL, flags.QUIET)),
    ),
    (
        (
            "search report климат --since 2024 -o klimat.html",
            ("a page to send or print", "страница, чтобы послать или напечатать"),
        ),
        (
            "search report климат --quotes --md --excel",
            ("also as text and as a table", "и текстом, и таблицей"),
        ),
    ),
)
