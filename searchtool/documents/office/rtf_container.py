"""Collects the paragraphs of an RTF file and of what stands beside its text: notes, text boxes,
comments, headers."""

from dataclasses import dataclass, field

from searchtool.core.model import Role
from searchtool.documents.blocks import Paragraph, join_table_row


@dataclass(slots=True)
class Container:
    """What has been read of the whole document, or of something beside it that begins at this
    depth. With a `role` all its paragraphs have that one; `author` is that of a comment. `run` is
    the paragraph being read, `asides` are the notes that come after it, or after its table row."""

    depth: int = 0
    role: Role | None = None
    author: str = ""
    run: list[str] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    asides: list[Paragraph] = field(default_factory=list)
    _cell: list[Paragraph] = field(default_factory=list)
    _cells: list[list[Paragraph]] = field(default_factory=list)
    _behind_row: list[Paragraph] = field(default_factory=list)

    def add(self, paragraphs: list[Paragraph], asides: list[Paragraph], in_table: bool) -> None:
        """Add the paragraphs of a run, and the notes that belong to them."""
        if in_table:
            self._cell += paragraphs
            self._behind_row += asides
        elif paragraphs or asides:
            self.end_row()
            self.paragraphs += paragraphs + asides

    def end_cell(self) -> None:
        """End a cell of a table."""
        self._cells.append(self._cell)
        self._cell = []

    def end_row(self) -> None:
        """End a row of a table."""
        self.end_cell()
        self.paragraphs += join_table_row(self._cells) + self._behind_row
        self._cells = []
        self._behind_row = []

    def finished(self) -> list[Paragraph]:
        """The paragraphs, after the end; a comment begins with the name of its author."""
        self.end_row()
        if self.author and self.paragraphs:
            first = self.paragraphs[0]
            self.paragraphs[0] = first._replace(text=f"{self.author}: {first.text}")
        return self.paragraphs
