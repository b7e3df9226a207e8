"""Subtitles: cues joined to sentences with their times and lines."""

import pytest

from searchtool.core.errors import UnreadableFile
from searchtool.documents.passages import split_passages
from tests.unit.documents.reading import read_all, read_one, survives

SRT = """\
1
00:00:01,000 --> 00:00:03,000
<i>Вчера мы говорили</i>
о погоде,

2
00:00:03,100 --> 00:00:05,000
а сегодня о деньгах.

3
00:00:05,100 --> 00:00:07,000
- Привет.
— Здравствуй,

4
00:00:07,100 --> 00:00:09,000
дорогой друг.

5
00:00:09,100 --> 00:00:10,000
[Музыка]

6
00:00:10,100 --> 00:00:12,000
{\\an8}Мы шли...

7
00:00:12,100 --> 00:00:13,000
...по мосту

8
00:12:31,000 --> 00:12:32,000
и молчали
"""
SPOKEN = [
    ("Вчера мы говорили о погоде, а сегодня о деньгах.", 3, "00:00:01"),
    ("- Привет.", 12, "00:00:05"),
    ("— Здравствуй, дорогой друг.", 13, "00:00:05"),
    ("[Музыка]", 21, "00:00:09"),
    ("Мы шли... ...по мосту", 25, "00:00:10"),
    ("и молчали", 33, "00:12:31"),
]


def spoken(name: str, content: str | bytes) -> list[tuple[str, int | None, str | None]]:
    passages = split_passages(read_one(name, content))
    return [(passage.text, passage.line, passage.section) for passage in passages]


def test_cues_are_joined_to_sentences() -> None:
    assert spoken("фильм.srt", SRT) == SPOKEN
    document = read_one("фильм.srt", SRT).document
    assert (document.id, document.format) == ("фильм.srt", "srt")


def test_windows_encoding_line_ends_and_other_decimals() -> None:
    content = SRT.replace(",0", ".0").replace("\n", "\r\n").encode("cp1251")
    assert spoken("фильм.srt", content) == SPOKEN


def test_numbers_and_blank_lines_do_not_matter() -> None:
    without_numbers = "\n".join(line for line in SRT.split("\n") if not line.isdigit())
    without_blanks = "\n".join(line for line in SRT.split("\n") if line)
    for content in (without_numbers, without_blanks):
        assert [text for text, _, _ in spoken("а.srt", content)] == [text for text, _, _ in SPOKEN]


def test_a_word_divided_at_the_end_of_a_line_is_whole() -> None:
    content = """\
1
00:00:01,000 --> 00:00:03,000
<i>Вчера уполномо-</i>
<i>ченный артели приехал из Нью-</i>
Йорка. Его встре\u00ad
тил Вереща-

2
00:00:03,100 --> 00:00:05,000
гин.

3
00:00:05,100 --> 00:00:07,000
Я только хотел-
что это?

4
00:00:07,100 --> 00:00:09,000
Мы все-
- Молчи!
"""
    assert [text for text, _, _ in spoken("а.srt", content)] == [
        "Вчера уполномоченный артели приехал из Нью-Йорка. Его встретил Верещагин.",
        "Я только хотел- что это?",
        "Мы все-",
        "- Молчи!",
    ]


@pytest.mark.parametrize("arrow", ["-->", "->", "–>", "—>", "--&gt;", "→", "-- >"])
def test_arrows_as_programs_spoil_them(arrow: str) -> None:
    assert spoken("фильм.srt", SRT.replace("-->", arrow)) == SPOKEN


