"""A chat as Telegram Desktop exports it, and what is read of such a file."""

import json

from searchtool.core.model import SourceText
from tests.unit.documents.reading import read_all

POST = {
    "id": 128,
    "type": "message",
    "date": "2024-06-14T23:59:00",
    "date_unixtime": "1718398740",
    "from": "Вестник Озёрска",
    "from_id": "channel1544927844",
    "photo": "photos/photo_1.jpg",
    "text": [
        {"type": "bold", "text": "Мост открыт"},
        "\n\nМэр ",
        {"type": "text_link", "text": "заявил", "href": "https://a.example"},
        ": «Мы ждали этого год».\n",
        {"type": "hashtag", "text": "#мост"},
    ],
}


SERVICE = {"id": 129, "type": "service", "date": "2024-06-15T00:00:00", "actor": "Мэр", "text": ""}


FORWARDED = {
    "id": 130,
    "type": "message",
    "date": "2024-06-15T08:00:00",
    "from": "Вестник Озёрска",
    "forwarded_from": "Агентство «Волна»",
    "reply_to_message_id": 128,
    "text": "Движение начнётся в среду.",
}


POLL = {
    "id": 131,
    "type": "message",
    "date": "2024-06-16T08:00:00",
    "from": None,
    "poll": {"question": "Поедете?", "answers": [{"text": "Да", "voters": 5}, {"text": "Нет"}]},
    "text": "",
}


STICKER = {"id": 132, "type": "message", "sticker_emoji": "🙂", "text": ""}


MESSAGES = [POST, SERVICE, FORWARDED, POLL, STICKER]


def chat(**fields: object) -> dict[str, object]:
    return {
        "name": "Вестник Озёрска",
        "type": "public_channel",
        "id": 1544927844,
        "messages": MESSAGES,
        **fields,
    }


def dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def read(content: object, name: str = "result.json") -> tuple[list[SourceText], list[str]]:
    return read_all(name, content if isinstance(content, str) else dumps(content))
