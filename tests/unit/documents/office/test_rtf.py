"""RTF files: paragraphs, notes, tables, properties, encodings."""

import time

import pytest

from searchtool.core.errors import UnreadableFile
from searchtool.core.model import SourceText
from tests.unit.documents.reading import Read, pieces, read_one, texts

FONTS = r"{\fonttbl{\f0\froman\fcharset204 Times New Roman;}{\f1\fcharset0 Arial;}}"
STYLES = (
    r"{\stylesheet{\ql \snext0 Normal;}{\s1\b\f0 \sbasedon0 heading 1;}{\s2 heading 2;}"
    r"{\s4 heading 4;}{\s15 Title;}{\s16 caption;}{\*\cs10 Default Paragraph Font;}{\s17 toc 1;}"
    r"{\s18\outlinelevel1 \'d0\'e0\'e7\'e4\'e5\'eb;}}"
)


def code(text: str, encoding: str = "cp1251") -> str:
    """Letters beyond ASCII as the format writes them."""
    return "".join(
        char if char < "\x80" else "".join(rf"\'{byte:02x}" for byte in char.encode(encoding))
        for char in text
    )


def rtf(body: str, head: str = r"\ansi\ansicpg1251\deff0" + FONTS) -> bytes:
    return b"{\\rtf1" + code(f"{head}{body}").encode("latin-1") + b"}"


def read_body(body: str) -> SourceText:
    return read_one("a.rtf", rtf(body))


def test_headings_captions_and_chapters() -> None:
    body = STYLES + "\n".join(
        [
            r"\pard\s15 Отчёт о мосте\par",
            r"\pard\s17 Глава 1 3\par",
            r"\pard\plain Введение.\par",
            r"\pard\s1 Глава 1\par",
            r"\pard Работы начались весной.\par",
            r"\pard\s2 Опоры\par",
            r"\pard\s4 Мелкий заголовок\par",
            r"\pard\s16 Рис. 1. Опора\par",
            r"\pard\s18 Раздел\par\pard\outlinelevel0 Конец\par",
        ]
    )
    text = read_body(body)
    assert pieces(text) == [
        Read("Отчёт о мосте", "heading", None),
        Read("Введение.", "text", None),
        Read("Глава 1", "heading", "Глава 1"),
        Read("Работы начались весной.", "text", "Глава 1"),
        Read("Опоры", "heading", "Опоры"),
        Read("Мелкий заголовок", "heading", "Опоры"),
        Read("Рис. 1. Опора", "caption", "Опоры"),
        Read("Раздел", "heading", "Раздел"),
        Read("Конец", "heading", "Конец"),
    ]
    assert text.document.title == "Отчёт о мосте"


def test_properties() -> None:
    info = (
        r"{\info{\title {\b Отчёт} о мосте}{\subject нет}{\author \u1042?\u1077?\u1088?\u1072?}"
        r"{\operator Секретарь}{\creatim\yr2003\mo3\dy5\hr8}{\revtim\yr2024\mo1\dy1}}"
    )
    document = read_body(
        info + r"\deflang1033\lang1049 Мост\lang1033  OK\lang25 .\lang1049 \par"
    ).document
    assert (document.format, document.encoding) == ("rtf", "cp1251")
    assert (document.title, document.author) == ("Отчёт о мосте", "Вера")
    assert (document.date, document.language) == ("2003-03-05", "ru")


