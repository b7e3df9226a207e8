"""Which files are those of one indexer, where several share the work on an index in a cluster."""

import unicodedata
import zlib
from collections.abc import Iterable
from typing import NamedTuple

from searchtool.core.errors import OptionError, UsageError
from searchtool.core.i18n import tr
from searchtool.core.model import FileRecord
from searchtool.engines import CLUSTER_ENGINES
from searchtool.ingest.discovery import Listing

MAX_COUNT = 10_000


class Shard(NamedTuple):
    """The part with that `number`, from 1, of so many `parts`. A file belongs to the same one on
    every machine: its name below what is indexed decides, which the ids of its documents begin
    with, however the system writes «й»."""

    number: int
    parts: int

    def holds(self, name: str) -> bool:
        """Whether a file with that name is in this part."""
        encoded = unicodedata.normalize("NFC", name).encode(errors="surrogatepass")
        return zlib.crc32(encoded) % self.parts == self.number - 1

    def restrict(self, listing: Listing) -> Listing:
        """Only the files of this part."""
        files = {path: file for path, file in listing.files.items() if self.holds(file.name)}
        return listing._replace(files=files)

    def known(self, records: Iterable[FileRecord]) -> list[FileRecord]:
        """The records of files of this part: the others are not this run's to remove."""
        return [record for record in records if self.holds(record.name)]


def parse_shard(text: str) -> Shard:
    """The part that «2/8» names. Raises OptionError."""
    number, _, count = text.partition("/")
    are_numbers = all(
        part.isascii() and part.isdigit() and len(part) < 6 for part in (number, count)
    )
    shard = Shard(int(number), int(count)) if are_numbers else Shard(0, 0)
    if not 1 <= shard.number <= shard.parts <= MAX_COUNT:
        raise OptionError(
            "shard",
            tr(f"not a part: {text[:20]!r}", f"это не часть: {text[:20]!r}"),
            tr("the second of eight is 2/8", "вторая из восьми: 2/8"),
        )
    return shard


def check_shard(engine: str | None, *, rebuild: bool) -> None:
    """Raises UsageError where an index of one part would be taken for the whole."""
    if engine not in CLUSTER_ENGINES:
        raise OptionError(
            "shard",
            tr(
                "only for an index in a cluster: one in a folder has one indexer",
                "только для индекса в кластере: у индекса в папке индексатор один",
            ),
            tr(
                "leave it out, or add --engine opensearch",
                "уберите или добавьте --engine opensearch",
            ),
        )
    if rebuild:
        raise UsageError(
            "--shard, --rebuild",
            tr("cannot be combined", "нельзя указывать вместе"),
            tr(
                "build under another name: --url https://host:9200/NAME",
                "постройте под другим именем: --url https://host:9200/ИМЯ",
            ),
        )
