"""An open index: what each option of a search does, and what else an index answers."""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from searchtool.core.errors import IndexMissing, OptionError
from searchtool.core.model import Results, SpeakerCount
from searchtool.index.plan import Plan, RunCallbacks
from searchtool.index.update import update_index
from searchtool.search.options import SearchOptions
from searchtool.search.session import Index, open_index
from tests.unit.search.conftest import BRIDGES


def short_ids(results: Results) -> list[str]:
    """The ids of the hits, without folders."""
    return [hit.passage.id.rpartition("/")[2] for hit in results.hits]


def names(paths: Iterable[str]) -> list[str]:
    return [Path(path).name for path in paths]


def test_a_word_is_found_in_any_form_best_first(river: Index) -> None:
    results = river.search("мостами")
    assert sorted(short_ids(results)) == BRIDGES
    assert (results.total, results.complete, results.relaxed) == (6, 6, False)
    assert [hit.rank for hit in results.hits] == [1, 2, 3, 4, 5, 6]
    scores = [hit.score for hit in results.hits]
    assert scores == sorted(scores, reverse=True)
    assert [(word.word, word.passages) for word in results.words] == [("мостами", 6)]


@pytest.mark.parametrize(
    ("options", "documents"),
    [
        ({"since": "2020"}, {"parom.md", "yarmarka.md"}),
        ({"since": "2021-08-01"}, {"yarmarka.md"}),
        ({"until": "2019-03"}, {"most.md"}),
        ({"until": "2019-03-01"}, set()),
        ({"since": "2019-03-03", "until": "2020"}, {"parom.md"}),
        ({"path": "vesti"}, {"most.md", "parom.md"}),
        ({"path": "zametki/*.md"}, {"yarmarka.md"}),
        ({"path": "*.txt"}, set()),
        ({"title": "паромы"}, {"parom.md"}),
        ({"title": "река Ольховка"}, set()),
        ({"title": "!"}, set()),
        ({"title": "мост", "until": "2020"}, {"most.md"}),
    ],
)
def test_filters_restrict_the_answer(
    river: Index, options: dict[str, Any], documents: set[str]
) -> None:
    results = river.search("мост", **options)
    assert {hit.document.id.rpartition("/")[2] for hit in results.hits} == documents
    assert results.total == len(results.hits)


def test_filters_alone_are_a_query(river: Index) -> None:
    assert river.search("", path="pesnya").total == 3
    assert river.search("").total == river.search(" ").total == 0


DATED = ["yarmarka.md", "parom.md", "most.md"]


@pytest.mark.parametrize(
    ("query", "options", "documents"),
    [
        ("", {"sort": "newest"}, [*DATED, None]),
        (" ", {"sort": "date"}, [*DATED, None]),
        ("", {"sort": "oldest"}, [*DATED[::-1], None]),
        ("", {"quotes": True, "collapse": False}, DATED),
        ("", {"said": True}, DATED[:2]),
        ("", {"speaker": "Лунин"}, DATED[:2]),
        ("", {"path": "vesti"}, DATED[1:]),
        ("path:md", {}, DATED),
        ("-дорога", {}, [*DATED, None]),
        ("", {"path": "vesti", "sort": "oldest"}, DATED[:0:-1]),
    ],
)
def test_without_words_the_latest_come_first(
    river: Index, query: str, options: dict[str, Any], documents: list[str | None]
) -> None:
    results = river.search(query, limit=99, **options)
    found = [hit.document for hit in results.hits]
    names = [document.id.rpartition("/")[2] if document.date else None for document in found]
    assert [name for name, _ in groupby(names)] == documents


@pytest.mark.parametrize("query", ["мост", "мост лодка", "паром дорога"])
def test_pages_make_up_the_whole_answer(river: Index, query: str) -> None:
    whole = river.search(query)
    pages = [river.search(query, limit=2, offset=offset) for offset in range(0, 10, 2)]
    assert [id for page in pages for id in short_ids(page)] == short_ids(whole)
    assert [hit.rank for page in pages for hit in page.hits] == [hit.rank for hit in whole.hits]


@pytest.mark.parametrize(
    ("sort", "documents"),
    [("date", ["yarmarka", "parom", "most"]), ("oldest", ["most", "parom", "yarmarka"])],
)
def test_hits_are_sorted_by_date(river: Index, sort: Any, documents: list[str]) -> None:
    results = river.search("мост", sort=sort)
    found = [id.partition(".")[0] for id in short_ids(results)]
    assert list(dict.fromkeys(found)) == documents
    assert sorted(short_ids(results)) == BRIDGES


