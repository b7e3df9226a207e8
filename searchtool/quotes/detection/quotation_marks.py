"""Finds what stands in quotation marks in a paragraph.

Only outermost pairs count; inner ones belong to the quotation. In news many marks do not match:
one mark closes two quotations («… назвал это «чудом», — сказал он), or an inner pair hides the
outer one («Сколково» станет … бренд», — сказал он).
"""

import re
from dataclasses import dataclass

from searchtool.quotes.detection.markup import blank_markup

OPENING = '«„“"'
CLOSING = '»“”"'
PAIRS = {"«": "»", "„": "“”", "“": "”", '"': '"'}
ANY_MARK = re.compile('[«»„“”"]')
_ENDS_SPEECH = re.compile(r"[»”\"]?[,.!?…]*\s*[—–-]")
_SENTENCE_PUNCTUATION = re.compile(r"[.!?…,;:)\]»”\"]*(?:\s|$)")
_BEFORE_OPENING = re.compile(r"[\s(\[«„“\"—–/-]")

_SINGLE = re.compile(
    r"'(?<![\w']')(?=\w)((?:[^'\n]|(?<=\w)'(?=\w)){2,600}?)'(?=[\s,.!?…;:)—–-]|$)", re.MULTILINE
)
"""Between apostrophes; those inside words are letters. Patterns that begin with a character are
found faster than those that begin with a look behind."""
_DOUBLED = re.compile(
    r"(?:,,|'')(?<![\w,'«„“\"]..)(?=\w)((?:[^\n']|'(?!')){2,600})(?<=[\w.!?…])''(?![\w'»”\"])"
    r"|<<(?=\w)([^\n]{2,600}?)(?<=[\w.!?…])>>"
)
"""Between marks of two characters, if there are no other marks beside them."""
_TYPED_DASH = re.compile(
    r"--(?<![-<!A-Za-z0-9]--)-?(?=[^\S\n]|[А-ЯЁа-яё«\"„(…])|--(?<=\S[ \u00a0]--)(?=\n)"
)
"""Hyphens for a dash: «-- Да, -- сказал он», «Да,-- сказал он»; no options, rules and arrows."""
_RARE_MARKS = "‹›\u2012\u2015\u2500"
_USUAL_MARKS = str.maketrans(_RARE_MARKS, "«»———")


def with_usual_marks(text: str) -> str:
    """A text of the same length with «…» or "…" for rarer marks: <<…>>, ,,…'', ‹…›, '…', with one
    dash for others and for hyphens, and without markup.

    >>> with_usual_marks("<<Да>>, — сказал д'Артаньян. 'Нет, не так', — ответил он.")
    ' «Да» , — сказал д\\'Артаньян. "Нет, не так", — ответил он.'
    """
    if "'" in text or "<<" in text:
        text = _SINGLE.sub(r'"\1"', _DOUBLED.sub(_with_single_marks, text))
    if "--" in text:
        text = _TYPED_DASH.sub(_with_dash, text)
    if any(map(text.__contains__, _RARE_MARKS)):
        text = text.translate(_USUAL_MARKS)
    return blank_markup(text)


def _with_dash(match: re.Match[str]) -> str:
    return "—".ljust(len(match[0]))


def _with_single_marks(match: re.Match[str]) -> str:
    content = match[1] or match[2]
    if match[0].startswith("''") and _is_slanted_line(match):
        return match[0]
    return f" «{content}» "


def _is_slanted_line(match: re.Match[str]) -> bool:
    """Whether a whole line is set in wiki markup, and is not what a colon announces."""
    text, before, after = match.string, match.start() - 1, match.end()
    is_line = text[before : before + 1] in "\n" and text[after : after + 1] in "\n"
    return is_line and not text[: before + 1].rstrip().endswith(":")


@dataclass(frozen=True, slots=True)
class QuotedSpans:
    """The outermost pairs of marks in a paragraph, as (start, end) of what is inside.

    `unclosed` is where a quotation begins that the paragraph does not close, `unopened` where one
    ends that it did not open, `shared` where the last pair begins if its closing mark is that of a
    pair inside, too.
    """

    pairs: tuple[tuple[int, int], ...]
    unclosed: int | None = None
    unopened: int | None = None
    shared: int | None = None


