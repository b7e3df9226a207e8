"""OpenDocument texts: paragraphs, notes, tables, properties."""

import pytest

from searchtool.core.errors import UnreadableFile
from searchtool.core.model import SourceText
from tests.unit.documents.make_zip import zipped
from tests.unit.documents.reading import Read, pieces, read_one, texts

NAMES = (
    " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in (
            *(
                "office",
                "text",
                "table",
                "style",
                "fo",
                "meta",
                "draw",
                "manifest",
                "svg",
                "chart",
                "form",
                "presentation",
            ),
        )
    )
    + ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
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
        '<style:style style:name="H" style:family="text"><style:text-properties '
        'text:display="none"/></style:style>'
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
        ("Дело <text:title>О мосте</text:title> от <text:date>5 марта</text:date>, "
         "<text:author-name>А. Берг</text:author-name>, с. <text:page-number>3</text:page-number>",
         "Дело О мосте от 5 марта, А. Берг, с. 3"),
        ("Код <text:hidden-text text:is-hidden='true'>42</text:hidden-text>известен"
         "<text:span text:style-name='H'> всем</text:span>"
         "<text:script>alert(1)</text:script>.", "Код известен."),
        ("<text:bookmark-start text:name='a'/>Мост<text:bookmark-end text:name='a'/>.", "Мост."),
        ("<draw:frame><draw:image/><svg:title>Логотип</svg:title></draw:frame>Мост.", "Мост."),
    ],
    ids=["spans", "tab", "break", "soft", "fields", "hidden", "bookmark", "picture"],
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


def test_comments_follow_the_text() -> None:
    comment = (
        "<office:annotation><dc:creator>Зоя Пескова</dc:creator><dc:date>2024-01-01</dc:date>"
        "<text:p>Проверить <text:span>длину</text:span>!</text:p><text:list><text:list-item>"
        "<text:p>И ширину.</text:p></text:list-item></text:list></office:annotation>"
    )
    assert pieces(read_body(h("Глава") + p(f"Мост{comment} открыт.") + p("Дальше."))) == [
        Read("Глава", "heading", "Глава"),
        Read("Мост открыт.", "text", "Глава"),
        Read("Дальше.", "text", "Глава"),
        Read("Зоя Пескова: Проверить длину!", "comment", "Глава"),
        Read("И ширину.", "comment", "Глава"),
    ]


def test_headers_and_footers_come_last_each_once() -> None:
    head = p("Пароходство «Заря»", "Title")
    pages = (
        f"<style:header>{head}</style:header><style:header-first>{head}{p('Исх. № 15')}"
        f"</style:header-first><style:footer>{p('Лист <text:page-number>1</text:page-number>')}"
        f"</style:footer><style:footer-left style:display='false'>{p('Нет')}</style:footer-left>"
    )
    styles = (
        f"<office:document-styles {NAMES}><office:master-styles><style:master-page>{pages}"
        f"</style:master-page><style:master-page><style:header>{head}</style:header>"
        "</style:master-page></office:master-styles></office:document-styles>"
    )
    text = read_body(p("Текст."), styles=styles)
    assert pieces(text) == [
        Read("Текст.", "text", None),
        Read("Пароходство «Заря»", "running_head", None),
        Read("Исх. № 15", "running_head", None),
        Read("Лист", "running_head", None),
    ]
    assert text.document.title == ""


def test_what_is_written_into_forms() -> None:
    name, place = 'form:name="n" form:id="a"', 'form:id="b"'
    fields = (
        f'<form:fixed-text {place} form:label="Порт приписки:"/>'
        f'<form:textarea {name} form:value="старый" form:current-value="Ладога, причал 3"/>'
        '<form:button form:id="c" form:label="Отправить"/><form:password form:id="d"/>'
    )
    controls = "".join(f'<draw:control draw:control="{id}"/>' for id in "bacd")
    body = f"<office:forms><form:form>{fields}</form:form></office:forms>{p('Анкета' + controls)}"
    assert texts(read_body(body)) == ["Анкета", "Порт приписки:", "Ладога, причал 3"]


def test_what_asks_to_fill_in_is_left_out() -> None:
    body = p(
        'Дата: <office:content-control office:showing-place-holder="true">Выберите дату'
        "</office:content-control>, имя: <text:placeholder>&lt;Впишите имя&gt;</text:placeholder>, "
        "порт: <office:content-control>Ладога</office:content-control>."
    )
    assert texts(read_body(body)) == ["Дата: , имя: , порт: Ладога."]


def test_a_shape_does_not_cut_its_paragraph() -> None:
    shape = f"<draw:custom-shape>{p('Надпись.')}</draw:custom-shape>"
    assert texts(read_body(p(f"Мост {shape}открыт."))) == ["Мост открыт.", "Надпись."]


