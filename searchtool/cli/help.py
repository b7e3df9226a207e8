"""The text of `--help`, in the user's language, from the table of commands."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from searchtool.cli.commands.table import COMMANDS, Argument, Command
from searchtool.cli.flags import HELP_NAMES, Flag, Text
from searchtool.core.i18n import tr

if TYPE_CHECKING:
    from typer._click.formatting import HelpFormatter  # typer has no public name for it

MAX_NAME_CHARS = 40
"""What stands in the first column, up to this length, has its explanation beside it."""

ABOUT: Text = (
    "Search your own folder of Russian texts: every form of a word, the best passage first.",
    "Поиск по вашей папке с русскими текстами: слово в любой форме, лучшие абзацы первыми.",
)
EXAMPLES: tuple[tuple[str, Text], ...] = (
    (
        'search "кибербезопасность"',
        ("ranked, highlighted passages", "лучшие абзацы, слова выделены"),
    ),
    ("search климат --quotes", ("who said what about it", "кто что об этом сказал")),
    ("search index ~/texts", ("add a folder of texts", "добавить папку с текстами")),
)
OWN_OPTIONS: tuple[tuple[str, Text], ...] = (
    ("--version", ("Show versions.", "Показать версии.")),
    (
        "--install-completion",
        ("Install completion for your shell.", "Включить дополнение команд в вашей оболочке."),
    ),
    (
        "--show-completion",
        ("Show the script of that completion.", "Показать скрипт этого дополнения."),
    ),
)
SHOW_HELP: Text = ("Show this help.", "Показать эту справку.")
NAMESAKE: Text = (
    "A word that is also the name of a command: search query index. All options of a query: "
    "search query --help.",
    "Слово, которое совпадает с именем команды: search query index. Все параметры запроса: "
    "search query --help.",
)
EXIT_CODES: tuple[tuple[str, Text], ...] = (
    ("0", ("found, or done", "найдено или успешно")),
    ("1", ("nothing found", "ничего не найдено")),
    (
        "2",
        (
            "error, also if some files could not be read",
            "ошибка, в том числе если прочитаны не все файлы",
        ),
    ),
    ("130", ("interrupted", "прервано")),
)


def write_program_help(out: "HelpFormatter") -> None:
    """The help of `search` itself."""
    out.write_usage("search", tr("QUERY... | COMMAND ...", "ЗАПРОС... | КОМАНДА ..."), _usage())
    _paragraph(out, tr(*ABOUT))
    _section(out, tr("Examples", "Примеры"), _translated(EXAMPLES))
    commands = ((command.name, command.summary) for command in COMMANDS.values())
    _section(out, tr("Commands", "Команды"), _translated(commands))
    _section(out, tr("Options", "Параметры"), [*_translated(OWN_OPTIONS), _help_row()])
    _section(out, tr("Exit codes", "Коды выхода"), _translated(EXIT_CODES))
    _paragraph(out, tr(*NAMESAKE))


def write_command_help(command: Command, out: "HelpFormatter") -> None:
    """The help of one command."""
    argument = command.argument
    given = f"{_usage_of(argument)} " if argument else ""
    out.write_usage(f"search {command.name}", given + tr("[OPTIONS]", "[ПАРАМЕТРЫ]"), _usage())
    _paragraph(out, tr(*command.summary))
    _section(out, tr("Examples", "Примеры"), _translated(command.examples))
    if argument:
        _section(out, tr("Arguments", "Аргументы"), [(tr(*argument.metavar), tr(*argument.help))])
    last = command.groups[-1]
    for group in command.groups:
        rows = [(option_names(flag), option_help(flag)) for flag in group[1]]
        _section(out, tr(*group[0]), [*rows, _help_row()] if group is last else rows)


def option_names(flag: Flag) -> str:
    """The names of an option with what it takes: «-n, --limit N»."""
    names = ", ".join(flag.names)
    return names if flag.is_switch else f"{names} {tr(*flag.metavar)}"


def option_help(flag: Flag) -> str:
    """What an option does, its values and its default."""
    text = tr(*flag.help)
    facts = []
    if flag.choices and not all(choice in text for choice in flag.choices):
        facts.append("|".join(flag.choices))
    if flag.many:
        facts.append(tr("repeatable", "можно повторять"))
    if flag.default not in (None, False, True, 0):
        facts.append(tr(f"default: {flag.default}", f"по умолчанию {flag.default}"))
    return f"{text} [{'; '.join(facts)}]" if facts else text


def _usage() -> str:
    return tr("Usage: ", "Использование: ")


def _usage_of(argument: Argument) -> str:
    name = tr(*argument.metavar)
    if argument.many:
        name += "..."
    return name if argument.required else f"[{name}]"


def _help_row() -> tuple[str, str]:
    return ", ".join(HELP_NAMES), tr(*SHOW_HELP)


def _translated(rows: Iterable[tuple[str, Text]]) -> Iterator[tuple[str, str]]:
    return ((name, tr(*text)) for name, text in rows)


def _paragraph(out: "HelpFormatter", text: str) -> None:
    out.write_paragraph()
    out.indent()
    out.write_text(text)
    out.dedent()


def _section(out: "HelpFormatter", heading: str, rows: Iterable[tuple[str, str]]) -> None:
    out.write_paragraph()
    out.write_heading(heading)
    out.indent()
    out.write_dl(list(rows), col_max=MAX_NAME_CHARS)
    out.dedent()
