"""Finds the main text of a page among what surrounds it.

An extractor says which paragraphs belong to the main text; it also leaves out many, by the names of
their elements and classes. So everything between those paragraphs is read, and what stands beside
them up to the next menu. What is left out is known by its structure (`surroundings.py`).
"""

import re
from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

from searchtool.documents.html.boxes import Box
from searchtool.documents.html.surroundings import (
    begins_comments,
    is_comments,
    is_heading,
    is_heading_or_label,
    is_link,
    is_menu,
    is_prose,
    is_reference,
    is_site,
    is_site_element,
    is_text,
    is_whole,
    role,
)
from searchtool.documents.xml.tree import Element, local_name

_MIN_ARTICLE_SHARE = 0.9
"""Of the characters that the extractor found, in the element that is the article."""
_MIN_MAIN_SHARE = 0.5
"""Of the same characters, in a `main` element that is believed."""
_MIN_MATCH = 0.5
"""Of the words of a paragraph, in their order, in what the extractor found."""
_MAX_SOURCE_SHARE = 0.9
"""Of the characters in links, in a line below an article such as «Источник: Вестник губернии»."""
_MAX_LINES_BESIDE = 4
"""Paragraphs above or below an article among which a line with the date is looked for."""
_MAX_DATE_WORDS = 2
"""In a line with a date that is a link: «Четверг, 30 июля»."""

_LISTS = frozenset(("dl", "ol", "ul"))
_PARAGRAPHS = frozenset(("dd", "dt", "li", "p"))
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"\w+")


class MainText(NamedTuple):
    """The elements of the paragraphs that are the main text. A line with the date may be in
    `beside`, the paragraphs below the headline, above it and at the end, the most likely first; or
    in `beginning`, those behind the lead."""

    elements: Set[Element]
    beside: Sequence[Box]
    beginning: Sequence[Box] = ()


def find_main_text(body: Box, found: str, title: str) -> MainText:
    """The main text of a page. `found` is what the extractor found, `title` the title."""
    paragraphs = list(body.paragraphs)
    matched = _matched(paragraphs, found)
    anchors = _anchors(paragraphs, matched)
    if anchors:
        page = _Page(paragraphs, matched, anchors, _article(body, anchors), title)
        text = page.main_text()
        if any(anchor.element in text.elements for anchor in anchors):
            return text
    # A page of links, such as an index.
    kept = [box for box in paragraphs if not is_site(box)]
    kept = kept or [box for box in paragraphs if not is_link(box)]
    return MainText({box.element for box in kept}, kept)


