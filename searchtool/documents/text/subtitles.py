"""Reads subtitles (.srt, .vtt) and joins their cues to sentences.

By rules of our own: pysubs2, a maintained library, does not say in which line a cue stands.
"""

import html
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from searchtool.core.i18n import tr
from searchtool.core.model import SourceText
from searchtool.documents.blocks import Paragraph, join_blocks
from searchtool.documents.punctuation import ENDS_SENTENCE
from searchtool.documents.source import Source
from searchtool.documents.text.hyphenation import WordCounts

MAX_PAUSE_SECONDS = 2.0
"""After a longer silence something else is said."""

MAX_SPEECH_CHARS = 600
"""A passage of speech in which no sentence ends is cut at this length."""

_CLOCK = r"[-−]?(?:(\d{1,5})\s?:\s?)?(\d{1,2})\s?:\s?(\d{1,2})"
_FRACTION = r"\s?[,.:]\s?(\d{1,3})"
_TIME = rf"{_CLOCK}(?:{_FRACTION})?"
_ARROW = r"(?:[-–—−]+\s?(?:>|&gt;)|→)"
_TIMES = re.compile(rf"\s*{_TIME}\s*{_ARROW}\s*(?:{_TIME}(?:\s.*)?)?")
# Without an arrow only if both have a fraction: people speak of «10:00 – 12:00».
_BARE_TIMES = re.compile(rf"\s*{_CLOCK}{_FRACTION}\s*[-–—−,;]+\s*{_CLOCK}{_FRACTION}\s*")
_NUMBER = re.compile(r"\s*\d+\s*")
_ASIDE = re.compile(r"(?:NOTE|STYLE|REGION)\b")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]([^<>]*)>")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<[\d:.]+>|\{\\[^{}]*\}|\{[A-Za-z]:[^{}]*\}")

_BREAK = re.compile(r"\\[Nh](?![a-z])")  # of the format ASS

_DASH = re.compile(r"[-–—‐]\s*\S")
_SOUND = re.compile(r"[\[(♪♫*].*[\])♪♫*]")
_BREAKS_OFF = re.compile(r"(?:…|\.\.\.)$")
_RESUMES = re.compile(r"…|\.\.\.|[a-zа-яё]")


class _Line(NamedTuple):
    """A line that is shown; `begins` says that another speaker or sound begins with it."""

    number: int
    text: str
    begins: bool


@dataclass(slots=True)
class _Cue:
    """What is shown from `start` to `end`, in seconds: lines of the file with their numbers."""

    start: float
    end: float
    lines: list[tuple[int, str]] = field(default_factory=list)


def read(source: Source) -> Iterator[SourceText]:
    """The whole file as one document; the `section` of a passage is the time at which it begins.
    Raises UnreadableFile when there are no words."""
    text, encoding = source.text()
    cues = list(_cues(text))
    words = WordCounts(line.text for cue in cues for line in _shown_lines(cue))
    paragraphs = list(_speeches(cues, words))
    if not paragraphs:
        raise source.unreadable(tr("no subtitles in this file", "в файле нет субтитров"))
    document = source.document(source.suffix.lstrip("."), encoding)
    yield SourceText(document, *join_blocks(paragraphs))


def _cues(text: str) -> Iterator[_Cue]:
    """The cues, found by their times: numbers may be wrong, blank lines missing or inside a cue.
    Lines above the first one are a cue, too, but in .vtt its header."""
    is_vtt = text.lstrip("\ufeff").startswith("WEBVTT")
    cue = _Cue(0.0, -math.inf)
    number_of_cues = 0
    is_aside = is_vtt
    before = ""
    for number, line in enumerate(text.split("\n"), 1):
        if times := _TIMES.fullmatch(line) or _BARE_TIMES.fullmatch(line):
            _drop_next_name(cue, number_of_cues, is_vtt=is_vtt)
            yield cue
            cue = _Cue(_seconds(times.groups()[:4]), _seconds(times.groups()[4:]))
            number_of_cues += 1
            is_aside = False
        elif is_aside or (is_vtt and not before.strip() and _ASIDE.match(line)):
            is_aside = bool(line.strip()) or not number_of_cues
        else:
            cue.lines.append((number, line))
        before = line
    if number_of_cues:
        yield cue


def _drop_next_name(cue: _Cue, number_of_cues: int, *, is_vtt: bool) -> None:
    """Drop the number of the next cue, or its name in .vtt, from the end of this one. A blank line
    after it may only follow the right number."""
    filled = [at for at, (_, text) in enumerate(cue.lines) if text.strip()]
    if not filled:
        return
    last = filled[-1]
    text = cue.lines[last][1].strip()
    if last == len(cue.lines) - 1:
        is_name = _NUMBER.fullmatch(text) or (is_vtt and last > 0 and last - 1 not in filled)
    else:
        is_name = text.lstrip("0") in (str(number_of_cues), str(number_of_cues + 1))
    if is_name:
        del cue.lines[last:]


def _seconds(groups: Sequence[str | None]) -> float:
    hours, minutes, seconds, fraction = (group or "0" for group in groups)
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{fraction}")


def _speeches(cues: Iterable[_Cue], words: WordCounts) -> Iterator[Paragraph]:
    """The sentences that cues make together, those of each speaker apart."""
    speech: list[str] = []
    line, start, silent_since = 0, 0.0, 0.0
    shown: list[str] = []
    for cue in cues:
        lines = list(_shown_lines(cue))
        texts = [shown_line.text for shown_line in lines]
        if cue.start <= silent_since:  # roll-up captions repeat the last line
            while lines and lines[0].text in shown:
                lines.pop(0)
        shown = texts
        for at, shown_line in enumerate(lines):
            pause = cue.start - silent_since
            if speech and (shown_line.begins or (at == 0 and _is_over(speech, shown_line, pause))):
                yield Paragraph(_join(speech, words), line=line, section=_clock(start))
                speech = []
            if not speech:
                line, start = shown_line.number, cue.start
            speech.append(shown_line.text)
        silent_since = cue.end
    if speech:
        yield Paragraph(_join(speech, words), line=line, section=_clock(start))


def _join(lines: Sequence[str], words: WordCounts) -> str:
    """The lines as one, with the words whole that are divided at their ends."""
    groups = [[lines[0]]]
    for line in lines[1:]:
        if words.continue_in(groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return " ".join(words.join(group) if len(group) > 1 else group[0] for group in groups)


def _shown_lines(cue: _Cue) -> Iterator[_Line]:
    after_sound = False
    for number, line in cue.lines:
        text = _VOICE.sub(r"\1: ", line)
        begins = text != line
        text = _BREAK.sub(" ", text)
        text = " ".join(html.unescape(_TAG.sub("", text)).split())
        if text:
            is_sound = _SOUND.fullmatch(text) is not None
            begins = begins or is_sound or after_sound or _DASH.match(text) is not None
            yield _Line(number, text, begins)
            after_sound = is_sound


def _is_over(speech: Sequence[str], following: _Line, pause: float) -> bool:
    """Whether the next cue begins another sentence."""
    if pause > MAX_PAUSE_SECONDS or sum(map(len, speech)) + len(following.text) > MAX_SPEECH_CHARS:
        return True
    if _BREAKS_OFF.search(speech[-1]) and _RESUMES.match(following.text):
        return False
    return bool(ENDS_SENTENCE.search(speech[-1]) or _SOUND.fullmatch(speech[-1]))


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
