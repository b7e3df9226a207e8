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
OFFICE = "application/vnd.openxmlformats-officedocument"
OASIS = "application/vnd.oasis.opendocument"
WORD = f"{OFFICE}.wordprocessingml.document"


def office(content_type: str) -> bytes:
    """A package of Office Open XML whose main part has a type, and a name of its own."""
    types = (
        f'<Types><Default ContentType="{WORD}"/><Override ContentType="{content_type}"/></Types>'
    )
    return zipped({"[Content_Types].xml": types, "_rels/.rels": "", "main.xml": ""})


@pytest.mark.parametrize(
    ("name", "content", "reader"),
    [
        ("a.txt", "Текст.", "text.plain"),
        ("A.TXT", "Текст.", "text.plain"),
        ("a.txt", " %PDF-1.4", "pdf.reader"),
        ("a.doc", r"{\rtf1", "office.rtf"),
        ("ЧИТАЙ.DOC", "Текст из времён DOS.".encode("cp866"), "text.plain"),
        ("a.doc", "<?xml version='1.0'?><w:wordDocument/>", "office.docx"),
        ("a.doc", b"\xdb\xa5\x2d\0\0\0\1\2", "office.doc"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on", "office.doc"),
        ("Приказ № 5", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on", "office.doc"),
        ("a.doc", "AT&TFORM", "scans.djvu"),
        ("a.docx", "Текст.", "office.docx"),
        ("a.txt", BOOK, "books.fb2"),
        ("a.xhtml", BOOK, "books.fb2"),
        ("a.txt", "<!DOCTYPE html><html>", "html.page"),
        ("messages.html", EXPORT, "records.telegram_html"),
        ("a.html", MHTML, "html.mhtml"),
        ("a.md", "# <html>", "text.markdown"),
        ("a.txt", "\ufeff<?xml version='1.0'?>\n<!-- a -->\n<FictionBook>", "books.fb2"),
        ("a.txt", "<!-- saved from url=(0020)https://a.example -->\n<html>", "html.page"),
        ("a.txt", "Книга начинается с <FictionBook>.", "text.plain"),
        ("a.txt", "Так: <title>Exported Data</title>", "text.plain"),
        ("a.txt", "Заметка:\n Content-Type: multipart/related", "text.plain"),
        ("a.txt", "Note: a page\n\nContent-Type: multipart/related", "text.plain"),
        ("a.txt", "From: a\nSubject: b\n c\nContent-Type: multipart/related", "html.mhtml"),
        ("a", "To: a\nDate: b\nContent-Type: multipart/related", "mail.mailbox"),
        ("a", "Content-Type: text/plain\nMIME-Version: 1.0\nTo: a\n", "mail.mailbox"),
        ("a", "DKIM-Signature: v=1;\n d=a.example;\nTo: a\nLines: 2\nDate: b\n", "mail.mailbox"),
        ("a", ">From a Mon\nXref: b\nPath: c\nFrom: d\nSubject: e\n", "mail.mailbox"),
        ("a", "Title: a\nAuthor: b\nDate: c\n\nTo: d", "text.plain"),
        ("2001-May.txt", "From a at b  Mon May 21 12:00 2001\nFrom: a\nDate: b\n", "mail.mailbox"),
        ("письмо.txt", "Date: a\nSubject: b\nMessage-ID: <c>\n\nТекст.", "mail.mailbox"),
        ("заметка.txt", "From: a\nTo: b\nSubject: c\n\nТекст.", "text.plain"),
        ("заметка.txt", "Received: ten boxes\nDate: a\n\nТекст.", "text.plain"),
        ("письмо.txt", "Received: from a by b;\n c\nDate: a\n\nТекст.", "mail.mailbox"),
        ("заметка.txt", "From 1990 on\n\nDate: a\nTo: b\n", "text.plain"),
        ("a.zip", zipped({"a.txt": ""}), "archives.archive"),
        ("a.txt", zipped({"a.txt": ""}), "archives.archive"),
        ("a.zip", zipped({"word/document.xml": ""}), "office.docx"),
        ("a.fb2", EPUB, "books.epub"),
        ("a.zip", ODT, "office.odt"),
        ("a.docx", zipped({"a.txt": ""}), "archives.archive"),
        ("a.docx", ODT, "office.odt"),
        ("a.odt", zipped({"word/document.xml": ""}), "office.docx"),
        ("a.docx", zipped({"word/document1.xml": ""}), "office.docx"),
        ("a.zip", zipped({"word/document1.xml": ""}), "archives.archive"),
        ("a.zip", office(f"{WORD}.main+xml"), "office.docx"),
        ("a.zip", office("application/vnd.ms-word.document.macroEnabled.main+xml"), "office.docx"),
        ("a.zip", office(f"{OFFICE}.spreadsheetml.sheet.main+xml"), "office.xlsx"),
        ("a.zip", office("application/vnd.ms-excel.sheet.macroEnabled.main+xml"), "office.xlsx"),
        ("a.docx", office(f"{OFFICE}.presentationml.slideshow.main+xml"), "office.pptx"),
        ("a.zip", zipped({"xl/workbook.xml": ""}), "office.xlsx"),
        ("a.docx", zipped({"ppt/presentation.xml": ""}), "office.pptx"),
        ("a.xlsx", b"PK\3\4 damaged", "office.xlsx"),
        ("a.zip", zipped({"mimetype": f"{OASIS}.spreadsheet"}), "office.odt"),
        (
            "a.xml.txt",
            "<?xml version='1.0'?>\n<office:document office:version='1.3'>",
            "office.odt",
        ),
        ("a.log", "Текст.", "text.plain"),
        ("a.rst", "Текст.", "text.plain"),
        ("a.zip", zipped({"content.opf": "", "META-INF/container.xml": ""}), "books.epub"),
        ("a.epub", zipped({"content.opf": ""}), "books.epub"),
        ("a.epub", zipped({"a.html": ""}), "archives.archive"),
        ("a.zip", zipped({"content.opf": ""}), "archives.archive"),
        ("a.zip", zipped({"a.txt": "", "mimetype": "application/epub+zip"}), "books.epub"),
        ("a.zip", zipped({"content.xml": "", "META-INF/manifest.xml": ""}), "office.odt"),
        ("a.docx", b"PK\3\4 damaged", "office.docx"),
        ("a.zip", b"PK\3\4 damaged", "archives.archive"),
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


@pytest.mark.parametrize(
    "content",
    [
        office("application/vnd.ms-excel.sheet.binary.macroEnabled.main"),
        office("application/vnd.ms-visio.drawing.main+xml"),
    ],
)
def test_other_office_files_are_refused_by_any_name(content: bytes) -> None:
    for name in ("a.docx", "a.zip"):
        with pytest.raises(UnreadableFile, match="an office file that is no text document"):
            choose_reader(Source(name, name, io.BytesIO(content)))


@pytest.mark.parametrize(
    ("name", "media_type", "reader"),
    [
        ("список.lst", "text/plain", "text.plain"),
        ("список", "text/x-unknown", "text.plain"),
        ("документ", "application/pdf", "pdf.reader"),
        ("a.md", "text/plain", "text.markdown"),
        ("страница", "text/html", "html.page"),
    ],
)
def test_a_media_type_helps_where_the_name_does_not(
    name: str, media_type: str, reader: str
) -> None:
    source = Source("a.eml", "a.eml", io.BytesIO()).member(name, io.BytesIO(b"a"), media_type)
    assert can_read(name, media_type)
    assert choose_reader(source) == f"searchtool.documents.{reader}"
    assert not can_read("a.jpg", "image/jpeg")


def test_what_can_be_read() -> None:
    assert can_read("Отчёт.DOCX") and can_read("a/b.tar.gz")
    assert not can_read("фото.jpg") and can_read("ПРИКАЗ")
    assert can_read("new/1559994000.M12P3.mail.example") and can_read("1559994000.12_0.host.md")
    assert not can_read("1559994000.host") and not can_read("new/15599.M12P3.host")
    assert {".txt", ".csv"} < SAFE_SUFFIXES < SUFFIXES
    assert not {".pdf", ".html", ".zip", ".eml"} & SAFE_SUFFIXES
