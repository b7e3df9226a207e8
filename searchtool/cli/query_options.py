"""The options of a query."""

from typing import Annotated, Literal

import typer

from searchtool.core.errors import SearchError
from searchtool.core.i18n import tr


def complete_speaker(incomplete: str) -> list[str]:
    """Speakers of the index whose name begins so; nothing if there is none, and no error."""
    from searchtool.core.settings import load_settings
    from searchtool.search.session import open_session

    try:
        names = open_session(load_settings().index_path).speaker_names()
    except SearchError:
        return []
    wanted = incomplete.casefold()
    return sorted(
        {
            n
            for n in names
            if any(p.startswith(wanted) for p in (n.casefold(), *n.casefold().split()))
        }
    )


WordsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[QUERY]...",
        show_default=False,
        help=tr(
            'Words, "a phrase", -without, =this form, begin*, OR, ( ). "-" reads standard input.',
            'Слова, "фраза", -без, =эта форма, нача*, ИЛИ, ( ). «-» — со стандартного ввода.',
        ),
    ),
]
LimitOption = Annotated[
    int, typer.Option("-n", "--limit", min=1, help=tr("How many hits.", "Сколько показать."))
]
OffsetOption = Annotated[
    int, typer.Option("--offset", min=0, help=tr("Skip so many hits.", "Сколько пропустить."))
]
ContextOption = Annotated[
    int,
    typer.Option(
        "-C",
        "--context",
        min=0,
        max=100,
        help=tr(
            "So many neighbouring passages (terminal, JSON).",
            "Сколько соседних абзацев (терминал, JSON).",
        ),
    ),
]
FullOption = Annotated[
    bool,
    typer.Option(
        "--full",
        help=tr(
            "Long passages uncut in the terminal.",
            "Длинные абзацы в терминале целиком.",
        ),
    ),
]
CountOption = Annotated[
    bool, typer.Option("--count", help=tr("Only the number of passages.", "Только число абзацев."))
]
FilesOption = Annotated[
    bool,
    typer.Option(
        "--files",
        help=tr("Only files, each with its number of passages.", "Только файлы и число абзацев."),
    ),
]
CsvOption = Annotated[bool, typer.Option("--csv", help=tr("A table.", "Таблица."))]
PlainOption = Annotated[
    bool,
    typer.Option(
        "--plain",
        help=tr("One line a hit: place, score, text.", "По строке: место, оценка, текст."),
    ),
]
TitleOption = Annotated[
    str | None,
    typer.Option(
        "--title",
        metavar="WORDS",
        show_default=False,
        help=tr(
            "Only documents with these words in the title.",
            "Только с этими словами в заголовке.",
        ),
    ),
]
QuotesOption = Annotated[
    bool,
    typer.Option("--quotes", help=tr("Quotations with their speakers.", "Цитаты с авторами.")),
]
SpeakerOption = Annotated[
    str | None,
    typer.Option(
        "--speaker",
        metavar="NAME",
        show_default=False,
        help=tr("Only quotations of this speaker.", "Только цитаты этого автора."),
        autocompletion=complete_speaker,
    ),
]
SureOption = Annotated[
    bool,
    typer.Option("--sure", help=tr("No guessed speakers.", "Без предположительных авторов.")),
]
AllOption = Annotated[
    bool,
    typer.Option(
        "--all",
        help=tr("The same words from every source.", "Одни и те же слова из каждого источника."),
    ),
]
PathOption = Annotated[
    str | None,
    typer.Option(
        "--path",
        metavar="PATTERN",
        show_default=False,
        help=tr(
            "Only files with this in their path, or matching it: news/*.txt.",
            "Только файлы, в пути которых это есть: news/*.txt.",
        ),
    ),
]
SinceOption = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="DATE",
        show_default=False,
        help=tr(
            "Only documents of that day, month or year, or later: 2019-06.",
            "Не раньше этого дня, месяца, года: 2019-06.",
        ),
    ),
]
UntilOption = Annotated[
    str | None,
    typer.Option(
        "--until",
        metavar="DATE",
        show_default=False,
        help=tr(
            "Only documents of that day, month or year, or earlier.",
            "Не позже этого дня, месяца, года.",
        ),
    ),
]
SortOption = Annotated[
    Literal["relevance", "date", "oldest"],
    typer.Option(
        "--sort",
        help=tr(
            "By date (the newest first) or from the oldest on; then only passages with all the "
            "words, undated ones last.",
            "По дате (date — сначала новые, oldest — старые); тогда только абзацы со всеми "
            "словами, без даты — в конце.",
        ),
    ),
]
ExplainOption = Annotated[
    bool,
    typer.Option(
        "--explain",
        help=tr(
            "How the query was understood, and why a hit scored as it did.",
            "Как понят запрос и из чего сложилась оценка.",
        ),
    ),
]
NoFixOption = Annotated[
    bool,
    typer.Option(
        "--no-fix", help=tr("No other wording of the query.", "Без другого написания запроса.")
    ),
]
StdinOption = Annotated[
    bool,
    typer.Option(
        "--stdin",
        help=tr(
            "With --jsonl: a query a line in, an answer a line out.",
            "С --jsonl: по запросу на строку, по ответу на строку.",
        ),
    ),
]