def test_by_date_no_word_may_be_missing(river: Index) -> None:
    assert river.search("мост лодка").total == 7
    results = river.search("мост лодка", sort="date")
    assert (results.total, results.relaxed) == (2, False)
    assert short_ids(results) == ["yarmarka.md#p1", "most.md#p3"]


def test_documents_without_a_date_come_last(river: Index) -> None:
    results = river.search("", path="docs", sort="oldest", limit=50)
    dates = [hit.document.date for hit in results.hits]
    assert dates == [*sorted(date for date in dates if date), *[None] * 7]


def test_what_is_missing_is_relaxed_after_what_is_complete(river: Index) -> None:
    results = river.search("мост лодка")
    assert results.relaxed
    assert (results.total, results.complete) == (7, 2)
    assert set(short_ids(results)[:2]) == {"most.md#p3", "yarmarka.md#p1"}
    first = river.search("мост лодка", limit=2)
    assert (first.total, first.complete, first.relaxed, first.more) == (7, 2, False, True)
    last = river.search("мост лодка", limit=5, offset=2)
    assert (last.total, last.complete, last.relaxed, last.more) == (7, 2, True, False)


@pytest.mark.parametrize(
    ("query", "meant", "reason"),
    [
        ("vjcn", "мост", "layout"),
        ("абракадабра", None, None),
        ("parom", "паром", "transliteration"),
        ("мостчерез", "мост через", "spacing"),
        ("рыбаик", "рыбаки", "spelling"),
    ],
)
def test_what_was_probably_meant_is_searched(
    river: Index, query: str, meant: str | None, reason: str | None
) -> None:
    results = river.search(query)
    suggestion = results.suggestion
    assert (suggestion and suggestion.text, suggestion and suggestion.reason) == (meant, reason)
    assert bool(results.hits) == bool(meant)
    assert results.query == query
    assert (results.complete, results.corrected) == (0, bool(meant))
    as_typed = river.search(query, correct=False)
    assert (as_typed.suggestion, as_typed.complete) == (None, 0)


def test_quotations_are_hits_with_their_speakers(river: Index) -> None:
    (hit,) = river.search("санями", quotes=True).hits
    assert (hit.passage.kind, hit.passage.text) == ("quote", "Приходите за санями")
    assert hit.passage.speaker_name == "Егор Лунин"


def test_the_same_words_are_one_hit_unless_asked_otherwise(river: Index) -> None:
    (hit,) = river.search("мост", quotes=True).hits
    assert (hit.duplicates, hit.document.date) == (2, "2019-03-02")
    apart = river.search("мост", quotes=True, collapse=False).hits
    assert [one.duplicates for one in apart] == [1, 1]
    (newest,) = river.search("мост", quotes=True, sort="date").hits
    assert (newest.duplicates, newest.document.date) == (2, "2020-07-15")


def test_the_same_few_words_of_two_speakers_are_two_hits(river: Index) -> None:
    results = river.search("подождём", quotes=True)
    assert {hit.passage.speaker_name for hit in results.hits} == {"Егор Лунин", "Анна Сорокина"}


@pytest.mark.parametrize("speaker", ["Лунин", "Егора Лунина", "Е. Лунин", "лунин егор"])
def test_quotations_of_a_speaker(river: Index, speaker: str) -> None:
    results = river.search("", speaker=speaker)
    assert {hit.passage.speaker_name for hit in results.hits} == {"Егор Лунин"}
    assert results.total == 3
    assert river.search("лодки", speaker=speaker).total == 1


def test_a_full_name_finds_shorter_ones_of_the_same_person(river: Index) -> None:
    results = river.search("", speaker="Дина Сафарова", collapse=False)
    assert {hit.passage.speaker_name for hit in results.hits} == {"Дина Сафарова", "Сафарова"}


def test_nobody_is_called_so(river: Index) -> None:
    assert river.search("", speaker="Кораблёв").total == 0
    assert river.search("мост", speaker="!").total == 0


def test_guessed_speakers_can_be_left_out(river: Index) -> None:
    assert river.search("", speaker="Лунин", confident=True).total == 2
    assert river.search("санями", confident=True, correct=False).total == 0


def test_a_query_that_names_a_speaker_finds_quotations(river: Index) -> None:
    results = river.search("кто:Лунин")
    assert {hit.passage.kind for hit in results.hits} == {"quote"}
    assert results.total == 3


def test_context_is_the_passages_around_a_hit(river: Index) -> None:
    (hit,) = river.search("песня", context=2).hits
    assert [passage.text for passage in hit.before] == ["Отец запел."]
    assert [passage.text for passage in hit.after] == ["Мать молчала."]
    (hit,) = river.search("песня").hits
    assert hit.before == hit.after == ()


