"""Opens a connection to a cluster; the only module that imports the library."""

import logging
import ssl
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager

from opensearchpy import OpenSearch, exceptions
from opensearchpy.connection import Urllib3HttpConnection

from searchtool.core.connection import Connection
from searchtool.core.errors import ConfigError
from searchtool.core.i18n import tr
from searchtool.core.os_errors import describe_os_error

__all__ = ["OpenSearch", "connect", "exceptions"]

USER_AGENT = "searchtool"


def connect(connection: Connection) -> OpenSearch:
    """A client of the cluster; nothing is sent yet. A request is tried on the next node if one
    cannot be reached; all other retries are the caller's. Raises ConfigError for a certificate that
    cannot be used."""
    # The library logs each failed request with its traceback, and without a handler Python prints
    # that to standard error.
    logging.getLogger("opensearch").setLevel(logging.CRITICAL + 1)
    nodes = connection.nodes
    hosts = [
        {"host": n.host, "port": n.port, "use_ssl": n.is_encrypted, "url_prefix": n.prefix}
        for n in nodes
    ]
    is_encrypted = any(node.is_encrypted for node in nodes)
    return OpenSearch(
        hosts,
        connection_class=Urllib3HttpConnection,
        headers=_headers(connection),
        ssl_context=_ssl_context(connection) if is_encrypted else None,
        timeout=connection.timeout,
        max_retries=len(nodes),
        retry_on_status=(),
    )


def _headers(connection: Connection) -> dict[str, str]:
    headers = {"user-agent": USER_AGENT}
    if connection.user:  # the library would encode it in Latin-1
        pair = f"{connection.user}:{connection.password}".encode(errors="surrogateescape")
        headers["authorization"] = f"Basic {b64encode(pair).decode()}"
    if connection.api_key:
        headers["authorization"] = f"ApiKey {connection.api_key}"
    return headers


def _ssl_context(connection: Connection) -> ssl.SSLContext:
    """Certificates are checked against the given authority, or those that the system trusts."""
    with _located(connection.ca_file):
        context = ssl.create_default_context(cafile=connection.ca_file or None)
    if connection.client_certificate:
        key = connection.client_key or None
        with _located(key or connection.client_certificate):
            # Without a password Python would ask for that of an encrypted key on the terminal.
            context.load_cert_chain(connection.client_certificate, key, password="")
    return context


@contextmanager
def _located(path: str) -> Iterator[None]:
    """What is wrong with the file of a certificate or a key, as a ConfigError."""
    try:
        yield
    except ssl.SSLError as error:
        cause = tr(
            "not a certificate or key that can be used (PEM)",
            "не сертификат и не ключ, который можно использовать (PEM)",
        )
        raise ConfigError(path, cause) from error
    except OSError as error:
        raise ConfigError(path, describe_os_error(error)) from error
