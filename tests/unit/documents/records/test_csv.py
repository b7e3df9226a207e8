"""Tables, one document per row."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtool.core.errors import UnreadableFile
from searchtool.documents.passages import split_passages
from tests.unit.documents.reading import read_all, survives

CSV = """\
Заголовок;Текст;Дата;Автор;Ссылка;id
Саммит;"Первый.

Второй; с «кавычками» и ""прямыми"".";14.06.2024;Лидия Корсакова;https://a.example;17

Мост;Мост открыт.;2024-06-15;;;
"""


def test_a_row_is_a_document() -> None:
    (first, second), failures = read_all("а.csv", CSV)
    assert failures == []
    document = first.document
    assert (document.id, document.format, document.title) == ("а.csv#17", "csv", "Саммит")
    assert (document.date, document.author) == ("2024-06-14", "Лидия Корсакова")
    assert (document.url, document.member) == ("https://a.example", "")
    assert first.text == 'Первый.\n\nВторой; с «кавычками» и "прямыми".'
    assert [passage.line for passage in split_passages(first)] == [2, 2]
    assert (second.document.id, second.line, second.document.author) == ("а.csv#6", 6, None)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1251", "utf-16"])
@pytest.mark.parametrize("note", ["", "sep={}\n"])
def test_delimiters_and_encodings(delimiter: str, encoding: str, note: str) -> None:
    rows = f"title{delimiter}text\nСаммит{delimiter}Глава города, где нет моста; открыл | мост\n"
    if delimiter != "\t":
        rows = rows.replace("Глава", '"Глава').replace("| мост", '| мост"')
    ((text,), _) = read_all("а.csv", (note.format(delimiter) + rows).encode(encoding))
    assert text.text == "Глава города, где нет моста; открыл | мост"
    assert text.document.title == "Саммит"


def test_columns_can_have_any_names() -> None:
    content = "Body,Head\nа,б\n"
    with pytest.raises(UnreadableFile) as refused:
        read_all("а.csv", content)
    assert str(refused.value) == (
        "/docs/а.csv: no text field 'text' among body, head; name it: --field text=NAME"
    )
    ((text,), _) = read_all("а.csv", content, {"text": "Body", "title": "Head"})
    assert (text.text, text.document.title) == ("а", "б")


def test_marks_in_an_unquoted_table_are_text() -> None:
    content = 'title\ttext\n"Заря" победила\t"Мы рады", — сказал он\nа\t"б\nв\tг\n'
    texts, _ = read_all("а.tsv", content)
    assert [text.text for text in texts] == ['"Мы рады", — сказал он', '"б', "г"]
    assert texts[0].document.title == '"Заря" победила'


def test_short_rows_are_reported_and_the_others_read() -> None:
    texts, failures = read_all("а.csv", "id,text\n1,а\n2\n3,б,лишнее\n")
    assert [text.text for text in texts] == ["а", "б"]
    assert failures == ["/docs/а.csv:3: no text field 'text'; name it: --field text=NAME"]


def test_a_cell_that_never_ends_is_bounded() -> None:
    content = 'text\nа\n"' + f"{'слово ' * 1000}\n" * 800 + '"\nв\n'
    texts, failures = read_all("а.csv", content)
    assert texts[0].text == "а"
    assert len(failures) <= 2
    assert "not a table row" in failures[0]


def test_zero_bytes_are_left_out() -> None:
    content = b"text\n" + b"a" * 5000 + b"\0b\n"
    ((text,), _) = read_all("а.csv", content)
    assert text.text == "a" * 5000 + "b"


@pytest.mark.parametrize("content", ["", "\n\n", "text\n"])
def test_a_table_without_rows(content: str) -> None:
    assert read_all("а.csv", content) == ([], [])


_CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=20)


@given(st.lists(st.tuples(_CELLS, _CELLS), min_size=1, max_size=5), st.sampled_from(",;\t|"))
def test_what_the_csv_module_writes_is_read(rows: list[tuple[str, str]], delimiter: str) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([("title", "text"), *rows])
    texts, failures = read_all("а.csv", b"\xef\xbb\xbf" + out.getvalue().encode())
    assert failures == []
    kept = [text for title, text in rows if title.strip() or text.strip()]
    assert [text.text for text in texts] == kept


def test_damaged_files() -> None:
    survives("а.csv", CSV.encode())
    survives("а.tsv", CSV.replace(";", "\t").encode("cp1251"))
