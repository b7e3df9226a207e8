"""Which passages answer a query: all words, some of them, or what was probably meant."""

import json
from collections.abc import Iterator

import pytest

from searchtool.analysis.analyzer import Analyzer
from searchtool.core.model import Sort, Suggestion
from searchtool.engines.base import Searcher
from searchtool.index.open import open_snapshot
from searchtool.index.plan import Plan, RunCallbacks
from searchtool.index.update import update_index
from searchtool.query.filters import path_filter
from searchtool.query.tree import MATCH_NONE, TermNode, all_of
from searchtool.search.options import SearchOptions
from searchtool.search.ranking.candidates import RERANK_WINDOW
from searchtool.search.retrieval import MAX_RANKED_WORDS, Retrieval, Retriever

CROWD = RERANK_WINDOW.max_size + 50
DAYS = ["2019-05-01", "2019-05-02", "2020-01-01", None]


def day_of(document_id: str) -> str | None:
    """The date of a document of the crowd."""
    return DAYS[int(document_id.rpartition("#")[2]) % len(DAYS)]


@pytest.fixture(scope="module")
def retriever(river_searcher: Searcher, analyzer: Analyzer) -> Retriever:
    return Retriever(river_searcher, analyzer, lambda document_id: None)


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory, analyzer: Analyzer) -> Iterator[Retriever]:
    """More passages about the same than are scored, on a few days."""
    folder = tmp_path_factory.mktemp("crowd")
    lines = []
    for n in range(CROWD):
        text = "Зонт открыт." + " Дождь." * (n % 3) + " Маяк." * (n % 41 == 0)
        lines.append(json.dumps({"id": str(n), "date": DAYS[n % len(DAYS)], "text": text}))
    (folder / "crowd.jsonl").write_text("\n".join(lines), "utf-8")
    update_index(folder / "index", Plan([folder / "crowd.jsonl"]), RunCallbacks())
    searcher = open_snapshot(folder / "index").searcher
    yield Retriever(searcher, analyzer, day_of)
    searcher.close()


def ids(found: Retrieval) -> list[str]:
    return [one.candidate.id for one in found.ranked]


def retrieve(retriever: Retriever, query: str, options: SearchOptions | None = None) -> Retrieval:
    return retriever.retrieve(retriever.parse(query), options or SearchOptions())


# Parsing


def test_filters_are_part_of_the_tree(retriever: Retriever) -> None:
    filters = [path_filter("vesti")]
    word = TermNode("мост", "мост")
    assert retriever.parse("мост").tree == word
    assert retriever.parse("мост", filters).tree == all_of([word, *filters])


def test_without_words_the_filters_are_the_query(retriever: Retriever) -> None:
    filters = [path_filter("vesti")]
    assert retriever.parse(" ", filters).tree == filters[0]
    assert retriever.parse("").tree == MATCH_NONE


def test_what_matches_nothing_is_not_lost_beside_a_filter(retriever: Retriever) -> None:
    """Only an empty text leaves the filters alone; one without any words finds nothing."""
    assert retrieve(retriever, "!").total == 0
    question = retriever.parse("!", [path_filter("vesti")])
    assert retriever.retrieve(question, SearchOptions()).total == 0


# What the index knows of the words


def test_stop_words_are_not_looked_up_beside_others(retriever: Retriever) -> None:
    through, bridge = retriever.query_words(retriever.parse("через мост"), "paragraph")
    assert (through.token.is_stop, through.frequency) == (True, 0)
    assert (bridge.token.is_stop, bridge.frequency) == (False, 6)
    (alone,) = retriever.query_words(retriever.parse("через"), "paragraph")
    assert (alone.token.is_stop, alone.frequency) == (True, 2)


def test_words_of_the_same_root_are_expansions(retriever: Retriever) -> None:
    (word,) = retrieve(retriever, "Япония").words
    assert (word.frequency, word.expansions) == (0, frozenset({"японск"}))
    (exact,) = retrieve(retriever, "=Япония").words
    assert exact.expansions == frozenset()
    (typed,) = retrieve(retriever, "Япония", SearchOptions(expand=False)).words
    assert typed.expansions == frozenset()


def test_the_words_of_quotations_are_counted_apart(retriever: Retriever) -> None:
    (word,) = retriever.query_words(retriever.parse("мост"), "quote")
    assert word.frequency == 2


def test_a_very_long_query_is_ranked_by_its_first_words(retriever: Retriever) -> None:
    question = retriever.parse(" ".join(f"слово{n}" for n in range(MAX_RANKED_WORDS + 20)))
    assert len(retriever.query_words(question, "paragraph")) == MAX_RANKED_WORDS


def test_words_are_counted_once_and_without_stop_words(retriever: Retriever) -> None:
    found = retrieve(retriever, "мост через мост и паром")
    assert [(word.word, word.passages) for word in found.word_counts()] == [
        ("мост", 6),
        ("паром", 1),
    ]


# Relaxation


