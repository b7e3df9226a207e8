"""Tells which paragraphs certainly belong to the article of a page, the prose that an extractor
found, and which box is the article."""

import re
from collections.abc import Sequence, Set
from itertools import zip_longest

from searchtool.documents.html.boxes import Box
from searchtool.documents.html.surroundings import (
    begins_comments,
    is_comments,
    is_heading,
    is_link,
    is_prose,
    is_site,
    role,
)
from searchtool.documents.xml.tree import local_name

_MIN_MATCH = 0.5
"""Of the words of a paragraph, in their order, in what the extractor found."""

_MIN_ARTICLE_SHARE = 0.9
"""Of the characters that the extractor found, in the element that is the article."""
_MIN_MAIN_SHARE = 0.5
"""Of the same characters, in a `main` element that is believed."""

_PARAGRAPHS = frozenset(("dd", "dt", "li", "p"))
_WORD = re.compile(r"\w+")


def find_matched(paragraphs: Sequence[Box], found: str) -> set[Box]:
    """The paragraphs that the extractor found, perhaps without some of their words."""
    runs = {*_runs(found, 2), *_runs(found, 3)}
    return {box for box in paragraphs if _is_matched(box, runs)}


def _is_matched(box: Box, runs: Set[tuple[str, ...]]) -> bool:
    own = _runs(box.text, 3) or _runs(box.text, 2)
    return bool(own) and sum(run in runs for run in own) >= _MIN_MATCH * len(own)


def _runs(text: str, length: int) -> list[tuple[str, ...]]:
    """Each so many words that follow each other."""
    words = _WORD.findall(text.lower())
    return list(zip(*(words[start:] for start in range(length)), strict=False))


def find_anchors(paragraphs: Sequence[Box], matched: Set[Box]) -> list[Box]:
    """The paragraphs of prose that the extractor found; all prose where it found none; without any
    prose, what is neither a link nor a heading."""
    unlinked = [box for box in paragraphs if not (is_link(box) or is_site(box))]
    prose = [box for box in unlinked if is_prose(box)]
    sure = [box for box in prose if box in matched]
    named = [box for box in sure if not any(map(is_comments, box.ancestors))]
    short = [box for box in unlinked if not is_heading(box)]
    return _above_comments(paragraphs, named or sure or prose or short)


def _above_comments(paragraphs: Sequence[Box], anchors: list[Box]) -> list[Box]:
    """The anchors above the label of the comments, where most are above it."""
    sure = set(anchors)
    total = sum(anchor.chars for anchor in anchors)
    above = count = 0
    for box, following in zip_longest(paragraphs, paragraphs[1:]):
        if box in sure:
            above += box.chars
            count += 1
        elif 2 * above > total and begins_comments(box, following):
            return anchors[:count]
    return anchors


def find_article(body: Box, anchors: Sequence[Box]) -> Box:
    """The smallest box with nearly all anchors, at least those in `main`, but no paragraph."""
    prose = prose_chars(anchors)
    mains = [box for box in prose if local_name(box.element) == "main" or role(box) == "main"]
    article = max(mains, key=lambda box: prose[box], default=body)
    if prose[article] < _MIN_MAIN_SHARE * prose[body]:
        article = body
    least = _MIN_ARTICLE_SHARE * prose[article]
    while inner := [box for box in article.children if prose.get(box, 0) >= least]:
        if local_name(inner[0].element) in _PARAGRAPHS:
            break
        article = inner[0]
    return article


def prose_chars(anchors: Sequence[Box]) -> dict[Box, int]:
    """The characters of the anchors in each box."""
    chars: dict[Box, int] = {}
    for anchor in anchors:
        for box in anchor.ancestors:
            chars[box] = chars.get(box, 0) + anchor.chars
    return chars
