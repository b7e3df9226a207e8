"""What of a hit can be opened: a line of a text, a page, a web page at a text, a message, a file.

Of the path nothing comes from the text of a file: it is that of the file that was indexed. Nothing
is unpacked, so what lies inside another file cannot be opened by itself.
"""

from pathlib import Path
from typing import Literal, NamedTuple

from searchtool.core.errors import CannotOpen
from searchtool.core.i18n import tr
from searchtool.core.links import file_url, message_url
from searchtool.core.model import Document, Hit

Kind = Literal["text", "page", "web", "file"]
"""What shows it: an editor, a viewer of PDF files, a browser, or whatever opens such files."""

_WEB_SUFFIXES = (".html", ".htm", ".xhtml", ".mhtml", ".mht")
_TEXTS = (
    "txt",
    "md",
    "srt",
    "vtt",
    "csv",
    "tsv",
    "jsonl",
    "json",
    "telegram",
    "eml",
    "mbox",
    "fb2",
)
"""Formats that an editor shows."""

_MESSAGE_FILES = {"json": (".json",), "telegram": (".json", *_WEB_SUFFIXES)}
"""Where the documents of a file lie side by side in its text, by their format."""

APPLICATION_SUFFIXES = (".docx", ".doc", ".odt", ".rtf", ".epub", ".pdf", *_WEB_SUFFIXES)
"""Of files that are given to the program the desktop has for them: for others, such as a file that
starts programs, the desktop may do more than show them."""

_EDGE_WORDS = 5
"""Words at the beginning and at the end by which a browser finds a longer text."""


class Target(NamedTuple):
    """What to open: the `path` of the file, absolute, its `line` or `page` where known, from 1, and
    for a browser the `url`. `is_exact` says that the passage itself is meant, not only its file."""

    kind: Kind
    path: str
    url: str = ""
    line: int | None = None
    page: int | None = None
    is_exact: bool = True


def find_target(hit: Hit) -> Target:
    """What to open for a hit. Raises CannotOpen."""
    document, passage = hit.document, hit.passage
    file = Path(document.path).absolute()
    if url := message_url(document):
        return Target("web", str(file), url)
    if hit.file_state == "missing":
        raise CannotOpen(hit.path, tr("the file no longer exists", "файла больше нет"))
    if not file.is_file():
        raise CannotOpen(hit.path, tr("not a file", "это не файл"))
    if _is_inside(document):
        cause = tr(
            f"{document.member} is inside this file and cannot be opened by itself",
            f"{document.member} — внутри этого файла, отдельно его не открыть",
        )
        raise CannotOpen(hit.path, cause)
    suffix, path = file.suffix.lower(), str(file)
    if suffix in _WEB_SUFFIXES:
        return Target("web", path, f"{file_url(path)}#:~:text={text_fragment(passage.text)}")
    if document.format == "pdf":
        return Target("page", path, page=passage.page, is_exact=passage.page is not None)
    if document.format in _TEXTS:
        return Target("text", path, line=passage.line, is_exact=passage.line is not None)
    if suffix not in APPLICATION_SUFFIXES:  # a Word file under another name
        cause = tr(
            f"a file in the format {document.format} under the name of another",
            f"это файл в формате {document.format} под чужим именем",
        )
        raise CannotOpen(hit.path, cause)
    return Target("file", path, is_exact=False)


def text_fragment(text: str) -> str:
    """What follows `#:~:text=`, so that a browser shows the text: the whole of a short one, of a
    longer one its first and its last words.

    >>> text_fragment("Кто-то, да")
    '%D0%9A%D1%82%D0%BE%2D%D1%82%D0%BE%2C%20%D0%B4%D0%B0'
    >>> text_fragment("a b c d e f g h i j k l m")
    'a%20b%20c%20d%20e,i%20j%20k%20l%20m'
    """
    words = text.split()
    if len(words) <= 2 * _EDGE_WORDS:
        return _escaped(words)
    return f"{_escaped(words[:_EDGE_WORDS])},{_escaped(words[-_EDGE_WORDS:])}"


def _escaped(words: list[str]) -> str:
    """A dash and a comma mean something in a fragment."""
    from urllib.parse import quote

    return quote(" ".join(words), safe="", errors="replace").replace("-", "%2D")


def _is_inside(document: Document) -> bool:
    """Whether the document lies in another file: an archive, or a message it is attached to."""
    member = document.member
    if not member:
        return False
    if document.format == "mbox":
        return "#" in member
    suffixes = _MESSAGE_FILES.get(document.format, ())
    return "#" in member or not document.path.lower().endswith(suffixes) or not suffixes
