"""The contract: every engine stores, matches, orders and deletes what it is given alike."""

import random
from pathlib import Path

import pytest

from searchtool.analysis.edit_distance import is_within
from searchtool.core.model import Passage, Span
from searchtool.engines.base import Clause, Engine
from searchtool.engines.codec import index_passage, read_passage, read_words
from searchtool.query.parser import parse_query
from searchtool.query.relaxation import relaxations
from searchtool.query.tree import words
from tests.conftest import EVERY_ENGINE, OpenNew
from tests.engines.passages import (
    ANALYZER,
    CORPUS,
    add,
    ask,
    file_record,
    ids,
    make_document,
)
from tests.evaluation.misspelt import misspell


@pytest.fixture(scope="module", params=EVERY_ENGINE)
def filled_once(
    request: pytest.FixtureRequest,
    open_new_once: OpenNew,
    tmp_path_factory: pytest.TempPathFactory,
) -> Engine:
    """An index that is only read."""
    engine = open_new_once(request.param, tmp_path_factory.mktemp("filled") / "engine")
    add(engine, CORPUS)
    return engine


@pytest.fixture
def filled(engine: Engine) -> Engine:
    add(engine, CORPUS)
    return engine


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("кибербезопасность", {"sammit#p3", "sammit#p4"}),
        ("КИБЕРБЕЗОПАСНОСТЬЮ", {"sammit#p3", "sammit#p4"}),
        ("=кибербезопасность", {"sammit#p3"}),
        ("=кибербезопасностью", set()),
        ('"глава государства"', {"sammit#p3", "sammit#p4"}),
        ('="главы государств"', {"sammit#p4"}),
        ('"государства глава"', set()),
        ("глава сетей", set()),
        ("государство ИЛИ дождь", {"sammit#p3", "sammit#p4", "pogoda#p1", "pogoda#p2"}),
        ("регион -дождь", {"sammit#p3"}),
        ("-глава саммит", {"sammit#p1", "sammit#p2"}),
        ("-регион", {f"sammit#p{n}" for n in (1, 2, 4, 5, 6)} | {"pogoda#p1", "pogoda#p3"}),
        ("(дождь | бюджет) регион", {"pogoda#p2"}),
        ("безоп*", {"sammit#p3"}),
        ("кибер* -плакат", {"sammit#p3"}),
        ("премьер-министра", {"sammit#p5"}),
        ('"премьер министр"', {"sammit#p5"}),
        ("Су-57", {"sammit#p6"}),
        ('"су 57"', {"sammit#p6"}),
        ("берёза елка", {"sammit#p6"}),
        ("отца рынком", {"pogoda#p3"}),
        ("не были", {"pogoda#p2"}),
        ('"в казани"', {"sammit#p1"}),
        ("в", {"sammit#p1", "sammit#p6", "pogoda#p2"}),
        ('"дождь волга"~1', {"pogoda#p1"}),
        ('"волги дождей"~1', {"pogoda#p1"}),
        ('"дождь волга"~0', set()),
        ('"рынок рынка"~5', {"pogoda#p3"}),
        ('="рынок рынок"~9', set()),
        ("кибирбезопасность~", {"sammit#p3", "sammit#p4"}),
        ('"лидия корс*"', {"sammit#p5"}),
        ('"лид* корсакова"', {"sammit#p5"}),
        ('"корс* лидия"', set()),
        ('"корс* лидия"~0', {"sammit#p5"}),
        ('"дошдь~1 над"', {"pogoda#p1"}),
        ('"дошдь~1 над =волга"', set()),
        ("«дождь над волгами»", {"pogoda#p1"}),
        ("«волга над дождём»", set()),
        ("дошдь~ регион", {"pogoda#p2"}),
        ("дождь title:pogoda", {"pogoda#p1", "pogoda#p2"}),
        ("дождь title:sammit", set()),
        ("дождь author:pogoda", {"pogoda#p1", "pogoda#p2"}),
        ("дождь автор:sammit", set()),
        ('регион автор:"sammit Петра"', {"sammit#p3"}),
        ("регион -автор:sammit", {"pogoda#p2"}),
        ("регион path:texts/sam", {"sammit#p3"}),
        ("регион path:*god?", {"pogoda#p2"}),
        ("регион -path:pogoda", {"sammit#p3"}),
        ("date:2024-04", {f"pogoda#p{n}" for n in (1, 2, 3)}),
        ("регион date:2024-05..2024-12", {"sammit#p3"}),
        ("регион дата:..14.04.2024", {"pogoda#p2"}),
        ("", set()),
        ("слова-которого-нет", set()),
    ],
)
def test_query_finds(filled_once: Engine, query: str, expected: set[str]) -> None:
    searcher = filled_once.searcher()
    assert set(ask(searcher, query)) == expected
    tree = parse_query(query, ANALYZER).tree
    assert searcher.candidates(tree, (), "paragraph", 1).total == len(expected)
    searcher.close()


