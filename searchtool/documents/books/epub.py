"""Reads .epub books.

EbookLib is under the AGPL and unpacks the whole book at once, without a limit.
"""

from collections.abc import Iterator
from functools import cached_property
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from searchtool.core.errors import UnreadableFile
from searchtool.core.i18n import tr
from searchtool.core.model import SourceText
from searchtool.documents.blocks import Paragraph, join_blocks
from searchtool.documents.encoding import decode
from searchtool.documents.html.tags import EpubChapterRules
from searchtool.documents.metadata import as_date, as_language
from searchtool.documents.source import Source
from searchtool.documents.xml.block_reader import read_paragraphs
from searchtool.documents.xml.package import Package
from searchtool.documents.xml.tree import (
    Element,
    attribute,
    declared_encoding,
    find,
    find_all,
    parse_xml,
    text_of,
)

_CHAPTER_TYPES = frozenset(
    ("application/xhtml+xml", "text/html", "text/x-oeb1-document", "text/xml")
)
_FILE_EVENTS = frozenset(("modification", "conversion"))
_MIN_DATE = "1000"
"""Calibre writes the year 101 for an unknown date."""

_Titles = dict[str, dict[str, str]]
"""Titles of chapters by the file and the id of the element where they begin, "" for a file."""


def read(source: Source) -> Iterator[SourceText]:
    """The chapters in reading order, without pages of contents; `section` is the title of a chapter
    in the table of contents. Chapters that cannot be read are reported."""
    book = _Book(source)
    paragraphs = book.paragraphs()
    if not paragraphs:
        raise source.unreadable(tr("no text in this book", "в книге нет текста"))
    text, blocks = join_blocks(paragraphs)
    document = source.document(
        "epub",
        "utf-8",
        title=next(book.metadata("title"), ""),
        date=book.date(),
        author=", ".join(book.authors()) or None,
        url=next(filter(_is_url, book.metadata("source", "identifier")), None),
        language=as_language(next(book.metadata("language"), None)),
    )
    yield SourceText(document, text, blocks, line=None)


class _Book:
    """A book by its package file (.opf), which names all other files and holds the metadata."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._package = Package(source)
        name = self._package_file()
        self._folder = dirname(name)
        root = self._package.tree(name)
        if root is None or find(root, "spine") is None:
            raise source.unreadable(tr("not an EPUB book", "это не книга EPUB"))
        self._root = root
        self._items = {attribute(item, "id"): item for item in find_all(root, "item")}

    def metadata(self, *names: str) -> Iterator[str]:
        """The values of metadata elements of these names."""
        return filter(None, map(text_of, self._metadata_elements(*names)))

    def authors(self) -> list[str]:
        """Its authors; all creators where the book does not say who did what."""
        creators = {text_of(e): self._role(e) for e in self._metadata_elements("creator")}
        return [name for name, role in creators.items() if name and role in (None, "aut")]

    def date(self) -> str | None:
        """The day it was published or written."""
        dates = (
            as_date(text_of(date))
            for date in self._metadata_elements("date")
            if attribute(date, "event") not in _FILE_EVENTS
        )
        return next((date for date in dates if date is not None and date >= _MIN_DATE), None)

    def paragraphs(self) -> list[Paragraph]:
        """The text. Raises UnreadableFile when none of the chapters can be read."""
        paragraphs: list[Paragraph] = []
        failures: list[UnreadableFile] = []
        section = None
        for name in self._chapters:
            try:
                chapter = self._chapter(name)
            except UnreadableFile as error:
                part = self._source.member(name)
                failures.append(part.unreadable(error.cause, error.advice))
                continue
            titles = self._titles.get(name)
            read = read_paragraphs(
                chapter, EpubChapterRules(titles), (titles or {}).get("", section)
            )
            section = read[-1].section if read else section
            paragraphs += read
        if failures and not paragraphs:
            raise self._source.unreadable(failures[0].cause, failures[0].advice)
        for failure in failures:
            self._source.report(failure)
        return paragraphs

    def _metadata_elements(self, *names: str) -> Iterator[Element]:
        metadata = find(self._root, "metadata")
        return find_all(metadata, *names) if metadata is not None else iter(())

    def _role(self, creator: Element) -> str | None:
        own = f"#{attribute(creator, 'id')}"
        refined = (
            text_of(meta)
            for meta in self._metadata_elements("meta")
            if attribute(meta, "refines") == own and attribute(meta, "property") == "role"
        )
        return attribute(creator, "role") or next(refined, None)

    def _package_file(self) -> str:
        container = self._package.tree("META-INF/container.xml")
        for rootfile in find_all(container, "rootfile") if container is not None else ():
            if name := attribute(rootfile, "full-path"):
                return name
        return next((name for name in self._package.names() if name.endswith(".opf")), "")

    @cached_property
    def _chapters(self) -> list[str]:
        spine = find(self._root, "spine")
        items = [self._items.get(attribute(ref, "idref")) for ref in find_all(spine, "itemref")]
        contents = {
            self._path(self._folder, attribute(reference, "href"))[0]
            for reference in find_all(self._root, "reference")
            if attribute(reference, "type") == "toc"
        }
        chapters = (
            self._path(self._folder, attribute(item, "href"))[0]
            for item in items
            if attribute(item, "media-type") in _CHAPTER_TYPES and not _is_navigation(item)
        )
        return [name for name in chapters if name not in contents]

    @cached_property
    def _titles(self) -> _Titles:
        """The table of contents, from the navigation page or from the older .ncx file."""
        titles: _Titles = {}
        for item in self._items.values():
            if _is_navigation(item) or attribute(item, "media-type") == "application/x-dtbncx+xml":
                name = self._path(self._folder, attribute(item, "href"))[0]
                for href, title in self._entries(name):
                    target, place = self._path(dirname(name), href)
                    titles.setdefault(target, {})[place] = title
        return titles

    def _entries(self, name: str) -> Iterator[tuple[str, str]]:
        try:
            root = self._chapter(name)
        except UnreadableFile:
            return  # the book can be read without its table of contents
        navigation = list(find_all(root, "nav"))
        contents = [nav for nav in navigation if attribute(nav, "type") == "toc"] or navigation[:1]
        for link in (link for nav in contents for link in find_all(nav, "a")):
            yield attribute(link, "href") or "", text_of(link)
        for point in find_all(root, "navPoint"):
            title = text_of(find(point, "navLabel", "text"))
            yield attribute(find(point, "content"), "src") or "", title

    def _chapter(self, name: str) -> Element:
        content = self._package.read(name)
        declared = declared_encoding(content)
        return parse_xml(decode(content, self._source.where, declared=declared)[0], self._source)

    @staticmethod
    def _path(folder: str, href: str | None) -> tuple[str, str]:
        """The name of the part that a link leads to, and the id of an element there."""
        path, _, place = unquote(href or "").partition("#")
        return normpath(join(folder, path)), place


def _is_navigation(item: Element | None) -> bool:
    return "nav" in (attribute(item, "properties") or "").split()


def _is_url(text: str) -> bool:
    return text.startswith(("http://", "https://"))
