"""Marked-up text in, the text and what is marked in it out: «[quote Да], — [cue сказал] …»."""

import re
from dataclasses import dataclass

_MARK = re.compile(r"\[(quote|cue|speaker) ([^\]]*)\]")


@dataclass(frozen=True)
class Example:
    text: str
    quotes: list[str]
    cues: set[str]
    speakers: set[str]


def read_example(marked: str) -> Example:
    found = _MARK.findall(marked)
    return Example(
        _MARK.sub(r"\2", marked),
        [text for label, text in found if label == "quote"],
        {text for label, text in found if label == "cue"},
        {text for label, text in found if label == "speaker"},
    )
