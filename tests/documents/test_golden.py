"""Every format in every encoding is read as the golden files say."""

from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from searchtool.analysis.analyzer import Analyzer
from searchtool.documents.formats import SUFFIXES
from tests.documents.gold import GOLDEN, PROGRAMS, describe, expected, golden_path
from tests.documents.make import files
from tests.programs import needs

FILES = files()


def _case(name: str) -> ParameterSet:
    return pytest.param(name, marks=[needs(PROGRAMS[name])] if name in PROGRAMS else [])


@pytest.mark.parametrize("name", list(map(_case, sorted(FILES))))
def test_a_file_is_read_as_its_golden_file_says(name: str, analyzer: Analyzer) -> None:
    assert describe(name, FILES[name], analyzer) == expected(name)


def test_every_format_is_there_and_nothing_is_left_over() -> None:
    assert len(FILES) >= 60
    assert {Path(name).suffix for name in FILES} >= SUFFIXES - {
        ".text", ".markdown", ".djv", ".xhtml", ".fbz", ".bz2", ".xz",
    }  # fmt: skip
    assert set(GOLDEN.rglob("*.txt")) == set(map(golden_path, FILES))
