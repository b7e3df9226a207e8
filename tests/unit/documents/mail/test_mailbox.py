"""Mail in, a Document a message out, with what is cited apart."""

import base64
import quopri
from email.header import Header
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtool.core.errors import UnreadableFile
from searchtool.documents.passages import split_passages
from searchtool.documents.source import Limits
from tests.unit.documents.reading import paragraphs, read_all, read_one, survives

LETTER = """\
From: Кузьма Зорин <zorin@archive.example>
To: all@archive.example
Subject: Собрание в субботу
Date: Mon, 14 Jun 1999 23:59:00 +0400

Здравствуйте, коллеги!

Собрание о новом мосте через Волну начнётся в полдень, потому что
утром мэр открывает выставку.

Лидия Корсакова писала:
> Мы не успеем подготовить доклад о бюджете, если вы не
> пришлёте цифры.
Успеем.

-- 
Кузьма Зорин
"""
PARAGRAPHS = [
    ("Здравствуйте, коллеги!", "text"),
    (
        "Собрание о новом мосте через Волну начнётся в полдень, потому что утром мэр открывает "
        "выставку.",
        "text",
    ),
    ("Лидия Корсакова писала:", "cited"),
    ("Мы не успеем подготовить доклад о бюджете, если вы не пришлёте цифры.", "cited"),
    ("Успеем.", "text"),
    ("Кузьма Зорин", "text"),
]


@pytest.mark.parametrize("encoding", ["koi8-r", "cp1251", "utf-8", "cp866"])
def test_mail_of_the_nineties_says_nothing_of_its_encoding(encoding: str) -> None:
    text = read_one("а.eml", LETTER.encode(encoding))
    document = text.document
    assert (document.id, document.format, document.encoding) == ("а.eml", "eml", encoding)
    assert (document.title, document.date) == ("Собрание в субботу", "1999-06-14")
    assert (document.author, document.member) == ("Кузьма Зорин", "")
    assert paragraphs(text) == PARAGRAPHS
    assert [passage.line for passage in split_passages(text)] == [6, 8, 11, 12, 14, 17]


def encoded(charset: str, how: str) -> bytes:
    body = LETTER.partition("\n\n")[2].encode(charset)
    coded = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring}[how](body)
    subject = Header("Собрание о мосте и о бюджете города Озёрска", charset, maxlinelen=50).encode()
    sender = Header("Кузьма Зорин", charset).encode()
    head = (
        f'Subject: {subject}\nFrom: "{sender}" <zorin@archive.example>\nMIME-Version: 1.0\n'
        f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: {how}\n\n"
    )
    return head.encode() + coded


@pytest.mark.parametrize("charset", ["koi8-r", "windows-1251", "utf-8", "iso-8859-5"])
@pytest.mark.parametrize("how", ["base64", "quoted-printable"])
def test_encoded_mail(charset: str, how: str) -> None:
    text = read_one("а.eml", encoded(charset, how).replace(b"\n", b"\r\n"))
    assert text.document.title == "Собрание о мосте и о бюджете города Озёрска"
    assert text.document.author == "Кузьма Зорин"
    assert paragraphs(text) == PARAGRAPHS
    assert {passage.line for passage in split_passages(text)} == {None}


@pytest.mark.parametrize(
    ("header", "subject"),
    [
        ("=?utf-8?B?0J/RgNC40LLQtdGCLCDQ?= =?utf-8?B?vNC40YA=?=", "Привет, мир"),
        ("Re: =?koi8-r?B?7c/T1A==?= (x)", "Re: Мост (x)"),
        ("=?koi8-r?B?7c/T1A?=", "Мост"),
        ("=?windows-1251?Q?=CC=EE=F1=F2_=EE=F2=EA=F0=FB=F2?=", "Мост открыт"),
        ("=?x-unknown?Q?abc?=", "abc"),
        ("просто =?", "просто =?"),
    ],
)
def test_subjects(header: str, subject: str) -> None:
    content = f"From: a@b.example\nSubject: {header}\n\nТекст.\n"
    assert read_one("а.eml", content).document.title.replace("?", "") == subject.replace("?", "")


