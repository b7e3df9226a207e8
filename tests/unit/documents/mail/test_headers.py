"""Names of files and other headers, however they are encoded."""

from urllib.parse import quote

import pytest

from searchtool.documents.mail.headers import Headers
from searchtool.documents.mail.mime import parse
from tests.unit.documents.reading import read_all

NAME = "Опись имущества за 1911 год.txt"
BODY = "Церковь построена в 1780 году, а колокол треснул в мороз.\n"


def quoted(charset: str) -> str:
    return quote(NAME.encode(charset), safe="")


def attached_name(parameters: bytes, charset: str, *, inside: bytes = b"text/plain") -> str:
    """The name of the file in a message whose own text is in a character set."""
    content = (
        f"From: a@b.example\nSubject: Опись\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
        f"Content-Type: text/plain; charset={charset}\n\n{BODY}\n--b\n"
    ).encode(charset)
    part = b"Content-Type: " + inside + b"\nContent-Disposition: attachment" + parameters
    texts, failures = read_all("а.eml", content + part + b"\n\ntext\n--b--\n")
    assert failures == []
    assert texts[0].document.title == "Опись"
    return texts[1].document.member


@pytest.mark.parametrize("charset", ["koi8-r", "cp1251", "utf-8"])
@pytest.mark.parametrize(
    "parameters",
    [
        "; filename*=utf-8''" + quoted("utf-8"),
        "; filename*=UTF-8'ru'" + quoted("utf-8"),
        "; filename*=koi8-r''" + quoted("koi8-r"),
        "; filename*=windows-1251'ru'" + quoted("cp1251"),
        "; filename*=''" + quoted("utf-8"),
        "; filename*=x-unknown''" + quoted("utf-8"),
        f";\n filename*0*=utf-8''{quoted('utf-8')[:18]};\n filename*1*={quoted('utf-8')[18:]}",
        f";\n filename*1*={quoted('utf-8')[18:]};\n filename*0*=utf-8''{quoted('utf-8')[:18]}",
        f"; filename=\"opis.txt\"; filename*=utf-8''{quoted('utf-8')}",
        '; filename="=?utf-8?B?0J7Qv9C40YHRjCDQuNC80YPRidC10YHRgtCy0LAg0LfQsCAx?=\n'
        ' =?utf-8?B?OTExINCz0L7QtC50eHQ=?="',
        '; filename="' + quoted("utf-8") + '"',
        "; filename==?utf-8?Q?=D0=9E=D0=BF=D0=B8=D1=81=D1=8C_=D0=B8=D0=BC=D1=83=D1=89=D0=B5=D1=81?="
        "\n =?utf-8?Q?=D1=82=D0=B2=D0=B0_=D0=B7=D0=B0_1911_=D0=B3=D0=BE=D0=B4.txt?=",
    ],
)
def test_coded_names(parameters: str, charset: str) -> None:
    assert attached_name(parameters.encode(), charset) == NAME


@pytest.mark.parametrize("charset", ["koi8-r", "cp1251", "utf-8"])
@pytest.mark.parametrize("raw", ["koi8-r", "cp1251", "utf-8"])
def test_raw_names(raw: str, charset: str) -> None:
    assert attached_name(f'; filename="{NAME}"'.encode(raw), charset) == NAME


def test_names_in_the_type() -> None:
    kind = f'application/octet-stream; name="{NAME}"'.encode()
    assert attached_name(b"", "koi8-r", inside=kind) == NAME
    assert attached_name(b"; filename=", "koi8-r", inside=kind) == NAME


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("a%20b.txt", "a%20b.txt"),
        ("100%.txt", "100%.txt"),
        ("%D0.txt", "%D0.txt"),
        ("а/b.txt", "а_b.txt"),
    ],
)
def test_names_are_not_decoded_too_much(written: str, name: str) -> None:
    assert attached_name(f'; filename="{written}"'.encode(), "utf-8") == name


@pytest.mark.parametrize("body", ["koi8-r", "cp1251", "utf-8"])
@pytest.mark.parametrize("raw", ["koi8-r", "cp1251", "utf-8"])
def test_raw_headers_in_another_encoding_than_the_text(raw: str, body: str) -> None:
    head = "Subject: Сырой заголовок о колоколах\nFrom: Иона Ложкин <i@a.example>\n".encode(raw)
    content = head + f"Content-Type: text/plain; charset={body}\n\n{BODY}".encode(body)
    ((text,), _) = read_all("а.eml", content)
    assert text.document.title == "Сырой заголовок о колоколах"
    assert text.document.author == "Иона Ложкин"
    assert text.text == BODY.strip()


def test_headers_in_two_encodings() -> None:
    content = "Subject: Сырой заголовок\n".encode("koi8-r") + "From: Иона Ложкин\n\n".encode()
    headers = Headers(parse(content), "koi8-r")
    assert (headers.subject, headers.author) == ("Сырой заголовок", "Иона Ложкин")


@pytest.mark.parametrize(
    ("written", "author"),
    [
        ("iona at a.example (Иона Ложкин)", "Иона Ложкин"),
        ("iona at a.example (=?koi8-r?B?6c/OwSDsz9bLyc4=?=)", "Иона Ложкин"),
        ("iona at a.example", "iona@a.example"),
        ("Иона Ложкин at home", "Иона Ложкин at home"),
    ],
)
def test_addresses_that_lists_hide_from_robots(written: str, author: str) -> None:
    assert Headers(parse(f"From: {written}\n\n".encode()), "utf-8").author == author


@pytest.mark.parametrize(
    "written",
    ["Ложкин, Иона <i@a.example>", "'Ложкин, Иона' <i@a.example>", "Ложкин, Иона <>"],
)
def test_a_comma_in_a_name_without_marks(written: str) -> None:
    assert Headers(parse(f"From: {written}\n\n".encode()), "utf-8").author == "Ложкин, Иона"


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("Received: from a by b;\n Mon, 14 Jun 1999 10:00 +0400\nReceived: c", "1999-06-14"),
        ("Date: \nReceived: a; 14 Jun 1999 10:00", "1999-06-14"),
        ("Date: 13 Jun 1999 10:00\nReceived: a; 14 Jun 1999 10:00", "1999-06-13"),
        ("Received: from a 14 Jun 1999", None),
    ],
)
def test_a_message_without_a_date_has_that_of_its_delivery(written: str, date: str | None) -> None:
    assert Headers(parse(f"From: a\n{written}\n\n".encode()), "utf-8").date == date


def test_years_of_three_digits() -> None:
    headers = Headers(parse(b"Date: Mon, 14 Jun 104 10:00:00 +0400\n\n"), "utf-8")
    assert headers.date == "2004-06-14"
