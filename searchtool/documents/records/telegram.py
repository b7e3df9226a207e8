"""Builds documents from the messages of a Telegram Desktop export."""

from collections.abc import Mapping
from dataclasses import dataclass

from searchtool.core.model import SourceText
from searchtool.documents.metadata import as_date, as_text, replace_surrogates
from searchtool.documents.source import Source

KINDS = frozenset(("message", "service", "unsupported"))
"""The types that messages have."""

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
            as_text(message.get("from")),
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
    parts = [_join(message.get("text")) or _join(message.get("text_entities"))]
    poll = message.get("poll")
    if isinstance(poll, Mapping):
        answers = poll.get("answers")
        options = (
            [a.get("text") for a in answers if isinstance(a, Mapping)]
            if isinstance(answers, list)
            else []
        )
        parts.append("\n".join(map(_join, (poll.get("question"), *options))))
    return "\n\n".join(part for part in (part.strip() for part in parts) if part)


def _join(text: object) -> str:
    """The text of a string, a part with formatting, or a list of both."""
    if isinstance(text, Mapping):
        own = _join(text.get("text"))
        return f"\n{own.strip()}\n" if str(text.get("type")) in _PARAGRAPHS else own
    if isinstance(text, list):
        return "".join(map(_join, text))
    return replace_surrogates(text) if isinstance(text, str) else ""
