"""Files of mail: messages, attachments, mailboxes."""

import pytest

from searchtool.core.errors import UnreadableFile
from searchtool.documents.passages import split_passages
from searchtool.documents.source import Limits
from tests.unit.documents.mail.make_mail import HTML, LETTER, PARAGRAPHS, encoded, message
from tests.unit.documents.reading import paragraphs, read_all, read_one, survives


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


def test_only_a_subject() -> None:
    text = read_one("а.eml", "From: a@b.example\nSubject: Буду в пять\n\n")
    assert paragraphs(text) == [("Буду в пять", "heading")] or text.text == "Буду в пять"
    with pytest.raises(UnreadableFile, match="no text in it"):
        read_all("а.eml", "From: a@b.example\n\n")


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
        ("а.mbox", "\n", "no messages"),
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


def test_damaged_files() -> None:
    letter = message(HTML, "Мост.")
    letter.add_attachment("Доклад".encode(), "text", "plain", filename="Мост.txt")
    letter.add_attachment(message(plain="Мост открыт."))
    survives("а.eml", bytes(letter))
    survives("а.eml", encoded("koi8-r", "quoted-printable"))
    box = SEPARATOR.encode() + LETTER.encode("koi8-r") + b"\n"
    survives("а.mbox", box + SEPARATOR.encode() + bytes(letter) + b"\n" + box)
