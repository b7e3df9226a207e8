"""`search QUERY`, also written `search query QUERY`."""

from collections.abc import Mapping
from typing import Any

from searchtool.cli.messages import ExitCode
from searchtool.cli.run_query import run_query


def run(values: Mapping[str, Any]) -> ExitCode:
    """Answer one query, or one per line."""
    return run_query(values)