@pytest.mark.parametrize(
    ("header", "author"),
    [
        ('"Зорин, Кузьма" <z@a.example>', "Зорин, Кузьма"),
        ("z@a.example (Кузьма Зорин)", "Кузьма Зорин"),
        ("<z@a.example>", "z@a.example"),
        ("Kuzma Zorin", "Kuzma Zorin"),
        ("", None),
    ],
)
def test_authors(header: str, author: str | None) -> None:
    content = f"Subject: а\nFrom: {header}\n\nТекст.\n"
    assert read_one("а.eml", content).document.author == author


@pytest.mark.parametrize(
    ("header", "day"),
    [
        ("14 Jun 99 10:00 GMT", "1999-06-14"),
        ("Mon, 31 Feb 2024 10:00:00 +0300", None),
        ("14.06.2024 10:00", "2024-06-14"),
        ("вчера", None),
    ],
)
def test_dates(header: str, day: str | None) -> None:
    content = f"Subject: а\nDate: {header}\n\nТекст.\n"
    assert read_one("а.eml", content).document.date == day


def test_lines_that_flow_are_joined() -> None:
    content = """\
Subject: а
Content-Type: text/plain; charset=utf-8; format=flowed

Первый абзац, который 
продолжается.
Второй.
> Чужая строка, которая 
> тоже продолжается.
>> Ещё
"""
    assert paragraphs(read_one("а.eml", content)) == [
        ("Первый абзац, который продолжается.", "text"),
        ("Второй.", "text"),
        ("Чужая строка, которая тоже продолжается.", "cited"),
        ("Ещё", "cited"),
    ]


def message(html: str = "", plain: str = "") -> EmailMessage:
    letter = EmailMessage()
    letter["Subject"] = "Собрание"
    letter["From"] = "zorin@archive.example"
    letter.set_content(plain)
    if html:
        letter.add_alternative(html, subtype="html")
    return letter


HTML = """\
<html><head><style>p {}</style></head><body><p>Здравствуйте,<br>Лидия!</p>
<div>Кузьма Зорин пишет:</div><blockquote><p>Мост <b>открыт</b>.</p></blockquote><p>Ура.</p>
</body></html>"""


def test_plain_text_is_preferred_to_html() -> None:
    plain = "Мост открыт."
    assert paragraphs(read_one("а.eml", bytes(message(HTML, plain)))) == [(plain, "text")]


def test_html_where_nothing_else_says_it() -> None:
    assert paragraphs(read_one("а.eml", bytes(message(HTML)))) == [
        ("Здравствуйте, Лидия!", "text"),
        ("Кузьма Зорин пишет:", "cited"),
        ("Мост открыт.", "cited"),
        ("Ура.", "text"),
    ]


def test_attached_files_are_documents() -> None:
    letter = message(plain="Смотрите.")
    letter.add_attachment(
        "Доклад о мосте.".encode(), "application", "octet-stream", filename="Мост.txt"
    )
    letter.add_attachment(b"\xff\xd8", "image", "jpeg", filename="мост.jpg")
    letter.add_attachment("Другой.".encode(), "text", "plain", filename="Мост.txt")
    letter.add_attachment(b"a\n1\n", "text", "csv", filename="цены.csv")
    texts, failures = read_all("а.eml", bytes(letter))
    assert [(text.document.id, text.document.member, text.text) for text in texts] == [
        ("а.eml", "", "Смотрите."),
        ("а.eml#Мост.txt", "Мост.txt", "Доклад о мосте."),
        ("а.eml#2/Мост.txt", "2/Мост.txt", "Другой."),
    ]
    assert [failure.split(";")[0] for failure in failures] == [
        "/docs/а.eml#цены.csv: no text field 'text' among a"
    ]


def test_a_forwarded_message_is_cited() -> None:
    letter = message(plain="Смотрите.")
    inner = message(plain="Мост открыт.")
    letter.add_attachment(inner)
    assert paragraphs(read_one("а.eml", bytes(letter))) == [
        ("Смотрите.", "text"),
        ("zorin@archive.example: Собрание", "cited"),
        ("Мост открыт.", "cited"),
    ]


def test_packed_files_in_the_text_are_left_out() -> None:
    body = "До.\nbegin 644 мост.zip\nM1234567890\n!$%\n`\nend\nПосле.\nbegin 644 а\nне код\n"
    text = read_one("а.eml", f"Subject: а\n\n{body}")
    assert [(t, p.line) for (t, _), p in zip(paragraphs(text), split_passages(text), strict=True)][
        :2
    ] == [("До.", 3), ("После.", 9)]


