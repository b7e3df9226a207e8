"""Search one's own folder of Russian texts: ranked, highlighted passages and quotations.

The names in `__all__` are the public API; docs/api.md describes them. They are imported when one is
first used, since the command line must not pay for those it does without.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from searchtool.api import *

__version__ = "0.1.0"

__all__ = [
    "CannotOpen", "ClusterHealth", "ConfigError", "Connection", "Counts", "Document", "Evidence",
    "GroupCount", "Hit", "Index", "IndexCorrupted", "IndexForeign", "IndexMissing", "IndexOutdated",
    "IndexProblem", "IndexStats", "Move", "MoveCallbacks", "MoveReport", "NeedsRebuild",
    "OpenCommand", "OptionError", "Passage", "Period", "Progress", "Quote", "Report", "Results",
    "RootMissing", "RootState", "RunCallbacks", "SavedQuery", "SearchError", "SearchOptions",
    "Skipped", "Snippet", "SourceFile", "Span", "SpeakerCount", "Suggestion", "Term", "Timeline",
    "TimelineRow", "UnreadableFile", "UsageError", "WordCount", "analyze", "find_file_quotes",
    "find_index", "find_quotes", "last_look", "mark_look", "move_index", "open_command",
    "open_index", "remove_saved", "save_query", "saved_queries", "saved_query", "update_index",
    "write_report",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from searchtool import api

    value = globals()[name] = getattr(api, name)
    return value
