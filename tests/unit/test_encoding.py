"""Bytes in, text and the name of the encoding out."""

import codecs
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtool.documents.encoding import decode
from searchtool.errors import UnreadableFile
from tests.corpus import ARTICLE, WEATHER

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
        decode(ARTICLE.encode("koi8-r", "replace"), "a.txt")
    assert str(caught.value) == "a.txt: the encoding is not known; save it as UTF-8"


@pytest.mark.parametrize("text", [ARTICLE, MEETING], ids=["article", "meeting"])
@pytest.mark.parametrize("encoding", ["koi8-r", "cp866", "iso8859-5", "utf-16-le", "utf-32"])
def test_other_encodings_are_refused_or_read_rightly(encoding: str, text: str) -> None:
    """Text that nobody wrote is worse than a file that is reported."""
    text = text.translate(dict.fromkeys(map(ord, "«»—")))  # not every encoding has them
    with suppress(UnreadableFile):
        assert decode(text.encode(encoding), "a.txt")[0] == text


@pytest.mark.parametrize(
    "content", ["日本語の文章です。".encode("shift-jis"), "déjà vu".encode("latin-1")]
)
def test_encodings_of_other_languages_are_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFile):
        decode(content, "a.txt")


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
