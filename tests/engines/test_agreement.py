"""Each engine answers random queries as the memory engine does."""

import io
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchtool.documents import Source, read_documents
from searchtool.documents.passages import split_passages
from searchtool.engines import ENGINES, open_engine
from searchtool.engines.base import Engine
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
)
from tests.conftest import IN_CLUSTER, OpenNew
from tests.engines.passages import ANALYZER, add, answer, clauses

WORDS = st.sampled_from(
    "дом дома домой мир мира войны война и не в 57 covid елка ёлкой Зубов зубов Зубовым зуб".split()
)
TEXTS = st.lists(st.lists(WORDS, max_size=8).map(" ".join), min_size=1, max_size=6)
SINGLE = st.one_of(
    WORDS.map(lambda w: _word(w, exact=False)),
    WORDS.map(lambda w: _word(w, exact=True)),
    WORDS.map(lambda w: Prefix(ANALYZER.terms(w)[0].form[:2])),
    WORDS.map(lambda w: Fuzzy(ANALYZER.terms(w)[0].form)),
)
LEAVES = st.one_of(
    SINGLE,
    st.builds(
        lambda ws, slop: Phrase(tuple(ws), slop=slop),
        st.lists(SINGLE, min_size=2, max_size=3),
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
    return TermNode(term.form, term.key, exact, other_keys=ANALYZER.other_keys(term))


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
    _fill_and_compare(engine, oracle, documents, trees)


@pytest.mark.cluster
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents=st.lists(TEXTS, min_size=1, max_size=3), trees=st.lists(TREES, min_size=8))
def test_any_tree_over_a_cluster_agrees_with_memory(
    cluster_engine: Engine, documents: list[list[str]], trees: list[Query]
) -> None:
    """In one index, as to make one takes longer than an example: each begins where the one before
    it has deleted everything."""
    oracle = open_engine("memory", "")
    _fill_and_compare(cluster_engine, oracle, documents, trees)
    with cluster_engine.writer() as writer:
        for number in range(len(documents)):
            writer.delete(f"/texts/d{number}")


@pytest.fixture
def cluster_engine(open_new: OpenNew, tmp_path: Path) -> Engine:
    return open_new("opensearch", tmp_path / "engine")


def _fill_and_compare(
    engine: Engine, oracle: Engine, documents: list[list[str]], trees: list[Query]
) -> None:
    for one in (engine, oracle):
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


@pytest.mark.parametrize("name", [*sorted(ENGINES), IN_CLUSTER])
def test_200_queries_from_the_news_agree_with_memory(
    name: str, shared: Path, tmp_path: Path, open_new: OpenNew
) -> None:
    draw = random.Random(200)
    documents: dict[str, list[str]] = {}
    for path in draw.sample(sorted((shared / "news").glob("*.txt")), 60):
        (source,) = read_documents(Source(path.name, str(path), io.BytesIO(path.read_bytes())))
        documents[path.name] = [p.text for p in split_passages(source)]
    engine, oracle = open_new(name, tmp_path / "engine"), open_new("memory", tmp_path)
    for one in (engine, oracle):
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