def test_a_chart_gives_its_titles_and_its_table() -> None:
    def row(*cells: str) -> str:
        made = "".join(f"<table:table-cell>{p(cell)}</table:table-cell>" for cell in cells)
        return f"<table:table-row>{made}</table:table-row>"

    chart = (
        f"<office:document-content {NAMES}><office:body><office:chart><chart:chart><chart:title>"
        f"{p('Улов')}</chart:title><table:table>{row('', '2019')}{row('Кемь', '12')}</table:table>"
        "</chart:chart></office:chart></office:body></office:document-content>"
    )
    frame = '<draw:frame><draw:object xlink:href="./Object 1"/><draw:image/></draw:frame>'
    text = read_body(p(f"См. {frame}рисунок."), **{"Object 1__content": chart})
    assert texts(text) == ["См. рисунок.", "Улов", "2019", "Кемь | 12"]


def test_an_object_in_the_frame_itself_does_not_repeat_the_text() -> None:
    body = p("См. <draw:frame><draw:object><draw:a/></draw:object></draw:frame>чертёж.")
    assert texts(read_body(body)) == ["См. чертёж."]


def test_a_list_gives_its_items() -> None:
    items = "".join(f"<text:list-item>{p(text)}</text:list-item>" for text in ("Раз", "Два"))
    assert texts(read_body(f"<text:list>{items}</text:list>")) == ["Раз", "Два"]


class TestNumbers:
    """Automatic numbers of lists and headings."""

    styles = (
        f"<office:document-styles {NAMES}><office:styles>"
        '<text:outline-style><text:outline-level-style text:level="1" style:num-format="I" '
        'style:num-prefix="Глава " style:num-suffix="."/><text:outline-level-style text:level="2" '
        'style:num-format="1" text:display-levels="2"/></text:outline-style>'
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" '
        'style:num-format="1" style:num-suffix="."/><text:list-level-style-number text:level="2" '
        'style:num-format="а, б, .., аа, аб, ... (ru)" style:num-suffix=")"/></text:list-style>'
        '<text:list-style style:name="N"><text:list-level-style-number text:level="1" '
        'style:num-format="1" style:num-list-format="Статья %1%." text:start-value="7"/>'
        '</text:list-style><text:list-style style:name="B"><text:list-level-style-bullet '
        'text:level="1" text:bullet-char="•"/></text:list-style>'
        '<style:style style:name="S" style:family="paragraph" style:list-style-name="L"/>'
        "</office:styles></office:document-styles>"
    )

    @staticmethod
    def items(*texts: str, style: str = "L", more: str = "") -> str:
        made = "".join(
            f"<text:list-item>{text if '<' in text else p(text)}</text:list-item>" for text in texts
        )
        return f'<text:list text:style-name="{style}" {more}>{made}</text:list>'

    def read(self, body: str) -> list[str]:
        return texts(read_body(body, styles=self.styles))

    def test_of_headings(self) -> None:
        header = '<text:h text:outline-level="1" text:is-list-header="true">Приложение</text:h>'
        body = h("Порт") + h("Склад", 2) + h("Двор", 2) + header + h("Сад") + h("Яма", 2)
        assert self.read(body) == [
            "Глава I. Порт", "I.1 Склад", "I.2 Двор", "Приложение", "Глава II. Сад", "II.1 Яма",
        ]  # fmt: skip

    def test_of_lists_in_lists(self) -> None:
        inner = p("Раз") + p("Ещё о том же.") + self.items("да", "нет", style="")
        body = self.items(inner, "Два", p("Три") + self.items("так", style=""))
        assert self.read(body) == [
            "1. Раз", "Ещё о том же.", "а) да", "б) нет", "2. Два", "3. Три", "а) так",
        ]  # fmt: skip

    def test_that_continue_or_begin_again(self) -> None:
        body = (
            self.items("а", "б", more='xml:id="one"')
            + p("Между.")
            + self.items("в", more='text:continue-numbering="true"')
            + self.items("г")
            + self.items("д", more='text:continue-list="one"')
            + self.items("е", style="N")
        )
        assert self.read(body) == [
            "1. а", "2. б", "Между.", "3. в", "1. г", "4. д", "Статья 7. е",
        ]  # fmt: skip

    def test_that_are_given(self) -> None:
        item = '<text:list-item text:start-value="5"><text:p>а</text:p></text:list-item>'
        shown = f"<text:list-item><text:number>(8)</text:number>{p('б')}</text:list-item>"
        header = f"<text:list-header>{p('Без числа.')}</text:list-header>"
        body = f'<text:list text:style-name="L">{header}{item}{shown}</text:list>'
        assert self.read(body) == ["Без числа.", "5. а", "(8) б"]

    def test_of_the_style_of_the_paragraph(self) -> None:
        body = f"<text:list><text:list-item>{p('а', 'S')}</text:list-item></text:list>"
        assert self.read(body) == ["1. а"]

    def test_that_stand_alone_in_the_cells_of_a_table(self) -> None:
        def row(more: str, name: str) -> str:
            cells = (self.items(p(""), more=more), p(name))
            made = "".join(f"<table:table-cell>{cell}</table:table-cell>" for cell in cells)
            return f"<table:table-row>{made}</table:table-row>"

        rows = row("", "Порт") + row('text:continue-numbering="true"', "Док")
        assert self.read(f"<table:table>{rows}</table:table>") == ["1. | Порт", "2. | Док"]

    def test_a_bullet_is_none(self) -> None:
        assert self.read(self.items("а", style="B")) == ["а"]


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


