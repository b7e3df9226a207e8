"""What describes a command, and what it takes besides its flags."""

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
