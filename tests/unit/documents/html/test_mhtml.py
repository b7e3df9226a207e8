"""Web pages saved in one file."""

import email.message
import email.policy

import pytest

from searchtool.core.errors import UnreadableFile
from tests.unit.documents.html.test_page import LEAD, SECOND, article
from tests.unit.documents.reading import read_one, texts

DATE = "Fri, 14 Jun 2024 10:00:00 +0300"


def mhtml(html: bytes, charset: str | None = None, **headers: str) -> bytes:
    """As browsers write it: the page, a frame, a picture."""
    message = email.message.EmailMessage(policy=email.policy.SMTP)
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.make_related()
    for content, place in ((html, "https://vestnik.example/most"), (b"<p>\xff", "cid:frame")):
        part = email.message.EmailMessage(policy=email.policy.SMTP)
        part.set_content(content, "text", "html", cte="quoted-printable")
        if charset and content == html:
            part.set_param("charset", charset)
        part["Content-Location"] = place
        message.attach(part)
    message.add_related(b"\x89PNG", "image", "png")
    return message.as_bytes()


@pytest.mark.parametrize(
    ("encoding", "charset", "head"),
    [
        ("utf-8", "utf-8", ""),
        ("cp1251", "windows-1251", ""),
        ("koi8-r", None, '<meta charset="koi8-r">'),
        ("cp1251", None, ""),
        ("utf-8", "no-such", ""),
    ],
)
def test_the_text_of_the_page(encoding: str, charset: str | None, head: str) -> None:
    text = read_one("a.mhtml", mhtml(article("", head).encode(encoding), charset))
    assert texts(text) == ["Мост", LEAD, SECOND]
    assert (text.document.format, text.document.encoding) == ("mhtml", encoding)


def test_what_the_file_says_of_a_page_that_does_not() -> None:
    content = mhtml(
        article("").replace("<h1>Мост</h1>", "").encode(),
        "utf-8",
        Subject="Мост через Светлую",
        Date=DATE,
        Snapshot_Content_Location="https://vestnik.example/most?id=5",
    )
    document = read_one("a.mht", content).document
    assert (document.title, document.date) == ("Мост через Светлую", "2024-06-14")
    assert document.url == "https://vestnik.example/most?id=5"
    assert read_one("2019-06-14 мост.mht", content).document.date is None  # that of the name


def test_what_the_page_says_itself_comes_first() -> None:
    head = (
        '<meta property="article:published_time" '
        'content="2023-05-01T10:00:00+03:00"><link rel="canonical" href="https://a.example/m">'
    )
    content = mhtml(article("", head).encode(), "utf-8", Subject="Другое", Date=DATE)
    document = read_one("a.mhtml", content).document
    assert (document.title, document.date) == ("Мост", "2023-05-01")
    assert document.url == "https://a.example/m"


def test_without_a_snapshot_the_place_of_the_page_is_its_address() -> None:
    document = read_one("a.mhtml", mhtml(article("").encode(), "utf-8")).document
    assert document.url == "https://vestnik.example/most"
    assert document.date is None


@pytest.mark.parametrize(
    "content",
    [
        b"Subject: a\n\ntext",
        b"Content-Type: multipart/related; boundary=a\n\n--a\nContent-Type: image/png\n\nxx\n--a--",
        b"Content-Type: text/html\n\n",
    ],
    ids=["no-page", "only-a-picture", "empty-page"],
)
def test_a_file_without_a_page_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"^/docs/a\.mhtml: no (web page|main text)"):
        read_one("a.mhtml", content)
