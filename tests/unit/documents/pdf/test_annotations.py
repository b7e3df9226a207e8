"""PDF files with comments, forms and attached files."""

from searchtool.core.model import Role, Skipped
from tests.unit.documents.make_pdf import Annotation, Pdf, Text, lines, write_pdf
from tests.unit.documents.reading import read_all, read_one

TALE = ["Паром ходил через залив дважды в день,", "утром и вечером."]
READ = "Паром ходил через залив дважды в день, утром и вечером."


def notes(*annotations: Annotation, fields: tuple[Annotation, ...] = ()) -> list[tuple[str, Role]]:
    """The paragraphs behind the tale, with their roles."""
    pages = [lines(TALE), [Text("Зимой", 60, 780, 16, "bold")]]
    pdf = Pdf(pages, annotations=annotations, fields=fields)
    text = read_one("a.pdf", write_pdf(pdf))
    assert text.blocks is not None
    found = [(block.span.of(text.text), block.role) for block in text.blocks]
    assert found[0] == (READ, "text") and found[-1] == ("Зимой", "heading")
    return found[1:-1]


def test_comments_follow_their_page() -> None:
    assert notes(
        {"Subtype": "/Text", "Contents": "Уточнить расписание"},
        {"Subtype": "/FreeText", "Contents": "Надпись от руки"},
        {"Subtype": "/Stamp", "Contents": "Утверждено"},
    ) == [
        ("Уточнить расписание", "comment"),
        ("Надпись от руки", "comment"),
        ("Утверждено", "comment"),
    ]


def test_comments_in_the_wrong_encoding() -> None:
    wrong = "Уточнить расписание парома".encode("cp1251").decode("cp1252")
    assert notes(
        {"Subtype": "/Text", "Contents": wrong}, {"Subtype": "/Text", "Contents": "Зачем?"}
    ) == [("Уточнить расписание парома", "comment"), ("Зачем?", "comment")]


def test_what_is_no_comment_or_says_nothing_new() -> None:
    assert notes(
        {"Subtype": "/Highlight", "Contents": "через залив"},
        {"Subtype": "/Highlight", "Contents": "А почему?"},
        {"Subtype": "/Popup", "Contents": "Окно"},
        {"Subtype": "/Text", "Contents": "Скрыто", "F": "2"},
        {"Subtype": "/Text", "Contents": "Accepted", "StateModel": "Review"},
        {"Subtype": "/Link", "Contents": "Ссылка"},
    ) == [("А почему?", "comment")]


def test_values_of_a_form() -> None:
    widget = {"Subtype": "/Widget", "FT": "/Tx"}
    fields = (
        {**widget, "T": "name", "V": "Прохор Селиванов"},
        {**widget, "T": "name", "V": "Прохор Селиванов"},
        {**widget, "T": "empty", "V": ""},
        {**widget, "T": "secret", "V": "пароль", "Ff": str(1 << 13)},
        {**widget, "FT": "/Btn", "T": "yes", "V": "/Yes"},
    )
    assert notes(fields=fields) == [("Прохор Селиванов", "text")]
    assert notes({**widget, "V": "Без формы"}) == [("Без формы", "text")]


def test_what_signatures_and_stamps_show() -> None:
    signature = {"Subtype": "/Widget", "FT": "/Sig", "T": "signature", "AP": "Signed by Selivanov"}
    assert notes({"Subtype": "/Stamp", "AP": "Approved"}, fields=(signature,)) == [
        ("Approved", "text"),
        ("Signed by Selivanov", "text"),
    ]
    assert notes({"Subtype": "/Stamp", "AP": "Approved", "Contents": "Утверждено"}) == [
        ("Утверждено", "comment")
    ]


def test_attached_files() -> None:
    attached = {
        "Расписание.txt": "Паром отходит в шесть утра.".encode(),
        "Схема.vsdx": b"PK",
        "Скрепка.txt": "На скрепке.".encode(),
    }
    clip = {"Subtype": "/FileAttachment", "FS": "Скрепка.txt"}
    pdf = Pdf([lines(TALE)], attached=attached, annotations=[clip])
    skipped: list[Skipped] = []
    found, failures = read_all("a.pdf", write_pdf(pdf), on_skip=skipped.append)
    assert [text.text for text in found] == [
        READ,
        "Паром отходит в шесть утра.",
        "На скрепке.",
    ]
    assert [part.where for part in skipped] == ["/docs/a.pdf#Схема.vsdx"]
    assert failures == []


def test_a_scan_with_a_comment_or_an_attached_file_is_read_as_far_as_it_goes() -> None:
    scan = Pdf([[]], pictures=[1], annotations=[{"Subtype": "/Text", "Contents": "Это акт"}])
    (text,), failures = read_all("a.pdf", write_pdf(scan))
    assert text.text == "Это акт"
    assert failures == [
        "/docs/a.pdf: no text layer on 1 of 1 pages (1): they need OCR; search index --ocr"
    ]
    (text,), failures = read_all(
        "a.pdf", write_pdf(Pdf([[]], pictures=[1], attached={"Акт.txt": "Акт осмотра.".encode()}))
    )
    assert text.text == "Акт осмотра."
    assert failures == ["/docs/a.pdf: no text layer: it needs OCR; search index --ocr"]
