"""The progress bar of a long run, shown to a person only."""

import time
from types import TracebackType
from typing import TYPE_CHECKING

from searchtool.render.sanitize import escape_controls

if TYPE_CHECKING:
    from rich.progress import Progress as Bar


_BETWEEN_UPDATES = 0.1  # seconds


class ProgressBar:
    """Shows how far a long work has come, from its second second on."""

    def __init__(self, *, shown: bool) -> None:
        self._shown = shown
        self._next = time.monotonic() + 1
        self._bar: Bar | None = None

    def is_due(self) -> bool:
        """Whether it is time to show something new: not for each of 20,000 small files."""
        return self._shown and time.monotonic() >= self._next

    def update(self, done: int, total: int, text: str, current: str = "") -> None:
        """Say how much is done, in bytes for what is left and in the words of `text`, and what is
        being read."""
        self._next = time.monotonic() + _BETWEEN_UPDATES
        if self._bar is None:
            self._bar = _make_bar()
            self._bar.add_task("", current="")
            self._bar.start()
        self._bar.update(
            self._bar.task_ids[0],
            completed=done,
            total=total,
            description=text,
            current=escape_controls(current),
        )

    def __enter__(self) -> "ProgressBar":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()


def _make_bar() -> "Bar":
    # Only a run of more than a second before a person's eyes pays for loading rich.
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )
    from rich.table import Column

    console = Console(stderr=True, highlight=False, markup=False)
    return Progress(
        BarColumn(bar_width=10),
        TextColumn("{task.percentage:>3.0f}%", markup=False),
        TimeRemainingColumn(compact=True),
        TransferSpeedColumn(),
        TextColumn("{task.description}", markup=False),
        TextColumn(
            "{task.fields[current]}",
            markup=False,
            table_column=Column(no_wrap=True, overflow="ellipsis", ratio=1),
        ),
        console=console,
        transient=True,
    )
