"""Every format and encoding in, the expected passages out: what the golden files hold."""

from pathlib import Path

import pytest

from searchtool.analysis.analyzer import Analyzer
from searchtool.documents.formats import SUFFIXES
from tests.documents.gold import GOLDEN, describe, golden_name
from tests.documents.make import files


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return files()


@pytest.mark.parametrize("name", sorted(files()))
def test_the_passages_are_the_expected_ones(
    name: str, made: dict[str, bytes], tmp_path: Path, analyzer: Analyzer
) -> None:
    path = tmp_path / Path(name).name
    path.write_bytes(made[name])
    assert describe(path, name, analyzer) == golden_name(name).read_text("utf-8")


def test_every_format_is_there_and_nothing_is_left_over(made: dict[str, bytes]) -> None:
    assert len(made) >= 60
    assert {Path(name).suffix for name in made} >= SUFFIXES - {
        ".text", ".markdown", ".xhtml", ".fbz", ".bz2", ".xz",
    }  # fmt: skip
    golden = {path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*.txt")}
    assert golden == {f"{name}.txt" for name in made}
