"""Recognizes the text of scanned pages with `tesseract`, and remembers it.

What was recognized is kept in the cache of the user, by the digest of the file and the number of
the page: neither a refresh nor a rebuild of an index does it again, and a run that was stopped goes
on where it was.
"""

import hashlib
import os
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import lru_cache, partial
from pathlib import Path

from searchtool.core.atomic_write import replace_text
from searchtool.core.errors import ReadLater, UnreadableFile
from searchtool.core.i18n import tr
from searchtool.documents.program import TESSERACT, Program, ProgramFailed, run_program
from searchtool.documents.source import Source

LANGUAGE = "rus"

DPI = 300
"""Of the pictures of pages: for this tesseract is trained."""

MAX_FILE_SECONDS = 1800.0
"""For the pages of one file in one run; the next run goes on."""

MAX_PAGE_SECONDS = 120.0
"""A dense newspaper page takes 20 s."""

MAX_TEXT_BYTES = 1 << 20
"""Of a page; one in small print has 30 KB."""

_VERSION = 1
"""Raised when pages are recognized in another way, so that what is remembered does not count."""

_MAX_LIST_BYTES = 1 << 16


def ocr_problem() -> tuple[str, str] | None:
    """Why nothing can be recognized here, and what to do about it; None if it can."""
    advice = f"apt install {TESSERACT.package}"
    if TESSERACT.path is None:
        return tr("needs the program tesseract", "нужна программа tesseract"), advice
    if LANGUAGE not in _languages(TESSERACT.path):
        cause = tr("tesseract has no Russian", "у tesseract нет русского языка")
        return cause, f"apt install tesseract-ocr-{LANGUAGE}"
    return None


@lru_cache(maxsize=1)
def _languages(path: str | None) -> frozenset[str]:
    """The languages of tesseract at this path."""
    command = TESSERACT._replace(arguments=("--list-langs",))
    try:
        listed = run_program(command, b"", _MAX_LIST_BYTES, MAX_PAGE_SECONDS)
    except ProgramFailed:
        return frozenset()
    return frozenset(listed.decode("utf-8", "replace").split())


def no_text(source: Source) -> UnreadableFile:
    """The error for pictures of pages without a text."""
    if source.ocr:
        return source.unreadable(tr("no text was recognized", "текст не распознан"))
    cause = tr("no text layer: it needs OCR", "нет текстового слоя: нужно распознавание (OCR)")
    return source.unreadable(cause, "search index --ocr")


class Recognition:
    """Recognizes the pages of one file, until its time is up."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._ends = time.monotonic() + MAX_FILE_SECONDS
        digest = hashlib.blake2b(f"{_VERSION} {LANGUAGE} ".encode(), digest_size=16)
        while chunk := source.stream.read(1 << 20):
            digest.update(chunk)
        source.stream.seek(0)
        self._digest = digest.hexdigest()

    def text(self, page: int, image: Callable[[], bytes]) -> str:
        """The text of a page, whose image is asked for where it is not known; the pages of an
        image end with form feeds. Raises ProgramFailed, and ReadLater when the time is up."""
        path = _cache_folder() / self._digest[:2] / f"{self._digest}-{page}.txt"
        with suppress(OSError, ValueError):
            return path.read_text("utf-8")
        left = self._ends - time.monotonic()
        if left <= 0:
            raise self._out_of_time(page)
        answer = run_program(
            _command(), image(), MAX_TEXT_BYTES, MAX_PAGE_SECONDS, MAX_PAGE_SECONDS
        )
        text = answer.decode("utf-8", "replace")
        with suppress(OSError):  # a full disk, or another process that has read the same file
            _cache_folder().mkdir(parents=True, exist_ok=True, mode=0o700)
            path.parent.mkdir(exist_ok=True)
            replace_text(path, text)
        return text

    def pages(
        self, numbers: Iterable[int], image: Callable[[int], bytes], *, are_all: bool
    ) -> dict[int, str]:
        """The texts of these pages, by their numbers; what cannot be recognized is reported. Raises
        the last UnreadableFile if that is all of them and they `are_all` that a file has."""
        found: dict[int, str] = {}
        failures: list[UnreadableFile] = []
        for number in numbers:
            try:
                found[number] = self.text(number, partial(image, number))
            except ReadLater as failure:
                failures.append(failure)
                break
            except ProgramFailed as failure:
                failures.append(self._not_recognized(number, failure))
        if failures and are_all and not found:
            raise failures[-1]
        for reported in failures:
            self._source.report(reported)
        return found

    def _not_recognized(self, page: int, failure: ProgramFailed) -> UnreadableFile:
        return self._source.unreadable(
            tr(
                f"page {page} is not recognized: {failure.cause}",
                f"страница {page} не распознана: {failure.cause}",
            )
        )

    def _out_of_time(self, page: int) -> ReadLater:
        minutes = round(MAX_FILE_SECONDS / 60)
        cause = tr(
            f"OCR stopped at page {page} after {minutes} min",
            f"распознавание остановлено на странице {page} через {minutes} мин",
        )
        advice = tr("to go on: search index", "чтобы продолжить: search index")
        return ReadLater(self._source.where, cause, advice)


def _command() -> Program:
    """With a look at how the page is turned, where tesseract can do that."""
    mode = "1" if "osd" in _languages(TESSERACT.path) else "3"
    return TESSERACT._replace(arguments=("stdin", "stdout", "-l", LANGUAGE, "--psm", mode))


def _cache_folder() -> Path:
    folder = os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()
    return Path(folder) / "searchtool" / "ocr"
