"""Reads a file of any format into documents, importing the one reader that the file needs."""

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module

from searchtool.core.i18n import tr
from searchtool.core.model import SourceText
from searchtool.documents.formats import choose_reader
from searchtool.documents.source import DecompressionBomb, Source

__all__ = ["Source", "read_documents"]


def read_documents(source: Source) -> Iterator[SourceText]:
    """The documents of a file, in their order. Raises UnreadableFile with the reason."""
    source = replace(source, read_member=read_documents)
    try:
        reader = import_module(choose_reader(source))
        yield from reader.read(source)
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        raise source.unreadable(
            tr(f"needs the package {package}", f"нужен пакет {package}"),
            f"pip install {package}",
        ) from error
    except DecompressionBomb as error:
        if error.source_id != source.id:  # that of an archive around this member
            raise
        raise source.unreadable(error.cause) from error
    except RecursionError as error:
        raise source.too_deep() from error
    except MemoryError as error:
        raise source.unreadable(
            tr("takes more memory than allowed", "требует больше памяти, чем разрешено")
        ) from error
