"""The engine of a new build: asked for, chosen before, or by size."""

import pytest

from searchtool.core.errors import OptionError
from searchtool.index.engine_choice import (
    AUTO,
    MAX_TEXT_BYTES,
    check_engine,
    choose_engine,
    has_outgrown,
)
from searchtool.index.manifest import Chooser, Manifest

SMALL, LARGE = MAX_TEXT_BYTES, MAX_TEXT_BYTES + 1


def previous(engine: str, chosen: Chooser) -> Manifest:
    return Manifest(engine, "", "build-1", (), True, "", {}, {}, "", chosen)


@pytest.mark.parametrize("asked", [None, AUTO])
def test_without_a_wish_the_size_decides(asked: str | None) -> None:
    assert choose_engine(asked, None, SMALL) == ("whoosh", "auto", SMALL)
    assert choose_engine(asked, None, LARGE) == ("tantivy", "auto", LARGE)
    assert choose_engine(asked, previous("tantivy", "auto"), SMALL).engine == "whoosh"


def test_a_wish_holds_until_another_one() -> None:
    assert choose_engine("tantivy", None, SMALL) == ("tantivy", "user", None)
    before = previous("tantivy", "user")
    assert choose_engine(None, before, SMALL) == ("tantivy", "user", None)
    assert choose_engine("whoosh", before, LARGE) == ("whoosh", "user", None)
    assert choose_engine(AUTO, before, SMALL) == ("whoosh", "auto", SMALL)


def test_only_the_small_engine_is_outgrown() -> None:
    assert has_outgrown("whoosh", LARGE)
    assert not has_outgrown("whoosh", SMALL)
    assert not has_outgrown("tantivy", LARGE)


@pytest.mark.parametrize("name", ["lucene", "memory", ""])
def test_an_unknown_engine_is_refused(name: str) -> None:
    with pytest.raises(OptionError, match="unknown engine"):
        check_engine(name)
    for known in (None, AUTO, "whoosh", "tantivy"):
        check_engine(known)
