"""Every flag once: its names, type, range, default and help in two languages.

Which command takes it stands in `commands/table.py`. A flag whose `field` is a field of
SearchOptions needs nothing else to take effect; what any other one does, its command says.
"""

from typing import Any, NamedTuple

from searchtool.core.errors import OptionError
from searchtool.core.i18n import tr
from searchtool.core.model import GROUPINGS, MAX_CONTEXT, ROW_GROUPINGS, SORTS, UNITS

Text = tuple[str, str]
"""A wording in English and in Russian."""

HELP_NAMES = ("-h", "--help")


MAX_DIGITS = 18
"""Of a number: there is nothing that longer ones could count, and `int` refuses 4,301 digits."""


MAX_SHOWN_CHARS = 60


class Flag(NamedTuple):
    """An option. `names` end with the long one; `type` is bool where it takes no value, and
    `sets` is what it sets then. Numbers have a range, `choices` are all values there are, and
    `many` says that it may be given several times."""

    field: str
    names: tuple[str, ...]
    help: Text
    type: type = bool
    default: Any = None
    metavar: Text = ("", "")
    least: int = 0
    most: int | None = None
    choices: tuple[str, ...] = ()
    many: bool = False
    sets: bool = True

    @property
    def is_switch(self) -> bool:
        """Whether it takes no value."""
        return self.type is bool

    def parse(self, text: str) -> Any:
        """The value that a text stands for. Raises OptionError."""
        if self.type is int:
            return self._parse_number(text)
        if self.choices and text not in self.choices:
            known = ", ".join(self.choices)
            raise OptionError(
                self.field,
                tr(f"unknown value {_shown(text)}", f"неизвестное значение {_shown(text)}"),
                tr(f"choose from: {known}", f"возможны: {known}"),
            )
        return self.type(text)

    def _parse_number(self, text: str) -> int:
        number = int(text[-MAX_DIGITS:]) if text.isascii() and text.isdigit() else -1
        if number >= 0 and len(text.lstrip("0")) > MAX_DIGITS:
            number = 10**MAX_DIGITS
        if number < self.least or (self.most is not None and number > self.most):
            english, russian = self.range
            raise OptionError(
                self.field,
                tr(
                    f"must be {english}, not {_shown(text)}",
                    f"нужно {russian}, а не {_shown(text)}",
                ),
            )
        return number

    @property
    def range(self) -> Text:
        """Which numbers it takes."""
        if self.most is None:
            return f"a whole number from {self.least}", f"целое число от {self.least}"
        return (
            f"a whole number from {self.least} to {self.most}",
            f"целое число от {self.least} до {self.most}",
        )


def _shown(value: str) -> str:
    """A wrong value, so that an error stays a line."""
    return repr(value if len(value) <= MAX_SHOWN_CHARS else f"{value[:MAX_SHOWN_CHARS]}…")


def _switch(field: str, name: str, english: str, russian: str, *, sets: bool = True) -> Flag:
    return Flag(field, tuple(name.split()), (english, russian), default=not sets, sets=sets)


COUNT = ("N", "N")

INDEX = Flag(
    "index_path",
    ("--index",),
    ("The folder of the index (index/).", "Папка индекса (index/)."),
    type=str,
    metavar=("DIR", "ПАПКА"),
)
COLLECTION = Flag(
    "collection",
    ("-c", "--collection"),
    (
        "The index with this name in the settings.",
        "Индекс с этим именем в настройках.",
    ),
    type=str,
    metavar=("NAME", "ИМЯ"),
)
WHERE = (INDEX, COLLECTION)
"""Which index is meant; of both at most one."""

