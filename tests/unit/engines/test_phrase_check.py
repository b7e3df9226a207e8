"""A phrase in a passage, checked by its words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtool.core.model import Term
from searchtool.engines.phrase_check import PhraseCheck
from searchtool.query.matching import find_matches
from searchtool.query.tree import Fuzzy, Phrase, Prefix, TermNode, WordNode

KEYS = "глава государство открыть саммит глава государство"
FORMS = "глава государства открыл саммит главы государств"


def word(key: str) -> TermNode:
    return TermNode("", key)


def exact(form: str) -> TermNode:
    return TermNode(form, "", exact=True)


@pytest.mark.parametrize(
    ("words", "slop", "holds"),
    [
        ((word("глава"), word("государство")), None, True),
        ((word("государство"), word("глава")), None, False),
        ((exact("главы"), exact("государств")), None, True),
        ((exact("глава"), exact("государств")), None, False),
        ((exact("главы"), word("государство")), None, True),
        ((Prefix("откр"), word("саммит")), None, True),
        ((Fuzzy("открыт"), Fuzzy("самит")), None, True),
        ((word("глава"), word("саммит")), None, False),
        ((word("саммит"), word("государство")), 1, True),
        ((word("саммит"), word("государство")), 0, False),
        ((word("саммит"), word("саммит")), 9, False),
        ((word("глава"), word("дождь")), 9, False),
    ],
)
def test_holds(words: tuple[WordNode, ...], slop: int | None, holds: bool) -> None:
    assert PhraseCheck(Phrase(words, slop=slop)).holds(KEYS, FORMS) == holds


WORDS = st.sampled_from("аб ав абв б бв".split())
NODES: st.SearchStrategy[WordNode] = st.one_of(
    WORDS.map(word), WORDS.map(exact), WORDS.map(Prefix), WORDS.map(Fuzzy)
)


@given(
    words=st.lists(NODES, min_size=2, max_size=3),
    slop=st.none() | st.integers(0, 2),
    passages=st.lists(st.lists(WORDS, max_size=7), min_size=1, max_size=3),
)
def test_it_agrees_with_what_a_query_means(
    words: list[WordNode], slop: int | None, passages: list[list[str]]
) -> None:
    phrase = Phrase(tuple(words), slop=slop)
    check = PhraseCheck(phrase)  # keeps what it has compared from one passage to the next
    for forms in passages:
        keys = [form[:1] for form in forms]
        terms = [Term(form, key, 0, 0) for form, key in zip(forms, keys, strict=True)]
        expected = find_matches(phrase, terms) is not None
        assert check.holds(" ".join(keys), " ".join(forms)) == expected
