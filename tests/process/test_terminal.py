"""What a person sees: the command under a pseudo-terminal."""

from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.command import Run
from tests.conftest import index_folder
from tests.corpus import write_corpus
from tests.process.terminal import STYLES, in_terminal, plain_lines

LONG_TITLE = (
    "Глава государства открыл конгресс зонтостроителей и рассказал о будущем складных ручек"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus with one longer text, and its index."""
    folder = tmp_path_factory.mktemp("terminal")
    docs = write_corpus(folder / "docs_in")
    paragraph = "Зонт раскрыли, зонт закрыли, и так до самого вечера. " * 12
    wide = "東京の傘は大きい。" * 20 + " зонт"
    (docs / "zont.txt").write_text(f"{LONG_TITLE}\n\n{paragraph}\n\n{wide}\n", "utf-8")
    return index_folder(folder)


def test_words_are_marked(folder: Path) -> None:
    code, text = in_terminal("кибербезопасность", cwd=folder)
    assert code == 0
    assert "\x1b[1;33mкибербезопасность\x1b[0m" in text
    assert "\x1b[1;33mКибербезопасности\x1b[0m" in text
    assert text.count("\x1b[1;33m") == 2


def test_verse_is_shown_in_its_lines(tmp_path: Path) -> None:
    docs = tmp_path / "docs_in"
    docs.mkdir()
    lines = ["Над Волгой дождь, над Волгой мгла,", "И берег спит сырой,", "А лодка уплыла…"]
    verse = "\n".join(f"     {line}" for line in lines)
    (docs / "a.txt").write_text(f"Отец запел.\n\n{verse}\n\nМать молчала.\n", "utf-8")
    _, found = in_terminal("берег", cwd=tmp_path)
    _, around = in_terminal("молчала", "-C", "1", cwd=tmp_path)
    for text in (found, around):
        assert "\n".join(f"  {line}" for line in lines) in "\n".join(plain_lines(text))


def test_a_phrase_is_marked_whole(folder: Path) -> None:
    _, text = in_terminal('"глава государства"', "верещагин", cwd=folder)
    assert "\x1b[1;33mГлава государства Святослав" not in text
    assert "\x1b[1;33mГлава государства\x1b[0m" in text


def test_a_hit_shows_title_place_and_passage(folder: Path) -> None:
    _, text = in_terminal("плакату", cwd=folder)
    assert plain_lines(text)[:3] == [
        "1. Саммит в Казани",
        "docs_in/sammit.txt:7",
        "  «Кибербезопасности нельзя научить по плакату», — сказал Верещагин. Главы",
    ]


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_lines_fit_the_width_and_end_without_spaces(folder: Path, columns: int) -> None:
    _, text = in_terminal("зонт", "-C", "1", "-n", "20", cwd=folder, columns=columns)
    lines = plain_lines(text)
    assert len(lines) > 10
    assert [line for line in lines if cell_len(line) > columns] == []
    assert [line for line in lines if line != line.rstrip()] == []
    assert max(map(cell_len, lines)) > columns * 0.8  # the width is used


def test_wrapping_loses_no_words(folder: Path) -> None:
    _, text = in_terminal("конгресс", cwd=folder, columns=40)
    assert LONG_TITLE in " ".join(line.strip() for line in plain_lines(text))


def test_hits_are_parted_by_a_blank_line(folder: Path) -> None:
    _, text = in_terminal("дождь", cwd=folder)
    first, second = STYLES.sub("", text).split("\n\n")
    assert (first[:2], second[:2]) == ("1.", "2.")


@pytest.mark.parametrize(("env", "more"), [({"NO_COLOR": "1"}, ()), ({}, ("--color", "never"))])
def test_without_colour_matches_are_bold(
    folder: Path, env: dict[str, str], more: tuple[str, ...]
) -> None:
    _, text = in_terminal("дождь", *more, cwd=folder, env=env)
    assert "\x1b[1mДождь\x1b[0m" in text
    assert set(STYLES.findall(text)) <= {"\x1b[1m", "\x1b[0m", "\x1b[2m"}


def test_an_empty_no_color_means_nothing(folder: Path) -> None:
    assert "\x1b[1;33m" in in_terminal("дождь", cwd=folder, env={"NO_COLOR": ""})[1]


def test_a_dumb_terminal_gets_no_codes(folder: Path) -> None:
    code, text = in_terminal("дождь", cwd=folder, env={"TERM": "dumb"})
    assert code == 0
    assert "Дождь над Волгой" in text
    assert "\x1b" not in text


def test_a_pipe_gets_no_codes(run: Run, folder: Path) -> None:
    for arguments in (["дождь"], ["status"], ["show", "pogoda.txt#p1"], ["analyze", "дождь"]):
        finished = run(*arguments, cwd=folder, env={"TERM": "xterm-256color", "FORCE_COLOR": ""})
        assert finished.code == 0
        assert "\x1b" not in finished.out + finished.err


def test_data_in_a_terminal_is_plain(folder: Path) -> None:
    for form in ("--json", "--jsonl", "--csv", "--plain", "--count", "--files"):
        assert "\x1b" not in in_terminal("дождь", form, cwd=folder)[1]


@pytest.mark.parametrize("columns", [1, 5, 12])
def test_a_tiny_terminal_is_no_crash(folder: Path, columns: int) -> None:
    code, text = in_terminal("зонт", cwd=folder, columns=columns)
    assert code == 0
    assert "our fault" not in text


def test_markup_in_a_text_is_text(run: Run, tmp_path: Path) -> None:
    docs = tmp_path / "docs_in"
    docs.mkdir()
    (docs / "a.txt").write_text("[bold]Дождь[/bold] :smile: [link=x]идёт[/]\n", "utf-8")
    run("index")
    _, text = in_terminal("идёт", cwd=tmp_path)
    assert "[bold]Дождь[/bold] :smile: [link=x]" in STYLES.sub("", text)
