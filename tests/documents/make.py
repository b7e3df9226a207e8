"""Makes the format corpus: small files of its texts in every format and encoding.

usage: python -m tests.documents.make FOLDER
"""

import csv
import email.message
import email.policy
import email.utils
import gzip
import io
import json
import sys
import tarfile
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape

from tests.documents.make_tables import fodt, odp, ods, pptx, xlsx
from tests.documents.texts import ARTICLE, CUES, LETTERS, NOVEL, Letter, Work
from tests.unit.documents.make_pdf import Pdf, Text, lines, write_pdf
from tests.unit.documents.office.make_doc import doc, old_doc
from tests.unit.documents.scans.make_djvu import djvu

RUSSIAN = ("utf-8", "cp1251", "koi8-r", "cp866", "mac-cyrillic", "utf-8-sig", "utf-16", "utf-16-le")
"""Encodings that Russian texts are found in."""

_PLAIN = str.maketrans({"«": '"', "»": '"', "—": "-", "–": "-", "…": "."})


def plainer(text: str, encoding: str) -> str:
    """The text; with plainer marks for an encoding that lacks typographic ones."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(_PLAIN)
    return text


def encoded(text: str, encoding: str) -> bytes:
    """The text in an encoding; old ones lack typographic quotation marks and dashes."""
    return plainer(text, encoding).encode(encoding)


def plain(work: Work) -> str:
    """A text as one would type it: a blank line between paragraphs."""
    parts = [work.title]
    for chapter in work.chapters:
        parts += [chapter.title, *chapter.paragraphs, chapter.verse]
    return "\n\n".join(filter(None, parts)) + "\n"


def _lines(work: Work) -> str:
    """A paragraph a line."""
    return plain(work).strip().replace("\n\n", "\n")


def wrapped(work: Work, width: int = 60) -> str:
    """A text whose lines end at a width, as mail and old archives have it."""
    return "\n\n".join(_wrap(part, width) for part in plain(work).split("\n\n"))


def _wrap(text: str, width: int) -> str:
    if "\n" in text.strip():
        return text
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + len(word) >= width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


def markdown(work: Work) -> str:
    """Front matter, headings, paragraphs."""
    head = f"---\ntitle: {work.title}\nauthor: {work.author}\ndate: {work.date}\n---\n"
    parts = [head]
    for chapter in work.chapters:
        if chapter.title:
            parts.append(f"## {chapter.title}")
        parts += [*chapter.paragraphs, *filter(None, [chapter.verse])]
    return "\n\n".join(parts) + "\n"


def html(work: Work, charset: str = "utf-8") -> str:
    """A page with a menu and a footer around the article."""
    body = []
    for chapter in work.chapters:
        if chapter.title:
            body.append(f"<h2>{escape(chapter.title)}</h2>")
        body += [f"<p>{escape(paragraph)}</p>" for paragraph in chapter.paragraphs]
    return (
        f'<!DOCTYPE html><html lang="{work.language}"><head><meta charset="{charset}">'
        f"<title>{escape(work.title)}</title>"
        f'<meta name="author" content="{escape(work.author)}">'
        f'<meta property="article:published_time" content="{work.date}T09:00:00+03:00"></head>'
        '<body><nav><a href="/">Главная</a> <a href="/news">Новости</a></nav>'
        f"<article><h1>{escape(work.title)}</h1>{''.join(body)}</article>"
        "<footer>Все права защищены</footer></body></html>"
    )


def mhtml(work: Work) -> bytes:
    """A page saved by a browser with its picture."""
    message = email.message.EmailMessage(policy=email.policy.SMTP)
    message["Subject"] = work.title
    message["Snapshot-Content-Location"] = "https://example.org/most"
    message.set_content(html(work), subtype="html", charset="utf-8", cte="quoted-printable")
    message.add_related(b"\x89PNG", maintype="image", subtype="png")
    return message.as_bytes()


def fictionbook(work: Work, encoding: str = "utf-8") -> bytes:
    """An fb2 with annotation, chapters and verse."""
    first, last = work.author.split()
    sections = []
    for chapter in work.chapters:
        title = f"<title><p>{escape(chapter.title)}</p></title>" if chapter.title else ""
        paragraphs = "".join(f"<p>{escape(text)}</p>" for text in chapter.paragraphs)
        verse = "".join(f"<v>{escape(line)}</v>" for line in chapter.verse.split("\n"))
        poem = f"<poem><stanza>{verse}</stanza></poem>" if chapter.verse else ""
        sections.append(f"<section>{title}{paragraphs}{poem}</section>")
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?>\n'
        '<FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0"><description><title-info>'
        f"<author><first-name>{first}</first-name><last-name>{last}</last-name></author>"
        f"<book-title>{escape(work.title)}</book-title>"
        f'<date value="{work.date}">{work.date}</date><lang>{work.language}</lang></title-info>'
        f"</description><body>{''.join(sections)}</body></FictionBook>"
    )
    return encoded(text, encoding)


def zipped(members: Mapping[str, bytes], *, first_stored: bool = False) -> bytes:
    """A zip of members in their order; that of an epub begins with one that is not compressed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, content) in enumerate(members.items()):
            info = zipfile.ZipInfo(name)
            stored = first_stored and number == 0
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return stream.getvalue()


