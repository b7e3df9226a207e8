"""Interprets the tokens of an RTF file: its paragraphs, tables, notes and properties."""

import re
from collections import Counter, defaultdict

from searchtool.core.model import Role
from searchtool.documents.blocks import Paragraph, split_paragraphs
from searchtool.documents.metadata import as_date, as_text, windows_language
from searchtool.documents.office.list_numbers import is_bullet
from searchtool.documents.office.ooxml.fields import is_contents, is_page_number
from searchtool.documents.office.rtf_code_pages import code_page, font_encoding
from searchtool.documents.office.rtf_container import Container
from searchtool.documents.office.rtf_groups import (
    ASIDES,
    DESTINATIONS,
    KNOWN_STARRED,
    NOT_TEXT,
    PROPERTIES,
    WORD_ART,
    GroupState,
)
from searchtool.documents.office.rtf_tokens import CHARACTERS, FALLBACK_SIGNS, Token
from searchtool.documents.office.styles import MAX_CHAPTER_LEVEL, Style, named_style

_SAMPLED = PROPERTIES | {"text"}
"""Destinations whose text is like that of the document: names of fonts and signs are not."""

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


class RtfInterpreter:
    """Takes the tokens of a file one by one. `undeclared` are the bytes that were decoded in the
    given encoding because no font names another."""

    def __init__(self, encoding: str) -> None:
        self.title = ""
        self.properties: dict[str, str | None] = {}
        self.undeclared = bytearray()
        self._encoding = encoding
        self._state = GroupState()
        self._outer: list[GroupState] = []
        self._containers = [Container()]
        self._running_heads: dict[str, Paragraph] = {}
        self._comments: list[Paragraph] = []
        self._comment_author = ""
        self._shape_property = ""
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
        """The number of open groups."""
        return len(self._outer)

    @property
    def date(self) -> str | None:
        """The day the document was created."""
        return as_date("{yr:04}-{mo:02}-{dy:02}".format_map(defaultdict(int, self._created)))

    @property
    def language(self) -> str | None:
        """The language that most stretches of text are marked with."""
        known = (windows_language(number) for number, _ in self._languages.most_common())
        return next((language for language in known if language), None)

    def take(self, token: Token) -> bool:
        """Interpret one more token. False after the end of the document."""
        if token.kind == "text":
            skipped = min(self._to_skip, len(token.text))
            self._to_skip -= skipped
            self._bytes += token.text[skipped:]
            return True
        self._decode_text()
        if self._to_skip and token.word in FALLBACK_SIGNS:
            self._to_skip -= 1
            return True
        self._to_skip = 0
        if token.kind == "word":
            self._take_word(token.word, token.number)
        elif token.kind == "open":
            self._outer.append(self._state)
        elif self._outer:
            self._close_group()
        return bool(self._outer)

    def paragraphs(self) -> list[Paragraph]:
        """The paragraphs, after the last token. Comments come after the text: between paragraphs
        they would part a speaker from the words that follow. Headers and footers come last, each
        different text once."""
        self._decode_text()
        while len(self._containers) > 1:
            self._close_container()
        self._end_paragraph(in_table=False)
        text = self._containers[0].finished()
        return [*text, *self._comments, *self._running_heads.values()]

    def _decode_text(self) -> None:
        """Decode the bytes that have come in a row together: a letter may be two of them."""
        if not self._bytes:
            return
        if self._state.destination != "nowhere":
            font = self._default_font if self._state.font is None else self._state.font
            encoding = self._fonts.get(font)
            if encoding is None and self._state.destination in _SAMPLED:
                self.undeclared += self._bytes
            self._put(self._bytes.decode(encoding or self._encoding, "replace"))
        self._bytes.clear()

    def _put(self, text: str) -> None:
        state = self._state
        if state.destination != "text":
            self._name.append(text)
        elif not state.is_hidden:
            self._containers[-1].run.append(text)

    def _take_word(self, word: str, number: int | None) -> None:
        is_unknown = self._is_starred and word not in KNOWN_STARRED
        self._is_starred = word == "*"
        if is_unknown or word in NOT_TEXT:
            self._enter("nowhere")
        elif word == "ud" and self.depth > 1:  # in Unicode what stands before it in code pages
            self._enter(self._outer[-2].destination)
        elif self._state.destination == "nowhere" or self._is_starred:
            return
        elif word == "u":
            self._put(chr((number or 0) & 0xFFFF))
            self._to_skip = self._state.fallback_chars
        elif word == "uc":
            self._state = self._state._replace(fallback_chars=max(number or 0, 0))
        elif word in CHARACTERS:
            self._put(CHARACTERS[word])
        elif word in DESTINATIONS:
            self._enter(DESTINATIONS[word])
        elif self._state.destination not in ("text", "label"):
            self._take_property(word, number)
        else:
            self._take_layout(word, number)

    def _take_property(self, word: str, number: int | None) -> None:
        destination = self._state.destination
        if destination == "info":
            self._enter(word if word in PROPERTIES else "nowhere")
        elif destination == "creatim" and number is not None:
            self._created[word] = number
        elif destination == "fonts" and word == "f":
            self._font = number or 0
        elif destination == "fonts" and word == "fcharset":
            self._fonts[self._font] = font_encoding(number)
        elif destination == "fonts" and word == "cpg" and number:
            self._fonts[self._font] = code_page(number)
        elif destination == "styles" and word == "s":
            self._state = self._state._replace(style=number or 0)
        elif destination == "styles" and word == "outlinelevel":
            self._state = self._state._replace(level=_level(number))

    def _take_layout(self, word: str, number: int | None) -> None:
        state = self._state
        if word in ASIDES:
            self._begin_aside(ASIDES[word])
        elif word == "sv":
            if self._shape_property == WORD_ART:
                self._begin_aside(None)
            else:
                self._enter("nowhere")
        elif word == "fldrslt" and state.is_result_dropped:
            self._enter("nowhere")
        elif word in ("par", "sect", "\n", "\r", "nestcell"):
            self._end_paragraph(state.in_table or word == "nestcell")
        elif word == "cell":
            self._end_paragraph(in_table=True)
            self._containers[-1].end_cell()
        elif word == "row":
            self._containers[-1].end_row()
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

    def _enter(self, destination: str) -> None:
        self._name.clear()
        self._state = self._state._replace(destination=destination)

    def _close_group(self) -> None:
        if self._containers[-1].depth == self.depth:
            self._close_container()
        closed, self._state = self._state, self._outer.pop()
        if closed.destination == "styles":
            name = "".join(self._name).strip().rstrip(";")
            style = Style("heading", closed.level) if closed.level else named_style(name)
            self._styles.setdefault(closed.style, style or Style())
            self._name.clear()
        elif closed.destination not in ("text", "nowhere", self._state.destination):
            self._take_value(closed.destination, _join_surrogates("".join(self._name)))
            self._name.clear()

    def _take_value(self, destination: str, value: str) -> None:
        """Take the text of a destination that has ended."""
        if destination in PROPERTIES:
            self.properties[destination] = as_text(value)
        elif destination == "author of comment":
            self._comment_author = as_text(value) or ""
        elif destination == "name of property":
            self._shape_property = value.strip()
        elif destination == "instruction":
            is_dropped = is_contents(value) or (
                is_page_number(value) and self._containers[-1].role == "running_head"
            )
            self._state = self._state._replace(is_result_dropped=is_dropped)
        elif destination == "label" and not is_bullet(value):
            self._put(f"{value.strip()} ")

    def _begin_aside(self, role: Role | None) -> None:
        author = self._comment_author if role == "comment" else ""
        inherited = self._containers[-1].role
        self._containers.append(Container(self.depth, role or inherited, author))
        self._state = self._state._replace(style=0, level=None, in_table=False)

    def _close_container(self) -> None:
        self._end_paragraph(in_table=False)
        container = self._containers.pop()
        paragraphs = container.finished()
        if container.role == "running_head":
            for paragraph in paragraphs:
                self._running_heads.setdefault(paragraph.text, paragraph._replace(section=None))
        elif container.role == "comment":
            self._comments += paragraphs
        else:
            self._containers[-1].asides += paragraphs

    def _end_paragraph(self, in_table: bool) -> None:
        if self.undeclared:
            self.undeclared += b"\n"
        container, state = self._containers[-1], self._state
        style = self._styles.get(state.style, Style())
        if state.level:
            style = Style("heading", state.level)
        if container.role:
            style = Style(container.role)
        text = "" if style.is_contents else _join_surrogates("".join(container.run))
        paragraphs = []
        for part, role in split_paragraphs(text, style.role):
            if role == "heading":
                self._begin_chapter(part, style.level)
            paragraphs.append(Paragraph(part, role, section=self._section))
        asides = [paragraph._replace(section=self._section) for paragraph in container.asides]
        container.add(paragraphs, asides, in_table)
        container.run.clear()
        container.asides.clear()

    def _begin_chapter(self, heading: str, level: int | None) -> None:
        if level is None:
            self.title = self.title or heading
        elif level <= MAX_CHAPTER_LEVEL:
            self._section = heading


def _level(number: int | None) -> int | None:
    """The level of a heading, from 1. The format counts from 0; its level 9 is body text."""
    return number + 1 if number is not None and 0 <= number < 9 else None


def _join_surrogates(text: str) -> str:
    """The text with characters for pairs of surrogates, without control characters."""
    paired = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _CONTROL.sub("", paired)
