"""Messages: quoted replies apart from the author's own words."""

from hypothesis import given
from hypothesis import strategies as st

from searchtool.documents.passages import split_passages
from searchtool.documents.text.quoted_replies import is_reply_thread, split_quoted_replies
from tests.unit.documents.reading import paragraphs, read_one


def cited(message: str) -> list[tuple[str, str]]:
    return [
        (piece.text.replace("\n", " "), piece.role)
        for piece in split_quoted_replies(enumerate(message.split("\n"), 1))
    ]


ANSWER = """\
Привет, Лидия!

12 июня 1999 г., Кузьма Зорин писал:

> Я думаю, что надо собраться в субботу и обсудить всё
> как следует, не откладывая.
>
>> А когда было иначе?
> Никогда.
Согласна, но в субботу я не могу, потому что еду на дачу
вместе с детьми.
    Новый абзац начинается с отступа, хотя строка перед ним
полна.

> Тогда в воскресенье?
Хорошо.

-- 
Лидия Корсакова
архив, комната 12
"""


def test_what_is_cited_is_told_from_what_is_said() -> None:
    assert cited(ANSWER) == [
        ("Привет, Лидия!", "text"),
        ("12 июня 1999 г., Кузьма Зорин писал:", "cited"),
        ("Я думаю, что надо собраться в субботу и обсудить всё как следует, не откладывая.",
         "cited"),
        ("А когда было иначе?", "cited"),
        ("Никогда.", "cited"),
        ("Согласна, но в субботу я не могу, потому что еду на дачу вместе с детьми.", "text"),
        ("Новый абзац начинается с отступа, хотя строка перед ним полна.", "text"),
        ("Тогда в воскресенье?", "cited"),
        ("Хорошо.", "text"),
        ("Лидия Корсакова архив, комната 12", "text"),
    ]  # fmt: skip


def test_a_text_file_that_cites_is_read_so_and_lines_are_those_of_the_file() -> None:
    text = read_one("ответ.txt", ANSWER)
    lines = ANSWER.split("\n")
    passages = split_passages(text)
    assert [passage.line for passage in passages] == [1, 3, 5, 8, 9, 10, 12, 15, 16, 19]
    for passage in passages:
        assert passage.line is not None
        assert lines[passage.line - 1].lstrip("> ").startswith(passage.text[:12])


def test_a_text_file_that_cites_nobody_is_left_to_its_layout() -> None:
    assert read_one("а.txt", "Раз.\n\n> Два.\n").blocks is None


@given(st.lists(st.sampled_from(["", "Да.", "> Нет.", "a > b", ">>> x", "| а", "ЛК> Да"])))
def test_only_texts_with_two_marked_lines_are_messages(lines: list[str]) -> None:
    marked = sum(line in ("> Нет.", ">>> x", "ЛК> Да") for line in lines)
    assert is_reply_thread(lines) == (marked >= 2)


@given(
    st.lists(
        st.sampled_from(
            [*ANSWER.split("\n"), "", "> ", "-- ", "От: а", "Кому: б", "Original message"]
        ),
        max_size=25,
    )
)
def test_no_word_is_lost_but_those_of_the_frame(lines: list[str]) -> None:
    words = " ".join(line.lstrip("> ") for line in lines).split()
    frame = {"--", "Original", "message"}
    pieces = split_quoted_replies(enumerate(lines, 1))
    said = " ".join(piece.text for piece in pieces).split()
    assert [word for word in words if word not in frame] == said


def test_fidonet_and_bars() -> None:
    message = "КЗ> А завтра?\nКЗ>> Вчера?\n ЛК> Да.\n| И так бывает.\nОк.\n| год | бюджет |"
    assert cited(message) == [
        ("А завтра?", "cited"),
        ("Вчера?", "cited"),
        ("Да.", "cited"),
        ("И так бывает.", "cited"),
        ("Ок.", "text"),
        ("| год | бюджет |", "text"),
    ]


def test_attributions() -> None:
    for attribution in (
        "Кузьма Зорин <kz@example.ru> пишет:",
        "On Mon, 14 Jun 1999, Kuzma Zorin wrote:",
        "12 июня 2020 г. в 10:00, Кузьма Зорин <kuzma.zorin@example.ru>\nнаписал(а):",
    ):
        joined = attribution.replace("\n", " ")
        assert cited(f"Да.\n\n{attribution}\n\n> Нет.")[1:] == [
            (joined, "cited"),
            ("Нет.", "cited"),
        ]
    assert cited("Мэр сказал:\n> Нет.")[0] == ("Мэр сказал:", "text")


def test_all_below_the_header_of_another_message_is_cited() -> None:
    below = [("Кузьма Зорин", "cited"), ("Мост открыт.", "cited")]
    for header in ("-----Исходное сообщение-----", "---------- Forwarded message ---------"):
        assert cited(f"Смотрите.\n\n{header}\nКузьма Зорин\n\nМост открыт.")[1:] == below
    outlook = "Да.\n\nОт: Зорин К.\nОтправлено: 14 июня\nКому: Корсакова\n\nМост открыт."
    assert [role for _, role in cited(outlook)] == ["text", *["cited"] * 4]
    ended = "Пересылаемое сообщение\nМост.\nКонец пересылаемого сообщения\nДа."
    assert cited(ended) == [("Мост.", "cited"), ("Да.", "text")]


def test_lists_and_short_lines_stay_apart() -> None:
    message = "Нужно, чтобы все, кто будет на собрании, взяли\nс собой:\n- паспорт\n- ручку\nЖду."
    assert [text for text, _ in cited(message)] == [
        "Нужно, чтобы все, кто будет на собрании, взяли с собой:",
        "- паспорт",
        "- ручку",
        "Жду.",
    ]


def test_verse_keeps_its_lines() -> None:
    poem = """\
Над рекой туман и тишина,
Спит за лесом старая луна,
И никто не знает до утра,
Что уже кончается жара."""
    message = f"> Прочтите\n> ещё раз.\nВот:\n\n{poem}\n"
    assert paragraphs(read_one("а.txt", message))[-1] == (poem, "verse")
