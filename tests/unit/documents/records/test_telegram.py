"""Exports of Telegram Desktop, and other files of JSON, in, a Document a message or record out."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtool.core.errors import UnreadableFile
from searchtool.core.model import SourceText
from searchtool.documents.passages import split_passages
from tests.unit.documents.reading import read_all, read_one, survives

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


def test_control_characters_of_old_versions() -> None:
    content = dumps(chat(messages=[{**POST, "text": r"C:\x1 ESC и \xff"}]))
    ((text,), _) = read(content.replace("ESC", r"\x1B\\x1b"))
    assert text.text == "C:\\x1 \x1b\\x1b и \\xff"


def test_the_same_id_twice() -> None:
    texts, _ = read(chat(messages=[POST, POST, POST]))
    assert len({text.document.id for text in texts}) == 3


def test_what_was_read_before_the_file_breaks_off_stays() -> None:
    content = dumps(chat())
    texts, failures = read(content[: content.index('"type": "service"')])
    assert [text.document.member for text in texts] == ["128"]
    assert failures == [
        "/docs/result.json: damaged JSON after 1 messages or records: parse error: premature EOF"
    ]


@pytest.mark.parametrize("content", ['{"name": "а", "messages": [', "[", "", "слова", '{"text": "'])
def test_a_file_that_breaks_off_at_once_is_refused(content: str) -> None:
    with pytest.raises(UnreadableFile, match="damaged JSON after 0"):
        read(content)


@pytest.mark.parametrize(
    "content",
    [
        {"version": 3, "settings": {"text": "нет"}},
        {"messages": [{"role": "user", "content": "вопрос"}]},
        {"text": 5},
        [{"name": "а"}, {"text": "б"}],
        [1, 2],
        5,
        "null",
    ],
)
def test_other_files_are_refused_in_one_line(content: object) -> None:
    with pytest.raises(UnreadableFile, match=r"neither .*; name the field: --field text=NAME"):
        read(content)


@pytest.mark.parametrize("content", [[], chat(messages=[]), {"chats": {"list": []}}])
def test_nothing_in_them(content: object) -> None:
    assert read(content) == ([], [])


def test_a_list_of_records() -> None:
    records = [
        {"text": "Первый.\n\nВторой.", "id": 5, "title": "Саммит", "date": "14.06.2024"},
        {"text": "Ещё", "id": 5},
        {"title": "без текста"},
        "не запись",
    ]
    (first, second), failures = read(records)
    assert (first.document.id, first.document.member) == ("result.json#5", "5")
    assert (first.document.format, first.document.title) == ("json", "Саммит")
    assert first.document.date == "2024-06-14"
    assert [passage.line for passage in split_passages(first)] == [None, None]
    assert second.document.id == "result.json#5@2"
    advice = "no text field 'text'; name it: --field text=NAME"
    assert failures == [f"/docs/result.json#3: {advice}", f"/docs/result.json#4: {advice}"]


def test_fields_can_have_other_names() -> None:
    content = dumps([{"body": "а", "text": "б"}])
    ((text,), _) = read_all("а.json", content, {"text": "body"})
    assert text.text == "а"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16", "koi8-r"])
def test_one_record_in_any_encoding(encoding: str) -> None:
    content = dumps({"текст": "Мэр Озёрска открыл мост через реку.", "заголовок": "Мост"})
    text = read_one("а.json", content.encode(encoding))
    assert text.text == "Мэр Озёрска открыл мост через реку."
    document = text.document
    assert (document.id, document.title, document.member) == ("а.json", "Мост", "")


def test_json_lines_by_another_name() -> None:
    texts, _ = read('{"text": "Раз."}\n{"text": "Два."}\n')
    assert [(text.text, text.line) for text in texts] == [("Раз.", 1), ("Два.", 2)]


@pytest.mark.parametrize(
    "nested", ["[" * 30_000 + "]" * 30_000, '{"a":' * 9_000 + "1" + "}" * 9_000]
)
def test_deep_nesting_is_skipped_or_refused(nested: str) -> None:
    messages = f'[{{"id": 1, "type": "message", "text": "Раз."}}, {nested}]'
    texts, _ = read(f'{{"other": {nested}, "messages": {messages}}}')
    assert [text.text for text in texts] == ["Раз."]


@pytest.mark.parametrize("number", ["9" * 5_000, "1e999999999999999999999", "-0", "1.5"])
def test_numbers_beyond_measure(number: str) -> None:
    good = dumps({**FORWARDED, "text": "слово " * 20_000})
    bad = f'{{"type": "message", "id": {number}}}'
    texts, failures = read(f'{{"messages": [{good}, {good.replace("130", "131")}, {bad}]}}')
    assert texts[0].document.member == "130"
    assert [f for f in failures if not f.endswith("records: a number is too long")] == []


_JSON: st.SearchStrategy[object] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["text", "type", "id", "from", "poll"]), inner, max_size=4
        )
    ),
    max_leaves=10,
)


@given(st.dictionaries(st.sampled_from(list(POST) + list(POLL) + ["forwarded_from"]), _JSON))
def test_messages_of_any_shape(fields: dict[str, object]) -> None:
    try:
        texts, _ = read(chat(messages=[{**POST, **fields}, FORWARDED]))
    except UnreadableFile:
        return
    for text in texts:
        text.text.encode()
        repr(text.document).encode()


def test_damaged_files() -> None:
    survives("result.json", dumps(chat()).encode(), 400)
    survives("а.json", dumps([{"text": "Раз."}, {"text": "Два.", "id": 1}]).encode(), 300)


def _export(size: int) -> Iterator[str]:
    yield '{"name": "Вестник", "type": "public_channel", "id": 7, "messages": [\n'
    message = dumps({**POST, "text": ["Слово " * 400]})
    yield ",\n".join([message] * (size // len(message.encode())))
    yield "]}"


READ_IN_LITTLE = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (120 << 20,) * 2)
from searchtool.documents.records.json import read
from searchtool.documents.source import Source
with open(sys.argv[1], "rb") as stream:
    print(sum(1 for _ in read(Source("a", sys.argv[1], stream))))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is one of Linux")
def test_a_large_export_is_not_held_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    path.write_text("".join(_export(60_000_000)), "utf-8")
    command = [sys.executable, "-c", READ_IN_LITTLE, str(path)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert int(run.stdout) > 10_000


HTML = """\
<!DOCTYPE html>
<html><head><meta charset="utf-8"/><title>Exported Data</title></head><body>
<div class="page_wrap"><div class="page_header"><div class="content"><div class="text bold">
Вестник Озёрска
</div></div></div><div class="page_body chat_page"><div class="history">
<div class="message service" id="message-1"><div class="body details">14 June 2024</div></div>
<div class="message default clearfix" id="message128">
<div class="pull_left userpic_wrap"><div class="userpic"><div class="initials">В</div></div></div>
<div class="body"><div class="pull_right date details" title="14.06.2024 23:59:00 UTC+03:00">
23:59
</div>
<div class="from_name">
Вестник &laquo;Озёрска&raquo;
</div>
<div class="text">
<strong>Мост открыт</strong><br><br>Мэр <a href="https://a.example">заявил</a>: «Мы
ждали».<blockquote>Год назад</blockquote>Да
</div></div></div>
<div class="message default clearfix joined" id="message130">
<div class="body"><div class="pull_right date details" title="15.06.2024 08:00:00">08:00</div>
<div class="reply_to details">In reply to <a href="#go_to_message128">this message</a></div>
<div class="forwarded body"><div class="from_name">
Агентство <span class="date details" title="13.06.2024 10:00:00"> 13.06.2024</span></div>
<div class="text">
Движение начнётся в среду.
</div></div></div></div>
<div class="message default clearfix" id="message131"><div class="body">
<div class="from_name">Кузьма</div>
<div class="media_wrap clearfix"><div class="media_poll"><div class="question bold">Поедете?</div>
<div class="details">Anonymous poll</div>
<div class="answer">- Да <span class="details">5 votes</span></div></div></div></div></div>
<div class="message default clearfix" id="message132"><div class="body">
<div class="from_name">Кузьма</div>
<div class="media_wrap clearfix"><div class="title bold">Sticker</div></div></div></div>
</div></div></div></body></html>
"""


def test_the_export_as_web_pages() -> None:
    (post, forwarded, poll), failures = read_all("messages.html", HTML)
    assert failures == []
    document = post.document
    assert (document.id, document.member) == ("messages.html#128", "128")
    assert (document.title, document.date) == ("Вестник Озёрска", "2024-06-14")
    assert document.author == "Вестник «Озёрска»"
    assert post.text == "Мост открыт\n\nМэр заявил: «Мы ждали».\nГод назад\nДа"
    assert {passage.line for passage in split_passages(post)} == {7}
    assert forwarded.text == "Движение начнётся в среду."
    assert forwarded.document.author == "Вестник «Озёрска» (переслано: Агентство)"
    assert forwarded.document.date == "2024-06-15"
    assert (poll.text, poll.document.author) == ("Поедете?\n\nДа", "Кузьма")


def test_damaged_pages() -> None:
    survives("messages.html", HTML.encode(), 200)
    with pytest.raises(UnreadableFile, match="no messages"):
        read_all("messages.html", "<html><title>Exported Data</title>Нет")
