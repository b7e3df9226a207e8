"""Plain text: one line per hit."""

import pytest

from searchtool.render.plain import as_plain, as_reading
from tests.unit.render.hits import DOCUMENT, PASSAGE, make_hit, make_quote, make_results


def test_a_hit_is_a_line_of_three_columns() -> None:
    hit = make_hit(PASSAGE._replace(text="Мост\nстоит\tдавно."))
    assert as_plain(make_results(hit)) == ["most.txt:3\t2.500\tМост стоит давно."]


def test_a_quotation_has_a_fourth_column() -> None:
    known, unknown = make_quote("Мост готов", 0, "мэр"), make_quote("Мост готов", 0)
    lines = as_plain(make_results(make_hit(known), make_hit(unknown)))
    assert [line.split("\t")[3] for line in lines] == ["мэр", ""]


def test_numbers_are_the_same_in_every_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "ru_RU.UTF-8")
    assert "\t2.500\t" in as_plain(make_results(make_hit()))[0]


def test_a_passage_is_read_among_its_neighbours() -> None:
    before, after = PASSAGE._replace(text="До\nнего."), PASSAGE._replace(text="После.")
    hit = make_hit(PASSAGE._replace(section="Глава 1"), before=(before,), after=(after,))
    assert as_reading(hit).split("\n\n") == [
        "Мост\nmost.txt:3\nГлава 1\nutf-8 txt",
        "До него.",
        "> Новый мост открыли.",
        "После.",
    ]
    untitled = make_hit(document=DOCUMENT._replace(title=""))
    assert as_reading(untitled).startswith("most.txt:3\n")
