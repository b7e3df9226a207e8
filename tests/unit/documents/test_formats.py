"""The reader of a file by its name and its first bytes."""

import io

import pytest

from searchtool.core.errors import UnreadableFile
from searchtool.documents.formats import SAFE_SUFFIXES, SUFFIXES, can_read, choose_reader
from searchtool.documents.source import Source
from tests.unit.documents.make_zip import zipped

BOOK = '<?xml version="1.0"?><FictionBook>'
EXPORT = "<!DOCTYPE html><html><head><title>Exported Data</title>"
MHTML = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n--a"
EPUB = zipped({"mimetype": "application/epub+zip"}, method=0)
ODT = zipped({"mimetype": "application/vnd.oasis.opendocument.text"}, method=0)


@pytest.mark.parametrize(
    ("name", "content", "reader"),
    [
        ("a.txt", "Текст.", "text.plain"),
        ("A.TXT", "Текст.", "text.plain"),
        ("a.txt", " %PDF-1.4", "pdf.reader"),
        ("a.doc", r"{\rtf1", "office.rtf"),
        ("a.txt", BOOK, "books.fb2"),
        ("a.xhtml", BOOK, "books.fb2"),
        ("a.txt", "<!DOCTYPE html><html>", "html.page"),
        ("messages.html", EXPORT, "records.telegram_html"),
        ("a.html", MHTML, "html.mhtml"),
        ("a.md", "# <html>", "text.markdown"),
        ("a.zip", zipped({"a.txt": ""}), "archive"),
        ("a.txt", zipped({"a.txt": ""}), "archive"),
        ("a.zip", zipped({"word/document.xml": ""}), "office.docx"),
        ("a.fb2", EPUB, "books.epub"),
        ("a.zip", ODT, "office.odt"),
        ("a.docx", zipped({"a.txt": ""}), "office.docx"),
        ("a.eml", "<html>", "mail.mailbox"),
        ("a.csv", BOOK, "records.csv"),
        ("a.json", "%PDF-1.4", "records.json"),
        ("a.jsonl", "<html>", "records.jsonl"),
    ],
)
def test_the_content_decides_where_it_is_plain(
    name: str, content: str | bytes, reader: str
) -> None:
    stream = io.BytesIO(content.encode() if isinstance(content, str) else content)
    assert choose_reader(Source(name, name, stream)) == f"searchtool.documents.{reader}"
    assert stream.tell() == 0


def test_a_member_is_known_by_its_own_name() -> None:
    archive = Source("a.zip", "a.zip", io.BytesIO())
    member = archive.member("глава.md", io.BytesIO(b"a"))
    assert choose_reader(member) == "searchtool.documents.text.markdown"


def test_the_old_word_format_is_refused_with_advice() -> None:
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on"
    with pytest.raises(UnreadableFile) as failure:
        choose_reader(Source("a.doc", "/docs/a.doc", io.BytesIO(content)))
    assert str(failure.value) == (
        "/docs/a.doc: the old Word format is not supported; save it as .docx"
    )


def test_what_can_be_read() -> None:
    assert can_read("Отчёт.DOCX") and can_read("a/b.tar.gz")
    assert not can_read("фото.jpg") and can_read("ПРИКАЗ")
    assert {".txt", ".csv"} < SAFE_SUFFIXES < SUFFIXES
    assert not {".pdf", ".html", ".zip", ".eml"} & SAFE_SUFFIXES
