"""`make similar`: whether `similar` finds what is about the same event, and reprints before it.

    python -m tests.evaluation.similar [FOLDER]

Each news article is cut into two documents, of its odd and of its even paragraphs; what is like a
paragraph of the first has to be of the second, which is about the same event and nothing else is
known to be. Of every tenth article a paragraph is reprinted in a third document with some words
changed: it has to come first. FOLDER (default build/quality) keeps the documents between runs; the
index is rebuilt. Fails when a measure is under its floor.
"""

import io
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from statistics import mean
from zlib import crc32

from searchtool.core.errors import UnreadableFile
from searchtool.documents import Source, read_documents
from searchtool.documents.passages import split_passages
from searchtool.index.plan import Plan, RunCallbacks
from searchtool.index.update import update_index
from searchtool.search.session import Index, open_index
from tests.evaluation.judged import SHARED
from tests.evaluation.run import under_floor

NEWS = SHARED / "news"
HALVES = ("all", "even", "odd")
MIN_PARAGRAPHS = 4
MIN_WORDS = 8
MIN_REPRINTED_WORDS = 20
ASKED = 3
"""Paragraphs of each article."""

REPRINTED = 10
"""One of so many articles."""

SOURCE = "Как сообщает корреспондент агентства, "
"""What a reprint begins with."""


def main(folder: Path) -> int:
    """The exit code: 1 when a measure is under its floor."""
    if not NEWS.is_dir():
        print("skipped: the shared data is not beside the project")
        return 0
    texts = folder / "halves"
    names = list(lay_out(texts))
    place = folder / "similar-index"
    update_index(place, Plan([texts], True, "tantivy"), RunCallbacks())
    with open_index(place) as index:
        failures = measure_events(index, names) + measure_reprints(index, names)
    for line in failures:
        print(line, file=sys.stderr)
    return 1 if failures else 0


def lay_out(folder: Path) -> Iterator[str]:
    """Write the documents; the names of the articles that are cut in two."""
    for file in sorted(NEWS.glob("*.txt")):
        paragraphs = read_paragraphs(file)
        if len(paragraphs) < MIN_PARAGRAPHS:
            write(folder / "whole" / file.name, paragraphs)
            continue
        write(folder / "odd" / file.name, paragraphs[::2])
        write(folder / "even" / file.name, paragraphs[1::2])
        if copied := reprinted(file.name, paragraphs[::2]):
            write(folder / "reprints" / file.name, [copied])
        yield file.name


def read_paragraphs(file: Path) -> list[str]:
    """The paragraphs of an article."""
    found: list[str] = []
    with suppress(UnreadableFile):
        for text in read_documents(Source(file.name, str(file), io.BytesIO(file.read_bytes()))):
            found += [passage.text for passage in split_passages(text)]
    return found


def reprinted(name: str, paragraphs: Sequence[str]) -> str | None:
    """A paragraph of every tenth article as another paper has it: with its source, a word less."""
    long = [text for text in paragraphs if len(text.split()) >= MIN_REPRINTED_WORDS]
    if not long or crc32(name.encode()) % REPRINTED:
        return None
    words = long[0].split()
    middle = next((n for n in range(10, len(words)) if words[n].islower()), 10)
    return SOURCE + " ".join([*words[:middle], *words[middle + 1 :]])


def write(path: Path, paragraphs: Sequence[str]) -> None:
    """Write a document."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n\n".join(paragraphs) + "\n", "utf-8")


def measure_events(index: Index, names: Sequence[str]) -> list[str]:
    """Print where the other half of an article is among the documents found; what is too bad."""
    places: dict[str, list[int]] = {half: [] for half in HALVES}
    started = time.monotonic()
    for name in names:
        for place in asked(index, name):
            results = index.similar(place, limit=50)
            hits = results.hits if results else ()
            found = dict.fromkeys(hit.document.id for hit in hits if not is_copy(hit.document.id))
            rank = next((n for n, id in enumerate(found, 1) if id == f"even/{name}"), 0)
            for half in ("all", HALVES[1 + crc32(name.encode()) % 2]):
                places[half].append(rank)
    took = (time.monotonic() - started) * 1000 / len(places["all"])
    for half, ranks in places.items():
        measured = {
            "hit1": mean(rank == 1 for rank in ranks),
            "mrr": mean(1 / rank if 0 < rank <= 10 else 0.0 for rank in ranks),
            "hit10": mean(0 < rank <= 10 for rank in ranks),
        }
        values = "  ".join(f"{name} {value:.3f}" for name, value in measured.items())
        print(f"same event  {half:5} {len(ranks)} paragraphs  {values}")
        if half == "all":
            failures = under_floor("similar", measured)
    print(f"{took:.0f} ms each")
    return failures


def is_copy(document_id: str) -> bool:
    """Whether a document is a reprint, which is about the same event, too."""
    return document_id.startswith("reprints/")


def asked(index: Index, name: str) -> Iterator[str]:
    """The paragraphs of the first half of an article that are asked for."""
    for number in range(1, ASKED + 1):
        place = f"odd/{name}#p{number}"
        hit = index.show(place, 0)
        if hit and len(hit.passage.text.split()) >= MIN_WORDS:
            yield place


def measure_reprints(index: Index, names: Sequence[str]) -> list[str]:
    """Print how many reprints come first, as such, and how many others are taken for one."""
    first, wrong = [], 0
    for name in names:
        if copied := index.show(f"reprints/{name}#p1", 0):
            results = index.similar(copied.passage.id)
            hits = results.hits if results else ()
            first.append(bool(hits) and bool(hits[0].is_reprint) and name in hits[0].document.id)
            wrong += sum(bool(hit.is_reprint) and name not in hit.document.id for hit in hits)
    print(f"reprints    {len(first)}  first {mean(first):.3f}  others {wrong}")
    return under_floor("reprints", {"first": mean(first)})


if __name__ == "__main__":
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "build/quality")
    folder.mkdir(parents=True, exist_ok=True)
    sys.exit(main(folder))
