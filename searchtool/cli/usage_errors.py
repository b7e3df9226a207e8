"""What Click finds wrong with a command line, in the user's language."""

from typer._click.exceptions import (  # typer has no public names for them
    BadOptionUsage,
    MissingParameter,
    NoSuchOption,
)
from typer._click.exceptions import UsageError as ClickUsageError

from searchtool.cli.command_table import COMMANDS
from searchtool.core.errors import UsageError
from searchtool.core.i18n import tr


def translated_usage_error(error: ClickUsageError) -> UsageError:
    """The error that says the same, and where the help is."""
    command = error.ctx.command_path if error.ctx else "search"
    advice = tr(f"see: {command} --help", f"см.: {command} --help")
    match error:
        case NoSuchOption(possibilities=possibilities):
            if possibilities:
                names = ", ".join(sorted(possibilities))
                advice = tr(f"did you mean: {names}", f"возможно, {names}")
            cause = tr("no such option", "нет такого параметра")
            return UsageError(error.option_name, cause, advice)
        case BadOptionUsage():
            return UsageError(error.option_name, tr("needs a value", "нужно значение"), advice)
        case MissingParameter():
            return UsageError(_missing(error), tr("missing", "не указан"), advice)
        case _:
            cause = error.format_message()
            if cause.startswith("Got unexpected extra argument"):
                extra = cause.rpartition("(")[2].removesuffix(")")
                cause = tr(f"too many arguments: {extra}", f"лишние аргументы: {extra}")
            return UsageError("", cause, advice)


def _missing(error: MissingParameter) -> str:
    """What the help calls the argument that was not given."""
    name = error.ctx.info_name if error.ctx else None
    command = COMMANDS.get(name or "")
    return tr(*command.argument.metavar) if command and command.argument else ""
