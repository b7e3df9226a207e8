"""How a cluster is reached, by settings, and what never shows of them."""

from pathlib import Path

import pytest

from searchtool.core.settings import load_settings
from tests.command import RUSSIAN, Run, assert_one_line_error

SECRET = "s3cr3t-вомбат"
URL = "http://127.0.0.1:1/news"
"""Nobody listens there."""


def private(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    path.chmod(0o600)
    return path


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own file of settings, empty."""
    path = tmp_path / "config" / "searchtool" / "config.toml"
    path.parent.mkdir(parents=True)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return path


def test_without_an_address_there_is_no_connection() -> None:
    assert load_settings().connection() is None


def test_a_flag_wins_over_a_variable_over_a_file(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config.write_text('url = "https://file:1/a"\ntimeout = 5\nshards = 2\n')
    assert str(load_settings().connection()) == "https://file:1/a"
    monkeypatch.setenv("SEARCHTOOL_URL", "https://variable/a")
    assert str(load_settings().connection()) == "https://variable:443/a"
    connection = load_settings(url="http://flag").connection()
    assert connection is not None
    assert str(connection) == "http://flag:9200/searchtool"
    assert (connection.timeout, connection.shards) == (5.0, 2)


def test_secrets_come_from_files_and_variables(
    config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    private(config.parent / "password", f"{SECRET}\n")
    config.write_text(f'url = "{URL}"\nuser = "иван"\npassword_file = "password"\n', "utf-8")
    connection = load_settings().connection()
    assert connection is not None
    assert (connection.user, connection.password) == ("иван", SECRET)
    monkeypatch.setenv("SEARCHTOOL_PASSWORD", "another")
    connection = load_settings().connection()
    assert connection is not None
    assert connection.password == "another"
    assert "another" not in repr(connection) + str(connection) + repr(load_settings())


@pytest.mark.parametrize(
    ("env", "parts"),
    [
        ({"SEARCHTOOL_URL": f"https://ivan:{SECRET}@host/news"}, ("SEARCHTOOL_URL: ", "password")),
        ({"SEARCHTOOL_URL": f"https://{SECRET}@host/news"}, ("SEARCHTOOL_URL: ", "password")),
        ({"SEARCHTOOL_URL": "ftp://host"}, ("SEARCHTOOL_URL: ", "https://host:9200/name")),
        ({"SEARCHTOOL_URL": "host:9200"}, ("SEARCHTOOL_URL: ", "not the address")),
        ({"SEARCHTOOL_URL": "http://host:99999"}, ("SEARCHTOOL_URL: ", "not the address")),
        ({"SEARCHTOOL_URL": "http://[::1"}, ("SEARCHTOOL_URL: ", "not the address")),
        ({"SEARCHTOOL_URL": "http://host/Новости"}, ("SEARCHTOOL_URL: ", "not a name")),
        ({"SEARCHTOOL_URL": "http://a/x,http://b/y"}, ("several indexes: x, y",)),
        ({"SEARCHTOOL_USER": "ivan"}, ("SEARCHTOOL_USER: no password",)),
        ({"SEARCHTOOL_PASSWORD": SECRET}, ("SEARCHTOOL_PASSWORD: no user",)),
        (
            {"SEARCHTOOL_USER": "i:v", "SEARCHTOOL_PASSWORD": SECRET},
            ("SEARCHTOOL_USER: must not hold a colon",),
        ),
        (
            {"SEARCHTOOL_USER": "i", "SEARCHTOOL_PASSWORD": SECRET, "SEARCHTOOL_API_KEY": SECRET},
            ("SEARCHTOOL_USER: cannot be combined with an API key",),
        ),
        ({"SEARCHTOOL_API_KEY": SECRET}, ("SEARCHTOOL_API_KEY: not an API key",)),
        ({"SEARCHTOOL_CLIENT_KEY": "key.pem"}, ("SEARCHTOOL_CLIENT_KEY: no certificate",)),
        ({"SEARCHTOOL_TIMEOUT": "soon"}, ("SEARCHTOOL_TIMEOUT: must be a number",)),
        ({"SEARCHTOOL_TIMEOUT": "nan"}, ("SEARCHTOOL_TIMEOUT: must be a number",)),
        ({"SEARCHTOOL_SHARDS": "0"}, ("SEARCHTOOL_SHARDS: must be a number",)),
        ({"SEARCHTOOL_PASSWORD_FILE": "gone"}, ("gone: No such file",)),
        ({"SEARCHTOOL_PASSWORD_FILE": "."}, (".: not a regular file",)),
    ],
)
def test_a_setting_that_cannot_be_used_is_one_line(
    run: Run, env: dict[str, str], parts: tuple[str, ...]
) -> None:
    for command in (("дождь",), ("status",), ("index", "."), ("move", "--to", "opensearch")):
        finished = run(*command, env={"SEARCHTOOL_URL": URL, **env})
        if command[0] == "move":
            assert finished.code == 2
        else:
            assert_one_line_error(finished, *parts)
        assert SECRET not in finished.out + finished.err
    assert SECRET not in run("status", env={"SEARCHTOOL_URL": URL, **env, **RUSSIAN}).err


@pytest.mark.parametrize("text", ["", "\n", "two\nlines", "x" * 20_000])
def test_a_file_of_a_secret_holds_one_line(run: Run, tmp_path: Path, text: str) -> None:
    private(tmp_path / "secret", text)
    env = {"SEARCHTOOL_URL": URL, "SEARCHTOOL_USER": "i", "SEARCHTOOL_PASSWORD_FILE": "secret"}
    assert_one_line_error(run("status", env=env), "secret: must hold one line")


@pytest.mark.parametrize("mode", [0o644, 0o604, 0o666])
def test_a_secret_that_everybody_can_read_is_refused(run: Run, tmp_path: Path, mode: int) -> None:
    private(tmp_path / "secret file", SECRET).chmod(mode)
    env = {"SEARCHTOOL_URL": URL, "SEARCHTOOL_API_KEY_FILE": "secret file"}
    assert_one_line_error(run("status", env=env), "secret file", "run: chmod 600 'secret file'")


def test_a_secret_among_settings_is_refused(run: Run, config: Path) -> None:
    config.write_text(f'url = "{URL}"\n\npassword = "{SECRET}"\n')
    finished = run("status")
    assert_one_line_error(finished, "config.toml:3: a secret does not belong here", "password_file")
    assert SECRET not in finished.err


@pytest.mark.parametrize("line", ['url = "https://evil"', 'user = "u"', 'ca_file = "ca.pem"'])
def test_a_project_names_no_server(run: Run, indexed: Path, line: str) -> None:
    (indexed / "searchtool.toml").write_text(line)
    name = line.split()[0].upper()
    parts = ("searchtool.toml:1: a project must not name a server", f"SEARCHTOOL_{name}")
    assert_one_line_error(run("дождь"), *parts)


def test_an_address_that_would_not_be_used_is_refused(run: Run, indexed: Path) -> None:
    for command in (("дождь",), ("speakers",), ("show", "x"), ("status",)):
        assert_one_line_error(
            run(*command, "--url", URL), "--url: ", "whoosh engine", "search move --to opensearch"
        )
    assert run("дождь", env={"SEARCHTOOL_URL": URL}).code == 0  # set once, for other folders
