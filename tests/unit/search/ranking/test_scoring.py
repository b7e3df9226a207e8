"""The formula puts first what a reader would want first."""

from itertools import product
from pathlib import Path

import pytest

from searchtool.engines.base import Candidate
from searchtool.index.plan import Plan, RunCallbacks
from searchtool.index.update import update_index
from searchtool.query.parser import QueryToken
from searchtool.query.tree import TermNode
from searchtool.search.ranking.scoring import (
    SCORE_PARTS,
    QueryWord,
    Ranked,
    idf,
    rank,
    unscored,
)
from searchtool.search.session import open_index


def hits(tmp_path: Path, query: str, **documents: str) -> list[str]:
    """The hits in some documents: each the name of its document and the number of its passage."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, text in documents.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    update_index(tmp_path / "index", Plan([folder]), RunCallbacks())
    found = open_index(tmp_path / "index").search(query, limit=30).hits
    return [hit.passage.id.replace(".txt#p", "") for hit in found]


def first(tmp_path: Path, query: str, **documents: str) -> str:
    """The first of these hits."""
    return hits(tmp_path, query, **documents)[0]


FILLER = "\n\n".join(f"О погоде, случай номер {n}: дождь и ветер." for n in range(20))


def test_a_rare_word_weighs_more(tmp_path: Path) -> None:
    assert first(tmp_path, "дождь саммит", a=FILLER, b="Дождь.\n\nСаммит.") == "b2"


def test_a_rare_word_that_says_little_weighs_less(tmp_path: Path) -> None:
    storms = "\n\n".join(f"Шторм номер {n} прошёл." for n in range(3))
    texts = {"a": "О дате промолчали.", "b": storms, "c": FILLER}
    assert first(tmp_path, "шторм дата", **texts) == "b1"


def test_the_phrase_comes_before_the_words_apart(tmp_path: Path) -> None:
    apart = "Мира не вышло, и война была. Война миров, мир."
    assert first(tmp_path, "война и мир", a=apart, b="Роман «Война и мир».", c=FILLER) == "b1"


def test_the_same_form_comes_first(tmp_path: Path) -> None:
    texts = {"a": "Думали о климатах.", "b": "Думали про климат.", "c": "Думали о климате."}
    assert first(tmp_path, "климат", **texts) == "b1"


def test_all_the_words_come_before_many_of_one(tmp_path: Path) -> None:
    many = "Бюджет, бюджет и ещё бюджет."
    assert first(tmp_path, "бюджет науки", a=many, b="Деньги: наука просит бюджет.") == "b1"


def test_the_context_decides_between_equals(tmp_path: Path) -> None:
    alone = "Министр выступил с докладом."
    in_context = f"Саммит в Казани.\n\n{alone}\n\nСаммит закрылся."
    assert first(tmp_path, "министр саммит доклад", a=alone, b=in_context, c=FILLER) == "b2"


def test_an_expansion_is_better_than_nothing(tmp_path: Path) -> None:
    texts = {"a": "Император страны отрёкся.", "b": "Японский император отрёкся."}
    assert first(tmp_path, "император Япония", **texts) == "b1"


def test_among_equals_the_earlier_position_comes_first(tmp_path: Path) -> None:
    later = "\n\n".join(["Раз два три."] * 5 + ["Дождь идёт."])
    assert first(tmp_path, "дождь", a=later, b="Дождь идёт.\n\nРаз два три.") == "b1"


def test_what_a_passage_begins_with_is_what_it_is_about(tmp_path: Path) -> None:
    late = "После долгих дней дождя и ветра приехал министр."
    early = "Министр приехал после долгих дней дождя и ветра."
    assert first(tmp_path, "министр", a=late, b=early) == "b1"


@pytest.mark.parametrize(("query", "best"), [("возраст юбиляра", "b1"), ("юбиляр", "a1")])
def test_a_number_answers_what_asks_for_one(tmp_path: Path, query: str, best: str) -> None:
    told = "Возраст юбиляра и его гостей назвали.", "Возраст юбиляра и гостей 90 лет."
    texts = dict(zip("ab", told, strict=True))
    assert first(tmp_path, query, c=FILLER, **texts) == best


def test_a_sentence_says_more_than_a_caption(tmp_path: Path) -> None:
    texts = {"a": "Иван Лунин", "b": "Новый мост торжественно открыл Иван Лунин."}
    assert first(tmp_path, "Иван Лунин", **texts) == "b1"


def test_what_is_off_the_topic_of_most_comes_last(tmp_path: Path) -> None:
    cities = "Туле Пскове Твери Орле Калуге Рязани Омске Томске Уфе Перми".split()
    days = "вчера", "сегодня"
    talks = {
        f"c{n}": f"Лунин ведёт {day} переговоры о мире в {city}."
        for n, (day, city) in enumerate(product(days, cities))
    }
    apart = "Лунин ведёт долгие переговоры о чае на кухне."
    weather = "\n\n".join(f"Дождь, ветер и снег числа {n}." for n in range(200))
    assert hits(tmp_path, "лунин переговоры", a=apart, d=weather, **talks)[-1] == "a1"


def token(form: str, *, is_stop: bool = False, is_capitalized: bool = False) -> QueryToken:
    return QueryToken(TermNode(form, form), is_stop, is_capitalized)


def passage(text: str, ordinal: int = 1, document: str = "d") -> Candidate:
    """A passage whose forms are their own keys."""
    tokens = len(text.split())
    return Candidate(f"{document}#p{ordinal}", document, ordinal, 50, tokens, text, text, b"")


def test_the_parts_add_up_to_the_score() -> None:
    words = [QueryWord(token("мост"), 3), QueryWord(token("река"), 9, frozenset({"речной"}))]
    candidates = [passage("мост река"), passage("речной мост", 3), passage("лодка", 9)]
    ranked = rank(words, candidates, 100)
    assert [one.candidate.ordinal for one in ranked] == [1, 3, 9]
    for one in ranked:
        assert tuple(one.explanation) == SCORE_PARTS[:-1]
        assert one.score == pytest.approx(sum(one.explanation.values()), abs=1e-5)
    best = ranked[0].explanation
    assert {part for part, value in best.items() if not value} == {"number", "substance"}


def test_a_stop_word_beside_others_counts_only_in_the_phrase() -> None:
    stop, word = QueryWord(token("и", is_stop=True)), QueryWord(token("мост"), 3)
    with_stop, without = rank([stop, word], [passage("и мост"), passage("мост", 2)], 100)
    assert (with_stop.candidate.ordinal, without.candidate.ordinal) == (1, 2)
    assert with_stop.explanation["phrase"] > without.explanation["phrase"] == 0
    assert with_stop.explanation["passage"] == without.explanation["passage"]
    (alone,) = rank([stop], [passage("и мост")], 100)
    assert alone.explanation["passage"] > 0


def test_a_repeated_word_counts_once() -> None:
    word = QueryWord(token("мост"), 3)
    (once,), (twice,) = (rank([word] * n, [passage("мост")], 100) for n in (1, 2))
    assert once.explanation["passage"] == twice.explanation["passage"]


def test_an_expansion_beside_the_word_adds_nothing() -> None:
    word = QueryWord(token("мост"), 3, frozenset({"мостовой"}))
    (alone,), (both,) = (rank([word], [passage(text)], 100) for text in ("мост", "мост мостовой"))
    assert alone.explanation["passage"] == both.explanation["passage"]


def test_capital_letters_weigh_more_and_infinitives_less() -> None:
    def weight(form: str, *, is_capitalized: bool = False) -> float:
        word = QueryWord(token(form, is_capitalized=is_capitalized), 3)
        return rank([word], [passage(form)], 100)[0].explanation["passage"]

    assert weight("мост", is_capitalized=True) > weight("мост") > weight("мостить")


def test_what_was_not_scored_stays_below_in_proportion_to_its_weight() -> None:
    last = Ranked(passage("мост"), 2.0, (1.0,) * len(SCORE_PARTS))
    rest = unscored([passage("лодка", 2), passage("река", 3)], [40, 10], [last])
    assert [one.score for one in rest] == [2.0, 0.5]
    assert rest[0].explanation == {}


def test_idf_is_never_negative() -> None:
    assert idf(1, 100) > idf(50, 100) > idf(100, 100) >= 0
    assert idf(200, 100) >= 0
