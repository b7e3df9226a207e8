"""Files of Word before 2007: with the real programs, with others that misbehave, with none."""

import shutil
from pathlib import Path

import pytest

from searchtool.core.errors import NoText, UnreadableFile
from tests.programs import needs, only_programs
from tests.unit.documents.office.make_doc import compound, doc, old_doc
from tests.unit.documents.reading import paragraphs, read_all, read_one, survives, texts

TEXT = "Мост открыт.\n«Мы обещали», — сказал мэр Ёлкин, и слово сдержал.\nПункт № 5"
LINES = TEXT.split("\n")
DOCBOOK = """\
import sys
sys.stdout.buffer.write('''<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE book PUBLIC "-//OASIS//DTD DocBook XML V4.1.2//EN" "docbookx.dtd">
<book lang='ru'><bookinfo><title>Отчёт</title><author><surname>Вера Ильинская</surname></author>
<date>2003-05-12</date></bookinfo><chapter><title>Глава 1</title><para>Шлюз<footnote>
<para>Старый.</para></footnote> открыт.</para><informaltable><tgroup><tbody><row><entry>
<para>Длина</para></entry><entry><para>840 м</para></entry>
</row></tbody></tgroup></informaltable></chapter></book>
'''.encode())"""


@needs("antiword")
def test_a_file_of_word_97() -> None:
    text = read_one("a.doc", doc(TEXT))
    assert texts(text) == LINES
    assert (text.document.format, text.document.encoding) == ("doc", "utf-8")


@needs("antiword")
def test_a_file_of_word_6_in_a_code_page() -> None:
    text = read_one("a.doc", old_doc(TEXT))
    assert texts(text) == LINES
    assert text.document.encoding == "cp1251"


@needs("antiword")
def test_western_letters_stay() -> None:
    assert texts(read_one("a.doc", old_doc("Déjà vu à Besançon.", "cp1252"))) == [
        "Déjà vu à Besançon."
    ]


@needs("catdoc")
def test_catdoc_reads_what_antiword_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catdoc = shutil.which("catdoc")
    only_programs(tmp_path / "bin", monkeypatch, antiword="import os; os.abort()")
    (tmp_path / "bin" / "catdoc").symlink_to(str(catdoc))
    for content in (doc(TEXT), old_doc(TEXT)):
        assert [text for text, _ in paragraphs(read_one("a.doc", content))] == LINES


def test_headings_notes_tables_and_properties(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_programs(tmp_path / "bin", monkeypatch, antiword=DOCBOOK)
    text = read_one("a.doc", doc("а"))
    assert paragraphs(text) == [
        ("Глава 1", "heading"),
        ("Шлюз открыт.", "text"),
        ("Старый.", "text"),
        ("Длина | 840 м", "text"),
    ]
    document = text.document
    assert (document.title, document.author, document.date) == (
        "Отчёт",
        "Вера Ильинская",
        "2003-05-12",
    )


@pytest.mark.parametrize(
    ("script", "cause"),
    [
        ("import os; os.abort()", r"crash, signal 6"),
        ("import sys; sys.exit('- is not a Word Document.')", "- is not a Word Document."),
        ("import sys; sys.exit(3)", r"antiword cannot read it \(3\)"),
        ("import time; time.sleep(60)", "antiword took more than 1 s"),
        ("while True: pass", "antiword took more than 3 s"),
        ("print('я' * 9_000_000)\nwhile True: print('я' * 9_000_000)", "gave too much text"),
        ("print('<book')", "damaged XML"),
        ("print()", "damaged XML"),
    ],
)
def test_programs_that_misbehave_cost_one_error(
    script: str, cause: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = 1.0 if "sleep" in script else 50.0
    monkeypatch.setattr("searchtool.documents.program.run_program.__defaults__", (seconds, None))
    only_programs(tmp_path / "bin", monkeypatch, antiword=script)
    with pytest.raises(UnreadableFile, match=cause):
        read_all("a.doc", doc(TEXT))


def test_without_programs_the_package_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_programs(tmp_path / "bin", monkeypatch)
    with pytest.raises(UnreadableFile) as failure:
        read_all("a.doc", doc(TEXT))
    assert str(failure.value) == (
        "/docs/a.doc: needs the program antiword or catdoc; apt install antiword"
    )


def test_what_programs_are_given_is_no_argument(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = f"import sys; open({str(tmp_path / 'seen')!r}, 'w').write(repr(sys.argv[1:]))"
    only_programs(tmp_path / "bin", monkeypatch, catdoc=script)
    with pytest.raises(UnreadableFile):
        read_all("-o x; rm -rf $(pwd).doc", doc(TEXT))
    assert (tmp_path / "seen").read_text() == "['-w', '-s', 'cp1251', '-d', 'utf-8']"


def test_other_compound_files_are_told() -> None:
    table, locked = compound({"Workbook": b"a"}), compound({"EncryptedPackage": b"a"})
    with pytest.raises(UnreadableFile, match="damaged or of another format"):
        read_all("a.doc", table)
    with pytest.raises(NoText, match="not a Word document"):
        read_all("Приказ № 5", table)
    for name in ("a.doc", "a.docx", "a.xlsx"):
        with pytest.raises(UnreadableFile, match="protected by a password"):
            read_all(name, locked)


@needs("antiword", "catdoc")
@pytest.mark.slow
def test_mutants_survive() -> None:
    survives("a.doc", doc(TEXT), 20)
