"""One key for all forms of a word, decided for each form without its context."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchtool.analysis.morphology.lemmatizer import Lemmatizer

LEMMATIZER = Lemmatizer()
FORMS = """
    берег все елка люди шла лучше получше наилучший стали данный главное есть токаева токаеву
    бутявка бутявкам кибербезопасность псевдокошка наркоугрозе байткод рынка вечером сидя щыъ ааааа
""".split()


@pytest.mark.parametrize(
    "forms",
    [
        "рынок рынка рынками",
        "идти шла идет",
        "человек люди",
        "хороший лучше наилучший получше",
        "рабочая рабочую рабочий",  # a form and its lemma meet, whatever it is read as
        "банк банка банками",  # the dictionary decides between them in some forms only
        "большой больший",
        "дать дана данный",  # an adjective that is a participle is its verb
        "важный важно",  # a short adjective, a gerund, an instrumental rather than an adverb
        "сидеть сидя",
        "вечер вечером",
        "рабочий рабочие рабочих",  # an adjective used as a noun
        "создавать создаваться создается",  # the passive of a verb
        "строить строится",
        "стоить стоять стоит",
        "март марта мартом",  # hardly ever a woman called Марта
        "петров петрова петровой",
        "бутявка бутявками бутявку",  # unknown words
        "ковид ковида ковидом",
        "млн миллион",  # abbreviations
        "руб рубль рублей",
        "есть быть",
        "нет нееееет",  # stretched letters
        "пень пни пней",  # an institution called ПНИ is another word
        "боброва боброву бобровым",  # of a man called Бобров, of the beaver's
        "идрисов идрисова идрисовым",  # a surname made of a name, no Идрисы
        "телеграм телеграма телеграмом телеграму",  # what looks like an ending is none
        "рокерок рокерка рокерком",  # a vowel that comes and goes
        "рольц рольца рольцу рольцем",
        "средний среден",  # a short adjective that the dictionary lacks
        "собираться собиралися",
        "плакать плакает",
        "лофтовый лофтового лофтовым лофтовой",  # adjectives made of a known noun, of a new one
        "биткоин биткоинов биткоиновый биткоиновым биткоиновой",
        "гендерквирный гендерквирном гендерквирная",
    ],
)
def test_forms_of_a_word_have_one_key(forms: str) -> None:
    assert len({LEMMATIZER.key(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    "forms",
    [
        "глава голова",
        "мир мэр",
        "он она",
        "это этот",
        "потому поэтому",
        "долг долгий",
        "часть частый",
        "лофт лофтовый",
        "клещ клещев",
    ],
)
def test_other_words_have_other_keys(forms: str) -> None:
    keys = [LEMMATIZER.key(form) for form in forms.split()]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("letter", "ъея")
def test_a_letter_is_its_own_key(letter: str) -> None:
    assert LEMMATIZER.key(letter) == letter


@pytest.mark.parametrize("part", ["ов", "ева", "ный", "ок"])
def test_a_word_of_any_length_has_a_key(part: str) -> None:
    assert LEMMATIZER.key(part * 3000)


def test_what_cannot_be_read_is_stemmed() -> None:
    assert LEMMATIZER.key("щыъ") == "щыъ"


@given(st.lists(st.sampled_from(FORMS), min_size=1, max_size=6))
@settings(deadline=None)
def test_keys_do_not_depend_on_what_was_asked_before(forms: list[str]) -> None:
    asked = Lemmatizer()
    assert [asked.key(form) for form in forms] == [Lemmatizer().key(form) for form in forms]


@given(st.text("абвгдежзийклмнопрстуфхцчшщъыьэюя", min_size=1, max_size=12))
@settings(deadline=None)
def test_every_form_has_a_key(form: str) -> None:
    key = LEMMATIZER.key(form)
    assert key
    assert Lemmatizer().key(form) == key
