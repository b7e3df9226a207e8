"""Words that say little of what is looked for: the kind of the answer, and what goes with anything.

Texts that answer a question have often no such word: «дата выборов» is answered by a day. Where one
is rare, as «дата» and «причина» are in news, its idf would put it above the words that tell.
"""

from searchtool.query.tree import TermNode, WordNode

LIGHTNESS = 0.4
"""What of its weight is left to a light word. From 0.25 to 0.6 all is the same within 0.002."""

LIGHT_KEYS = frozenset(
    """
    сам новый больш перв последн кажд люб очень много мало весь человек
    который сколько почему зачем откуда куда когда кто где чей как так
    быть стать моч иметь явлить называть находить
    дат ден врем год мест адрес причин размер стоимост количеств числ им названи фамили возраст
    список значени информаци новост факт истори вид тип способ пример вопрос ответ
    рассказать узнать найти показать объяснить означать значит значить
    произойти случиться пройти начаться происходить состоиться
    """.split()
)
"""By their keys."""


def lightness(word: WordNode) -> float:
    """The factor of the weight of a query word; one whose form is asked for is never light."""
    is_light = isinstance(word, TermNode) and not word.exact and word.key in LIGHT_KEYS
    return LIGHTNESS if is_light else 1.0


NUMBER_KEYS = frozenset(
    """
    сколько когда дат срок возраст количеств числ размер сумм стоимост цен курс ставк тариф номер
    """.split()
)
"""By their keys."""


def asks_for_number(word: WordNode) -> bool:
    """Whether what answers a query with the word has a number in it, mostly: a day, a sum."""
    return isinstance(word, TermNode) and word.key in NUMBER_KEYS
