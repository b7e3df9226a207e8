"""What a person sees of `search timeline` and `search count`, in both languages and two widths."""

from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.command import RUSSIAN
from tests.conftest import index_folder
from tests.process.terminal import in_terminal, plain_lines

TEXTS = {
    "2019-05-30-osmotr.txt": "Маяк закрыли.\n\nМаяк пуст.\n\n«Маяк цел», — сказала Вера Пескова.",
    "2019-06-02-otchet.txt": "Маяк откроют, обещает Вера Пескова. Маяк ждёт.",
    "2019-09-20-otkrytie.txt": "\n\n".join(f"Маяк принял {n} гостей." for n in range(2, 9)),
    "starina.txt": "Маяк стоит на косе.",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Short news of a lighthouse, and their index."""
    folder = tmp_path_factory.mktemp("lighthouse")
    (folder / "docs_in").mkdir()
    for name, text in TEXTS.items():
        (folder / "docs_in" / name).write_text(text, "utf-8")
    return index_folder(folder)


def shown(folder: Path, *arguments: str, **options: object) -> str:
    code, text = in_terminal(*arguments, cwd=folder, **options)  # type: ignore[arg-type]
    assert code == 0
    return "\n".join(plain_lines(text))


def test_a_timeline_in_english_80_columns_wide(folder: Path) -> None:
    assert shown(folder, "timeline", "маяк", "--per", "month") == (
        "12 passages by month, May–September 2019\n"
        f"May 2019          3  {'█' * 25}▎\n"
        "June 2019         1  ████████▍\n"
        "July–August 2019  0\n"
        f"September 2019    7  {'█' * 59}\n"
        "without a date    1  ████████▍"
    )


def test_a_timeline_in_russian_120_columns_wide(folder: Path) -> None:
    text = shown(folder, "timeline", "маяк", "--per", "week", columns=120, env=RUSSIAN)
    assert text == (
        "12 абзацев по неделям, 27 мая – 22 сентября 2019\n"
        f"27 мая – 2 июня 2019       4  {'█' * 51}▍\n"
        "3 июня – 15 сентября 2019  0\n"
        f"16–22 сентября 2019        7  {'█' * 90}\n"
        f"без даты                   1  {'█' * 12}▉"
    )


def test_the_speakers_of_a_timeline_in_russian(folder: Path) -> None:
    text = shown(folder, "timeline", "маяк", "--by", "speaker", env=RUSSIAN)
    assert text == (
        "2 высказывания по дням, 30 мая – 2 июня 2019\n"
        "\n"
        "Вера Пескова: 2\n"
        f"30 мая 2019           1  {'█' * 55}\n"
        "31 мая – 1 июня 2019  0\n"
        f"2 июня 2019           1  {'█' * 55}"
    )


def test_a_table_of_files_in_english_120_columns_wide(folder: Path) -> None:
    text = shown(folder, "count", "маяк", "--by", "path", "-n", "2", columns=120)
    assert [line.rstrip() for line in text.splitlines()] == [
        "File                             Passages  Documents  First       Last",
        "docs_in/2019-09-20-otkrytie.txt         7          1  2019-09-20  2019-09-20",
        "docs_in/2019-05-30-osmotr.txt           3          1  2019-05-30  2019-05-30",
        "2 of 4 shown, the others have 2 passages; more: -n 4",
    ]


def test_a_table_of_authors_in_russian_80_columns_wide(folder: Path) -> None:
    text = shown(folder, "count", "маяк", "--by", "author", env=RUSSIAN)
    assert [line.rstrip() for line in text.splitlines()] == [
        "Автор         Абзацы  Документы  Первая дата  Последняя дата",
        "(без автора)      12          4  2019-05-30   2019-09-20",
    ]


@pytest.mark.parametrize("env", [{"TERM": "dumb"}, {"LC_ALL": "en_US.ISO-8859-5"}, {"LC_ALL": "C"}])
def test_without_blocks_bars_are_ascii(folder: Path, env: dict[str, str]) -> None:
    _, text = in_terminal("timeline", "маяк", "--per", "year", cwd=folder, env=env)
    lines = plain_lines(text)
    assert lines[1] == "2019            11  " + "#" * 60
    assert lines[2] == "without a date   1  " + "#" * 5
    assert "█" not in text


def test_without_colour_there_are_no_codes(folder: Path) -> None:
    _, text = in_terminal("timeline", "маяк", "--color", "never", cwd=folder)
    assert "\x1b[3" not in text


@pytest.mark.parametrize("columns", [1, 12, 30, 40, 80, 200])
def test_a_timeline_fits_the_width(folder: Path, columns: int) -> None:
    code, text = in_terminal("timeline", "маяк", cwd=folder, columns=columns)
    assert code == 0
    lines = plain_lines(text)
    assert columns < 30 or max(map(cell_len, lines)) <= columns
    assert [line for line in lines if line != line.rstrip()] == []
