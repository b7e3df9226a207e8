"""The encoding of a text by its bytes, by what is declared, or as the user says."""

import codecs
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtool.core.errors import UnreadableFile
from searchtool.documents.encoding import decode, detect
from tests.corpus import ARTICLE, WEATHER

DOCS_IN = Path(__file__).resolve().parents[3] / "docs_in"
SINGLE_BYTE = ("cp1251", "koi8-r", "cp866", "mac_cyrillic")
WITHOUT_MARK = ("utf-16-le", "utf-16-be")
FLOORS = {30: 0.99, 80: 0.995, 200: 1.0}

MEETING = "Встреча министров состоится в четверг в Астрахани, сообщает пресс-служба."
ORDER = "ПРИКАЗ № 15. НАЗНАЧИТЬ ДЕЖУРНЫХ ПО СТАНЦИИ НА МАЙСКИЕ ДНИ. ЕЁ НАЧАЛЬНИКУ ЯВИТЬСЯ В СРОК."
MIXED = "Run the installer, then restart the server; лог лежит рядом с программой. See also README."
NUMBERS = "Итого за 2003 год: 1 250,00 руб.; 17.06 - 320 шт.; 18.06 - 15 шт. по 4,50; возврат 12 %."
QUOTES = "«Мы ждём ответа», — сказала она… “Нет”, – ответил он. Статья № 5, „Вечер“, 20 °C, 100 €."
YO = "Ещё её щёнок нёс чёрный мячик, а Пётр всё ждал: придёт ли самолёт? Пойдём, твоё место моё."
UKRAINIAN = "Міська бібліотека знову відкрилася, її ґанок і досі фарбують. Учні чекали біля входу."
KAZAKH = (
    "Қала кітапханасы қайта ашылды. Оқушылар таңертеңнен есік алдында күтіп тұрды, әкім сөйледі."
)
FRAME = """\
╔═══════════════╦════════╗
║ Станция       ║ Прибыл ║
╠═══════════════╬════════╣
║ Москва-Пасс.  ║  12.40 ║
║ Тверь         ║  14.05 ║
╚═══════════════╩════════╝
┌──────┬───────┐
│ Путь │ Вагон │
└──────┴───────┘
"""
DASH = "— Ты едешь? — спросил он. — Я — нет. С утра дождь, и Клава осталась дома."

SENTENCES = [
    "Городская библиотека снова открылась после пяти лет ремонта.",
    "Ученики ждали у входа с самого утра, и директор вышел к ним сам.",
    "Я не помню, чтобы зимой здесь ходили поезда.",
    "Кто отвечает за мост? Ответа мы так и не получили!",
    "В 1998 году завод выпустил 320 тракторов, а через год - ни одного.",
    "Её письмо пришло в среду; отец прочёл его вслух и надолго замолчал.",
    "С другой стороны, рыбаки говорят, что вода в озере стала чище.",
    "Чайник кипел, радио играло, а дедушка чинил старые часы.",
    "Администрация района обещает вернуть троллейбус до конца октября.",
    "Экипаж судна спасён, сообщили в порту Находки.",
]
PLAINER = {**dict.fromkeys("«»„“”", '"'), **dict.fromkeys("–—", "-"), "…": "...", "№": "N"}

russian = st.text("абвгдеёжзийклмнопрстуфхцчшщъыьэюя АБВЁЯ«»—…№.,!?-0123456789abc\n\t")
sentences = st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=30)


def fitting(text: str, encoding: str) -> str:
    """The text with plainer marks, or none, for those that the encoding lacks."""
    return "".join(c if c.encode(encoding, "ignore") else PLAINER.get(c, "") for c in text)


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (ARTICLE.encode(), "utf-8"),
        (codecs.BOM_UTF8 + ARTICLE.encode(), "utf-8"),
        (codecs.BOM_UTF16_LE + ARTICLE.encode("utf-16-le"), "utf-16"),
        (codecs.BOM_UTF16_BE + ARTICLE.encode("utf-16-be"), "utf-16"),
        (codecs.BOM_UTF32_LE + ARTICLE.encode("utf-32-le"), "utf-32"),
        (codecs.BOM_UTF32_BE + ARTICLE.encode("utf-32-be"), "utf-32"),
    ],
)
def test_a_mark_says_the_encoding(content: bytes, encoding: str) -> None:
    assert decode(content, "a.txt") == (ARTICLE, encoding)


