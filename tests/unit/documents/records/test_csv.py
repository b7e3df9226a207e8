"""Tables, one document per row."""

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from searchtool.core.errors import UnreadableFile
from searchtool.core.model import Skipped
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
    texts, failures = read_all("а.csv", "id,text\n1,а\n2\n3,б\n")
    assert [text.text for text in texts] == ["а", "б"]
    assert failures == ["/docs/а.csv:3: no text field 'text'; name it: --field text=NAME"]


def test_a_row_with_more_cells_than_columns_loses_nothing() -> None:
    content = """\
id,text,date
1,Мост, который строили, открыт,2024-02-10
2,"Мы рады", — сказал он,2024-02-11
3,Пруд,2024-02-12,,,
"""
    texts, _ = read_all("а.csv", content)
    assert [text.text for text in texts] == [
        "Мост, который строили, открыт", '"Мы рады", — сказал он', "Пруд",
    ]  # fmt: skip
    assert [text.document.date for text in texts] == ["2024-02-10", "2024-02-11", "2024-02-12"]


def test_columns_of_the_same_name_are_read_together() -> None:
    texts, _ = read_all("а.csv", "text;text\nа;б\nв;\n")
    assert [text.text for text in texts] == ["а\n\nб", "в"]


def rows(content: str) -> list[tuple[int | None, str, str | None]]:
    texts, failures = read_all("а.csv", content)
    assert failures == []
    return [(text.line, text.text, text.document.date) for text in texts]


BRIDGE = "3;Мост через Светлую просел;2024-03-10\n4;Староста ушёл;2024-04-10\n"


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ('2;"Лесопилка Дятловых встала;2024-02-10', '"Лесопилка Дятловых встала'),
        ('2;"Лесопилка; Дятловых встала;2024-02-10', '"Лесопилка; Дятловых встала'),
        ('2;"Лесопилка "Дятел" встала";2024-02-10', 'Лесопилка "Дятел" встала'),
        ('2;"Лесопилка "Дятел"";2024-02-10', 'Лесопилка "Дятел"'),
        ('2;"Лесопилка" Дятловых;2024-02-10', '"Лесопилка" Дятловых'),
        ('2;Лесопилка";2024-02-10', 'Лесопилка"'),
        ('2;Труба 16";2024-02-10', 'Труба 16"'),
        ('2;"""Лесопилка";2024-02-10', '"Лесопилка'),
        ('2;"Он \\"сказал\\"; и ушёл";2024-02-10', 'Он "сказал"; и ушёл'),
        ('2;"C:\\лес\\";2024-02-10', "C:\\лес\\"),
        ('"2;Лесопилка;2024-02-10', "Лесопилка"),
        ('2;Лесопилка;"2024-02-10', "Лесопилка"),
        ('2;"Лесопилка;"2024-02-10', '"Лесопилка'),
        ("2;“Лесопилка;2024-02-10", "“Лесопилка"),
        ('2; "Лесопилка; и пруд" ;2024-02-10', "Лесопилка; и пруд"),
    ],
)
def test_a_mark_out_of_place_spoils_at_most_its_row(row: str, text: str) -> None:
    spoilt = (2, text, "2024-02-10")
    others = [(3, "Мост через Светлую просел", "2024-03-10"), (4, "Староста ушёл", "2024-04-10")]
    assert rows(f"id;text;date\n{row}\n{BRIDGE}") == [spoilt, *others]
    moved = [(line - 1, *rest) for line, *rest in others]
    assert rows(f"id;text;date\n{BRIDGE}{row}") == [*moved, (4, text, "2024-02-10")]
    more = '5;"Пруд\n\nи луг; лес";2024-05-10\n6;"Верба; ива";2024-06-10\n'
    assert rows(f"id;text;date\n{row}\n{more}") == [
        spoilt, (3, "Пруд\n\nи луг; лес", "2024-05-10"), (6, "Верба; ива", "2024-06-10"),
    ]  # fmt: skip


