"""Reads .epub books.

EbookLib is under the AGPL and unpacks the whole book at once, without a limit.
"""

from collections.abc import Iterator
from functools import partial

from searchtool.core.errors import UnreadableFile
from searchtool.core.i18n import tr
from searchtool.core.model import SourceText
from searchtool.documents.blocks import Paragraph, join_blocks
from searchtool.documents.books.epub_chapter import EpubChapterRules
from searchtool.documents.books.epub_contents import drop_contents, drop_navigation
from searchtool.documents.books.epub_package import EpubPackage
from searchtool.documents.metadata import as_date, as_language
from searchtool.documents.source import Source
from searchtool.documents.xml.block_reader import read_paragraphs
from searchtool.documents.xml.tree import Element, attribute, find, find_all, text_of

_FILE_EVENTS = frozenset(("modification", "conversion"))
_MIN_DATE = "1000"
"""Calibre writes the year 101 for an unknown date."""

_Titles = dict[str, dict[str, str]]
"""Titles of chapters by the file and the id of the element where they begin, "" for a file."""


def read(source: Source) -> Iterator[SourceText]:
    """The chapters in reading order, then pages that only links lead to, without the table of
    contents; `section` is the title of a chapter in that. Chapters that cannot be read are
    reported."""
    package = EpubPackage(source)
    about = _Metadata(package.root)
    paragraphs = _Text(source, package).paragraphs()
    if not paragraphs:
        raise source.unreadable(tr("no text in this book", "в книге нет текста"))
    text, blocks = join_blocks(paragraphs)
    document = source.document(
        "epub",
        "utf-8",
        title=next(about.values("title"), ""),
        date=about.date(),
        author=", ".join(about.authors()) or None,
        url=next(filter(_is_url, about.values("source", "identifier")), None),
        language=as_language(next(about.values("language"), None)),
    )
    yield SourceText(document, text, blocks, line=None)


class _Metadata:
    """What a package says of the book."""

    def __init__(self, root: Element) -> None:
        self._metadata = next(find_all(root, "metadata"), None)

    def values(self, *names: str) -> Iterator[str]:
        """The values of elements of these names."""
        return filter(None, map(text_of, self._elements(*names)))

    def authors(self) -> list[str]:
        """Its authors; all creators where the book does not say who did what."""
        creators = {text_of(e): self._role(e) for e in self._elements("creator")}
        return [name for name, role in creators.items() if name and role in (None, "aut")]

    def date(self) -> str | None:
        """The day it was published or written."""
        dates = (
            as_date(text_of(date))
            for date in self._elements("date")
            if attribute(date, "event") not in _FILE_EVENTS
        )
        return next((date for date in dates if date is not None and date >= _MIN_DATE), None)

    def _elements(self, *names: str) -> Iterator[Element]:
        return find_all(self._metadata, *names) if self._metadata is not None else iter(())

    def _role(self, creator: Element) -> str | None:
        own = f"#{attribute(creator, 'id')}"
        refined = (
            text_of(meta)
            for meta in self._elements("meta")
            if attribute(meta, "refines") == own and attribute(meta, "property") == "role"
        )
        return attribute(creator, "role") or next(refined, None)


class _Text:
    """The text of a book, file by file."""

    def __init__(self, source: Source, package: EpubPackage) -> None:
        self._source = source
        self._package = package
        self._contents = dict(package.contents_pages())
        self._titles: _Titles = {}
        self._linked: dict[str, None] = {}  # in the order of the links
        self._section: str | None = None
        self._failures: list[UnreadableFile] = []

    def paragraphs(self) -> list[Paragraph]:
        """All paragraphs. Raises UnreadableFile when none of the chapters can be read."""
        navigation = list(self._package.navigation_files())
        for name in navigation:
            self._read_titles(name)
        chapters = self._package.chapters()
        paragraphs = [p for name in chapters for p in self._chapter(name)]
        read = {*chapters, *navigation}
        self._linked.update(dict.fromkeys(self._titles))
        self._section = None
        while more := [name for name in self._linked if name not in read]:
            read.update(more)
            paragraphs += [
                p for name in more if self._package.is_chapter(name) for p in self._chapter(name)
            ]
        if self._failures and not paragraphs:
            first = self._failures[0]
            raise self._source.unreadable(first.cause, first.advice)
        for failure in self._failures:
            self._source.report(failure)
        return paragraphs

    def _chapter(self, name: str) -> list[Paragraph]:
        try:
            root = self._package.parse(name)
        except UnreadableFile as error:
            part = self._source.member(name)
            self._failures.append(part.unreadable(error.cause, error.advice))
            return []
        self._follow_links(name, root)
        inside = partial(self._place_inside, name)
        drop_navigation(root, inside)
        if (place := self._contents.get(name)) is not None:
            drop_contents(root, place, inside)
        titles = self._titles.get(name)
        rules = EpubChapterRules(titles)
        paragraphs = read_paragraphs(root, rules, (titles or {}).get("", self._section))
        self._section = paragraphs[-1].section if paragraphs else self._section
        return paragraphs

    def _follow_links(self, name: str, root: Element) -> None:
        for link in find_all(root, "a"):
            to = self._package.link_inside(name, attribute(link, "href") or "")
            if to is not None and to.name != name:
                self._linked[to.name] = None

    def _place_inside(self, name: str, href: str) -> str | None:
        """The id that a link leads to in its own file, "" elsewhere in the book, None outside."""
        link = self._package.link_inside(name, href)
        if link is None:
            return None
        return link.place if link.name == name else ""

    def _read_titles(self, name: str) -> None:
        """The titles of chapters in the navigation page, or in the older .ncx file."""
        try:
            root = self._package.parse(name)
        except UnreadableFile:
            return  # the book can be read without its table of contents
        for href, title in _entries(root):
            target, place = self._package.resolve(name, href)
            self._titles.setdefault(target, {})[place] = title
        for link in find_all(root, "a"):  # of landmarks
            if attribute(link, "type") == "toc":
                self._contents.setdefault(*self._package.resolve(name, attribute(link, "href")))


def _entries(root: Element) -> Iterator[tuple[str, str]]:
    navigation = list(find_all(root, "nav"))
    contents = [nav for nav in navigation if attribute(nav, "type") == "toc"] or navigation[:1]
    for link in (link for nav in contents for link in find_all(nav, "a")):
        yield attribute(link, "href") or "", text_of(link)
    for point in find_all(root, "navPoint"):
        title = text_of(find(point, "navLabel", "text"))
        yield attribute(find(point, "content"), "src") or "", title


def _is_url(text: str) -> bool:
    return text.startswith(("http://", "https://"))
