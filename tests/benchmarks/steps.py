"""Runs `search` in this process and measures how long each step of it takes.

    python tests/benchmarks/steps.py REPORT SCRIPT ARGUMENT...

Runs the installed script in this process. Functions named in STEPS are wrapped as soon as their
module is loaded; imports inside a step count as imports and not as the step. Writes seconds by
step to REPORT as JSON. A script of its own, so that it loads nothing that `search` does not.
"""

import builtins
import importlib
import os
import sys
import time
from types import ModuleType
from typing import Any

IMPORTS = "imports"
STEPS = {
    "searchtool.index.open:open_snapshot": "opening the index",
    "searchtool.search.session:open_index": "opening the index",
    "searchtool.search.session:Index.run": "query",
    "searchtool.render.json:as_json": "rendering",
    "searchtool.render.terminal:print_hits": "rendering",
}


class Clock:
    """Seconds by step; of steps inside one another the innermost is counted."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._running: list[str] = []
        self._since = 0.0

    def timed(self, step: str, function: Any) -> Any:
        """The function, its time counted as this step."""

        def wrapper(*arguments: Any, **options: Any) -> Any:
            self._turn()
            self._running.append(step)
            try:
                return function(*arguments, **options)
            finally:
                self._turn()
                self._running.pop()

        return wrapper

    def _turn(self) -> None:
        now = time.perf_counter()
        if self._running:
            step = self._running[-1]
            self.seconds[step] = self.seconds.get(step, 0.0) + now - self._since
        self._since = now


def wrap_steps(clock: Clock, wrapped: set[str]) -> None:
    """Wraps what has been loaded since the last time."""
    for name, step in STEPS.items():
        module, _, path = name.partition(":")
        if name in wrapped or module not in sys.modules:
            continue
        holder: Any = sys.modules[module]
        *parents, last = path.split(".")
        for parent in parents:
            holder = getattr(holder, parent, None)
        if (function := getattr(holder, last, None)) is not None:
            # What a module took over from another one by name is wrapped where it was made.
            if function.__module__ == module:
                setattr(holder, last, clock.timed(step, function))
            wrapped.add(name)


def watch_imports(clock: Clock) -> None:
    """Counts the time of every import, and wraps the steps before anyone can take them by name."""
    wrapped: set[str] = set()
    plain, plain_by_name = builtins.__import__, importlib.import_module

    def after(load: Any) -> Any:
        def loading(*arguments: Any, **options: Any) -> ModuleType:
            module: ModuleType = load(*arguments, **options)
            wrap_steps(clock, wrapped)
            return module

        return clock.timed(IMPORTS, loading)

    builtins.__import__ = after(plain)
    importlib.import_module = after(plain_by_name)


def main(report: str, script: str, arguments: list[str]) -> None:
    """Runs the script as `python SCRIPT ARGUMENT...` would."""
    clock = Clock()
    with open(script, encoding="utf-8") as file:
        code = compile(file.read(), script, "exec")
    sys.argv = [script, *arguments]
    watch_imports(clock)
    os._exit = sys.exit  # type: ignore[assignment]  # the command would end before the report
    try:
        exec(code, {"__name__": "__main__", "__file__": script})
    finally:
        import json

        with open(report, "w", encoding="utf-8") as file:
            json.dump(clock.seconds, file)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
