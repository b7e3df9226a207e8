"""One speaker over all documents: `search speakers`, `--speaker` and `speaker:`."""

import csv
import io
import json
from pathlib import Path

import pytest

from searchtool.engines import ENGINES
from tests.command import RUSSIAN, Run

TEXTS = {
    "2019-03-01.txt": "«Ледник растёт», — сообщил глава станции Клаус Дрозден.",
    "2019-04-01.txt": "«Ледник тает», — заявил Дрозден. «Лёд тонкий», — сказал К. Дрозден.",
    "2019-05-01.txt": "«Ледник жив», — напомнил Клаус Дрозден.",
    "2020-05-01.txt": "Ледник треснул за одну ночь, рассказал полярник Клаус Оттович Дрозден.",
    "2020-06-01.txt": "«Лёд шумит», — сказала Лидия Ветрова. «Ледник спит», — ответил Пётр Ветров.",
    "2020-07-01.txt": "«Ледник опасен», — предупредили в МЧС. «Лёд красив», — возразил губернатор.",
    "2020-08-01.md": "---\ntitle: Лыжный поход\n---\n\n«Лыжи готовы», — сказала Ветрова.",
}  # fmt: skip


@pytest.fixture(params=sorted(ENGINES))
def glacier(request: pytest.FixtureRequest, run: Run, tmp_path: Path) -> Run:
    """Runs a command line over an index of short news, built with each engine in turn."""
    folder = tmp_path / "docs_in"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, "utf-8")
    run("index", "--engine", request.param)
    return run


def listed(run: Run, *arguments: str) -> list[str]:
    """The names of the speakers, in their order."""
    lines = run("speakers", *arguments).out.splitlines()
    return [line.split("\t")[1] for line in lines]


def test_each_speaker_is_one_line(glacier: Run) -> None:
    assert glacier("speakers").out.splitlines() == [
        "4\tКлаус Дрозден\t2019-03-01\t2020-05-01\t1",
        "2\tЛидия Ветрова\t2020-06-01\t2020-08-01\t0",
        "1\tМЧС\t2020-07-01\t2020-07-01\t0",
        "1\tПётр Ветров\t2020-06-01\t2020-06-01\t0",
    ]


@pytest.mark.parametrize(
    "name",
    [
        "Дрозден",
        "дрозденом",
        "Клаус Дрозден",
        "Дрозден Клаус",
        "К. Дрозден",
        "Дрозден К.О.",
        "Клаус Оттович Дрозден",
        "Клаусу Дроздену",
        "КЛАУС ДРОЗДЕН",
    ],
)
def test_every_form_of_a_name_asks_for_the_same(glacier: Run, name: str) -> None:
    assert glacier("--speaker", name, "--count").out == "5\n"
    assert glacier(f'speaker:"{name}"', "--count").out == "5\n"
    assert listed(glacier, "--speaker", name) == ["Клаус Дрозден"]


def test_somebody_else_s_first_name_or_gender_excludes(glacier: Run) -> None:
    for name, texts in (("Лидия Ветрова", 2), ("Ветрова", 2), ("Пётр Ветров", 1), ("Ветров", 1)):
        assert glacier("--speaker", name, "--count").out == f"{texts}\n"
    for name in ("Мария Дрозден", "Клаус Иванович Дрозден"):
        assert glacier("--speaker", name).code == 1


def test_a_role_asks_for_its_words(glacier: Run) -> None:
    assert "губернатор" not in listed(glacier)
    assert glacier("--speaker", "губернатора", "--count").out == "1\n"
    finished = glacier("speakers", "красив")
    assert (finished.code, finished.out) == (1, "")
    assert finished.err == "nobody with a name speaks about it\n"


def test_the_filters_of_a_query_filter_speakers(glacier: Run) -> None:
    assert listed(glacier, "--until", "2019") == ["Клаус Дрозден"]
    assert listed(glacier, "лыжи", "--since", "2020-08") == ["Лидия Ветрова"]
    assert listed(glacier, "--path", "2020-07") == ["МЧС"]
    assert listed(glacier, "--title", "поход") == ["Лидия Ветрова"]
    assert listed(glacier, "ледник speaker:Ветров") == ["Пётр Ветров"]
    assert glacier("speakers", "треснул").out.startswith("0\tКлаус Дрозден")
    assert listed(glacier, "треснул", "--quotes") == []
    assert glacier("speakers", "--since", "утром").code == 2
    assert glacier("speakers", "--since", "2030").err == "no speakers with a name found\n"


def test_speakers_come_in_the_output_forms_of_a_query(glacier: Run) -> None:
    record = {
        "name": "Клаус Дрозден", "quotes": 4, "first": "2019-03-01", "last": "2020-05-01",
        "retold": 1,
    }  # fmt: skip
    first, *others = glacier("speakers", "--jsonl").out.splitlines()
    assert json.loads(first) == record
    assert len(others) == 3
    answer = json.loads(glacier("speakers", "-n", "1", "--json").out)
    assert answer == {"format": 1, "query": "", "total": 4, "speakers": [record]}
    header, row, *_ = csv.reader(io.StringIO(glacier("speakers", "--csv").out))
    assert header == list(record)
    assert row == [str(value) for value in record.values()]
    assert glacier("speakers", "--count", "-n", "1").out == "4\n"
    assert glacier("speakers", "--plain", "--color", "always").out == glacier("speakers").out
    assert glacier("speakers", "--json", "--csv").code == 2


@pytest.mark.parametrize(
    ("env", "heading"),
    [
        ({}, ["Name", "Quotations", "Retold", "First", "Last"]),
        (RUSSIAN, ["Имя", "Цитаты", "Пересказы", "Первая", "дата", "Последняя", "дата"]),
    ],
)
def test_a_terminal_shows_a_table(glacier: Run, env: dict[str, str], heading: list[str]) -> None:
    shown = glacier("speakers", "--color", "always", "-n", "2", env={**env, "TERM": "dumb"})
    first, *rows = shown.out.splitlines()
    assert first.split() == heading
    assert rows[0].split() == ["Клаус", "Дрозден", "4", "1", "2019-03-01", "2020-05-01"]
    assert len(rows) == 2


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("Дро", ["Дрозден"]),
        ("кла", ["Дрозден"]),
        ("Отт", ["Дрозден"]),
        ("В", ["Ветров", "Ветрова"]),
        ("М", ["МЧС"]),
        ("губ", []),
    ],
)
def test_the_shell_offers_surnames_by_any_part_of_a_name(
    glacier: Run, spawn: Run, typed: str, offered: list[str]
) -> None:
    shell = {"_SEARCH_COMPLETE": "complete_bash", "COMP_CWORD": "2"}
    finished = spawn(env={**shell, "COMP_WORDS": f"search --speaker {typed}"})
    assert finished.out.split() == offered


def test_without_an_index_the_shell_offers_nothing(spawn: Run) -> None:
    shell = {"_SEARCH_COMPLETE": "complete_bash", "COMP_CWORD": "2"}
    finished = spawn(env={**shell, "COMP_WORDS": "search --speaker Д"})
    assert (finished.out.split(), finished.err) == ([], "")