def test_only_the_text_is_needed() -> None:
    document = read_one("a.rtf", b"{\\rtf1 a}").document
    assert (document.title, document.author, document.date, document.language) == (
        "", None, None, None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (r"Пре{\b мьер} уехал.\par Вернулся.\par", ["Премьер уехал.", "Вернулся."]),
        ("Раз\r\nдва.\\\nТри.", ["Раздва.", "Три."]),
        (r"\u1052?\u1086\'ee\u1089 ?\u1090?", ["Мост"]),
        (r"\uc0\u1052\u1086\uc2\u1089\'d1\'81\u1090??", ["Мост"]),
        (r"\u-10179?\u-8704? и \u55357?", ["\U0001f600 и \ufffd"]),
        (r"\ldblquote Да\rdblquote\~\emdash\tab сказал\_то", ["“Да” — сказал-то"]),
        (r"строи\-тель \{и\} \\ всё", ["строитель {и} \\ всё"]),
        (r"О бюджете:\line пять млрд", ["О бюджете: пять млрд"]),
        (r"Есть{\deleted , было}{\v скрыто}\v  и\v0 .", ["Есть."]),
        (r'{\field{\*\fldinst{HYPERLINK "https://a.example"}}{\fldrslt ссылка}}', ["ссылка"]),
        (r"Раз{\*\bkmkstart a}.{\*\unknown Два.}", ["Раз."]),
        (r"{\listtext\pard\plain\f0 Статья 1.\tab}Раз.\par{\pntext 2)\tab}Два.\par"
         r"{\listtext\f1\'b7\tab}Три.\par{\listtext o\tab}Четыре.",
         ["Статья 1. Раз.", "2) Два.", "Три.", "Четыре."]),
        (r"{\*\do\dobxpage{\dptxbxtext\pard В рамке.\par}\dpx1}Раз.", ["Раз.", "В рамке."]),
        (r"{\shp{\*\shpinst\shpleft1{\sp{\sn gtextFont}{\sv Arial}}"
         r"{\sp{\sn gtextUNICODE}{\sv Ярмарка}}}{\shprslt Ярмарка}}Раз.", ["Раз.", "Ярмарка"]),
        (r"{\field{\*\fldinst IF {\field{\*\fldinst MERGEFIELD a}{\fldrslt код}}}"
         r"{\fldrslt итог}}", ["итог"]),
        (r"{\pict\bin3 }{}}Раз.", ["Раз."]),
        (r"{\*\shppict{\pict 89504e47}}Раз.{\object{\objdata 0102}{\result Два.}}", ["Раз.Два."]),
        (r"Раз.\sect Два.", ["Раз.", "Два."]),
        (r"Паром\page ушёл\column в море", ["Паром ушёл в море"]),
        (r"Мост \u8212\emdash  это\u8230\'85", ["Мост — это…"]),
        (r"{\upr{??}{\*\ud{\u1052?\u1086?}}}ст", ["Мост"]),
        (r'{\field{\*\fldinst{TOC \\o "1-3"}}{\fldrslt \pard Мост\tab 3\par Паром\tab 5\par}}Раз.',
         ["Раз."]),
    ],
    ids=["group", "line-ends", "unicode", "skip", "surrogates", "symbols", "escaped", "break",
         "hidden", "link", "not-text", "numbers", "old-box",
         "word-art", "field", "binary", "object", "section", "page", "named-fallback", "in-unicode",
         "contents"],
)  # fmt: skip
def test_text(body: str, expected: list[str]) -> None:
    assert texts(read_body(body)) == expected


def test_verse_of_line_breaks_keeps_its_lines() -> None:
    lines = ["Уходит дым за поворот,", "Гудок над лесом тает,", "Никто нас больше не зовёт"]
    assert pieces(read_body(r"\line ".join(lines))) == [Read("\n".join(lines), "verse", None)]


def test_notes_and_text_boxes_follow_their_paragraph() -> None:
    note = r"{\super\chftn{\footnote\pard\plain {\super\chftn} Длина 840 м.\par Да.}}"
    box = (
        r"{\shp{\*\shpinst{\sp{\sn a}{\sv 1}}{\shptxt\pard В рамке.\par}}"
        r"{\shprslt{\*\do\dptxbxtext В рамке.}}}"
    )
    body = STYLES + rf"\s1 Мост{note}\par\pard Мост открыт{box}.\par Дальше.\par"
    assert pieces(read_body(body)) == [
        Read("Мост", "heading", "Мост"),
        Read("Длина 840 м.", "text", "Мост"),
        Read("Да.", "text", "Мост"),
        Read("Мост открыт.", "text", "Мост"),
        Read("В рамке.", "text", "Мост"),
        Read("Дальше.", "text", "Мост"),
    ]


