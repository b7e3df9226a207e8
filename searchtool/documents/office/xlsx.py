"""Reads .xlsx tables.

openpyxl makes an object of each cell and unpacks without a limit; here a row at a time is in
memory, and the whole file may unpack to no more than other documents.
"""

from collections.abc import Iterator

from searchtool.core.i18n import tr
from searchtool.core.model import SourceText
from searchtool.documents.blocks import join_blocks
from searchtool.documents.metadata import as_date, as_language
from searchtool.documents.office.ooxml.parts import main_part, read_properties
from searchtool.documents.office.ooxml.sheets import Workbook
from searchtool.documents.source import Source
from searchtool.documents.xml.package import Package
from searchtool.documents.xml.tree import find

MAIN_PART = "xl/workbook.xml"
"""What the part with the list of sheets is usually called."""

_NO_AUTHOR = "openpyxl"
"""Files made with openpyxl name it as their author."""


def read(source: Source) -> Iterator[SourceText]:
    """The sheets with all their rows, also hidden ones; a row is a paragraph, its number the line,
    and the sheet its section. What is drawn on a sheet and the comments on its cells follow it."""
    package = Package(source)
    main = main_part(package, MAIN_PART)
    if find(main.tree, "sheets") is None:
        raise source.unreadable(tr("not an Excel workbook", "это не таблица Excel"))
    text, blocks = join_blocks(list(Workbook(source, main).paragraphs()))
    properties = read_properties(package)
    author = properties.get("creator")
    document = source.document(
        "xlsx",
        "utf-8",
        title=properties.get("title", ""),
        created=as_date(properties.get("created")),
        author=None if author == _NO_AUTHOR else author,
        language=as_language(properties.get("language")),
    )
    yield SourceText(document, text, blocks, line=None)