def test_a_long_passage_is_cut_unless_it_is_asked_for_in_full(river: Index) -> None:
    (hit,) = river.search("причал").hits
    (full,) = river.search("причал", full=True).hits
    assert len(hit.snippet.text) < len(full.snippet.text) == len(full.passage.text)
    assert full.snippet.highlights == full.highlights == hit.highlights


def test_how_the_query_was_read(river: Index) -> None:
    results = river.search('"мост -лодка')
    assert results.understood == "(мост & !лодка)"
    assert len(results.notes) == 1
    assert results.took_ms > 0


def test_options_can_be_given_as_one_record(river: Index) -> None:
    options = SearchOptions(since="2020", limit=1)
    assert short_ids(river.run("мост", options)) == short_ids(
        river.search("мост", since="2020", limit=1)
    )
    assert river.run_files("мост", options) == river.matching_files("мост", since="2020")


@pytest.mark.parametrize("value", ["утром", "2019..2020", "2019-13", "", "..2019"])
@pytest.mark.parametrize("option", ["since", "until"])
def test_a_bad_date_is_an_error_that_says_what_to_write(
    river: Index, option: str, value: str
) -> None:
    for answer in (river.search, river.matching_files):
        with pytest.raises(OptionError) as error:
            answer("мост", **{option: value})  # type: ignore[arg-type]
        assert (error.value.where, error.value.cause) == (option, f"not a date: {value}")
        assert "2019-06-14" in error.value.advice


def test_files_with_most_passages_come_first(river: Index) -> None:
    files = river.matching_files("мост")
    assert names(files) == ["most.md", "parom.md", "yarmarka.md"]
    assert list(files.values()) == [3, 2, 1]
    assert names(river.matching_files("мост лодка")) == ["most.md", "yarmarka.md"]
    assert names(river.matching_files("", speaker="Лунин")) == ["yarmarka.md", "parom.md"]
    assert list(river.matching_files("мост", limit=1)) == list(files)
    assert river.matching_files("мост", title="нет такого") == {}


def test_a_passage_is_shown_whole_among_its_neighbours(river: Index) -> None:
    hit = river.show("vesti/most.md#p2", context=1)
    assert hit is not None
    assert (hit.rank, hit.score, hit.highlights) == (0, 0.0, ())
    assert hit.snippet.text == hit.passage.text
    assert [passage.id for passage in hit.before] == ["vesti/most.md#p1"]
    assert [passage.id for passage in hit.after] == ["vesti/most.md#p3"]


def test_what_cannot_be_shown(river: Index) -> None:
    assert river.show("vesti/most.md#p9") is None
    assert river.show("") is None
    with pytest.raises(OptionError) as error:
        river.show("vesti/most.md#p2", context=-1)
    assert error.value.where == "context"


def test_speakers_are_counted_under_one_name(river: Index) -> None:
    assert river.speakers() == [
        SpeakerCount("Егор Лунин", 3, "2020-07-15", "2021-08-01"),
        SpeakerCount("Дина Сафарова", 2, "2019-03-02", "2020-07-15"),
        SpeakerCount("Анна Сорокина", 1, "2021-08-01", "2021-08-01"),
    ]
    assert [one.name for one in river.speakers("мост")] == ["Дина Сафарова"]
    assert [one.quotes for one in river.speakers(confident=True)] == [2, 2, 1]
    assert river.speakers("канатная") == []


def test_the_user_says_who_is_who(river_folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "speakers.toml"
    path.write_text('[[speaker]]\nname = "Лунин-старший"\naliases = ["Егор Лунин"]\n', "utf-8")
    with open_index(river_folder / "index", path) as index:
        assert index.speakers()[0].name == "Лунин-старший"
        assert index.search("", speaker="Лунин-старший").total == 3


def add_text(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, "utf-8")
    update_index(folder.parent / "index", Plan([folder]), RunCallbacks())


def test_an_open_index_answers_from_one_commit(tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    add_text(folder, "a.txt", "Маяк построили зимой.")
    with open_index(tmp_path / "index") as index:
        add_text(folder, "b.txt", "Маяк погас.")
        assert index.search("маяк").total == 1
    with open_index(tmp_path / "index") as index:
        assert index.search("маяк").total == 2


def test_an_open_index_survives_a_rebuild(tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    add_text(folder, "a.txt", "Маяк построили зимой.")
    with open_index(tmp_path / "index") as index:
        update_index(tmp_path / "index", Plan([folder], rebuild=True), RunCallbacks())
        (hit,) = index.search("маяк").hits
        assert hit.passage.text == "Маяк построили зимой."
        assert index.show(hit.passage.id) is not None
        assert index.stats().passages == 1


def test_there_is_no_index(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing):
        open_index(tmp_path / "nowhere")
