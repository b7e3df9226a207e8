"""Makes a connection of settings. Secrets come from the environment or from files of their own."""

import os
import stat
import sys
from collections.abc import Iterator, Mapping

from searchtool.core.connection import DEFAULT_SHARDS, DEFAULT_TIMEOUT, Connection
from searchtool.core.errors import ConfigError
from searchtool.core.i18n import tr
from searchtool.core.os_errors import describe_os_error
from searchtool.core.settings import SECRETS

MAX_SECRET_BYTES = 10_000
"""No password or key is longer; a file that is has been named by mistake."""

MAX_TIMEOUT = 3600.0
MAX_SHARDS = 1024
"""Of one index; that of OpenSearch."""


def make_connection(values: Mapping[str, str], sources: Mapping[str, str]) -> Connection:
    """The connection that the settings of a cluster describe. Raises ConfigError, which names the
    setting and never the value of a secret."""
    connection = Connection(
        url=values["url"],
        user=values.get("user", ""),
        password=_secret("password", values),
        api_key=_secret("api_key", values),
        ca_file=values.get("ca_file", ""),
        client_certificate=values.get("client_certificate", ""),
        client_key=values.get("client_key", ""),
        timeout=_number("timeout", values, sources, DEFAULT_TIMEOUT, MAX_TIMEOUT),
        shards=int(_number("shards", values, sources, DEFAULT_SHARDS, MAX_SHARDS)),
    )
    connection.check(_place("url", sources))
    for is_wrong, name, cause, advice in _rules(connection):
        if is_wrong:
            raise ConfigError(_place(name, sources), cause, advice)
    if connection.client_key:
        _check_private(connection.client_key)
    return connection


def _rules(connection: Connection) -> Iterator[tuple[bool, str, str, str]]:
    """Which settings do not fit together: whether it is so, the setting, why, what to do."""
    user, password, api_key = connection.user, connection.password, connection.api_key
    both = tr("cannot be combined with an API key", "нельзя указывать вместе с ключом API")
    yield bool(user and api_key), "user", both, ""
    cause = tr("no password for this user", "нет пароля этого пользователя")
    advice = tr("set ", "задайте ") + "SEARCHTOOL_PASSWORD, SEARCHTOOL_PASSWORD_FILE"
    yield bool(user and not password), "user", cause, advice
    cause = tr("no user for this password", "нет пользователя к этому паролю")
    yield bool(password and not user), "password", cause, tr("set ", "задайте ") + "SEARCHTOOL_USER"
    yield ":" in user, "user", tr("must not hold a colon", "не может содержать двоеточие"), ""
    cause = tr("no certificate for this key", "нет сертификата к этому ключу")
    advice = tr("set ", "задайте ") + "SEARCHTOOL_CLIENT_CERTIFICATE"
    is_alone = bool(connection.client_key and not connection.client_certificate)
    yield is_alone, "client_key", cause, advice
    is_key = api_key.isascii() and api_key.isprintable()
    yield not is_key, "api_key", tr("not an API key", "это не ключ API"), ""


def _place(name: str, sources: Mapping[str, str]) -> str:
    """Where a setting was made: a flag, a variable, or a file with the name in it."""
    if name in SECRETS and _variable(name) in os.environ:
        return _variable(name)
    source = sources.get(name) or sources.get(f"{name}_file", name)
    return source if source.startswith(("--", "SEARCHTOOL_")) else f"{source}: {name}"


def _variable(name: str) -> str:
    return f"SEARCHTOOL_{name.upper()}"


def _secret(name: str, values: Mapping[str, str]) -> str:
    """A secret from its variable, or from the file that is named for it."""
    given = os.environ.get(_variable(name))
    if given or f"{name}_file" not in values:
        return given or ""
    path = values[f"{name}_file"]
    _check_private(path)
    try:
        with open(path, "rb") as file:
            content = file.read(MAX_SECRET_BYTES + 1)
        secret = content.decode().rstrip("\r\n")
    except OSError as error:
        raise ConfigError(path, describe_os_error(error)) from error
    except UnicodeDecodeError:
        secret = ""
    if not secret or len(content) > MAX_SECRET_BYTES or "\n" in secret:
        # Not chained: the error of a codec holds the bytes.
        raise ConfigError(
            path, tr("must hold one line", "в файле должна быть одна строка")
        ) from None
    return secret


def _check_private(path: str) -> None:
    """Raises ConfigError for a secret that everybody on this machine can read. ssh and psql refuse
    a key that the group can read, too; here that is left to whoever runs a service with a group."""
    try:
        mode = os.stat(path).st_mode
    except OSError as error:
        raise ConfigError(path, describe_os_error(error)) from error
    if not stat.S_ISREG(mode):
        raise ConfigError(path, tr("not a regular file", "это не обычный файл"))
    if sys.platform != "win32" and mode & stat.S_IROTH:
        import shlex

        raise ConfigError(
            path,
            tr("everybody can read this secret", "этот секрет может прочитать любой"),
            tr("run: ", "выполните: ") + f"chmod 600 {shlex.quote(path)}",
        )


def _number(
    name: str, values: Mapping[str, str], sources: Mapping[str, str], default: float, most: float
) -> float:
    text = values.get(name, str(default))
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    is_whole = isinstance(default, int)
    if not 0 < number <= most or (is_whole and number != int(number)):
        cause = tr(f"must be a number from 1 to {most:g}", f"нужно число от 1 до {most:g}")
        raise ConfigError(_place(name, sources), cause)
    return number
