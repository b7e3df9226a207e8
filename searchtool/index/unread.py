"""What the last walk met and did not read, kept beside the files of the engine: names of other
formats, hidden ones, links, and the folders that could not be entered."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from searchtool.core.atomic_write import replace_text
from searchtool.core.clock import timestamp
from searchtool.core.errors import IndexCorrupted, UnreadableFile
from searchtool.core.i18n import tr
from searchtool.core.model import Root, Skipped
from searchtool.engines.checksums import seal, unseal
from searchtool.ingest.discovery import Listing

FILE_NAME = "unread.json"
"""In the folder of a build."""


class Unread(NamedTuple):
    """Files and folders that are not in the index. `failures` are those that could not be looked
    at; what could not be read of a file that was, its record says. `walked` has for each root that
    was gone through when that was, a time in ISO 8601."""

    skipped: tuple[Skipped, ...] = ()
    failures: tuple[UnreadableFile, ...] = ()
    walked: Mapping[str, str] = {}


def read_unread(index_path: Path, build: str) -> Unread:
    """What a build lacks; nothing where no walk was remembered. Raises IndexCorrupted, OSError."""
    path = index_path / build / FILE_NAME
    try:
        record = unseal(path.read_bytes())
        return Unread(
            tuple(Skipped(*entry) for entry in record["skipped"]),
            tuple(UnreadableFile(*entry) for entry in record["failures"]),
            dict(record["walked"]),
        )
    except FileNotFoundError:
        return Unread()
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        cause = tr("cannot be read", "не читается")
        raise IndexCorrupted(str(index_path), cause, str(path)) from error


def write_unread(index_path: Path, build: str, unread: Unread) -> None:
    """Replace what is known of a build. Raises OSError."""
    failures = [(failure.where, failure.cause, failure.advice) for failure in unread.failures]
    record = {"skipped": unread.skipped, "failures": failures, "walked": unread.walked}
    replace_text(index_path / build / FILE_NAME, seal(record))


def update_unread(
    old: Unread,
    listing: Listing,
    roots: Iterable[Root],
    covers: Callable[[str], bool] = lambda path: True,
) -> Unread:
    """What is known after a walk below some roots: what it met, and what was known of places where
    it was not and which the index still covers."""
    roots = list(roots)
    was_walked = listing.walked_below(roots)

    def is_kept(path: str) -> bool:
        return covers(path) and not was_walked(path)

    failures = {failure.where: failure for _, failure in listing.failures}
    for failure in old.failures:
        if is_kept(failure.where):
            failures.setdefault(failure.where, failure)
    kept = (skipped for skipped in old.skipped if is_kept(skipped.where))
    walked = {str(root.path): timestamp() for root in roots if was_walked(str(root.path))}
    known = {path: when for path, when in old.walked.items() if covers(path)}
    return Unread(
        tuple(dict.fromkeys((*listing.skipped, *kept))), tuple(failures.values()), known | walked
    )
