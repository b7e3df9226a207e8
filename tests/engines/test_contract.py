"""Every engine, the same cases: what it is given, it stores, matches, orders and forgets alike."""

import io
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchtool.analysis.analyzer import Analyzer
from searchtool.analysis.edit_distance import is_within
from searchtool.core.model import Document, FileRecord, Passage, Span
from searchtool.documents import Source, read_documents
from searchtool.documents.passages import split_passages
from searchtool.engines import ENGINES, open_engine
from searchtool.engines.base import Candidates, Clause, Engine, IndexedPassage, Searcher
from searchtool.engines.codec import index_passage, read_passage, read_words
from searchtool.ingest.filter_values import filter_values
from searchtool.query.parser import parse_query
from searchtool.query.relaxation import relaxations
from searchtool.query.tree import (
    And,
    Filter,
    Fuzzy,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    TermNode,
    words,
)
from tests.corpus import ARTICLE, WEATHER
from tests.evaluation.misspelt import misspell

ANALYZER = Analyzer()


def make_document(name: str, paragraphs: Sequence[str]) -> tuple[Document, list[IndexedPassage]]:
    date = f"2024-0{len(paragraphs) % 9 + 1}-14"
    document = Document(name, f"/texts/{name}", "txt", "utf-8", title=f"О {name}", date=date)
    passages = [
        Passage(f"{name}#p{n}", name, n, text, Span(0, len(text)), line=n)
        for n, text in enumerate(paragraphs, start=1)
    ]
    values = filter_values(document, f"Texts/{name}", ANALYZER)
    return document, [index_passage(p, ANALYZER.words(p.text), values, 9) for p in passages]


def add(engine: Engine, documents: Mapping[str, Sequence[str]]) -> None:
    with engine.writer() as writer:
        for name, paragraphs in documents.items():
            document, passages = make_document(name, paragraphs)
            writer.add(document, passages)
            writer.record(file_record(name, len(passages)))


def file_record(name: str, passages: int = 0) -> FileRecord:
    return FileRecord(f"/texts/{name}", name, 100, 7, "d1", "utf-8", 1, passages)


def ids(found: Candidates) -> list[str]:
    return [candidate.id for candidate in found.items]


def answer(found: Candidates) -> tuple[int, list[tuple[str, int]]]:
    """All that is found, with its weights."""
    return found.total, list(zip(ids(found), found.weights, strict=True))


def ask(searcher: Searcher, text: str, limit: int = 100) -> list[str]:
    tree = parse_query(text, ANALYZER).tree
    return ids(searcher.candidates(tree, clauses(tree), "paragraph", limit))


def clauses(tree: Query) -> list[Clause]:
    """Every word weighs one more than the one before."""
    return [Clause(word, weight) for weight, word in enumerate(words(tree), start=1)]


CORPUS = {
    "sammit": [p for p in ARTICLE.split("\n\n") if p.strip()],
    "pogoda": [p.strip() for p in WEATHER.split("\n\n")],
}


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
        ("дошдь~ регион", {"pogoda#p2"}),
        ("дождь title:pogoda", {"pogoda#p1", "pogoda#p2"}),
        ("дождь title:sammit", set()),
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
def test_query_finds(filled: Engine, query: str, expected: set[str]) -> None:
    searcher = filled.searcher()
    assert set(ask(searcher, query)) == expected
    tree = parse_query(query, ANALYZER).tree
    assert searcher.candidates(tree, (), "paragraph", 1).total == len(expected)
    searcher.close()


def test_phrase_may_end_with_a_prefix(filled: Engine) -> None:
    phrase = Phrase((TermNode("лидия", ANALYZER.key("лидия")), Prefix("корс")))
    searcher = filled.searcher()
    assert ids(searcher.candidates(phrase, (), "paragraph", 9)) == ["sammit#p5"]
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
    (candidate,) = searcher.candidates(
        parse_query("зонтов", ANALYZER).tree, (), "paragraph", 9
    ).items
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


def test_all_matching_passages_are_given(filled: Engine) -> None:
    searcher = filled.searcher()
    tree = parse_query("саммит | регион", ANALYZER).tree
    found = {passage.id for passage in searcher.matching(tree, "paragraph")}
    assert found == {"sammit#p1", "sammit#p2", "sammit#p3", "pogoda#p2"}
    searcher.close()


def test_removed_file_is_forgotten_with_its_frequencies(filled: Engine) -> None:
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