def test_only_a_subject() -> None:
    text = read_one("а.eml", "From: a@b.example\nSubject: Буду в пять\n\n")
    assert paragraphs(text) == [("Буду в пять", "heading")] or text.text == "Буду в пять"
    assert read_all("а.eml", "From: a@b.example\n\n") == ([], [])


SEPARATOR = "From zorin@archive.example Mon Jun 14 10:00:00 1999\n"


def test_a_mailbox_holds_many_messages() -> None:
    content = (
        SEPARATOR.encode()
        + LETTER.encode("koi8-r")
        + b"\n"
        + SEPARATOR.encode()
        + encoded("utf-8", "base64")
        + b"\n\n"
        + SEPARATOR.encode()
        + "Subject: Мост\n\nОткрыт.\n>From сказано\n\nFrom here on: слова\n".encode()
    )
    texts, failures = read_all("а.mbox", content)
    assert failures == []
    assert [text.document.id for text in texts] == ["а.mbox#1", "а.mbox#2", "а.mbox#3"]
    assert [text.document.member for text in texts] == ["1", "2", "3"]
    assert {text.document.format for text in texts} == {"mbox"}
    assert [paragraphs(text) for text in texts[:2]] == [PARAGRAPHS, PARAGRAPHS]
    lines = content.split(b"\n")
    for passage in split_passages(texts[0]):
        assert passage.line is not None
        assert passage.text[:12].encode("koi8-r") in lines[passage.line - 1]
    assert [text for text, _ in paragraphs(texts[2])] == [
        "Открыт.",
        "From сказано",
        "From here on: слова",
    ]
    last = split_passages(texts[2])[-1]
    assert lines[(last.line or 0) - 1] == "From here on: слова".encode()


def test_a_message_that_is_too_large_is_skipped() -> None:
    small = f"{SEPARATOR}Subject: а\n\nСлово.\n\n"
    large = f"{SEPARATOR}Subject: б\n\n" + "слово " * 200_000 + "\n\n"
    texts, failures = read_all("а.mbox", small + large + small, limits=Limits(file_bytes=1 << 20))
    assert [text.document.member for text in texts] == ["1", "3"]
    assert failures == ["/docs/а.mbox#2: larger than 1 MB"]


@pytest.mark.parametrize(
    ("name", "content", "cause"),
    [
        ("а.eml", "просто текст", "not a mail message"),
        ("а.eml", b"\0\1\2", "not a mail message"),
        ("а.mbox", "просто текст", "no messages"),
        ("а.mbox", "", "no messages"),
    ],
)
def test_what_is_no_mail_is_refused(name: str, content: str | bytes, cause: str) -> None:
    with pytest.raises(UnreadableFile, match=cause):
        read_all(name, content)


def test_nesting_has_an_end() -> None:
    letter = message(plain="Внутри.")
    for depth in range(12):
        outer = message(plain=f"Уровень {depth}.")
        outer.add_attachment(bytes(letter), "application", "octet-stream", filename="письмо.eml")
        letter = outer
    texts, failures = read_all("а.eml", bytes(letter))
    assert 3 < len(texts) < 12
    assert [failure.split(": ")[1] for failure in failures] == ["nested too deeply to read"]


@given(st.binary(max_size=60), st.sampled_from(["Subject", "From", "Date", "Content-Type"]))
def test_headers_of_any_bytes(value: bytes, name: str) -> None:
    content = b"To: a\n" + name.encode() + b": " + value + b"\n\nbody\n"
    try:
        texts, _ = read_all("а.eml", content)
    except UnreadableFile:
        return
    for text in texts:
        repr(text.document).encode()


def test_damaged_files() -> None:
    letter = message(HTML, "Мост.")
    letter.add_attachment("Доклад".encode(), "text", "plain", filename="Мост.txt")
    letter.add_attachment(message(plain="Мост открыт."))
    survives("а.eml", bytes(letter), 300)
    survives("а.eml", encoded("koi8-r", "quoted-printable"), 200)
    box = SEPARATOR.encode() + LETTER.encode("koi8-r") + b"\n"
    survives("а.mbox", box + SEPARATOR.encode() + bytes(letter) + b"\n" + box, 200)