URL = Flag(
    "url",
    ("--url",),
    (
        "The address of a cluster, for the opensearch engine: https://host:9200/name.",
        "Адрес кластера для движка opensearch: https://host:9200/имя.",
    ),
    type=str,
    metavar=("URL", "АДРЕС"),
)
REPLACE = _switch(
    "replace",
    "--replace",
    "Replace the index that the cluster has under this name.",
    "Заменить индекс, который есть в кластере под этим именем.",
)
QUIET = _switch("quiet", "-q --quiet", "Only errors, no notes.", "Только ошибки, без пояснений.")
JSON = _switch("json", "--json", "One JSON object.", "Один объект JSON.")
JSONL = _switch("jsonl", "--jsonl", "One JSON object per line.", "По объекту JSON на строку.")
COLOR = Flag(
    "color",
    ("--color",),
    ("Colours in the terminal.", "Цвета в терминале."),
    type=str,
    default="auto",
    metavar=("WHEN", "КОГДА"),
    choices=("auto", "always", "never"),
)
LIMIT = Flag(
    "limit",
    ("-n", "--limit"),
    (
        "Show at most N hits (10), or with --files N files (all).",
        "Показать не больше N результатов (10), с --files — N файлов (все).",
    ),
    type=int,
    metavar=COUNT,
    least=1,
)
CONTEXT = Flag(
    "context",
    ("-C", "--context"),
    (
        "Show N neighbouring passages (terminal, JSON).",
        "Показать N соседних абзацев (терминал, JSON).",
    ),
    type=int,
    default=0,
    metavar=COUNT,
    least=0,
    most=MAX_CONTEXT,
)
CONFIDENT = _switch(
    "confident",
    "--sure",
    "Only confidently identified speakers.",
    "Только надёжно определённые авторы слов.",
)
EXPLAIN = _switch(
    "explain",
    "--explain",
    "How the query was understood, and how each score came about.",
    "Как понят запрос и из чего сложилась оценка.",
)


def _filter(field: str, metavar: Text, english: str, russian: str) -> Flag:
    return Flag(field, (f"--{field}",), (english, russian), type=str, metavar=metavar)


DATE = ("DATE", "ДАТА")
SPEAKER = _filter(
    "speaker", ("NAME", "ИМЯ"), "Only what this person said.", "Только слова этого человека."
)
TITLE = _filter(
    "title",
    ("WORDS", "СЛОВА"),
    "Only documents with these words in the title.",
    "Только документы с этими словами в заголовке.",
)
AUTHOR = _filter(
    "author",
    ("NAME", "ИМЯ"),
    "Only documents by this author; who said something: --speaker.",
    "Только документы этого автора; кто что сказал — --speaker.",
)
PATH = _filter(
    "path",
    ("PATTERN", "ОБРАЗЕЦ"),
    "Only files with this in their path, or matching it: news/*.txt.",
    "Только файлы, в пути которых это есть или чей путь подходит: news/*.txt.",
)
SINCE = _filter(
    "since",
    DATE,
    "Only documents of that day, month or year, or later: 2019-06, yesterday, 7d, 'last week'.",
    "Только документы не раньше дня, месяца, года: 2019-06, вчера, неделя, '3 дня', 'май 2019'.",
)
UNTIL = _filter(
    "until",
    DATE,
    "Only documents of that day, month or year, or earlier.",
    "Только документы не позже дня, месяца, года.",
)
FILTERS = (SPEAKER, CONFIDENT, TITLE, AUTHOR, PATH, SINCE, UNTIL)
QUOTES = _switch("quotes", "--quotes", "Quotations with their speakers.", "Цитаты: кто что сказал.")
QUOTES_ONLY = QUOTES._replace(
    help=(
        "Only quotations, not what is retold without quotation marks.",
        "Только цитаты, без пересказа без кавычек.",
    )
)
SAID = _switch(
    "said",
    "--said",
    "All that people said, retold without quotation marks too.",
    "Всё, что сказали люди, и пересказанное без кавычек.",
)
NO_FIX = _switch(
    "correct", "--no-fix", "Do not correct the query.", "Не исправлять запрос.", sets=False
)
NO_EXPAND = _switch(
    "expand",
    "--no-expand",
    "Only the words as typed: no other spellings, names or derived words.",
    "Только сами слова: без других написаний, названий и однокоренных слов.",
    sets=False,
)
ALL = _switch(
    "collapse",
    "--all",
    "Do not merge identical passages.",
    "Не объединять одинаковые абзацы и цитаты.",
    sets=False,
)
OFFSET = Flag(
    "offset",
    ("--offset",),
    ("Skip the first N hits.", "Пропустить первые N результатов."),
    type=int,
    default=0,
    metavar=COUNT,
)
SORT = Flag(
    "sort",
    ("--sort",),
    (
        "By relevance, newest first (newest or date) or oldest first (oldest); without a query, "
        "the newest. By date only passages with all the words are shown, undated ones last.",
        "По соответствию (relevance), сначала новые (newest или date) или старые (oldest); без "
        "запроса — новые. По дате показаны только абзацы со всеми словами, без даты — в конце.",
    ),
    type=str,
    default="relevance",
    metavar=("ORDER", "ПОРЯДОК"),
    choices=SORTS,
)
FULL = _switch(
    "full",
    "--full",
    "Do not shorten long passages in the terminal.",
    "Не сокращать длинные абзацы в терминале.",
)
CSV = _switch("csv", "--csv", "A table.", "Таблица.")
PLAIN = _switch(
    "plain",
    "--plain",
    "One line per hit: place, score, text.",
    "По строке на результат: место, оценка, текст.",
)
COUNT_ONLY = _switch(
    "count",
    "--count",
    "Only the number of passages with all the words.",
    "Только число абзацев со всеми словами.",
)
FILES = _switch(
    "files",
    "--files",
    "Only files, each with its number of passages; also as --json, --jsonl or --csv.",
    "Только файлы и число абзацев в каждом; также с --json, --jsonl, --csv.",
)
OUTPUTS = (JSON, JSONL, CSV, PLAIN, COUNT_ONLY)
"""What a query can be answered in besides the layout for a terminal; `render` has a module each."""

