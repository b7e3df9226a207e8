"""The parts of a message: every text is read, every file is read or named."""

import base64
import quopri
from typing import NamedTuple

import pytest

from searchtool.core.model import Skipped
from tests.unit.documents.mail.make_mail import message
from tests.unit.documents.make_zip import zipped
from tests.unit.documents.reading import paragraphs, read_all, texts

HEAD = (
    "From: Кузьма Зорин <zorin@archive.example>\nDate: 14 Jun 1999 10:00 +0400\nSubject: Ярмарка\n"
)
TEXT = "Ярмарка откроется в субботу."


class ReadMail(NamedTuple):
    """The members with their paragraphs, what is reported, and what is passed over."""

    members: dict[str, list[str]]
    failures: list[str]
    skipped: list[str]


def read_mail(content: str | bytes) -> ReadMail:
    skipped: list[Skipped] = []
    found, failures = read_all("а.eml", content, on_skip=skipped.append)
    assert {part.reason for part in skipped} <= {"format"}
    for text in found:
        if not text.document.member:
            assert (text.document.author, text.document.date) == ("Кузьма Зорин", "1999-06-14")
    return ReadMail(
        {text.document.member: texts(text) if text.blocks else [text.text] for text in found},
        [failure.removeprefix("/docs/а.eml") for failure in failures],
        [part.where.removeprefix("/docs/а.eml#") for part in skipped],
    )


def part(headers: str, content: str | bytes = TEXT) -> str:
    """A part in base64."""
    raw = content.encode() if isinstance(content, str) else content
    code = base64.encodebytes(raw).decode()
    return f"{headers}\nContent-Transfer-Encoding: base64\n\n{code}"


def multipart(*parts: str, kind: str = "mixed", head: str = HEAD) -> str:
    inner = "".join(f"\n--АЯ\n{part}".replace("АЯ", "=_b") for part in parts)
    return f'{head}Content-Type: multipart/{kind}; boundary="=_b"\n{inner}\n--=_b--\n'


@pytest.mark.parametrize(
    "headers",
    [
        "Content-Type: text/plain; charset=utf-8",
        "Content-Type: text/plain; charset=utf-8\nContent-Disposition: attachment",
        'Content-Type: text/plain; name="письмо.txt"',
        'Content-Type: text/plain; name="letter.txt"\nContent-Disposition: inline; filename="l"',
        'Content-Type: text/plain; name="body"\nContent-Disposition: inline',
        'Content-Type: text/html; name="body.html"',
        "Content-Type: text/x-unknown",
        "Content-Type: text/x-diff; charset=x-unknown",
        "Content-Type: text/markdown",
        "Content-Type: text/enriched",
        "Content-Type: text/richtext",
        "Content-Type: text/csv",
        "Content-Type: TEXT/PLAIN; charset=koi8-r",
        "Content-Type: text",
        "Content-Type: plain",
        "Content-Type: ; charset=utf-8",
        "Content-Type: text/plain; charset=; format",
        "Content-Type: text/plain charset=utf-8",
        'Content-Type: text/plain; charset="utf-8',
        "Content-Type: text/plain; charset==?utf-8?q?a?=",
        "X-Other: a",
    ],
)
@pytest.mark.parametrize("wrap", [lambda p: HEAD + p, multipart])
def test_every_text_is_the_body(headers: str, wrap: object) -> None:
    assert callable(wrap)
    assert read_mail(wrap(part(headers))) == ReadMail({"": [TEXT]}, [], [])


@pytest.mark.parametrize(
    "coding",
    ["base64", "BASE64", " base64 ", "base64;", '"base64"', "Base64 (comment)"],
)
def test_codings_are_written_in_many_ways(coding: str) -> None:
    code = base64.encodebytes(TEXT.encode()).decode()
    content = f"{HEAD}Content-Type: text/plain\nContent-Transfer-Encoding: {coding}\n\n{code}"
    assert read_mail(content).members == {"": [TEXT]}


