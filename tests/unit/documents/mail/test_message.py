"""One mail message: headers, body lines, encodings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtool.core.errors import UnreadableFile
from searchtool.documents.passages import split_passages
from tests.unit.documents.mail.make_mail import HTML, LETTER, PARAGRAPHS, encoded, message
from tests.unit.documents.reading import paragraphs, read_all, read_one


@pytest.mark.parametrize("encoding", ["koi8-r", "cp1251", "utf-8", "cp866"])
def test_mail_of_the_nineties_says_nothing_of_its_encoding(encoding: str) -> None:
    text = read_one("а.eml", LETTER.encode(encoding))
    document = text.document
    assert (document.id, document.format, document.encoding) == ("а.eml", "eml", encoding)
    assert (document.title, document.date) == ("Собрание в субботу", "1999-06-14")
    assert (document.author, document.member) == ("Кузьма Зорин", "")
    assert paragraphs(text) == PARAGRAPHS
    assert [passage.line for passage in split_passages(text)] == [6, 8, 11, 12, 14, 17]


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
        ("Re: =?koi8-r?B?7c/T1A==?= (x)", "Re: Мост (x)"),
        ("Re: =?koi8-r?B?7c/T1A==?=\n =?koi8-r?B?7c/T1A==?=", "Re: МостМост"),
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
        ("=?utf-8?Q?=D0=97=D0=BE=D1=80=D0=B8=D0=BD,_=D0=9A=2E?= <z@a.example>", "Зорин, К."),
        ("=?koi8-r?B?+s/Syc4=?= z@a.example", "Зорин z@a.example"),
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


def test_html_where_nothing_else_says_it() -> None:
    assert paragraphs(read_one("а.eml", bytes(message(HTML)))) == [
        ("Здравствуйте, Лидия!", "text"),
        ("Кузьма Зорин пишет:", "cited"),
        ("Мост открыт.", "cited"),
        ("Ура.", "text"),
    ]


@pytest.mark.parametrize("tag", ["button", "map", "nav", "noscript", "object", "header", "label"])
def test_what_mail_programs_show(tag: str) -> None:
    letter = message(f"<p>Мост открыт.</p><{tag}>Ура.</{tag}>")
    assert [text for text, _ in paragraphs(read_one("а.eml", bytes(letter)))] in (
        ["Мост открыт.", "Ура."], ["Мост открыт. Ура."],
    )  # fmt: skip


def test_what_a_mailing_list_adds_behind_the_html() -> None:
    letter = message("<html><body><p>Мост открыт.</p></body></html>\n<p>Письмо 14 рассылки.</p>")
    found = paragraphs(read_one("а.eml", bytes(letter)))
    assert found == [("Мост открыт.", "text"), ("Письмо 14 рассылки.", "text")]


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
    body = "До.\nbegin 644 мост.jpg\nM1234567890\n!$%\n`\nend\nПосле.\nbegin 644 а\nне код\n"
    text = read_one("а.eml", f"Subject: а\n\n{body}")
    assert [(t, p.line) for (t, _), p in zip(paragraphs(text), split_passages(text), strict=True)][
        :2
    ] == [("До.", 3), ("После.", 9)]


@given(st.binary(max_size=60), st.sampled_from(["Subject", "From", "Date", "Content-Type"]))
def test_headers_of_any_bytes(value: bytes, name: str) -> None:
    content = b"To: a\n" + name.encode() + b": " + value + b"\n\nbody\n"
    try:
        texts, _ = read_all("а.eml", content)
    except UnreadableFile:
        return
    for text in texts:
        repr(text.document).encode()
