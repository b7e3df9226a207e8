"""A disk that is full after some bytes, at every stage, under the index and the temporary folder:
the line says so and where, and what is committed stays."""

import errno
from collections.abc import Iterator
from functools import partial
from itertools import cycle, islice

from tests.campaigns.campaign import Options, Round
from tests.campaigns.failing import find_unclear
from tests.campaigns.faults import NONE, Fault, Faults
from tests.campaigns.scene import Scene, in_two_scenes, stages, told_errors


def run(options: Options) -> Iterator[Round]:
    """One full disk a round, the stages in turn."""
    yield from in_two_scenes(options, _rounds)


def _rounds(scene: Scene, options: Options) -> Iterator[Round]:
    faults = Faults(options.folder, [scene.index, scene.temporary])
    written: dict[str, int] = {}
    for stage in islice(cycle(stages(options.engine)), options.rounds):
        if stage.name not in written:
            scene.start(with_index=stage.needs_index)
            scene.search(*stage.arguments, env=faults.environment(NONE))
            written[stage.name] = faults.written()
        scene.start(with_index=stage.needs_index)
        fault = Fault(disk_bytes=options.draw.randint(1, written[stage.name]))
        finished = scene.search(*stage.arguments, env=faults.environment(fault))
        failed = faults.failed()
        wrong = find_unclear(finished, errno.ENOSPC if failed else None)
        wrong = wrong or told_errors(partial(scene.judge, stage, finished))
        what = f"{stage.name}, {fault} ({', '.join(dict.fromkeys(failed[:3]))})"
        yield Round(what, "told" if finished.code == 2 else "done", wrong)
