"""What the tests of the readers have in common: files from bytes, read and as paragraphs."""

import io
import random
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import NamedTuple

from searchtool.core.errors import UnreadableFile
from searchtool.core.model import Role, Skipped, SourceText
from searchtool.documents import Source, read_documents
from searchtool.documents.passages import split_passages
from searchtool.documents.source import DEFAULT_LIMITS, Limits


class Read(NamedTuple):
    """A paragraph as it was read."""

    text: str
    role: Role
    section: str | None


def read_all(
    name: str,
    content: str | bytes,
    fields: Mapping[str, str] | None = None,
    encoding: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    on_skip: Callable[[Skipped], None] = lambda skipped: None,
) -> tuple[list[SourceText], list[str]]:
    """The documents of a file of that name, and what was reported."""
    failures: list[str] = []
    source = Source(
        name,
        f"/docs/{name}",
        io.BytesIO(content.encode() if isinstance(content, str) else content),
        fields or {},
        lambda failure: failures.append(str(failure)),
        on_skip,
        encoding,
        limits=limits,
    )
    try:
        return list(read_documents(source)), failures
    except UnreadableFile as failure:
        # Else the garbage collector may close the stream before the reader that still holds it.
        traceback.clear_frames(failure.__traceback__)
        raise


def read_one(name: str, content: str | bytes, encoding: str | None = None) -> SourceText:
    """The one document of a file in which nothing fails."""
    (text,), failures = read_all(name, content, encoding=encoding)
    assert failures == []
    return text


def pieces(text: SourceText) -> list[Read]:
    """The paragraphs of a document with their roles and chapters."""
    assert text.blocks is not None
    return [Read(block.span.of(text.text), block.role, block.section) for block in text.blocks]


def texts(text: SourceText) -> list[str]:
    """The paragraphs of a document."""
    return [piece.text for piece in pieces(text)]


def paragraphs(text: SourceText) -> list[tuple[str, str]]:
    """Its passages, each with its role."""
    return [(passage.text, passage.role) for passage in split_passages(text)]


def mutants(content: bytes, count: int, seed: int = 0) -> Iterator[bytes]:
    """The file cut off, with bytes changed, stretches dropped, doubled or moved."""
    chance = random.Random(seed)
    for _ in range(count):
        mutant = bytearray(content)
        for _ in range(chance.randint(1, 6)):
            start = chance.randrange(len(mutant) + 1)
            stop = min(len(mutant), start + chance.choice((1, 2, 10, 200)))
            stretch = bytes(mutant[start:stop])
            match chance.randrange(5):
                case 0:
                    del mutant[start:]
                case 1:
                    mutant[start:stop] = chance.randbytes(len(stretch))
                case 2:
                    del mutant[start:stop]
                case 3:
                    mutant[start:start] = stretch * chance.choice((2, 50))
                case _:
                    at = chance.randrange(len(mutant) + 1)
                    mutant[at:at] = stretch
        yield bytes(mutant)


def survives(name: str, content: bytes, count: int = 50) -> None:
    """Check that a damaged file gives text or UnreadableFile, and that ids stay apart. Thousands of
    such files are read by `tests.evaluation.mutants`."""
    for mutant in mutants(content, count):
        with suppress(UnreadableFile):
            texts, _ = read_all(name, mutant)
            ids = [text.document.id for text in texts]
            assert len(set(ids)) == len(ids)
            for text in texts:
                text.text.encode()
                for passage in split_passages(text):
                    assert passage.span.of(text.text).strip()
