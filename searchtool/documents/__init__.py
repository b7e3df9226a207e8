"""A file in, Documents out; one small module per family of formats, found by suffix and content."""

import importlib
from collections.abc import Iterator

from searchtool.core.i18n import tr
from searchtool.core.model import SourceText
from searchtool.documents.formats import READERS, SIMPLE, SUFFIXES, choose_reader
from searchtool.documents.source import Source


def read_documents(source: Source) -> Iterator[SourceText]:
    """The documents of a file, in their order. Raises UnreadableFile with the reason."""
    try:
        reader = importlib.import_module(f"searchtool.documents.{choose_reader(source)}")
        yield from reader.read(source)
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        raise source.unreadable(
            tr(f"needs the package {package}", f"нужен пакет {package}"),
            f"pip install {package}",
        ) from error
    except RecursionError as error:
        raise source.unreadable(
            tr("nested too deeply to read", "слишком глубокая вложенность")
        ) from error
    except MemoryError as error:
        raise source.unreadable(
            tr("takes more memory than allowed", "требует больше памяти, чем разрешено")
        ) from error


__all__ = ["READERS", "SIMPLE", "SUFFIXES", "Source", "read_documents"]