def test_comments_follow_the_text() -> None:
    comment = (
        r"{\*\atrfstart 1}мост{\*\atrfend 1}{\*\atnid ЗП}{\*\atnauthor Зоя Пескова}\chatn"
        r"{\*\annotation{\*\atnref 1}{\*\atndate 12345}\pard\plain\s15 {\chatn}"
        r"Какой мост?\par Где?}"
    )
    body = STYLES + rf"Открыли {comment}.\par\trowd\pard\intbl Год {comment}\cell Улов\cell\row"
    text = read_body(body + r"\pard Дальше.\par")
    assert pieces(text) == [
        Read("Открыли мост.", "text", None),
        Read("Год мост | Улов", "text", None),
        Read("Дальше.", "text", None),
        Read("Зоя Пескова: Какой мост?", "comment", None),
        Read("Где?", "comment", None),
        Read("Зоя Пескова: Какой мост?", "comment", None),
        Read("Где?", "comment", None),
    ]
    assert text.document.title == ""


def test_headers_and_footers_come_last_each_once() -> None:
    page = r"Лист {\field{\*\fldinst  PAGE }{\fldrslt 7}}{\field{\*\fldinst DATE}{\fldrslt  мая}}"
    body = (
        rf"{STYLES}{{\headerf\pard\s15 Пароходство «Заря»\par Исх. № 15\par}}"
        rf"{{\headerr\pard\s15 Пароходство «Заря»\par}}{{\footer\pard {page}\par}}"
        r"\pard\s1 Глава\par\pard Текст.\par"
    )
    text = read_body(body)
    assert pieces(text) == [
        Read("Глава", "heading", "Глава"),
        Read("Текст.", "text", "Глава"),
        Read("Пароходство «Заря»", "running_head", None),
        Read("Исх. № 15", "running_head", None),
        Read("Лист мая", "running_head", None),
    ]
    assert text.document.title == ""


def test_a_table_row_is_a_paragraph() -> None:
    row = r"\trowd\cellx1\cellx2\pard\intbl Год\cell Бюджет\par города\cell\row"
    unfinished = r"\trowd\pard\intbl 2023\cell пять\cell"
    assert texts(read_body(rf"До.\par {row}{row} {unfinished}\pard После.\par")) == [
        "До.", "Год | Бюджет города", "Год | Бюджет города", "2023 | пять", "После.",
    ]  # fmt: skip


TEXT = "Мост через Светлую построили за один год, и жители его хвалят."