@pytest.mark.parametrize(
    ("headers", "text"),
    [
        ("Content-Type: text/html", f"<p>{TEXT}</p>"),
        ("Content-Type: html", f"<p>{TEXT}</p>"),
        ("Content-Type: text/plain", f"<!DOCTYPE html>\n<html><body><p>{TEXT}</p></body></html>"),
        ("X-Other: a", f"\n<HTML><BODY>{TEXT}</BODY></HTML>"),
        ("Content-Type: text/html charset=utf-8", f"<p>{TEXT}</p>"),
        ("Content-Type: text/x-amp-html", f"<html amp4email><p>{TEXT}</p></html>"),
        ("Content-Type: text/plain", f'<x-html><!x-stuff a=""><html><p>{TEXT}</p></html></x-html>'),
        ("Content-Type: text/plain", f"<x-flowed>\n{TEXT}</x-flowed>"),
        ("Content-Type: text/rtf", r"{\rtf1\ansi\ansicpg1251 " + TEXT + "}"),
        ("Content-Type: text/plain", r"{\rtf1\ansi\ansicpg1251 " + TEXT + "}"),
        ("Content-Type: text/enriched", "<bold>Ярмарка</bold> откроется\nв <<em> субботу."),
        ("Content-Type: text/richtext", "<comment>нет</comment>Ярмарка откроется<nl>\nв субботу."),
    ],
)
def test_markup(headers: str, text: str) -> None:
    content = text.encode("cp1251" if text.startswith("{") else "utf-8")
    read = read_mail(multipart(part(headers, content)))
    (joined,) = ["\n".join(found) for found in read.members.values()]
    assert joined.replace("<em> ", "").replace("\n", " ") == TEXT
    assert read[1:] == ([], [])


@pytest.mark.parametrize("charset", ["koi8-r", "windows-1251", "x-cyrillic", "us-ascii", "utf-8"])
def test_character_sets_are_often_wrong(charset: str) -> None:
    text = "Ярмарка в Озёрске откроется в субботу, и приехать обещали все гончары уезда."
    for encoding in ("koi8-r", "cp1251", "utf-8"):
        content = part(f"Content-Type: text/plain; charset={charset}", text.encode(encoding))
        assert read_mail(HEAD + content).members == {"": [text]}


def test_character_sets_that_only_the_page_names() -> None:
    page = f'<html><head><meta charset="cp866"></head><body>{TEXT}</body></html>'.encode("cp866")
    assert read_mail(HEAD + part("Content-Type: text/html", page)).members == {"": [TEXT]}


def test_zero_bytes_in_a_text() -> None:
    assert read_mail(
        HEAD + part("Content-Type: text/plain", TEXT.replace(" ", " \0", 1))
    ).members == {"": [TEXT]}


@pytest.mark.parametrize("kind", ["text/plain", "image", "", "text/plain; charset=utf-8"])
def test_what_is_no_text_is_reported(kind: str) -> None:
    image = (
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\x90\x08\6\0\0\0\x80\xbf6\xcc" + bytes(range(256)) * 9
    )
    content = multipart(part("Content-Type: text/plain"), part(f"Content-Type: {kind}", image))
    assert read_mail(content) == ReadMail({"": [TEXT]}, ["#text/plain: not a text file"], [])


def test_utf_7() -> None:
    content = part("Content-Type: text/plain; charset=utf-7", TEXT.encode("utf-7"))
    assert read_mail(HEAD + content).members == {"": [TEXT]}


def test_texts_between_and_after_files() -> None:
    image = part(
        "Content-Type: image/jpeg; name=DSC1.jpg\nContent-Disposition: inline", b"\xff\xd8"
    )
    content = multipart(
        part("Content-Type: text/plain", "До снимка."),
        image,
        part("Content-Type: text/plain", "Между снимками."),
        image,
        part("Content-Type: text/html", "<p>После снимков.</p>"),
        part("Content-Type: text/plain; name=footer\nContent-Disposition: inline", "Подвал."),
    )
    assert read_mail(content) == ReadMail(
        {"": ["До снимка.", "Между снимками.", "После снимков.", "Подвал."]},
        [],
        ["DSC1.jpg", "DSC1.jpg"],
    )


def test_inline_texts_are_shown_with_the_message() -> None:
    content = multipart(
        *(
            part(
                f"Content-Type: text/plain\nContent-Disposition: inline; filename={n}.txt",
                f"Часть {n}.",
            )
            for n in (1, 2)
        ),
        part(
            "Content-Type: text/plain\nContent-Disposition: inline; filename=a.csv", "text\nЦена.\n"
        ),
    )
    assert read_mail(content).members == {"": ["Часть 1.", "Часть 2."], "a.csv": ["Цена."]}


