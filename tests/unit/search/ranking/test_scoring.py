"""Query words and candidates in, the order a reader would want out."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtool.index.plan import Plan, RunCallbacks
from searchtool.index.update import update_index
from searchtool.search.ranking.expansion import find_expansions, shares_root
from searchtool.search.session import open_index


def first(tmp_path: Path, query: str, **documents: str) -> str:
    """The passage that is answered first, of documents given as texts."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, text in documents.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    update_index(tmp_path / "index", Plan([folder]), RunCallbacks())
    hits = open_index(tmp_path / "index").search(query).hits
    return hits[0].passage.id.replace(".txt#p", "")


FILLER = "\n\n".join(f"О погоде, случай номер {n}: дождь и ветер." for n in range(20))


def test_a_rare_word_weighs_more(tmp_path: Path) -> None:
    assert first(tmp_path, "дождь саммит", a=FILLER, b="Дождь.\n\nСаммит.") == "b2"


def test_the_phrase_comes_before_the_words_apart(tmp_path: Path) -> None:
    apart = "Мира не вышло, и война была. Война миров, мир."
    assert first(tmp_path, "война и мир", a=apart, b="Роман «Война и мир».", c=FILLER) == "b1"


def test_the_same_form_comes_first(tmp_path: Path) -> None:
    texts = {"a": "Думали о климатах.", "b": "Думали про климат.", "c": "Думали о климате."}
    assert first(tmp_path, "климат", **texts) == "b1"


def test_all_the_words_come_before_many_of_one(tmp_path: Path) -> None:
    many = "Бюджет, бюджет и ещё бюджет."
    assert first(tmp_path, "бюджет науки", a=many, b="Деньги: наука просит бюджет.") == "b1"


def test_the_rest_of_the_document_decides_between_equals(tmp_path: Path) -> None:
    here = "Министр выступил с докладом."
    about = f"Саммит в Казани.\n\n{here}\n\nСаммит закрылся."
    assert first(tmp_path, "министр саммит доклад", a=here, b=about, c=FILLER) == "b2"


def test_a_derived_word_is_better_than_none(tmp_path: Path) -> None:
    texts = {"a": "Император страны отрёкся.", "b": "Японский император отрёкся."}
    assert first(tmp_path, "император Япония", **texts) == "b1"


def test_among_equals_the_lead_comes_first(tmp_path: Path) -> None:
    later = "\n\n".join(["Раз два три."] * 5 + ["Дождь идёт."])
    assert first(tmp_path, "дождь", a=later, b="Дождь идёт.\n\nРаз два три.") == "b1"


@pytest.mark.parametrize(
    ("key", "other"), [("япони", "японск"), ("росси", "российск"), ("москв", "московск")]
)
def test_kin_is_recognized(key: str, other: str) -> None:
    assert shares_root(key, other)
    assert shares_root(other, key)


@pytest.mark.parametrize(("key", "other"), [("дом", "дым"), ("мир", "мир"), ("стол", "столиц")])
def test_strangers_are_not_kin(key: str, other: str) -> None:
    assert not shares_root(key, other)


RELATED = st.text("аск", min_size=4, max_size=16)


@given(RELATED, st.lists(RELATED, max_size=30))
def test_no_kin_is_passed_over(key: str, others: list[str]) -> None:
    """A long key asks the index for a longer beginning than a short one."""
    found = find_expansions(key, lambda start: [o for o in others if o.startswith(start)])
    assert found == {other for other in others if shares_root(key, other)}


def test_kin_that_shares_no_more_than_it_must() -> None:
    """Six of fourteen letters and of six are just 60 % of both."""
    key, other = "коммунистическ", "коммун"
    assert find_expansions(key, lambda start: [other] if other.startswith(start) else []) == {other}
