"""Each file of an index cut, zeroed, or with one byte flipped: no other answer, one clear line; and
`search index --check` and the next refresh notice each of them."""

import random
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from tests.campaigns.campaign import Options, Round
from tests.campaigns.failing import READING, answer
from tests.campaigns.scene import Scene
from tests.command import Finished

WAYS = (
    "cut",
    "cut by a byte",
    "emptied",
    "zeroed",
    "zeroed in part",
    "flipped",
    "flipped",
    "flipped",
)
UNDAMAGED = {"writer.lock", ".tantivy-writer.lock", ".tantivy-meta.lock", ".searchtool"}
"""Files in which nothing is written."""


def run(options: Options) -> Iterator[Round]:
    """One file damaged in one way a round: all files in all ways, and again."""
    with Scene(options.folder, options.engine) as scene:
        yield from _rounds(scene, options)


def _rounds(scene: Scene, options: Options) -> Iterator[Round]:
    scene.start()
    usual = {
        arguments: answer(scene.search(*arguments, stdin=stdin))
        for arguments, stdin in READING.items()
    }
    names = [p for p in _files(scene) if p.name not in UNDAMAGED]
    cases = [(path, way) for way in WAYS for path in names]
    options.draw.shuffle(cases)
    for path, way in islice(cycle(cases), options.rounds):
        damage(path, way, options.draw)
        fault = _judge(scene, usual, options.draw)
        yield Round(f"{_kind(path)} {way}", fault.split(":")[0] or "noticed", fault)
        scene.start()


def _files(scene: Scene) -> list[Path]:
    return sorted(path for path in scene.index.rglob("*") if path.is_file())


def _kind(path: Path) -> str:
    return path.suffix or path.name


def damage(path: Path, way: str, draw: random.Random) -> None:
    """Damage a file in one of `WAYS`."""
    content = bytearray(path.read_bytes())
    size = len(content)
    if way == "cut":
        del content[draw.randrange(size) :]
    elif way == "cut by a byte":
        del content[len(content.rstrip(b"\n")) - 1 :]  # a line break at the end says nothing
    elif way == "emptied":
        content.clear()
    elif way == "zeroed":
        content[:] = bytes(size)
    elif way == "zeroed in part":
        start = draw.randrange(size)
        length = min(draw.randint(1, 512), size - start)
        content[start : start + length] = bytes(length)
        if content == path.read_bytes():
            content[start] ^= 1
    else:
        content[draw.randrange(size)] ^= 1 << draw.randrange(8)
    path.write_bytes(content)


def _judge(scene: Scene, usual: dict[tuple[str, ...], str], draw: random.Random) -> str:
    for arguments, stdin in draw.sample(list(READING.items()), 2):
        finished = scene.search(*arguments, stdin=stdin)
        is_usual = finished.code != 2 and answer(finished) == usual[arguments]
        if not is_usual and (wrong := _unclear(finished)):
            return f"{wrong} ({arguments[0]})"
    if wrong := _unclear(scene.search("index", "--check")):
        return f"check, {wrong}"
    if wrong := _unclear(scene.search("index")):
        return f"refresh, {wrong}"
    return ""


def _unclear(finished: Finished) -> str:
    """What is wrong with how a command ended that met the damage."""
    if "(hangs)" in finished.err:
        return "hangs"
    if "Traceback" in finished.err or "our fault" in finished.err or "panicked" in finished.err:
        return f"traceback: {finished.err[-400:]!r}"
    if finished.code in (0, 1):
        return f"not noticed: {finished.out[-200:]!r} {finished.err[-200:]!r}"
    if finished.code != 2 or "--rebuild" not in finished.err:
        return f"unclear: {finished.code} {finished.err!r}"
    return ""
