"""PDF files: pages to paragraphs, and files that need a password, OCR or repair."""

import pytest

from searchtool.core.errors import UnreadableFile
from tests.unit.documents.make_pdf import Pdf, Text, lines, write_pdf
from tests.unit.documents.reading import read_all, read_one, texts

TALE = [
    "Утром у переезда остановился грузовик, и водитель",
    "долго смотрел на закрытый шлагбаум. Потом он вы-",
    "шел из кабины и направился к старой будке.",
]
READ = (
    "Утром у переезда остановился грузовик, и водитель долго смотрел на закрытый шлагбаум. "
    "Потом он вышел из кабины и направился к старой будке."
)
OCR = "no text layer: it needs OCR; search index --ocr"


def test_the_paragraphs_of_pages() -> None:
    chapters = ["Глава 1", "Глава 2"]
    pages = [[Text(title, 60, 780, 16, "bold"), *lines(TALE, y=740)] for title in chapters]
    text = read_one("a.pdf", write_pdf(Pdf(pages)))
    assert text.blocks is not None
    found = [(b.span.of(text.text), b.role, b.page, b.section) for b in text.blocks]
    assert found == [
        ("Глава 1", "heading", 1, "Глава 1"),
        (READ, "text", 1, "Глава 1"),
        ("Глава 2", "heading", 2, "Глава 2"),
        (READ, "text", 2, "Глава 2"),
    ]
    document = text.document
    assert (document.format, document.encoding, text.line) == ("pdf", "", None)


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_pages_that_are_shown_turned(turned: int) -> None:
    assert texts(read_one("a.pdf", write_pdf(Pdf([lines(TALE)], turned=turned)))) == [READ]


def test_letters_that_stand_turned_are_apart() -> None:
    margin = Text("Quarterly", 30, 300, 10, "western", turn=1)
    assert texts(read_one("a.pdf", write_pdf(Pdf([[*lines(TALE), margin]]))))[0] == READ


@pytest.mark.parametrize("shift", [0.5, 0.9, 1.8])
def test_what_is_drawn_twice_is_read_once(shift: float) -> None:
    """As bold type, and as the text behind a scan."""
    again = lines(TALE, x=60 + shift, y=780 - shift)
    assert texts(read_one("a.pdf", write_pdf(Pdf([[*lines(TALE), *again]])))) == [READ]


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_what_is_beyond_the_edges_of_a_page_is_left_out(turned: int) -> None:
    notes = [Text("журнал.indd 3", 60, 870), Text("Обрезки", -90, 400), Text("Хвост", 300, -12)]
    pdf = Pdf([[*notes, *lines(TALE)]], turned=turned)
    assert texts(read_one("a.pdf", write_pdf(pdf))) == [READ]


def test_a_page_with_wrong_edges_is_read() -> None:
    assert texts(read_one("a.pdf", write_pdf(Pdf([lines(TALE, y=1400)])))) == [READ]


def test_oblique_words_are_left_out() -> None:
    watermark = Text("Sample", 100, 400, 40, "western", turn=0.5)
    assert texts(read_one("a.pdf", write_pdf(Pdf([[*lines(TALE), watermark]])))) == [READ]


def test_cyrillic_letters_under_western_names() -> None:
    page = lines(["Мэр открыл новый мост.", "Движение начнётся в среду."], font="western")
    assert texts(read_one("a.pdf", write_pdf(Pdf([page])))) == [
        "Мэр открыл новый мост. Движение начнётся в среду."
    ]


def test_the_number_of_a_note_is_dropped() -> None:
    page = [Text("закону", 60, 780), Text("3", 90, 784, 6), Text("говорят", 105, 780)]
    assert texts(read_one("a.pdf", write_pdf(Pdf([page])))) == ["закону говорят"]


@pytest.mark.parametrize(
    ("pdf", "cause"),
    [
        (Pdf([[]]), OCR),
        (Pdf([[]], pictures=[1]), OCR),
        (
            Pdf([lines(TALE, font="mute")]),
            "damaged text layer: it needs OCR; ocrmypdf --force-ocr -l rus",
        ),
        (Pdf([lines(TALE)], locked=True), "protected by a password; save it without one"),
    ],
    ids=["empty", "scan", "mute", "locked"],
)
def test_files_without_text_are_refused(pdf: Pdf, cause: str) -> None:
    with pytest.raises(UnreadableFile) as failure:
        read_all("a.pdf", write_pdf(pdf))
    assert str(failure.value) == f"/docs/a.pdf: {cause}"


def test_a_file_of_scans_with_a_little_text_is_reported() -> None:
    pdf = Pdf([lines(TALE), [], []], pictures=[2, 3])
    (text,), failures = read_all("a.pdf", write_pdf(pdf))
    assert texts(text) == [READ]
    assert failures == [
        "/docs/a.pdf: no text layer on 2 of 3 pages (2–3): they need OCR; search index --ocr"
    ]


def test_scans_with_a_number_or_a_stamp_are_reported() -> None:
    stamped = [[Text(f"Лист {n}", 280, 20)] for n in range(2, 5)]
    pages = [lines(TALE), *stamped, [Text("5", 280, 20)], [], lines(TALE)]
    _, failures = read_all("a.pdf", write_pdf(Pdf(pages, pictures=[1, 2, 3, 4, 5])))
    assert failures == [
        "/docs/a.pdf: no text layer on 4 of 7 pages (2–5): they need OCR; search index --ocr"
    ]


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"%PDF-1.7\n1 0 obj\n<<"])
def test_a_damaged_file_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"^/docs/a\.pdf: damaged PDF$"):
        read_all("a.pdf", content)


def test_a_file_cut_anywhere_is_read_or_refused() -> None:
    whole = write_pdf(Pdf([lines(TALE)], outline=[("Глава", 1)]))
    for end in range(0, len(whole), len(whole) // 40):
        try:
            read_all("a.pdf", whole[:end])
        except UnreadableFile as failure:
            assert failure.where == "/docs/a.pdf"
