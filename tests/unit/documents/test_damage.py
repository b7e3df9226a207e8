"""Files that were cut, overwritten or mixed up: text or one clean error, never anything else."""

import random
import zipfile
from contextlib import suppress

import pytest

from searchtool.core.errors import UnreadableFile
from searchtool.documents.passages import split_passages
from tests.unit.documents.books.test_epub import ABOUT, NAV_ITEM, epub, xhtml
from tests.unit.documents.books.test_fb2 import ABOUT as BOOK
from tests.unit.documents.books.test_fb2 import fb2
from tests.unit.documents.html.test_mhtml import mhtml
from tests.unit.documents.html.test_page import article
from tests.unit.documents.make_zip import zipped
from tests.unit.documents.office.test_docx import CORE, docx
from tests.unit.documents.office.test_docx import p as docx_p
from tests.unit.documents.office.test_odt import META, odt
from tests.unit.documents.office.test_odt import p as odt_p
from tests.unit.documents.office.test_rtf import STYLES, rtf
from tests.unit.documents.reading import read_all, texts

VERSE = "Уходит дым за поворот,<br/>Гудок над лесом тает,<br/>Никто нас больше не зовёт"
TABLE = "<table><tr><td>Год</td><td>Бюджет</td></tr></table>"
NAV = xhtml("<nav><ol><li><a href='a.xhtml#g'>Глава</a></li></ol></nav>")

FILES = {
    "a.docx": docx(
        docx_p("Глава", "1") + docx_p("Мост открыт."),
        docProps__core=CORE.format(title="а", author="б"),
    ),
    "a.odt": odt(odt_p("Мост") + "<text:h>Глава</text:h>" + odt_p("Открыт."), meta=META),
    "a.epub": epub({"a.xhtml": xhtml(f"<h1 id='g'>Глава</h1><p>{VERSE}</p>{TABLE}")}, ABOUT,
                   NAV_ITEM, nav__xhtml=NAV),
    "a.fb2": fb2(f"<section><title><p>Глава</p></title><p>{VERSE}</p>{TABLE}</section>", BOOK),
    "a.rtf": rtf(STYLES + r"\pard\s1 Глава\par Мост\u1084?{\footnote Да}\intbl а\cell\row\par"),
    "a.html": article(f"<p>{VERSE}</p>{TABLE}").encode("cp1251"),
    "a.mhtml": mhtml(article(f"<p>{VERSE}</p>{TABLE}").encode(), "utf-8", Subject="Мост"),
}  # fmt: skip
PACKED = sorted(name for name in FILES if FILES[name].startswith(b"PK"))
PIECES = [
    *(bytes([byte]) for byte in b"<>&{}\\\0%"),
    *(b"]]>", b"<!--", b"&#0;", b"\xff\xfe", b'="', b"<![CDATA[", b"</p></p></body>", b"\r\n"),
    *(b"\\u", b"\\bin9999999999 ", b"\\*"),
]


def damaged(content: bytes, draw: random.Random) -> bytes:
    """The content cut, or with bytes changed, doubled or put in."""
    changed = bytearray(content)
    for _ in range(draw.randint(1, 8)):
        at, kind = draw.randrange(len(changed) + 1), draw.randrange(5)
        if kind == 0:
            changed[at : at + 1] = draw.randbytes(1)
        elif kind == 1:
            changed[at:at] = draw.choice(PIECES)
        elif kind == 2:
            del changed[at : at + draw.randint(1, 40)]
        elif kind == 3:
            changed[at:at] = changed[at : at + draw.randint(1, 400)] * draw.randint(1, 20)
        elif draw.random() < 0.2:
            del changed[at:]
    return bytes(changed)


def check(name: str, content: bytes) -> None:
    with suppress(UnreadableFile):
        (text,), failures = read_all(name, content)
        split_passages(text)
        "\n".join([text.text, repr(text.document), *failures]).encode()
        for block in text.blocks or ():
            assert block.span.of(text.text).strip()


@pytest.mark.parametrize("name", sorted(FILES))
def test_the_files_are_right_before(name: str) -> None:
    (text,), failures = read_all(name, FILES[name])
    assert failures == []
    assert any("Глава" in piece or "Мост" in piece for piece in texts(text))


@pytest.mark.parametrize("name", sorted(FILES))
def test_damaged_bytes(name: str) -> None:
    draw = random.Random(name)
    for _ in range(30):
        check(name, damaged(FILES[name], draw))


@pytest.mark.parametrize("name", PACKED)
def test_damaged_parts(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    draw = random.Random(name)
    path = tmp_path_factory.mktemp("a") / name
    path.write_bytes(FILES[name])
    with zipfile.ZipFile(path) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    for _ in range(30):
        broken = draw.choice(sorted(parts))
        check(name, zipped({**parts, broken: damaged(parts[broken], draw)}))


@pytest.mark.parametrize("name", sorted(FILES))
def test_cut_files(name: str) -> None:
    content = FILES[name]
    for length in range(1, len(content), len(content) // 20):
        check(name, content[:length])
