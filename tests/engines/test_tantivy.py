"""What is tantivy's own: ties, commits, segments, damage, and terms that it would not take."""

import errno
import random
import resource
from pathlib import Path

import pytest

from searchtool.engines import open_engine
from searchtool.engines.base import Clause, Engine
from searchtool.query import Either, Prefix, Word
from tests.engines.test_contract import ANALYZER, CORPUS, add, file_record, ids, make_document


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    engine = open_engine("tantivy", tmp_path / "engine")
    engine.create()
    return engine


def word(form: str, exact: bool = False) -> Word:
    return Word(form, ANALYZER.key(form), exact)


@pytest.mark.parametrize("clauses", [2, 40])
def test_ties_at_the_limit_go_by_order_across_segments(engine: Engine, clauses: int) -> None:
    """Few clauses are told apart by a second query, many by fetching more."""
    oracle = open_engine("memory", Path())
    draw = random.Random(clauses)
    for commit in range(6):
        documents = {
            f"d{commit}-{n}": [
                " ".join(draw.choices("дом мир война".split(), k=3))
                for _ in range(draw.randint(1, 9))
            ]
            for n in range(20)
        }
        add(engine, documents)
        add(oracle, documents)
    asked = Either((word("дом"), word("мир")))
    weighing = [Clause(word(form), 2) for form in ("дом", "мир")]
    weighing += [Clause(Prefix("вой"), 1)] * (clauses - len(weighing))
    got, wanted = engine.searcher(), oracle.searcher()
    for limit in (1, 5, 30, 100, 300, 1000):
        left = got.candidates(asked, weighing, "paragraph", limit)
        right = wanted.candidates(asked, weighing, "paragraph", limit)
        assert (ids(left), left.total) == (ids(right), right.total)
    got.close()


def test_names_that_are_no_text_and_words_that_are_too_long(engine: Engine) -> None:
    name, long = "плохое-\udcff-имя", "ы" * 40_000
    document, passages = make_document(name, [f"Дождь {long}а дождь.", f"{long}б и снег"])
    with engine.writer() as writer:
        writer.add(document, passages)
        writer.record(file_record(name, 2))
    searcher = engine.searcher()
    assert searcher.document(name) == document
    assert searcher.file(f"/texts/{name}") == file_record(name, 2)
    assert f"/texts/{name}" in searcher.vocabulary("path", "paragraph", "/texts/плохое-\udcff")
    assert searcher.count(word("снег"), "paragraph") == 1
    assert searcher.count(Word(f"{long}б", "", exact=True), "paragraph") == 1
    assert searcher.count(Prefix("ыыы"), "paragraph") == 2
    searcher.close()
    with engine.writer() as writer:
        writer.remove(f"/texts/{name}")
    searcher = engine.searcher()
    assert searcher.count_passages("paragraph") == 0
    searcher.close()


def test_weights_that_cannot_be_added_exactly_are_refused(engine: Engine) -> None:
    add(engine, CORPUS)
    searcher = engine.searcher()
    with pytest.raises(ValueError, match="too heavy"):
        searcher.candidates(word("регион"), [Clause(word("дождь"), 2**24)], "paragraph", 1)
    searcher.close()


def test_a_machine_out_of_files_is_no_damage(engine: Engine) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, hard))
    try:
        with pytest.raises(OSError) as caught:
            engine.searcher()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert caught.value.errno == errno.EMFILE