class TestEncodings:
    @pytest.mark.parametrize(
        ("page", "encoding"),
        [(1251, "cp1251"), (866, "cp866"), (20866, "koi8-r"), (10007, "mac_cyrillic"),
         (65001, "utf-8")],
    )  # fmt: skip
    def test_the_code_page_of_the_file(self, page: int, encoding: str) -> None:
        for text in (code(TEXT, encoding).encode(), TEXT.encode(encoding)):
            content = rf"{{\rtf1\ansi\ansicpg{page} ".encode() + text + b"}"
            assert texts(read_one("a.rtf", content)) == [TEXT]

    @pytest.mark.parametrize("head", [r"\ansi\ansicpg1252", r"\ansi", r"\ansi\ansicpg0", ""])
    @pytest.mark.parametrize("fonts", ["", r"{\fonttbl{\f0\fcharset0 Arial;}}\f0 "])
    def test_russian_letters_where_western_ones_are_declared(self, head: str, fonts: str) -> None:
        assert texts(read_one("a.rtf", rtf(fonts + " " + TEXT, head))) == [TEXT]
        raw = rf"{{\rtf1{head}{fonts} ".encode() + TEXT.encode("cp1251") + b"}"
        assert texts(read_one("a.rtf", raw)) == [TEXT]

    def test_a_font_tells_the_encoding_of_its_text(self) -> None:
        fonts = r"{\fonttbl\f0\fcharset0 Arial;\f1\fcharset204 Arial Cyr;\f2\fcharset161 A;}"
        body = r"\f0 Le caf\'e9 est ferm\'e9, mais {\f1 \'e4\'e0}\f2  \'e1 \plain a \'e9t\'e9"
        content = rf"{{\rtf1\ansi\ansicpg1252\deff0{fonts}{body}}}".encode()
        assert texts(read_one("a.rtf", content)) == ["Le café est fermé, mais да α a été"]

    def test_a_font_tells_its_code_page(self) -> None:
        fonts = r"{\fonttbl{\f0\fcharset0\cpg1251 Arial;}{\f1\fnil\cpg866 A;}{\f2\cpg0 B;}}"
        body = rf"\f0 {code('Кодовая')} \f1 {code('страница', 'cp866')}\f2  caf\'e9"
        content = rf"{{\rtf1\ansi\ansicpg1252{fonts}{body}}}".encode()
        assert texts(read_one("a.rtf", content)) == ["Кодовая страница café"]

    @pytest.mark.parametrize("text", ["Катер", "Кедр.\\par Кран.\\par Корма"])
    def test_the_names_of_fonts_are_no_text(self, text: str) -> None:
        """Between a name and «К» there is no space, which would tell it from a space of Mac."""
        content = rtf(text, r"\ansi{\fonttbl{\f0\fcharset0 Arial;}}\f0 ")
        assert texts(read_one("a.rtf", content)) == text.split(r"\par ")

    def test_the_default_font_tells_that_of_text_without_one(self) -> None:
        content = rf"{{\rtf1\ansi\ansicpg1252\deff3{{\fonttbl{{\f3\fcharset204 T;}}}}{code('да')}}}"
        assert texts(read_one("a.rtf", content)) == ["да"]

    @pytest.mark.parametrize("mark", ["", "\ufeff"])
    def test_raw_utf_8_in_a_font_of_another_encoding(self, mark: str) -> None:
        expected = f"{TEXT} №5 \U0001f44d"
        content = rf"{mark}{{\rtf1\ansi\ansicpg1251{FONTS}\f0\uc2 {TEXT} \u8470__5 👍}}"
        assert texts(read_one("a.rtf", content)) == [expected]

    def test_letters_of_the_macintosh(self) -> None:
        """The character set of its fonts says nothing of the alphabet."""
        fonts = r"{\fonttbl{\f0\fcharset77 Geneva CY;}{\f1\fcharset204 Times;}}"
        body = code(TEXT, "mac_cyrillic")
        content = rf"{{\rtf1\mac\ansicpg10007\deff0{fonts}\f0 {body}}}"
        assert texts(read_one("a.rtf", content)) == [TEXT]

    def test_the_user_can_say_the_encoding(self) -> None:
        content = rf"{{\rtf1\ansi\ansicpg1252 {code('да', 'koi8-r')}}}"
        assert texts(read_one("a.rtf", content, encoding="koi8-r")) == ["да"]


def test_what_follows_the_last_group_is_not_text() -> None:
    assert texts(read_one("a.rtf", b"{\\rtf1 a} b {c}")) == ["a"]


@pytest.mark.parametrize("content", ["Обычный текст.", "{}", "{\\html a}"])
def test_what_is_no_rtf_is_refused(content: str) -> None:
    with pytest.raises(UnreadableFile, match=r"^/docs/a\.rtf: not an RTF file"):
        read_one("a.rtf", content)


def test_a_million_groups_are_refused_at_once() -> None:
    started = time.monotonic()
    with pytest.raises(UnreadableFile, match="nested too deeply to read"):
        read_one("a.rtf", b"{\\rtf1" + b"{" * 1_000_000)
    assert time.monotonic() - started < 2


def test_a_cut_file_gives_what_is_there() -> None:
    assert texts(read_one("a.rtf", rtf(r"Раз.\par Мост{\footnote Длина")[:-1])) == [
        "Раз.", "Мост", "Длина",
    ]  # fmt: skip
