"""Where settings come from, which of them wins, and what a settings file may not say."""

from pathlib import Path

import pytest

from searchtool.core.errors import ConfigError
from searchtool.core.settings import load_settings


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, in a project of its own."""
    folder = tmp_path / "project"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def refuse(project: Path, content: str) -> ConfigError:
    """The error for a settings file of the project."""
    (project / "searchtool.toml").write_text(content, "utf-8")
    with pytest.raises(ConfigError) as caught:
        load_settings()
    return caught.value


def test_without_files_the_defaults_count(project: Path) -> None:
    settings = load_settings()
    assert settings[:4] == (
        "index",
        "docs_in",
        "speakers.toml",
        "synonyms.toml",
    )
    assert set(settings.sources.values()) == {"default"}


def test_the_first_source_that_says_something_wins(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = tmp_path / "config/searchtool/config.toml"
    user.parent.mkdir(parents=True)
    user.write_text('index = "/user/index"\ndocs = "/user/docs"\nspeakers = "people.toml"')
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    (project / "searchtool.toml").write_text('index = "own"\ndocs = "texts"')
    monkeypatch.setenv("SEARCHTOOL_INDEX", "variable")

    settings = load_settings()
    assert settings.speakers == str(user.with_name("people.toml"))
    assert settings.docs == str(project / "texts")
    assert settings.index_path == "variable"
    assert settings.sources == {
        "index": "SEARCHTOOL_INDEX",
        "docs": str(project / "searchtool.toml"),
        "speakers": str(user),
        "synonyms": "default",
    }
    assert load_settings(Path("flag")).index_path == "flag"
    assert load_settings(Path("flag")).sources["index"] == "--index"


def test_the_nearest_project_file_is_read(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "searchtool.toml").write_text('index = "outer"')
    (project / "a/b").mkdir(parents=True)
    monkeypatch.chdir(project / "a/b")
    assert load_settings().index_path == str(project / "outer")
    (project / "a/searchtool.toml").write_text('index = "inner"')
    assert load_settings().index_path == str(project / "a/inner")


def test_a_user_without_a_home_has_no_file(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CONFIG_HOME")
    monkeypatch.setenv("HOME", "~nobody-has-this-name")
    assert load_settings().index_path == "index"


@pytest.mark.parametrize("path", ["..", "../x", "/etc", "~", "~/x", "out/x", "a/../../x"])
def test_a_project_leads_nowhere_else(project: Path, tmp_path: Path, path: str) -> None:
    (project / "out").symlink_to(tmp_path)
    for name in ("index", "docs", "speakers", "synonyms"):
        error = refuse(project, f'{name} = "{path}"')
        assert "project's folder" in error.cause
        assert error.advice == f"use SEARCHTOOL_{name.upper()}"


@pytest.mark.parametrize("path", ["loop/x", "~nobody-has-this-name/x", "x" * 5_000])
def test_odd_paths_stay_in_the_project(project: Path, path: str) -> None:
    (project / "loop").symlink_to("loop")
    (project / "searchtool.toml").write_text(f'docs = "{path}"')
    assert load_settings().docs == str(project / path)


@pytest.mark.parametrize(
    ("content", "where", "cause"),
    [
        ('docs = "a"\nindexx = "b"', ":2", "unknown setting 'indexx'"),
        ("index = 5", ":1", "must be a string"),
        ('index = ""', ":1", "must be a path"),
        ('index = "a\\u0000b"', ":1", "must be a path"),
        ('index = "open', "", "not valid TOML"),
        ("index = " + "[" * 5_000, "", "nested too deeply"),
    ],
    ids=lambda text: text[:20],
)
def test_a_bad_file_says_where(project: Path, content: str, where: str, cause: str) -> None:
    error = refuse(project, content)
    assert error.where == f"{project / 'searchtool.toml'}{where}"
    assert error.cause.startswith(cause)


def test_errors_are_russian_in_a_russian_locale(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "ru_RU.UTF-8")
    assert refuse(project, "index = \n").cause == "ошибка в TOML, строка 1, столбец 9"
    assert refuse(project, 'index = ""').cause == "должен быть указан путь"


def test_a_file_that_is_no_text_is_refused(project: Path) -> None:
    (project / "searchtool.toml").write_bytes(b"index = '\xff'")
    with pytest.raises(ConfigError, match="cannot be read"):
        load_settings()
