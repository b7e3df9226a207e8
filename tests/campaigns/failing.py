"""Every system call failing, once or from then on: one clear line that names the true cause, exit
code 2, and what is committed stays."""

import errno
import os
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from pathlib import Path

from tests.campaigns.campaign import Options, Round
from tests.campaigns.faults import ALL, ERRORS, NONE, Fault, Faults
from tests.campaigns.scene import QUERIES, Scene, Stage, in_two_scenes, stages, told_errors
from tests.command import Finished

READING = {
    ("-q", "--stdin", "--jsonl"): "\n".join(QUERIES) + "\n",
    ("show", "00.txt#p1", "--json"): "",
    ("status", "--json"): "",
    ("speakers", "--json"): "",
}
"""Commands that write nothing, with what they are given on standard input."""

_SOURCE = re.compile(r'"source": "\w+"')
_NUMBERS = re.compile(r"(?<=\.tmp)\w+|[0-9a-f]{8,}|\d+")
_TOOK = re.compile(r'"took_ms": ?[\d.]+')


@dataclass
class _Step:
    """A command whose calls fail: `run` runs it with a fault, `judge` tells what is wrong after."""

    name: str
    start: Callable[[], None]
    run: Callable[[dict[str, str]], Finished]
    judge: Callable[[Finished], str]


def run(options: Options) -> Iterator[Round]:
    """One failing call a round. Of each kind of call of a command, by its name and the kind of its
    file, the first and another one fail, each once and from then on. They come in a random order,
    as a campaign may be ended by its rounds or its seconds."""
    yield from in_two_scenes(options, _rounds)


def _rounds(scene: Scene, options: Options) -> Iterator[Round]:
    faults = Faults(options.folder, [scene.index, scene.docs, scene.temporary])
    steps = [_writing(scene, stage) for stage in stages(options.engine)] + _reading(scene)
    cases = [case for step in steps for case in _cases(step, faults, options.draw)]
    options.draw.shuffle(cases)
    for step, fault in cases[: options.rounds]:
        step.start()
        finished = step.run(faults.environment(fault))
        failed = faults.failed()
        wrong = find_unclear(finished, fault.error if failed else None)
        wrong = wrong or told_errors(partial(step.judge, finished))
        what = f"{step.name}, {fault} ({', '.join(dict.fromkeys(failed[:3]))})"
        outcome = {0: "done", 1: "done", 2: "told"}.get(finished.code, "died")
        yield Round(what, outcome if failed else "none failed", wrong)


def _cases(step: _Step, faults: Faults, draw: random.Random) -> Iterator[tuple[_Step, Fault]]:
    """The calls of a command that fail, once and from then on, the errors in turn."""
    step.start()
    step.run(faults.environment(NONE, is_traced=True))
    kinds: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for call in faults.calls():
        kinds[call.name, _kind(call.path)].append(call.number)
    numbers = sorted(number for like in kinds.values() for number in _some(like, draw))
    for at, error in zip(numbers, cycle(ERRORS), strict=False):
        yield step, Fault(at, error, 1)
        if error != errno.EINTR:  # no system interrupts every call
            yield step, Fault(at, error, ALL)


def _kind(path: Path) -> str:
    """What a file is, without what is drawn or counted in its name and that of its folder."""
    return _NUMBERS.sub("#", f"{path.parent.name}/{path.name}")


def _some(numbers: Sequence[int], draw: random.Random) -> set[int]:
    """The first and another one."""
    return {numbers[0], draw.choice(numbers)}


def find_unclear(finished: Finished, error: int | None) -> str:
    """What is wrong with how a command ended whose calls failed with `error`."""
    if "(hangs)" in finished.err:
        return "hangs"
    if "Traceback" in finished.err or "our fault" in finished.err or "panicked" in finished.err:
        return f"traceback: {finished.err[-500:]!r}"
    if finished.code not in (0, 1, 2):
        return f"exit code {finished.code}: {finished.err!r}"
    told = [line for line in finished.err.splitlines() if line.startswith("search: ")]
    if (finished.code == 2) != bool(told):
        return f"exit code {finished.code} with {finished.err!r}"
    if any("--rebuild" in line for line in told):
        return f"advises to rebuild a sound index: {told}"
    if error and told and not any(_names_cause(line, error) for line in told):
        return f"another cause than {os.strerror(error)}: {told}"
    if any(": " not in line.removeprefix("search: ") for line in told):
        return f"no place: {told}"
    return ""


def _names_cause(line: str, error: int) -> bool:
    return os.strerror(error) in line or (error == errno.EACCES and "no permission" in line)


def _writing(scene: Scene, stage: Stage) -> _Step:
    start = partial(scene.start, with_index=stage.needs_index)
    return _Step(
        stage.name,
        start,
        lambda env: scene.search(*stage.arguments, env=env),
        partial(scene.judge, stage),
    )


def _reading(scene: Scene) -> list[_Step]:
    scene.start()
    steps = []
    for arguments, stdin in READING.items():

        def run(
            env: dict[str, str], arguments: tuple[str, ...] = arguments, stdin: str = stdin
        ) -> Finished:
            return scene.search(*arguments, stdin=stdin, env=env)

        usual = answer(run({}))

        def judge(finished: Finished, usual: str = usual) -> str:
            if finished.code != 2 and not is_same(answer(finished), usual):
                return f"another answer: {finished.out[-300:]!r}, {finished.err!r}"
            return ""

        steps.append(_Step(arguments[0], scene.start, run, judge))
    return steps


def answer(finished: Finished) -> str:
    """What a command answered, without the time it took."""
    return f"{finished.code} {_TOOK.sub('', finished.out)}"


def is_same(told: str, usual: str) -> bool:
    """Whether two answers are the same, but for files of which one says that it does not know in
    what state they are."""
    if '"source": "unknown"' in told:
        told, usual = (_SOURCE.sub("", text) for text in (told, usual))
    return told == usual
