"""How many documents have the same words, whatever of them was read for the ranking."""

import json
from pathlib import Path

import pytest

from searchtool.index.plan import Plan, RunCallbacks
from searchtool.index.update import update_index
from searchtool.search import collapsing as reprints
from searchtool.search.options import SearchOptions
from searchtool.search.ranking.candidates import WINDOW
from searchtool.search.session import Session, open_session

DOCUMENTS = WINDOW.most + 20


@pytest.fixture
def session(tmp_path: Path) -> Session:
    text = "Что будет дальше?\n\n«Я не знаю», — сказал Святослав Верещагин."
    lines = [json.dumps({"id": str(n), "text": text}) for n in range(DOCUMENTS)]
    (tmp_path / "said.jsonl").write_text("\n".join(lines), "utf-8")
    update_index(tmp_path / "index", Plan([tmp_path / "said.jsonl"]), RunCallbacks())
    return open_session(tmp_path / "index")


def count_copies(session: Session) -> int:
    (hit,) = session.search("знаю", SearchOptions("quote", limit=1)).hits
    return hit.copies


def test_all_documents_count(session: Session) -> None:
    assert count_copies(session) == DOCUMENTS


def test_those_that_were_read_count_in_any_case(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reprints, "MOST_READ", 1)
    assert count_copies(session) == WINDOW.most
