"""XML and HTML that want to do harm: one clean error, or the text."""

import io
import time

import pytest

from searchtool.core.errors import UnreadableFile
from searchtool.documents.source import Source
from tests.unit.documents.make_zip import zipped
from tests.unit.documents.reading import read_one, texts

SOURCE = Source("a", "/docs/a", io.BytesIO())
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
LIMITS = "nested too deeply or too large in one place"


def fb2(doctype: str, body: str) -> str:
    head = f"<!DOCTYPE FictionBook [{doctype}]>"
    return f'<?xml version="1.0"?>{head}<FictionBook><body>{body}</body></FictionBook>'


class TestHarm:
    def test_a_billion_laughs(self) -> None:
        started = time.monotonic()
        book = fb2(f'<!ENTITY l0 "ха">{LAUGHS}', "<p>Раз &l9; два.</p>")
        with pytest.raises(UnreadableFile, match=LIMITS):
            read_one("a.fb2", book)
        assert time.monotonic() - started < 2

    def test_a_billion_laughs_in_an_attribute(self) -> None:
        book = fb2(f'<!ENTITY l0 "ха">{LAUGHS}', "<p id='&l9;'>Раз.</p>")
        with pytest.raises(UnreadableFile, match=LIMITS):
            read_one("a.fb2", book)

    def test_a_billion_laughs_in_an_office_file(self) -> None:
        document = f'<!DOCTYPE a [<!ENTITY l0 "ха">{LAUGHS}]><document><body>&l9;</body></document>'
        with pytest.raises(UnreadableFile, match=LIMITS):
            read_one("a.docx", zipped({"word/document.xml": document}))

    def test_an_entity_that_contains_itself(self) -> None:
        with pytest.raises(UnreadableFile, match=LIMITS):
            read_one("a.fb2", fb2('<!ENTITY a "&b;"><!ENTITY b "&a;">', "<p>Раз &a;.</p>"))

    @pytest.mark.parametrize(
        "doctype",
        [
            '<!ENTITY a SYSTEM "file:///etc/passwd">',
            '<!ENTITY % b SYSTEM "file:///etc/passwd"> %b;',
        ],
    )
    def test_other_files_are_not_read(self, doctype: str) -> None:
        assert texts(read_one("a.fb2", fb2(doctype, "<p>Раз &a;два.</p>"))) == ["Раз два."]

    @pytest.mark.parametrize("tag", ["section", "p", "cite"])
    def test_deep_nesting(self, tag: str) -> None:
        started = time.monotonic()
        with pytest.raises(UnreadableFile, match=LIMITS):
            read_one("a.fb2", fb2("", f"<{tag}><b>" * 100_000 + "Глубоко."))
        assert time.monotonic() - started < 5
