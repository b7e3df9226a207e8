"""XML and HTML that want to do harm, or that are damaged: one clean error, or the text."""

import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtool.core.errors import UnreadableFile
from searchtool.documents.source import Source
from searchtool.documents.xml.repair import repair_xml
from searchtool.documents.xml.tree import parse_xml, text_of
from tests.unit.documents.make_office import zipped
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


class TestMending:
    @given(st.text("<>/&;!-[]ab '\"=#x1\n?CDATA", max_size=80))
    def test_what_is_mended_is_well_formed(self, text: str) -> None:
        repaired = repair_xml(f"<a>{text}")
        root = parse_xml(repaired, SOURCE)
        assert repaired.count("\n") == text.count("\n") or "]" in text
        assert root.tag == "a"

    @given(
        st.text("абв \n", max_size=20), st.lists(st.sampled_from(["<b>", "</b>", "<p>", "</p>"]))
    )
    def test_wrong_tags_lose_no_text(self, text: str, tags: list[str]) -> None:
        words = text.split()
        xml = "<a>" + "".join(f"{word} {tag} " for word, tag in zip(words, tags, strict=False))
        kept = words[: min(len(words), len(tags))]
        assert text_of(parse_xml(xml, SOURCE)).split() == kept

    @pytest.mark.parametrize(
        ("xml", "repaired"),
        [
            ("<a>1 & 2 &lt; 3", "<a>1 &amp; 2 &lt; 3</a>"),
            ("<a><b>1</a>", "<a><b>1</b></a>"),
            ("<a></b>1</a>2", "<a>12</a>"),
            ("<a b='1\"' c=2 d>", '<a b=\'1"\' c="2"></a>'),
            ("<a>1<br>2<br/>3", "<a>1<br/>2<br/>3</a>"),
            ("<p>1<p>2", "<p>1<p>2</p></p>"),
            ("<a><p>1<p>2", "<a><p>1</p><p>2</p></a>"),
            ("<a><!--\n</a>", "<a>\n</a>"),
            ("<a>&nbsp;&#8212;&#0;", "<a>\xa0—\ufffd</a>"),
        ],
    )
    def test_cases(self, xml: str, repaired: str) -> None:
        assert repair_xml(xml) == repaired