def tarred(members: Mapping[str, bytes]) -> bytes:
    """A tar of members."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return stream.getvalue()


def epub(work: Work) -> bytes:
    """A book of a file a chapter."""
    names = [f"ch{number}.xhtml" for number, _ in enumerate(work.chapters, 1)]
    items = "".join(
        f'<item id="{n}" href="{n}" media-type="application/xhtml+xml"/>' for n in names
    )
    spine = "".join(f'<itemref idref="{name}"/>' for name in names)
    opf = (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(work.title)}</dc:title><dc:creator>{work.author}</dc:creator>"
        f"<dc:date>{work.date}</dc:date><dc:language>{work.language}</dc:language></metadata>"
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    container = (
        '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
        '<rootfiles><rootfile full-path="OEBPS/content.opf"/></rootfiles></container>'
    )
    members = {
        "mimetype": b"application/epub+zip",
        "META-INF/container.xml": container.encode(),
        "OEBPS/content.opf": opf.encode(),
    }
    for name, chapter in zip(names, work.chapters, strict=True):
        paragraphs = "".join(f"<p>{escape(text)}</p>" for text in chapter.paragraphs)
        verse = f"<p>{escape(chapter.verse).replace(chr(10), '<br/>')}</p>" if chapter.verse else ""
        title = f"<h1>{escape(chapter.title)}</h1>" if chapter.title else ""
        page = (
            '<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>'
            f"{title}{paragraphs}{verse}</body></html>"
        )
        members[f"OEBPS/{name}"] = page.encode()
    return zipped(members, first_stored=True)


def docx(work: Work) -> bytes:
    """A Word file with heading styles and a table."""
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

    def paragraph(text: str, style: str = "") -> str:
        look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        return f'<w:p>{look}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'

    body = [paragraph(work.title, "Title")]
    for chapter in work.chapters:
        if chapter.title:
            body.append(paragraph(chapter.title, "Heading1"))
        body += map(paragraph, chapter.paragraphs)
    row = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("Длина", "840 метров"))
    body.append(f"<w:tbl><w:tr>{row}</w:tr></w:tbl>")
    core = (
        "<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        f"<dc:title>{escape(work.title)}</dc:title><dc:creator>{work.author}</dc:creator>"
        f"<dc:language>{work.language}</dc:language>"
        f"<dcterms:created>{work.date}T08:00:00Z</dcterms:created></cp:coreProperties>"
    )
    members = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"/>',
        "word/document.xml": f'<w:document xmlns:w="{w}"><w:body>{"".join(body)}</w:body>'
        "</w:document>",
        "docProps/core.xml": core,
    }
    return zipped({name: text.encode() for name, text in members.items()})


def odt(work: Work) -> bytes:
    """An OpenDocument text."""
    office = "urn:oasis:names:tc:opendocument:xmlns:"
    names = (
        f'xmlns:office="{office}office:1.0" xmlns:text="{office}text:1.0" '
        f'xmlns:meta="{office}meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    )
    body = []
    for chapter in work.chapters:
        if chapter.title:
            body.append(f'<text:h text:outline-level="1">{escape(chapter.title)}</text:h>')
        body += [f"<text:p>{escape(text)}</text:p>" for text in chapter.paragraphs]
    content = (
        f"<office:document-content {names}><office:body><office:text>{''.join(body)}"
        "</office:text></office:body></office:document-content>"
    )
    meta = (
        f"<office:document-meta {names}><office:meta><dc:title>{escape(work.title)}</dc:title>"
        f"<meta:initial-creator>{work.author}</meta:initial-creator>"
        f"<meta:creation-date>{work.date}T08:00:00</meta:creation-date>"
        f"<dc:language>{work.language}</dc:language></office:meta></office:document-meta>"
    )
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": content.encode(),
            "meta.xml": meta.encode(),
        },
        first_stored=True,
    )


def rtf(work: Work, *, unicode: bool) -> bytes:
    """An RTF with letters as code page bytes or as Unicode numbers."""

    def letters(text: str) -> str:
        return "".join(_rtf_letter(letter, unicode=unicode) for letter in text)

    year, month, day = work.date.split("-")
    parts = [
        r"{\rtf1\ansi\ansicpg1251\deff0\deflang1049{\fonttbl{\f0\fcharset204 Times New Roman;}}",
        rf"{{\info{{\title {letters(work.title)}}}{{\author {letters(work.author)}}}"
        rf"{{\creatim\yr{year}\mo{month}\dy{day}}}}}",
    ]
    for chapter in work.chapters:
        texts = [chapter.title, *chapter.paragraphs]
        parts += [rf"\pard {letters(text)}\par" for text in texts if text]
    return "\n".join([*parts, "}"]).encode("ascii")


def _rtf_letter(letter: str, *, unicode: bool) -> str:
    if letter.isascii():
        return letter
    if unicode:
        return rf"\u{ord(letter)}?"
    return rf"\'{letter.encode('cp1251')[0]:02x}"


def pdf(work: Work) -> bytes:
    """Two pages with a running head and numbers, lines wrapped and one word broken."""
    pages = []
    for number, chapter in enumerate(work.chapters, 1):
        head = [Text(work.title, 60, 810, 8), Text(str(number), 290, 30, 8)]
        title = [Text(chapter.title, 60, 780, 14, "bold")] if chapter.title else []
        y, body = 750.0, list[Text]()
        for paragraph in chapter.paragraphs:
            rows = _broken(_wrap(paragraph, 90)).split("\n")
            body += lines(rows, y=y)
            y -= 12 * len(rows) + 14
        pages.append([*head, *title, *body])
    info = {
        "Title": work.title,
        "Author": work.author,
        "CreationDate": f"D:{work.date.replace('-', '')}090000",
    }
    return write_pdf(Pdf(pages, info, work.language))


def _broken(text: str) -> str:
    """One word divided at a line end."""
    return text.replace("шестьдесят", "шесть-\nдесят")


def mail(letter: Letter, charset: str, *, cited: bool = True) -> bytes:
    """A message with headers in its charset."""
    message = email.message.EmailMessage(policy=email.policy.SMTP)
    message["From"] = email.utils.formataddr((letter.author, letter.address), charset)
    message["Subject"] = letter.subject
    sent = datetime.fromisoformat(letter.date).replace(hour=12, tzinfo=UTC)
    message["Date"] = email.utils.format_datetime(sent)
    text = letter.text
    if letter.answered and cited:
        marked = "\n".join(f"> {line}" for line in _wrap(letter.answered, 50).split("\n"))
        text = f"Анна Берг писала:\n{marked}\n\n{text}\n\n-- \n{letter.author}"
    message.set_content(text.translate(_PLAIN), charset=charset, cte="8bit")
    return message.as_bytes()


def raw_mail(letter: Letter, charset: str) -> bytes:
    """A message of the nineties: headers and body in the same bytes, nothing declared."""
    sent = datetime.fromisoformat(letter.date).replace(hour=12, tzinfo=UTC)
    text = (
        f"From: {letter.author} <{letter.address}>\nSubject: {letter.subject}\n"
        f"Date: {email.utils.format_datetime(sent)}\n\n{letter.text}\n"
    )
    return encoded(text, charset)


def mbox(charset: str) -> bytes:
    """A mailbox of all letters."""
    parts = []
    for letter in LETTERS:
        body = mail(letter, charset).replace(b"\r\n", b"\n").replace(b"\nFrom ", b"\n>From ")
        parts.append(b"From MAILER Mon May 12 12:00:00 2003\n" + body + b"\n")
    return b"".join(parts)


def records(work: Work = ARTICLE) -> list[dict[str, str]]:
    """The paragraphs as records with all fields."""
    texts = [text for chapter in work.chapters for text in chapter.paragraphs]
    return [
        {"id": f"n{number}", "title": work.title, "date": work.date, "author": work.author,
         "url": f"https://example.org/{number}", "text": text}
        for number, text in enumerate(texts, 1)
    ]  # fmt: skip


def table(delimiter: str, names: Mapping[str, str] | None = None) -> str:
    """The records as a table, under other names of columns where given."""
    output = io.StringIO()
    rows = csv.writer(output, delimiter=delimiter, lineterminator="\r\n")
    fields = ("id", "title", "date", "author", "url", "text")
    rows.writerow([(names or {}).get(name, name) for name in fields])
    rows.writerows([record[name] for name in fields] for record in records())
    return output.getvalue()


def telegram() -> str:
    """A chat as Telegram Desktop exports it."""
    messages: list[dict[str, object]] = [
        {"id": 1, "type": "service", "date": "2024-06-14T08:00:00", "action": "create_channel",
         "text": ""},
        {"id": 2, "type": "message", "date": "2024-06-14T09:30:00", "from": "Городской вестник",
         "from_id": "channel77", "text": ARTICLE.chapters[0].paragraphs[0]},
        {"id": 3, "type": "message", "date": "2024-06-15T10:00:00", "from": "Городской вестник",
         "from_id": "channel77", "forwarded_from": "Пресс-служба мэрии",
         "text": ["Сроки: ", {"type": "bold", "text": "20 июня"}, ". Подробности на ",
                  {"type": "link", "text": "https://example.org/most"}, "."]},
        {"id": 4, "type": "message", "date": "2024-06-16T10:00:00", "from": "Городской вестник",
         "from_id": "channel77", "photo": "photos/1.jpg", "text": ""},
    ]  # fmt: skip
    chat = {"name": "Городской вестник", "type": "public_channel", "id": 77, "messages": messages}
    return json.dumps(chat, ensure_ascii=False, indent=1)


def srt() -> str:
    """Numbered cues."""
    return "\n".join(
        f"{number}\n{start} --> {end}\n{text}\n"
        for number, (start, end, text) in enumerate(CUES, 1)
    )


def vtt() -> str:
    """Cues of the web."""
    cues = [f"{start} --> {end} align:start\n<i>{text}</i>\n" for start, end, text in CUES]
    return "WEBVTT\n\n" + "\n".join(cues).replace(",000", ".000").replace(",500", ".500").replace(
        ",600", ".600"
    )


def files() -> dict[str, bytes]:
    """Every file of the corpus by its name."""
    found: dict[str, bytes] = {}
    for encoding in RUSSIAN:
        found[f"txt/article-{encoding}.txt"] = encoded(plain(ARTICLE), encoding)
        found[f"txt/novel-{encoding}-crlf.txt"] = encoded(
            plain(NOVEL).replace("\n", "\r\n"), encoding
        )
    found["txt/article-koi8-r.log"] = encoded(plain(ARTICLE), "koi8-r")
    found["txt/article-utf-8.rst"] = encoded(plain(ARTICLE), "utf-8")
    for encoding in ("utf-8", "cp1251", "koi8-r", "cp866"):
        found[f"txt/wrapped-{encoding}.txt"] = encoded(wrapped(ARTICLE), encoding)
        found[f"html/article-{encoding}.html"] = encoded(html(ARTICLE, encoding), encoding)
        found[f"md/article-{encoding}.md"] = encoded(markdown(ARTICLE), encoding)
    found["html/wrong-charset.html"] = encoded(html(ARTICLE, "utf-8"), "cp1251")
    found["html/article.htm"] = html(ARTICLE).encode("utf-16")
    found["html/saved.mhtml"] = mhtml(ARTICLE)
    found["html/saved.mht"] = mhtml(NOVEL)
    for encoding in ("utf-8", "windows-1251", "koi8-r"):
        found[f"books/novel-{encoding}.fb2"] = fictionbook(NOVEL, encoding)
    found["books/novel.fb2.zip"] = zipped({"novel.fb2": fictionbook(NOVEL, "windows-1251")})
    found["books/novel.epub"] = epub(NOVEL)
    found["books/article.epub"] = epub(ARTICLE)
    found["office/article.docx"] = docx(ARTICLE)
    found["office/novel.docx"] = docx(NOVEL)
    found["office/article.odt"] = odt(ARTICLE)
    found["office/novel.odt"] = odt(NOVEL)
    found["office/article.doc"] = doc(_lines(ARTICLE))
    found["office/word6-cp1251.doc"] = old_doc(_lines(ARTICLE))
    found["scans/article.djvu"] = djvu(_broken(wrapped(ARTICLE)).replace("\n\n", "\n\x1f"))
    found["office/article.fodt"] = fodt(ARTICLE)
    found["office/article.xlsx"] = xlsx(ARTICLE)
    found["office/novel.xlsm"] = xlsx(NOVEL)
    found["office/article.pptx"] = pptx(ARTICLE)
    found["office/novel.ppsx"] = pptx(NOVEL)
    found["office/article.ods"] = ods(ARTICLE)
    found["office/article.fods"] = ods(ARTICLE, is_flat=True)
    found["office/article.odp"] = odp(ARTICLE)
    found["office/article.fodp"] = odp(ARTICLE, is_flat=True)
    found["office/article.pdf"] = pdf(ARTICLE)
    found["office/cp1251.rtf"] = rtf(ARTICLE, unicode=False)
    found["office/unicode.rtf"] = rtf(ARTICLE, unicode=True)
    found["office/really-rtf.doc"] = rtf(NOVEL, unicode=True)
    for charset in ("utf-8", "koi8-r", "windows-1251"):
        found[f"mail/answer-{charset}.eml"] = mail(LETTERS[1], charset)
        found[f"mail/box-{charset}.mbox"] = mbox(charset)
    found["mail/raw-koi8-r.eml"] = raw_mail(LETTERS[0], "koi8-r")
    found["mail/raw-cp866.eml"] = raw_mail(LETTERS[0], "cp866")
    lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records())
    found["records/news.jsonl"] = lines.encode()
    found["records/news.ndjson"] = encoded(lines, "cp1251")
    found["records/news.json"] = json.dumps(records(), ensure_ascii=False).encode()
    found["records/result.json"] = telegram().encode()
    found["records/news.csv"] = table(",").encode("utf-8-sig")
    russian = {"text": "Текст", "title": "Заголовок", "date": "Дата", "author": "Автор"}
    found["records/excel.csv"] = encoded(table(";", russian), "cp1251")
    found["records/news.tsv"] = table("\t").encode()
    found["subtitles/film.srt"] = srt().encode()
    found["subtitles/film-cp1251.srt"] = srt().encode("cp1251")
    found["subtitles/film.vtt"] = vtt().encode()
    members = {
        "2024-06-14/мост.txt": plain(ARTICLE).encode("cp1251"),
        "novel.fb2": fictionbook(NOVEL),
        "photo.jpg": b"\xff\xd8",
    }
    found["archives/all.zip"] = zipped(members)
    found["archives/nested.zip"] = zipped({"in.zip": zipped(members)})
    found["archives/all.tar"] = tarred(members)
    found["archives/all.tgz"] = gzip.compress(tarred(members), mtime=0)
    found["archives/article.txt.gz"] = gzip.compress(encoded(plain(ARTICLE), "koi8-r"))
    return found


def write_files(folder: Path) -> list[Path]:
    """The corpus below a folder; the paths of its files, sorted."""
    paths = []
    for name, content in files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        paths.append(path)
    return sorted(paths)


if __name__ == "__main__":
    print(f"{len(write_files(Path(sys.argv[1])))} files in {sys.argv[1]}")
