"""Reads the stories of a .docx file: its text, and what stands beside it in parts of their own:
notes, comments, headers and footers."""

from collections.abc import Sequence
from posixpath import dirname, join

from searchtool.core.i18n import tr
from searchtool.core.model import Role
from searchtool.documents.blocks import Paragraph
from searchtool.documents.office.ooxml.drawings import read_chart, read_diagram
from searchtool.documents.office.ooxml.embedded import read_inserted, read_object
from searchtool.documents.office.ooxml.markup import DocxRules, prepare
from searchtool.documents.office.ooxml.numbering import Numbering
from searchtool.documents.office.ooxml.parts import Part
from searchtool.documents.office.ooxml.styles import Styles
from searchtool.documents.source import Source
from searchtool.documents.xml.block_reader import read_paragraphs
from searchtool.documents.xml.tree import Element, attribute, find_all

_SHOWN = frozenset(("OLEObject", "altChunk", "chart", "relIds", "subDoc"))
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}


class _Entries:
    """The notes or comments of a part, each of which is read once."""

    def __init__(self, part: Part) -> None:
        self.part = part
        if part.tree is not None:
            prepare(part.tree)
        self._entries = {
            attribute(entry, "id"): entry for entry in (part.tree if part.tree is not None else ())
        }

    def take(self, reference: Element) -> Element | None:
        """The entry that a reference means."""
        return self._entries.pop(attribute(reference, "id"), None)

    def rest(self) -> list[Element]:
        """Those that nothing has referred to."""
        return list(self._entries.values())


class Stories:
    """The stories of a file with this text. `title` is what its paragraphs in the style of a title
    say, once it has been read."""

    def __init__(self, source: Source, main: Part, body: Element) -> None:
        self.title = ""
        self._source = source
        self._main = main
        self._body = body
        self._styles = Styles(self._part("styles").tree)
        self._numbering = Numbering(self._part("numbering").tree, self._styles)
        self._notes = {name: _Entries(self._part(kind)) for name, kind in _NOTES.items()}
        self._comments = _Entries(self._part("comments"))
        self._read_comments: list[Paragraph] = []

    def paragraphs(self) -> list[Paragraph]:
        """All that a reader of the file sees. Comments come after the text: between paragraphs
        they would part a speaker from the words that follow."""
        prepare(self._body)
        rules = _StoryRules(self, self._main, self._numbering.labels(self._body), is_main=True)
        paragraphs = read_paragraphs(self._body, rules)
        self.title = rules.title
        for comment in self._comments.rest():
            self._read_comments += self._comment(comment, None)
        return paragraphs + self._read_comments + self._running_heads()

    def referred(
        self, part: Part, element: Element, name: str, section: str | None
    ) -> Sequence[Paragraph]:
        """What an element of this part refers to and what belongs behind its paragraph."""
        if name in _NOTES:
            notes = self._notes[name]
            note = notes.take(element)
            return self._aside(notes.part, note) if note is not None else ()
        if name == "commentReference":
            if (comment := self._comments.take(element)) is not None:
                self._read_comments += self._comment(comment, section)
            return ()
        return self._shown(part, element, name) if name in _SHOWN else ()

    def _shown(self, part: Part, element: Element, name: str) -> Sequence[Paragraph]:
        """What is in a part or file of its own and shown here; one that is missing is reported."""
        relation = part.referred(element, "dm" if name == "relIds" else "id")
        if relation is None:
            self._report_missing(f"{part.name} ({name})")
            return ()
        if name in ("altChunk", "subDoc"):
            return read_inserted(self._source, part.package, relation)
        if name == "OLEObject":
            return read_object(self._source, part.package, relation)
        if part.package.find(relation.target) is None:
            self._report_missing(relation.target)
        if name == "chart":
            return read_chart(part.part(relation))
        return read_diagram(part.part(relation), part)

    def _report_missing(self, name: str) -> None:
        member = self._source.member(name)
        self._source.report(member.unreadable(tr("missing", "этой части нет")))

    def _part(self, kind: str) -> Part:
        usual = join(dirname(self._main.name), f"{kind}.xml")
        return next(self._main.parts(kind), Part(self._main.package, usual))

    def _aside(self, part: Part, story: Element, role: Role | None = None) -> list[Paragraph]:
        rules = _StoryRules(self, part, self._numbering.labels(story), only_role=role)
        paragraphs = read_paragraphs(story, rules)
        return [paragraph._replace(role=role or paragraph.role) for paragraph in paragraphs]

    def _comment(self, comment: Element, section: str | None) -> list[Paragraph]:
        """A comment on something in this chapter; the name of its author stands before it."""
        paragraphs = self._aside(self._comments.part, comment, "comment")
        author = " ".join((attribute(comment, "author") or "").split())
        if paragraphs and author:
            paragraphs[0] = paragraphs[0]._replace(text=f"{author}: {paragraphs[0].text}")
        return [paragraph._replace(section=section) for paragraph in paragraphs]

    def _running_heads(self) -> list[Paragraph]:
        """The headers and footers, of all pages and sections, each different text once."""
        found: dict[str, Paragraph] = {}
        read: set[str] = set()
        for reference in find_all(self._body, "headerReference", "footerReference"):
            relation = self._main.referred(reference)
            if relation is None or relation.target in read:
                continue
            read.add(relation.target)
            part = self._main.part(relation)
            if part.tree is not None:
                prepare(part.tree, drops_page_numbers=True)
                for paragraph in self._aside(part, part.tree, "running_head"):
                    found.setdefault(paragraph.text, paragraph)
        return list(found.values())


class _StoryRules(DocxRules):
    """Rules for a story in this part, with what it refers to."""

    def __init__(
        self,
        stories: Stories,
        part: Part,
        labels: dict[Element, str],
        *,
        is_main: bool = False,
        only_role: Role | None = None,
    ) -> None:
        super().__init__(stories._styles, labels, is_main=is_main, only_role=only_role)
        self._stories = stories
        self._part = part

    def inserted(self, element: Element, name: str, section: str | None) -> Sequence[Paragraph]:
        paragraphs = self._stories.referred(self._part, element, name, section)
        found = [p._replace(section=p.section or section) for p in paragraphs]
        return found or super().inserted(element, name, section)
