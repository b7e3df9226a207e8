"""Builds documents from the messages of a Telegram Desktop export."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from searchtool.core.model import SourceText
from searchtool.documents.metadata import as_date, as_text, replace_surrogates
from searchtool.documents.source import Source

KINDS = frozenset(("message", "service", "unsupported"))
"""The types that messages have."""

_NAMELESS_MEDIA = frozenset(("sticker", "voice_message", "video_message", "animation"))
"""Files whose names are made by a program."""

_NOT_EXPORTED = re.compile(r"\s*\(File [^()]*\)$")
_NUMBERED = re.compile(r"^(?:video|audio|photo|file|round_video|voice)_\d+(?:@.*|\.\w+)$")
"""A name that the export has given: «video_3@12-05-2021_10-11-12.mp4»."""
_HEADINGS = ("question", "title", "description")

_LINKED = ("channel", "supergroup")
_PARAGRAPHS = frozenset(("blockquote", "pre"))


@dataclass(frozen=True, slots=True)
class Chat:
    """What an export says of a chat before its messages. `name` is None for deleted accounts and
    one's own notes; `is_one_of_many` says that a whole account was exported."""

    name: str | None = None
    kind: str = ""
    id: int | None = None
    is_one_of_many: bool = False

    def link(self, message_id: int) -> str | None:
        """The link to a message for members; None where Telegram has no links. An export does not
        hold the public name of a channel, so this is the form that works without it."""
        is_linked = self.kind.endswith(_LINKED) and self.id is not None
        return f"https://t.me/c/{self.id}/{message_id}" if is_linked and message_id > 0 else None


def read_message(
    source: Source, encoding: str, chat: Chat, message: Mapping[str, object], own_id: str
) -> SourceText | None:
    """The document of a message, None for one without words. `own_id` is unique in the file."""
    text = _text(message)
    if message.get("type") != "message" or not text:
        return None
    number = message.get("id")
    document = source.member(own_id).document(
        "telegram",
        encoding,
        title=as_text(chat.name) or "",
        date=as_date(message.get("date")),
        author=sent_by(
            # the one who signed a post of a channel or of a group
            as_text(message.get("author")) or as_text(message.get("from")),
            as_text(message.get("forwarded_from")) or as_text(message.get("saved_from")),
        ),
        url=chat.link(number) if isinstance(number, int) else None,
    )
    return SourceText(document, text, line=None)


def sent_by(sender: str | None, origin: str | None) -> str | None:
    """The author: who sent a message, and who wrote it if it was forwarded.

    >>> sent_by("Вестник", "Агентство"), sent_by(None, "Агентство")
    ('Вестник (переслано: Агентство)', 'переслано: Агентство')
    """
    if origin is None or origin == sender:
        return sender
    forwarded = f"переслано: {origin}"
    return f"{sender} ({forwarded})" if sender else forwarded


def _text(message: Mapping[str, object]) -> str:
    parts = [_join(message.get("text")) or _join(message.get("text_entities")), *_media(message)]
    return "\n\n".join(part for part in (part.strip() for part in parts) if part)


def _media(message: Mapping[str, object]) -> Iterator[str]:
    """The words in what is attached: polls and other lists, names of files, songs, contacts, places
    and games."""
    for name, value in message.items():
        if name == "contact_information":
            continue
        if isinstance(value, Mapping):
            yield "\n".join(filter(None, _listed(value)))
    yield _file_name(message)
    yield from _buttons(message)
    if message.get("media_type") == "audio_file":
        yield _joined(" – ", message, "performer", "title")
    if isinstance(contact := message.get("contact_information"), Mapping):
        full_name = _joined(" ", contact, "first_name", "last_name")
        yield ", ".join(filter(None, (full_name, _join(contact.get("phone_number")))))
    yield _joined(", ", message, "place_name", "address")
    yield _joined("\n", message, "game_title", "game_description")


def _buttons(message: Mapping[str, object]) -> Iterator[str]:
    """What is written on the buttons below a message, which stand in rows."""
    rows = message.get("inline_bot_buttons")
    for row in rows if isinstance(rows, list) else ():
        for button in row if isinstance(row, list) else ():
            if isinstance(button, Mapping):
                yield _join(button.get("text"))


def _listed(value: Mapping[str, object]) -> Iterator[str]:
    """The heading of a poll, a list of things to do or an invoice, and the texts of its items."""
    yield from (_join(value.get(name)) for name in _HEADINGS)
    for name, items in value.items():
        if name not in _HEADINGS and isinstance(items, list):
            yield from (_join(item.get("text")) for item in items if isinstance(item, Mapping))


def _file_name(message: Mapping[str, object]) -> str:
    """The name of a file as it was sent; old exports only have the path where it was put."""
    kind = message.get("media_type")
    if isinstance(kind, str) and kind in _NAMELESS_MEDIA:
        return ""
    path = _NOT_EXPORTED.sub("", _join(message.get("file")))
    own_name = path.rpartition("/")[2]
    return _join(message.get("file_name")) or _NUMBERED.sub("", own_name)


def _joined(separator: str, value: Mapping[str, object], *names: str) -> str:
    return separator.join(filter(None, (_join(value.get(name)) for name in names)))


def _join(text: object) -> str:
    """The text of a string, a part with formatting, or a list of both."""
    if isinstance(text, Mapping):
        own = _join(text.get("text"))
        return f"\n{own.strip()}\n" if str(text.get("type")) in _PARAGRAPHS else own
    if isinstance(text, list):
        return "".join(map(_join, text))
    return replace_surrogates(text) if isinstance(text, str) else ""
