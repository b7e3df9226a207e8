"""SIGKILL at random moments of every stage: what is left is a committed state, and the next run
completes it and sweeps what was left behind."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from functools import partial

from tests.campaigns.campaign import Options, Round
from tests.campaigns.scene import Scene, stages, told_errors


def run(options: Options) -> Iterator[Round]:
    """One kill a round, the stages in turn."""
    scene = Scene(options.folder, options.engine)
    order = stages(options.engine)
    lengths: dict[str, float] = {}
    for number in range(options.rounds):
        stage = order[number % len(order)]
        scene.start(with_index=stage.needs_index)
        if stage.name not in lengths:
            started = time.monotonic()
            assert scene.search(*stage.arguments).code == 0
            lengths[stage.name] = time.monotonic() - started
            scene.start(with_index=stage.needs_index)
        process = scene.popen(*stage.arguments)
        seconds = options.draw.uniform(0.3, 1.1) * lengths[stage.name]
        try:
            process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
        outcome = "killed" if process.returncode < 0 else "ended before"
        fault = told_errors(partial(scene.judge, stage))
        yield Round(f"{stage.name} killed after {seconds:.2f} s", outcome, fault)