def test_passages_with_all_words_come_before_the_others(retriever: Retriever) -> None:
    found = retrieve(retriever, "мост лодка")
    assert found.is_relaxed
    assert (found.complete, found.total, len(set(ids(found)))) == (2, 7, 7)
    assert set(ids(found)[:2]) == {"vesti/most.md#p3", "zametki/yarmarka.md#p1"}


@pytest.mark.parametrize("limit", [1, 2, 3, 50])
def test_what_is_counted_does_not_depend_on_the_hits_asked_for(
    retriever: Retriever, limit: int
) -> None:
    found = retrieve(retriever, "мост лодка", SearchOptions(limit=limit))
    assert (found.complete, found.total, found.is_relaxed) == (2, 7, True)
    assert [found.lacks_words(id) for id in ids(found)[:3]] == [False, False, True]


def test_nothing_is_relaxed_if_there_is_enough(crowd: Retriever) -> None:
    found = retrieve(crowd, "зонт дождь", SearchOptions(limit=CROWD))
    assert not found.is_relaxed
    assert found.total == found.complete == len(found.ranked) < CROWD


def test_nothing_is_relaxed_if_that_finds_no_more(retriever: Retriever) -> None:
    found = retrieve(retriever, "рыбаки довольны")
    assert (found.total, found.complete, found.is_relaxed) == (1, 1, False)


def test_nothing_is_relaxed_in_the_order_of_days(retriever: Retriever) -> None:
    found = retrieve(retriever, "мост лодка", SearchOptions(sort="oldest"))
    assert (found.total, found.is_relaxed) == (2, False)


def test_an_expansion_is_enough_in_a_relaxed_query(retriever: Retriever) -> None:
    found = retrieve(retriever, "Япония дорога")
    assert (found.complete, found.is_relaxed) == (0, True)
    assert ids(found)[0] == "zametki/doroga.txt#p2"


def test_filters_and_exclusions_are_never_relaxed(retriever: Retriever) -> None:
    question = retriever.parse("мост лодка -рыбаки", [path_filter("vesti")])
    found = retriever.retrieve(question, SearchOptions())
    assert found.is_relaxed
    assert "vesti/most.md#p3" not in ids(found)
    assert all(id.startswith("vesti/") for id in ids(found))


# Correction


def correct(
    retriever: Retriever, query: str, path: str = "", *, correct: bool = True
) -> tuple[list[str], Suggestion | None]:
    filters = [path_filter(path)] if path else []
    options = SearchOptions(correct=correct)
    found, suggestion = retriever.retrieve_or_correct(
        retriever.parse(query, filters), filters, options
    )
    return ids(found), suggestion


def test_a_misspelt_query_is_corrected(retriever: Retriever) -> None:
    found, suggestion = correct(retriever, "паромщмк")
    assert suggestion == Suggestion("паромщик", "spelling", complete=1)
    assert found[0] == "vesti/parom.md#p3"
    assert correct(retriever, "паромщмк", correct=False) == ([], None)


def test_the_filters_hold_for_the_corrected_query(retriever: Retriever) -> None:
    assert correct(retriever, "паромщмк", "vesti")[0][0] == "vesti/parom.md#p3"
    assert correct(retriever, "паромщмк", "zametki") == ([], None)


def test_known_words_are_not_corrected(retriever: Retriever) -> None:
    found, suggestion = correct(retriever, "паром дорога")
    assert (bool(found), suggestion) == (True, None)


# Many passages


@pytest.mark.parametrize("limit", [10, CROWD - 20])
def test_as_many_passages_as_asked_for_are_ranked(crowd: Retriever, limit: int) -> None:
    found = retrieve(crowd, "зонт (дождь | открыт)", SearchOptions(limit=limit))
    scores = [one.score for one in found.ranked]
    assert len(set(ids(found))) == len(found.ranked) >= limit
    assert scores == sorted(scores, reverse=True)
    scored = [bool(one.parts) for one in found.ranked]
    assert scored == sorted(scored, reverse=True)
    assert sum(scored) <= RERANK_WINDOW.max_size


@pytest.mark.parametrize(("sort", "days"), [("newest", DAYS[2::-1]), ("oldest", DAYS[:3])])
def test_days_are_searched_one_after_another(crowd: Retriever, sort: Sort, days: list[str]) -> None:
    found = retrieve(crowd, "зонт", SearchOptions(limit=CROWD, sort=sort))
    dates = [day_of(one.candidate.document_id) for one in found.ranked]
    assert list(dict.fromkeys(dates)) == [*days, None]
    assert len(set(ids(found))) == found.total == CROWD


def test_by_date_every_passage_is_scored(crowd: Retriever) -> None:
    options = SearchOptions(limit=CROWD, sort="oldest")
    found = retrieve(crowd, "зонт | маяк", options)
    assert found.total == CROWD
    assert all(one.parts for one in found.ranked)


def test_no_more_days_are_searched_than_needed(crowd: Retriever) -> None:
    found = retrieve(crowd, "зонт", SearchOptions(limit=5, sort="newest"))
    assert 5 <= len(found.ranked) < found.total == CROWD
    assert {day_of(one.candidate.document_id) for one in found.ranked} == {"2020-01-01"}
