"""The first passages tell the topic, and others are nearer to it or further from it."""

from collections import defaultdict
from collections.abc import Sequence

from searchtool.engines.base import Candidate
from searchtool.search.ranking.topic import find_topic

IDFS = defaultdict(lambda: 6.0, {"город": 1.0})


def idfs_of(keys: Sequence[str]) -> list[float]:
    return [IDFS[key] for key in keys]


def passage(text: str, number: int = 0) -> Candidate:
    """A passage whose forms are their own keys."""
    tokens = len(text.split())
    return Candidate(f"d{number}#p1", f"d{number}", 1, 50, tokens, text, text, b"")


def test_what_the_first_passages_share_is_the_topic() -> None:
    voters = [passage("мост лёд весна река", 1), passage("мост ледоход весна", 2)]
    topic = find_topic(voters, {"мост"}, idfs_of)
    assert topic is not None
    near, far = (topic.score(passage(f"мост {other}", 3)) for other in ("весна", "карта"))
    assert near > far == 0


def test_a_passage_does_not_vote_for_itself() -> None:
    voters = [passage("мост весна река", 1), passage("мост весна лодка", 2)]
    topic = find_topic(voters, {"мост"}, idfs_of)
    assert topic is not None
    assert 0 < topic.score(voters[0]) < topic.score(passage("мост весна река", 3))


def test_reprints_have_one_vote() -> None:
    assert find_topic([passage("мост весна", n) for n in range(5)], {"мост"}, idfs_of) is None


def test_neither_common_words_nor_those_of_the_query_are_a_topic() -> None:
    texts = "мост город лёд", "мост город который"
    assert find_topic(map(passage, texts), {"мост"}, idfs_of) is None
    assert find_topic([], set(), idfs_of) is None
