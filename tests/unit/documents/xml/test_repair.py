"""XML that is not well-formed."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtool.documents.source import Source
from searchtool.documents.xml.repair import repair_xml
from searchtool.documents.xml.tree import parse_xml, text_of

SOURCE = Source("a", "/docs/a", io.BytesIO())


class TestRepair:
    @given(st.text("<>/&;!-[]ab '\"=#x1\n?CDATA", max_size=80))
    def test_what_is_repaired_is_well_formed(self, text: str) -> None:
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
            ("<a><b>1</b\n>2</c\n>3", "<a><b>1</b>\n2\n3</a>"),
            ("<a>&nbsp;&#8212;&#0;", "<a>\xa0—\ufffd</a>"),
        ],
    )
    def test_cases(self, xml: str, repaired: str) -> None:
        assert repair_xml(xml) == repaired
