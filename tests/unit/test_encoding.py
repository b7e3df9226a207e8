"""Bytes in, text and the name of the encoding out."""

import codecs
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtool.documents.encoding import decode
from searchtool.errors import UnreadableFile
from tests.corpus import ARTICLE, WEATHER

SAMPLES = Path(__file__).parents[2] / "docs_in"

MEETING = "Встреча министров состоится в четверг в Астрахани, сообщает пресс-служба."

russian = st.text("абвгдеёжзийклмнопрстуфхцчшщъыьэюя АБВЁЯ«»—…№.,!?-0123456789abc\n\t")


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (ARTICLE.encode(), "utf-8"),
        (codecs.BOM_UTF8 + ARTICLE.encode(), "utf-8"),
        (codecs.BOM_UTF16_LE + ARTICLE.encode("utf-16-le"), "utf-16"),
        (codecs.BOM_UTF16_BE + ARTICLE.encode("utf-16-be"), "utf-16"),
        (ARTICLE.encode("cp1251"), "cp1251"),
    ],
)
def test_known_encodings_are_read(content: bytes, encoding: str) -> None:
    assert decode(content, "a.txt") == (ARTICLE, encoding)


@pytest.mark.parametrize("content", [b"", b"plain ASCII", codecs.BOM_UTF8])
def test_a_file_without_russian_is_utf8(content: bytes) -> None:
    text, encoding = decode(content, "a.txt")
    assert encoding == "utf-8"
    assert text == content.decode("utf-8-sig")


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1251"])
def test_line_ends_become_newlines(line_end: str, encoding: str) -> None:
    content = WEATHER.replace("\n", line_end).encode(encoding)
    assert decode(content, "a.txt")[0] == WEATHER


def test_empty_lines_are_kept_whatever_ends_them() -> None:
    assert decode(b"a\r\n\r\nb\r\rc\n\nd", "a.txt")[0] == "a\n\nb\n\nc\n\nd"


@pytest.mark.parametrize("content", [b"\x7fELF\x02\x01\x01\0\0\0", b"PK\x03\x04\0\0", b"\0"])
def test_a_binary_file_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFile) as caught:
        decode(content, "docs_in/a.txt")
    assert str(caught.value) == "docs_in/a.txt: not a text file"


def test_a_refusal_names_the_file_and_the_next_step() -> None:
    with pytest.raises(UnreadableFile) as caught:
        decode("日本語の文章です。".encode("shift-jis"), "a.txt")
    assert str(caught.value) == "a.txt: the encoding is not known; save it as UTF-8"


RUSSIAN = ["cp1251", "koi8-r", "cp866", "mac_cyrillic", "utf-16-le", "utf-16-be"]
PLAIN = str.maketrans({"«": '"', "»": '"', "—": "-", "–": "-", "…": ".", "№": "N"})


@pytest.mark.parametrize("encoding", RUSSIAN)
@pytest.mark.parametrize("length", [30, 80, 200])
def test_russian_encodings_are_told_apart(encoding: str, length: int) -> None:
    """The beginning of each of our own sample texts; see tests/quality/encodings.py for figures."""
    wrong = []
    for path in sorted(SAMPLES.rglob("*.txt")):
        content = path.read_bytes()
        text = decode(content, path.name)[0].translate(PLAIN)[:length]
        if decode(text.encode(encoding, "replace"), "a.txt")[0] != text:
            wrong.append(text)
    assert wrong == []


@pytest.mark.parametrize("encoding", RUSSIAN)
@given(text=st.text("абвгдежзийклмнопрстуфхцчшщъыьэюя", min_size=3, max_size=9))
def test_a_file_of_russian_lines_comes_back(encoding: str, text: str) -> None:
    whole = f"{MEETING} {text.capitalize()}.\n{WEATHER}".translate(PLAIN)
    assert decode(whole.encode(encoding, "replace"), "a.txt")[0] == whole.replace("\xa0", " ")


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866", "mac_cyrillic"])
@pytest.mark.parametrize(
    "text",
    [
        MEETING.upper(),
        "Windows 95 & Office 97: установка с дискет, README.TXT, C:\\DOS\\COMMAND.COM",
        "Курс на 14.06.1997: 5750 руб. за 1 USD, 3340 руб. за 1 DEM.\r\nСредний за месяц",
        "А. Б. Ильинский, 1994",
    ],
)
def test_awkward_texts_are_read(encoding: str, text: str) -> None:
    expected = text.replace("\r\n", "\n")
    assert decode(text.encode(encoding), "a.txt")[0] == expected


@pytest.mark.parametrize(
    ("content", "declared", "expected"),
    [
        (MEETING.encode("koi8-r", "replace"), "koi8-r", "koi8-r"),
        (MEETING.encode("cp1251"), "utf-8", "cp1251"),
        (MEETING.encode(), "windows-1251", "utf-8"),
        (MEETING.encode("cp866", "replace"), "no-such-encoding", "cp866"),
        (MEETING.encode("koi8-r", "replace"), "windows-1251", "koi8-r"),
        (b"plain ASCII", "unicode_escape", "utf-8"),
    ],
)
def test_what_a_file_declares_counts_if_it_can_be_true(
    content: bytes, declared: str, expected: str
) -> None:
    text, encoding = decode(content, "a.txt", declared=declared)
    assert encoding == expected
    assert text in (MEETING, "plain ASCII")


def test_what_the_user_says_is_done() -> None:
    assert decode(b"\xd0\xd2\xc9", "a.txt", forced="koi8-r") == ("при", "koi8-r")


@pytest.mark.parametrize("text", [ARTICLE, MEETING], ids=["article", "meeting"])
@pytest.mark.parametrize("encoding", ["koi8-r", "cp866", "iso8859-5", "utf-16-le", "utf-32"])
def test_other_encodings_are_refused_or_read_rightly(encoding: str, text: str) -> None:
    """Text that nobody wrote is worse than a file that is reported."""
    text = text.translate(dict.fromkeys(map(ord, "«»—")))  # not every encoding has them
    with suppress(UnreadableFile):
        assert decode(text.encode(encoding), "a.txt")[0] == text


def test_western_texts_do_not_become_russian() -> None:
    text = "Où êtes-vous passés ? À la forêt, répondit-elle, et nous n'avons rien trouvé."
    with suppress(UnreadableFile):
        assert decode(text.encode("cp1252"), "a.txt") == (text, "cp1252")


@pytest.mark.parametrize("place", ["start", "middle", "end"])
def test_a_broken_byte_does_not_spoil_a_utf8_file(place: str) -> None:
    """A log cut by size begins or ends inside a letter."""
    content = WEATHER.encode()
    middle = content.index("Синоптики".encode())
    broken = {
        "start": content[1:],
        "middle": content[:middle] + b"\xff" + content[middle:],
        "end": content.rstrip()[:-1] + "ё".encode()[:1],
    }[place]
    text, encoding = decode(broken, "a.txt")
    assert encoding == "utf-8"
    assert "Синоптики не были уверены в прогнозе." in text
    assert text.count("\ufffd") == 1


@given(russian)
def test_russian_text_survives_utf8(text: str) -> None:
    assert decode(text.encode(), "a.txt") == (text, "utf-8")


@given(russian, st.sampled_from([codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE]))
def test_russian_text_survives_utf16(text: str, mark: bytes) -> None:
    encoding = "utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be"
    assert decode(mark + text.encode(encoding), "a.txt") == (text, "utf-16")
