"""The programs that are known, and how each is told a line or a page.

What is not in a table is given the file alone.
"""

import re
from collections.abc import Mapping

_PLUS_LINE = ("+{line}", "{path}")
_COLON_LINE = ("{path}:{line}",)
_GOTO = ("--goto", "{path}:{line}")
_LINE_OPTION = ("--line", "{line}", "{path}")

EDITORS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(
        "vi vim nvim gvim mvim vimx view elvis nano pico joe jmacs mcedit micro kak emacs "
        "emacsclient mg zile less more most gedit pluma xed bbedit".split(),
        _PLUS_LINE,
    ),
    **dict.fromkeys("subl sublime_text hx helix zed zeditor".split(), _COLON_LINE),
    **dict.fromkeys(
        "code code-insiders code-oss codium vscodium cursor windsurf positron".split(), _GOTO
    ),
    **dict.fromkeys(
        "idea pycharm webstorm phpstorm goland clion rubymine rider rustrover studio "
        "kate kwrite mousepad geany".split(),
        _LINE_OPTION,
    ),
    "mate": _LINE_OPTION,
    "notepad++": ("-n{line}", "{path}"),
}
"""By the name of the program."""

WINDOWED_EDITORS = frozenset("gedit pluma xed mousepad geany kate kwrite".split())
"""Editors that need no terminal and would keep it waiting until they are closed."""

USUAL_EDITORS = ("editor", "nano", "vim", "vi", "nvim", "emacs", "less")
"""Where neither $VISUAL nor $EDITOR names one; `editor` is the choice of a Debian system."""

PDF_VIEWERS: Mapping[str, tuple[str, ...]] = {
    "zathura": ("--page={page}", "{path}"),
    "evince": ("--page-index={page}", "{path}"),
    "okular": ("--page", "{page}", "{path}"),
    "atril": ("--page-index={page}", "{path}"),
    "xreader": ("--page-index={page}", "{path}"),
    "qpdfview": ("{path}#{page}",),
    "mupdf": ("{path}", "{page}"),
    "xpdf": ("{path}", "{page}"),
    "sumatrapdf": ("-page", "{page}", "{path}"),
}

BROWSERS = (
    "firefox", "firefox-esr", "chromium", "chromium-browser", "google-chrome",
    "google-chrome-stable", "brave-browser", "microsoft-edge", "vivaldi", "opera", "librewolf",
    "epiphany", "falkon",
)  # fmt: skip

TEXT_BROWSERS = ("w3m", "lynx", "links", "links2", "elinks")
"""Browsers in the terminal."""


def program_name(program: str) -> str:
    """The name a program is known by, without folder, suffix and version.

    >>> [program_name(p) for p in ("/usr/bin/vim.basic", "emacs-29.1", "idea64.exe", "notepad++")]
    ['vim', 'emacs', 'idea', 'notepad++']
    """
    name = re.split(r"[/\\]", program)[-1].lower()
    name = re.sub(r"\.(?:exe|cmd|sh|basic|tiny|nox|gtk\d?)$", "", name)
    return re.sub(r"(?:64|-\d[\d.]*)$", "", name)
