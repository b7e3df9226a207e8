"""Finds the main text of a page among what surrounds it.

An extractor says which paragraphs belong to the main text; it also leaves out many, by the names of
their elements and classes. So everything between those paragraphs is read, and what stands beside
them up to the next menu. What is left out is known by its structure (`surroundings.py`).
"""

import re
from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

from searchtool.documents.html.anchors import find_anchors, find_article, find_matched, prose_chars
from searchtool.documents.html.boxes import Box
from searchtool.documents.html.references import (
    introduces_links,
    introduces_reference,
    is_reference,
)
from searchtool.documents.html.surroundings import (
    begins_comments,
    is_breadcrumbs,
    is_comments,
    is_copy,
    is_heading,
    is_heading_or_label,
    is_link,
    is_menu,
    is_name,
    is_site,
    is_site_element,
    is_text,
    is_whole,
    leads_to_itself,
)
from searchtool.documents.xml.tree import Element, local_name

_MAX_SOURCE_SHARE = 0.9
"""Of the characters in links, in a line below an article such as «Источник: Вестник губернии»."""
_MAX_LINES_BESIDE = 4
"""Paragraphs above or below an article among which a line with the date is looked for."""
_MAX_DATE_WORDS = 2
"""In a line with a date that is a link: «Четверг, 30 июля»."""

_LISTS = frozenset(("dl", "ol", "ul"))
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
    matched = find_matched(paragraphs, found)
    anchors = find_anchors(paragraphs, matched)
    if anchors:
        page = _Page(paragraphs, matched, anchors, find_article(body, anchors), title)
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
        self._prose = prose_chars(anchors)
        inside = [anchor for anchor in anchors if article in anchor.ancestors]
        self._order = {box: number for number, box in enumerate(paragraphs)}
        self._first, self._last = self._order[inside[0]], self._order[inside[-1]]
        above = enumerate(paragraphs[: self._first + 1])
        self._headlines = [number for number, box in above if _is_headline(box, title)]
        named = (paragraphs[number] for number in self._headlines if not paragraphs[number].linked)
        self._around_headline = {box for headline in named for box in headline.ancestors}
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
        holds_article = box in self._around or box in self._around_headline
        if not box.children:
            if is_reference(box) or (is_link(box) and not self._is_link_in_text(box)):
                yield box
        elif not holds_article and self._is_menu(box):
            yield from box.paragraphs
        elif not is_whole(box, holds_article):
            is_list = local_name(box.element) in _LISTS
            for child, before in zip(box.children, [None, *box.children], strict=False):
                if before is not None and is_copy(child, before):
                    yield from child.paragraphs
                elif child.children or not is_list:
                    yield from self._surroundings(child)

    def _is_menu(self, box: Box) -> bool:
        if is_menu(box, self._prose.get(box, 0)):
            return not self._is_introduced(box)
        return is_breadcrumbs(box) and self._order[next(box.paragraphs)] < self._first

    def _is_link_in_text(self, box: Box) -> bool:
        """Whether a link is a paragraph that the extractor found below the headline, or the heading
        of one, which leads to a page of its own; behind the anchors, with more than the link."""
        number = self._order.get(box, 0)
        following = self._paragraphs[number + 1 : number + 2]
        if is_name(box) and self._first < number < self._last:
            return not is_link(following[0])
        if is_heading(box):
            is_title = local_name(box.element) == "h1" or leads_to_itself(box)
            return is_title or any(b in self._matched and not is_link(b) for b in following)
        begins = max(self._headlines, default=self._first)
        before = self._before(box)
        is_other = before is not None and introduces_reference(before)
        if box not in self._matched or number < begins or is_other:
            return False
        if number < self._last:
            return local_name(box.element) == "p" or box.linked < box.chars
        return box.linked < _MAX_SOURCE_SHARE * box.chars and self._article in box.ancestors

    def _is_introduced(self, box: Box) -> bool:
        """Whether its first paragraph, or the one before it in the article, says that the links
        belong to the text."""
        outer = set(box.ancestors)
        first = next(box.paragraphs, box)
        if self._article not in outer:
            return False
        if introduces_links(first):
            return True
        label = self._before(first)
        return label is not None and label.parent in outer and introduces_links(label)

    def _before(self, box: Box) -> Box | None:
        number = self._order.get(box, 0)
        return self._paragraphs[number - 1] if number else None

    def _labels_of_links(self) -> Iterator[Box]:
        """Headings and labels with nothing below them but a list that is left out."""
        for box, *below in zip(
            self._paragraphs, self._paragraphs[1:], self._paragraphs[2:], strict=False
        ):
            is_list = local_name(below[0].element) == "li" or below[1] in self._left_out
            is_list = is_list and box.parent in list(below[0].ancestors)
            is_label = is_heading_or_label(box) and local_name(box.element) != "h1"
            is_label = (is_label and is_list) or introduces_reference(box)
            if is_label and below[0] in self._left_out:
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
        """The end of the article behind its last anchor: up to the end of the box with the headline
        and the text; where that is no `article`, also what stands beside it, such as its author, up
        to the first menu."""
        whole = self._common(headline)
        is_marked = local_name(whole.element) in ("article", "main")
        beside = whole if is_marked else whole.parent
        kept: list[Box] = []
        has_ended = False
        for box in self._paragraphs[self._last + 1 :]:
            is_inside = self._article in box.ancestors
            outer = set(box.ancestors)
            if whole not in outer and (has_ended or beside not in outer):
                break
            if self._is_comment(box):
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
        number = self._order[box]
        below = next(iter(self._paragraphs[number + 1 : number + 2]), None)
        return begins_comments(box, below) or any(map(is_comments, self._outside(box)))

    def _is_signature(self, box: Box, kept: list[Box]) -> bool:
        """Whether a short paragraph stands with kept ones in a box of its own."""
        return bool(kept) and box.parent is kept[-1].parent and box.parent not in self._around

    def _outside(self, box: Box) -> Iterator[Box]:
        """The boxes it is in that do not hold the article."""
        return (outer for outer in box.ancestors if outer not in self._around)


def _is_headline(box: Box, title: str) -> bool:
    """Whether it is the headline of a page, perhaps without the name of the site in its title."""
    if box.parent is not None and is_breadcrumbs(box.parent):
        return False
    own = _WORD.findall(box.text.lower())
    words = _WORD.findall(title.lower())
    is_beginning = is_heading(box) and len(own) > 1 and words[: len(own)] == own
    return local_name(box.element) == "h1" or is_beginning or (bool(own) and own == words)
