"""Excel and PowerPoint files from the markup of their parts."""

from collections.abc import Mapping, Sequence

from tests.unit.documents.make_zip import zipped
from tests.unit.documents.office.make_docx import relations

Targets = Mapping[str, tuple[str, str]]

_MAIN = "http://schemas.openxmlformats.org"
_S = f'xmlns="{_MAIN}/spreadsheetml/2006/main"'
NAMES = (
    f'xmlns:r="{_MAIN}/officeDocument/2006/relationships" '
    f'xmlns:a="{_MAIN}/drawingml/2006/main" xmlns:p="{_MAIN}/presentationml/2006/main" '
    f'xmlns:c="{_MAIN}/drawingml/2006/chart" '
    f'xmlns:mc="{_MAIN}/markup-compatibility/2006"'
)


def core(**values: str) -> str:
    """The properties of a file."""
    given = "".join(f"<{name}>{text}</{name}>" for name, text in values.items())
    return f"<coreProperties>{given}</coreProperties>"


def cell(value: str, kind: str = "n", style: int = 0) -> str:
    """A cell with a value; the text of an inline string."""
    if kind == "inlineStr":
        return f'<c t="inlineStr"><is><t>{value}</t></is></c>'
    return f'<c t="{kind}" s="{style}"><v>{value}</v></c>'


def row(*cells: str, number: int | None = None) -> str:
    """A row of cells; plain text is an inline string."""
    written = (one if one.startswith("<") else cell(one, "inlineStr") for one in cells)
    place = f' r="{number}"' if number is not None else ""
    return f"<row{place}>{''.join(written)}</row>"


def xlsx(
    sheets: Mapping[str, str],
    strings: Sequence[str] = (),
    styles: str = "",
    targets: Mapping[str, Targets] | None = None,
    parts: Mapping[str, str | bytes] | None = None,
    workbook: str = "",
    hidden: Sequence[str] = (),
) -> bytes:
    """A workbook of sheets with these rows; `targets` are the relations of a sheet, `parts` further
    parts in the folder `xl`."""
    listed, links = "", {"s": ("sharedStrings", "sharedStrings.xml"), "y": ("styles", "styles.xml")}
    members: dict[str, str | bytes] = {}
    for number, (name, rows) in enumerate(sheets.items(), 1):
        state = ' state="hidden"' if name in hidden else ""
        listed += f'<sheet name="{name}" sheetId="{number}"{state} r:id="r{number}"/>'
        links[f"r{number}"] = ("worksheet", f"worksheets/sheet{number}.xml")
        members[f"xl/worksheets/sheet{number}.xml"] = (
            f"<worksheet {_S}><sheetData>{rows}</sheetData></worksheet>"
        )
        known = relations((targets or {}).get(name, {}))
        members[f"xl/worksheets/_rels/sheet{number}.xml.rels"] = known
    members["xl/workbook.xml"] = (
        f"<workbook {_S} {NAMES}>{workbook}<sheets>{listed}</sheets></workbook>"
    )
    members["xl/_rels/workbook.xml.rels"] = relations(links)
    texts = "".join(
        text if text.startswith("<si>") else f"<si><t>{text}</t></si>" for text in strings
    )
    members["xl/sharedStrings.xml"] = f"<sst {_S}>{texts}</sst>"
    members["xl/styles.xml"] = f"<styleSheet {_S}>{styles}</styleSheet>"
    return zipped(members | {f"xl/{name}": text for name, text in (parts or {}).items()})


def shape(*paragraphs: str, kind: str = "") -> str:
    """A shape with text, in a place of the layout if it has a kind."""
    place = f'<p:nvPr><p:ph type="{kind}"/></p:nvPr>' if kind else "<p:nvPr/>"
    lines = "".join(
        one if one.startswith("<") else f"<a:p><a:r><a:t>{one}</a:t></a:r></a:p>"
        for one in paragraphs
    )
    return f"<p:sp><p:nvSpPr>{place}</p:nvSpPr><p:txBody>{lines}</p:txBody></p:sp>"


def table(*rows: Sequence[str]) -> str:
    """A table."""
    written = "".join(
        f"<a:tr>{''.join(f'<a:tc>{_table_cell(one)}</a:tc>' for one in cells)}</a:tr>"
        for cells in rows
    )
    return f"<p:graphicFrame><a:graphic><a:tbl>{written}</a:tbl></a:graphic></p:graphicFrame>"


def _table_cell(text: str) -> str:
    return f"<a:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></a:txBody>"


def slide(*shapes: str, root: str = "p:sld") -> str:
    """The part of a slide, or of the notes on one."""
    return f"<{root} {NAMES}><p:cSld><p:spTree>{''.join(shapes)}</p:spTree></p:cSld></{root}>"


def pptx(
    slides: Sequence[str],
    targets: Mapping[int, Targets] | None = None,
    parts: Mapping[str, str | bytes] | None = None,
    links: Targets | None = None,
) -> bytes:
    """A presentation of slides; `targets` are the relations of the slide of that number, `links`
    those of the presentation, `parts` further parts in the folder `ppt`."""
    listed = "".join(f'<p:sldId id="{255 + n}" r:id="r{n}"/>' for n in range(1, len(slides) + 1))
    members: dict[str, str | bytes] = {
        "ppt/presentation.xml": f"<p:presentation {NAMES}><p:sldIdLst>{listed}</p:sldIdLst>"
        "</p:presentation>",
        "ppt/_rels/presentation.xml.rels": relations(
            {f"r{n}": ("slide", f"slides/slide{n}.xml") for n in range(1, len(slides) + 1)}
            | dict(links or {})
        ),
    }
    for number, content in enumerate(slides, 1):
        members[f"ppt/slides/slide{number}.xml"] = content
        known = relations((targets or {}).get(number, {}))
        members[f"ppt/slides/_rels/slide{number}.xml.rels"] = known
    return zipped(members | {f"ppt/{name}": text for name, text in (parts or {}).items()})