def test_what_is_removed_is_dropped_from_the_files(engine: Engine, tmp_path: Path) -> None:
    def size() -> int:
        return sum(path.stat().st_size for path in (tmp_path / "engine").rglob("*"))

    names = [f"d{n}" for n in range(10)]
    add(engine, {name: ["Одно слово.", *CORPUS["sammit"]] for name in names})
    full = size() if (tmp_path / "engine").exists() else 0
    for removed in (names[:4], names[4:]):
        with engine.writer() as writer:
            for name in removed:
                writer.delete(f"/texts/{name}")
        searcher = engine.searcher()
        left = [f"{name}#p1" for name in names if name not in removed and removed[0] == "d0"]
        assert sorted(ask(searcher, "слово")) == left
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


WORDS = st.sampled_from("дом дома домой мир мира войны война и не в 57 covid елка ёлкой".split())
TEXTS = st.lists(st.lists(WORDS, max_size=8).map(" ".join), min_size=1, max_size=6)
LEAVES = st.one_of(
    WORDS.map(lambda w: _word(w, exact=False)),
    WORDS.map(lambda w: _word(w, exact=True)),
    WORDS.map(lambda w: Prefix(ANALYZER.terms(w)[0].form[:2])),
    WORDS.map(lambda w: Fuzzy(ANALYZER.terms(w)[0].form)),
    st.builds(
        lambda ws, exact, slop: Phrase(tuple(_word(w, exact) for w in ws), slop=slop),
        st.lists(WORDS, min_size=2, max_size=3),
        st.booleans(),
        st.none() | st.integers(0, 3),
    ),
    st.sampled_from([Filter("title", "d0", "d0"), Filter("path", pattern="d1")]),
    st.sampled_from([Filter("date", "2024-01", "2024-04"), Filter("date", "2024-03", "9999")]),
)
TREES: st.SearchStrategy[Query] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda c: And(tuple(c))),
        st.lists(inner, min_size=0, max_size=3).map(lambda c: Or(tuple(c))),
        inner.map(Not),
    ),
    max_leaves=5,
)


def _word(word: str, exact: bool = False) -> TermNode:
    (term,) = ANALYZER.terms(word)
    return TermNode(term.form, term.key, exact)


@pytest.mark.parametrize("name", sorted(ENGINES))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents=st.lists(TEXTS, min_size=1, max_size=3), trees=st.lists(TREES, min_size=8))
def test_any_tree_over_any_passages_agrees_with_memory(
    name: str,
    tmp_path_factory: pytest.TempPathFactory,
    documents: list[list[str]],
    trees: list[Query],
) -> None:
    folder = tmp_path_factory.mktemp(name)
    engine, oracle = open_engine(name, folder), open_engine("memory", folder)
    for one in (engine, oracle):
        one.create()
        add(one, {f"d{n}": paragraphs for n, paragraphs in enumerate(documents)})
        with one.writer() as writer:
            writer.delete("/texts/d1")
    left, right = engine.searcher(), oracle.searcher()
    for tree in trees:
        for limit in (2, 100):
            got = left.candidates(tree, clauses(tree), "paragraph", limit)
            wanted = right.candidates(tree, clauses(tree), "paragraph", limit)
            assert answer(got) == answer(wanted), tree
    left.close()


@pytest.mark.parametrize("name", sorted(ENGINES))
def test_200_queries_from_the_news_agree_with_memory(
    name: str, shared: Path, tmp_path: Path
) -> None:
    draw = random.Random(200)
    documents: dict[str, list[str]] = {}
    for path in draw.sample(sorted((shared / "news").glob("*.txt")), 60):
        (source,) = read_documents(Source(path.name, str(path), io.BytesIO(path.read_bytes())))
        documents[path.name] = [p.text for p in split_passages(source)]
    engine, oracle = open_engine(name, tmp_path), open_engine("memory", tmp_path)
    for one in (engine, oracle):
        one.create()
        add(one, documents)
    left, right = engine.searcher(), oracle.searcher()
    for text in _queries(draw, [p for ps in documents.values() for p in ps], 200):
        tree = parse_query(text, ANALYZER).tree
        for asked in (tree, *relaxations(tree)):
            got = left.candidates(asked, clauses(asked), "paragraph", 20)
            wanted = right.candidates(asked, clauses(asked), "paragraph", 20)
            assert answer(got) == answer(wanted), text
    left.close()


def _queries(draw: random.Random, paragraphs: list[str], count: int) -> list[str]:
    """Stretches of real paragraphs, plain and with each operator."""
    shapes = ["{0}", "{0} {1}", "{0} {1} {2}", '"{0} {1}"']
    shapes += ["{0} -{1}", "{0} ИЛИ {2}", "={0}", "{0:.4}*"]
    queries: list[str] = []
    while len(queries) < count:
        words = draw.choice(paragraphs).split()
        if len(words) >= 3:
            start = draw.randrange(len(words) - 2)
            queries.append(draw.choice(shapes).format(*words[start : start + 3]))
    return queries
