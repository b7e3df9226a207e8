"""The table of names."""

from searchtool.analysis.analyzer import Analyzer
from searchtool.query.alternatives import written
from searchtool.query.tree import TermNode
from searchtool.search.expansion.names import names_of, read_table, things_of
from tests.name_keys import FOLDER, KEYS, keys_of_names


def node(word: str, analyzer: Analyzer) -> TermNode:
    (term,) = analyzer.terms(word)
    return TermNode(term.form, term.key)


def test_the_keys_are_those_of_the_analyzer() -> None:
    """`make fix` writes them."""
    assert KEYS.read_text("utf-8") == keys_of_names()


def test_every_line_has_several_names_and_those_nearly_the_same_stand_last() -> None:
    things = things_of((FOLDER / "names.txt").read_text("utf-8"))
    assert all(len(set(names)) == len(names) > 1 for _, names in things)
    assert [near for near, _ in things] == sorted(near for near, _ in things)
    assert all(" " not in name for near, names in things if near for name in names)


def test_names_of_the_same(analyzer: Analyzer) -> None:
    table = read_table().names
    capital = [node("маткапиталом", analyzer)]
    assert [written(one) for one in table.others(capital)] == ["материнский капитал"]
    both = [node("материнского", analyzer), node("капитала", analyzer)]
    assert [written(one) for one in table.others(both)] == ["маткапитал"]
    assert list(table.others([node("капитал", analyzer)])) == []


def test_an_abbreviation_is_found_in_its_form_only(analyzer: Analyzer) -> None:
    names = names_of([["ВОЛК", "Волжский комбинат"]], analyzer)
    assert [written(one) for one in names.others([node("волк", analyzer)])] == ["волжский комбинат"]
    assert list(names.others([node("волками", analyzer)])) == []
