"""Word forms and their features, in any text and in one document."""

import gc
import weakref

from searchtool.quotes.grammar.forms import FormCache, MorphFeatures, WordForm


def test_features_are_read_when_needed() -> None:
    asked: list[str] = []
    cache = FormCache()

    def read(text: str) -> MorphFeatures:
        asked.append(text)
        return cache.features(text)

    form = WordForm("Министра", read)
    assert (form.lower, form.is_capitalized, asked) == ("министра", True, [])
    assert form.features.first_pos == form.features.readings[0].tag.pos == "NOUN"
    assert form.features.lemmas == {"министр"}
    assert set(form.features.nouns) == {"gent", "accs"}
    assert asked == ["Министра"]


def test_improbable_readings_of_known_words_are_left_out() -> None:
    features = FormCache().features("это")
    assert all(reading.probability >= 0.02 for reading in features.readings)


def test_a_surname_of_the_document_is_nothing_else_in_it() -> None:
    cache = FormCache()
    document = cache.with_surnames(lambda: {"Волк": True})
    assert "волк" in cache.shared_forms["Волк"].features.lemmas
    assert document.document_forms["Волк"].features.name_types == {"Surn"}
    assert document.document_forms["Волку"].features.name_types == {"Surn"}
    assert document.document_forms["Мост"] is document.shared_forms["Мост"]
    assert cache.document_forms["Волк"] is cache.shared_forms["Волк"]


def test_surnames_are_not_looked_for_in_lower_case_words() -> None:
    def find() -> dict[str, bool]:
        raise AssertionError

    assert FormCache().with_surnames(find).shared_forms["волк"].features.is_known


def test_a_title_has_no_readings() -> None:
    title = WordForm.of_title("Иван Грозный")
    assert title.features.readings == ()
    assert not title.is_capitalized


def test_a_form_that_is_kept_does_not_keep_its_document() -> None:
    cache = FormCache().with_surnames(lambda: {"Волк": True})
    form = cache.document_forms["Волк"]
    assert form.features
    of_the_document = weakref.ref(cache)
    del cache
    gc.collect()
    assert of_the_document() is None
    assert form.features
