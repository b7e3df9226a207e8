"""`search report`: one page that anybody can open, check and print, and what stands beside it."""

import csv
import hashlib
import io
import sys
from pathlib import Path

import pytest
from lxml import html

from tests.command import RUSSIAN, Run, assert_one_line_error

pytest.importorskip("jinja2", reason="the extra `report` is not installed")

HOSTILE = (
    "<script>alert(1)</script> Маяк {{ 7 * 7 }} {% raw %} </blockquote><img src=x onerror=alert(1)>"
    " \x1b]0;x\x07 \u202e ![x](http://x.example/x.png) `код`"
)
TEXTS = {
    "2019-05-30-osmotr.txt": "Осмотр маяка\n\n«Маяк цел», — сказала Вера Пескова.\n\nМаяк закрыли.",
    "2021-07-01-otchet.txt": "Отчёт\n\nМаяк откроют осенью.",
    "opasno.txt": HOSTILE,
    "list.jsonl": '{"title": "=1+1", "text": "+7 и маяк", "url": "javascript:alert(1)"}\n'
    '{"title": "@x", "text": "Маяк горит", "url": "https://ladoga.example/mayak?a=1&b=2"}\n',
}


@pytest.fixture
def lighthouse(run: Run, tmp_path: Path) -> Path:
    """A folder with texts of a lighthouse and their index."""
    (tmp_path / "docs_in").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / "docs_in" / name).write_text(text, "utf-8")
    assert run("index").code == 0
    return tmp_path


def page(folder: Path, name: str = "report.html") -> html.HtmlElement:
    return html.fromstring((folder / name).read_text("utf-8"))


def test_a_report_shows_hits_with_their_sources(run: Run, lighthouse: Path) -> None:
    finished = run("report", "маяк")
    assert (finished.code, finished.out, finished.err) == (0, "report.html\n", "")
    found = page(lighthouse)
    assert found.get("lang") == "en"
    assert found.xpath("//h1/text()") == ["Search report: “маяк”"]
    articles = found.xpath("//article")
    assert len(articles) == 7
    assert {a.xpath("string(.//code)") for a in articles} == {
        hashlib.sha256((lighthouse / "docs_in" / name).read_bytes()).hexdigest() for name in TEXTS
    }
    first = next(a for a in articles if "Отчёт" in a.xpath("string(h3)"))
    assert first.xpath(".//mark/text()") == ["Маяк"]
    assert first.xpath("string(.//blockquote)") == "Маяк откроют осенью."
    assert first.xpath("string(.//time/@datetime)") == "2021-07-01"
    assert "docs_in/2021-07-01-otchet.txt:3" in first.text_content()
    said = next(a for a in articles if "Маяк цел" in a.text_content())
    assert "Who speaks here: Вера Пескова" in said.text_content()
    facts = found.xpath("//header//dd/text()")
    assert facts[0] == "маяк"
    assert "7 passages" in facts
    assert sum(" UTC" in fact for fact in facts) == 2


def test_a_report_needs_nothing_else(run: Run, lighthouse: Path) -> None:
    run("report", "маяк")
    found = page(lighthouse)
    assert found.xpath("//script | //img | //link | //iframe | //@onerror | //@onclick") == []
    assert found.xpath("//@src") == []
    assert found.xpath("//@href") == ["https://ladoga.example/mayak?a=1&b=2"]
    policy = found.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"


def test_what_a_text_says_is_text(run: Run, lighthouse: Path) -> None:
    run("report", "маяк", "--md")
    quotations = [quote.text_content() for quote in page(lighthouse).xpath("//blockquote")]
    (quoted,) = (text for text in quotations if "alert" in text)
    assert quoted == HOSTILE.replace("\x1b", "␛").replace("\x07", "␇").replace("\u202e", "\ufffd")
    notes = (lighthouse / "report.md").read_text("utf-8")
    assert r"\<script\>alert(1)\</script\>" in notes
    assert r"!\[x\](http://x.example/x.png) \`код\`" in notes
    assert "\x1b" not in notes


def test_the_timeline_is_drawn_and_said(run: Run, lighthouse: Path) -> None:
    run("report", "маяк")
    (drawing,) = page(lighthouse).xpath("//figure/*[local-name()='svg']")
    assert drawing.get("role") == "img"
    bars = drawing.xpath(".//*[local-name()='rect']/*[local-name()='title']/text()")
    assert bars == ["May 2019: 3", "July 2021: 1"]
    assert drawing.xpath("string(*[local-name()='desc'])") == "May 2019: 3; July 2021: 1"
    caption = page(lighthouse).xpath("string(//figcaption)")
    assert caption == "7 passages by month, May 2019 – July 2021; without a date: 3"


def test_a_report_is_in_the_language_of_the_user(run: Run, lighthouse: Path) -> None:
    run("report", "маяк", "--since", "2020", "--md", env=RUSSIAN)
    found = page(lighthouse)
    assert found.get("lang") == "ru"
    assert found.xpath("//h1/text()") == ["Отчёт о поиске: «маяк»"]
    assert found.xpath("//header//dd/text()")[2] == "не раньше: 2020"
    assert found.xpath("//*[@class='warn']/text()") == ["Документы без даты не учтены: 3 абзаца."]
    assert "## Найденное" in (lighthouse / "report.md").read_text("utf-8")