class _Page:
    """A page with an article. `anchors` are paragraphs that certainly belong to it."""

    def __init__(
        self,
        paragraphs: list[Box],
        matched: Set[Box],
        anchors: Sequence[Box],
        article: Box,
        title: str,
    ) -> None:
        self._paragraphs = paragraphs
        self._matched = matched
        self._article = article
        self._around = set(article.ancestors)
        self._prose = _prose_chars(anchors)
        inside = [anchor for anchor in anchors if article in anchor.ancestors]
        self._order = {box: number for number, box in enumerate(paragraphs)}
        self._first, self._last = self._order[inside[0]], self._order[inside[-1]]
        above = enumerate(paragraphs[: self._first + 1])
        self._headlines = [number for number, box in above if _is_headline(box, title)]
        *_, body = article.ancestors
        self._left_out = set(self._surroundings(body))
        self._left_out.update(self._labels_of_links())

    def main_text(self) -> MainText:
        """The main text, with the places for the date."""
        start = self._find_start()
        headline = self._paragraphs[start]
        sure = self._paragraphs[start : self._last + 1]
        kept = [box for box in sure if box not in self._left_out]
        kept += self._tail(headline)
        beginning = self._paragraphs[self._first + 1 : self._last][:_MAX_LINES_BESIDE]
        return MainText({box.element for box in kept}, list(self._beside(start)), beginning)

    def _beside(self, start: int) -> Iterator[Box]:
        yield from self._paragraphs[start : self._first]
        for box in reversed(self._paragraphs[max(0, start - _MAX_LINES_BESIDE) : start]):
            if is_link(box) and (box.words > _MAX_DATE_WORDS or not _DIGIT.search(box.text)):
                break
            yield box
        whole = self._common(self._paragraphs[start])
        for box in self._paragraphs[self._last + 1 :][:_MAX_LINES_BESIDE]:
            if whole not in box.ancestors or self._ends_text(box) or self._is_comment(box):
                break
            yield box

    def _surroundings(self, box: Box) -> Iterator[Box]:
        """The paragraphs in a box that are left out wherever they stand."""
        holds_article = box in self._around
        if not box.children:
            if is_reference(box) or (is_link(box) and not self._is_link_in_text(box)):
                yield box
        elif not holds_article and is_menu(box, self._prose.get(box, 0)):
            yield from box.paragraphs
        elif not is_whole(box, holds_article):
            is_list = local_name(box.element) in _LISTS
            for child in box.children:
                if child.children or not is_list:
                    yield from self._surroundings(child)

    def _is_link_in_text(self, box: Box) -> bool:
        """Whether a link is a paragraph that the extractor found below the headline, or the heading
        of one, which leads to a page of its own; behind the anchors, with more than the link."""
        number = self._order.get(box, 0)
        if is_heading(box):
            following = self._paragraphs[number + 1 : number + 2]
            return local_name(box.element) == "h1" or any(b in self._prose for b in following)
        begins = max(self._headlines, default=self._first)
        if box not in self._matched or number < begins:
            return False
        if number < self._last:
            return local_name(box.element) == "p" or box.linked < box.chars
        return box.linked < _MAX_SOURCE_SHARE * box.chars and self._article in box.ancestors

    def _labels_of_links(self) -> Iterator[Box]:
        """Headings and labels with nothing below them but a list that is left out."""
        for box, *below in zip(
            self._paragraphs, self._paragraphs[1:], self._paragraphs[2:], strict=False
        ):
            is_list = local_name(below[0].element) == "li" or below[1] in self._left_out
            is_list = is_list and box.parent in list(below[0].ancestors)
            is_label = is_heading_or_label(box) and local_name(box.element) != "h1"
            if is_label and is_list and below[0] in self._left_out:
                yield box

    def _find_start(self) -> int:
        """The number of the headline, else of the first paragraph behind the menu. Nothing above an
        `article` element belongs to it that has its headline inside."""
        element = self._element()
        begin = self._order[next(element.paragraphs)]
        if any(element in self._paragraphs[number].ancestors for number in self._headlines):
            return begin
        start = self._first
        while start > 0 and not self._ends_text(self._paragraphs[start - 1]):
            start -= 1
        if start == 0:
            return 0
        behind_menu = [number for number in self._headlines if number >= start]
        start = next(iter(behind_menu or self._headlines_above(start)), start)
        return min(start, begin)

    def _headlines_above(self, start: int) -> Iterator[int]:
        """The numbers of headlines above the menu. One in a link is the name of the site, and a
        lower heading counts where the text begins with none."""
        begins_with_heading = any(map(is_heading, self._paragraphs[start : self._first + 1]))
        for number in range(start - 1, -1, -1):
            box = self._paragraphs[number]
            is_found = box in self._matched and local_name(box.element) == "h2"
            is_headline = number in self._headlines or (is_found and not begins_with_heading)
            if is_headline and not box.linked:
                yield number

    def _element(self) -> Box:
        """The `article` element that the article is in; what begins it where there is none."""
        elements = (box for box in self._around if local_name(box.element) == "article")
        return next(elements, self._paragraphs[self._first])

    def _tail(self, headline: Box) -> Iterator[Box]:
        """The end of the article behind its last anchor."""
        whole = self._common(headline)
        kept: list[Box] = []
        has_ended = False
        for box in self._paragraphs[self._last + 1 :]:
            is_inside = self._article in box.ancestors
            if whole not in box.ancestors or self._is_comment(box):
                break
            if not is_inside and self._ends_text(box):
                break
            if box in self._left_out:
                has_ended = True
            elif (
                not has_ended
                or local_name(box.element) == "p"
                or is_text(box)
                or self._is_signature(box, kept)
            ):
                kept.append(box)
        while kept and is_heading(kept[-1]):
            kept.pop()
        yield from kept

    def _common(self, box: Box) -> Box:
        """The smallest box with the article and another one."""
        others = set(box.ancestors)
        return next(outer for outer in self._article.ancestors if outer in others)

    def _ends_text(self, box: Box) -> bool:
        return box in self._left_out or any(is_site_element(outer) for outer in self._outside(box))

    def _is_comment(self, box: Box) -> bool:
        return begins_comments(box) or any(map(is_comments, self._outside(box)))

    def _is_signature(self, box: Box, kept: list[Box]) -> bool:
        """Whether a short paragraph stands with kept ones in a box of its own."""
        return bool(kept) and box.parent is kept[-1].parent and box.parent not in self._around

    def _outside(self, box: Box) -> Iterator[Box]:
        """The boxes it is in that do not hold the article."""
        return (outer for outer in box.ancestors if outer not in self._around)


def _matched(paragraphs: Sequence[Box], found: str) -> set[Box]:
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


def _anchors(paragraphs: Sequence[Box], matched: Set[Box]) -> list[Box]:
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
    for box in paragraphs:
        if box in sure:
            above += box.chars
            count += 1
        elif 2 * above > total and begins_comments(box):
            return anchors[:count]
    return anchors


def _article(body: Box, anchors: Sequence[Box]) -> Box:
    """The smallest box with nearly all anchors, at least those in `main`, but no paragraph."""
    prose = _prose_chars(anchors)
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


def _prose_chars(anchors: Sequence[Box]) -> dict[Box, int]:
    chars: dict[Box, int] = {}
    for anchor in anchors:
        for box in anchor.ancestors:
            chars[box] = chars.get(box, 0) + anchor.chars
    return chars


def _is_headline(box: Box, title: str) -> bool:
    own = _WORD.findall(box.text.lower())
    return local_name(box.element) == "h1" or (bool(own) and own == _WORD.findall(title.lower()))
