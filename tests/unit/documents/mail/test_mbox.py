"""Mailboxes: where a message begins."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtool.core.model import SourceText
from searchtool.documents.mail.mbox import split_mailbox
from tests.unit.documents.reading import read_all

HEADERS = "Received: by mail.example\nFrom: zorin@archive.example\nSubject: Мост\n"
BODY = "Мост открыт.\n"


def read_mailbox(content: str | bytes) -> list[SourceText]:
    texts, failures = read_all("а.mbox", content)
    assert failures == []
    return texts


SEPARATORS = [
    "From zorin@archive.example Mon Jun 14 10:00:00 1999",
    "From zorin@archive.example  Mon Jun  4 10:00 1999",
    "From zorin Jun 14 10:00:00 1999",
    "From zorin@archive.example Mon Jun 14 10:00:00 MSK 1999",
    "From zorin@archive.example Mon Jun 14 10:00:00 1999 +0400",
    "From 1743@xxx Mon Jun 14 10:00:00 +0000 1999",
    "From zorin@archive.example Mon, 14 Jun 1999 10:00:00 +0400",
    "From zorin@archive.example 1999-06-14 10:00:00",
    "From zorin@archive.example 1999-06-14T10:00:00+04:00",
    "From - Mon Jun 14 10:00:00 1999",
    "From MAILER-DAEMON Fri Jul  8 12:08:34 2011",
    "From zorin@archive.example Mon Jun 14 10:00:00 1999 remote from mars",
    "From zorin@archive.example Пн июн 14 10:00:00 1999",
    "From zorin@archive.example Mon Jun 14 1999",
    "From m2@archive.example 19990614",
    "From uucp Mon Jun 14 10:00:00 1999\n>From zorin Mon Jun 14 09:00:00 1999 remote from mars",
    "From zorin@archive.example 929340000",
    "From zorin@archive.example",
    "From -",
    "From",
    "From ",
]


@pytest.mark.parametrize("separator", SEPARATORS)
@pytest.mark.parametrize("between", ["", "\n", "\n\n"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_separators(separator: str, between: str, line_end: str) -> None:
    message = f"{separator}\n{HEADERS}\n{BODY}{between}"
    content = (message * 3).replace("\n", line_end)
    texts = read_mailbox(content)
    assert [text.text for text in texts] == [BODY.strip()] * 3


@pytest.mark.parametrize(
    "separator", ["From -", "From zorin@archive.example", "From MAILER-DAEMON"]
)
def test_separators_without_a_date_stand_after_a_blank_line(separator: str) -> None:
    message = f"{separator}\n{HEADERS}\n{BODY}\n"
    assert [text.text for text in read_mailbox(message * 3)] == [BODY.strip()] * 3


@pytest.mark.parametrize(
    "line",
    [
        "From here on: слова",
        "From Monday 10:00 till the year 2024 we wait.",
        "From zorin@archive.example Mon Jun 14 10:00:00 1999",
        "From the editor\nПримечание: нет.",
        "From May 2010 on he was there 10:00\nслова",
        "From",
        "From: zorin@archive.example\nSubject: Пересылаю\n\nТекст.",
        "Fromage",
    ],
)
@pytest.mark.parametrize("before", ["Слова.\n", "Слова.\n\n"])
def test_from_in_a_text_is_text(line: str, before: str) -> None:
    message = f"{SEPARATORS[0]}\n{HEADERS}\n{before}{line}\nКонец.\n\n"
    texts = read_mailbox(message * 2)
    assert len(texts) == 2
    for text in texts:
        assert "Слова." in text.text and "Конец." in text.text


def test_a_bare_separator_before_any_header() -> None:
    message = f"From \nUser-Agent: a\n{HEADERS}\n{BODY}\n"
    assert len(read_mailbox(message * 2)) == 2


@pytest.mark.parametrize("name", ["а.eml", "Входящие"])
def test_a_mailbox_by_another_name(name: str) -> None:
    message = f"{SEPARATORS[0]}\n{HEADERS}\n{BODY}\n"
    texts, failures = read_all(name, message * 2)
    assert [(text.document.member, text.text) for text in texts] == [
        ("1", BODY.strip()),
        ("2", BODY.strip()),
    ]
    assert failures == []


def test_a_separator_before_the_only_message_of_a_file() -> None:
    message = f"{SEPARATORS[0]}\n{HEADERS}\n{BODY}\n"
    assert [text.document.member for text in read_all("а.eml", message)[0]] == [""]


def test_escaped_separators() -> None:
    (text,) = read_mailbox(f"{SEPARATORS[0]}\n{HEADERS}\n>From я\n\n>>From ты\n")
    assert text.text == "From я\n\nFrom ты"


def test_any_header_may_be_first() -> None:
    for header in ("X-GM-THRID: 1", "Return-Path: <a@b.example>", "Arbitrary: 5"):
        message = f"{SEPARATORS[0]}\n{header}\n{HEADERS}\n{BODY}"
        assert len(read_mailbox(message * 2)) == 2


def test_a_blank_line_after_the_separator() -> None:
    message = f"{SEPARATORS[0]}\n\n{HEADERS}\n{BODY}\n"
    assert [text.document.title for text in read_mailbox(message * 2)] == ["Мост", "Мост"]


@pytest.mark.parametrize("before", ["\ufeff", "\n\n", "\ufeff\n"])
def test_what_may_stand_before_the_first_message(before: str) -> None:
    message = f"{SEPARATORS[0]}\n{HEADERS}\n{BODY}\n"
    texts = read_mailbox(before + message * 2)
    assert [text.document.member for text in texts] == ["1", "2"]


def test_a_message_before_the_first_separator() -> None:
    content = f"{HEADERS}\n{BODY}\n{SEPARATORS[0]}\n{HEADERS}\n{BODY}"
    assert len(read_mailbox(content)) == 2
    assert len(read_mailbox(f"{HEADERS}\n{BODY}")) == 1


def test_text_before_the_first_message_is_reported() -> None:
    texts, failures = read_all("а.mbox", f"Папка входящих\n{SEPARATORS[0]}\n{HEADERS}\n{BODY}")
    assert [text.document.member for text in texts] == ["2"]
    assert failures == ["/docs/а.mbox#1: not a mail message"]


@given(
    st.lists(
        st.sampled_from(
            [
                "From ",
                "From - ",
                "Jun 14 10:00",
                " 1999",
                "To: a",
                "\n",
                "\r",
                "\n\n",
                "я",
                ">",
                "x" * 70,
            ]
        ),
        max_size=40,
    )
)
def test_nothing_is_lost_between_messages(parts: list[str]) -> None:
    content = "".join(parts).encode()
    line_end = b"\n" if b"\n" in content else b"\r"
    letter = "я".encode()
    messages = list(split_mailbox(io.BytesIO(content), 1 << 20))
    kept = sum((message.content or b"").count(letter) for message in messages)
    separators = [line for line in content.split(line_end) if line.startswith(b"From")]
    assert kept + sum(line.count(letter) for line in separators) >= content.count(letter)
