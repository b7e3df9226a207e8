"""Reads the messages.html of a Telegram Desktop export, one document per message."""

from collections.abc import Iterator

from searchtool.core.i18n import tr
from searchtool.core.model import SourceText
from searchtool.documents.metadata import as_date, as_text
from searchtool.documents.records.record import make_unique
from searchtool.documents.records.telegram import sent_by
from searchtool.documents.source import Source
from searchtool.documents.xml.tree import Element, parse_html, text_of

_MEDIA_PARTS = {
    "media_file": ("title",),
    "media_audio_file": ("title",),
    "media_contact": ("title", "status"),
    "media_venue": ("title", "description"),
    "media_game": ("title", "description"),
    "media_invoice": ("title", "description"),
}
"""The parts that hold words, by what is attached. Others only say «Photo», «Voice message»."""

_NO_NAMES = frozenset(("File", "Audio file"))
_VCARD = " - vCard"

_PARAGRAPHS = frozenset(("blockquote", "pre"))


def read(source: Source) -> Iterator[SourceText]:
    """The messages with words; `line` is where one begins in the page. Raises UnreadableFile for a
    page without messages."""
    page, encoding = source.text(declared="utf-8")
    root = parse_html(page, source)
    title = text_of(_first(root, "text", "bold"))
    taken: set[str] = set()
    sender: str | None = None
    number = 0
    for number, message in enumerate(_all(root, "message", "default"), 1):
        own, forwarded = _first(message, "body"), _first(message, "forwarded", "body")
        # A message that follows another of the same sender does not repeat the name.
        sender = _name(own) or sender
        if not (text := "\n\n".join(filter(None, _texts(message)))):
            continue
        own_id = (message.get("id") or "").removeprefix("message") or str(number)
        own_id = make_unique(own_id, number, taken)
        date = _first(message, "date", "details")
        document = source.member(own_id).document(
            "telegram",
            encoding,
            title=title,
            date=as_date(date.get("title")) if date is not None else None,
            author=sent_by(_signature(message) or sender, _name(forwarded)),
        )
        yield SourceText(document, text, line=message.sourceline, single_line=True)
    if number == 0:
        raise source.unreadable(tr("no messages on this page", "на странице нет сообщений"))


def _all(root: Element, *classes: str) -> Iterator[Element]:
    """The elements below that have all these classes."""
    for element in root.iterdescendants("div"):
        if set(classes) <= set((element.get("class") or "").split()):
            yield element


def _first(root: Element, *classes: str) -> Element | None:
    return next(_all(root, *classes), None)


def _name(body: Element | None) -> str | None:
    """The name of the sender; its element also holds the date of a forwarded message."""
    if body is None:
        return None
    names = (e for e in _all(body, "from_name") if e.getparent() is body)
    return next((as_text(name.text) for name in names), None)


def _signature(message: Element) -> str | None:
    signature = _first(message, "signature", "details")
    return as_text(text_of(signature)) if signature is not None else None


def _texts(message: Element) -> Iterator[str]:
    """The texts of a message: its words, also those under a picture, its poll, and the names of
    what is attached."""
    for element in message.iterdescendants("div"):
        yield _own_text(element, element.get("class") or "")


def _own_text(element: Element, classes: str) -> str:
    if classes in ("text", "question bold"):
        return _lines(element)
    if classes == "answer":
        return (element.text or "").strip("- \n")
    return _media_text(element) if classes == "body" else ""


def _media_text(body: Element) -> str:
    media = body.getparent()
    classes = (media.get("class") or "").split() if media is not None else []
    parts = next((_MEDIA_PARTS[kind] for kind in classes if kind in _MEDIA_PARTS), ())
    found = (_first(body, part) for part in parts)
    texts = [text_of(part).removesuffix(_VCARD) for part in found if part is not None]
    return ", ".join(text for text in texts if text and text not in _NO_NAMES)


def _lines(element: Element) -> str:
    """The text of an element with its line breaks."""
    lines = "".join(_runs(element)).split("\n")
    return "\n".join(" ".join(line.split()) for line in lines).strip()


def _runs(element: Element) -> Iterator[str]:
    yield _in_line(element.text)
    for child in element:
        edge = "\n" if child.tag in _PARAGRAPHS else ""
        yield "\n" if child.tag == "br" else edge
        yield from _runs(child)
        yield edge + _in_line(child.tail)


def _in_line(text: str | None) -> str:
    return (text or "").replace("\n", " ")
