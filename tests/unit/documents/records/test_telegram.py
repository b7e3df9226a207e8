"""Messages of a Telegram export."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtool.core.errors import UnreadableFile
from searchtool.documents.passages import split_passages
from tests.unit.documents.reading import survives
from tests.unit.documents.records.make_telegram import FORWARDED, POLL, POST, chat, dumps, read


def test_a_message_is_a_document() -> None:
    (post, forwarded, poll), failures = read(chat())
    assert failures == []
    document = post.document
    assert (document.id, document.member) == ("result.json#128", "128")
    assert (document.format, document.encoding) == ("telegram", "utf-8")
    assert (document.title, document.date) == ("Вестник Озёрска", "2024-06-14")
    assert document.author == "Вестник Озёрска"
    assert document.url == "https://t.me/c/1544927844/128"
    assert post.text == "Мост открыт\n\nМэр заявил: «Мы ждали этого год».\n#мост"
    assert [passage.line for passage in split_passages(post)] == [None] * 3
    assert forwarded.document.author == "Вестник Озёрска (переслано: Агентство «Волна»)"
    assert (poll.text, poll.document.author) == ("Поедете?\nДа\nНет", None)


@pytest.mark.parametrize("key", ["chats", "left_chats"])
def test_an_account_holds_many_chats(key: str) -> None:
    account = {
        "about": "…",
        "contacts": {"list": [{"type": "message", "text": "не сообщение"}]},
        key: {
            "about": "…",
            "list": [
                chat(),
                chat(name=None, type="saved_messages", id=7, messages=[FORWARDED]),
                chat(name="Соседи", type="private_group", id=8, messages=[FORWARDED]),
            ],
        },
    }
    texts, failures = read(account)
    assert failures == []
    found = [(t.document.id, t.document.title, t.document.url) for t in texts]
    assert found[0] == (
        "result.json#1544927844/128", "Вестник Озёрска", "https://t.me/c/1544927844/128",
    )  # fmt: skip
    assert found[3:] == [("result.json#7/130", "", None), ("result.json#8/130", "Соседи", None)]


def test_marked_paragraphs_are_not_glued() -> None:
    parts = ["Он сказал:", {"type": "blockquote", "text": "Да."}, "И ушёл"]
    entities = [{"type": "plain", "text": "Раз "}, {"type": "bold", "text": "два"}]
    (quoted, plain), _ = read(
        chat(
            messages=[
                {**POST, "text": parts},
                {**POST, "id": 2, "text": "", "text_entities": entities},
            ]
        )
    )
    assert quoted.text == "Он сказал:\nДа.\nИ ушёл"
    assert plain.text == "Раз два"


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"file": "files/u.pdf", "file_name": "Устав артели.pdf"}, "Устав артели.pdf"),
        ({"file": "files/Устав артели.pdf"}, "Устав артели.pdf"),
        ({"file": "Устав.pdf (File not included. Change settings.)"}, "Устав.pdf"),
        ({"media_type": "video_file", "file_name": "Ледоход.mp4"}, "Ледоход.mp4"),
        ({"media_type": "video_file", "file": "video_files/Ледоход.mp4"}, "Ледоход.mp4"),
        ({"inline_bot_buttons": [[{"text": "За"}, {"text": "Нет"}], [{"x": 1}]]}, "За\n\nНет"),
        (
            {"media_type": "audio_file", "file_name": "1.mp3",
             "performer": "Хор", "title": "Верба"},
            "1.mp3\n\nХор – Верба",
        ),
        (
            {"contact_information": {"first_name": "Пров", "last_name": "Дятлов",
                                     "phone_number": "+7 900 000-00-01"}},
            "Пров Дятлов, +7 900 000-00-01",
        ),
        (
            {"place_name": "Пристань", "address": "Заречная, 3",
             "location_information": {"latitude": 57.1}},
            "Пристань, Заречная, 3",
        ),
        (
            {"todo_list": {"title": ["К ", {"type": "bold", "text": "весне"}],
                           "answers": [{"text": "Лодки", "id": 1}, {"text": ["Вёсла"]}]}},
            "К весне\nЛодки\nВёсла",
        ),
        ({"poll": {"question": ["Едем?"], "answers": [{"text": "Да"}]}}, "Едем?\nДа"),
        ({"invoice_information": {"title": "Билет", "description": "На паром"}}, "Билет\nНа паром"),
        ({"game_title": "Лапта", "game_description": "На лугу"}, "Лапта\nНа лугу"),
        ({"text": "Вот", "file_name": "Устав.pdf"}, "Вот\n\nУстав.pdf"),
    ],
)  # fmt: skip
def test_what_is_attached_has_words(fields: dict[str, object], text: str) -> None:
    message = {"id": 1, "type": "message", "date": "2024-06-14T10:00:00", "text": "", **fields}
    ((found,), failures) = read(chat(messages=[message]))
    assert (found.text, failures) == (text, [])


@pytest.mark.parametrize(
    "fields",
    [
        {"media_type": "sticker", "file": "stickers/1.webp", "file_name": "sticker.webp"},
        {"media_type": "voice_message", "file": "voice_messages/audio_1.ogg"},
        {"media_type": "video_file", "file": "video_files/video_1@14-06-2024_10-00-00.mp4"},
        {"media_type": "video_file", "file": "video_files/video_1.mp4"},
        {"photo": "photos/photo_1.jpg", "width": 5},
        {"file": "(File not included. Change data exporting settings to download.)"},
        {"location_information": {"latitude": 57.1, "longitude": 40.2}},
    ],
)
def test_what_is_attached_without_words(fields: dict[str, object]) -> None:
    message = {"id": 1, "type": "message", "text": "", **fields}
    (text,), failures = read(chat(messages=[message, POST]))
    assert (text.document.member, failures) == ("128", [])


def test_who_signed_a_post_is_its_author() -> None:
    signed = {**POST, "author": "Анна Дятлова"}
    texts, _ = read(chat(messages=[signed, {**FORWARDED, "author": "Анна Дятлова"}, POST]))
    assert [text.document.author for text in texts] == [
        "Анна Дятлова",
        "Анна Дятлова (переслано: Агентство «Волна»)",
        "Вестник Озёрска",
    ]


def test_the_same_id_twice() -> None:
    texts, _ = read(chat(messages=[POST, POST, POST]))
    assert len({text.document.id for text in texts}) == 3


_JSON: st.SearchStrategy[object] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["text", "type", "id", "from", "poll", "title", "answers"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=10,
)


@given(
    st.dictionaries(
        st.sampled_from(
            [*POST, *POLL, "forwarded_from", "file", "file_name", "media_type", "author"]
        ),
        _JSON,
    )
)
def test_messages_of_any_shape(fields: dict[str, object]) -> None:
    try:
        texts, _ = read(chat(messages=[{**POST, **fields}, FORWARDED]))
    except UnreadableFile:
        return
    for text in texts:
        text.text.encode()
        repr(text.document).encode()


def test_damaged_files() -> None:
    survives("result.json", dumps(chat()).encode())
    survives("а.json", dumps([{"text": "Раз."}, {"text": "Два.", "id": 1}]).encode())