SPEAKER_OUTPUTS = (
    JSON,
    JSONL,
    CSV,
    PLAIN._replace(
        help=(
            "One line per speaker: quotations, name, first and last date, retold statements.",
            "По строке: число цитат, имя, первая и последняя дата, число пересказов.",
        )
    ),
    COUNT_ONLY._replace(help=("Only the number of speakers.", "Только число говорящих.")),
)
"""What speakers can be listed in besides the table for a terminal."""

PER = Flag(
    "per",
    ("--per",),
    (
        "Count per day, week, month or year. Without it: what fits on two screens.",
        "Считать по дням (day), неделям (week), месяцам (month) или годам (year). Если не "
        "указано: так, чтобы уместилось на двух экранах.",
    ),
    type=str,
    metavar=("UNIT", "ОТРЕЗОК"),
    choices=UNITS,
)
TIMELINE_BY = Flag(
    "by",
    ("--by",),
    (
        "A timeline for each speaker or for each file (path), those with most first.",
        "Отдельно по говорящим (speaker) или по файлам (path), сначала самые частые.",
    ),
    type=str,
    metavar=("WHAT", "ЧТО"),
    choices=ROW_GROUPINGS,
)
COUNT_BY = TIMELINE_BY._replace(
    help=(
        "Count by file (path), by speaker, by author, by day (date), or by source: the site of an "
        "address, else the archive or export, else the folder.",
        "Считать по файлам (path), говорящим (speaker), авторам (author), дням (date) или "
        "источникам (source): сайт из адреса, иначе архив или выгрузка, иначе папка.",
    ),
    choices=GROUPINGS,
)
REPORT = Flag(
    "output",
    ("-o", "--output"),
    (
        "The file of the report, which ends with .html.",
        "Файл отчёта, имя кончается на .html.",
    ),
    type=str,
    default="report.html",
    metavar=("FILE", "ФАЙЛ"),
)
MARKDOWN = _switch("markdown", "--md", "Also as Markdown, beside it.", "Рядом — то же в Markdown.")
SHEET = CSV._replace(help=("Also as a table, beside it.", "Рядом — то же таблицей."))
EXCEL = _switch(
    "excel",
    "--excel",
    "The table for Excel in a Russian system.",
    "Таблица для русского Excel.",
)
FORCE = _switch(
    "force",
    "--force",
    "Replace another file of that name.",
    "Заменить другой файл с этим именем.",
)
STDIN = _switch(
    "stdin",
    "--stdin",
    "With --jsonl: one query per line in, one answer per line out.",
    "С --jsonl: по запросу в строке, по ответу в строке.",
)
SAVED = Flag(
    "saved",
    ("--saved",),
    ("What is new for the query with this name.", "Новое по запросу с этим именем."),
    type=str,
    metavar=("NAME", "ИМЯ"),
)
ALL_SAVED = _switch(
    "all_saved",
    "--all",
    "What is new for each saved query.",
    "Новое по каждому сохранённому запросу.",
)
MARK = _switch(
    "mark",
    "--mark",
    "It is seen, even where not all of it is shown.",
    "Считать просмотренным и то, что не показано.",
)
NO_MARK = _switch(
    "no_mark",
    "--no-mark",
    "Only look: all of it stays new.",
    "Только посмотреть: всё останется новым.",
)
REMOVE = Flag(
    "remove",
    ("--remove",),
    ("Remove the query with this name.", "Удалить запрос с этим именем."),
    type=str,
    metavar=("NAME", "ИМЯ"),
)
REBUILD = _switch(
    "rebuild",
    "--rebuild",
    "Build a new index beside the old one, then replace it.",
    "Построить новый индекс рядом со старым и заменить его.",
)
CHECK = _switch(
    "check",
    "--check",
    "Check the files of the index, and compare texts by content, not by time.",
    "Проверить файлы индекса и сравнить тексты по содержанию, а не по времени.",
)
OCR = _switch(
    "ocr",
    "--ocr",
    "Recognize scanned PDF pages and pictures (tesseract), also in later runs.",
    "Распознавать сканы в PDF и картинки (tesseract), и в следующий раз тоже.",
)
NO_OCR = _switch("no_ocr", "--no-ocr", "With --rebuild: no OCR.", "С --rebuild: без распознавания.")
FORGET = Flag(
    "forget",
    ("--forget",),
    (
        "Take what lies below PATH out of the index; no file is read or deleted.",
        "Исключить из индекса всё, что лежит в ПУТЬ; файлы не читаются и не удаляются.",
    ),
    type=str,
    metavar=("PATH", "ПУТЬ"),
    many=True,
)
ENGINE = Flag(
    "engine",
    ("--engine",),
    (
        "Engine of a new index: auto (whoosh up to 8 MB of text, tantivy above), whoosh, "
        "tantivy or opensearch (a cluster).",
        "Движок нового индекса: auto (до 8 МБ текста whoosh, больше — tantivy), whoosh, "
        "tantivy или opensearch (кластер).",
    ),
    type=str,
    metavar=("NAME", "ИМЯ"),
)
SHARD = Flag(
    "shard",
    ("--shard",),
    (
        "In a cluster: only this part of the files, 2/8 is the second of eight; the others are "
        "for other indexers.",
        "В кластере: только эта часть файлов, 2/8 — вторая из восьми; остальные достанутся "
        "другим индексаторам.",
    ),
    type=str,
    metavar=("I/N", "I/N"),
)
TO = Flag(
    "to",
    ("--to",),
    (
        "The engine to move to: whoosh or tantivy.",
        "Движок, на который перейти: whoosh или tantivy.",
    ),
    type=str,
    metavar=("NAME", "ИМЯ"),
)
FIELDS = Flag(
    "fields",
    ("--field",),
    (
        "In .jsonl, .json and .csv: read text, id, title, date, url or author from another "
        "field: text=body, or in some files only: 'tweets/*:text=full_text'.",
        "В .jsonl, .json и .csv: брать text, id, title, date, url или author из другого поля: "
        "text=body, или только в некоторых файлах: 'tweets/*:text=full_text'.",
    ),
    type=str,
    metavar=("[GLOB:]NAME=FIELD", "[ОБРАЗЕЦ:]ИМЯ=ПОЛЕ"),
    many=True,
)
ENCODINGS = Flag(
    "encodings",
    ("--encoding",),
    (
        "Read these files in this encoding: 'old/*.txt=koi8-r'.",
        "Читать эти файлы в этой кодировке: 'old/*.txt=koi8-r'.",
    ),
    type=str,
    metavar=("GLOB=NAME", "ОБРАЗЕЦ=КОДИРОВКА"),
    many=True,
)
EVERY = Flag(
    "every",
    ("--every",),
    (
        "Look at all files every N seconds, whatever the system tells of changes.",
        "Проверять все файлы раз в N секунд, что бы ни сообщала система.",
    ),
    type=int,
    default=300,
    metavar=COUNT,
    least=1,
    most=86_400,
)
PRINT = _switch(
    "print",
    "--print",
    "Print the command instead of running it.",
    "Напечатать команду, а не выполнять её.",
)
FAILED = _switch("failed", "--failed", "Only the files that failed.", "Только ошибки чтения.")
SKIPPED = _switch(
    "skipped",
    "--skipped",
    "Only what is not read: other formats, hidden files, links.",
    "Только то, что не читается: другие форматы, скрытые файлы, ссылки.",
)
