"""The command that an error names works when it is followed as it is written."""

import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.command import LOCALE, RUSSIAN, Run
from tests.conftest import build_folder, change_manifest


def edit_manifest(**values: object) -> Callable[[Path], None]:
    """Damage: a manifest with other values."""

    def edit(index: Path) -> None:
        change_manifest(index, **values)

    return edit


def write_manifest(text: str) -> Callable[[Path], None]:
    """Damage: a manifest with this text."""

    def write(index: Path) -> None:
        (index / "manifest.json").write_text(text)

    return write


def damage_unread(index: Path) -> None:
    """Damage: the list of what is not read is cut."""
    (build_folder(index) / "unread.json").write_text("{")


def cut_engine_files(index: Path) -> None:
    """Damage: the files of the engine are cut."""
    for path in build_folder(index).iterdir():
        if path.is_file() and path.stat().st_size:
            path.write_bytes(path.read_bytes()[:3])


def move_texts(index: Path) -> None:
    """Damage: an outdated index whose folder of texts stands elsewhere by now."""
    edit_manifest(format=1)(index)
    (index.parent / "texts").rename(index.parent / "files")


DAMAGES: dict[str, Callable[[Path], None]] = {
    "a cut manifest": write_manifest('{"format": 1, "roo'),
    "an empty manifest": write_manifest(""),
    "no roots": edit_manifest(roots=[]),
    "odd roots": edit_manifest(roots=[{"path": 5}]),
    "another version": edit_manifest(format=1),
    "another analyzer": edit_manifest(analysis="other"),
    "no build": lambda index: shutil.rmtree(build_folder(index)),
    "cut files": cut_engine_files,
    "no index": shutil.rmtree,
    "moved texts": move_texts,
    "a cut list of what is not read": damage_unread,
}


@pytest.mark.parametrize("index", ["index", "my index"])
@pytest.mark.parametrize("locale", [LOCALE, RUSSIAN])
@pytest.mark.parametrize("damage", DAMAGES)
def test_the_advice_works_as_it_is_written(
    run: Run, tmp_path: Path, damage: str, locale: dict[str, str], index: str
) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts/a.txt").write_text("Мельница у запруды.", "utf-8")
    options = [] if index == "index" else ["--index", index]
    run("index", "texts", *options)
    DAMAGES[damage](tmp_path / index)
    folder = "files" if (tmp_path / "files").exists() else "texts"
    for command in (["мельница"], ["status"], ["index"]):
        for _ in range(3):  # an advice may lead to another one, but not in a circle
            finished = run(*command, *options, env=locale)
            advice = re.search(r"search (index[^\n`;]*)", finished.err)
            if finished.code == 0 or advice is None:
                break
            followed = advice[1].replace("FOLDER", folder).replace("ПАПКА", folder)
            command, options = shlex.split(followed), []
        options = [] if index == "index" else ["--index", index]
        assert finished.code == 0, finished.err
    assert run("мельница", "--count", *options).out == "1\n"


def test_a_rebuild_reads_the_folders_of_an_outdated_index(run: Run, corpus: Path) -> None:
    other = corpus.parent / "texts"
    other.mkdir()
    (other / "a.txt").write_text("Мельница у запруды.", "utf-8")
    run("index", other)
    edit_manifest(format=1)(corpus.parent / "index")
    assert run("index", "--rebuild").code == 0  # and not docs_in/, which stands beside it
    assert run("мельница", "--count").out == "1\n"
    assert run("дождь", "--count").out == "0\n"