def test_attached_texts_are_documents_of_their_own() -> None:
    def attached(kind: str, name: str) -> str:
        return part(
            f'Content-Type: {kind}\nContent-Disposition: attachment; filename="{name}"', name
        )

    content = multipart(
        part("Content-Type: text/plain"),
        attached("text/plain", "список.lst"),
        attached("text/plain", "ЧТИ"),
        attached("text/x-log; charset=utf-8", "журнал.2024"),
        attached("application/octet-stream", "доклад.txt"),
        part('Content-Type: text/plain; name="второй.txt"', "второй.txt"),
        attached("application/octet-stream", "список.lst"),
        attached("text/css", "стиль.css"),
    )
    names = ["список.lst", "ЧТИ", "журнал.2024", "доклад.txt", "второй.txt"]
    assert read_mail(content) == ReadMail(
        {"": [TEXT], **{name: [name] for name in names}}, [], ["список.lst", "стиль.css"]
    )


@pytest.mark.parametrize("charset", ["iso-8859-5", "koi8-r", "utf-7", "utf-16"])
def test_attached_texts_are_in_the_encoding_that_they_name(charset: str) -> None:
    attached = part(
        f"Content-Type: text/plain; charset={charset}\n"
        "Content-Disposition: attachment; filename=a.txt",
        "Сев.".encode(charset),
    )
    content = multipart(part("Content-Type: text/plain"), attached)
    assert read_mail(content) == ReadMail({"": [TEXT], "a.txt": ["Сев."]}, [], [])


def test_files_without_a_name_are_known_by_their_type() -> None:
    content = multipart(
        part("Content-Type: text/plain"),
        part("Content-Type: application/rtf", rb"{\rtf1 Text.}"),
        part("Content-Type: application/zip", zipped({"а.txt": TEXT})),
        part("Content-Type: image/png", b"\x89PNG"),
        part("Content-Type: application/json; name=a.json", '{"version": 3}'),
        part("Content-Type: application/octet-stream", b"\0"),
        part("Content-Type: application/ms-tnef; name=winmail.dat", b"\x78\x9f"),
    )
    assert read_mail(content) == ReadMail(
        {"": [TEXT], "application/rtf": ["Text."], "application/zip#а.txt": [TEXT]},
        [],
        ["image/png", "winmail.dat", "a.json", "application/octet-stream"],
    )


def test_files_inside_alternatives_are_read_once() -> None:
    plain = part("Content-Type: text/plain; name=a.txt")
    file = part(
        "Content-Type: text/plain\nContent-Disposition: attachment; filename=d.txt", "Доклад."
    )
    rich = multipart(
        part("Content-Type: text/html; name=a.html", f"<p>{TEXT}</p>"),
        file,
        part("Content-Type: text/html", "<p>Подпись.</p>"),
        head="",
    ).replace("=_b", "=_c")
    assert read_mail(multipart(plain, rich, kind="alternative")) == ReadMail(
        {"": [TEXT, "Подпись."], "d.txt": ["Доклад."]}, [], []
    )


def test_alternatives_that_stand_one_after_the_other() -> None:
    html = part("Content-Type: text/html", f"<p>{TEXT}</p>")
    plain = part("Content-Type: text/plain")
    assert read_mail(multipart(plain, html)).members == {"": [TEXT]}
    other = part("Content-Type: text/html", "<p>Другое.</p>")
    assert read_mail(multipart(plain, other)).members == {"": [TEXT, "Другое."]}


def test_the_only_part_is_the_body_by_any_name() -> None:
    named = "Content-Type: text/plain\nContent-Disposition: attachment; filename=a.txt"
    assert read_mail(HEAD + part(named)).members == {"": [TEXT]}


def test_calendars_and_contacts_say_what_people_read() -> None:
    calendar = (
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20240622T100000\n"
        "SUMMARY;LANGUAGE=ru:Сход у\n  моста\nDESCRIPTION:Раз\\nДва\\, три\nEND:VEVENT\n"
    )
    contact = (
        "BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=98=D0=B2=\n"
        "=D0=B0=D0=BD\nTEL:+7900\nitem1.NOTE:Сторож\nEND:VCARD\n"
    )
    content = multipart(
        part("Content-Type: text/plain"),
        part(
            "Content-Type: text/calendar\nContent-Disposition: attachment; filename=a.ics", calendar
        ),
        part("Content-Type: text/x-vcard; name=a.vcf", contact.replace("\n", "\r\n")),
    )
    assert read_mail(content) == ReadMail(
        {"": [TEXT, "Сход у моста", "Раз", "Два, три", "Иван", "Сторож"]}, [], []
    )


