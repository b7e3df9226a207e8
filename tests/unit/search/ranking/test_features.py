"""What a passage holds of the words of a query: one pattern finds what a look at each key finds."""

from hypothesis import given
from hypothesis import strategies as st

from searchtool.engines.base import Candidate
from searchtool.query.tree import Prefix, TermNode, WordNode
from searchtool.search.ranking.features import FeatureExtractor

KEYS = ["а", "аб", "абв", "абвг", "абвгд", "абвге", "б", "с++", "(", "a.b", "a.b.c", "я"]
keys = st.sampled_from(KEYS)
tokens = st.lists(st.tuples(keys, st.sampled_from(["", "у"])), min_size=1, max_size=12)


def candidate(passage: list[tuple[str, str]]) -> Candidate:
    forms = [key + ending for key, ending in passage]
    keys = " ".join(k for k, _ in passage)
    return Candidate("d#p1", "d", 1, 9, len(passage), keys, " ".join(forms), b"")


@given(st.lists(st.tuples(keys, st.sets(keys, max_size=3)), min_size=1, max_size=4), tokens)
def test_keys_are_counted_as_they_stand(
    asked: list[tuple[str, set[str]]], passage: list[tuple[str, str]]
) -> None:
    words = [TermNode(key, key) for key, _ in asked]
    found = FeatureExtractor(words, [others for _, others in asked]).extract(candidate(passage))
    have = [key for key, _ in passage]
    assert found.counts == {n: have.count(k) for n, (k, _) in enumerate(asked) if k in have}
    assert found.expansions == {n for n, (_, others) in enumerate(asked) if others & set(have)}
    forms = {key + ending for key, ending in passage}
    assert found.same_form == {n for n in found.counts if asked[n][0] in forms}


def test_another_key_of_a_form_counts_as_the_word() -> None:
    (teeth,) = words = [TermNode("зубов", "зуб", other_keys=("зубов",))]
    extractor = FeatureExtractor(words, [set()])
    found = extractor.extract(Candidate("d#p1", "d", 1, 9, 2, "зуб зубов", "зубы зубов", b""))
    assert (found.counts, found.same_form, found.expansions) == ({0: 2}, {0}, set())
    assert FeatureExtractor([teeth, teeth], [set(), set()]).holds_phrase(
        Candidate("d#p1", "d", 1, 9, 2, "зуб зубов", "зубы зубов", b""), (0, 1)
    )


def test_another_key_of_a_name_counts_as_an_expansion() -> None:
    words = [TermNode("зубов", "зубов", other_keys=("зуб",))]
    found = FeatureExtractor(words, [set()]).extract(
        Candidate("d#p1", "d", 1, 9, 1, "зуб", "зубы", b"")
    )
    assert (found.counts, found.expansions) == ({}, {0})


@given(st.lists(keys, min_size=2, max_size=3), tokens, st.booleans())
def test_a_phrase_is_found(row: list[str], passage: list[tuple[str, str]], plain: bool) -> None:
    words: list[WordNode] = [TermNode(key, key) for key in row]
    if not plain:
        words[-1] = Prefix(row[-1])
    have = [key for key, _ in passage]
    ends = [key + ending for key, ending in passage]
    size = len(row)
    expected = any(
        have[at : at + size - 1] == row[:-1]
        and (have[at + size - 1] == row[-1] if plain else ends[at + size - 1].startswith(row[-1]))
        for at in range(len(have) - size + 1)
    )
    extractor = FeatureExtractor(words, [set()] * size)
    assert extractor.holds_phrase(candidate(passage), tuple(range(size))) == expected
