"""`make encodings`: the share of paragraphs in each encoding that is read back unchanged.

    python -m tests.evaluation.encodings [COUNT]

COUNT paragraphs (1,000) of the novels, the news and the posts; the table of letter pairs was made
from the last two. What an encoding lacks is written as `?`, in plainer marks, or left out. Beside
ours, `chardet` and `charset_normalizer` where they are installed.
"""

import importlib
import io
import json
import random
import sys
import sysconfig
import tarfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from searchtool.core.errors import UnreadableFile
from searchtool.documents import Source, read_documents
from searchtool.documents.encoding import decode, detect
from searchtool.documents.passages import split_passages
from tests.evaluation.judged import SHARED

ENCODINGS = ("cp1251", "koi8-r", "cp866", "mac_cyrillic", "utf-16-le", "utf-16-be", "utf-8")
TARGETS = {30: 0.99, 80: 0.995, 200: 1.0}
MAX_CHARS = max(TARGETS)
PLAINER = {
    **dict.fromkeys("«»„“”", '"'),
    **dict.fromkeys("–—", "-"),
    **dict.fromkeys("‘’", "'"),
    "…": "...",
    "№": "N",
    "\xa0": " ",
}

Read = Callable[[bytes], str]


def main(count: int) -> int:
    """The exit code: 1 when a target is missed on the novels."""
    draw = random.Random(5)
    sources = {"novels": list(_novels()), "news": list(_news()), "posts": list(_posts())}
    missed = 0
    for name, paragraphs in sources.items():
        texts = draw.sample(paragraphs, count)
        for way, fit in FITS.items():
            for length in (10, 15, 20, *TARGETS):
                shares = _shares([text[:length] for text in texts], fit, ours)
                _print(name, f"first {length}, {way}", shares)
                if name == "novels":
                    missed += any(share < TARGETS.get(length, 0) for share in shares.values())
        inside = [_inside(text, length, draw) for text in texts for length in (10, 15, 20)]
        _print(name, "10 to 20 inside", _shares(inside, _plainer, ours))
        for length in TARGETS:
            capitals = [text[:length].upper() for text in texts]
            _print(name, f"capitals, {length}", _shares(capitals, _plainer, ours))
        for library, read in others().items():
            for length in TARGETS:
                few = [text[:length] for text in texts[:200]]
                _print(name, f"{library}, {length}", _shares(few, _plainer, read))
    _print_false_choices(sources["novels"])
    _print_speed("\n".join(sources["novels"]))
    return 1 if missed else 0


def ours(content: bytes) -> str:
    """As the readers read it."""
    with suppress(UnreadableFile):
        return decode(content, "")[0]
    return ""


def others() -> dict[str, Read]:
    """Libraries that do the same, by name, those that are installed."""

    def chardet(content: bytes) -> str:
        encoding = importlib.import_module("chardet").detect(content)["encoding"]
        return content.decode(encoding or "ascii", "replace")

    def charset_normalizer(content: bytes) -> str:
        return str(importlib.import_module("charset_normalizer").from_bytes(content).best())

    found: dict[str, Read] = {}
    for read in (chardet, charset_normalizer):
        with suppress(ModuleNotFoundError):
            importlib.import_module(read.__name__)
            found[read.__name__] = read
    return found


def _shares(texts: list[str], fit: Callable[[str, str], bytes], read: Read) -> dict[str, float]:
    """By encoding, the share of the texts that come back; one in ASCII only is not counted."""
    shares = {}
    for encoding in ENCODINGS:
        contents = [fit(text, encoding) for text in texts]
        kept = [
            content for content in contents if content.decode(encoding) and not content.isascii()
        ]
        right = sum(read(content) == content.decode(encoding) for content in kept)
        shares[encoding] = right / len(kept)
    return shares


def _plainer(text: str, encoding: str) -> bytes:
    def fitting(character: str) -> str:
        known = character.encode(encoding, "ignore")
        return character if known else PLAINER.get(character, "")

    return "".join(map(fitting, text)).encode(encoding, "ignore")


FITS: dict[str, Callable[[str, str], bytes]] = {
    "?": lambda text, encoding: text.encode(encoding, "replace"),
    "plainer": _plainer,
    "left out": lambda text, encoding: text.encode(encoding, "ignore"),
}


def _inside(text: str, length: int, draw: random.Random) -> str:
    start = draw.randrange(MAX_CHARS - length)
    return text[start : start + length]


def _novels() -> Iterator[str]:
    with tarfile.open(SHARED / "corpora" / "novels.tar.xz") as tar:
        for member in tar:
            if (file := tar.extractfile(member)) is not None:
                # Enough of each one; a book has up to 3 MB.
                yield from _paragraphs(file.read(300_000).decode("utf-8", "ignore"))


def _news() -> Iterator[str]:
    for path in sorted((SHARED / "news").glob("*.txt")):
        yield from _paragraphs(path.read_text("utf-8"))


def _posts() -> Iterator[str]:
    with tarfile.open(SHARED / "corpora" / "telegram.tar.xz") as tar:
        for member in tar:
            if (file := tar.extractfile(member)) is not None:
                for post in json.load(file):
                    yield from _paragraphs(post["text"] or "")


def _paragraphs(text: str) -> Iterator[str]:
    if text:
        for source in read_documents(Source("a.txt", "a.txt", io.BytesIO(text.encode()))):
            for passage in split_passages(source):
                if len(passage.text) >= MAX_CHARS:
                    yield passage.text


def _print(name: str, what: str, shares: dict[str, float]) -> None:
    figures = "  ".join(f"{encoding} {100 * share:6.2f}" for encoding, share in shares.items())
    print(f"{name:7} {what:26} {figures}", flush=True)


def _print_false_choices(paragraphs: list[str]) -> None:
    """UTF-8 taken for something else; binary files, whole and in pieces, taken for texts."""
    cut = [text.encode()[:length] for text in paragraphs for length in (30, 31, 80, 81, 200)]
    wrong = sum(_detected(content) != "utf-8" for content in cut)
    print(f"UTF-8 cut anywhere: {wrong} of {len(cut)} taken for another encoding")
    draw = random.Random(6)
    folder = Path(sysconfig.get_path("stdlib"))
    compiled = [path for path in sorted(folder.rglob("*")) if path.suffix in (".so", ".pyc")]
    binary = [path.read_bytes() for path in draw.sample(compiled, 1000)]
    starts = [(content, draw.randrange(len(content))) for content in binary for _ in range(3)]
    cuts = [content[start : start + 300] for content, start in starts]
    pieces = [piece for piece in cuts if not piece.isascii()]
    noise = [draw.randbytes(draw.randrange(20, 400)) for _ in range(2000)]
    for what, contents in (("binary files", binary), ("their pieces", pieces), ("noise", noise)):
        taken = sum(bool(_detected(content)) for content in contents)
        print(f"{what}: {taken} of {len(contents)} taken for texts")


def _detected(content: bytes) -> str:
    with suppress(UnreadableFile):
        return detect(content, "")
    return ""


def _print_speed(text: str) -> None:
    content = text.encode("cp1251", "ignore")[: 2**20]
    started = time.process_time()
    for _ in range(20):
        detect(content, "")
    print(f"{(time.process_time() - started) * 50:.1f} ms for a file of 1 MB in cp1251")


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
