"""docs/architecture.md keeps up with the package: it describes every folder and names no other."""

import re

from tests.docs.examples import ROOT

PACKAGE = ROOT / "searchtool"
TEXT = (ROOT / "docs" / "architecture.md").read_text("utf-8")


def test_every_folder_has_a_heading() -> None:
    modules = PACKAGE.rglob("*.py")
    folders = {f"{module.parent.relative_to(PACKAGE)}/" for module in modules} - {"./"}
    assert set(re.findall(r"^#+ `([\w/]+/)`$", TEXT, re.MULTILINE)) == folders


def test_folders_and_data_files_exist() -> None:
    """Modules are checked in every document: tests/docs/test_docs.py."""
    named = set(re.findall(r"`((?:\w+/)+(?:\w+\.txt)?)`", TEXT))
    assert len(named) > 20
    assert [p for p in named if not (PACKAGE / p).exists() and not (ROOT / p).exists()] == []
