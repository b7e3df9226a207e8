"""Reads a file of any format into documents, importing the one reader that the file needs."""

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module

from searchtool.core.errors import UnreadableFile
from searchtool.core.i18n import tr
from searchtool.core.model import Skipped, SourceText
from searchtool.documents.formats import choose_reader
from searchtool.documents.punctuation import WORD
from searchtool.documents.source import DecompressionBomb, Source

__all__ = ["Source", "read_documents"]


_PLAIN = frozenset({"searchtool.documents.text.plain", "searchtool.documents.text.markdown"})
"""The readers of text as it is; without a word in it, nothing is lost."""


class _Told:
    """Hands on what a reader says, and remembers that it said or gave anything."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.anything = False

    def report(self, failure: UnreadableFile) -> None:
        """A part that cannot be read."""
        self.anything = True
        self._source.report(failure)

    def skip(self, skipped: Skipped) -> None:
        """A part that is not read."""
        self.anything = True
        self._source.skip(skipped)


def read_documents(source: Source) -> Iterator[SourceText]:
    """The documents of a file, in their order. Raises UnreadableFile with the reason; a file that
    gives no text, and says nothing about it, has a reason too, but plain text is then empty."""
    if not source.head(1):
        source.skip(Skipped(source.where, "empty"))
        return
    told = _Told(source)
    source = replace(source, read_member=read_documents, report=told.report, skip=told.skip)
    try:
        reader = import_module(choose_reader(source))
        for document in reader.read(source):
            told.anything = told.anything or _has_text(document)
            yield document
        if told.anything:
            return
        if reader.__name__ in _PLAIN:  # a picture sent as «🤔»
            told.skip(Skipped(source.where, "empty"))
        else:
            raise source.unreadable(tr("no text in it", "в нём нет текста"))
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


def _has_text(document: SourceText) -> bool:
    """Whether there is a word besides the headers and footers of pages, which a scan has too."""
    if document.blocks is None:
        return WORD.search(document.text) is not None
    return any(
        block.role != "running_head" and WORD.search(block.span.of(document.text))
        for block in document.blocks
    )
