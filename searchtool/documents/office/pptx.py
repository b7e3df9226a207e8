"""Reads .pptx presentations.

python-pptx loads every picture and film into memory.
"""

from collections.abc import Iterator

from searchtool.core.i18n import tr
from searchtool.core.model import SourceText
from searchtool.documents.blocks import join_blocks
from searchtool.documents.metadata import as_date, as_language
from searchtool.documents.office.ooxml.parts import main_part, read_properties
from searchtool.documents.office.ooxml.slides import Presentation
from searchtool.documents.source import Source
from searchtool.documents.xml.package import Package
from searchtool.documents.xml.tree import local_name

MAIN_PART = "ppt/presentation.xml"
"""What the part with the list of slides is usually called."""


def read(source: Source) -> Iterator[SourceText]:
    """The slides, also hidden ones: their titles, texts, tables, charts, the notes of the speaker
    and comments. The number of the slide is the page, its title the section."""
    package = Package(source)
    main = main_part(package, MAIN_PART)
    if main.tree is None or local_name(main.tree) != "presentation":
        raise source.unreadable(tr("not a presentation", "это не презентация"))
    text, blocks = join_blocks(list(Presentation(source, main).paragraphs()))
    properties = read_properties(package)
    document = source.document(
        "pptx",
        "utf-8",
        title=_title(properties.get("title", "")),
        created=as_date(properties.get("created")),
        author=properties.get("creator"),
        language=as_language(properties.get("language")),
    )
    yield SourceText(document, text, blocks, line=None)


def _title(title: str) -> str:
    """The title, unless it is the one that PowerPoint gives to all files."""
    return "" if title in ("PowerPoint Presentation", "Презентация PowerPoint") else title
