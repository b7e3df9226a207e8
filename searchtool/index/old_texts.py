"""What the index that answers holds, of which a rebuild must not lose what cannot be read now."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from searchtool.core.connection import Connection
from searchtool.core.errors import IndexProblem, SearchError
from searchtool.core.i18n import tr
from searchtool.core.model import FileRecord
from searchtool.engines import open_engine
from searchtool.index.open import open_snapshot, with_location
from searchtool.ingest.discovery import is_inside
from searchtool.ingest.pipeline import UNREAD


class OldTexts:
    """The texts of an index that is about to be replaced. It is opened only if something cannot be
    read, which is rare, as to open it may be what is impossible."""

    def __init__(self, index_path: Path, connection: Connection | None = None) -> None:
        self._index_path = index_path
        self._connection = connection

    def check_path(self, path: str) -> None:
        """Raises SearchError when the index holds text of this file, or of files below this folder,
        which cannot be looked at."""
        if any(is_inside(known, path) for known in self._records):
            raise self._kept(path)

    def check_file(self, record: FileRecord) -> None:
        """The same for a file of which something could not be read, when the index holds more of
        it: of a file that has changed since then, only where the system did not let us read it."""
        old = self._records.get(record.path)
        if old is None or record.passages >= old.passages:
            return
        if record.modified in (UNREAD, old.modified):
            raise self._kept(record.path)

    def _kept(self, path: str) -> SearchError:
        return SearchError(
            str(self._index_path),
            tr(
                f"not replaced, since it holds text from {path}, which cannot be read now",
                f"не заменён: в нём есть текст из {path}, который сейчас не читается",
            ),
            tr(
                "make it readable and try again, or delete the index to do without that text",
                "откройте доступ и повторите; или удалите индекс, если этот текст не нужен",
            ),
        )

    @cached_property
    def _records(self) -> Mapping[str, FileRecord]:
        """The files with text; none of an index that cannot answer, which a rebuild is to mend."""
        try:
            manifest, searcher = open_snapshot(self._index_path, self._connection)
            try:
                with with_location(str(self._index_path)):
                    build = self._index_path / manifest.build
                    open_engine(manifest.engine, build, self._connection).check()
                    files = list(searcher.files())
            finally:
                searcher.close()
        except IndexProblem:
            return {}
        return {record.path: record for record in files if record.passages}
