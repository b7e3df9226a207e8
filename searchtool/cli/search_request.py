"""What the command line of a query asks for, checked."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from searchtool.cli.commands.table import OPTION_NAMES
from searchtool.cli.flags import OUTPUTS
from searchtool.core.errors import UsageError
from searchtool.core.i18n import tr

TERMINAL, PLAIN = "terminal", "plain"


MAX_LINE = 1_000_000
"""Characters that are read of a query: far more than count (`query/lexer.py`)."""


class SearchRequest(NamedTuple):
    """A query and how it is answered. `options` are those of the search that were given, `output`
    is the field of one of `flags.OUTPUTS` or `terminal`; with `files`, only files are listed."""

    words: list[str]
    options: Mapping[str, Any]
    output: str
    color: str
    explain: bool
    files: bool
    stdin: bool
    index_path: str | None
    url: str | None
    quiet: bool

    @property
    def is_for_people(self) -> bool:
        """Whether the answer is text, not data."""
        return self.output in (TERMINAL, PLAIN)

    def query_text(self) -> str:
        """The words of the query, read from standard input if they are "-"."""
        return read_query(self.words)


def make_request(values: Mapping[str, Any], option_fields: tuple[str, ...]) -> SearchRequest:
    """The request that a command line makes, `values` by the fields of its flags; `option_fields`
    are those that a search takes. Raises UsageError for what cannot go together."""
    request = SearchRequest(
        words=values["words"] or [],
        options={name: value for name in option_fields if (value := values.get(name)) is not None},
        output=choose_output(values),
        color=values["color"],
        explain=values["explain"],
        files=values["files"],
        stdin=values.get("stdin", False),
        index_path=values["index_path"],
        url=values["url"],
        quiet=values["quiet"],
    )
    if request.stdin and request.output != "jsonl":
        raise UsageError("--stdin", tr("needs --jsonl", "работает только с --jsonl"))
    for field in ("stdin", "count"):
        if request.files and values.get(field):
            raise _clash("files", field)
    return request


def read_query(words: Sequence[str]) -> str:
    """The text of a query, read from standard input if its words are "-"."""
    text = sys.stdin.read(MAX_LINE) if list(words) == ["-"] else " ".join(words)
    return text.strip()


def read_lines() -> Iterator[str]:
    """The lines of standard input; of a longer one than `MAX_LINE`, the beginning."""
    while line := sys.stdin.readline(MAX_LINE):
        rest = line
        while len(rest) == MAX_LINE and not rest.endswith("\n"):
            rest = sys.stdin.readline(MAX_LINE)
        yield line


def choose_output(values: Mapping[str, Any]) -> str:
    """The field of the one of `flags.OUTPUTS` that is asked for, else `terminal`, or `plain` where
    nobody is looking."""
    chosen = [flag.field for flag in OUTPUTS if values.get(flag.field)]
    if len(chosen) > 1:
        raise _clash(*chosen)
    if chosen:
        return chosen[0]
    return TERMINAL if sys.stdout.isatty() or values["color"] == "always" else PLAIN


def _clash(*fields: str) -> UsageError:
    return UsageError(
        " ".join(OPTION_NAMES[field] for field in fields),
        tr("cannot be combined", "эти параметры нельзя указывать вместе"),
    )


def check_has_query(request: SearchRequest, *, needs_query: bool) -> None:
    """Raises UsageError where nothing is asked, or two things are."""
    if (request.words and request.stdin) or (needs_query and not (request.words or request.stdin)):
        raise UsageError("query", tr("give a query or --stdin", "нужен запрос или --stdin"))
