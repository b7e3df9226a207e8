"""Waits until files below some folders may have changed; the only module that imports watchdog."""

import os
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

SETTLE_SECONDS = 0.5
"""Without an event, before the files are read: one that is being copied causes many."""

MOST_SETTLE_SECONDS = 10.0
"""After the first event, however many follow."""

# Reading a file is an event, too, and a refresh reads files.
_CHANGES: list[type[FileSystemEvent]] = [
    DirCreatedEvent, DirDeletedEvent, DirMovedEvent, FileClosedEvent, FileCreatedEvent,
    FileDeletedEvent, FileModifiedEvent, FileMovedEvent,
]  # fmt: skip


class FileEvents(FileSystemEventHandler):
    """Tells when something below some folders happens, but not below `ignored`, the index.

    A hint and no more: network drives send nothing, and a system may lose events.
    """

    def __init__(self, ignored: str) -> None:
        self._ignored = Path(ignored).resolve()
        self._observer = Observer()
        self._watched: set[str] = set()
        self._happened = threading.Event()
        self._observer.start()

    def watch(self, paths: Iterable[str]) -> list[OSError]:
        """Watch folders and files too, if they are there; returns why some cannot be watched."""
        failures = []
        for path in set(paths) - self._watched:
            try:
                self._observer.schedule(self, path, recursive=True, event_filter=_CHANGES)
            except FileNotFoundError:
                continue  # perhaps it comes later
            except OSError as error:
                failures.append(error)
            self._watched.add(path)
        return failures

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Called in the thread of the observer."""
        places = (os.fsdecode(event.src_path), os.fsdecode(event.dest_path))
        if any(place and not self._is_ignored(place) for place in places):
            self._happened.set()

    def _is_ignored(self, place: str) -> bool:
        return Path(place).resolve().is_relative_to(self._ignored)

    def wait(self, seconds: float) -> bool:
        """Return when something has happened and calm has come again, or after some seconds;
        whether something has happened."""
        if not self._happened.wait(seconds):
            return False
        end = time.monotonic() + MOST_SETTLE_SECONDS
        while self._happened.is_set() and time.monotonic() < end:
            self._happened.clear()
            self._happened.wait(SETTLE_SECONDS)
        self._happened.clear()
        return True

    def __enter__(self) -> "FileEvents":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._observer.stop()
        self._observer.join()