SHEET = (
    "<table:table table:name='Шлюзы'><table:table-header-rows><table:table-row>"
    "<table:table-cell><text:p>Район</text:p></table:table-cell>"
    "<table:table-cell><text:p>Глубина</text:p><office:annotation><dc:creator>Вера</dc:creator>"
    "<text:p>Проверить</text:p></office:annotation></table:table-cell>"
    "</table:table-row></table:table-header-rows>"
    "<table:table-row table:number-rows-repeated='3'><table:table-cell/></table:table-row>"
    "<table:table-row><table:table-cell office:value-type='date'><text:p>14.06.24</text:p>"
    "</table:table-cell><table:table-cell><text:p>4,2</text:p></table:table-cell></table:table-row>"
    "<table:shapes><draw:frame><draw:text-box><text:p>Надпись</text:p></draw:text-box></draw:frame>"
    "</table:shapes></table:table>"
)
SLIDES = (
    "<draw:page><draw:frame><draw:text-box><text:p>Мост откроют.</text:p></draw:text-box>"
    "</draw:frame>"
    "<draw:frame presentation:class='title'><draw:text-box><text:p>Переправы</text:p>"
    "</draw:text-box></draw:frame><presentation:notes><draw:frame presentation:class='notes'>"
    "<draw:text-box><text:p>Сказать о сроках.</text:p></draw:text-box></draw:frame>"
    "</presentation:notes></draw:page><draw:page><text:p>Дальше.</text:p></draw:page>"
)


def other(kind: str, body: str) -> bytes:
    """A table or a presentation."""
    content = (
        f"<office:document-content {NAMES}><office:body><office:{kind}>{body}"
        f"</office:{kind}></office:body></office:document-content>"
    )
    kind = f"application/vnd.oasis.opendocument.{kind}"
    return zipped({"mimetype": kind, "content.xml": content})


def flat(kind: str, body: str) -> str:
    """The same as one XML file."""
    meta = "<office:meta><dc:title>Сводка</dc:title></office:meta>"
    return (
        f"<?xml version='1.0'?><office:document {NAMES}>{meta}<office:body><office:{kind}>{body}"
        f"</office:{kind}></office:body></office:document>"
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.ods", other("spreadsheet", SHEET)), ("a.fods", flat("spreadsheet", SHEET))],
)
def test_rows_of_a_table_have_numbers_and_sheets(name: str, content: str | bytes) -> None:
    text = read_one(name, content)
    assert text.blocks is not None
    assert text.document.format == "ods"
    assert [(b.role, b.section, b.line, b.span.of(text.text)) for b in text.blocks] == [
        ("text", "Шлюзы", 1, "Район | Глубина"),
        ("text", "Шлюзы", 5, "14.06.24 | 4,2"),
        ("text", "Шлюзы", None, "Надпись"),
        ("comment", "Шлюзы", None, "Вера: Проверить"),
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.odp", other("presentation", SLIDES)), ("a.fodp", flat("presentation", SLIDES))],
)
def test_slides_have_numbers_and_titles(name: str, content: str | bytes) -> None:
    text = read_one(name, content)
    assert text.blocks is not None
    assert [(b.role, b.page, b.section, b.span.of(text.text)) for b in text.blocks] == [
        ("heading", 1, "Переправы", "Переправы"),
        ("text", 1, "Переправы", "Мост откроют."),
        ("text", 1, "Переправы", "Сказать о сроках."),
        ("text", 2, None, "Дальше."),
    ]


def test_a_flat_text_is_read_without_its_pictures() -> None:
    picture = f"<office:binary-data>{'A' * (11 << 20)}</office:binary-data>"
    chart = (
        f"<draw:object><office:document><office:meta><dc:title>Нет</dc:title></office:meta>"
        f"<office:body><office:chart>{p('Рост вкладов')}</office:chart></office:body>"
        "</office:document></draw:object>"
    )
    body = h("Глава") + f"<text:p>Мост{picture}<draw:frame>{chart}</draw:frame> открыт.</text:p>"
    text = read_one("a.fodt", flat("text", body))
    assert texts(text) == ["Глава", "Мост открыт.", "Рост вкладов"]
    assert (text.document.title, text.document.format) == ("Сводка", "odt")
