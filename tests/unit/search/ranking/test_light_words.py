"""Words that say little weigh little."""

import pytest

from searchtool.analysis.analyzer import Analyzer
from searchtool.search.ranking.light_words import LIGHT_KEYS

FORMS = """
    самая новых большим первыми последней каждому любую очень много мало всем людей
    какую которых сколько почему зачем откуда куда когда кого где чьей как так
    были станет могли имеет является называются находятся
    датами дней времени лет мест адресом причины размеров стоимостью количества чисел имён названием
    фамилии возрасту списками значений информации новостей фактов историей видов типам способом
    примеры вопросам ответов расскажи узнали найдёт покажут объяснил означает значит значил
    произошло случилась прошли началось происходят состоится
"""


def test_light_keys_are_keys_of_the_analyzer(analyzer: Analyzer) -> None:
    assert {term.key for term in analyzer.terms(FORMS)} == LIGHT_KEYS


@pytest.mark.parametrize("word", ["друг", "деньги", "местный", "новинка", "цена", "смерть"])
def test_telling_words_are_not_light(analyzer: Analyzer, word: str) -> None:
    assert not {term.key for term in analyzer.terms(word)} & LIGHT_KEYS