@pytest.mark.parametrize("header", ['id;"text;date', '"id;text;date', 'id;text;"date'])
def test_a_mark_out_of_place_in_the_header(header: str) -> None:
    assert [text for _, text, _ in rows(f"{header}\n{BRIDGE}")][1:] == ["Староста ушёл"]


def test_a_header_of_several_lines() -> None:
    assert rows('id;text;"day\nof print"\n1;а;б\n') == [(3, "а", None)]


def test_cells_in_which_lines_look_like_rows() -> None:
    listed = "Счёт:\n1;2\n3;4"
    content = f'id;text\n1;"{listed}"\n2;Мост\n3;"Раз; два\nтри; четыре"\n4;Пруд\n'
    content += "5;Верба\n" * 20
    assert [text for _, text, _ in rows(content)][:4] == [
        listed, "Мост", "Раз; два\nтри; четыре", "Пруд",
    ]  # fmt: skip


def test_a_mark_that_is_never_closed_costs_no_rows_and_little_time() -> None:
    open_rows = 'а; "слово слово\n' * 20_000  # hours if each looked at all below
    assert len(rows(f"title;text\n{open_rows}")) == 20_000


def test_zero_bytes_are_left_out() -> None:
    content = b"text\n" + b"a" * 5000 + b"\0b\n"
    ((text,), _) = read_all("а.csv", content)
    assert text.text == "a" * 5000 + "b"


@pytest.mark.parametrize("content", ["\n\n", "text\n"])
def test_a_table_without_rows(content: str) -> None:
    with pytest.raises(UnreadableFile, match="no text in it"):
        read_all("а.csv", content)


# Without the beginnings of tags, of escapes and of Russian letters that were encoded twice.
_CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\\<ÐÑ"), max_size=20)


@example([("\n0", "")], ",")
@given(st.lists(st.tuples(_CELLS, _CELLS), min_size=1, max_size=5), st.sampled_from(",;\t|"))
def test_what_the_csv_module_writes_is_read(rows: list[tuple[str, str]], delimiter: str) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    rows = [*rows, ("конец", "конец")]
    writer.writerows([("title", "text"), *rows])
    texts, failures = read_all("а.csv", b"\xef\xbb\xbf" + out.getvalue().encode())
    assert failures == []
    kept = [text for title, text in rows if title.strip() or text.strip()]
    assert [text.text for text in texts] == kept


_WORDS = st.sampled_from("мост через реку открыт весной мэр заявил что пруд зацвёл".split())
_SENTENCES = st.lists(_WORDS, min_size=2, max_size=6).map(" ".join)


@st.composite
def _cells(draw: st.DrawFn, delimiter: str) -> tuple[str, str]:
    """A cell as it is written, and its text."""
    text, more = draw(_SENTENCES), draw(_SENTENCES)
    match draw(st.sampled_from(["plain", "quoted", "lines", "inches", "inner", "open"])):
        case "plain":
            return text, text
        case "quoted":
            return f'"{text}{delimiter} ""{more}"""', f'{text}{delimiter} "{more}"'
        case "lines":
            text = f"{text}\n\n{more}{delimiter} да\nнет"
            return f'"{text}"', text
        case "inches":
            return f'{text} 16"', f'{text} 16"'
        case "inner":
            return f'"{text} "{more}" {text}"', f'{text} "{more}" {text}'
        case _:
            return f'"{text}', f'"{text}'


@given(st.data(), st.sampled_from(",;\t|"), st.permutations(["id", "text", "date"]))
def test_rows_stay_apart_whatever_is_in_them(
    data: st.DataObject, delimiter: str, columns: list[str]
) -> None:
    cells = data.draw(st.lists(_cells(delimiter), min_size=1, max_size=12))
    cells.append(("конец", "конец"))
    content, expected = delimiter.join(columns) + "\n", []
    for number, (cell, text) in enumerate(cells, 1):
        day = f"2024-06-{number:02}"
        row = {"id": str(number), "text": cell, "date": day}
        expected.append((content.count("\n") + 1, text, day))
        content += delimiter.join(row[column] for column in columns) + "\n"
    assert rows(content) == expected


def test_damaged_files() -> None:
    survives("а.csv", CSV.encode())
    survives("а.tsv", CSV.replace(";", "\t").encode("cp1251"))


