"""Where settings come from, and which of them wins."""

import json
from pathlib import Path

import pytest

from tests.command import Finished, Run, assert_one_line_error


@pytest.fixture
def texts(corpus: Path, run: Run) -> Path:
    """The corpus, indexed in `elsewhere/`."""
    run("index", "--index", "elsewhere", corpus)
    return corpus


def origins(finished: Finished) -> tuple[str, str]:
    """The index in force and where its place came from."""
    status = json.loads(finished.out)
    return Path(status["index"]).name, status["settings"]["index"]


def test_the_environment_names_the_index(run: Run, texts: Path) -> None:
    found = run("status", "--json", env={"SEARCHTOOL_INDEX": "elsewhere"})
    assert origins(found) == ("elsewhere", "SEARCHTOOL_INDEX")


def test_the_environment_names_the_texts(run: Run, tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text("Дождь", "utf-8")
    assert "added 1" in run("index", env={"SEARCHTOOL_DOCS": "articles"}).err


def test_a_project_file_counts_from_its_own_folder(run: Run, texts: Path, tmp_path: Path) -> None:
    (tmp_path / "searchtool.toml").write_text('index = "elsewhere"\n')
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    finished = run("дождь", "--count", cwd=below)
    assert (finished.code, finished.out) == (0, "2\n")
    name, origin = origins(run("status", "--json", cwd=below))
    assert (name, Path(origin)) == ("elsewhere", tmp_path / "searchtool.toml")


def test_the_nearest_project_file_wins(run: Run, texts: Path, tmp_path: Path) -> None:
    (tmp_path / "searchtool.toml").write_text('index = "elsewhere"\n')
    below = tmp_path / "inner"
    below.mkdir()
    (below / "searchtool.toml").write_text('index = "own"\n')
    assert_one_line_error(run("status", cwd=below), "inner/own", "no index here")


@pytest.mark.parametrize(
    ("content", "parts"),
    [
        (
            'index = "elsewhere"\n\nindexx = "b"\n',
            ("searchtool.toml:3:", "'indexx'", "index, docs"),
        ),
        ('docs = "a"\n# docss\ndocss = "b"\n', ("searchtool.toml:3:", "'docss'")),
        ("index = 5\n", ("searchtool.toml:1:", "string")),
        ('index = "unfinished\n', ("searchtool.toml", "line 1")),
        ('index = "../elsewhere"\n', ("searchtool.toml:1:", "folder", "SEARCHTOOL_INDEX")),
        ('docs = "/etc"\n', ("searchtool.toml:1:", "folder", "SEARCHTOOL_DOCS")),
        ('index = "link/inside"\n', ("searchtool.toml:1:", "folder")),
        ('index = "~/index"\n', ("searchtool.toml:1:", "folder")),
        ('index = "\\u0000"\n', ("searchtool.toml:1:",)),
        ('[index]\npath = "a"\n', ("searchtool.toml:1:", "string")),
    ],
    ids=lambda value: value.strip() if isinstance(value, str) else "",
)
def test_a_bad_project_file_is_refused(
    run: Run, tmp_path: Path, content: str, parts: tuple[str, ...]
) -> None:
    project = tmp_path / "project"
    project.mkdir()
    (project / "link").symlink_to(tmp_path)
    (project / "searchtool.toml").write_text(content)
    assert_one_line_error(run("дождь", cwd=project), *parts)


def test_a_project_file_that_is_no_text_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "searchtool.toml").write_bytes(b"index = '\xff\xfe'")
    assert_one_line_error(run("дождь"), "searchtool.toml", "cannot be read")


def test_help_works_beside_a_bad_project_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "searchtool.toml").write_text("nonsense")
    assert run("--help").code == 0


def test_the_user_has_a_file_too(run: Run, texts: Path, tmp_path: Path) -> None:
    user = tmp_path / "config" / "searchtool" / "config.toml"
    user.parent.mkdir(parents=True)
    user.write_text(f'index = "{tmp_path}/elsewhere"\n')  # outside its folder: it is the user's own
    found = run("status", "--json", env={"XDG_CONFIG_HOME": str(tmp_path / "config")})
    assert origins(found) == ("elsewhere", str(user))


def test_the_nearer_source_wins(run: Run, texts: Path, tmp_path: Path) -> None:
    (tmp_path / "searchtool.toml").write_text('index = "project"\n')
    environment = {"SEARCHTOOL_INDEX": "variable"}
    assert_one_line_error(run("status"), "project: no index here")
    assert_one_line_error(run("status", env=environment), "variable: no index here")
    found = run("status", "--json", "--index", "elsewhere", env=environment)
    assert origins(found) == ("elsewhere", "--index")