INNER = f"{HEAD}\n{TEXT}\n"


@pytest.mark.parametrize(
    "inner",
    [
        f"Content-Type: message/rfc822\n\n{INNER}",
        f"Content-Type: message/rfc822; name=a.eml\nContent-Disposition: attachment\n\n{INNER}",
        part("Content-Type: message/rfc822", INNER),
        "Content-Type: message/rfc822\nContent-Transfer-Encoding: quoted-printable\n\n"
        + quopri.encodestring(INNER.encode()).decode(),
        f"Content-Type: message/global\n\n{INNER}",
    ],
)
def test_a_message_inside_another(inner: str) -> None:
    read = read_mail(multipart(part("Content-Type: text/plain", "Пересылаю."), inner))
    assert read == ReadMail({"": ["Пересылаю.", "Кузьма Зорин: Ярмарка", TEXT]}, [], [])


def test_a_digest() -> None:
    inner = [f"\nFrom: a{n}@b.example\nSubject: Тема {n}\n\nСлова {n}.\n" for n in (1, 2)]
    read = read_mail(multipart(part("Content-Type: text/plain", "Выпуск."), *inner, kind="digest"))
    assert read.members[""][0] == "Выпуск."
    assert read.members[""][1:] == [
        "a1@b.example: Тема 1",
        "Слова 1.",
        "a2@b.example: Тема 2",
        "Слова 2.",
    ]


def test_a_bounce() -> None:
    content = multipart(
        part("Content-Type: text/plain", "Письмо не доставлено."),
        "Content-Type: message/delivery-status\n\nReporting-MTA: a\n\nAction: failed\n",
        f"Content-Type: text/rfc822-headers\n\n{HEAD}",
        kind="report; report-type=delivery-status",
    )
    assert read_mail(content) == ReadMail(
        {"": ["Письмо не доставлено.", "Кузьма Зорин: Ярмарка"]}, [], ["message/delivery-status"]
    )


@pytest.mark.parametrize(
    "content_type",
    [
        'multipart/mixed; boundary="=_b"',
        "multipart/mixed",
        'multipart/mixed; boundary="другая"',
        "mixed",
        "",
    ],
)
@pytest.mark.parametrize("end", ["\n--=_b--\n", "\n", ""])
def test_boundaries_that_are_missing(content_type: str, end: str) -> None:
    parts = "".join(
        f"\n--=_b\n{part('Content-Type: text/html', f'<p>{text}</p>')}" for text in ("Раз.", "Два.")
    )
    header = f"Content-Type: {content_type}\n" if content_type else ""
    assert read_mail(f"{HEAD}{header}{parts}{end}").members == {"": ["Раз.", "Два."]}


def test_a_message_in_a_multipart_without_parts() -> None:
    assert read_mail(f"{HEAD}Content-Type: multipart/mixed; boundary=a\n\n{TEXT}\n").members == {
        "": [TEXT]
    }


ENCRYPTED = "encrypted, or packed in a signature"


@pytest.mark.parametrize(
    ("content", "where"),
    [
        (HEAD + part('Content-Type: application/pkcs7-mime; name="smime.p7m"', b"\x30\x80"), ""),
        (
            multipart(part("Content-Type: application/x-pkcs7-mime", b"\x30")),
            "#application/x-pkcs7-mime",
        ),
        (
            multipart(
                part("Content-Type: application/pgp-encrypted", "Version: 1"),
                part(
                    "Content-Type: application/octet-stream; name=encrypted.asc", "-----BEGIN PGP"
                ),
                kind="encrypted; protocol=application/pgp-encrypted",
            ),
            "",
        ),
        (f"{HEAD}\n-----BEGIN PGP MESSAGE-----\n\nhQEMA\n=aaaa\n-----END PGP MESSAGE-----\n", ""),
    ],
)
def test_what_is_encrypted_is_reported(content: str, where: str) -> None:
    assert read_mail(content) == ReadMail({"": ["Ярмарка"]}, [f"{where}: {ENCRYPTED}"], [])


