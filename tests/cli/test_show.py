"""`search show`: a passage in its document."""

import json

from tests.command import Finished, Run
from tests.corpus import ARTICLE


def test_show_puts_a_passage_among_its_neighbours(search: Run) -> None:
    id = json.loads(search("плакату", "--jsonl").out)["id"]
    finished = search("show", id, "-C", "1")
    assert (finished.code, finished.err) == (0, "")
    text = " ".join(finished.out.split())
    assert "docs_in/sammit.txt:7" in text
    places = [text.index(word) for word in ("Участники обсудили", "по плакату", "о бюджете")]
    assert places == sorted(places)
    assert "пресс-служба" not in text
    assert "Участники" not in search("show", id, "-C", "0").out


def test_show_in_a_pipe_does_not_depend_on_the_width(search: Run) -> None:
    wide, narrow = (
        search("show", "sammit.txt#p4", env={"COLUMNS": columns}).out for columns in ("200", "40")
    )
    assert wide == narrow


def test_show_as_json(search: Run) -> None:
    hit = json.loads(search("show", "sammit.txt#p4", "-C", "1", "--json").out)
    assert hit["id"] == "sammit.txt#p4"
    assert hit["text"] in ARTICLE
    assert len(hit["before"]) == len(hit["after"]) == 1


def test_show_of_an_unknown_id_finds_nothing(search: Run) -> None:
    assert search("show", "sammit.txt#p99") == Finished(1, "", "sammit.txt#p99: no such passage\n")


def test_show_without_an_id_is_an_error(search: Run) -> None:
    finished = search("show")
    assert (finished.code, finished.out) == (2, "")
    assert "ID" in finished.err
