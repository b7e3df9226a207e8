"""What a person sees of `search new`, in both languages and two widths."""

from pathlib import Path

import pytest

from tests.command import RUSSIAN
from tests.conftest import index_folder
from tests.process.terminal import in_terminal, plain_lines


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An index to which a text has come since it was built."""
    texts = tmp_path / "docs_in"
    texts.mkdir()
    (texts / "old.txt").write_text("Маяк закрыт на ремонт.", "utf-8")
    index_folder(tmp_path)
    (texts / "new.txt").write_text(
        "Маяк открыли раньше срока, смотритель вернулся на косу и обещает зажечь огонь вечером.",
        "utf-8",
    )
    return index_folder(tmp_path)


def test_what_is_new_in_english_80_columns_wide(folder: Path) -> None:
    code, text = in_terminal("new", "маяк", cwd=folder)
    lines = plain_lines(text)
    assert (code, lines[2:4]) == (
        0,
        [
            "  Маяк открыли раньше срока, смотритель вернулся на косу и обещает зажечь огонь",
            "  вечером.",
        ],
    )
    assert lines[-1].startswith("1 new passage since 2")


def test_what_is_new_in_russian_120_columns_wide(folder: Path) -> None:
    code, text = in_terminal("new", cwd=folder, columns=120, env=RUSSIAN)
    lines = plain_lines(text)
    assert (code, len(lines)) == (0, 4)
    assert lines[2].endswith("зажечь огонь вечером.")
    assert lines[-1].startswith("1 новый абзац с 2")
    assert plain_lines(in_terminal("new", cwd=folder, env=RUSSIAN)[1])[0].startswith("нового нет с")


@pytest.mark.parametrize(("columns", "env"), [(80, RUSSIAN), (120, {})])
def test_each_note_of_a_saved_query_is_a_line(
    folder: Path, columns: int, env: dict[str, str]
) -> None:
    for arguments in (("save", "маяк", "маяк"), ("saved",), ("new", "--saved", "маяк")):
        _, text = in_terminal(*arguments, cwd=folder, columns=columns, env=env)
        assert len(plain_lines(text)) == 1
