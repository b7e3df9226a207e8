"""Other spellings, names and derived words, from the command line on every engine."""

import json
from pathlib import Path

import pytest

from searchtool.engines import ENGINES
from tests.command import RUSSIAN, Run

TEXTS = {
    "rockets.txt": "Склад накрыли ракетой ATACMS.\n\nПолк получил атакмс осенью.\n",
    "planes.txt": "Самолёт Ту154 сел.\n\nСамолёт Ту-154 взлетел.\n\nСемь Ту-134 списали.\n",
    "years.txt": "Лихие 80-е прошли.\n\nВ начале 80-х жили тихо.\n\nДом 80 снесли.\n",
    "money.txt": "Нашли 5 400 000 рублей.\n\nПотеряли 5400000 рублей.\n",
    "bank.txt": "Центробанк снизил ставку.\n\nЦБ повысил ставку.\n\nБанк России молчит о ставке.\n",
    "thief.txt": "Кража со взломом.\n\nВор украл шубу.\n\nКраски на краю стола.\n",
    "works.txt": "Заозёрный молочный завод (ЗМЗ) открыт.\n\nЗМЗ закрыт.\n\nСтанки ставит молочный "
    "завод.\n\nРабочие Заозёрного молочного завода спят.\n",
    "rescue.txt": "МЧС предупредило о паводке.\n\nОбщество помощи на воде (ОПВ) учит плавать.\n\n"
    "ОПВ купило лодку.\n",
    "shop.txt": "Dell продаёт ноутбуки.\n\nОн делал дело.\n\nЖдут версию.\n\nStar Wars идут.\n\n"
    "Веры мало.\n\nНьюс и news.\n\nНу и пусть.\n\nChrome открыт.\n\nВсе, кроме них.\n",
    "city.txt": "Питер спит.\n\nВ Санкт-Петербурге снег.\n\nЕдинороссы молчат.\n",
    "lake.txt": "На Кудь-озере клюёт окунь.\n\nБольшая лужа обмелела.\n",
}


@pytest.fixture(params=sorted(ENGINES))
def ask(request: pytest.FixtureRequest, run: Run, tmp_path: Path) -> Run:
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, "utf-8")
    run("index", folder, "--engine", request.param)
    return run


def found(ask: Run, *arguments: str) -> list[str]:
    answer = json.loads(ask("--json", "--no-fix", *arguments).out)
    return sorted(hit["text"] for hit in answer["hits"])


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("атакмс", 2), ("ATACMS", 2), ("=атакмс", 1), ('"получил атакмс"', 1),
        ("атакмс -ATACMS", 1),
        ("Ту-154", 2), ("ту154", 2), ("TU-154", 2), ("=ту154", 1), ("80-е", 2), ("80-х", 2),
        ("5400000", 2), ("5 400 000", 2), ("5,400,000", 2),
        ("ЗМЗ", 3), ("заозёрный молочный завод", 3), ("=ЗМЗ", 2),
        ("ЦБ ставка", 3), ("Банк России ставка", 3), ("центробанк", 3), ("=ЦБ", 1),
        ("министерство по чрезвычайным ситуациям", 1), ("общество помощи на воде", 2),
        ("Chrome", 1), ("Dell", 1), ("wars", 1), ("news", 1),
        ("Санкт-Петербург", 2), ("снег санкт-петербурга", 1),
        ("«Единая Россия»", 1), ('"Санкт-Петербурге"', 1), ("Питер -Санкт-Петербург", 1),
        ("лодка общества помощи на воде", 1), ("общество помощи воде", 1),
    ],
)  # fmt: skip
def test_the_same_thing_is_found_by_each_of_its_names(ask: Run, query: str, count: int) -> None:
    assert json.loads(ask("--json", query).out)["complete"] == count


@pytest.mark.parametrize("query", ["атакмс", "Ту-154", "80-е", "5400000", "кража", "центробанк"])
def test_nothing_else_is_found_when_it_is_switched_off(ask: Run, query: str) -> None:
    assert len(found(ask, "--no-expand", query)) == 1


def test_what_is_typed_comes_first_and_derived_words_fill_up(ask: Run) -> None:
    answer = json.loads(ask("--json", "кража").out)
    assert [hit["text"] for hit in answer["hits"]] == ["Кража со взломом.", "Вор украл шубу."]
    assert (answer["complete"], answer["total"], answer["relaxed"]) == (1, 2, True)