def test_signatures_are_no_text() -> None:
    content = f"""{HEAD}
-----BEGIN PGP SIGNED MESSAGE-----
Hash: SHA256

{TEXT}
-----BEGIN PGP SIGNATURE-----

iQEzBAEBCAAdFiEE
=abcd
-----END PGP SIGNATURE-----
"""
    assert read_mail(content) == ReadMail({"": [TEXT]}, [], [])
    signed = multipart(
        part("Content-Type: text/plain"),
        part("Content-Type: application/pgp-signature; name=signature.asc", "-----BEGIN PGP"),
        kind="signed",
    )
    assert read_mail(signed) == ReadMail({"": [TEXT]}, [], ["signature.asc"])


def test_packed_files_in_the_text_are_read_or_named() -> None:
    packed = "".join(f"begin 644 {name}\n#8V%T\n`\nend\n" for name in ("кот.txt", "кот.jpg"))
    assert read_mail(f"{HEAD}\n{TEXT}\n{packed}Конец.\n") == ReadMail(
        {"": [TEXT, "Конец."], "кот.txt": ["cat"]}, [], ["кот.jpg"]
    )


def test_a_part_that_cannot_be_read_costs_only_itself() -> None:
    content = multipart(
        part("Content-Type: text/plain"),
        part("Content-Type: application/pdf; name=a.pdf", b"%PDF-1.4 damaged"),
        part("Content-Type: text/rtf", "{\\rtf1" + "{" * 20_000),
        part(
            "Content-Type: text/plain\nContent-Disposition: attachment; filename=b.txt", b"\0\1\2"
        ),
        part("Content-Type: text/plain", "Конец."),
    )
    read = read_mail(content)
    assert read.members == {"": [TEXT, "Конец."]}
    assert sorted(failure.split(":")[0] for failure in read.failures) == [
        "#a.pdf",
        "#b.txt",
        "#text/rtf",
    ]


@pytest.mark.parametrize("start", ["\n\n", "\ufeff", " \r\n"])
def test_what_may_stand_before_the_headers(start: str) -> None:
    (text,), _ = read_all("а.eml", f"{start}{HEAD}\n{TEXT}\n")
    assert paragraphs(text) == [(TEXT, "text")]
    assert text.blocks is not None
    line = text.blocks[0].line
    assert line == start.count("\n") + HEAD.count("\n") + 2


def test_a_message_saved_in_utf_16() -> None:
    assert read_mail(f"{HEAD}\n{TEXT}\n".encode("utf-16")).members == {"": [TEXT]}


def test_lines_of_an_old_mac() -> None:
    assert read_mail(f"{HEAD}\n{TEXT}\n".replace("\n", "\r")).members == {"": [TEXT]}


def test_the_message_helper_is_read() -> None:
    letter = message(plain=TEXT)
    letter.replace_header("From", "Кузьма Зорин <zorin@archive.example>")
    letter["Date"] = "14 Jun 1999 10:00 +0400"
    assert read_mail(bytes(letter)).members == {"": [TEXT]}


@pytest.mark.parametrize("footer", ["\n____\nlist mailing list\n", "Список «Мост»\n", "\na: b\n"])
@pytest.mark.parametrize("text", [TEXT, TEXT + "!", TEXT + "!!"])
def test_text_below_the_code(footer: str, text: str) -> None:
    content = part("Content-Type: text/plain; charset=utf-8", text) + footer
    (read,) = read_mail(HEAD + content).members.values()
    assert " ".join(read).split() == [*text.split(), *footer.split()]
    file = part("Content-Type: a/b; name=a.txt", text) + "\n____\n"
    assert read_mail(multipart(file)).members["a.txt"] == [text]


def test_codes_in_a_row() -> None:
    below = base64.encodebytes("\n\nСписок.".encode()).decode()
    codes = part("Content-Type: text/plain", TEXT) + below
    assert read_mail(HEAD + codes).members == {"": [TEXT, "Список."]}


def test_html_before_the_same_in_plain() -> None:
    html = part("Content-Type: text/html", f"<p>{TEXT}</p>")
    assert read_mail(multipart(html, part("Content-Type: text/plain"))).members == {"": [TEXT]}


