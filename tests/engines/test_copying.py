"""What one engine holds, copied to another: each answers as the other."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from searchtool.core.model import Root
from searchtool.engines import ENGINES, ORACLE, open_engine
from searchtool.engines.base import Engine, Searcher
from searchtool.index.copying import copy_contents, count_contents
from searchtool.index.plan import RunCallbacks
from searchtool.index.refresh import refresh
from searchtool.ingest.discovery import list_files
from searchtool.ingest.pipeline import ReadOptions
from searchtool.ingest.roots import merge_roots
from searchtool.query.tree import Filter, FilterField
from tests.docs.examples import ROOT

FIELDS: tuple[FilterField, ...] = (
    "title", "author", "date", "path", "speaker", "who", "sure", "verbatim", "alias",
)  # fmt: skip


@pytest.fixture(scope="module")
def source() -> tuple[Engine, Sequence[Root]]:
    """The texts of the project as the reference engine holds them, some removed again."""
    engine = open_engine("memory", "")
    engine.create()
    roots = merge_roots((), [ROOT / "docs_in"])
    refresh(engine, roots, list_files(roots), ReadOptions({}, {}), RunCallbacks())
    with engine.writer() as writer:
        writer.delete(next(iter(sorted(f.path for f in engine.searcher().files()))))
    return engine, roots


def contents(searcher: Searcher) -> list[object]:
    """Everything: what is stored, and which passages have which value of which filter."""
    found: list[object] = [
        sorted(searcher.files()),
        sorted(searcher.documents()),
        [sorted(searcher.records(scope)) for scope in ("paragraph", "quote")],
    ]
    for scope in ("paragraph", "quote"):
        for field in FIELDS:
            for value in searcher.vocabulary(field, scope, ""):
                query = Filter(field, value, value)
                passages = sorted(p.id for p in searcher.matching(query, scope))
                if passages:
                    found.append((scope, field, value, passages))
    return found


@pytest.mark.parametrize("name", sorted(ENGINES | ORACLE))
def test_a_copy_holds_the_same(
    source: tuple[Engine, Sequence[Root]], name: str, tmp_path: Path
) -> None:
    engine, roots = source
    expected = engine.searcher()
    copy, back = open_engine(name, tmp_path / "copy"), open_engine("memory", "")
    for made in (copy, back):
        made.create()
    written: list[int] = []
    copy_contents(expected, copy, roots, written.append)
    found = copy.searcher()
    assert count_contents(found) == count_contents(expected)
    assert written[-1] == count_contents(expected).passages
    assert len({part[1] for part in contents(found)[3:] if isinstance(part, tuple)}) > 6
    assert contents(found) == contents(expected)
    copy_contents(found, back, roots, written.append)
    assert contents(back.searcher()) == contents(expected)