@pytest.mark.parametrize("query", ["кража -краски", "кража path:thief"])
def test_derived_words_fill_up_beside_filters(ask: Run, query: str) -> None:
    assert len(found(ask, query)) == 2
    assert len(found(ask, "--path", "thief", query)) == 2


def test_a_note_tells_of_related_words(ask: Run) -> None:
    assert ask("--plain", "кража").err == (
        "the word itself: 1 passage; below, passages with related words (--explain names them)\n"
    )
    assert ask("--plain", "--path", "thief", "кража", env=RUSSIAN).err == (
        "само слово — в 1 абзаце; ниже — абзацы с родственными словами "
        "(какими, покажет --explain)\n"
    )
    assert ask("--plain", "-n", "1", "кража", env=RUSSIAN).err == (
        "1 из 1 абзаца с самим словом, с родственными — 2; ещё: -n 2\n"
    )
    assert ask("--plain", "Ц.Б. кража").err.startswith("no passage has all the words;")
    assert ask("--plain", "кража -взлом").err == (
        "no passage has the word itself; showing related words (--explain names them)\n"
    )
    assert ask("--plain", "кража -взлом", env=RUSSIAN).err == (
        "абзацев с самим словом нет; показаны с родственными (какими, покажет --explain)\n"
    )


def test_what_else_counts_is_told(ask: Run) -> None:
    (word,) = json.loads(ask("--json", "атакмс").out)["words"]
    assert word == {"word": "атакмс", "passages": 1, "also": ["atacms"]}
    assert "атакмс: 1 (+ atacms)" in ask("--plain", "--explain", "атакмс").err
    assert "центробанк" in ask("--plain", "--explain", "ЦБ").err


def test_the_users_own_names(ask: Run) -> None:
    assert found(ask, "Кудь-озеро") == found(ask, "Кудь-озере")
    Path("synonyms.toml").write_text('synonyms = [["лужа", "Кудь-озеро"]]', "utf-8")
    assert len(found(ask, "лужа")) == 2
    assert len(found(ask, "=лужа")) == 1


@pytest.mark.parametrize(
    ("name", "typed"),
    [("Ту-154", "ту154"), ("Ту154", "ту-154"), ("Ту-154", "TU-154"), ("З.М.З.", "ЗМЗ")],
)
def test_the_users_names_are_reached_by_other_spellings(ask: Run, name: str, typed: str) -> None:
    before = len(found(ask, typed))
    Path("synonyms.toml").write_text(f'synonyms = [["{name}", "лужа"]]', "utf-8")
    assert len(found(ask, typed)) == before + 1


@pytest.mark.parametrize("name", ["SPEAKERS", "SYNONYMS"])
def test_a_list_that_is_named_and_is_not_there_is_an_error(
    ask: Run, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(f"SEARCHTOOL_{name}", "lost.toml")
    answer = ask("лужа")
    assert (answer.code, answer.out) == (2, "")
    assert f"SEARCHTOOL_{name}: no such file: lost.toml" in answer.err
    assert len(answer.err.splitlines()) == 1


@pytest.mark.parametrize(
    "text",
    [
        'synonyms = [["лужа", "Кудь-озеро"], ["Кудь-озеро", "лужа"]]',
        'synonyms = [["лужа", "\\tКудь\\tозеро\\n", "  "], []]',
        '\ufeffsynonyms = [["лужа", "Кудь-озеро"]]',
    ],
    ids=["circle", "blanks", "mark"],
)
def test_names_may_be_written_carelessly(ask: Run, text: str) -> None:
    Path("synonyms.toml").write_text(text, "utf-8")
    assert len(found(ask, "лужа")) == 2


@pytest.mark.parametrize(
    "text",
    [
        "synonyms = 5", "synonyms = [[1]]", 'synonyms = ["лужа"]', "synonyms = [",
        'synonym = [["лужа", "озеро"]]', f"synonyms = {'[' * 3000}", f"synonyms = {'9' * 5000}",
    ],
    ids=lambda text: text[:20],
)  # fmt: skip
def test_names_that_cannot_be_read_are_an_error(run: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text("Лужа обмелела.\n", "utf-8")
    run("index", tmp_path / "a.txt")
    Path("synonyms.toml").write_text(text, "utf-8")
    answer = run("лужа")
    assert answer.code == 2
    assert "synonyms.toml" in answer.err
    assert len(answer.err.splitlines()) == 1