@pytest.mark.parametrize("encoding", [*SINGLE_BYTE, *WITHOUT_MARK])
@pytest.mark.parametrize("text", [ARTICLE, WEATHER, MEETING], ids=["article", "weather", "line"])
def test_without_a_mark_the_letters_tell(text: str, encoding: str) -> None:
    text = fitting(text, encoding)
    assert decode(text.encode(encoding), "a.txt") == (text, encoding)


@pytest.mark.parametrize("encoding", SINGLE_BYTE)
@pytest.mark.parametrize(
    "text",
    [
        ORDER,
        ORDER[:30],
        MIXED,
        NUMBERS,
        QUOTES,
        YO,
        DASH,
        WEATHER.replace("\n", "\r\n"),
        *SENTENCES,
    ],
)
def test_unusual_texts_are_read_too(text: str, encoding: str) -> None:
    text = fitting(text, encoding)
    assert decode(text.encode(encoding), "a.txt")[0] == text.replace("\r\n", "\n")


@pytest.mark.parametrize("frame", [FRAME, FRAME + ORDER, FRAME * 5], ids=["alone", "text", "many"])
def test_a_table_in_a_frame_is_read_in_cp866(frame: str) -> None:
    assert decode(frame.encode("cp866"), "a.txt") == (frame, "cp866")


def test_neighbours_of_russian_are_read() -> None:
    assert decode(UKRAINIAN.encode("cp1251"), "a.txt") == (UKRAINIAN, "cp1251")
    assert decode(KAZAKH.encode("ptcp154"), "a.txt", declared="PT154") == (KAZAKH, "ptcp154")


@pytest.mark.parametrize("name", ["Отчёт за май.docx", "Смета.xls", "план работ 2004.txt"])
@pytest.mark.parametrize("encoding", ["cp1251", "cp866", "koi8-r"])
def test_a_file_name_is_enough(name: str, encoding: str) -> None:
    assert decode(name.encode(encoding), "")[0] == name


@pytest.mark.parametrize("content", [b"", b"plain ASCII", codecs.BOM_UTF8])
def test_a_file_without_russian_is_utf8(content: bytes) -> None:
    text, encoding = decode(content, "a.txt")
    assert encoding == "utf-8"
    assert text == content.decode("utf-8-sig")


@pytest.mark.parametrize("order", WITHOUT_MARK)
def test_english_is_known_in_utf16(order: str) -> None:
    text = "No mark, and not a single Russian letter."
    assert decode(text.encode(order), "a.txt") == (text, order)


def test_a_word_without_zeros_is_known_in_utf16() -> None:
    """All its bytes are ASCII: «к» is `:` and 4."""
    assert decode("Кибербезопасность".encode("utf-16-le"), "a.txt")[0] == "Кибербезопасность"


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "cp1251", "koi8-r"])
def test_line_ends_become_newlines(line_end: str, encoding: str) -> None:
    content = WEATHER.replace("\n", line_end).encode(encoding)
    assert decode(content, "a.txt")[0] == WEATHER


def test_empty_lines_are_kept_whatever_ends_them() -> None:
    assert decode(b"a\r\n\r\nb\r\rc\n\nd", "a.txt")[0] == "a\n\nb\n\nc\n\nd"


@pytest.mark.parametrize("content", [b"\x7fELF\x02\x01\x01\0\0\0", b"PK\x03\x04\0\0", b"\0"])
def test_a_binary_file_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFile) as caught:
        decode(content, "docs_in/a.txt")
    assert str(caught.value) == "docs_in/a.txt: not a text file"


def test_a_refusal_names_the_file_and_the_next_step() -> None:
    with pytest.raises(UnreadableFile) as caught:
        decode("日本語の文章です。".encode("shift-jis"), "a.txt")
    assert str(caught.value) == "a.txt: unknown encoding; save it as UTF-8"


