"""Where a cluster is, who asks it, and by what each knows the other.

Imported only where there is a cluster: a query of an index in a folder does without dataclasses.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from searchtool.core.errors import ConfigError
from searchtool.core.i18n import tr

DEFAULT_NAME = "searchtool"
"""Of the index in a cluster, where the address names none."""

DEFAULT_PORTS = {"http": 9200, "https": 443}
DEFAULT_TIMEOUT = 30.0
DEFAULT_SHARDS = 3

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
"""What OpenSearch accepts, in ASCII, with room for what the engine appends."""


@dataclass(frozen=True, slots=True)
class Node:
    """An address that answers for the cluster; `prefix` is the path that a proxy puts before."""

    host: str
    port: int
    is_encrypted: bool
    prefix: str = ""

    def __str__(self) -> str:
        scheme = "https" if self.is_encrypted else "http"
        host = f"[{self.host}]" if ":" in self.host else self.host
        prefix = f"/{self.prefix}" if self.prefix else ""
        return f"{scheme}://{host}:{self.port}{prefix}"


@dataclass(frozen=True, slots=True)
class Connection:
    """How to reach an index in a cluster. `url` is `https://host:port/name`, or several of these,
    separated by commas, for the nodes of one cluster. `client_certificate` and `client_key` are
    files, as is `ca_file`; `timeout` is in seconds; a new index gets so many `shards`. No secret
    shows in its `repr`."""

    url: str
    user: str = ""
    password: str = field(default="", repr=False)
    api_key: str = field(default="", repr=False)
    ca_file: str = ""
    client_certificate: str = ""
    client_key: str = ""
    timeout: float = DEFAULT_TIMEOUT
    shards: int = DEFAULT_SHARDS

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The addresses to ask, in the order given. Raises ConfigError."""
        return tuple(node for node, _ in self._parsed())

    @property
    def index_name(self) -> str:
        """What the index is called in the cluster. Raises ConfigError."""
        return next(name for _, name in self._parsed())

    def check(self, where: str = "url") -> None:
        """Raises ConfigError, which says that it is `where`, for an address that cannot be used."""
        names = {name for _, name in self._parsed(where)}
        if len(names) > 1:
            raise ConfigError(
                where,
                tr("names several indexes: ", "названо несколько индексов: ")
                + ", ".join(sorted(names)),
                tr("all addresses must end alike", "все адреса должны кончаться одинаково"),
            )

    def _parsed(self, where: str = "url") -> Iterator[tuple[Node, str]]:
        for url in self.url.split(","):
            yield _parse(url.strip(), where)

    def __str__(self) -> str:
        """The address as it may be shown."""
        return ",".join(f"{node}/{name}" for node, name in self._parsed())


def _parse(url: str, where: str) -> tuple[Node, str]:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise _unusable(where) from error
    if parts.username is not None or parts.password is not None:
        # It would stand in the list of processes, in the history of the shell and in logs.
        raise ConfigError(
            where,
            tr(
                "an address must not hold a user or a password",
                "в адресе не должно быть пользователя и пароля",
            ),
            tr(
                "give them in SEARCHTOOL_USER and SEARCHTOOL_PASSWORD or its file",
                "задайте их в SEARCHTOOL_USER и SEARCHTOOL_PASSWORD или в файле",
            ),
        )
    if parts.scheme not in DEFAULT_PORTS or not host or parts.query or parts.fragment:
        raise _unusable(where)
    prefix, _, name = parts.path.strip("/").rpartition("/")
    name = name or DEFAULT_NAME
    if not _NAME.fullmatch(name):
        raise ConfigError(
            where,
            tr(f"not a name of an index: {name!r}", f"не имя индекса: {name!r}"),
            tr("use a-z, 0-9, - and _", "годятся a-z, 0-9, - и _"),
        )
    node = Node(host, port or DEFAULT_PORTS[parts.scheme], parts.scheme == "https", prefix)
    return node, name


def _unusable(where: str) -> ConfigError:
    return ConfigError(
        where,
        tr("not the address of a cluster", "это не адрес кластера"),
        tr("for example: https://host:9200/name", "например: https://host:9200/имя"),
    )