def test_changed_and_missing_files_are_told(run: Run, lighthouse: Path) -> None:
    (lighthouse / "docs_in" / "2021-07-01-otchet.txt").write_text("Отчёт\n\nМаяк снесут.", "utf-8")
    (lighthouse / "docs_in" / "2019-05-30-osmotr.txt").unlink()
    run("report", "маяк", "--path", "20")
    text = page(lighthouse).text_content()
    assert "Not as they were when they were indexed: " in text
    assert "changed after indexing" in text
    assert "the file no longer exists" in text
    assert "none, the file cannot be read" in text


def test_corrected_and_relaxed_answers_say_so(run: Run, lighthouse: Path) -> None:
    finished = run("report", "осенбю")
    assert (finished.code, finished.out) == (1, "report.html\n")
    text = page(lighthouse).text_content()
    assert "There are no results for “осенбю”; these are for “осенью”." in text
    assert "1 passage by day, 1 July 2021" in text
    run("report", "маяк", "осенью")
    text = page(lighthouse).text_content()
    assert "Some of the hits lack some of the words" in text
    assert "1 passage with all the words, 7 with some of them" in text


def test_a_table_runs_no_formula(run: Run, lighthouse: Path) -> None:
    assert run("report", "маяк", "--csv").out == "report.html\nreport.csv\n"
    rows = list(csv.DictReader(io.StringIO((lighthouse / "report.csv").read_text("utf-8"))))
    assert len(rows) == 7
    assert {row["title"] for row in rows} >= {"'=1+1", "'@x", "Отчёт"}
    assert "'+7 и маяк" in {row["text"] for row in rows}
    assert all(len(row["sha256"]) == 64 for row in rows)


def test_a_count_runs_no_formula(run: Run, lighthouse: Path) -> None:
    record = '{"text": "Маяк тут", "author": "=HYPERLINK(1)"}\n'
    (lighthouse / "docs_in" / "authors.jsonl").write_text(record, "utf-8")
    run("index")
    assert (
        run("count", "тут", "--by", "author", "--csv").out.splitlines()[1] == "'=HYPERLINK(1),1,1,,"
    )


def test_a_table_for_excel(run: Run, lighthouse: Path) -> None:
    assert run("report", "маяк", "--excel", "-o", "m.html").out == "m.html\nm.csv\n"
    text = (lighthouse / "m.csv").read_text("utf-8")
    assert text.startswith("\ufeffrank;score;id;")
    first = next(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert float(first["score"].replace(",", ".")) > 0
    assert "." not in first["score"]


def test_only_reports_of_ours_are_replaced(run: Run, lighthouse: Path) -> None:
    assert run("report", "маяк", "--md", "--csv").code == 0
    assert run("report", "маяк", "--md", "--excel").code == 0  # ours, and in another form
    assert run("report", "маяк", "--md", "--csv").code == 0
    for name in ("report.csv", "report.md", "report.html"):
        (lighthouse / name).write_text("труд недели", "utf-8")
        assert_one_line_error(run("report", "маяк", "--md", "--csv"), name, "--force")
        assert (lighthouse / name).read_text("utf-8") == "труд недели"
        assert run("report", "маяк", "--md", "--csv", "--force").code == 0
    (lighthouse / "report.html").write_text("")
    assert run("report", "маяк").code == 0
    assert sorted(p.name for p in lighthouse.glob("report*")) == [
        "report.csv", "report.html", "report.md",
    ]  # fmt: skip


def test_nothing_is_written_where_it_must_not_be(run: Run, lighthouse: Path) -> None:
    (lighthouse / "folder.html").mkdir()
    (lighthouse / "link.html").symlink_to("docs_in/opasno.txt")
    (lighthouse / "shortcut").symlink_to("index")
    for place, cause in (
        ("index/report.html", "the folder of the index"),
        ("shortcut/report.html", "the folder of the index"),
        ("./docs_in/../index/report.html", "the folder of the index"),
        ("folder.html", "not a regular file"),
        ("link.html", "not a regular file"),
        ("nowhere/report.html", "no such folder"),
        ("docs_in/opasno.txt", "ends with .html"),
        ("", "ends with .html"),
    ):
        before = sorted(lighthouse.rglob("*"))
        assert_one_line_error(run("report", "маяк", "-o", place, "--force"), cause)
        assert sorted(lighthouse.rglob("*")) == before


def test_a_report_among_the_texts_is_told(run: Run, lighthouse: Path) -> None:
    finished = run("report", "маяк", "-o", "docs_in/report.html")
    assert finished.code == 0
    assert finished.err.startswith("docs_in/report.html is in an indexed folder")


def test_without_hits_there_is_no_report(run: Run, lighthouse: Path) -> None:
    finished = run("report", "синхрофазотрон")
    assert (finished.code, finished.out) == (1, "")
    assert finished.err == "nothing found\nno report is written\n"
    assert not (lighthouse / "report.html").exists()
    assert_one_line_error(run("report"), "give a query")


def test_fewer_hits_than_there_are_is_told(run: Run, lighthouse: Path) -> None:
    assert run("report", "маяк", "-n", "2").err == "1-2 of 7 passages; more: -n 4\n"
    assert len(page(lighthouse).xpath("//article")) == 2


def test_without_the_extra_the_error_names_the_command(
    run: Run, lighthouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    monkeypatch.delitem(sys.modules, "searchtool.render.report.html", raising=False)
    assert_one_line_error(run("report", "маяк"), "jinja2", "pip install 'searchtool[report]'")
    assert not (lighthouse / "report.html").exists()
