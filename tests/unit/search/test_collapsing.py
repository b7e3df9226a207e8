"""How many documents have the same words, whatever of them was read for the ranking."""

import json
from pathlib import Path

import pytest

from searchtool.index.plan import Plan, RunCallbacks
from searchtool.index.update import update_index
from searchtool.search import collapsing as reprints
from searchtool.search.ranking.candidates import RERANK_WINDOW
from searchtool.search.session import Index, open_index

DOCUMENTS = RERANK_WINDOW.max_size + 20


@pytest.fixture
def index(tmp_path: Path) -> Index:
    text = "Что будет дальше?\n\n«Я не знаю», — сказал Святослав Верещагин."
    lines = [json.dumps({"id": str(n), "text": text}) for n in range(DOCUMENTS)]
    (tmp_path / "said.jsonl").write_text("\n".join(lines), "utf-8")
    update_index(tmp_path / "index", Plan([tmp_path / "said.jsonl"]), RunCallbacks())
    return open_index(tmp_path / "index")


def count_copies(index: Index) -> int:
    (hit,) = index.search("знаю", quotes=True, limit=1).hits
    return hit.duplicates


def test_all_documents_count(index: Index) -> None:
    assert count_copies(index) == DOCUMENTS


def test_those_that_were_read_count_in_any_case(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reprints, "MOST_READ", 1)
    assert count_copies(index) == RERANK_WINDOW.max_size
