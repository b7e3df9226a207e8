"""The package file of an EPUB book (.opf): what the book says of itself, and the order of its
files (https://www.w3.org/TR/epub-33/#sec-package-doc).

Books are made by many programs and by hand. Where a part is missing or contradicts another, the
files themselves decide: what is a chapter is told by its content.
"""

import re
from collections.abc import Iterator
from functools import cached_property
from html import escape
from posixpath import dirname, join, normpath
from typing import NamedTuple
from urllib.parse import unquote

from searchtool.core.errors import UnreadableFile
from searchtool.core.i18n import tr
from searchtool.documents.encoding import decode
from searchtool.documents.source import Source
from searchtool.documents.xml.package import Package
from searchtool.documents.xml.tree import (
    Element,
    attribute,
    declared_encoding,
    find_all,
    local_name,
    parse_html,
    parse_xml,
)

_NCX = "application/x-dtbncx+xml"
_OBFUSCATED_FONT = frozenset(
    ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
)
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*<")
_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_PAGE = re.compile(rb"(?i)<(?:[\w-]+:)?(?:html|body|dtbook)\b")
_TAG = re.compile(r"<[a-z!?]", re.IGNORECASE)
_MAX_WORD_CHARS = 20
"""The mean length of words in what has no tags, up to which it is text and not damaged."""
_ROOTS = frozenset(("body", "dtbook", "html", "ncx", "svg"))
_HEAD_BYTES = 4096
_MEDIA = frozenset(("application", "audio", "font", "image", "video"))


class Link(NamedTuple):
    """Where a link leads: to a file of the book, and to the element with an id there, or ""."""

    name: str
    place: str


