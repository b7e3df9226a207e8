"""Messages in several alternatives: all of the text is read, and none of it twice."""

from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtool.documents.mail.alternatives import merge_alternatives
from tests.unit.documents.mail.make_mail import message
from tests.unit.documents.reading import read_all, read_one, texts

PLAIN = """\
Коллеги, ярмарка в Озёрске откроется в субботу, двадцать
второго июня, в десять часов утра.

Места для торговли раздаёт Савва Кожин: +7 900 000-00-00.

> Будет ли музыка?

Будет.
"""
HTML = """\
<html><head><style>p {}</style><title>Письмо</title></head><body>
<p>Коллеги, <b>ярмарка</b> в&nbsp;Озёрске откроется в&nbsp;субботу, двадцать второго июня, в десять
часов утра.</p>
<p>Места для торговли раздаёт <a href="https://ozersk.example/kozhin">Савва Кожин</a>:
+7&nbsp;900&nbsp;000-00-00.</p><blockquote>Будет ли музыка?</blockquote>
<p>Будет.</p></body></html>"""
READ = [
    "Коллеги, ярмарка в Озёрске откроется в субботу, двадцать\nвторого июня, в десять часов утра.",
    "Места для торговли раздаёт Савва Кожин: +7 900 000-00-00.",
    "Будет ли музыка?",
    "Будет.",
]


def test_the_same_text_is_read_once_as_it_was_written() -> None:
    assert texts(read_one("а.eml", bytes(message(HTML, PLAIN)))) == READ


def test_plain_text_that_a_program_made_of_the_html() -> None:
    plain = """\
Коллеги, *ярмарка* в Озёрске откроется в субботу, двадцать второго июня, в десять часов утра.

Места для торговли раздаёт Савва Кожин <https://ozersk.example/kozhin>: +7 900 000-00-00.

[image: logo.png]

> Будет ли музыка?

Будет.
"""
    assert len(texts(read_one("а.eml", bytes(message(HTML, plain))))) == 5


@pytest.mark.parametrize(
    "stub",
    [
        "См. письмо в HTML.",
        "HTML only",
        "https://a.example/view?id=5",
        "{{ content }}",
        "\xa0\n\n",
        "-- \nОтписаться: https://a.example/u",
        "???????, ??????? ? ??????? ????????? ? ???????",
    ],
)
def test_a_plain_part_that_says_nothing_of_the_text(stub: str) -> None:
    read = texts(read_one("а.eml", bytes(message(HTML, stub))))
    assert read[0].startswith("Коллеги, ярмарка в Озёрске")
    assert read[-1] == "Будет."
    assert len(read) == 4


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Буду в пять.</p>", "Буду в пять."),
        ("<table><tr><td>Барка</td><td>пенька</td></table>", "Барка | пенька"),
        (HTML, "Будет."),
    ],
)
def test_a_plain_part_that_may_say_something_is_kept(html: str, text: str) -> None:
    stub = "Чтобы прочитать это письмо, включите показ писем в формате HTML."
    read = texts(read_one("а.eml", bytes(message(html, stub))))
    assert text in read and stub in read


@pytest.mark.parametrize("html", ['<img src="cid:1" alt="">', "", "<p>Открыть в браузере</p>"])
def test_html_that_says_nothing_of_the_text(html: str) -> None:
    html = f"<html><body>{html}</body></html>"
    read = texts(read_one("а.eml", bytes(message(html, PLAIN))))
    assert read[:4] == READ


def test_the_plain_part_is_only_the_end_of_the_text() -> None:
    plain = "Будет.\n"
    read = texts(read_one("а.eml", bytes(message(HTML, plain))))
    assert len(read) == 4 and read[-1] == "Будет."


def test_each_part_has_text_that_the_other_lacks() -> None:
    plain = PLAIN + "\nP.S. Ключ от палатки лежит у сторожа Прокла.\n"
    html = HTML.replace("</body>", "<table><tr><td>Мёд</td><td>300 рублей</td></tr></table></body>")
    read = texts(read_one("а.eml", bytes(message(html, plain))))
    assert read == [*READ, "P.S. Ключ от палатки лежит у сторожа Прокла.", "Мёд | 300 рублей"]


def test_what_the_html_does_not_show_is_no_text() -> None:
    hidden = '<div style="color:#fff; display : none;">Только сегодня: вёсла даром</div>'
    html = HTML.replace("<body>", f"<body>{hidden}")
    assert texts(read_one("а.eml", bytes(message(html, PLAIN)))) == READ


def test_a_sentence_more_in_a_paragraph() -> None:
    html = HTML.replace("часов утра.", "часов утра. Вход со двора пожарной части.")
    read = texts(read_one("а.eml", bytes(message(html, PLAIN))))
    assert read == [*READ, "Вход со двора пожарной части."]


def test_plain_text_that_is_cut_off() -> None:
    html = HTML.replace(
        "</body>", "<p>" + "Потом будут скачки, и приз вручит мэр. " * 3 + "</p></body>"
    )
    read = texts(read_one("а.eml", bytes(message(html, PLAIN[:140]))))
    assert [t for t in read if "Савва" in t and "900" in t] and "скачки" in read[-1]
    assert len(read) == 5


def test_more_than_two_alternatives() -> None:
    letter = message(HTML, PLAIN)
    letter.add_alternative(f"<html amp4email>{HTML}</html>", subtype="x-amp-html")
    letter.add_alternative(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20240622T100000\n"
        "SUMMARY:Ярмарка в Озёрске\n  откроется в субботу\n"
        "LOCATION:Сенная площадь\\, у пожарной каланчи\nEND:VEVENT\nEND:VCALENDAR\n",
        subtype="calendar",
    )
    read = texts(read_one("а.eml", bytes(letter)))
    assert read == [*READ, "Сенная площадь, у пожарной каланчи"]


def test_html_with_its_pictures_in_an_alternative() -> None:
    letter = message(HTML, "См. HTML")
    _, html = letter.iter_parts()
    assert isinstance(html, EmailMessage)
    html.add_related(b"\x89PNG", "image", "png", cid="<1>")
    skipped: list[str] = []
    (text,), _ = read_all("а.eml", bytes(letter), on_skip=lambda part: skipped.append(part.where))
    assert len(texts(text)) == 4
    assert skipped == ["/docs/а.eml#image/png"]


LINES = st.lists(st.text("абв >|.\n", max_size=12), max_size=6)


@given(st.lists(LINES, max_size=4))
def test_no_word_is_lost_between_equals(alternatives: list[list[str]]) -> None:
    merged = " ".join(merge_alternatives(alternatives))
    if any(any(map(str.strip, lines)) for lines in alternatives):
        assert merged.strip()


@given(LINES)
def test_the_same_twice_is_once(lines: list[str]) -> None:
    once = [line for line in merge_alternatives([lines]) if line.strip()]
    assert [line for line in merge_alternatives([lines, lines]) if line.strip()] == once