@pytest.mark.parametrize("kind", ["application/pgp; format=text", "plain/text", "unknown/unknown"])
def test_the_only_part_is_the_body(kind: str) -> None:
    assert read_mail(HEAD + part(f"Content-Type: {kind}")) == ReadMail({"": [TEXT]}, [], [])
    picture = read_mail(HEAD + part(f"Content-Type: {kind}", b"\x89PNG\r\n\x1a\n\0\1"))
    assert picture.skipped == [kind.partition(";")[0]]


def test_places_of_pictures_are_no_text() -> None:
    plain = part("Content-Type: text/plain", f"[cid:image001.png@01D5.3A]{TEXT}\n\n[cid:b]\n\n[1]")
    assert read_mail(HEAD + plain).members == {"": [TEXT, "[1]"]}


@pytest.mark.parametrize(
    "headers",
    [
        'Content-Type: text/x-moz-deleted; name="Deleted: a.pdf"',
        'Content-Type: application/pdf; name="a.pdf"\nX-Mozilla-Altered: AttachmentDetached',
    ],
)
def test_files_that_were_taken_out_have_not_failed(headers: str) -> None:
    skipped: list[Skipped] = []
    gone = part(headers, "You deleted an attachment from this message.")
    content = multipart(part("Content-Type: text/plain"), gone)
    ((text,), failures) = read_all("а.eml", content, on_skip=skipped.append)
    assert (texts(text), failures) == ([TEXT], [])
    assert [(found.where[-5:], found.reason) for found in skipped] == [("a.pdf", "empty")]


def test_what_macos_notes_about_a_file_is_not_that_file() -> None:
    note = part("Content-Type: application/applefile; name=a.txt", b"\0\5\x16\7")
    both = "Content-Type: multipart/appledouble; boundary=c\n\n" + "".join(
        f"--c\n{one}\n" for one in (note, part("Content-Type: a/b; name=a.txt", "Приложение."))
    )
    read = read_mail(multipart(part("Content-Type: text/plain"), both + "--c--\n"))
    assert read == ReadMail({"": [TEXT], "a.txt": ["Приложение."]}, [], ["application/applefile"])


def test_what_is_no_code_is_read_as_it_is() -> None:
    head = HEAD + "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
    for text in (TEXT, f"{TEXT} ABCD\nabcd\n{TEXT}"):
        assert " ".join(read_mail(head + text).members[""]).split() == text.split()


def test_an_alternative_in_rtf_is_no_file() -> None:
    rich = part(
        "Content-Type: application/rtf", (r"{\rtf1\ansi\ansicpg1251 " + TEXT + "}").encode("cp1251")
    )
    plain = part("Content-Type: text/plain")
    assert read_mail(multipart(plain, rich, kind="alternative")).members == {"": [TEXT]}


def test_line_ends_with_two_carriage_returns() -> None:
    content = multipart(
        part("Content-Type: text/plain"), part("Content-Type: a/b; name=b.txt", "Б.")
    )
    assert read_mail(content.replace("\n", "\r\r\n")).members == {"": [TEXT], "b.txt": ["Б."]}


@pytest.mark.parametrize("broken", ["by mail.example; Mon, 14 Jun 1999", "без двоеточия", "a b: c"])
def test_a_header_whose_second_line_is_not_indented(broken: str) -> None:
    content = f"Received: from a\n{broken}\n{HEAD}" + part("Content-Type: text/plain")
    assert read_mail(content).members == {"": [TEXT]}


def test_a_text_without_a_blank_line_before_it() -> None:
    for below in ("Время: 10", "From: a", "Subject: b"):
        read = read_mail(f"{HEAD}{TEXT}\n{below}\nSubject: b\n")
        assert read.members == {"": [TEXT, below, "Subject: b"]}


def test_an_attached_text_has_the_date_of_its_message() -> None:
    disposition = "Content-Type: text/plain; charset=utf-8\nContent-Disposition: attachment"
    content = multipart(
        part("Content-Type: text/plain; charset=utf-8"),
        part(f'{disposition}; filename="note.txt"', "Запруду чинили всю весну."),
        part(f'{disposition}; filename="2001-05-06 note.txt"', "Мельница стояла."),
    )
    found, _ = read_all("a.eml", content)
    dates = {text.document.member: text.document.date for text in found}
    assert (dates["note.txt"], dates["2001-05-06 note.txt"]) == ("1999-06-14", None)
