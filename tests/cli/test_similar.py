"""`search similar`: passages like one that was found, its reprints first."""

import csv
import json
from pathlib import Path

import pytest

from tests.command import RUSSIAN, Finished, Run, assert_one_line_error, hits, ids
from tests.conftest import index_folder

BRIDGE = (
    "Новый мост через Светлую открыл губернатор Аркадий Полозов: по нему в первый же день проехали "
    "тысячи машин, а пешеходам пришлось ждать до вечера."
)
TEXTS = {
    "2023-05-01/a.txt": f"Мост открыт\n\n{BRIDGE}\n\nЖители ждали этого дня двенадцать лет.",
    "2023-05-01/reprint.txt": f"Новости\n\nПишет «Вестник»: {BRIDGE.replace('Новый', 'новый')}",
    "2023-05-01/copy.txt": f"Перепечатка\n\n{BRIDGE}",
    "2024-06-02/b.txt": (
        "Ремонт\n\nМост через Светлую закрыли: губернатор Полозов пообещал, что движение машин "
        "восстановят.\n\nО цирке здесь нет ни слова."
    ),
    "2024-06-02/quote.txt": (
        "Слово\n\n«Этот мост через Светлую построили машины и люди, и пешеходам он нужен так же, "
        "как водителям», — сказал губернатор Аркадий Полозов."
    ),
    "undated.txt": "Мост через Светлую: губернатор Аркадий Полозов о том, как открыл его.",
    "2024-06-02/circus.txt": "Цирк\n\nВ цирке показали новую программу: слон танцевал, тигры пели.",
    "2024-06-02/other.txt": "Погода\n\nВ выходные ожидаются дождь и ветер, возьмите зонт.",
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles about a bridge, some of them reprints, and about other things."""
    folder = tmp_path_factory.mktemp("similar")
    for name, text in TEXTS.items():
        path = folder / "docs_in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n", "utf-8")
    return index_folder(folder)


@pytest.fixture
def similar(run: Run, folder: Path) -> Run:
    def call(*arguments: str, **options: dict[str, str]) -> Finished:
        return run("similar", *arguments, cwd=folder, **options)

    return call


GIVEN = "2023-05-01/a.txt#p2"


def test_reprints_come_first_as_one_hit_and_are_counted(similar: Run) -> None:
    finished = similar(GIVEN, "--jsonl")
    found = hits(finished)
    assert [hit["reprint"] for hit in found] == [True, *[False] * (len(found) - 1)]
    assert found[0]["copies"] == 2
    assert {found[0]["path"]} < {"docs_in/2023-05-01/reprint.txt", "docs_in/2023-05-01/copy.txt"}
    others = {"2024-06-02/b.txt", "2024-06-02/quote.txt", "undated.txt"}
    assert {hit["document"] for hit in found[1:4]} == others
    assert GIVEN not in ids(finished)
    assert not {"2024-06-02/circus.txt", "2024-06-02/other.txt"} & {
        hit["document"] for hit in found
    }
    assert (
        finished.err
        == "nearly the same: in 2 documents, first in the list\n" + (finished.err.split("\n", 1)[1])
    )


def test_each_reprint_is_shown_if_asked_for(similar: Run) -> None:
    found = hits(similar(GIVEN, "--all", "--jsonl"))
    assert [hit["reprint"] for hit in found[:3]] == [True, True, False]
    assert {hit["document"] for hit in found[:2]} == {
        "2023-05-01/reprint.txt",
        "2023-05-01/copy.txt",
    }


@pytest.mark.parametrize(
    "place", ["docs_in/2023-05-01/a.txt:3", "docs_in/2023-05-01/a.txt#p2", GIVEN]
)
def test_a_passage_is_given_by_its_place_too(similar: Run, place: str) -> None:
    assert ids(similar(place, "--jsonl")) == ids(similar(GIVEN, "--jsonl"))


def test_all_forms_of_an_answer(similar: Run) -> None:
    lines = hits(similar(GIVEN, "--jsonl"))
    whole = json.loads(similar(GIVEN, "--json").out)
    assert whole["hits"] == lines
    assert (whole["query"], whole["reprints"], whole["total"]) == (GIVEN, 2, len(lines) + 1)
    rows = list(csv.DictReader(similar(GIVEN, "--csv").out.splitlines()))
    assert [row["id"] for row in rows] == [hit["id"] for hit in lines]
    assert [row["reprint"] for row in rows][:2] == ["True", "False"]
    plain = similar(GIVEN, "--plain").out.splitlines()
    assert plain == similar(GIVEN).out.splitlines()
    assert [line.split("\t")[0] for line in plain] == [
        f"{hit['path']}:{hit['line']}" for hit in lines
    ]
    layout = similar(GIVEN, "--color", "always").out
    assert "reprint" in layout.split("\n")[0]
    assert "\x1b[1;33mСветлую\x1b[0m" in layout


def test_filters_and_pages(similar: Run) -> None:
    every = ids(similar(GIVEN, "--jsonl"))
    later = hits(similar(GIVEN, "--jsonl", "--since", "2024"))
    assert {hit["document"] for hit in later} == {"2024-06-02/b.txt", "2024-06-02/quote.txt"}
    assert ids(similar(GIVEN, "--jsonl", "-n", "1")) == every[:1]
    assert ids(similar(GIVEN, "--jsonl", "-n", "1", "--offset", "1")) == every[1:2]
    assert "more: -n 2" in similar(GIVEN, "-n", "1").err
    undated = similar(GIVEN, "--since", "2024", "--path", "*.txt").err
    assert "documents without a date are left out: 1 passage" in undated
    said = hits(similar(GIVEN, "--jsonl", "--speaker", "Полозов", "--quotes"))
    assert [hit["document"] for hit in said] == ["2024-06-02/quote.txt"]
    assert {hit["kind"] for hit in said} == {"quote"}


def test_what_is_like_a_quotation_is_said_too(similar: Run) -> None:
    finished = similar("2024-06-02/quote.txt#p2.q1", "--jsonl")
    assert {hit["kind"] for hit in hits(finished)} <= {"quote"}


def test_the_words_that_tell_are_explained(similar: Run) -> None:
    explained = similar(GIVEN, "--explain").err
    assert "understood as: " in explained
    assert "полозов" in explained
    assert "understood" not in similar(GIVEN, "--explain", "--json").err


def test_nothing_like_it_is_told(similar: Run) -> None:
    finished = similar("2024-06-02/circus.txt#p2")
    assert finished == Finished(1, "", "nothing like it found\n")
    assert similar("2024-06-02/circus.txt#p2", env=RUSSIAN).err == "ничего похожего не найдено\n"
    assert similar("нет.txt#p1") == Finished(1, "", "нет.txt#p1: no such passage\n")
    assert_one_line_error(similar("1"), "no answer in this terminal")
    assert_one_line_error(similar(GIVEN, "-n", "0"), "-n/--limit")
    assert_one_line_error(similar(GIVEN, "--json", "--csv"), "cannot be combined")


def test_in_russian(similar: Run) -> None:
    finished = similar(GIVEN, "--color", "always", env=RUSSIAN)
    assert "перепечатка" in finished.out.split("\n")[0]
    assert finished.err.startswith("почти то же: в 2 документах, в начале списка\n")


def test_each_engine_gives_the_same(run: Run, folder: Path, tmp_path: Path) -> None:
    for engine in ("whoosh", "tantivy"):
        built = run("index", folder / "docs_in", "-q", "--engine", engine, "--index", engine)
        assert built.code == 0
    first, second = (
        run("similar", GIVEN, "--json", "--index", engine).out for engine in ("whoosh", "tantivy")
    )
    for answer in map(json.loads, (first, second)):
        assert len(answer["hits"]) > 3
    without_time = [json.loads(answer) | {"took_ms": 0} for answer in (first, second)]
    assert without_time[0] == without_time[1]