def test_more_of_the_words_come_first(filled: Engine) -> None:
    searcher = filled.searcher()
    (relaxed,) = relaxations(parse_query("регион дождь терроризм", ANALYZER).tree)
    found = searcher.candidates(relaxed, [Clause(w, 1) for w in words(relaxed)], "paragraph", 9)
    assert set(ids(found)[:2]) == {"sammit#p3", "pogoda#p2"}
    searcher.close()


def test_limit_keeps_the_best_and_the_exact_total(filled: Engine) -> None:
    searcher = filled.searcher()
    everything = parse_query("-слова-которого-нет", ANALYZER).tree
    all_of_them = searcher.candidates(everything, (), "paragraph", 100)
    for limit in range(len(all_of_them.items) + 1):
        some = searcher.candidates(everything, (), "paragraph", limit)
        assert (ids(some), some.total) == (ids(all_of_them)[:limit], all_of_them.total)
        assert all_of_them.read(limit) == some.items
    searcher.close()


def test_weights_are_those_of_the_clauses_that_match(filled: Engine) -> None:
    """Also of those that all that is found matches, which tell nothing apart."""
    searcher = filled.searcher()
    asked = parse_query("дождь", ANALYZER).tree
    weighing = [
        Clause(asked, 8),
        Clause(asked, 4),
        Clause(parse_query("синоптик", ANALYZER).tree, 1),
    ]
    assert searcher.candidates(asked, weighing, "paragraph", 9).weights == [13, 12]
    assert searcher.candidates(asked, weighing[:1], "paragraph", 9).weights == [8, 8]
    assert searcher.candidates(asked, weighing, "paragraph", 0).weights == []
    searcher.close()


def test_scopes_have_their_own_passages(engine: Engine) -> None:
    document, passages = make_document("d", ["Он сказал: «Тишина»."])
    quote = Passage("d#p1.q1", "d", 1, "Тишина", Span(12, 18), kind="quote", speaker="он")
    with engine.writer() as writer:
        writer.add(document, [*passages, index_passage(quote, ANALYZER.words(quote.text))])
    searcher = engine.searcher()
    word = parse_query("тишина", ANALYZER).tree
    assert ids(searcher.candidates(word, (), "paragraph", 9)) == ["d#p1"]
    assert ids(searcher.candidates(word, (), "quote", 9)) == ["d#p1.q1"]
    assert searcher.candidates(word, (), "quote", 9).items[0].id == quote.id
    assert searcher.passage(quote.id) == quote
    assert (searcher.count_passages("paragraph"), searcher.count_passages("quote")) == (1, 1)
    searcher.close()


def test_what_is_stored_comes_back(filled: Engine) -> None:
    searcher = filled.searcher()
    document, passages = make_document("pogoda", CORPUS["pogoda"])
    assert searcher.document("pogoda") == document
    assert searcher.document("nothing") is None
    assert searcher.passage("pogoda#p2") == read_passage(passages[1].record)
    assert searcher.passage("pogoda#p9") is None
    assert searcher.file("/texts/pogoda") == file_record("pogoda", 3)
    assert searcher.file("/texts/nothing") is None
    assert {f.path for f in searcher.files()} == {"/texts/pogoda", "/texts/sammit"}
    tree = parse_query("зонтов", ANALYZER).tree
    (candidate,) = searcher.candidates(tree, (), "paragraph", 9).items
    assert read_words(passages[2].record) == (candidate.forms, candidate.keys)
    searcher.close()


def test_key_of_a_form_is_known_where_it_occurs(filled: Engine) -> None:
    searcher = filled.searcher()
    assert searcher.key_of("рынке") == ANALYZER.key("рынке")
    assert searcher.key_of("рынками") is None
    searcher.close()


def test_vocabulary_is_in_order(filled: Engine) -> None:
    searcher = filled.searcher()
    assert list(searcher.vocabulary("form", "paragraph", "рын")) == ["рынке", "рынок"]
    assert list(searcher.vocabulary("key", "paragraph", "рын")) == ["рынок"]
    assert list(searcher.vocabulary("form", "quote", "")) == []
    forms = list(searcher.vocabulary("form", "paragraph", ""))
    assert forms == sorted(set(forms))
    searcher.close()


def test_forms_near_are_all_that_are_near(engine: Engine) -> None:
    draw = random.Random(6)
    spoilt = {misspell(misspell("безопасности", draw), draw) for _ in range(150)}
    spoilt |= {misspell(word, draw) for word in sorted(spoilt)} | {"безопасность", "опасность"}
    # First of all more of one of them than is looked at together.
    add(
        engine,
        {
            "many": ["Безопасности."] * 300,
            "both": ["безопасность опасность"],
            **{f"d{n}": [word] for n, word in enumerate(sorted(spoilt))},
        },
    )
    searcher = engine.searcher()
    for max_edits in (1, 2):
        found = searcher.forms_near("безопасности", "paragraph", max_edits)
        every = {*spoilt, "безопасности"}
        assert found == sorted(w for w in every if is_within("безопасности", w, max_edits))
    assert not searcher.forms_near("безопасности", "quote", 2)
    assert not searcher.forms_near("кибернетика", "paragraph", 2)
    searcher.close()


