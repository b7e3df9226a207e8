"""Commands that answer a query with passages, people or statements."""

from searchtool.cli import flags
from searchtool.cli.tables.command import OPTIONS, Argument, Command

QUERY = Command(
    "query",
    (
        "Find passages. This is the default command: search QUERY.",
        "Найти абзацы. Это команда по умолчанию: search ЗАПРОС.",
    ),
    Argument(
        "words",
        ("QUERY", "ЗАПРОС"),
        (
            'Words, "a phrase", -without, =exact form, prefix*, typo~, OR, ( ). "-" reads '
            "standard input.",
            'Слова, "фраза", -без, =точная форма, начал*, опечатка~, ИЛИ, ( ). «-» — со '
            "стандартного ввода.",
        ),
    ),
    (
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
                flags.LIMIT,
                flags.OFFSET,
                flags.SORT,
                flags.CONTEXT,
                flags.FULL,
                flags.EXPLAIN,
                flags.COLOR,
            ),
        ),
        (("For scripts", "Для скриптов"), (*flags.OUTPUTS, flags.FILES, flags.STDIN)),
        (("Other", "Прочее"), (*flags.WHERE, flags.URL, flags.QUIET)),
    ),
    (
        (
            'search "кибербезопасность региона"',
            ("both words, in any form", "оба слова, в любой форме"),
        ),
        (
            "search климат --quotes --since 2024",
            ("who said what about it", "кто что об этом сказал"),
        ),
        ("search саммит --json | jq .total", ("for a script", "для скрипта")),
    ),
)

QUOTES = Command(
    "quotes",
    (
        "Who says what in these files, without an index.",
        "Кто что говорит в этих файлах, без индекса.",
    ),
    Argument("paths", ("PATH", "ПУТЬ"), ("Files and folders.", "Файлы и папки."), required=True),
    (
        (
            OPTIONS,
            (
                flags.JSONL,
                flags.QUOTES_ONLY,
                flags.SAID._replace(
                    help=(
                        "What is retold without quotation marks too, as by default.",
                        "И пересказанное без кавычек, как по умолчанию.",
                    )
                ),
                flags.CONFIDENT,
                flags.EXPLAIN._replace(
                    help=("Show the matching rule.", "Показать и сработавшее правило.")
                ),
            ),
        ),
    ),
    (("search quotes article.txt --jsonl", ("one quotation per line", "по цитате на строку")),),
)

SPEAKERS = Command(
    "speakers",
    (
        "Who speaks about it: people and organisations, with their numbers of quotations and of "
        "retold statements, first and last date.",
        "Кто об этом говорит: люди и организации, число цитат и пересказов, первая и последняя "
        "дата.",
    ),
    Argument(
        "words",
        ("QUERY", "ЗАПРОС"),
        ("What they speak about; without it, anything.", "О чём; если не указано — о чём угодно."),
    ),
    (
        (
            ("What to count", "Что считать"),
            (
                flags.QUOTES_ONLY,
                *flags.FILTERS,
            ),
        ),
        (
            ("What to show", "Что показать"),
            (
                flags.LIMIT._replace(
                    default=20, help=("Show at most N speakers.", "Показать не больше N говорящих.")
                ),
                flags.COLOR,
            ),
        ),
        (("For scripts", "Для скриптов"), flags.SPEAKER_OUTPUTS),
        (("Other", "Прочее"), (*flags.WHERE, flags.URL, flags.QUIET)),
    ),
    (
        (
            'search speakers "кибербезопасность"',
            ("the most quoted first", "сначала те, кого цитируют чаще"),
        ),
        (
            "search speakers климат --since 2024 --csv",
            ("a table for a spreadsheet", "таблица для программы таблиц"),
        ),
    ),
)

NEW = Command(
    "new",
    (
        "Show what is new in the index since you looked last, the newest first.",
        "Показать, что нового в индексе с прошлого просмотра, сначала новые.",
    ),
    Argument(
        "words",
        ("QUERY", "ЗАПРОС"),
        (
            "Only passages with this; without it, all that is new.",
            "Только абзацы с этим; если не указано — всё новое.",
        ),
    ),
    (
        (
            ("What to find", "Что искать"),
            (
                flags.SAVED,
                flags.ALL_SAVED,
                flags.QUOTES,
                flags.SAID,
                *flags.FILTERS,
                flags.NO_FIX,
                flags.NO_EXPAND,
                flags.ALL._replace(names=("--no-merge",)),
            ),
        ),
        (
            ("What to show", "Что показать"),
            (
                flags.LIMIT._replace(
                    help=(
                        "Show at most N hits (100), or with --files N files (all).",
                        "Показать не больше N результатов (100), с --files — N файлов (все).",
                    )
                ),
                flags.OFFSET,
                flags.SORT._replace(default="newest"),
                flags.CONTEXT,
                flags.FULL,
                flags.EXPLAIN,
                flags.COLOR,
                flags.MARK,
                flags.NO_MARK,
            ),
        ),
        (("For scripts", "Для скриптов"), (*flags.OUTPUTS, flags.FILES)),
        (("Other", "Прочее"), (*flags.WHERE, flags.URL, flags.QUIET)),
    ),
    (
        ("search new", ("all that is new", "всё новое")),
        ("search new саммит", ("what is new about it", "что нового об этом")),
        (
            "search new --all --quiet",
            ("for cron: exit code 0 if any", "для cron: код 0, если новое есть"),
        ),
    ),
)

SAVE = Command(
    "save",
    (
        "Give a query a name, to ask what is new: search new --saved NAME.",
        "Дать запросу имя, чтобы спрашивать о новом: search new --saved ИМЯ.",
    ),
    Argument(
        "words",
        ("NAME QUERY", "ИМЯ ЗАПРОС"),
        ("A name, and the query as it is typed.", "Имя и запрос, как его набирают."),
        required=True,
    ),
    (
        (
            ("What to find", "Что искать"),
            (
                flags.QUOTES,
                flags.SAID,
                *flags.FILTERS,
                flags.NO_FIX,
                flags.NO_EXPAND,
            ),
        ),
        (("Other", "Прочее"), (*flags.WHERE, flags.URL, flags.QUIET)),
    ),
    (
        (
            "search save bridge мост --quotes",
            ("what is said of the bridge", "что говорят о мосте"),
        ),
    ),
)

LIST_SAVED = Command(
    "saved",
    ("List the saved queries, or remove one.", "Показать сохранённые запросы или удалить один."),
    None,
    ((OPTIONS, (flags.REMOVE, flags.JSON)),),
    (("search saved --remove bridge", ("no more of it", "больше не нужен")),),
)

LIVE = Command(
    "live",
    (
        "Search while you type, with the passage in its document beside the results.",
        "Искать по мере ввода, с абзацем в его документе рядом с результатами.",
    ),
    Argument(
        "words",
        ("QUERY", "ЗАПРОС"),
        ("What to begin with.", "С чего начать."),
    ),
    (
        (
            ("What to find", "Что искать"),
            (flags.QUOTES, flags.SAID, *flags.FILTERS, flags.SORT, flags.ALL),
        ),
        (
            ("Other", "Прочее"),
            (
                *flags.WHERE,
                flags.URL,
            ),
        ),
    ),
    (
        ("search live", ("↑ ↓ choose, Enter opens", "↑ ↓ выбор, Enter открывает")),
        (
            "search live климат --said",
            ("what people said about it", "что об этом говорили"),
        ),
    ),
)
