"""OpenDocument texts: paragraphs, notes, tables, properties."""

import pytest

from searchtool.core.errors import UnreadableFile
from searchtool.core.model import SourceText
from tests.unit.documents.make_zip import zipped
from tests.unit.documents.reading import Read, pieces, read_one, texts

NAMES = (
    " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table", "style", "fo", "meta", "draw", "manifest", "svg")
    )
    + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
META = f"""\
<office:document-meta {NAMES}><office:meta>
<meta:initial-creator>Вера Ильинская</meta:initial-creator><dc:creator>Редактор</dc:creator>
<meta:creation-date>2021-02-03T10:00:00</meta:creation-date><dc:date>2024-01-01T10:00:00</dc:date>
<dc:title>Отчёт о мосте</dc:title><dc:language>ru-RU</dc:language>
<meta:document-statistic meta:page-count="3"/>
</office:meta></office:document-meta>"""
STYLES = f"""\
<office:document-styles {NAMES}><office:styles>
<style:style style:name="Caption" style:family="paragraph"/>
<style:style style:name="Illustration" style:family="paragraph" style:parent-style-name="Caption"/>
</office:styles></office:document-styles>"""


def odt(body: str, **parts: str) -> bytes:
    automatic = (
        "<office:automatic-styles>"
        '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
        '<style:style style:name="P2" style:family="paragraph" style:parent-style-name="P3"/>'
        '<style:style style:name="P3" style:family="paragraph" style:parent-style-name="P2"/>'
        "</office:automatic-styles>"
    )
    content = (
        f"<office:document-content {NAMES}>{automatic}<office:body><office:text>{body}"
        "</office:text></office:body></office:document-content>"
    )
    members = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content}
    members |= {f"{name.replace('__', '/')}.xml": text for name, text in parts.items()}
    return zipped(members)


def p(text: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def h(text: str, level: int = 1) -> str:
    return f'<text:h text:outline-level="{level}">{text}</text:h>'


def read_body(body: str, **parts: str) -> SourceText:
    return read_one("a.odt", odt(body, **parts))


def test_headings_captions_and_chapters() -> None:
    body = "".join(
        [
            p("Отчёт о мосте", "P1"),
            f"<text:table-of-content>{p('Глава 1 3')}</text:table-of-content>",
            h("Глава 1"),
            p("Работы начались весной."),
            h("Опоры", 2),
            h("Мелкий заголовок", 4),
            p("Опоры стоят.", "P2"),
            p("Рис. 1. Опора", "Illustration"),
        ]
    )
    text = read_body(body, styles=STYLES)
    assert pieces(text) == [
        Read("Отчёт о мосте", "heading", None),
        Read("Глава 1", "heading", "Глава 1"),
        Read("Работы начались весной.", "text", "Глава 1"),
        Read("Опоры", "heading", "Опоры"),
        Read("Мелкий заголовок", "heading", "Опоры"),
        Read("Опоры стоят.", "text", "Опоры"),
        Read("Рис. 1. Опора", "caption", "Опоры"),
    ]
    assert text.document.title == "Отчёт о мосте"


def test_properties() -> None:
    document = read_body(p("Текст."), meta=META, styles=STYLES).document
    assert (document.format, document.title) == ("odt", "Отчёт о мосте")
    assert (document.author, document.date) == ("Вера Ильинская", "2021-02-03")
    assert document.language == "ru-RU"


def test_only_the_text_is_needed() -> None:
    document = read_body(p("Текст.")).document
    assert (document.title, document.author, document.date) == ("", None, None)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Пре<text:span>мьер</text:span>  уехал.", "Премьер уехал."),
        ("Имя<text:tab/>Должность<text:s text:c='5'/>и год", "Имя Должность и год"),
        ("О бюджете:<text:line-break/>пять млрд", "О бюджете: пять млрд"),
        ("строи\u00adтель", "строитель"),
        ("Мост<office:annotation><dc:creator>Я</dc:creator><text:p>Проверить!</text:p>"
         "</office:annotation> открыт.", "Мост открыт."),
        ("<text:bookmark-start text:name='a'/>Мост<text:bookmark-end text:name='a'/>.", "Мост."),
        ("<draw:frame><draw:image/><svg:title>Логотип</svg:title></draw:frame>Мост.", "Мост."),
    ],
    ids=["spans", "tab", "break", "soft", "comment", "bookmark", "picture"],
)  # fmt: skip
def test_marks_in_a_paragraph(markup: str, text: str) -> None:
    assert texts(read_body(p(markup))) == [text]


def test_what_was_deleted_is_not_text() -> None:
    changes = (
        "<text:tracked-changes><text:changed-region><text:deletion>"
        f"{p('Удалено.')}</text:deletion></text:changed-region></text:tracked-changes>"
    )
    assert texts(read_body(changes + p("Осталось<text:change text:change-id='1'/>."))) == [
        "Осталось."
    ]


def test_notes_and_text_boxes_follow_their_paragraph() -> None:
    note = (
        "<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        f"{p('Длина 840 м.')}</text:note-body></text:note>"
    )
    box = f"<draw:frame><draw:text-box>{p('В рамке.')}</draw:text-box></draw:frame>"
    body = h(f"Глава{note}") + p(f"Мост {box}открыт.") + p("Дальше.")
    assert pieces(read_body(body)) == [
        Read("Глава", "heading", "Глава"),
        Read("Длина 840 м.", "text", "Глава"),
        Read("Мост открыт.", "text", "Глава"),
        Read("В рамке.", "text", "Глава"),
        Read("Дальше.", "text", "Глава"),
    ]


def test_a_table_row_is_a_paragraph() -> None:
    cells = "".join(f"<table:table-cell>{p(text)}</table:table-cell>" for text in ("2023", "пять"))
    empty = "<table:covered-table-cell/><table:table-cell table:number-columns-repeated='900'/>"
    body = f"<table:table><table:table-row>{cells}{empty}</table:table-row></table:table>"
    assert texts(read_body(body)) == ["2023 | пять"]


def test_a_list_gives_its_items() -> None:
    items = "".join(f"<text:list-item>{p(text)}</text:list-item>" for text in ("Раз", "Два"))
    assert texts(read_body(f"<text:list>{items}</text:list>")) == ["Раз", "Два"]


def test_an_encrypted_file_is_refused() -> None:
    manifest = f"<manifest:manifest {NAMES}><manifest:encryption-data/></manifest:manifest>"
    with pytest.raises(UnreadableFile, match="protected by a password; save it without one"):
        read_body(p("Текст."), **{"META-INF__manifest": manifest})


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({"mimetype": "application/vnd.oasis.opendocument.text"}, "not a text document"),
        ({"content.xml": "<a><body/></a>"}, "not a text document"),
        ({"content.xml": "<a><body>"}, "damaged XML"),
    ],
    ids=["no-content", "other", "cut"],
)
def test_what_is_no_text_document_is_refused(members: dict[str, str], message: str) -> None:
    with pytest.raises(UnreadableFile, match=rf"^/docs/a\.odt: {message}"):
        read_one("a.odt", zipped(members))