@pytest.mark.parametrize(
    "times",
    [
        "00: 00: 03, 000 --> 00: 00: 04, 000",
        "-00:00:03,000 --> 00:00:04,000",
        "1000:00:03,000 --> 1000:00:04,000",
        "00:00:03,000 -->",
        "00:00:03,000 – 00:00:04,000",
        "0:00:03.000,0:00:04.000",
    ],
)
def test_times_as_programs_spoil_them(times: str) -> None:
    first = "1\n00:00:01,000 --> 00:00:02,000\nРаз.\n\n"
    for content in (f"{first}2\n{times}\nДва.\n", f"1\n{times}\nРаз.\n\n2\n{times}\nДва.\n"):
        assert [text for text, _, _ in spoken("а.srt", content)] == ["Раз.", "Два."]


def test_text_that_speaks_of_times_is_text() -> None:
    said = ["10:00 – 12:00", "С 10:00 до 12:00.", "1:30"]
    content = "1\n00:00:01,000 --> 00:00:02,000\n" + "\n".join(said)
    assert [text for text, _, _ in spoken("а.srt", content)] == [" ".join(said)]


def test_a_blank_line_after_each_line() -> None:
    lines = [
        *("1", "00:00:01,000 --> 00:00:02,000", "Сколько?"),
        *("2", "00:00:03,000 --> 00:00:04,000", "- Ровно", "300"),
        *("3", "00:00:05,000 --> 00:00:06,000", "и ни одним больше.", "42"),
    ]
    assert [text for text, _, _ in spoken("а.srt", "\n\n".join(lines))] == [
        "Сколько?",
        "- Ровно 300 и ни одним больше. 42",
    ]


def test_lines_above_the_first_cue() -> None:
    content = f"Перевод артели «Волна»\n\n{SRT}"
    texts = [text for text, _, _ in spoken("а.srt", content)]
    assert texts == ["Перевод артели «Волна»", *(text for text, _, _ in SPOKEN)]


def test_line_breaks_of_another_format() -> None:
    content = "1\n00:00:01,000 --> 00:00:02,000\nВода\\Nподнялась\\hк лотку\n"
    assert [text for text, _, _ in spoken("а.srt", content)] == ["Вода поднялась к лотку"]


def test_vtt() -> None:
    content = """\
WEBVTT - Урок

STYLE
::cue { color: red }

NOTE не для зрителя
и это тоже

начало
00:01.000 --> 00:03.000 align:start position:10%
<v Кузьма Зорин>Где мой дом?

7
01:00:03.000 --> 01:00:05.000
&laquo;Тут&raquo;<00:00:04.000><c> рядом</c>
"""
    assert spoken("урок.vtt", content) == [
        ("Кузьма Зорин: Где мой дом?", 11, "00:00:01"),
        ("«Тут» рядом", 15, "01:00:03"),
    ]


def test_captions_that_roll_up_are_not_doubled() -> None:
    content = """\
WEBVTT

00:00:01.000 --> 00:00:02.000
сегодня<00:00:01.500><c> мы</c>

00:00:02.000 --> 00:00:02.010
сегодня мы

00:00:02.010 --> 00:00:04.000
сегодня мы
говорим<00:00:03.000><c> о реках</c>
"""
    assert spoken("а.vtt", content) == [("сегодня мы говорим о реках", 4, "00:00:01")]


def test_speech_without_marks_is_divided() -> None:
    cues = "".join(
        f"00:{n // 60:02}:{n % 60:02},0 --> 00:{n // 60:02}:{n % 60:02},9\nслово слово слово\n\n"
        for n in range(1, 200)
    )
    texts = [text for text, _, _ in spoken("а.srt", cues)]
    assert sum(text.count("слово") for text in texts) == 3 * 199
    assert 300 < max(map(len, texts)) <= 700


@pytest.mark.parametrize(
    "content", ["просто текст", "WEBVTT\n\n", "1\n00:00:01,000 --> 00:00:02,000\n\n"]
)
def test_a_file_without_speech_is_refused(content: str) -> None:
    with pytest.raises(UnreadableFile, match="no subtitles"):
        read_all("а.srt", content)


def test_damaged_files() -> None:
    survives("а.srt", SRT.encode())
    survives("а.vtt", b"WEBVTT\n\n" + SRT.encode("cp1251"))
