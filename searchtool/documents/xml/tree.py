"""Parses HTML and XML into trees of elements and finds elements, attributes and text in them.

The only importer of lxml. No entity is expanded, nothing outside of the text is opened, and what
is beyond the limits of libxml2 (256 levels, 10 MB of text in one place) is refused, not cut.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from html.entities import html5
from typing import Any, Protocol, TypeAlias

from lxml import etree, html

from searchtool.core.errors import UnreadableFile
from searchtool.core.i18n import tr
from searchtool.documents.blocks import line_ends
from searchtool.documents.source import Source
from searchtool.documents.xml.repair import repair_xml

Element: TypeAlias = etree._Element


class Readable(Protocol):
    """What bytes can be read from."""

    def read(self, size: int = -1, /) -> bytes:
        """At most so many bytes, none at the end."""


_DECLARATION = re.compile(r"\s*<\?xml\b[^>]*\?>")
_END_OF_PAGE = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
_DECLARED = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<\?xml\b[^>]*?\bencoding\s*=\s*[\"']([\w.-]+)")
_ENTITY = re.compile(r"&(\w+;)", re.ASCII)
_MARKUP = frozenset("<&>\"'")
# XML_ERR_ENTITY_LOOP and, since libxml2 2.13, XML_ERR_RESOURCE_LIMIT; not all lxml name the latter.
_LIMITS = (89, 114)
_NOTE_MARK = re.compile(r"[\[({]?(?:\*?\d{1,4}\*?|[⁰¹²³⁴-⁹]{1,4}|\*{1,3}|[†‡↩↑^]\ufe0e?)[\])}]?")
_BRACKETED = re.compile(r"\[[^\[\]]{1,20}\]|\([^()]{1,20}\)|\{[^{}]{1,20}\}")
_NOTE_LINKS = frozenset(("doc-noteref", "note", "noteref"))
"""What EPUB and FB2 call a link to a note."""
_SAFE = {
    "resolve_entities": False,
    "load_dtd": False,
    "no_network": True,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}


def parse_xml(content: str | bytes, source: Source) -> Element:
    """The root element. Text is repaired where it is not well-formed; bytes, which are parts that
    programs wrote, must be right. Raises UnreadableFile."""
    if isinstance(content, bytes):
        return _parse_xml(content, source)
    # Entities of HTML are used without a DTD that would define them.
    text = _ENTITY.sub(_character, _DECLARATION.sub(lambda m: line_ends(m[0]), content, count=1))
    try:
        return _parse_xml(text.encode(errors="replace"), source, encoding="utf-8")
    except _NotWellFormed:
        repaired = repair_xml(text).encode(errors="replace")
        return _parse_xml(repaired, source, encoding="utf-8", recover=True)


def iterate_xml(stream: Readable, name: str, source: Source) -> Iterator[Element]:
    """The elements of a local name in a part that a program wrote, each as soon as it is complete;
    it is emptied when the next one is asked for. Raises UnreadableFile."""
    events = etree.iterparse(stream, events=("end",), tag=f"{{*}}{name}", **_SAFE)
    try:
        for _, element in events:
            etree.strip_elements(element, etree.Entity, with_tail=False)
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.LxmlError as error:
        _check_limits(events, source)
        raise _NotWellFormed(source.where, tr("damaged XML", "повреждён XML")) from error


def parse_html(text: str, source: Source) -> Element:
    """The `html` element of a page, however malformed. What follows `</body>` or `</html>` belongs
    to the page (HTML, 13.2.6.4.19), which libxml2 does not know. Raises UnreadableFile."""
    text = _END_OF_PAGE.sub("", text)
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, no_network=True
    )
    try:
        root = html.document_fromstring(text.encode(errors="replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise source.unreadable(tr("not a web page", "это не веб-страница")) from error
    _check_limits(parser, source)
    return root


def declared_encoding(content: bytes) -> str | None:
    """The encoding that the declaration of an XML file names, None without one."""
    declared = _DECLARED.match(content[:1000])
    return declared[1].decode("ascii") if declared else None


def walk(root: Element) -> Any:
    """Pairs of an event, `start` or `end`, and an element; the iterator has `skip_subtree()`."""
    return etree.iterwalk(root, events=("start", "end"))


def local_name(element: Element) -> str:
    """The name of an element without its namespace."""
    return _local(element.tag)


@lru_cache(maxsize=4096)
def _local(name: str) -> str:
    return name.rpartition("}")[2].rpartition(":")[2]


def attribute(element: Element | None, name: str) -> str | None:
    """The value of an attribute, in whatever namespace; None where there is none."""
    for key, value in element.attrib.items() if element is not None else ():
        if _local(key) == name:
            return str(value)
    return None


def find_all(root: Element, *names: str) -> Iterator[Element]:
    """The elements of these local names, in document order."""
    return (element for element in root.iter() if local_name(element) in names)


def find(root: Element | None, *path: str) -> Element | None:
    """The element at a path of local names, the first child of each name; None where there is none,
    and below None."""
    for name in path:
        if root is None:
            return None
        root = next((child for child in root if local_name(child) == name), None)
    return root


def text_of(element: Element | None) -> str:
    """All text of an element in one line."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def texts_by_name(element: Element | None) -> dict[str, str]:
    """The text of each child, by its local name; of the first where several have one."""
    texts: dict[str, str] = {}
    for child in element if element is not None else ():
        if text := text_of(child):
            texts.setdefault(local_name(child), text)
    return texts


def new_element(name: str) -> Element:
    """An element of HTML, in no tree."""
    return html.Element(name)


def is_note_mark(element: Element) -> bool:
    """Whether an element is a link to a note, written as a number or an asterisk, or in brackets if
    it is called one."""
    if local_name(element) != "a" or "#" not in (attribute(element, "href") or ""):
        return False
    text = text_of(element)
    if _NOTE_MARK.fullmatch(text):
        return True
    is_called_one = _NOTE_LINKS & {attribute(element, "type"), attribute(element, "role")}
    return bool(is_called_one) and _BRACKETED.fullmatch(text) is not None


def remove(element: Element) -> None:
    """Remove an element from its tree; the text behind it stays."""
    element.drop_tree()


class _NotWellFormed(UnreadableFile):
    """An error in the XML other than passing a limit."""


def _parse_xml(content: bytes, source: Source, **options: Any) -> Element:
    parser = etree.XMLParser(**_SAFE, **options)
    try:
        root = etree.fromstring(content, parser)
    except (etree.LxmlError, ValueError, LookupError) as error:
        _check_limits(parser, source)
        cause = tr("damaged XML", "повреждён XML")
        raise _NotWellFormed(source.where, cause) from error
    _check_limits(parser, source)
    if root is None:
        raise _NotWellFormed(source.where, tr("damaged XML", "повреждён XML"))
    etree.strip_elements(root, etree.Entity, with_tail=False)
    return root


def _check_limits(parser: Any, source: Source) -> None:
    if any(entry.type in _LIMITS for entry in parser.error_log):
        raise source.unreadable(
            tr(
                "nested too deeply or too large in one place",
                "слишком глубокая вложенность или слишком большой кусок текста",
            )
        )


def _character(entity: re.Match[str]) -> str:
    character = html5.get(entity[1], entity[0])
    return entity[0] if _MARKUP & set(character) else character
