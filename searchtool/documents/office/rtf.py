"""An .rtf file in, one Document out.

striprtf gives text only: no headings, notes or properties, and it takes a byte for a letter of
Western Europe where neither the font nor the file says otherwise.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from searchtool.core.errors import UnreadableFile
from searchtool.core.i18n import tr
from searchtool.core.model import SourceText
from searchtool.documents.blocks import Paragraph, join_blocks, join_table_row, split_paragraphs
from searchtool.documents.encoding import decode
from searchtool.documents.metadata import as_date, as_text, windows_language
from searchtool.documents.office.rtf_tokens import Token, code_page, font_encoding, tokens
from searchtool.documents.office.styles import LOWEST_CHAPTER, Style, named_style
from searchtool.documents.source import Source

DEEPEST = 10_000
"""Groups inside groups."""

_SIGN = re.compile(rb"\s*\{\s*\\rtf")
_ANSI_CODE_PAGE = re.compile(rb"\\ansicpg(\d{1,5})")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")

_CHARACTERS = {
    "line": "\n",
    "lbr": "\n",
    "tab": " ",
    "~": " ",
    "_": "-",
    "{": "{",
    "}": "}",
    "\\": "\\",
    "bullet": "•",
    "emdash": "—",
    "endash": "–",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
}
_ASIDES = frozenset(("footnote", "shptxt"))
_NOT_TEXT = frozenset(
    """
    annotation atnauthor atndate atnicn atnid atnparent atnref atntime atrfend atrfstart background
    bkmkend bkmkstart colortbl comment datafield do docvar fchars ffdeftext fldinst fname
    fontemb fontfile footer footerf footerl footerr formfield ftncn ftnsep ftnsepc aftncn aftnsep
    aftnsepc header headerf headerl headerr keycode lchars listtext nextfile nonesttables objdata
    pict pntext private revtbl rxe shprslt sp tc tcn template txe xe
    """.split()
)
_KNOWN_STARRED = _ASIDES | {"shpinst"}


_PLACES = {"info": "info", "fonttbl": "fonts", "stylesheet": "styles"}
_PROPERTIES = frozenset(("author", "creatim", "title"))


def read(source: Source) -> Iterator[SourceText]:
    """The text without what is hidden or deleted; notes and text boxes come after their
    paragraph."""
    content = source.content()
    if not _SIGN.match(content):
        raise source.unreadable(tr("not an RTF file", "это не файл RTF"))
    named = _ANSI_CODE_PAGE.search(content)
    encoding = source.encoding or code_page(int(named[1]) if named else None)
    reader = _read(content, encoding, source)
    if (better := _better_encoding(reader, encoding, source)) != encoding:
        encoding = better
        reader = _read(content, encoding, source)
    text, blocks = join_blocks(reader.paragraphs())
    document = source.document(
        "rtf",
        encoding,
        title=reader.properties.get("title") or reader.title,
        date=reader.date,
        author=reader.properties.get("author"),
        language=reader.language,
    )
    yield SourceText(document, text, blocks, line=None)


def _read(content: bytes, encoding: str, source: Source) -> "_Reader":
    reader = _Reader(encoding)
    for token in tokens(content):
        if not reader.take(token):
            break
        if reader.depth > DEEPEST:
            raise source.too_deep()
    return reader


def _better_encoding(reader: "_Reader", encoding: str, source: Source) -> str:
    """That of text in fonts which do not tell. Files made by careless programs are in the code page
    of the machine and name that of Western Europe, or none."""
    sample = bytes(reader.sample)
    if source.encoding or sample.isascii():
        return encoding
    try:
        return decode(sample, source.where, declared=encoding)[1]
    except UnreadableFile:
        return encoding


class _State(NamedTuple):
    """What a group takes over from the one around it. `place` is where its text belongs: to the
    text, to a table, to a property, or nowhere; `fallback` is how many characters follow one that
    is given by its number."""

    font: int | None = None
    place: str = "text"
    fallback: int = 1
    is_hidden: bool = False
    style: int = 0
    level: int | None = None
    in_table: bool = False


@dataclass(slots=True)
class _Frame:
    """The whole, or a note or text box that begins at this depth: what has been read of it. `held`
    comes after the paragraph that `run` belongs to."""

    depth: int = 0
    run: list[str] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    held: list[Paragraph] = field(default_factory=list)
    cell: list[Paragraph] = field(default_factory=list)
    cells: list[list[Paragraph]] = field(default_factory=list)

    def add(self, paragraphs: list[Paragraph], in_table: bool) -> None:
        if in_table:
            self.cell += paragraphs
        elif paragraphs:
            self.end_row()
            self.paragraphs += paragraphs

    def end_cell(self) -> None:
        self.cells.append(self.cell)
        self.cell = []

    def end_row(self) -> None:
        self.end_cell()
        self.paragraphs += join_table_row(self.cells)
        self.cells = []


class _Reader:
    """Takes the tokens of a file one by one. `sample` are the bytes taken for letters of the given
    encoding because nothing else was said."""

    def __init__(self, encoding: str) -> None:
        self.title = ""
        self.properties: dict[str, str | None] = {}
        self.sample = bytearray()
        self._encoding = encoding
        self._state = _State()
        self._outer: list[_State] = []
        self._frames = [_Frame()]
        self._section: str | None = None
        self._bytes = bytearray()
        self._name: list[str] = []
        self._to_skip = 0
        self._is_starred = False
        self._font = 0
        self._default_font = 0
        self._fonts: dict[int, str | None] = {}
        self._styles: dict[int, Style] = {}
        self._created: dict[str, int] = {}
        self._languages: Counter[int] = Counter()

    @property
    def depth(self) -> int:
        """How many groups are open."""
        return len(self._outer)

    @property
    def date(self) -> str | None:
        """When the text was begun."""
        return as_date("{yr:04}-{mo:02}-{dy:02}".format_map(defaultdict(int, self._created)))

    @property
    def language(self) -> str | None:
        """The one that most stretches of text are marked with."""
        known = (windows_language(number) for number, _ in self._languages.most_common())
        return next((language for language in known if language), None)

    def take(self, token: Token) -> bool:
        """Reads one more token; says whether the file goes on."""
        if token.kind == "text":
            skipped = min(self._to_skip, len(token.text))
            self._to_skip -= skipped
            self._bytes += token.text[skipped:]
            return True
        self._settle()
        self._to_skip = 0
        if token.kind == "word":
            self._take_word(token.word, token.number)
        elif token.kind == "open":
            self._outer.append(self._state)
        elif self._outer:
            self._close_group()
        return bool(self._outer)

    def paragraphs(self) -> list[Paragraph]:
        """The paragraphs, once all has been taken."""
        self._settle()
        while len(self._frames) > 1:
            self._close_frame()
        self._end_paragraph(in_table=False)
        self._frames[0].end_row()
        return self._frames[0].paragraphs

    def _settle(self) -> None:
        """Bytes that follow each other are decoded together: a letter may be two of them."""
        if not self._bytes:
            return
        if self._state.place != "nowhere":
            font = self._default_font if self._state.font is None else self._state.font
            encoding = self._fonts.get(font)
            if encoding is None:
                self.sample += self._bytes
            self._put(self._bytes.decode(encoding or self._encoding, "replace"))
        self._bytes.clear()

    def _put(self, text: str) -> None:
        state = self._state
        if state.place != "text":
            self._name.append(text)
        elif not state.is_hidden:
            self._frames[-1].run.append(text)

    def _take_word(self, word: str, number: int | None) -> None:
        is_unknown = self._is_starred and word not in _KNOWN_STARRED
        self._is_starred = word == "*"
        if is_unknown or word in _NOT_TEXT:
            self._enter("nowhere")
        elif self._state.place == "nowhere" or self._is_starred:
            return
        elif word == "u":
            self._put(chr((number or 0) & 0xFFFF))
            self._to_skip = self._state.fallback
        elif word == "uc":
            self._state = self._state._replace(fallback=max(number or 0, 0))
        elif word in _CHARACTERS:
            self._put(_CHARACTERS[word])
        elif word in _PLACES:
            self._enter(_PLACES[word])
        elif self._state.place != "text":
            self._take_property(word, number)
        else:
            self._take_layout(word, number)

    def _take_property(self, word: str, number: int | None) -> None:
        place = self._state.place
        if place == "info":
            self._enter(word if word in _PROPERTIES else "nowhere")
        elif place == "creatim" and number is not None:
            self._created[word] = number
        elif place == "fonts" and word == "f":
            self._font = number or 0
        elif place == "fonts" and word == "fcharset":
            self._fonts[self._font] = font_encoding(number)
        elif place == "styles" and word == "s":
            self._state = self._state._replace(style=number or 0)
        elif place == "styles" and word == "outlinelevel":
            self._state = self._state._replace(level=_level(number))

    def _take_layout(self, word: str, number: int | None) -> None:
        state = self._state
        if word in _ASIDES:
            self._frames.append(_Frame(self.depth))
            self._state = state._replace(style=0, level=None, in_table=False)
        elif word in ("par", "sect", "\n", "\r", "nestcell"):
            self._end_paragraph(state.in_table or word == "nestcell")
        elif word == "cell":
            self._end_paragraph(in_table=True)
            self._frames[-1].end_cell()
        elif word == "row":
            self._frames[-1].end_row()
        elif word == "pard":
            self._state = state._replace(style=0, level=None, in_table=False)
        elif word == "intbl":
            self._state = state._replace(in_table=True)
        elif word == "s":
            self._state = state._replace(style=number or 0)
        elif word == "outlinelevel":
            self._state = state._replace(level=_level(number))
        elif word == "f":
            self._state = state._replace(font=number)
        elif word == "deff":
            self._default_font = number or 0
        elif word == "plain":
            self._state = state._replace(font=None, is_hidden=False)
        elif word in ("v", "deleted"):
            self._state = state._replace(is_hidden=number != 0)
        elif word in ("lang", "deflang") and number is not None:
            self._languages[number] += word == "lang"

    def _enter(self, place: str) -> None:
        self._name.clear()
        self._state = self._state._replace(place=place)

    def _close_group(self) -> None:
        if self._frames[-1].depth == self.depth:
            self._close_frame()
        closed, self._state = self._state, self._outer.pop()
        if closed.place == "styles":
            name = "".join(self._name).strip().rstrip(";")
            style = Style("heading", closed.level) if closed.level else named_style(name)
            self._styles.setdefault(closed.style, style or Style())
            self._name.clear()
        elif closed.place in _PROPERTIES and closed.place != self._state.place:
            self.properties[closed.place] = as_text(_whole("".join(self._name)))
            self._name.clear()

    def _close_frame(self) -> None:
        self._end_paragraph(in_table=False)
        frame = self._frames.pop()
        frame.end_row()
        self._frames[-1].held += frame.paragraphs

    def _end_paragraph(self, in_table: bool) -> None:
        frame, state = self._frames[-1], self._state
        style = self._styles.get(state.style, Style())
        if state.level:
            style = Style("heading", state.level)
        text = "" if style.is_contents else _whole("".join(frame.run))
        paragraphs = []
        for part, role in split_paragraphs(text, style.role):
            if role == "heading":
                self._begin_chapter(part, style.level)
            paragraphs.append(Paragraph(part, role, section=self._section))
        held = [paragraph._replace(section=self._section) for paragraph in frame.held]
        frame.add(paragraphs + held, in_table)
        frame.run.clear()
        frame.held.clear()

    def _begin_chapter(self, heading: str, level: int | None) -> None:
        if level is None:
            self.title = self.title or heading
        elif level <= LOWEST_CHAPTER:
            self._section = heading


def _level(number: int | None) -> int | None:
    """From 1; the level 9 that the format counts from 0 is that of text."""
    return number + 1 if number is not None and 0 <= number < 9 else None


def _whole(text: str) -> str:
    """Pairs of surrogates as the characters they stand for."""
    paired = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _CONTROL.sub("", paired)
