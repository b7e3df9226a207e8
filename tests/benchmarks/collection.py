"""Folders of files to index, ready paragraphs and queries, all made from the shared data."""

import io
import json
import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from searchtool.documents import Source, read_documents
from searchtool.documents.passages import split_passages
from tests.evaluation.judged import SHARED, read_queries

SAMPLE_STEP = 20
"""The quick run takes every twentieth Telegram post."""

SEED = 20260301
CLASSES = ("words", "two and three words", "phrases", "headlines", "questions")


@dataclass(frozen=True, slots=True)
class Collection:
    """A folder of texts: how many files and bytes."""

    name: str
    folder: Path
    files: int
    size: int


def lay_out(work: Path, copies: int) -> Collection:
    """`copies` of the whole collection, laid out once in the work folder."""
    folder = work / f"collection-{copies}"

    return _made_once(folder, lambda: _make(folder, "--copies", str(copies)))


def lay_out_news(work: Path) -> Collection:
    """The news articles alone."""
    folder = work / "news"

    def make() -> None:
        shutil.copytree(SHARED / "news", folder)

    return _made_once(folder, make)


def lay_out_sample(work: Path) -> Collection:
    """The news articles and some of the Telegram posts, for the quick run."""
    folder = work / "sample"

    def make() -> None:
        shutil.copytree(SHARED / "news", folder / "news")
        posts = work / "posts"
        _make(posts, "--only", "telegram")
        for path in sorted(posts.rglob("*.txt"))[::SAMPLE_STEP]:
            target = folder / path.relative_to(posts)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
        shutil.rmtree(posts)

    return _made_once(folder, make)


def export_passages(collection: Collection, target: Path) -> int:
    """Our own paragraphs of all files as JSON lines, and how many: what the other tools that index
    paragraphs are given, so that all search the same ones."""
    count = 0
    with target.open("w", encoding="utf-8") as out:
        for path in sorted(collection.folder.rglob("*.txt")):
            name = path.relative_to(collection.folder).as_posix()
            for source in read_documents(Source(name, str(path), io.BytesIO(path.read_bytes()))):
                for passage in split_passages(source):
                    record = {"id": passage.id, "text": passage.text}
                    out.write(json.dumps(record, ensure_ascii=False) + "\n")
                    count += 1
    return count


def draw_queries(each: int) -> Mapping[str, list[str]]:
    """`each` queries of each class, the same ones every time. Words and phrases are drawn from
    the news articles, as often as they stand there; headlines and questions are of the judged
    sets."""
    draw = random.Random(SEED)
    lines = [
        words
        for path in sorted((SHARED / "news").glob("*.txt"))
        for line in path.read_text("utf-8").splitlines()
        if len(words := re.findall(r"[а-яё]+", line.lower())) > 5
    ]

    def one_of(words: list[str], count: int) -> str:
        long = [word for word in words if len(word) > 3] or words
        return " ".join(draw.sample(long, min(count, len(long))))

    def phrase(words: list[str]) -> str:
        start = draw.randrange(len(words) - 3)
        return f'"{" ".join(words[start : start + draw.choice((2, 3))])}"'

    drawn: dict[str, Callable[[], str]] = {
        "words": lambda: one_of(draw.choice(lines), 1),
        "two and three words": lambda: one_of(draw.choice(lines), draw.choice((2, 3))),
        "phrases": lambda: phrase(draw.choice(lines)),
    }
    queries = {name: [make() for _ in range(each)] for name, make in drawn.items()}
    for name, judged in (("headlines", "headlines_dev"), ("questions", "xquad_dev")):
        texts = [" ".join(query.text.split()) for query in read_queries(judged)]
        queries[name] = draw.sample(texts, min(each, len(texts)))
    return queries


def shuffled(queries: Mapping[str, list[str]]) -> list[str]:
    """The queries of all classes, mixed, in the same order every time."""
    mixed = [text for texts in queries.values() for text in texts]
    random.Random(SEED).shuffle(mixed)
    return mixed


def folder_size(folder: Path) -> int:
    """The bytes of all files below a folder."""
    return sum(
        os.path.getsize(os.path.join(path, name))
        for path, _, names in os.walk(folder)
        for name in names
    )


def _make(folder: Path, *options: str) -> None:
    script = SHARED / "corpora" / "make.py"
    command = [sys.executable, str(script), str(folder), *options]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _made_once(folder: Path, make: Callable[[], None]) -> Collection:
    """`make` fills the folder, if no earlier run has done so to the end."""
    mark = folder.with_name(f"{folder.name}.json")
    if not mark.is_file():
        shutil.rmtree(folder, ignore_errors=True)
        make()
        files = sum(len(names) for _, _, names in os.walk(folder))
        mark.write_text(json.dumps({"files": files, "size": folder_size(folder)}), "utf-8")
    return Collection(folder.name, folder, **json.loads(mark.read_text("utf-8")))
