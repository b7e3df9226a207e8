"""Links in a terminal (OSC 8): whether the terminal has them, and where a hit leads.

Programs differ: `ls --hyperlink` and ripgrep (`--hyperlink-format`) make none unless they are asked
to, gcc and systemctl make them in any terminal. Some terminals show the codes as text, so here only
those that are known to understand them get any, which need not be asked for.
"""

import os
import re
from collections.abc import Mapping

from searchtool.core.links import file_url, message_url
from searchtool.core.model import Hit

_PROGRAMS = (
    "iterm.app", "wezterm", "vscode", "ghostty", "hyper", "rio", "contour", "tabby", "mintty",
    "warpterminal",
)  # fmt: skip
_TERMS = ("xterm-kitty", "xterm-ghostty", "alacritty", "foot", "foot-extra", "wezterm", "contour")
_OWN_VARIABLES = ("WT_SESSION", "DOMTERM", "KONSOLE_VERSION", "KITTY_WINDOW_ID")

_FIRST_VTE = 5001
"""VTE 0.50.0 crashes at a link."""

_FIRST_TMUX = (3, 4)


def has_hyperlinks(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether the terminal of this environment has links. FORCE_HYPERLINK says so, or with 0 that
    it has none, as for other programs; who wants no colours wants no links. The files of a remote
    computer cannot be opened here.

    >>> has_hyperlinks({"TERM_PROGRAM": "WezTerm"}), has_hyperlinks({"TERM": "xterm-256color"})
    (True, False)
    """
    if forced := environ.get("FORCE_HYPERLINK"):
        return forced != "0"
    term = environ.get("TERM", "")
    if environ.get("NO_COLOR") or environ.get("SSH_CONNECTION") or term in ("dumb", "linux"):
        return False
    if environ.get("TMUX") or term.startswith(("screen", "tmux")):  # it decides, not what it is in
        return environ.get("TERM_PROGRAM") == "tmux" and _version(environ) >= _FIRST_TMUX
    return (
        environ.get("TERM_PROGRAM", "").lower() in _PROGRAMS
        or term in _TERMS
        or any(environ.get(name) for name in _OWN_VARIABLES)
        or _number(environ.get("VTE_VERSION", "")) >= _FIRST_VTE
    )


def target_url(hit: Hit) -> str:
    """Where the place of a hit leads: a message, or the file alone, since many desktops refuse the
    URL of a file with more behind it."""
    return message_url(hit.document) or file_url(hit.document.path)


def _version(environ: Mapping[str, str]) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", environ.get("TERM_PROGRAM_VERSION", ""))))


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 0
