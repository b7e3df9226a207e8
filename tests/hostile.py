"""Texts and names of files with characters that drive a terminal."""

import json
import re
from pathlib import Path

CLIPBOARD = "\x1b]52;c;cm0gLXJmIC8=\x07"
LINK = "\x1b]8;;http://evil.example\x1b\\ссылка\x1b]8;;\x1b\\"
OVERWRITE = "настоящее\rподмена"
REVERSED = "\u202eтекст\u2066наоборот"
C1 = "\x9b31m\x9d0;title\x9c"
HOSTILE = f"{CLIPBOARD} {LINK} {REVERSED} {C1} \x08\x7f"
TITLE = f"Заголовок {HOSTILE}"
TEXT = f"Проверка {HOSTILE} и ещё проверка слов"
NAME = f"имя{CLIPBOARD}{REVERSED}{C1}\r\n".replace("/", "")
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def write_hostile(folder: Path) -> Path:
    """Files with hostile names and contents, two of them unreadable."""
    folder.mkdir()
    (folder / f"{NAME}.txt").write_text(f"{TITLE}\n\n{TEXT}\n\n{OVERWRITE}\n", "utf-8", newline="")
    record = {"id": f"н{HOSTILE}", "title": TITLE, "text": TEXT, "author": HOSTILE}
    (folder / f"{NAME}.jsonl").write_text(json.dumps(record) + "\n")
    (folder / f"{NAME}-плохой.txt").write_bytes(b"\0\1\2")
    (folder / f"{NAME}-плохой.jsonl").write_text(f'{{"тело": "{C1}"}}\n')
    return folder


def assert_harmless(*texts: str) -> None:
    """There is some text, and nothing in it that a terminal would obey."""
    for text in texts:
        assert text, "nothing to look at"
        assert CONTROL.findall(text) == []
