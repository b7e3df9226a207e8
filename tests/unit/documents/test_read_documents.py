"""Any file: the one reader that it needs, and errors in words."""

import importlib
import io
from pathlib import Path

import pytest

from searchtool.core.errors import UnreadableFile
from searchtool.documents import Source, read_documents
from searchtool.documents.formats import FORMATS, TELEGRAM_HTML
from tests.corpus import ARTICLE
from tests.unit.documents.reading import read_one


def test_every_format_has_a_reader() -> None:
    """What they read is shown by the format corpus."""
    for name in (TELEGRAM_HTML, *(known.reader for known in FORMATS)):
        assert callable(importlib.import_module(name).read)


def test_reading_is_the_same_from_a_real_file(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(ARTICLE, "utf-8")
    with path.open("rb") as stream:
        (text,) = read_documents(Source("a.md", str(path), stream))
    assert text.text == read_one("a.md", ARTICLE).text
    assert (text.document.id, text.document.path) == ("a.md", str(path))


class _Failing(io.BytesIO):
    """A file that reads well until its format is known."""

    def __init__(self, error: Exception) -> None:
        super().__init__(b"text")
        self._error = error
        self._was_read = False

    def read(self, size: int | None = -1, /) -> bytes:
        if self._was_read:
            raise self._error
        self._was_read = True
        return super().read(size)


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (RecursionError(), "nested too deeply to read"),
        (MemoryError(), "takes more memory than allowed"),
        (ModuleNotFoundError(name="lxml.html"), "needs the package lxml; pip install lxml"),
    ],
)
def test_what_a_reader_cannot_help_is_said_in_words(error: Exception, cause: str) -> None:
    with pytest.raises(UnreadableFile) as failure:
        list(read_documents(Source("a.txt", "/docs/a.txt", _Failing(error))))
    assert str(failure.value) == f"/docs/a.txt: {cause}"
