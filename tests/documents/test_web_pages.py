"""The share of articles that is read from pages in the manner of many sites, and of what surrounds
them."""

import pytest

from tests.evaluation.web_pages import PARTS, score_part, total

MAX_LOST = 0.005
MAX_LET_IN = 0.03


@pytest.mark.parametrize("part", PARTS)
def test_articles_are_read_and_their_surroundings_are_not(part: str) -> None:
    score = total(score_part(part))
    assert score.lost <= MAX_LOST * score.article
    assert score.let_in <= MAX_LET_IN * score.surroundings