@pytest.mark.parametrize("text", [ARTICLE, MEETING], ids=["article", "meeting"])
@pytest.mark.parametrize("encoding", ["iso8859-5", "cp855", "utf-32-le"])
def test_other_encodings_of_russian_are_refused(encoding: str, text: str) -> None:
    """Text that nobody wrote is worse than a file that is reported."""
    with pytest.raises(UnreadableFile):
        decode(fitting(text, encoding).encode(encoding), "a.txt")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Η βιβλιοθήκη της πόλης άνοιξε ξανά μετά από πέντε χρόνια εργασιών.", "cp1253"),
        ("Biblioteka została ponownie otwarta; uczniowie czekali już od świtu.", "cp1250"),
        ("Kütüphane yeniden açıldı, öğrenciler kapıda bekliyordu, başkan konuştu.", "cp1254"),
        ("城市图书馆在五年之后重新开放。学生们一早就在门口等候。", "gbk"),
        ("시립 도서관이 오 년 만에 다시 문을 열었습니다.", "euc_kr"),
        ("فتحت مكتبة المدينة أبوابها من جديد بعد خمس سنوات من العمل.", "cp1256"),
    ],
)
def test_other_languages_are_refused_unless_declared(text: str, encoding: str) -> None:
    content = text.encode(encoding)
    with pytest.raises(UnreadableFile):
        decode(content, "a.txt")
    assert decode(content, "a.txt", declared=encoding) == (text, encoding)


@pytest.mark.parametrize(
    "text",
    [
        "déjà vu",
        "La bibliothèque a rouvert après cinq années ; les élèves attendaient à l’entrée.",
        "Die Stadtbücherei ist wieder geöffnet, früh warteten Schüler am Eingang.",
        "La biblioteca volvió a abrir; los niños esperaban. ¿Qué más?",
    ],
)
def test_western_texts_do_not_become_cyrillic(text: str) -> None:
    assert decode(text.encode("cp1252"), "a.txt") == (text, "cp1252")


def test_english_with_typographic_quotes_is_read() -> None:
    text = "It’s the owner’s third year — and he still says “no”…"
    assert decode(text.encode("cp1252"), "a.txt")[0] == text


@pytest.mark.parametrize("place", ["start", "middle", "end"])
def test_a_broken_byte_does_not_spoil_a_utf8_file(place: str) -> None:
    """A log cut by size begins or ends inside a letter."""
    content = WEATHER.encode()
    middle = content.index("Синоптики".encode())
    broken = {
        "start": content[1:],
        "middle": content[:middle] + b"\xff" + content[middle:],
        "end": content.rstrip()[:-1] + "ё".encode()[:1],
    }[place]
    text, encoding = decode(broken, "a.txt")
    assert encoding == "utf-8"
    assert "Синоптики не были уверены в прогнозе." in text
    assert text.count("\ufffd") == 1


def test_a_long_utf8_file_with_broken_bytes_stays_utf8() -> None:
    content = b"\xff" + (WEATHER * 1000).encode() + b"\xd0"
    assert detect(content, "a.txt") == "utf-8"


@pytest.mark.parametrize("encoding", SINGLE_BYTE)
def test_a_little_russian_far_inside_a_long_file_is_found(encoding: str) -> None:
    english = "Nothing to see here, please move on to the next line.\n" * 20_000
    content = f"{english}{MEETING}\n{english}".encode(encoding)
    assert MEETING in decode(content, "a.txt")[0]


