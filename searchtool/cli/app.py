"""The commands and what they share: the default command, the common options."""

import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from searchtool import __version__
from searchtool.cli.commands import (
    analyze,
    query,
    quotes,
    show,
    speakers,
    status,
)
from searchtool.cli.commands import (
    index as indexing,
)
from searchtool.cli.fast_args import is_text
from searchtool.cli.flags import HELP_NAMES
from searchtool.cli.messages import ExitCode
from searchtool.core.i18n import tr

_GROUP_OPTIONS = {*HELP_NAMES, "--version", "--install-completion", "--show-completion"}


class DefaultsToQuery(TyperGroup):
    """A group whose default command is the query: `search WORDS` is `search query WORDS`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the command in where the user left it out; «-слово» is text and not an option."""
        if args and args[0] not in self.commands and args[0] not in _GROUP_OPTIONS:
            args = ["query", *args]
        return super().parse_args(ctx, [f" {a}" if is_text(a) else a for a in args])


app = typer.Typer(
    cls=DefaultsToQuery,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": list(HELP_NAMES)},
)


def run(arguments: list[str]) -> int:
    """The exit code of one command line; errors are raised, not printed.

    Typer's own `main` would end a closed pipe with 1 and hide an interrupt.
    """
    command = typer.main.get_command(app)
    command._main_shell_completion({}, "search")
    with command.make_context("search", arguments) as context:
        command.invoke(context)
    return ExitCode.FOUND


@app.callback(
    invoke_without_command=True,
    help=tr(
        """Search your own folder of Russian texts: every form of a word, the best passage first.

        \b
        search "кибербезопасность"           ranked, highlighted passages
        search "кибербезопасность" --json    the same for a script
        search index FOLDER                  read what is new or changed

        A word that is also the name of a command is searched with: search query index
        The options of a query: search query --help

        Exit codes: 0 found or done, 1 nothing found, 2 error (also when some files could not be
        read), 130 interrupted.""",
        """Поиск по собственной папке русских текстов: слово в любой форме, лучший абзац первым.

        \b
        search "кибербезопасность"           абзацы по порядку, слова выделены
        search "кибербезопасность" --json    то же для программы
        search index ПАПКА                   прочитать новое и изменившееся

        Слово, совпадающее с именем команды, ищут так: search query index
        Параметры запроса: search query --help

        Коды выхода: 0 найдено или сделано, 1 ничего не найдено, 2 ошибка (и если часть файлов
        не прочитана), 130 прервано.""",
    ),
)
def start(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help=tr("Show versions.", "Показать версии."))
    ] = False,
) -> None:
    """Versions, or help where no command is given."""
    if version:
        print(_versions())
        raise typer.Exit
    if context.invoked_subcommand is None:
        print(context.get_help(), file=sys.stderr)
        raise typer.Exit(ExitCode.ERROR)


def _versions() -> str:
    from searchtool.engines import ENGINES, engine_version

    engines = [found for name in ENGINES if (found := engine_version(name))]
    python = ".".join(str(part) for part in sys.version_info[:3])
    return ", ".join([f"searchtool {__version__}", *engines, f"Python {python}"])


app.command(
    "query",
    help=tr(
        "Find passages; this is the default command.", "Найти абзацы; это команда по умолчанию."
    ),
)(query.query)
app.command(
    "index",
    help=tr(
        "Bring the index up to date: read what is new or changed, forget what is gone.",
        "Обновить индекс: прочитать новое и изменившееся, забыть исчезнувшее.",
    ),
)(indexing.index)
app.command(
    "quotes",
    help=tr(
        "Who says what in these files, without an index.",
        "Кто что говорит в этих файлах, без индекса.",
    ),
)(quotes.quotes)
app.command(
    "speakers",
    help=tr(
        "Who speaks about it: numbers of quotations, first and last date.",
        "Кто об этом говорит: число цитат, первая и последняя даты.",
    ),
)(speakers.speakers)
app.command(
    "show",
    help=tr(
        "Show a passage in its document, by the id of a hit.",
        "Показать абзац в его документе по id из ответа.",
    ),
)(show.show)
app.command(
    "analyze",
    help=tr(
        "Show the words of a text as the index sees them.",
        "Показать слова текста так, как их видит индекс.",
    ),
)(analyze.analyze)
app.command(
    "status",
    help=tr("Show what is indexed and what failed.", "Показать, что в индексе и что не прочитано."),
)(status.status)
