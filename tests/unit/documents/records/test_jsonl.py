"""JSON lines, one document per line."""

import json

import pytest

from searchtool.documents.passages import split_passages
from tests.unit.documents.reading import read_all, read_one


def lines(*records: object) -> str:
    return "\n".join(
        record if isinstance(record, str) else json.dumps(record, ensure_ascii=False)
        for record in records
    )


class TestJsonLines:
    def test_a_line_is_a_document(self) -> None:
        record = {
            "text": "Первый.\n\nВторой.",
            "id": 17,
            "title": "Саммит",
            "date": "2024-06-14T10:00:00",
            "url": "https://a.example",
            "author": "Лидия Корсакова",
        }
        text = read_one("a.jsonl", lines(record))
        document = text.document
        assert text.text == "Первый.\n\nВторой."
        assert document.id == "a.jsonl#17"
        assert document.format == "jsonl"
        assert (document.title, document.date) == ("Саммит", "2024-06-14")
        assert (document.url, document.author) == ("https://a.example", "Лидия Корсакова")

    def test_only_the_text_is_needed(self) -> None:
        document = read_one("a.jsonl", lines({"text": "а"})).document
        assert document.id == "a.jsonl#1"
        assert (document.title, document.date, document.url, document.author) == (
            "", None, None, None,
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("record", "own_id"),
        [
            ({"_id": "x"}, "x"),
            ({"id": "i", "_id": "x"}, "i"),
            ({"id": 0}, "0"),
            ({"id": None}, "1"),
            ({"id": ""}, "1"),
        ],
    )
    def test_ids(self, record: dict[str, object], own_id: str) -> None:
        assert (
            read_one("a.jsonl", lines({"text": "а", **record})).document.id == f"a.jsonl#{own_id}"
        )

    @pytest.mark.parametrize(
        "records",
        [
            [{"id": "а"}, {"id": "а"}, {"id": "а"}],
            [{"id": "2"}, {}],
            [{"id": "а@3"}, {"id": "а"}, {"id": "а"}],
        ],
    )
    def test_duplicate_ids_stay_distinct(self, records: list[dict[str, str]]) -> None:
        texts, _ = read_all("a.jsonl", lines(*({"text": "б", **record} for record in records)))
        assert len({text.document.id for text in texts}) == len(records)

    def test_fields_can_have_other_names(self) -> None:
        content = lines({"body": "а", "text": "б", "head": "в", "key": "г"})
        fields = {"text": "body", "title": "head", "id": "key"}
        ((text,), _) = read_all("a.jsonl", content, fields)
        assert (text.text, text.document.title, text.document.id) == ("а", "в", "a.jsonl#г")

    def test_a_record_without_the_named_field_has_the_usual_ones(self) -> None:
        content = lines(
            {"full": "а", "text": "б"}, {"text": "в"}, {"Text": "г", "DATE": "14.06.24"}
        )
        texts, failures = read_all("a.jsonl", content, {"text": "full", "date": "day"})
        assert [text.text for text in texts] == ["а", "в", "г"]
        assert (texts[2].document.date, failures) == ("2024-06-14", [])

    @pytest.mark.parametrize(
        "broken",
        ["не JSON", '{"text": ', "[1]", "null", '{"text": 5}', '{"body": "а"}', "[" * 100_000],
        ids=["words", "half", "list", "null", "number", "no-text", "deep"],
    )
    def test_a_broken_line_is_reported_and_the_others_are_read(self, broken: str) -> None:
        content = lines({"text": "первая"}, broken, {"text": "третья"})
        texts, failures = read_all("a.jsonl", content)
        assert [text.text for text in texts] == ["первая", "третья"]
        assert len(failures) == 1
        assert failures[0].startswith("/docs/a.jsonl:2: ")

    def test_a_missing_text_names_the_option(self) -> None:
        _, failures = read_all("a.jsonl", lines({"body": "а"}))
        assert failures == [
            "/docs/a.jsonl:1: no text field 'text'; name it: --field text=NAME",
        ]

    @pytest.mark.parametrize("line_end", ["\n", "\r\n"])
    def test_empty_lines_are_passed_over_and_counted(self, line_end: str) -> None:
        content = "\n{}\n\n  \n{}\n".format(lines({"text": "а"}), lines({"text": "б"}))
        texts, failures = read_all("a.jsonl", content.replace("\n", line_end))
        assert [(text.text, text.line) for text in texts] == [("а", 2), ("б", 5)]
        assert failures == []

    def test_every_paragraph_stands_in_the_line_of_its_record(self) -> None:
        texts, _ = read_all("a.jsonl", lines({"text": "а"}, {"text": "Раз.\r\n\r\nДва.\n\nТри."}))
        passages = split_passages(texts[1])
        assert [(p.text, p.line) for p in passages] == [("Раз.", 2), ("Два.", 2), ("Три.", 2)]
        assert [p.id for p in passages] == [f"a.jsonl#2#p{n}" for n in (1, 2, 3)]

    @pytest.mark.parametrize("name", ["text", "id", "title"])
    def test_half_of_a_surrogate_pair_can_still_be_stored(self, name: str) -> None:
        content = lines({"text": "а", **{name: "б?"}}).replace("?", r"\ud83d")
        texts, _ = read_all("a.jsonl", content)
        for text in texts:  # or the line is refused
            (text.text + text.document.id + text.document.title).encode()

    def test_a_separator_inside_a_string_does_not_end_the_line(self) -> None:
        assert read_one("a.jsonl", lines({"text": "а\u2028б\x85в"})).text == "а\u2028б\x85в"