def test_a_column_of_prose_that_is_not_the_text_is_told_once() -> None:
    rows = "id;Текст;Примечание;Код\n" + "".join(
        f"{n};Мост открыли;Перепечатано из вестника с разрешения редакции;а б\n" for n in (1, 2)
    )
    skipped: list[Skipped] = []
    found, failures = read_all("a.csv", rows, on_skip=skipped.append)
    assert (len(found), failures) == (2, [])
    assert skipped == [Skipped("/docs/a.csv#примечание", "field")]
    skipped.clear()
    (first, _), _ = read_all("a.csv", rows, {"text": "Примечание"}, on_skip=skipped.append)
    assert first.text == "Перепечатано из вестника с разрешения редакции"
    assert skipped == []


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize(
    "above", ["Отчёт: мосты{0}{0}{0}\nПериод: 06.2024{0}{0}{0}\n{0}{0}{0}\n", "Отчёт\n\n"]
)
def test_a_header_below_the_name_of_the_report(above: str, delimiter: str) -> None:
    rows = "№;Дата;Заголовок;Текст\n1;14.06.2024;Мост;Мост открыт.\n".replace(";", delimiter)
    above = above.format(delimiter)
    ((text,), failures) = read_all("а.csv", above + rows)
    assert (text.text, text.document.title, text.document.date) == (
        "Мост открыт.", "Мост", "2024-06-14",
    )  # fmt: skip
    assert (text.line, failures) == (above.count("\n") + 2, [])


def test_rows_of_a_database_without_quotation_marks() -> None:
    content = (
        "id\ttext\tdate\tauthor\n"
        "1\tПервый.\\nВторой\\tи \\\\n, C:\\new.\t2024-06-14 10:15:00+03\t\\N\n"
    )
    ((text,), _) = read_all("а.tsv", content)
    assert text.text == "Первый.\nВторой\tи \\\\n, C:\\new."
    assert (text.document.author, text.document.date) == (None, "2024-06-14")
    ((text,), _) = read_all("а.csv", 'text,author\n"Путь \\nВверх",\\N\n')
    assert (text.text, text.document.author) == ("Путь \\nВверх", None)


def test_a_row_is_no_header() -> None:
    content = "id,type,content\n1,text,Мост открыт\ntext,date,Мост закрыт\n"
    with pytest.raises(UnreadableFile, match="among id, type, content"):
        read_all("а.csv", content)


@pytest.mark.parametrize(
    "header",
    [
        '"Дата\nпубликации","Текст","Автор"',
        "Дата\xa0,\u200bТекст\u200b,Автор",
        '"Дата\n\n",Текст,Автор',
    ],
)
def test_headers_as_people_make_them(header: str) -> None:
    ((text,), failures) = read_all("а.csv", f"{header}\n14.06.2024,Мост открыт,Анна\n")
    assert (text.text, text.document.author, failures) == ("Мост открыт", "Анна", [])


def test_a_row_of_many_empty_cells() -> None:
    ((text,), _) = read_all("а.csv", f"text,date\nМост,2024-06-14{',' * 300_000}\n")
    assert (text.text, text.document.date) == ("Мост", "2024-06-14")


def test_a_text_column_that_another_one_takes_the_place_of_is_told() -> None:
    rows = "id;text;Комментарий\n1;Мост через реку открыли в субботу;Об этом писал вестник в мае\n"
    skipped: list[Skipped] = []
    (found,), _ = read_all("a.csv", rows, {"text": "комментарий"}, on_skip=skipped.append)
    assert found.text == "Об этом писал вестник в мае"
    assert [part.where for part in skipped] == ["/docs/a.csv#text"]


def test_prose_in_the_place_of_a_date_is_text() -> None:
    rows = "Текст;Дата\nпродолжается;тут точка с запятой и лобзик\nМост открыт;2001-05-05\n"
    (first, second), _ = read_all("a.csv", rows)
    assert first.text == "продолжается\nтут точка с запятой и лобзик"
    assert (second.text, second.document.date) == ("Мост открыт", "2001-05-05")
