"""Writes small PDF files from lines of text at their places.

Its fonts have no shapes: a table of Unicode codes tells what a character means, and each is half as
wide as it is high, so that places are easily reckoned. PDFium leaves out turned letters without a
shape; those of the font `western` have one, since it is among those every reader brings along.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import cos, pi, sin
from typing import NamedTuple

WIDTH = 0.5
"""Of each character, times its size."""

PAGE = 595, 842

Font = str
"""`plain` or `bold`; `mute` does not say what its characters mean, `western` is an old font of
Cyrillic letters that pass for Western ones."""


class CodedFont(NamedTuple):
    """A font that is given the codes of its characters: `code` makes them of a text, `entries` are
    what the font says about itself, `meaning` is its table of Unicode codes. With `glyphs` the
    codes are numbers of glyphs, two bytes each."""

    code: Callable[[str], bytes]
    entries: str = ""
    meaning: Mapping[int, str] | None = None
    glyphs: bool = False
    name: str = "Old"


Annotation = Mapping[str, str]
"""Its entries: names (`/Text`), numbers, and all else a string; a file by its name in `FS`; in `AP`
what is drawn, in Western letters."""


class Text(NamedTuple):
    """Characters on a line, in points from the lower left corner; `turn` in quarters leftwards."""

    text: str
    x: float
    y: float
    size: float = 10
    font: Font = "plain"
    turn: float = 0


@dataclass(frozen=True)
class Pdf:
    """What a PDF is made of. `outline` are titles and their pages from 1, `picture` are the numbers
    of pages with one, `turned` is how pages are turned, in degrees, `locked` needs a password.
    `fonts` are other fonts than those of `Font`, by name. `annotations` are those of the first
    page, `fields` those that are fields of a form, `attached` are files by name."""

    pages: Sequence[Sequence[Text]]
    info: Mapping[str, str] = field(default_factory=dict)
    language: str = ""
    outline: Sequence[tuple[str, int]] = ()
    pictures: Sequence[int] = ()
    turned: int = 0
    locked: bool = False
    fonts: Mapping[str, CodedFont] = field(default_factory=dict)
    annotations: Sequence[Annotation] = ()
    fields: Sequence[Annotation] = ()
    attached: Mapping[str, bytes] = field(default_factory=dict)


def write_pdf(pdf: Pdf) -> bytes:
    """The file."""
    return _file(dict(_objects(pdf)), pdf)


def lines(
    texts: Sequence[str],
    x: float = 60,
    y: float = 780,
    *,
    size: float = 10,
    leading: float = 12,
    font: Font = "plain",
) -> list[Text]:
    """Lines below each other, the first one at `y`."""
    return [Text(text, x, y - leading * n, size, font) for n, text in enumerate(texts)]


_FONTS = {"plain": 3, "bold": 4, "mute": 5, "western": 6}
_FIRST_CODED = 20
_FIRST_PAGE = 40
_FIRST_ANNOTATION = 10_000
_FIRST_APPEARANCE = 15_000
_FIRST_FILE = 20_000


def _objects(pdf: Pdf) -> Iterator[tuple[int, str | bytes]]:
    numbers = range(_FIRST_PAGE, _FIRST_PAGE + 2 * len(pdf.pages), 2)
    outline = _FIRST_PAGE + 2 * len(pdf.pages)
    contents = f"/Outlines {outline} 0 R" if pdf.outline else ""
    language = f"/Lang {_string(pdf.language)}" if pdf.language else ""
    written = [*pdf.annotations, *pdf.fields]
    annotations = range(_FIRST_ANNOTATION, _FIRST_ANNOTATION + len(written))
    fields = " ".join(f"{number} 0 R" for number in annotations[len(pdf.annotations) :])
    form = f"/AcroForm << /Fields [{fields}] >>" if fields else ""
    files = range(_FIRST_FILE, _FIRST_FILE + 2 * len(pdf.attached), 2)
    names = dict(zip(pdf.attached, files, strict=True))
    tree = " ".join(f"{_string(name)} {number} 0 R" for name, number in names.items())
    attached = f"/Names << /EmbeddedFiles << /Names [{tree}] >> >>" if names else ""
    yield 1, f"<< /Type /Catalog /Pages 2 0 R {contents} {language} {form} {attached} >>"
    for number, annotation in zip(annotations, written, strict=True):
        appearance = number - _FIRST_ANNOTATION + _FIRST_APPEARANCE
        yield number, _annotation(annotation, names, appearance)
        if "AP" in annotation:
            yield appearance, _appearance(annotation["AP"])
    for name, number in names.items():
        file = f"<< /Type /Filespec /F {_string(name)} /EF << /F {number + 1} 0 R >> >>"
        yield number, file
        yield number + 1, _stream(pdf.attached[name].decode("latin-1"))
    kids = " ".join(f"{number} 0 R" for number in numbers)
    yield 2, f"<< /Type /Pages /Kids [{kids}] /Count {len(pdf.pages)} >>"
    letters = {letter for texts in pdf.pages for text in texts for letter in text.text}
    codes = {letter: code for code, letter in enumerate(sorted(letters), 1)}
    yield from _fonts(codes)
    coded = range(_FIRST_CODED, _FIRST_PAGE, 2)
    for number, font in zip(coded, pdf.fonts.values(), strict=False):
        yield from _coded_font(number, font)
    references = {**_FONTS, **dict(zip(pdf.fonts, coded, strict=False))}
    fonts = " ".join(f"/{name} {number} 0 R" for name, number in references.items())
    notes = " ".join(f"{number} 0 R" for number in annotations)
    for n, (number, texts) in enumerate(zip(numbers, pdf.pages, strict=True), 1):
        picture = "/XObject << /picture 10 0 R >>" if n in pdf.pictures else ""
        yield (
            number,
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {PAGE[0]} {PAGE[1]}] "
            f"/Rotate {pdf.turned} /Annots [{notes if n == 1 else ''}] /Contents {number + 1} 0 R "
            f"/Resources << /Font << {fonts} >> {picture} >> >>",
        )
        drawn = "q 500 0 0 700 50 50 cm /picture Do Q\n" if picture else ""
        yield (
            number + 1,
            _stream(drawn + "\n".join(_shown(text, codes, pdf.fonts) for text in texts)),
        )
    yield (
        10,
        _stream(
            "0" * 4,
            "/Type /XObject /Subtype /Image /Width 2 /Height 2 "
            "/ColorSpace /DeviceGray /BitsPerComponent 8",
        ),
    )
    info = " ".join(f"/{name} {_string(value)}" for name, value in pdf.info.items())
    yield 11, f"<< {info} >>"
    yield from _outline(pdf, outline)


def _fonts(codes: Mapping[str, int]) -> Iterator[tuple[int, str | bytes]]:
    for name in ("plain", "bold", "mute"):
        meaning = "" if name == "mute" else "/ToUnicode 7 0 R"
        yield (
            _FONTS[name],
            f"<< /Type /Font /Subtype /Type0 /BaseFont /{name.title()} /Encoding /Identity-H "
            f"{meaning} /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 "
            f"/BaseFont /{name.title()} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
            f"/Supplement 0 >> /DW {int(1000 * WIDTH)} /FontDescriptor 8 0 R >>] >>",
        )
    yield (
        _FONTS["western"],
        ("<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>"),
    )
    yield 7, _meanings({code: c for c, code in codes.items()}, digits=4)
    yield (
        8,
        (
            "<< /Type /FontDescriptor /FontName /Plain /Flags 4 /FontBBox [0 -200 1000 800] "
            "/ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>"
        ),
    )


def _coded_font(number: int, font: CodedFont) -> Iterator[tuple[int, bytes | str]]:
    meaning = f"/ToUnicode {number + 1} 0 R" if font.meaning else ""
    if font.meaning:
        yield number + 1, _meanings(font.meaning, digits=4 if font.glyphs else 2)
    if font.glyphs:
        yield (
            number,
            f"<< /Type /Font /Subtype /Type0 /BaseFont /{font.name} {meaning} "
            "/Encoding /Identity-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 "
            f"/BaseFont /{font.name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
            f"/Supplement 0 >> /DW {int(1000 * WIDTH)} /FontDescriptor 8 0 R >>] >>",
        )
        return
    widths = " ".join([str(int(1000 * WIDTH))] * 256)
    yield (
        number,
        f"<< /Type /Font /Subtype /Type1 /BaseFont /{font.name} {font.entries} {meaning} "
        f"/FirstChar 0 /LastChar 255 /Widths [{widths}] >>",
    )


def _appearance(text: str) -> bytes:
    return _stream(
        f"BT /western 10 Tf 5 5 Td ({text}) Tj ET",
        "/Type /XObject /Subtype /Form /BBox [0 0 140 20] "
        "/Resources << /Font << /western 6 0 R >> >>",
    )


def _annotation(entries: Annotation, files: Mapping[str, int], appearance: int) -> str:
    def written(name: str, value: str) -> str:
        if name == "AP":
            return f"<< /N {appearance} 0 R >>"
        if name == "FS":
            return f"{files[value]} 0 R"
        return value if value.startswith("/") or value.isdigit() else _string(value)

    shown = " ".join(f"/{name} {written(name, value)}" for name, value in entries.items())
    return f"<< /Type /Annot /Rect [60 100 200 120] {shown} >>"


def _meanings(meaning: Mapping[int, str], *, digits: int) -> bytes:
    pairs = [f"<{c:0{digits}x}> <{m.encode('utf-16-be').hex()}>" for c, m in meaning.items()]
    blocks = (pairs[n : n + 100] for n in range(0, len(pairs), 100))
    table = "".join(f"{len(b)} beginbfchar\n{chr(10).join(b)}\nendbfchar\n" for b in blocks)
    return _stream(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Codes def "
        f"/CMapType 2 def 1 begincodespacerange <{'0' * digits}> <{'f' * digits}> "
        f"endcodespacerange\n{table}endcmap end end"
    )


def _shown(text: Text, codes: Mapping[str, int], fonts: Mapping[str, CodedFont]) -> str:
    a, b = cos(text.turn * pi / 2), sin(text.turn * pi / 2)
    if text.font in fonts:
        shown = fonts[text.font].code(text.text).hex()
    elif text.font == "western":
        shown = text.text.encode("cp1251").hex()
    else:
        shown = "".join(f"{codes[c]:04x}" for c in text.text)
    return (
        f"BT /{text.font} {text.size} Tf {a:.4f} {b:.4f} {-b:.4f} {a:.4f} {text.x} {text.y} Tm "
        f"<{shown}> Tj ET"
    )


def _outline(pdf: Pdf, root: int) -> Iterator[tuple[int, str]]:
    if not pdf.outline:
        return
    last = root + len(pdf.outline)
    yield root, f"<< /Type /Outlines /First {root + 1} 0 R /Last {last} 0 R >>"
    for number, (title, page) in enumerate(pdf.outline, root + 1):
        following = f"/Next {number + 1} 0 R" if number < last else ""
        target = f"/Dest [{_FIRST_PAGE + 2 * (page - 1)} 0 R /Fit]"
        yield number, f"<< /Title {_string(title)} /Parent {root} 0 R {following} {target} >>"


def _string(text: str) -> str:
    return f"<feff{text.encode('utf-16-be').hex()}>"


def _stream(content: str, entries: str = "") -> bytes:
    body = content.encode("latin-1")
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries.encode(), len(body), body)


def _file(objects: Mapping[int, str | bytes], pdf: Pdf) -> bytes:
    file = b"%PDF-1.7\n"
    offsets = {}
    for number, body in sorted(objects.items()):
        offsets[number] = len(file)
        body = body.encode("ascii") if isinstance(body, str) else body
        file += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    size = max(objects) + 1
    table = "".join(
        f"{offsets[n]:010d} 00000 n \n" if n in offsets else "0000000000 65535 f \n"
        for n in range(size)
    )
    secret = "0" * 64
    lock = (
        f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{secret}> /U <{secret}> /P -4 >> "
        f"/ID [<{secret}> <{secret}>]"
    )
    trailer = f"<< /Size {size} /Root 1 0 R /Info 11 0 R {lock if pdf.locked else ''} >>"
    end = f"xref\n0 {size}\n{table}trailer\n{trailer}\nstartxref\n{len(file)}\n%%EOF\n"
    return file + end.encode("ascii")