@pytest.mark.parametrize("encoding", SINGLE_BYTE)
def test_the_declared_encoding_decides_what_the_letters_leave_open(encoding: str) -> None:
    text = "отдел кадров"
    assert decode(text.encode(encoding), "", declared=encoding) == (text, encoding)


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("cp1251", "koi8-r"),
        ("koi8-r", "windows-1251"),
        ("cp866", "windows-1251"),
        ("cp1251", "utf-8"),
        ("cp1251", "iso-8859-1"),
        ("koi8-r", "iso-8859-5"),
        ("cp1251", "shift_jis"),
        ("utf-8", "windows-1251"),
        ("utf-16-le", "windows-1251"),
        ("cp1251", "no such charset"),
        ("cp1251", "x\0y"),
        ("cp1251", "unicode_escape"),
        ("cp1251", "punycode"),
        ("cp1251", "rot13"),
        ("cp1251", "ascii"),
    ],
)
def test_a_declaration_that_cannot_be_true_is_ignored(encoding: str, declared: str) -> None:
    text = fitting(MEETING, encoding)
    assert decode(text.encode(encoding), "a.txt", declared=declared) == (text, encoding)


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("Windows-1251", "cp1251"),
        ("CP1251", "cp1251"),
        ("KOI8-R", "koi8-r"),
        ("ibm866", "cp866"),
        ("mac-cyrillic", "mac_cyrillic"),
        ("ISO-8859-5", "iso8859-5"),
        ("koi8-u", "koi8-u"),
    ],
)
def test_a_declared_encoding_gets_the_name_it_has_everywhere(declared: str, encoding: str) -> None:
    assert decode(MEETING.encode(encoding), "", declared=declared) == (MEETING, encoding)


def test_what_the_user_says_is_not_doubted() -> None:
    assert decode("да".encode("cp866"), "", forced="cp866") == ("да", "cp866")
    assert decode(MEETING.encode(), "", forced="cp1251")[1] == "cp1251"
    assert decode(b"\xff\xfe\xfd", "", forced="utf-8") == ("\ufffd" * 3, "utf-8")
    assert decode(codecs.BOM_UTF8 + MEETING.encode(), "", forced="utf-8")[0] == MEETING


@pytest.mark.parametrize("length", FLOORS)
@pytest.mark.parametrize("encoding", [*SINGLE_BYTE, *WITHOUT_MARK])
def test_the_beginnings_of_our_own_texts_are_read(encoding: str, length: int) -> None:
    """`tests/evaluation/encodings.py` measures the same on thousands of paragraphs."""
    files = [path for path in sorted(DOCS_IN.rglob("*")) if path.suffix in (".txt", ".md")]
    lines = [line for path in files for line in decode(path.read_bytes(), "")[0].splitlines()]
    texts = [fitting(line[:length], encoding) for line in lines if len(line) >= length]
    contents = [(text, text.encode(encoding)) for text in texts if not text.isascii()]
    assert len(contents) > 50
    right = sum(_read(content) == text for text, content in contents)
    assert right / len(contents) >= FLOORS[length]


def _read(content: bytes) -> str:
    with suppress(UnreadableFile):
        return decode(content, "")[0]
    return ""


@given(russian)
def test_russian_text_survives_utf8(text: str) -> None:
    assert decode(text.encode(), "a.txt") == (text, "utf-8")


@given(russian, st.sampled_from([codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE]))
def test_russian_text_survives_utf16(text: str, mark: bytes) -> None:
    encoding = "utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be"
    assert decode(mark + text.encode(encoding), "a.txt") == (text, "utf-16")


@given(
    sentences,
    st.sampled_from([" ", "\n", "\n\n", "\r\n", " — ", "\t"]),
    st.sampled_from([str, str.upper]),
    st.sampled_from([*SINGLE_BYTE, *WITHOUT_MARK]),
)
def test_russian_text_survives_every_encoding(
    said: list[str], between: str, case: type[str], encoding: str
) -> None:
    text = fitting(case(between.join(said)), encoding)
    assert decode(text.encode(encoding), "a.txt")[0] == text.replace("\r\n", "\n")


@given(st.binary(), st.none() | st.text() | st.sampled_from(["gbk", "koi8-r", "utf-7", "idna"]))
def test_any_bytes_are_read_or_refused(content: bytes, declared: str | None) -> None:
    with suppress(UnreadableFile):
        text, encoding = decode(content, "", declared=declared)
        assert content.decode(encoding, "replace").count("\n") <= text.count("\n")
