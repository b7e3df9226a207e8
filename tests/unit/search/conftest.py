"""News and notes about a bridge, indexed once: the tests of this folder only read the index."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from searchtool.engines.base import Searcher
from searchtool.index.open import open_snapshot
from searchtool.index.plan import Plan, RunCallbacks
from searchtool.index.update import update_index
from searchtool.search.session import Index, open_index

FRONT = "---\ntitle: {}\ndate: {}\n---\n\n"
CHRONICLE = " ".join(f"В {year} году мастера подновили причал." for year in range(1901, 1921))
TEXTS = {
    "vesti/most.md": FRONT.format("Мост через Ольховку", "2019-03-02")
    + """\
Строители открыли мост через Ольховку.

«Мост прослужит сто лет и даже больше», — сказала мэр Дина Сафарова.

Рыбаки довольны: новый мост не мешает лодкам.
""",
    "vesti/parom.md": FRONT.format("Паром вернулся", "2020-07-15")
    + """\
Мост закрыли на ремонт, и через Ольховку снова ходит паром.

«Мост прослужит сто лет и даже больше», — напомнила Сафарова.

«Подождём», — ответил паромщик Егор Лунин.
""",
    "zametki/yarmarka.md": FRONT.format("Ярмарка у реки", "2021-08-01")
    + """\
На ярмарке у моста продавали мёд и лодки.

«Лодки берут плохо, мёд берут хорошо», — сказал Егор Лунин. Он засмеялся. «Приходите за санями».

«Подождём», — вздохнула торговка Анна Сорокина.
""",
    "zametki/doroga.txt": f"""\
О переправе

Японский инженер предлагал построить канатную дорогу.

О канатной дороге в городе забыли.

{CHRONICLE}
""",
    "zametki/pesnya.txt": """\
Отец запел.

Над Волгой дождь,
Над Волгой мгла,
И песня уплыла.

Мать молчала.
""",
}
BRIDGES = ["most.md#p1", "most.md#p2", "most.md#p3", "parom.md#p1", "parom.md#p2", "yarmarka.md#p1"]
"""The paragraphs with a bridge, as `short_ids` names them."""


@pytest.fixture(scope="session")
def river_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The texts in `docs`, and their index in `index`."""
    folder = tmp_path_factory.mktemp("river")
    for name, text in TEXTS.items():
        path = folder / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    update_index(folder / "index", Plan([folder / "docs"]), RunCallbacks())
    return folder


@pytest.fixture(scope="session")
def river(river_folder: Path) -> Iterator[Index]:
    """The index, open for queries."""
    with open_index(river_folder / "index") as index:
        yield index


@pytest.fixture(scope="session")
def river_searcher(river_folder: Path) -> Iterator[Searcher]:
    """The same index as an engine sees it."""
    searcher = open_snapshot(river_folder / "index").searcher
    yield searcher
    searcher.close()
