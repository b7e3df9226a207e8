"""The extract of a passage that is shown, and the highlights in it."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchtool.core.model import Snippet, Span
from searchtool.search.snippets import ELLIPSIS, SNIPPET_CHARS, full_snippet, make_snippet

FILLER = " ".join(["наполнитель"] * 60)


def find(word: str, text: str) -> list[Span]:
    return [Span(*match.span()) for match in re.finditer(word, text)]


def marked(snippet: Snippet) -> list[str]:
    return [span.of(snippet.text) for span in snippet.highlights]


def test_a_short_text_is_shown_whole() -> None:
    text = "Саммит открылся, и саммит закрылся."
    assert make_snippet(text, find("саммит", text)) == Snippet(text, (Span(19, 25),))


@pytest.mark.parametrize("extra", [0, 1])
def test_only_a_text_over_the_length_is_cut(extra: int) -> None:
    text = "а" * (SNIPPET_CHARS + extra)
    assert (ELLIPSIS in make_snippet(text, []).text) == bool(extra)


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        (f"саммит {FILLER}", False, True),
        (f"{FILLER} саммит {FILLER}", True, True),
        (f"{FILLER} саммит", True, False),
    ],
)
def test_ellipses_stand_where_text_is_left_out(text: str, before: bool, after: bool) -> None:
    snippet = make_snippet(text, find("саммит", text))
    assert marked(snippet) == ["саммит"]
    assert snippet.text.startswith(ELLIPSIS) == before
    assert snippet.text.endswith(ELLIPSIS) == after


def test_words_are_not_cut() -> None:
    text = f"{FILLER} саммит {FILLER}"
    shown = make_snippet(text, find("саммит", text)).text.strip(ELLIPSIS)
    assert set(shown.split()) == {"наполнитель", "саммит"}


@pytest.mark.parametrize("at_the_end", [False, True])
def test_the_window_is_where_most_matches_are(at_the_end: bool) -> None:
    one, many = "саммит", "саммит саммит и ещё саммит"
    text = f"{one} {FILLER} {many}" if at_the_end else f"{many} {FILLER} {one}"
    assert marked(make_snippet(text, find("саммит", text))) == ["саммит"] * 3


def test_white_space_is_collapsed_and_highlights_move() -> None:
    text = "  Саммит\n\n по\u00a0\u00a0безопасности \t региона  "
    matches = find("безопасности|региона", text)
    assert make_snippet(text, matches) == Snippet(
        "Саммит по безопасности региона", (Span(10, 22), Span(23, 30))
    )


def test_verse_keeps_its_lines() -> None:
    text = "Над Волгой дождь,\n    и берег спит,\n\n  и лодка  уплыла."
    for make in (make_snippet, full_snippet):
        snippet = make(text, find("берег|уплыла", text), keep_lines=True)
        assert snippet.text == "Над Волгой дождь,\nи берег спит,\nи лодка уплыла."
        assert marked(snippet) == ["берег", "уплыла"]


def test_a_match_across_a_line_end_stays_one() -> None:
    text = f"{FILLER}   глава  \n  государства {FILLER}"
    assert marked(make_snippet(text, find(r"глава\s+государства", text))) == ["глава государства"]


def test_without_matches_the_beginning_is_shown() -> None:
    text = f"Саммит {FILLER}"
    snippet = make_snippet(text, [])
    assert snippet.text.startswith("Саммит ")
    assert snippet.highlights == ()


@pytest.mark.parametrize("text", ["", " \n "])
def test_an_empty_text_has_an_empty_snippet(text: str) -> None:
    assert make_snippet(text, []) == full_snippet(text, []) == Snippet("", ())


def test_a_text_without_spaces_is_cut_to_length() -> None:
    snippet = make_snippet("а" * 5000, [])
    assert len(snippet.text) == SNIPPET_CHARS + len(ELLIPSIS)


def test_the_whole_passage_is_never_cut() -> None:
    text = f"саммит  {FILLER}\n{FILLER} саммит"
    snippet = full_snippet(text, find("саммит", text))
    assert snippet.text == " ".join(text.split())
    assert marked(snippet) == ["саммит", "саммит"]


@st.composite
def texts_with_matches(draw: st.DrawFn) -> tuple[str, list[Span]]:
    """Numbered words, so that each can be told from the others, with any white space between."""
    spaces = st.text(" \n\t\u00a0", min_size=1, max_size=3)
    text = draw(st.text(" \n", max_size=2))
    matches = []
    for number in range(draw(st.integers(0, 120))):
        start = len(text)
        text += f"{draw(st.sampled_from(['я', 'саммит', 'кибербезопасность']))}{number}"
        if draw(st.integers(0, 4)) == 0:
            matches.append(Span(start, len(text)))
        text += draw(spaces)
    return text, matches


@settings(deadline=None)
@given(texts_with_matches(), st.integers(100, SNIPPET_CHARS))
def test_highlights_are_the_words_of_the_text(case: tuple[str, list[Span]], length: int) -> None:
    text, matches = case
    snippet = make_snippet(text, matches, length)
    wanted = [match.of(text) for match in matches]
    shown = snippet.text.strip(ELLIPSIS)
    assert len(snippet.text) <= length + 2 * len(ELLIPSIS)
    assert shown in " ".join(text.split())
    assert marked(snippet) == [word for word in wanted if word in shown.split()]
    assert bool(marked(snippet)) == bool(matches)


@settings(deadline=None)
@given(texts_with_matches())
def test_the_whole_passage_has_every_highlight(case: tuple[str, list[Span]]) -> None:
    text, matches = case
    snippet = full_snippet(text, matches)
    assert snippet.text == " ".join(text.split())
    assert marked(snippet) == [match.of(text) for match in matches]


@given(st.text(), st.integers(1, 50))
def test_any_text_makes_a_snippet_on_one_line(text: str, length: int) -> None:
    matches = find(r"\w+", text)
    snippet = make_snippet(text, matches, length)
    assert len(snippet.text) <= length + 2 * len(ELLIPSIS)
    assert len(snippet.text.split("\n")) == 1
    assert set(marked(snippet)) <= {match.of(text) for match in matches}
