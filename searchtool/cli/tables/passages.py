"""Commands about one passage, or the words of a text."""

from searchtool.cli import flags
from searchtool.cli.tables.command import OPTIONS, Argument, Command

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
