"""The words that tell similar texts apart are known by their keys."""

import pytest

from searchtool.analysis.analyzer import Analyzer
from searchtool.search.near_copies import DISTINGUISHING_KEYS


@pytest.mark.parametrize(
    "text",
    [
        "не ни нет без",
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
        "понедельник вторник среда четверг пятница суббота воскресенье",
        "понедельникам вторникам средам четвергам пятницам субботам воскресеньям",
    ],
)
def test_telling_keys_are_keys_of_the_analyzer(analyzer: Analyzer, text: str) -> None:
    assert {term.key for term in analyzer.terms(text)} <= DISTINGUISHING_KEYS
