"""Scanned pages and pictures: recognized with the real program, remembered, and bounded."""

import io
from pathlib import Path

import pytest

from searchtool.core.errors import NoText, ReadLater, UnreadableFile
from searchtool.core.model import SourceText
from searchtool.documents import Source, read_documents
from searchtool.documents import ocr as ocr_module
from tests.programs import needs, only_programs
from tests.unit.documents.reading import texts
from tests.unit.documents.scans.make_djvu import djvu
from tests.unit.documents.scans.make_scan import READ, WORDS, draw, png, scanned_pdf

SAYS = """\
import os, sys
if '--list-langs' in sys.argv:
    print('rus')
    sys.exit()
with open({log!r}, 'a') as log:
    print(*sys.argv[1:], len(sys.stdin.buffer.read()) > 9, file=log)
{then}"""


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "searchtool" / "ocr"


def recognize(name: str, content: bytes) -> tuple[list[SourceText], list[str]]:
    failures: list[str] = []
    source = Source(
        name,
        f"/docs/{name}",
        io.BytesIO(content),
        report=lambda failure: failures.append(str(failure)),
        ocr=True,
    )
    return list(read_documents(source)), failures


def fake_tesseract(folder: Path, monkeypatch: pytest.MonkeyPatch, then: str) -> Path:
    """A program in the place of tesseract, and what it writes down about its calls."""
    log = folder / "calls"
    log.touch()
    only_programs(folder / "bin", monkeypatch, tesseract=SAYS.format(log=str(log), then=then))
    return log


@needs("tesseract")
def test_a_picture_is_recognized_and_marked() -> None:
    (text,), failures = recognize("скан.png", png(draw(WORDS)))
    assert texts(text) == [READ]
    assert [(block.page, block.ocr) for block in text.blocks or ()] == [(1, True)]
    assert text.document.format == "png"
    assert failures == []


@needs("tesseract")
def test_only_pages_without_a_text_are_recognized() -> None:
    text_page = "A page that has a text of its own."
    (text,), failures = recognize("a.pdf", scanned_pdf([draw(WORDS), text_page, draw(WORDS)]))
    found = [(b.page, b.ocr, b.span.of(text.text)) for b in text.blocks or ()]
    assert found == [(1, True, READ), (2, False, text_page), (3, True, READ)]
    assert failures == []


@needs("djvused", "ddjvu")
def test_a_page_of_a_djvu_file_is_recognized(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = {name: Path("/usr/bin") / name for name in ("djvused", "ddjvu")}
    fake_tesseract(tmp_path, monkeypatch, "print('Пароход.')")
    for name, path in real.items():
        (tmp_path / "bin" / name).symlink_to(path)
    (text,), failures = recognize("a.djvu", djvu(""))
    assert [(b.page, b.ocr, b.span.of(text.text)) for b in text.blocks or ()] == [
        (1, True, "Пароход.")
    ]
    assert failures == []


def test_no_page_is_recognized_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cache: Path
) -> None:
    log = fake_tesseract(tmp_path, monkeypatch, "print('Паро-\\nход ушёл.')")
    content = scanned_pdf([draw(WORDS), draw("KAPTA")])
    for name in ("a.pdf", "копия.pdf", "a.pdf"):
        (text,), _ = recognize(name, content)
        assert texts(text) == ["Пароход ушёл.", "Пароход ушёл."]
    assert log.read_text().splitlines() == ["stdin stdout -l rus --psm 3 True"] * 2
    assert cache.stat().st_mode & 0o077 == 0
    recognize("a.pdf", scanned_pdf([draw(WORDS), draw("CAXAP")]))
    assert len(log.read_text().splitlines()) == 4


@pytest.mark.parametrize(
    ("then", "cause"),
    [
        ("sys.exit('Error in pixRead: bad format')", "Error in pixRead: bad format"),
        ("os.abort()", "crash, signal 6"),
        ("import time; time.sleep(60)", "tesseract took more than 1 s"),
        ("while True: print('я' * 9_000_000)", "tesseract gave too much text"),
    ],
)
def test_a_program_that_misbehaves_costs_one_error(
    then: str, cause: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cache: Path
) -> None:
    monkeypatch.setattr(ocr_module, "MAX_PAGE_SECONDS", 1.0)
    fake_tesseract(tmp_path, monkeypatch, then)
    for name, content in (("a.png", b"bad"), ("a.pdf", scanned_pdf([draw(WORDS)]))):
        with pytest.raises(UnreadableFile, match=cause):
            recognize(name, content)
    assert not cache.exists()


def test_a_page_that_fails_costs_only_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = str(tmp_path / "calls")
    then = f"sys.exit('no' if open({calls!r}).read().count('stdin') == 1 else print('Да.'))"
    fake_tesseract(tmp_path, monkeypatch, then)
    (text,), failures = recognize("a.pdf", scanned_pdf([draw(WORDS), draw(WORDS)]))
    assert texts(text) == ["Да."]
    assert failures == ["/docs/a.pdf: page 1 is not recognized: tesseract cannot read it (no)"]


def test_a_file_that_takes_too_long_is_continued_in_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_tesseract(tmp_path, monkeypatch, "print('Да.')")
    content = scanned_pdf([draw(WORDS), draw(WORDS)])
    recognize("a.pdf", content)
    (first, *_) = (tmp_path / "cache").rglob("*-2.txt")
    first.unlink()
    monkeypatch.setattr(ocr_module, "MAX_FILE_SECONDS", -60.0)
    (text,), failures = recognize("a.pdf", content)
    assert texts(text) == ["Да."]
    assert failures == ["/docs/a.pdf: OCR stopped at page 2 after -1 min; to go on: search index"]
    for path in (tmp_path / "cache").rglob("*.txt"):
        path.unlink()
    with pytest.raises(ReadLater):
        recognize("a.pdf", content)


def test_pictures_without_a_word_are_skipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_tesseract(tmp_path, monkeypatch, "print(' — ')")
    with pytest.raises(NoText, match="a picture without text"):
        recognize("a.jpg", b"picture")
    with pytest.raises(UnreadableFile, match="no text was recognized"):
        recognize("a.pdf", scanned_pdf([draw(WORDS)]))


def test_what_is_missing_is_said_with_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_programs(tmp_path / "bin", monkeypatch)
    assert ocr_module.ocr_problem() == (
        "needs the program tesseract",
        "apt install tesseract-ocr tesseract-ocr-rus",
    )
    only_programs(tmp_path / "bin", monkeypatch, tesseract="print('eng')")
    assert ocr_module.ocr_problem() == (
        "tesseract has no Russian",
        "apt install tesseract-ocr-rus",
    )
