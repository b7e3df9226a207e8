"""The connection that a command line asks for, checked against the index it is used with."""

from typing import TYPE_CHECKING

from searchtool import api
from searchtool.core.errors import UsageError
from searchtool.core.i18n import tr
from searchtool.core.settings import Settings

if TYPE_CHECKING:
    from searchtool.core.connection import Connection

CLUSTER_ENGINE = "opensearch"


def connection_to_read(settings: Settings) -> "Connection | None":
    """What leads to the cluster, if an address is set. Raises ConfigError, and UsageError for an
    address on the command line that would not be used."""
    if names_url(settings):
        engine = api.index_engine(settings.index_path)
        if engine not in (None, CLUSTER_ENGINE):
            raise UsageError(
                "--url",
                tr(
                    f"{settings.index_path} is an index of the {engine} engine",
                    f"{settings.index_path} — индекс движка {engine}",
                ),
                tr(
                    "name another folder with --index, or: search move --to opensearch",
                    "укажите другую папку в --index или: search move --to opensearch",
                ),
            )
    return settings.connection()


def engine_to_write(asked: str | None, settings: Settings) -> str | None:
    """The engine asked for; an address on the command line asks for one in a cluster."""
    return CLUSTER_ENGINE if asked is None and names_url(settings) else asked


def names_url(settings: Settings) -> bool:
    """Whether the address is given on the command line."""
    return settings.sources.get("url") == "--url"
