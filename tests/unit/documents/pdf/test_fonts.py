"""PDF fonts that give their characters wrong names or none: files in, the text as it is meant."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtool.core.errors import UnreadableFile
from searchtool.documents.pdf.fonts import FontId, Fonts, FontSample, find_reading, read_strings
from tests.unit.documents.make_pdf import CodedFont, Pdf, Text, lines, write_pdf
from tests.unit.documents.reading import read_all, read_one, texts

BOOK = [
    "Смотритель маяка завёл журнал погоды в день приезда.",
    "Каждый вечер он отмечал в нём ветер, облака и проходящие суда.",
]
READ = " ".join(BOOK)
WEST = "/Encoding /WinAnsiEncoding"


def in_codes(encoding: str) -> Callable[[str], bytes]:
    return lambda text: text.encode(encoding)


def meanings(names: str, offset: int = 0) -> dict[int, str]:
    """What a table says that names the codes of a font by that encoding."""
    return {
        c: chr(c + offset) if offset else bytes((c,)).decode(names, "replace")
        for c in range(32, 256)
    }


def in_glyphs(text: str) -> bytes:
    """As Arial has them: ASCII from 3, the alphabet from 570."""
    numbers = [634 if c == "ё" else ord(c) - (0x410 - 570 if c > "\x7f" else 29) for c in text]
    return b"".join(number.to_bytes(2, "big") for number in numbers)


def scrambled() -> dict[int, str]:
    """A table that has other letters for those of windows-1251."""
    letters = range(0xE0, 0x100)
    exchanged = {code: chr(0x430 + 7 * (code - 0xE0 + 3) % 32) for code in letters}
    return meanings("cp1251") | exchanged


def by_appearance(text: str) -> bytes:
    """The letters from `!` on, in the order in which they first appear in the book."""
    order = list(dict.fromkeys(READ))
    return bytes(33 + order.index(c) for c in text)


def by_keys(text: str) -> bytes:
    """The Latin letters and signs on the same keys."""
    keys = "ёйцукенгшщзхъфывапролджэячсмитьбю.,", "`qwertyuiop[]asdfghjkl;'zxcvbnm,./?"
    small = text.lower().translate(str.maketrans(*keys))
    pairs = zip(text, small, strict=True)
    return "".join(c.upper() if old.isupper() else c for old, c in pairs).encode()


UNKNOWN_NAMES = " ".join(f"/g{n}" for n in range(128))
NEXT_LETTERS = {code: chr(0x410 + code - 0xC0 + 1) for code in range(0xC0, 0x100)}
FONTS = {
    "cp1251": CodedFont(in_codes("cp1251"), WEST),
    "koi8-r": CodedFont(in_codes("koi8-r"), WEST),
    "mac": CodedFont(in_codes("mac_cyrillic"), "/Encoding /MacRomanEncoding"),
    "mac-866": CodedFont(in_codes("cp866"), "/Encoding /MacRomanEncoding"),
    "no-encoding": CodedFont(in_codes("cp1251")),
    "no-encoding-koi8": CodedFont(in_codes("koi8-r")),
    "unknown-names": CodedFont(
        in_codes("cp1251"), f"/Encoding << /Differences [128 {UNKNOWN_NAMES}] >>"
    ),
    "some-unknown-names": CodedFont(
        in_codes("cp1251"),
        "/Encoding << /BaseEncoding /WinAnsiEncoding /Differences [224 /g1 /g2 240 /rcyr] >>",
    ),
    "symbols": CodedFont(in_codes("cp1251"), meaning=meanings("", 0xF000)),
    "table-latin": CodedFont(in_codes("cp1251"), meaning=meanings("latin-1")),
    "table-koi8": CodedFont(in_codes("cp1251"), meaning=meanings("koi8-r")),
    "shifted": CodedFont(in_codes("cp1251"), meaning=meanings("", 0x3000)),
    "next-letter": CodedFont(in_codes("cp1251"), meaning=meanings("cp1251") | NEXT_LETTERS),
    "glyphs": CodedFont(in_glyphs, glyphs=True),
    "keys": CodedFont(by_keys, WEST),
}


@pytest.mark.parametrize("font", FONTS)
def test_the_codes_say_what_the_letters_are(font: str) -> None:
    pdf = Pdf([lines(BOOK, font=font)], fonts={font: FONTS[font]})
    (text,), failures = read_all("a.pdf", write_pdf(pdf))
    assert (texts(text), failures) == ([READ], [])


def test_marks_and_numbers_of_such_a_font() -> None:
    words = "Приказ № 15-п от 3 марта — «Об охране лесов», ст. 7, §2: Ёлкин"
    assert texts(read_one("a.pdf", write_pdf(Pdf([lines([words], font="western")])))) == [words]


def test_fonts_are_judged_over_all_pages() -> None:
    words = ["Пруд", "Лес", "Река", "Мост"]
    text = read_one("a.pdf", write_pdf(Pdf([[Text(w, 60, 780, font="western")] for w in words])))
    assert text.text.split() == words


def test_fonts_of_a_word_each_are_judged_together() -> None:
    words = ["Май", "Лес", "Пруд", "Мост"]
    fonts = {f"f{n}": CodedFont(in_codes("cp1251"), WEST, name=f"F{n}") for n in range(4)}
    page = [Text(word, 60, 780 - 40 * n, font=f"f{n}") for n, word in enumerate(words)]
    assert read_one("a.pdf", write_pdf(Pdf([page], fonts=fonts))).text.split() == words


@pytest.mark.parametrize("words", ["О ДОКЕ", "не", "Я и мы", "Акт", "АЭС"])
def test_a_few_words_in_a_font_of_a_russian_text(words: str) -> None:
    page = [Text(words, 60, 800, 10, "western"), *lines(BOOK, y=740)]
    assert texts(read_one("a.pdf", write_pdf(Pdf([page])))) == [words, READ]


@pytest.mark.parametrize(
    ("words", "rest"), [("Ø 25", BOOK), ("à", BOOK), ("Noël", BOOK), ("ïî", ["Un jardin."])]
)
def test_a_few_western_words_stay(words: str, rest: list[str]) -> None:
    fonts = {"french": CodedFont(in_codes("cp1252"), WEST)}
    page = [Text(words, 60, 800, 10, "french"), *lines(rest, y=740)]
    assert read_one("a.pdf", write_pdf(Pdf([page], fonts=fonts))).text.startswith(words)


@pytest.mark.parametrize(("name", "read"), [("Symbol", "1987 год"), ("Wingdings", "год")])
def test_digits_of_a_font_of_signs(name: str, read: str) -> None:
    digits = {c: chr(0xF000 + c) for c in b"0123456789"}
    fonts = {"signs": CodedFont(in_codes("cp1251"), meaning=digits, name=name)}
    page = [Text("1987", 60, 800, font="signs"), Text("год", 90, 800), *lines(BOOK, y=740)]
    (text,), _ = read_all("a.pdf", write_pdf(Pdf([page], fonts=fonts)))
    assert texts(text)[0].strip("\uf031\uf039\uf038\uf037 ") == read


def test_a_scrambled_heading_is_reported() -> None:
    fonts = {"head": CodedFont(in_codes("cp1251"), meaning=scrambled())}
    page = [Text("Протокол заседания комиссии", 60, 800, 16, "head"), *lines(BOOK, y=740)]
    (text,), failures = read_all("a.pdf", write_pdf(Pdf([page], fonts=fonts)))
    assert texts(text) == [READ]
    assert "words are garbled" in failures[0] and len(failures) == 1


@pytest.mark.parametrize(
    "heading",
    ["Нохчийн меттан грамматика", "Эрзянь кель", "г. Щёлково, ул. Щорса", "Пункты ж, щ и ы"],
)
def test_an_unusual_heading_stays(heading: str) -> None:
    fonts = {"head": CodedFont(in_codes("cp1251"), meaning=meanings("cp1251"))}
    page = [Text(heading, 60, 800, 16, "head"), *lines(BOOK, y=740)]
    text = read_one("a.pdf", write_pdf(Pdf([page], fonts=fonts)))
    assert texts(text) == [heading, READ]


def test_old_style_digits_and_small_capitals() -> None:
    variants = {c: chr((0xF700 if c < 0x3A else 0xF720) + c) for c in b"0123456789GPSAZ"}
    fonts = {"book": CodedFont(in_codes("cp1251"), meaning=meanings("cp1251") | variants)}
    words = "В 1987 году GPS не было, а в 2004 был."
    page = [Text(words, 60, 800, 10, "book"), *lines(BOOK, y=740)]
    assert texts(read_one("a.pdf", write_pdf(Pdf([page], fonts=fonts))))[0] == words


def test_fonts_in_one_line_and_one_word() -> None:
    page = [
        Text("Слово взял ста", 60, 780),
        Text("роста Ку", 130, 780, font="western"),
        Text("зьмин.", 178, 780),  # letters of `western` are 6 points wide
    ]
    assert texts(read_one("a.pdf", write_pdf(Pdf([page])))) == ["Слово взял староста Кузьмин."]


def test_two_fonts_of_the_same_name() -> None:
    """One of them has a table, as when two files were joined."""
    fonts = {
        "wrong": CodedFont(in_codes("cp1251"), WEST, name="Book"),
        "right": CodedFont(in_codes("cp1251"), meaning=meanings("cp1251"), name="Book"),
    }
    page = [Text("Второй журнал", 60, 780, font="wrong"), *lines(BOOK, y=700, font="right")]
    assert texts(read_one("a.pdf", write_pdf(Pdf([page], fonts=fonts)))) == ["Второй журнал", READ]


@pytest.mark.parametrize(
    "line",
    [
        "Où était la fête de l'été à Étretat, déjà passée, hélas",
        "Über die Größe der Straßen von Köln und die Öfen im Märchen",
        "El señor de la montaña ¿qué pasó? ¡Qué año!",
        "Blåbærsyltetøy på Ærø, Åse og Øystein",
        "Naïve café, 20 °C ± 5 %, 3 × 4 ÷ 2, µm, §7, ©2011",
        "Þórður Ólafsson æfði í gær, ölið þótti gott",
    ],
)
def test_western_texts_stay(line: str) -> None:
    font = CodedFont(in_codes("cp1252"), WEST)
    page = [*lines(BOOK, y=700), Text(line, 60, 500, font="west")]
    (text,), failures = read_all("a.pdf", write_pdf(Pdf([page], fonts={"west": font})))
    assert (texts(text)[-1], failures) == (line, [])


@pytest.mark.parametrize(
    "text",
    [
        "КНР ЦК ВКП(б) ГУАП ФГБОУ ВО СССР",
        "Україна святкує день незалежності, у столиці їхній улюблений концерт і ґанок",
        "Казан шәһәрендә яңа мәктәп ачылды, балалар бик шат, җәй һәм көз",
        "Председник је јуче изјавио да ће влада размотрити предлог закона о ђацима",
        "Қазақстан Республикасының Президенті жаңа заңға қол қойды, өңірлерде мектептер салынады",
        "Чӑваш Республикинче ҫӗнӗ шкулсем уҫӑлаҫҫӗ, ачасем вӗренме каяҫҫӗ, ҫынсем савӑнаҫҫӗ",
        "Искони бѣ слово и слово бѣ отъ бога и богъ бѣ слово се бѣ искони оу бога всѣмъ",
        "Эрзянь кель финнэнь угрань кельтнень эйстэ вейке, сонзэ лангсо кортыть эрзятне Мордовиясо "
        "ды лия таркасо, ды истя жо Самарань ёнксо",
        "Министърът заяви, че въпросът ще бъде решен до края на годината",
        'for (int i = 0; i < n; ++i) { x[i] = f(a, b) * 2; } // Größe & café != "naïve" #include',
        "∑ αβγ ≤ ∫ πr² ≈ √2 ∞ · ∂f/∂x ± ∇φ → Ω",
        9 * "{ a[i] & 0xff; } || !x ^ ~y; $ ls | grep '^d' > /tmp/out; @include (main) *p % 2",
        "■■■■ □□□ ••••• ◊◊◊ ╔════╗ ║ ║ ╚════╝ ─────────",
        "Betula pendula Roth, 1788; Pinus sibirica Du Tour; Larus ridibundus L.",
    ],
)
def test_readable_texts_are_read_as_they_are(text: str) -> None:
    sample = FontSample()
    for word in text.split():
        sample.add(word)
    assert find_reading(sample) is None


def test_unreadable_fonts_are_reported_and_the_rest_is_read() -> None:
    font = CodedFont(by_appearance, f"/Encoding << /Differences [33 {UNKNOWN_NAMES}] >>")
    lost = Text(BOOK[0], 60, 740, font="lost")
    names = ["Пруд", "Лес", "Река", "Мост"]
    pages = [[Text(f"{name} виден с маяка.", 60, 780), lost] for name in names]
    pages.insert(2, lines(BOOK))
    (text,), failures = read_all("a.pdf", write_pdf(Pdf(pages, fonts={"lost": font})))
    assert "Лес виден с маяка." in text.text and "\ufffd" not in text.text
    assert failures == [
        "/docs/a.pdf: 45 % of the words are garbled, fonts do not say what their letters are "
        "(p. 1–2, 4–5): they need OCR; ocrmypdf --force-ocr -l rus"
    ]


def test_a_lost_heading_with_wide_spacing_is_reported() -> None:
    font = CodedFont(by_appearance, f"/Encoding << /Differences [33 {UNKNOWN_NAMES}] >>")
    font = font._replace(code=lambda text: b" ".join(map(by_appearance, text.split())))
    heading = Text("в е т е р", 60, 780, font="lost")
    pdf = Pdf([[heading, *lines(BOOK, y=740)]], fonts={"lost": font})
    (text,), failures = read_all("a.pdf", write_pdf(pdf))
    assert texts(text) == [READ]
    (failure,) = failures
    assert failure.startswith("/docs/a.pdf: 4 % of the words are garbled")


@pytest.mark.parametrize(
    "meaning",
    [None, dict.fromkeys(range(33, 128), "\ufffd"), dict.fromkeys(range(33, 128), "\0")],
    ids=["by-appearance", "replacement", "zero"],
)
def test_letters_that_nothing_tells_are_refused(meaning: dict[int, str] | None) -> None:
    font = CodedFont(by_appearance, WEST, meaning)
    with pytest.raises(UnreadableFile, match="damaged text layer: it needs OCR"):
        read_all("a.pdf", write_pdf(Pdf([lines(BOOK, font="lost")], fonts={"lost": font})))


def test_letters_that_stand_for_others_are_refused() -> None:
    font = CodedFont(in_codes("cp1251"), meaning=scrambled())
    with pytest.raises(UnreadableFile, match="damaged text layer: it needs OCR"):
        read_all("a.pdf", write_pdf(Pdf([lines(BOOK, font="lost")], fonts={"lost": font})))


def test_bullets_are_no_loss() -> None:
    bullets = CodedFont(lambda text: b"\xb7" * len(text), meaning={0xB7: "\uf0b7"})
    page = [
        t
        for n, line in enumerate(BOOK)
        for t in (Text("*", 50, 780 - 20 * n, font="bullets"), Text(line, 60, 780 - 20 * n))
    ]
    _, failures = read_all("a.pdf", write_pdf(Pdf([page], fonts={"bullets": bullets})))
    assert failures == []


def test_strings_named_wrong() -> None:
    titles = [title.encode("cp1251").decode("cp1252") for title in ("Устав", "О выборах", "Ёлка")]
    assert list(map(read_strings(titles), titles)) == ["Устав", "О выборах", "Ёлка"]
    titles = ["Résumé", "Größe", "Предисловие"]
    assert list(map(read_strings(titles), titles)) == titles


@given(st.lists(st.text(max_size=20), max_size=20))
def test_any_characters(words: list[str]) -> None:
    fonts, font = Fonts(), FontId(b"Book", 0, 0)
    uses = [fonts.add(font, word) for word in words]
    fonts.judge()
    assert all(
        len(fonts.read(use, word)) == len(word) for use, word in zip(uses, words, strict=True)
    )
