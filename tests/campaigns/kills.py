"""SIGKILL at random moments of every stage: what is left is a committed state, and the next run
completes it and sweeps what was left behind."""

import time
from collections.abc import Iterator
from functools import partial

from tests.campaigns.campaign import Options, Round
from tests.campaigns.scene import Scene, in_two_scenes, stages, told_errors


def run(options: Options) -> Iterator[Round]:
    """One kill a round, the stages in turn."""
    yield from in_two_scenes(options, _rounds)


def _rounds(scene: Scene, options: Options) -> Iterator[Round]:
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
        seconds = options.draw.uniform(0, 1.1) * lengths[stage.name]
        finished = scene.search(*stage.arguments, kill_after=seconds)
        outcome = "killed" if finished.code < 0 else "ended before"
        fault = told_errors(partial(scene.judge, stage))
        yield Round(f"{stage.name} killed after {seconds:.2f} s", outcome, fault)
