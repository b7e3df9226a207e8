"""JSON: one object for all, or one line per hit."""

import json

from searchtool.core.model import Suggestion
from searchtool.render.json import as_json, as_json_line, as_json_lines, dump
from tests.unit.render.hits import make_hit, make_results

EXPLAINED = make_hit(explanation={"passage": 1.23456, "all words": 0.0})


def test_all_forms_have_the_same_values() -> None:
    results = make_results(make_hit(), make_hit(rank=2))
    whole = json.loads(as_json(results))
    assert json.loads(as_json_line(results)) == whole
    assert [json.loads(line) for line in as_json_lines(results)] == whole["hits"]
    assert "\n" not in as_json_line(results)


def test_what_is_explained_only_if_asked_for() -> None:
    results = make_results(EXPLAINED)
    assert "explain" not in as_json(results)
    answer = json.loads(as_json(results, explain=True))
    assert answer["explain"] == {"understood": "мост", "derived": {"мост": ["мостов"]}}
    assert answer["hits"][0]["explain"] == {"passage": 1.235, "all words": 0.0}
    (line,) = as_json_lines(results, explain=True)
    assert json.loads(line) == answer["hits"][0]


def test_a_suggestion_has_its_reason() -> None:
    answer = json.loads(as_json(make_results(suggestion=Suggestion("мост", "layout"))))
    assert (answer["suggestion"], answer["reason"]) == ("мост", "layout")
    answer = json.loads(as_json(make_results()))
    assert (answer["suggestion"], answer["reason"]) == (None, None)


def test_letters_stay_and_control_characters_are_escaped() -> None:
    text = "мост\x1b\x9b\u202e\U000e0041é"
    written = dump(text)
    assert "мост" in written
    assert "é" in written
    assert not set("\x1b\x9b\u202e\U000e0041") & set(written)
    assert json.loads(written) == text
