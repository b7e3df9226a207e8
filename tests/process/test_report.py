"""A report in a real browser, and what a person sees who writes one."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.command import RUSSIAN
from tests.conftest import index_folder
from tests.process.terminal import in_terminal, plain_lines

pytest.importorskip("jinja2", reason="the extra `report` is not installed")

BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Short news of a lighthouse, one of them hostile, and their index."""
    folder = tmp_path_factory.mktemp("lighthouse")
    docs = folder / "docs_in"
    docs.mkdir()
    for month in range(3, 8):
        (docs / f"2019-0{month}-01.txt").write_text("Маяк светит.\n\nМаяк виден.", "utf-8")
    hostile = "Маяк <script>document.title = 'чужое'</script> <b onclick=alert(1)>мигает</b>."
    (docs / "opasno.txt").write_text(hostile, "utf-8")
    return index_folder(folder)


def test_writing_a_report_in_english_80_columns_wide(folder: Path) -> None:
    code, text = in_terminal("report", "маяк", "-n", "3", "--all", "--md", cwd=folder)
    assert (code, plain_lines(text)) == (
        0,
        ["report.html", "report.md", "1-3 of 11 passages; more: -n 6"],
    )


def test_writing_a_report_in_russian_120_columns_wide(folder: Path) -> None:
    asked = ("report", "маяк", "-n", "3", "--all", "--excel", "-o", "маяк.html")
    code, text = in_terminal(*asked, cwd=folder, columns=120, env=RUSSIAN)
    assert (code, plain_lines(text)) == (
        0,
        ["маяк.html", "маяк.csv", "1–3 из 11 абзацев; ещё: -n 6"],
    )


@pytest.mark.skipif(not BROWSER, reason="no Chromium is installed")
@pytest.mark.slow
def test_a_browser_shows_the_report(folder: Path, tmp_path: Path) -> None:
    code, _ = in_terminal("report", "маяк", "--all", "-o", "page.html", cwd=folder, env=RUSSIAN)
    assert code == 0
    page, picture = folder / "page.html", tmp_path / "page.png"
    shown = in_browser("--dump-dom", page.as_uri(), home=tmp_path).decode()
    assert "<title>Отчёт о поиске: «маяк»</title>" in shown
    assert shown.count("<mark>Маяк</mark>") == shown.count("<article") == 11
    assert "<script" not in shown
    assert shown.count("<rect") == 5
    in_browser(f"--screenshot={picture}", "--window-size=900,1200", page.as_uri(), home=tmp_path)
    assert picture.read_bytes().startswith(PNG)
    assert picture.stat().st_size > 20_000  # an empty page of this size has 6,000


@pytest.mark.skipif(not BROWSER, reason="no Chromium is installed")
@pytest.mark.slow
def test_a_printed_report_has_the_numbers_of_its_timeline(folder: Path, tmp_path: Path) -> None:
    """What can be unfolded on a screen is open on paper."""
    import pypdfium2

    code, _ = in_terminal("report", "маяк", "--all", "-o", "print.html", cwd=folder, env=RUSSIAN)
    assert code == 0
    printed = tmp_path / "print.pdf"
    in_browser(f"--print-to-pdf={printed}", (folder / "print.html").as_uri(), home=tmp_path)
    document = pypdfium2.PdfDocument(printed)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert "SHA-256" in text
    assert "Отрезок" in text


def in_browser(*arguments: str, home: Path) -> bytes:
    """What Chromium writes for a page, without a window and without anything of the user's."""
    command = [BROWSER, "--headless", "--disable-gpu", "--no-first-run", "--hide-scrollbars"]
    if os.getuid() == 0:  # Chromium refuses its sandbox to root
        command.append("--no-sandbox")
    finished = subprocess.run(
        [*command, f"--user-data-dir={home / 'profile'}", *arguments],
        capture_output=True,
        env={**os.environ, "HOME": str(home), "LC_ALL": "C.UTF-8"},
        timeout=120,
        check=True,
    )
    return finished.stdout
