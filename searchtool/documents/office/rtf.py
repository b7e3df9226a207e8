"""Reads .rtf files.

striprtf gives text only: no headings, notes or properties, and it takes a byte for a letter of
Western Europe where neither the font nor the file says otherwise.
"""

import re
from collections.abc import Iterator

from searchtool.core.errors import UnreadableFile
from searchtool.core.i18n import tr
from searchtool.core.model import SourceText
from searchtool.documents.blocks import join_blocks
from searchtool.documents.encoding import decode
from searchtool.documents.office.rtf_code_pages import code_page
from searchtool.documents.office.rtf_interpreter import RtfInterpreter
from searchtool.documents.office.rtf_tokens import tokenize
from searchtool.documents.source import Source

MAX_NESTING = 10_000
"""Groups inside groups."""

_SIGNATURE = re.compile(rb"\s*\{\s*\\rtf")
_NOT_ASCII = re.compile("[^\x00-\x7f]+")
_ANSI_CODE_PAGE = re.compile(rb"\\ansicpg(\d{1,5})")


def read(source: Source) -> Iterator[SourceText]:
    """The text without hidden and deleted parts. Notes and text boxes come after their paragraph,
    comments after the text, headers and footers at the end, each once."""
    content = _with_numbers(source)
    if not _SIGNATURE.match(content):
        raise source.unreadable(tr("not an RTF file", "это не файл RTF"))
    named = _ANSI_CODE_PAGE.search(content)
    encoding = source.encoding or code_page(int(named[1]) if named else None)
    interpreter = _interpret(content, encoding, source)
    if (better := _better_encoding(interpreter, encoding, source)) != encoding:
        encoding = better
        interpreter = _interpret(content, encoding, source)
    text, blocks = join_blocks(interpreter.paragraphs())
    document = source.document(
        "rtf",
        encoding,
        title=interpreter.properties.get("title") or interpreter.title,
        created=interpreter.date,
        author=interpreter.properties.get("author"),
        language=interpreter.language,
    )
    yield SourceText(document, text, blocks, line=None)


def _with_numbers(source: Source) -> bytes:
    """The file, with characters by their numbers where it is in UTF-8. The format knows no such
    encoding, but programs that fill in templates write it, also in fonts of another one."""
    content = source.content()
    if content.isascii() or source.encoding:
        return content
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content
    return _NOT_ASCII.sub(_as_numbers, text).encode()


def _as_numbers(text: re.Match[str]) -> str:
    units = text[0].encode("utf-16-le")
    numbers = "".join(
        f"\\u{low | high << 8}" for low, high in zip(units[::2], units[1::2], strict=True)
    )
    return rf"{{\uc0{numbers}}}"


def _interpret(content: bytes, encoding: str, source: Source) -> RtfInterpreter:
    interpreter = RtfInterpreter(encoding)
    for token in tokenize(content):
        if not interpreter.take(token):
            break
        if interpreter.depth > MAX_NESTING:
            raise source.too_deep()
    return interpreter


def _better_encoding(interpreter: RtfInterpreter, encoding: str, source: Source) -> str:
    """The encoding of text in fonts that name none. Files made by careless programs are in the code
    page of the machine and name that of Western Europe, or none."""
    sample = bytes(interpreter.undeclared)
    if source.encoding or sample.isascii():
        return encoding
    try:
        return decode(sample, source.where, declared=encoding)[1]
    except UnreadableFile:
        return encoding
