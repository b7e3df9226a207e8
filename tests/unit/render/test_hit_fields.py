"""What output formats share."""

import inspect
import re

import pytest

from searchtool.render.hit_fields import hit_fields, location, provenance, speaker_of
from tests.unit.render.hits import DOCUMENT, PASSAGE, make_hit, make_quote


@pytest.mark.parametrize(
    ("line", "page", "member", "expected"),
    [
        (3, None, "", "most.txt:3"),
        (None, 7, "", "most.txt#page=7"),
        (None, None, "", "most.txt#p2"),
        (3, None, "a.txt", "most.txt#a.txt:3"),
        (None, None, "5", "most.txt#5#p2"),
    ],
)
def test_a_location_names_the_line_the_page_or_the_passage(
    line: int | None, page: int | None, member: str, expected: str
) -> None:
    passage = PASSAGE._replace(line=line, page=page)
    assert location(make_hit(passage, DOCUMENT._replace(member=member))) == expected


@pytest.mark.parametrize(
    ("speaker", "name", "expected"),
    [
        (None, None, ""),
        ("мэр", None, "мэр"),
        (None, "Дина Сафарова", "Дина Сафарова"),
        ("Сафарова", "Дина Сафарова", "Дина Сафарова"),
        ("мэр", "Дина Сафарова", "Дина Сафарова (мэр)"),
    ],
)
def test_a_speaker_is_named_once(speaker: str | None, name: str | None, expected: str) -> None:
    assert speaker_of(make_quote("Мост готов", 0, speaker, name)) == expected


def test_provenance_leaves_out_what_is_unknown() -> None:
    assert provenance(DOCUMENT) == "utf-8 txt"
    known = DOCUMENT._replace(
        language="ru", author="Анна Берг", url="https://a.example", encoding=""
    )
    assert provenance(known) == "txt, ru, Анна Берг, https://a.example"


def test_names_of_fields_do_not_follow_those_of_the_code() -> None:
    fields = hit_fields(make_hit(file_state="changed", duplicates=3))
    assert (fields["source"], fields["copies"]) == ("changed", 3)


def test_every_field_is_described() -> None:
    lines = inspect.cleandoc(hit_fields.__doc__ or "").split("\n")[2:]
    described = [
        name
        for line in lines
        if not line.startswith(" ")
        for name in re.split(r" {2,}", line)[0].split(", ")
    ]
    assert sorted(described) == sorted(hit_fields(make_hit(before=(PASSAGE,), is_reprint=False)))


def test_quotations_have_their_place_in_the_paragraph() -> None:
    quote = make_quote("мост", 16, "мэр", "Дина Сафарова")
    (fields,) = hit_fields(make_hit(quotes=(quote,)))["quotes"]
    text = hit_fields(make_hit())["text"]
    assert text[fields["start"] : fields["stop"]] == "мост"
    assert (fields["speaker"], fields["speaker_name"]) == ("мэр", "Дина Сафарова")
