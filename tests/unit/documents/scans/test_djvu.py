"""The text layer of DjVu files."""

from pathlib import Path

import pytest

from searchtool.core.errors import UnreadableFile
from tests.programs import needs, only_programs
from tests.unit.documents.reading import read_all, read_one, survives
from tests.unit.documents.scans.make_djvu import djvu

PAGES = (
    "print('''Переправы Озёрска\\n\\x1fМост через Светлую откро-\\nют в июне, а паром\\n12\\n\\x0c"
    "работает до осени.\\n\\x1fПотом в рубке устроят музей.\\n\\x0c''')"
)


@needs("djvused")
def test_a_page_with_words_broken_at_line_ends() -> None:
    text = read_one("a.djvu", djvu("Мост через Светлую откро-\nют в июне.\n\x1fПаром встанет.\n"))
    assert text.text == "Мост через Светлую откроют в июне.\n\nПаром встанет."
    assert [block.page for block in text.blocks or ()] == [1, 1]
    assert text.document.format == "djvu"


def test_paragraphs_go_on_over_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only_programs(tmp_path / "bin", monkeypatch, djvused=PAGES)
    text = read_one("a.djvu", djvu("а"))
    assert [(b.page, b.role, b.span.of(text.text)) for b in text.blocks or ()] == [
        (1, "heading", "Переправы Озёрска"),
        (1, "text", "Мост через Светлую откроют в июне, а паром работает до осени."),
        (2, "text", "Потом в рубке устроят музей."),
    ]


@needs("djvused")
@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (djvu(""), "no text layer: it needs OCR"),
        (b"AT&TFORM", "djvused cannot read it"),
        (b"PNG", "damaged or of another format"),
    ],
)
def test_files_without_a_text_are_told(content: bytes, cause: str) -> None:
    with pytest.raises(UnreadableFile, match=cause):
        read_all("a.djvu", content)


def test_without_the_program_its_package_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_programs(tmp_path / "bin", monkeypatch)
    with pytest.raises(UnreadableFile) as failure:
        read_all("a.djvu", djvu("а"))
    assert str(failure.value) == (
        "/docs/a.djvu: needs the program djvused; apt install djvulibre-bin"
    )


@needs("djvused")
@pytest.mark.slow
def test_mutants_survive() -> None:
    survives("a.djvu", djvu("Мост через Светлую.\n" * 9), 30)
