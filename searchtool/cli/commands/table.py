"""The commands of `search`: what each takes, its help and its examples.

With the flags of `flags.py` this is all that Typer's commands (`app.py`), the parser of plain
queries (`fast_args.py`), `--help` (`help.py`), docs/cli.md and the man page are made from.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from searchtool.cli import flags
from searchtool.cli.flags import Flag, Text
from searchtool.core.errors import UsageError
from searchtool.core.i18n import tr
from searchtool.core.settings import Collection


class Argument(NamedTuple):
    """What a command takes besides its flags."""

    field: str
    metavar: Text
    help: Text
    many: bool = True
    required: bool = False


class Command(NamedTuple):
    """A command; `groups` are its flags under their headings in the help."""

    name: str
    summary: Text
    argument: Argument | None
    groups: tuple[tuple[Text, tuple[Flag, ...]], ...]
    examples: tuple[tuple[str, Text], ...]

    @property
    def flags(self) -> tuple[Flag, ...]:
        """All its flags, in the order of the help."""
        return tuple(flag for _, group in self.groups for flag in group)

    def flags_by_name(self) -> dict[str, Flag]:
        """The flags by each of their names."""
        return {name: flag for flag in self.flags for name in flag.names}

    def defaults(self) -> dict[str, Any]:
        """The value of each field that a command line does not mention."""
        return {flag.field: flag.default for flag in self.flags}

    def values(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """The value of each field, those given and the others. A collection stands in place of the
        path of its index. Raises UsageError where both are given."""
        values = self.defaults() | {**given}
        if (name := values.pop(flags.COLLECTION.field, None)) is None:
            return values
        if values[flags.INDEX.field] is not None:
            raise UsageError(
                " ".join("/".join(flag.names) for flag in flags.WHERE),
                tr("cannot be combined", "эти параметры нельзя указывать вместе"),
            )
        return values | {flags.INDEX.field: Collection(name)}


OPTIONS: Text = ("Options", "Параметры")

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
PLACE = Argument(
    "place",
    ("N|ID|PLACE", "N|ID|МЕСТО"),
    (
        "The number of a hit in the last answer of this terminal, its id, or its place as printed: "
        "news/a.txt:12.",
        "Номер в последнем ответе этого терминала, id или место, как оно напечатано: "
        "news/a.txt:12.",
    ),
    many=False,
    required=True,
)
"""Which passage a command is about."""

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
SHOW = Command(
    "show",
    (
        "Show a passage in its document.",
        "Показать абзац в его документе.",
    ),
    PLACE,
    (
        (
            OPTIONS,
            (
                flags.CONTEXT._replace(
                    default=3,
                    most=10_000,
                    help=("Show N passages around it.", "Показать N абзацев вокруг."),
                ),
                flags.JSON,
                flags.COLOR,
                *flags.WHERE,
                flags.URL,
            ),
        ),
    ),
    (
        (
            "search show 2",
            ("the second hit of the last answer", "второй результат последнего ответа"),
        ),
        (
            "search show news/2019-06-14.txt#p12 -C 5",
            ("with five passages on either side", "и по пять абзацев до и после"),
        ),
    ),
)
OPEN = Command(
    "open",
    (
        "Open the file of a passage at its place: in the editor ($VISUAL, $EDITOR) at the line, in "
        "the viewer ($PDFVIEWER) at the page of a PDF, in the browser ($BROWSER) at the text of a "
        "web page or at a Telegram message.",
        "Открыть файл на нужном месте: в редакторе ($VISUAL, $EDITOR) на строке, в просмотрщике "
        "($PDFVIEWER) на странице PDF, в браузере ($BROWSER) на тексте веб-страницы или на "
        "сообщении Telegram.",
    ),
    PLACE,
    ((OPTIONS, (flags.PRINT, *flags.WHERE, flags.URL, flags.QUIET)),),
    (
        (
            "search open 2",
            ("the second hit of the last answer", "второй результат последнего ответа"),
        ),
        (
            "search open news/2019-06-14.txt:7",
            ("a place as it is printed", "место, как оно напечатано"),
        ),
    ),
)
SIMILAR = Command(
    "similar",
    (
        "Find passages like this one by the words that tell, its reprints first.",
        "Найти абзацы, похожие на этот по характерным словам; перепечатки первыми.",
    ),
    PLACE,
    (
        (
            ("What to find", "Что искать"),
            (flags.QUOTES, flags.SAID, *flags.FILTERS, flags.ALL),
        ),
        (
            ("What to show", "Что показать"),
            (
                flags.LIMIT._replace(
                    help=("Show at most N hits (10).", "Показать не больше N результатов (10).")
                ),
                flags.OFFSET,
                flags.CONTEXT,
                flags.FULL,
                flags.EXPLAIN._replace(
                    help=("Show the words that tell.", "Показать характерные слова.")
                ),
                flags.COLOR,
            ),
        ),
        (("For scripts", "Для скриптов"), (flags.JSON, flags.JSONL, flags.CSV, flags.PLAIN)),
        (("Other", "Прочее"), (*flags.WHERE, flags.URL, flags.QUIET)),
    ),
    (
        (
            "search similar 2",
            ("like the second hit of the last answer", "похожее на второй результат ответа"),
        ),
        (
            "search similar news/2019-06-14.txt:7 --since 2020",
            ("what was written of it later", "что об этом писали позже"),
        ),
    ),
)
ANALYZE = Command(
    "analyze",
    (
        "Show the words of a text as the index sees them.",
        "Показать слова текста так, как их видит индекс.",
    ),
    Argument("text", ("TEXT", "ТЕКСТ"), ("The text.", "Текст.")),
    (
        (
            OPTIONS,
            (
                flags.STDIN._replace(
                    help=("Read one text per line.", "Читать по тексту на строку.")
                ),
                flags.JSONL,
            ),
        ),
    ),
    (('search analyze "шла по Москве"', ("word, form, key", "слово, форма, ключ")),),
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

_ALL = (
    QUERY,
    INDEX,
    MOVE,
    QUOTES,
    SPEAKERS,
    TIMELINE,
    COUNT,
    REPORT,
    SHOW,
    OPEN,
    SIMILAR,
    ANALYZE,
    STATUS,
    DOCTOR,
    LIVE,
    NEW,
    SAVE,
    LIST_SAVED,
    WATCH,
    MCP,
)
COMMANDS: Mapping[str, Command] = {command.name: command for command in _ALL}

OPTION_NAMES: Mapping[str, str] = {
    flag.field: "/".join(flag.names) for command in COMMANDS.values() for flag in command.flags
}
"""What an option is called on the command line, by its name in Python: «-n/--limit»."""
