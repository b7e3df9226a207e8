"""The programs that open a hit, and how they are told its place."""

from pathlib import Path

import pytest

import searchtool
from searchtool.core.model import Document, Hit
from tests.unit.render.hits import PASSAGE, make_hit

TEXT = Document("a.txt", "", "txt", "utf-8")
PDF = Document("a.pdf", "", "pdf", "")
HTML = Document("a.html", "", "html", "utf-8")
WORD = Document("a.docx", "", "docx", "")


class Computer:
    """A computer with only these programs, and its files."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder, self._patch = folder, patch
        self.bin = folder / "bin"
        self.bin.mkdir()
        for name in ("VISUAL", "EDITOR", "PDFVIEWER", "BROWSER", "WAYLAND_DISPLAY"):
            patch.delenv(name, raising=False)
        patch.setenv("PATH", str(self.bin))
        patch.setenv("DISPLAY", ":0")
        patch.setattr("sys.platform", "linux")

    def install(self, *names: str, script: str = "exit 0") -> None:
        for name in names:
            (self.bin / name).write_text(f"#!/bin/sh\n{script}\n")
            (self.bin / name).chmod(0o755)

    def set(self, **variables: str) -> None:
        for name, value in variables.items():
            self._patch.setenv(name, value)

    def hit(self, document: Document, name: str = "") -> Hit:
        path = self.folder / (name or document.id)
        path.touch()
        line, page = 7 if document == TEXT else None, 3 if document == PDF else None
        passage = PASSAGE._replace(line=line, page=page)
        return make_hit(passage, document._replace(path=str(path)))

    def arguments(self, document: Document, name: str = "") -> list[str]:
        command = searchtool.open_command(self.hit(document, name))
        return [part.replace(str(self.folder), "~") for part in command.arguments]


@pytest.fixture
def computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Computer:
    return Computer(tmp_path, monkeypatch)


@pytest.mark.parametrize(
    ("editor", "arguments"),
    [
        ("vim", ["+7", "~/a.txt"]),
        ("nano", ["+7", "~/a.txt"]),
        ("less", ["+7", "~/a.txt"]),
        ("kak", ["+7", "~/a.txt"]),
        ("hx", ["~/a.txt:7"]),
        ("subl", ["~/a.txt:7"]),
        ("code", ["--goto", "~/a.txt:7"]),
        ("codium", ["--goto", "~/a.txt:7"]),
        ("idea64.exe", ["--line", "7", "~/a.txt"]),
        ("kate", ["--line", "7", "~/a.txt"]),
        ("vim.basic", ["+7", "~/a.txt"]),
        ("emacs-29.1", ["+7", "~/a.txt"]),
        ("scribble", ["~/a.txt"]),
    ],
)
def test_each_editor_is_told_the_line_its_own_way(
    computer: Computer, editor: str, arguments: list[str]
) -> None:
    computer.install(editor)
    computer.set(EDITOR=editor)
    assert computer.arguments(TEXT) == [editor, *arguments]
    assert searchtool.open_command(computer.hit(TEXT)).is_exact is (editor != "scribble")


def test_the_editor_is_the_users(computer: Computer) -> None:
    with pytest.raises(searchtool.UsageError, match="VISUAL"):
        computer.arguments(TEXT)
    computer.install("vi", "nano", "code", "micro")
    assert computer.arguments(TEXT)[0] == "nano"
    computer.set(EDITOR="micro")
    assert computer.arguments(TEXT)[0] == "micro"
    computer.set(VISUAL="code --wait")
    assert computer.arguments(TEXT)[:3] == ["code", "--wait", "--goto"]


def test_a_name_for_the_usual_editor_is_followed(computer: Computer) -> None:
    computer.install("vim.basic")
    (computer.bin / "editor").symlink_to(computer.bin / "vim.basic")
    assert computer.arguments(TEXT) == ["editor", "+7", "~/a.txt"]


@pytest.mark.parametrize("value", ["vim '", "nowhere --wait", "$(touch owned)"])
def test_a_variable_without_a_program_is_an_error(computer: Computer, value: str) -> None:
    computer.install("vim")
    computer.set(VISUAL=value)
    with pytest.raises(searchtool.UsageError, match="VISUAL"):
        computer.arguments(TEXT)


@pytest.mark.parametrize(
    "name", ["; touch owned", "$(touch owned).txt", "-c owned", "a b'\"`.txt", "{line}.txt", "%s"]
)
def test_a_path_is_one_argument_whatever_is_in_it(computer: Computer, name: str) -> None:
    computer.install("vim", script='printf "%s\\n" "$@" > "$0.out"')
    computer.set(EDITOR="vim")
    command = searchtool.open_command(computer.hit(TEXT, name))
    assert command.run() == 0
    given = (computer.bin / "vim.out").read_text().splitlines()
    assert given == ["+7", str(computer.folder / name)]
    assert not (computer.folder / "owned").exists()
    assert not Path("owned").exists()


@pytest.mark.parametrize(
    ("viewer", "arguments"),
    [
        ("zathura", ["--page=3", "~/a.pdf"]),
        ("evince", ["--page-index=3", "~/a.pdf"]),
        ("okular", ["--page", "3", "~/a.pdf"]),
        ("mupdf", ["~/a.pdf", "3"]),
        ("firefox", ["file://~/a.pdf#page=3"]),
        ("xdg-open", ["~/a.pdf"]),
    ],
)
def test_each_viewer_is_told_the_page_its_own_way(
    computer: Computer, viewer: str, arguments: list[str]
) -> None:
    computer.install(viewer)
    assert computer.arguments(PDF) == [viewer, *arguments]
    assert searchtool.open_command(computer.hit(PDF)).is_exact is (viewer != "xdg-open")


def test_the_viewer_is_that_of_the_user_or_of_the_desktop(computer: Computer) -> None:
    computer.install("zathura", "okular", "chromium", "firefox")
    assert computer.arguments(PDF)[0] == "zathura"
    computer.install("xdg-mime", script="echo okularApplication_pdf.desktop")
    assert computer.arguments(PDF)[0] == "okular"
    computer.install("xdg-mime", script="echo firefox.desktop")
    assert computer.arguments(PDF) == ["firefox", "file://~/a.pdf#page=3"]
    computer.set(PDFVIEWER="chromium --new-window")
    assert computer.arguments(PDF) == ["chromium", "--new-window", "file://~/a.pdf#page=3"]


def test_the_browser_is_that_of_the_user_or_of_the_desktop(computer: Computer) -> None:
    computer.install("firefox", "chromium", "w3m")
    assert computer.arguments(HTML)[0] == "firefox"
    computer.install("xdg-settings", script="echo chromium.desktop")
    assert computer.arguments(HTML)[0] == "chromium"
    computer.set(BROWSER="nowhere:firefox --private-window %s")
    program, option, url = computer.arguments(HTML)
    assert (program, option) == ("firefox", "--private-window")
    assert url.startswith("file://~/a.html#:~:text=")
    computer.set(BROWSER="w3m", DISPLAY="")
    assert searchtool.open_command(computer.hit(HTML)).waits


def test_without_windows_only_what_needs_none_is_opened(computer: Computer) -> None:
    computer.install("vim", "firefox", "xdg-open")
    computer.set(DISPLAY="", EDITOR="vim")
    assert computer.arguments(TEXT)[0] == "vim"
    for document in (PDF, HTML, WORD):
        with pytest.raises(searchtool.CannotOpen):
            computer.arguments(document)


def test_a_program_with_a_window_is_not_waited_for(computer: Computer) -> None:
    computer.install("xdg-open", script="exec /bin/sleep 2")
    assert searchtool.open_command(computer.hit(WORD)).run() == 0
    computer.install("xdg-open", script="exit 3")
    assert searchtool.open_command(computer.hit(WORD)).run() == 3
    command = searchtool.open_command(computer.hit(WORD))
    (computer.bin / "xdg-open").unlink()
    with pytest.raises(searchtool.UsageError, match="xdg-open"):
        command.run()
