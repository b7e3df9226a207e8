"""Reads .docx files.

python-docx leaves out insertions, footnotes and text boxes and loads every picture into memory.
"""

from collections.abc import Iterator

from searchtool.core.i18n import tr
from searchtool.core.model import SourceText
from searchtool.documents.blocks import join_blocks
from searchtool.documents.metadata import as_date, as_language
from searchtool.documents.office.ooxml.parts import main_part, read_properties
from searchtool.documents.office.ooxml.stories import Stories
from searchtool.documents.source import Source
from searchtool.documents.xml.package import Package
from searchtool.documents.xml.tree import find

MAIN_PART = "word/document.xml"
"""What the part with the text is usually called."""

_NO_AUTHOR = "python-docx"
"""Files made with python-docx carry the properties of its template."""


def read(source: Source) -> Iterator[SourceText]:
    """The text without deletions. Notes, text boxes and charts come after their paragraph, comments
    after the text, headers and footers at the end, each once."""
    package = Package(source)
    main = main_part(package, MAIN_PART)
    if (body := find(package.tree(main.name), "body")) is None:
        raise source.unreadable(tr("not a Word document", "это не документ Word"))
    stories = Stories(source, main, body)
    text, blocks = join_blocks(stories.paragraphs())
    properties = read_properties(package)
    if properties.get("creator") == _NO_AUTHOR:
        properties = {}
    document = source.document(
        "docx",
        "utf-8",
        title=properties.get("title") or stories.title,
        created=as_date(properties.get("created")),
        author=properties.get("creator"),
        language=as_language(properties.get("language")),
    )
    yield SourceText(document, text, blocks, line=None)
