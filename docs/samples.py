"""Runs the command for the documentation, so that what is shown there stays true."""

import importlib
import os
import re
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MATCH = re.compile("\x1b\\[1;33m(.*?)\x1b\\[0m")
STYLE = re.compile("\x1b\\[[0-9;]*m")


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """Where the index of the sample articles is, built by the first query for all of them."""
    return tempfile.TemporaryDirectory()


def run(*arguments: str, locale: str = "C.UTF-8") -> str:
    """Standard output of the command, 80 columns wide, over the sample articles."""
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith(("SEARCHTOOL_", "LC_"))},
        "LC_ALL": locale,
        "COLUMNS": "80",
        "SEARCHTOOL_INDEX": str(Path(_folder().name) / "index"),
        "XDG_CONFIG_HOME": _folder().name,
        "PYTHONUTF8": "1",
    }
    command = [sys.executable, "-m", "searchtool", *arguments]
    finished = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    return finished.stdout.decode().replace(sys.executable, "search").rstrip()


def screen(*arguments: str, locale: str = "C.UTF-8") -> str:
    """The terminal layout as HTML for Markdown, with the words of the query in bold."""
    text = run(*arguments, "--color", "always", locale=locale)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = STYLE.sub("", MATCH.sub(r"<b>\1</b>", text))
    return f"<pre>\n{text}\n</pre>"


def block(text: str, language: str = "text") -> str:
    """A code block."""
    return f"```{language}\n{text}\n```"


def search_options() -> str:
    """The options of a search with their defaults, as SearchOptions says: a Markdown table."""
    from searchtool.search.options import SearchOptions

    described = re.sub(r"\n {8,}", " ", (SearchOptions.__doc__ or "").partition("\n\n")[2])
    defaults = SearchOptions._field_defaults
    rows = ["| option | default | |", "|---|---|---|"]
    for line in described.strip().split("\n"):
        names, meaning = re.split(r" {2,}", line.strip(), maxsplit=1)
        default = defaults[names.split(", ")[0]]
        named = ", ".join(f"`{name}`" for name in names.split(", "))
        rows.append(f"| {named} | `{default!r}` | {meaning} |")
    return "\n".join(rows)


def docstring(module: str) -> str:
    """The fields that the docstring of a renderer specifies."""
    text = importlib.import_module(module).__doc__ or ""
    lines = text[text.index("\n    ") :].strip("\n").split("\n")
    return block("\n".join(line.removeprefix("    ") for line in lines))


def fields() -> str:
    """The fields of a hit in JSON, from the docstring of the code that writes them."""
    from searchtool.render.hit_fields import hit_fields

    lines = (hit_fields.__doc__ or "").split("\n")
    return block("\n".join(line.removeprefix("    ") for line in lines[2:]).rstrip())
