"""Plain text files."""

import pytest

from searchtool.core.errors import UnreadableFile
from tests.corpus import ARTICLE
from tests.unit.documents.reading import read_one


class TestPlain:
    def test_a_text_file_is_one_document(self) -> None:
        text = read_one("news/a.txt", ARTICLE)
        assert text.text == ARTICLE
        assert text.blocks is None
        document = text.document
        assert (document.id, document.path) == ("news/a.txt", "/docs/news/a.txt")
        assert (document.format, document.encoding) == ("txt", "utf-8")

    def test_windows_text_is_read(self) -> None:
        text = read_one("a.txt", ARTICLE.replace("\n", "\r\n").encode("cp1251"))
        assert (text.text, text.document.encoding) == (ARTICLE, "cp1251")

    def test_a_binary_file_is_refused(self) -> None:
        with pytest.raises(UnreadableFile, match=r"/docs/a\.txt: not a text file"):
            read_one("a.txt", b"\0\1\2")