def find_quoted_spans(text: str) -> QuotedSpans:
    """The outermost pairs of quotation marks.

    >>> text = 'Он назвал это "центром "зеленых" технологий" и вышел'
    >>> [text[start:end] for start, end in find_quoted_spans(text).pairs]
    ['центром "зеленых" технологий']
    """
    pairs: list[tuple[int, int]] = []
    inner: list[tuple[int, int]] = []
    stack: list[int] = []
    unopened = None
    for match in ANY_MARK.finditer(text):
        at = match.start()
        if not stack and pairs and pairs[-1][1] == at - 1 and text[at] == text[at - 1]:
            continue  # a mark typed twice
        if _opens(text, at, stack):
            stack.append(at)
        elif not stack:
            unopened = _close_stray(text, at, pairs, unopened)
        elif len(stack) == 1 or _closes_all(text, at, stack):
            pairs.append((stack[0] + 1, at))
            stack.clear()
        else:
            inner.append((stack.pop() + 1, at))
    if not stack:
        return QuotedSpans(tuple(pairs), unopened=unopened)
    return _close_unclosed(text, stack[0], pairs, inner, unopened)


def _opens(text: str, at: int, stack: list[int]) -> bool:
    mark = text[at]
    if mark in "«„":
        return True
    if mark in "»”":
        return False
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    if mark == "“":
        return not before.isalnum() and before not in ".,!?…" and not after.isspace()
    free_before, free_after = bool(_BEFORE_OPENING.match(before)), after.isspace()
    if free_before and not free_after and not (before in "—–-" and stack and not after.isalnum()):
        return True
    if free_before == (free_after or not after.isalnum()):
        return not any(text[open_at] == '"' for open_at in stack)
    return False


def _closes_all(text: str, at: int, stack: list[int]) -> bool:
    """Whether one mark closes two quotations: a speaker is named after it, it matches the outermost
    mark, and no later mark closes that one."""
    opening = text[stack[0]]
    if not ends_speech(text, at) or text[at] not in PAIRS[opening]:
        return False
    rest = text[at + 1 :]
    if opening == '"':
        return rest.count('"') % 2 == 0
    return sum(map(rest.count, PAIRS[opening])) <= rest.count(opening)


def ends_speech(text: str, at: int) -> bool:
    """Whether the mark at `at` is followed by a comma and a dash, as where a speaker is named."""
    after = _ENDS_SPEECH.match(text, at + 1)
    if not after:
        return False
    return text[at - 1] in "!?…," or "," in after.group()


def _close_stray(
    text: str, at: int, pairs: list[tuple[int, int]], unopened: int | None
) -> int | None:
    """A mark that closes nothing opened before: an earlier pair was the inner one of two, or the
    quotation began in an earlier paragraph."""
    for number, (start, _) in enumerate(pairs):
        begins = not text[: start - 1].strip() or text[: start - 1].rstrip()[-1] in ".!?…:"
        closed_before = any(ends_speech(text, end) for _, end in pairs[number:])
        if begins and not closed_before and _SENTENCE_PUNCTUATION.match(text, at + 1):
            pairs[number:] = [(start, at)]
            return unopened
    return at if unopened is None and not pairs else unopened


def _close_unclosed(
    text: str,
    opened: int,
    pairs: list[tuple[int, int]],
    inner: list[tuple[int, int]],
    unopened: int | None,
) -> QuotedSpans:
    """The paragraph ends inside a quotation. They end together if the last character is a mark that
    closed an inner pair; else the inner pairs are quotations of their own."""
    ended = text.rstrip().rstrip(".!?…")
    last = len(ended) - 1
    if last > opened and ended[last] in CLOSING:
        return QuotedSpans((*pairs, (opened + 1, last)), unopened=unopened, shared=opened + 1)
    reached = opened
    for start, end in sorted(inner):
        if start > reached:
            pairs.append((start, end))
            reached = end
    return QuotedSpans(tuple(pairs), unclosed=opened + 1, unopened=unopened)