class EpubPackage:
    """The package of a book. Raises UnreadableFile when there is none."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._package = Package(source)
        self._found: dict[tuple[str, str], str | None] = {}
        self._name, self.root = self._find_root()
        self._items = list(find_all(self.root, "item"))
        # Of several with one id the first counts.
        self._by_id = {attribute(item, "id"): item for item in reversed(self._items)}

    def chapters(self) -> list[str]:
        """The files in reading order. Those that the order leaves out follow where it is empty,
        names what the book does not have, or means two files by one id; if the book does not have
        them either, that is reported."""
        ids = [attribute(reference, "idref") for reference in find_all(self.root, "itemref")]
        named = (self._content_file(id) for id in ids if id in self._by_id)
        chapters = list(dict.fromkeys(name for name in named if name))
        missing = [id or "" for id in ids if id not in self._by_id]
        if ids and not missing and len(self._by_id) == len(self._items):
            return chapters
        others = [name for name in self._other_files() if name not in chapters]
        for id in missing if not others else ():
            part = self._source.member(id)
            self._source.report(part.unreadable(tr("missing", "этой части нет")))
        return chapters + others

    def navigation_files(self) -> Iterator[str]:
        """The files with the table of contents for programs, of EPUB 3 and of EPUB 2."""
        for item in self._items:
            name = self.file_of(item)
            if is_navigation(item) or _media_type(item) == _NCX or name.lower().endswith(".ncx"):
                yield name

    def contents_pages(self) -> Iterator[Link]:
        """Where the book says that its table of contents for people begins."""
        for reference in find_all(self.root, "reference"):
            if (attribute(reference, "type") or "").lower() == "toc":
                yield self.resolve(self._name, attribute(reference, "href"))

    def file_of(self, item: Element) -> str:
        """The file that an entry of the manifest names."""
        href = attribute(item, "href")
        return self.resolve(self._name, href).name if href else ""

    def resolve(self, base: str, href: str | None) -> Link:
        """Where a link in the file `base` leads."""
        path, _, place = (href or "").strip().partition("#")
        name = base if not path else self._find(dirname(base), path) or unquote(path)
        return Link(name, unquote(place))

    def link_inside(self, base: str, href: str) -> Link | None:
        """Where a link in the file `base` leads; None if not to a file of the book."""
        if not href or _OUTSIDE.match(href):
            return None
        path, _, place = href.strip().partition("#")
        name = self._find(dirname(base), path) if path else base
        return Link(name, unquote(place)) if name else None

    def is_chapter(self, name: str) -> bool:
        """Whether a file is a page of text, by how it begins."""
        return _PAGE.search(self._head(name)) is not None

    def parse(self, name: str) -> Element:
        """The root element of a file, repaired where it is not well-formed. Raises
        UnreadableFile."""
        if name in self._encrypted:
            raise self._source.unreadable(
                tr("encrypted against copying (DRM)", "зашифрован от копирования (DRM)")
            )
        content = self._package.read(name)
        text = decode(content, self._source.where, declared=declared_encoding(content))[0]
        if not _TAG.search(text) and len(text) < _MAX_WORD_CHARS * len(text.split()):
            return parse_html(f"<pre>{escape(text)}</pre>", self._source)
        root = parse_xml(text, self._source)
        # Names in capitals are those of HTML before XHTML; a page without a root may have several.
        return root if local_name(root) in _ROOTS else parse_html(text, self._source)

    def _find(self, folder: str, path: str) -> str | None:
        """The file that a path means, in a folder or else in that of the whole book."""
        if (folder, path) not in self._found:
            written = path.replace("\\", "/")
            name = normpath(join("/", folder, written)).lstrip("/")
            self._found[folder, path] = self._package.find(name) or self._package.find(written)
        return self._found[folder, path]

    def _find_root(self) -> tuple[str, Element]:
        failure = self._source.unreadable(tr("not an EPUB book", "это не книга EPUB"))
        names: list[str] = []
        try:
            container = self._package.tree("META-INF/container.xml")
            for rootfile in find_all(container, "rootfile") if container is not None else ():
                names.append(attribute(rootfile, "full-path") or "")
        except UnreadableFile as error:
            failure = error
        names += [name for name in self._package.names() if name.lower().endswith(".opf")]
        for name in filter(None, map(self._package.find, names)):
            try:
                root = self._parse_package(name)
            except UnreadableFile as error:
                failure = error
                continue
            if next(find_all(root, "manifest"), None) is not None:
                return name, root
        raise failure

    def _parse_package(self, name: str) -> Element:
        content = self._package.read(name)
        text = decode(content, self._source.where, declared=declared_encoding(content))[0]
        return parse_xml(text, self._source)

    def _content_file(self, id: str | None) -> str | None:
        """The file of an entry of the reading order, or that which stands for it where programs
        cannot show it; None for pictures."""
        seen: set[str | None] = set()
        while (item := self._by_id.get(id)) is not None and id not in seen:
            seen.add(id)
            name = self.file_of(item)
            if not self._is_media(item, name):
                return name
            if attribute(item, "fallback") is None and not _media_type(item).startswith("image/"):
                self._source.skip_member(name)
            id = attribute(item, "fallback")
        return None

    def _is_media(self, item: Element, name: str) -> bool:
        kind, _, subtype = _media_type(item).partition("/")
        if kind not in _MEDIA or subtype.endswith("xml") or self._package.find(name) is None:
            return False
        return not _MARKUP.match(self._head(name))

    def _head(self, name: str) -> bytes:
        """How a file begins, in any encoding, as far as ASCII goes; nothing where it is missing or
        damaged."""
        try:
            return self._package.read(name, _HEAD_BYTES).replace(b"\0", b"")
        except UnreadableFile:
            return b""

    def _other_files(self) -> Iterator[str]:
        for item in self._items:
            if not is_navigation(item) and self.is_chapter(name := self.file_of(item)):
                yield name

    @cached_property
    def _encrypted(self) -> frozenset[str]:
        """The files that only a program with a key can read; fonts are hidden in another way."""
        listed = self._package.extra("META-INF/encryption.xml")
        names = []
        for data in find_all(listed, "EncryptedData") if listed is not None else ():
            method = next(find_all(data, "EncryptionMethod"), None)
            if attribute(method, "Algorithm") not in _OBFUSCATED_FONT:
                names += [attribute(to, "URI") or "" for to in find_all(data, "CipherReference")]
        return frozenset(filter(None, map(self._package.find, names)))


def is_navigation(item: Element) -> bool:
    """Whether an entry of the manifest is the table of contents of EPUB 3."""
    return "nav" in (attribute(item, "properties") or "").lower().split()


def _media_type(item: Element) -> str:
    return (attribute(item, "media-type") or "").partition(";")[0].strip().lower()
