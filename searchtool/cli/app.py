"""The Typer application, made from the table of commands."""

import importlib
import inspect
import sys
from collections.abc import Callable, Iterator
from typing import Annotated, Any

import typer
from typer._click import exceptions  # typer has no public name for them
from typer.core import TyperCommand, TyperGroup

from searchtool.cli import help
from searchtool.cli.command_hint import meant_command
from searchtool.cli.commands.table import COMMANDS, Argument, Command
from searchtool.cli.completion import SpeakerName, complete_id, completion_of
from searchtool.cli.fast_args import is_text
from searchtool.cli.flags import HELP_NAMES, Flag
from searchtool.cli.messages import ExitCode
from searchtool.core.errors import UsageError
from searchtool.core.i18n import tr

_GROUP_OPTIONS = {*HELP_NAMES, "--version", "--install-completion", "--show-completion"}


class Program(TyperGroup):
    """A group whose default command is the query: `search WORDS` is `search query WORDS`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the command in where the user left it out; «-слово» is text and not an option."""
        if args and args[0] not in self.commands and args[0] not in _GROUP_OPTIONS:
            args = ["query", *args]
        return super().parse_args(ctx, [f" {a}" if is_text(a) else a for a in args])

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The help in the user's language."""
        help.write_program_help(formatter)


class _Command(TyperCommand):
    """A command with our own help."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        help.write_command_help(COMMANDS[self.name or ""], formatter)


def run(arguments: list[str]) -> int:
    """The exit code of one command line; errors are raised, not printed.

    Typer's own `main` would end a closed pipe with 1 and hide an interrupt.
    """
    command = typer.main.get_command(_make_app())
    command._main_shell_completion({}, "search")
    try:
        with command.make_context("search", arguments) as context:
            command.invoke(context)
    except typer.Exit as done:
        return done.exit_code
    except typer.Abort as error:
        raise KeyboardInterrupt from error
    except exceptions.UsageError as error:
        raise _translated(error, arguments[0]) from error
    return ExitCode.FOUND


def _translated(error: exceptions.UsageError, first: str) -> UsageError:
    """What Click finds wrong with a command line that begins so, in the user's language."""
    command = error.ctx.command_path if error.ctx else "search"
    advice = tr(f"see: {command} --help", f"см.: {command} --help")
    match error:
        case exceptions.NoSuchOption(possibilities=possibilities):
            meant = None if first in COMMANDS else meant_command(first)
            if meant or possibilities:
                names = meant or ", ".join(sorted(possibilities or ()))
                advice = tr(f"did you mean: {names}", f"возможно, {names}")
            cause = tr("no such option", "нет такого параметра")
            return UsageError(error.option_name, cause, advice)
        case exceptions.BadOptionUsage():
            return UsageError(error.option_name, tr("needs a value", "нужно значение"), advice)
        case exceptions.MissingParameter():
            return UsageError(_missing(error), tr("missing", "не указан"), advice)
        case _:
            cause = error.format_message()
            if cause.startswith("Got unexpected extra argument"):
                extra = cause.rpartition("(")[2].removesuffix(")")
                cause = tr(f"too many arguments: {extra}", f"лишние аргументы: {extra}")
            return UsageError("", cause, advice)


def _missing(error: exceptions.MissingParameter) -> str:
    """What the help calls the argument that was not given."""
    name = error.ctx.info_name if error.ctx else None
    command = COMMANDS.get(name or "")
    return tr(*command.argument.metavar) if command and command.argument else ""


def _make_app() -> typer.Typer:
    app = typer.Typer(
        cls=Program,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": list(HELP_NAMES)},
    )
    app.callback(invoke_without_command=True)(_start)
    for command in COMMANDS.values():
        app.command(command.name, cls=_Command)(_function_of(command))
    return app


def _start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version")] = False,
) -> None:
    if version:
        print(_versions())
        raise typer.Exit
    if context.invoked_subcommand is None:
        print(context.get_help(), file=sys.stderr)
        raise typer.Exit(ExitCode.ERROR)


def _versions() -> str:
    from searchtool import __version__
    from searchtool.api import engine_versions

    python = ".".join(str(part) for part in sys.version_info[:3])
    return ", ".join([f"searchtool {__version__}", *engine_versions(), f"Python {python}"])


def _function_of(command: Command) -> Callable[..., None]:
    """What Typer makes a command of: a function whose parameters are the flags.

    Typer gives texts; what they stand for is worked out by the flags, as for a plain query."""

    def call(**given: Any) -> None:
        said = {
            flag.field: _value(flag, text)
            for flag in command.flags
            if (text := given[flag.field]) is not None
        }
        if command.argument:
            said[command.argument.field] = given[command.argument.field]
        module = importlib.import_module(f"searchtool.cli.commands.{command.name}")
        raise typer.Exit(module.run(command.values(said)))

    parameters = list(_parameters(command))
    call.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    call.__annotations__ = {one.name: one.annotation for one in parameters}
    return call


def _value(flag: Flag, text: Any) -> Any:
    if flag.is_switch:
        return flag.sets if text else not flag.sets
    return [flag.parse(one) for one in text] if flag.many else flag.parse(text)


def _parameters(command: Command) -> Iterator[inspect.Parameter]:
    if command.argument:
        yield _parameter(command.argument.field, *_typer_argument(command.argument))
    for flag in command.flags:
        yield _parameter(flag.field, *_typer_option(flag))


def _parameter(name: str, annotation: Any, default: Any) -> inspect.Parameter:
    kind = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(name, kind, default=default, annotation=annotation)


def _typer_argument(argument: Argument) -> tuple[Any, Any]:
    default = inspect.Parameter.empty if argument.required else None
    plain = list[str] if argument.many else str
    given = typer.Argument(autocompletion=complete_id if argument.field == "place" else None)
    return Annotated[plain if argument.required else plain | None, given], default


def _typer_option(flag: Flag) -> tuple[Any, Any]:
    if flag.is_switch:
        return Annotated[bool, typer.Option(*flag.names)], False
    if flag.field == "speaker":
        option = typer.Option(*flag.names, click_type=SpeakerName())
    else:
        option = typer.Option(*flag.names, autocompletion=completion_of(flag))
    return Annotated[list[str] | None if flag.many else str | None, option], None
