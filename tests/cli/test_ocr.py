"""`search index --ocr` as people type it: what is found, marked, remembered and told."""

import json
import zipfile
from pathlib import Path

import pytest

from tests.command import RUSSIAN, Run
from tests.programs import needs, only_programs
from tests.unit.documents.office.make_doc import doc
from tests.unit.documents.scans.make_scan import WORDS, draw, png, scanned_pdf

pytestmark = pytest.mark.slow


@pytest.fixture
def scans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with scans in all places, and a text."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "docs_in"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(scanned_pdf([draw(WORDS)]))
    (folder / "b; rm -rf $HOME.png").write_bytes(png(draw("KAPTA BOCTOK", "CAXAP")))
    with zipfile.ZipFile(folder / "c.zip", "w") as archive:
        archive.writestr("лист.png", png(draw("BOCTOK TEATP")))
    (folder / "d.txt").write_text("Поезд ушёл на восток.")
    return folder


@needs("tesseract")
def test_scans_are_found_and_marked(run: Run, scans: Path) -> None:
    finished = run("index")
    assert "a.pdf: no text layer: it needs OCR; search index --ocr" in finished.err
    assert finished.code == 2
    assert "added 1" in finished.err
    finished = run("index", "--ocr")
    assert finished.code == 0, finished.err
    assert "added 3, changed 0, removed 0, unchanged 1" in finished.err
    answer = json.loads(run("восток", "--json", "--all").out)
    places = {hit["path"] + hit["member"]: (hit["ocr"], hit["page"]) for hit in answer["hits"]}
    assert places == {
        "docs_in/a.pdf": (True, 1),
        "docs_in/b; rm -rf $HOME.png": (True, 1),
        "docs_in/c.zipлист.png": (True, 1),
        "docs_in/d.txt": (False, None),
    }
    shown = run("ракета", "--color", "always").out
    assert "a.pdf#page=1" in shown and "OCR" in shown
    russian = run("ракета", "--color", "always", env=RUSSIAN).out
    assert "распознано" in russian


@needs("tesseract")
def test_it_is_remembered_until_a_rebuild_says_otherwise(
    run: Run, scans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("index", "--ocr").code == 0
    (scans / "e.png").write_bytes(png(draw("COBET TEATP")))
    assert "added 1, changed 0, removed 0, unchanged 4" in run("index").err
    finished = run("index", "--no-ocr")
    assert finished.code == 2
    assert "--no-ocr: the index was built with --ocr; add --rebuild to change it" in finished.err
    # What was recognized is known without the program.
    only_programs(
        tmp_path / "bin",
        monkeypatch,
        tesseract="import sys; print('rus') if '--list-langs' in sys.argv else sys.exit(1)",
    )
    finished = run("index", "--rebuild")
    assert finished.code == 0, finished.err
    assert json.loads(run("театр", "--json").out)["total"] == 2
    finished = run("index", "--rebuild", "--no-ocr")
    assert "a.pdf: no text layer: it needs OCR" in finished.err
    assert "2 of other formats (.png 2)" in finished.err or ".png 3" in finished.err


def test_without_tesseract_one_line_names_the_packages(
    run: Run, scans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_programs(tmp_path / "bin", monkeypatch)
    finished = run("index", "--ocr")
    assert finished.err == (
        "search: --ocr: needs the program tesseract; apt install tesseract-ocr tesseract-ocr-rus\n"
    )
    assert finished.code == 2
    assert not (tmp_path / "index").exists()
    assert run("index", "--ocr", "--no-ocr").err.startswith("search: --ocr, --no-ocr: cannot be")


def test_files_are_tried_again_when_a_program_is_installed(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docs_in").mkdir()
    (tmp_path / "docs_in" / "a.doc").write_bytes(doc("Мост открыт."))
    only_programs(tmp_path / "bin", monkeypatch)
    finished = run("index")
    assert "a.doc: needs the program antiword or catdoc; apt install antiword" in finished.err
    assert "unchanged 0, failed 0" in run("index").err
    only_programs(tmp_path / "bin", monkeypatch, catdoc="print('Мост открыт.')")
    assert "added 1" in run("index").err
    assert run("мост").code == 0
