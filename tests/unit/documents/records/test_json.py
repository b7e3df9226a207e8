"""JSON files of any size: exports, lists of records, single records."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from searchtool.core.errors import NoText, NoTextField, UnreadableFile
from searchtool.core.model import Skipped
from searchtool.documents.passages import split_passages
from tests.unit.documents.reading import read_all, read_one
from tests.unit.documents.records.make_telegram import FORWARDED, POST, chat, dumps, read


def test_control_characters_of_old_versions() -> None:
    content = dumps(chat(messages=[{**POST, "text": r"C:\x1 ESC и \xff"}]))
    ((text,), _) = read(content.replace("ESC", r"\x1B\\x1b"))
    assert text.text == "C:\\x1 \x1b\\x1b и \\xff"


def test_what_was_read_before_the_file_breaks_off_stays() -> None:
    content = dumps(chat())
    texts, failures = read(content[: content.index('"type": "service"')])
    assert [text.document.member for text in texts] == ["128"]
    assert failures == [
        "/docs/result.json: damaged JSON after 1 messages or records: parse error: premature EOF"
    ]


@pytest.mark.parametrize("content", ['{"name": "а", "messages": [', "[", "слова", '{"text": "'])
def test_a_file_that_breaks_off_at_once_is_refused(content: str) -> None:
    with pytest.raises(UnreadableFile, match="damaged JSON after 0"):
        read(content)


@pytest.mark.parametrize(
    "content",
    [
        {"version": 3, "settings": {"text": "нет"}},
        {"messages": [{"role": "user", "content": "вопрос"}]},
        {"text": 5},
        [{"name": "а"}, {"name": "б"}],
        [{"name": "а"}] * 1000 + [{"text": "б"}],
        [1, 2],
        5,
        "null",
    ],
)
def test_other_files_are_refused_in_one_line(content: object) -> None:
    with pytest.raises(UnreadableFile, match=r"neither .*; name the field: --field text=NAME"):
        read(content)


@pytest.mark.parametrize("content", [chat(messages=[]), {"chats": {"list": []}}])
def test_nothing_in_them(content: object) -> None:
    with pytest.raises(UnreadableFile, match="no text in it"):
        read(content)


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


def test_the_first_record_may_have_no_text() -> None:
    (text,), failures = read([{"deleted": True}, {"text": "б"}])
    assert text.text == "б"
    assert failures == ["/docs/result.json#1: no text field 'text'; name it: --field text=NAME"]


def test_fields_can_have_other_names() -> None:
    content = dumps([{"body": "а", "text": "б"}, {"text": "в"}, {"body": "", "Текст": "г"}])
    texts, failures = read_all("а.json", content, {"text": "body"})
    assert [text.text for text in texts] == ["а", "в", "г"]  # the usual names where it is missing
    assert failures == []


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (["Раз.", "Два."], "Раз.\nДва."),
        (["Мэр ", {"type": "bold", "text": "открыл"}, " мост"], "Мэр открыл мост"),
        ([{"type": "text", "text": "Раз."}, {"type": "image"}, {"text": "Два."}], "Раз.\nДва."),
        ({"text": [{"text": {"text": "Раз."}}]}, "Раз."),
        ({"body": "Раз."}, "Раз."),
    ],
)
def test_a_text_in_parts(value: object, text: str) -> None:
    for content in (dumps([{"body": value}]), dumps({"body": value})):
        ((found,), failures) = read_all("а.json", content, {"text": "body"})
        assert (found.text, failures) == (text, [])


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


def _export(size: int) -> Iterator[str]:
    yield '{"name": "Вестник", "type": "public_channel", "id": 7, "messages": [\n'
    message = dumps({**POST, "text": ["Слово " * 400]})
    yield ",\n".join([message] * (size // len(message.encode())))
    yield "]}"


READ_IN_LITTLE = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (90 << 20,) * 2)
from searchtool.documents.records.json import read
from searchtool.documents.source import Source
with open(sys.argv[1], "rb") as stream:
    print(sum(1 for _ in read(Source("a", sys.argv[1], stream))))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is one of Linux")
def test_a_large_export_is_not_held_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    path.write_text("".join(_export(25_000_000)), "utf-8")
    command = [sys.executable, "-c", READ_IN_LITTLE, str(path)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert int(run.stdout) > 5_000


RECORDS = [
    {"id": 7, "date": 1718359200, "text": "Мэр Озёрска открыл сегодня новый мост через реку."},
    {"id": 8, "date": 1718445600, "text": "Спасибо."},
]


@pytest.mark.parametrize(
    "content",
    [
        {"count": 2, "items": RECORDS},
        {"response": {"count": 2, "items": RECORDS, "profiles": [{"id": 1, "name": "Лидия"}]}},
        {"status": "ok", "feed": {"title": "Вестник"}, "posts": RECORDS},
        {"posts": {"-Na": RECORDS[0], "-Nb": RECORDS[1]}},
        {"-Na": RECORDS[0], "-Nb": RECORDS[1]},
    ],
)
def test_records_in_a_list_of_an_object(content: object) -> None:
    texts, failures = read(content)
    assert [(text.document.member, text.document.date) for text in texts] == [
        ("7", "2024-06-14"),
        ("8", "2024-06-15"),
    ]
    assert failures == []


def test_lists_of_an_object_by_other_fields() -> None:
    content = dumps({"items": [{"content": "Раз.", "pubDate": "2024-06-14"}]})
    ((text,), _) = read_all("а.json", content, {"text": "content", "date": "pubDate"})
    assert (text.text, text.document.date) == ("Раз.", "2024-06-14")


@pytest.mark.parametrize(
    "content",
    [
        {"menu": [{"id": 1, "text": "Открыть"}, {"id": 2, "text": "Закрыть файл"}]},
        {"description": "A library that counts all of the words.", "files": ["a b c d e f g"]},
    ],
)
def test_the_words_of_a_program_are_no_records(content: object) -> None:
    with pytest.raises(NoText):
        read(content)


def test_an_empty_list_is_empty() -> None:
    told: list[Skipped] = []
    assert read_all("а.json", b"[]", on_skip=told.append) == ([], [])
    assert told == [Skipped("/docs/а.json", "empty")]


@pytest.mark.parametrize("is_list", [True, False])
def test_prose_in_unknown_fields_is_told(is_list: bool) -> None:
    post = {"published": "2024-06-14", "content": "Мэр Озёрска открыл сегодня новый мост."}
    with pytest.raises(NoTextField, match=r"no text field .text. among .*content"):
        read([post] * 2 if is_list else {"items": [{"object": post}]})


def test_prose_deep_in_a_record_is_told() -> None:
    repost = [{"text": "Глава посёлка рассказал о новом мосте."}]
    told: list[Skipped] = []
    content = dumps([{"text": "Репост", "copy_history": repost, "tags": ["мост"]}])
    read_all("а.json", content, on_skip=told.append)
    assert told == [Skipped("/docs/а.json#copy_history", "field")]


@pytest.mark.parametrize("name", ["а.json", "а.jsonl"])
@pytest.mark.parametrize(
    "content",
    [
        '[{"text": "Раз.", "views": NaN}, {"text": "Два.", "views": -Infinity}]',
        '[\n{"text": "Раз."},\n{"text": "Два."}\n]\n',
        '[{"text": "Раз."}, {"text": "Два.", "note": "раз\n\tдва"}]',
        '{\n "text": "Раз."\n}\n{\n "text": "Два."\n}\n',
        '{"text": "Раз.", "views": NaN},\n{"text": "Два.", "note": "раз\tдва"},\n',
        '\ufeff[{"text": "Раз."}, {"text": "Два."}]',
    ],
)
def test_records_as_programs_spoil_them(content: str, name: str) -> None:
    texts, failures = read_all(name, content)
    assert [text.text for text in texts] == ["Раз.", "Два."]
    assert failures == []


def test_no_record_twice_where_a_list_is_read_again() -> None:
    records = [dumps({"text": "слово " * 50, "id": number}) for number in range(2_000)]
    records[1_900] = records[1_900].replace('"id"', '"views": NaN, "id"')
    texts, failures = read_all("а.json", f"[{','.join(records)}]")
    assert [text.document.member for text in texts] == [str(n) for n in range(2_000)]
    assert failures == []


def test_an_export_that_is_damaged_is_reported() -> None:
    with pytest.raises(UnreadableFile, match="damaged JSON after 0"):
        read('{"name": "а", "id": NaN, "messages": []}')


def test_lines_of_which_the_first_is_broken() -> None:
    texts, failures = read_all("а.jsonl", '{"text": "Ра\n{"text": "Два."}\n')
    assert [text.text for text in texts] == ["Два."]
    assert len(failures) == 1


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("<p>Газета &laquo;Волна&raquo;</p>\n <p>Два.</p>", "Газета «Волна»\n\nДва."),
        ("<b>За</b>лив.&nbsp;Раз.", "Залив. Раз."),
        ("Раз.<br />Два.<br>Три &lt;3", "Раз.\nДва.\nТри <3"),
        ("Раз. <a href='x'>Два</a><script>let a = 1</script><!-- нет -->.", "Раз. Два."),
        ("<ul><li>Раз</li><li>Два</li></ul>", "Раз\n\nДва"),
        ("a < b, c > d &amp; <имя> <b>", "a < b, c > d &amp; <имя> <b>"),
        ("Тег <p> начинает абзац", "Тег <p> начинает абзац"),
    ],
)  # fmt: skip
def test_a_text_in_html(value: str, text: str) -> None:
    ((found,), _) = read([{"text": value}])
    assert found.text.replace("\xa0", " ") == text


@pytest.mark.parametrize(
    "wrapped",
    [
        {"_index": "news", "_id": "1", "_source": {**RECORDS[0], "id": None}},
        {"update_id": 5, "message": {**RECORDS[0], "chat": {"id": 1}, "id": 1}},
        {"date": "2024-06-14", "id": 1, "object": {"text": RECORDS[0]["text"]}},
    ],
)
@pytest.mark.parametrize("form", ["[{}]", '{{"hits": {{"hits": [{}]}}}}', "{}\n{{}}\n"])
def test_a_record_in_an_object(wrapped: object, form: str) -> None:
    told: list[Skipped] = []
    (text, *_), _ = read_all("а.json", form.format(dumps(wrapped)), on_skip=told.append)
    assert (text.document.id, text.document.date) == ("а.json#1", "2024-06-14")
    assert (text.text, told) == (RECORDS[0]["text"], [])


def test_a_table_by_columns() -> None:
    content = {"date": {"0": 1718359200, "1": None}, "text": {"0": RECORDS[0]["text"], "1": "Да"}}
    texts, failures = read(content)
    assert [(text.text, text.document.date) for text in texts] == [
        (RECORDS[0]["text"], "2024-06-14"),
        ("Да", None),
    ]
    assert failures == []


def test_messages_of_other_programs() -> None:
    sent = {"author": "Анна", "timestamp_ms": 1718359200000, "content": "Раз.", "type": "Generic"}
    content = dumps({"title": "Чат", "messages": [sent, {"content": "Два."}, {"photos": []}]})
    with pytest.raises(NoText):
        read_all("а.json", content)
    fields = {"text": "content", "date": "timestamp_ms"}
    (first, second), failures = read_all("а.json", content, fields)
    assert (first.text, first.document.author, first.document.date) == (
        "Раз.",
        "Анна",
        "2024-06-14",
    )
    assert second.text == "Два."
    assert len(failures) == 1


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("Мост «Волна» — да".encode().decode("latin-1"), "Мост «Волна» — да"),
        ("\\u041c\\u043e\\u0441\\u0442 \\u00ab1\\u00bb\\ud83d\\ude00\\ud83d", "Мост «1»😀\ufffd"),
        ("Café à Ñandú", "Café à Ñandú"),
        ("Мост Ð\x9c", "Мост Ð\x9c"),
        ("Строка \\u000a и \\unknown", "Строка \\u000a и \\unknown"),
    ],
)
def test_letters_that_were_encoded_twice(written: str, text: str) -> None:
    ((found,), _) = read([{"text": written, "title": written, "author": written}])
    assert (found.text, found.document.title, found.document.author) == (text, text, text)
