"""Word files from the markup of their parts."""

from collections.abc import Mapping

from tests.unit.documents.make_zip import zipped

NAMES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def r(text: str, properties: str = "") -> str:
    """A run."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(content: str, properties: str = "") -> str:
    """A paragraph of plain text, or of runs."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{content if '<' in content else r(content)}</w:p>"


def part(root: str, content: str) -> str:
    """A part with this root element."""
    return f"<{root} {NAMES}>{content}</{root}>"


def relations(targets: Mapping[str, tuple[str, str]]) -> str:
    """A part with relations: by id, their kind and target."""
    listed = "".join(
        f'<Relationship Id="{id}" Type="{_TYPES}/{kind}" Target="{target}"/>'
        for id, (kind, target) in targets.items()
    )
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{listed}</Relationships>"
    )


def docx(
    body: str,
    targets: Mapping[str, tuple[str, str]] | None = None,
    parts: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A file with this body; `targets` are the relations of the text, `parts` further parts in the
    folder `word`."""
    members: dict[str, str | bytes] = {
        "word/document.xml": part("w:document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": relations(targets or {}),
    }
    return zipped(members | {f"word/{name}": text for name, text in (parts or {}).items()})