def test_all_matching_passages_are_returned(filled: Engine) -> None:
    searcher = filled.searcher()
    tree = parse_query("саммит | регион", ANALYZER).tree
    found = {passage.id for passage in searcher.matching(tree, "paragraph")}
    assert found == {"sammit#p1", "sammit#p2", "sammit#p3", "pogoda#p2"}
    searcher.close()


def test_a_deleted_file_is_forgotten_with_its_frequencies(filled: Engine) -> None:
    with filled.writer() as writer:
        writer.delete("/texts/pogoda")
    searcher = filled.searcher()
    assert ask(searcher, "дождь") == []
    assert ask(searcher, "регион") == ["sammit#p3"]
    assert searcher.count(parse_query("регион", ANALYZER).tree, "paragraph") == 1
    assert searcher.count_passages("paragraph") == len(CORPUS["sammit"])
    assert searcher.document("pogoda") is None
    assert searcher.passage("pogoda#p1") is None
    assert [f.path for f in searcher.files()] == ["/texts/sammit"]
    searcher.close()


def test_file_is_replaced_in_one_commit(filled: Engine) -> None:
    with filled.writer() as writer:
        writer.delete("/texts/pogoda")
        document, passages = make_document("pogoda", ["Ясно и тепло."])
        writer.add(document, passages)
        writer.record(file_record("pogoda", 1))
    searcher = filled.searcher()
    assert ask(searcher, "дождь") == []
    assert ask(searcher, "ясный") == ["pogoda#p1"]
    searcher.close()


def test_searcher_is_frozen(filled: Engine) -> None:
    before = filled.searcher()
    add(filled, {"new": ["Дождь и ещё раз дождь."]})
    with filled.writer() as writer:
        writer.delete("/texts/sammit")
    assert "new#p1" not in ask(before, "дождь")
    assert ask(before, "кибербезопасность")
    after = filled.searcher()
    assert "new#p1" in ask(after, "дождь")
    assert not ask(after, "кибербезопасность")
    before.close()
    after.close()


def test_failed_batch_leaves_nothing(filled: Engine) -> None:
    with pytest.raises(ZeroDivisionError), filled.writer() as writer:
        document, passages = make_document("new", ["Дождь."])
        writer.add(document, passages)
        writer.delete("/texts/sammit")
        raise ZeroDivisionError
    searcher = filled.searcher()
    assert "new#p1" not in ask(searcher, "дождь")
    assert ask(searcher, "кибербезопасность")
    searcher.close()


def test_the_last_record_of_a_file_counts(engine: Engine) -> None:
    with engine.writer() as writer:
        writer.record(file_record("a", 1))
        writer.record(file_record("a", 2))
        writer.record(file_record("b", 1))
    with engine.writer() as writer:
        writer.record(file_record("b", 2))
    searcher = engine.searcher()
    found = sorted((record.name, record.passages) for record in searcher.files())
    assert found == [("a", 2), ("b", 2)]
    assert searcher.file("/texts/b") == file_record("b", 2)
    searcher.close()


def test_deletes_shrink_the_files(engine: Engine, tmp_path: Path) -> None:
    def size() -> int:
        return sum(path.stat().st_size for path in (tmp_path / "engine").rglob("*"))

    names = [f"d{n}" for n in range(10)]
    add(engine, {name: ["Одно слово.", *CORPUS["sammit"]] for name in names})
    full = size() if (tmp_path / "engine").exists() else 0
    for deleted in (names[:4], names[4:]):
        with engine.writer() as writer:
            for name in deleted:
                writer.delete(f"/texts/{name}")
        searcher = engine.searcher()
        left = [f"{name}#p1" for name in names if name not in deleted and deleted[0] == "d0"]
        assert sorted(ask(searcher, "слово")) == left
        if full:
            assert searcher.live_ratio() == 1.0
        searcher.close()
    if full:
        assert size() < full / 3


def test_many_commits_answer_as_one(engine: Engine) -> None:
    names = [f"d{n}" for n in range(30)]
    for name in names:
        add(engine, {name: ["Одно слово.", f"Слово слово {name}."]})
    searcher = engine.searcher()
    assert set(ask(searcher, "слово")) == {f"{n}#p{i}" for n in names for i in (1, 2)}
    assert set(ask(searcher, "слово", 30)) == {f"{n}#p1" for n in names}
    searcher.close()
