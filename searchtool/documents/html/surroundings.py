"""Tells by their structure whether the boxes of a page are text or belong to what surrounds it:
menus, links to other articles, forms, comments, the header and the footer of the site."""

import re
from itertools import islice

from searchtool.documents.blocks import MAX_CELL_CHARS
from searchtool.documents.html.boxes import Box
from searchtool.documents.xml.tree import attribute, find_all, local_name

_MIN_PROSE_CHARS = 25
_MIN_UNENDED_PROSE_CHARS = 80
"""Of a paragraph that does not end as a sentence, such as a verse."""
_MIN_LINK_SHARE = 0.75
"""Of the characters of a paragraph or a list, from which it is nothing but links."""
_MIN_MENU_SHARE = 0.5
"""Of the characters of another box."""
_MIN_TEASER_SHARE = 0.33
"""Of one without prose that the extractor found: headlines in links, with a sentence each."""
_MAX_LABEL_WORDS = 3
"""No more words are a label: «Поделиться», «Версия для печати»."""

_SITE_ELEMENTS = frozenset(("aside", "footer", "header"))
_SITE_ROLES = frozenset(("banner", "complementary", "contentinfo"))
_NAVIGATION_ROLES = frozenset(("menu", "menubar", "navigation", "search", "toolbar"))
_SECTIONS = frozenset(("article", "blockquote", "details", "fieldset", "figure", "td"))
_PARTS_OF_PAGE = frozenset(("main", "section"))
_CONTENT = frozenset(("blockquote", "caption", "dd", "dt", "figcaption", "li", "pre", "td", "th"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_WHOLES = frozenset(("blockquote", "dl", "figure", "ol", "table", "ul"))

_COMMENT = re.compile(r"(?:^|[\s_-])comment(?P<s>s|[_-]?list)?(?![a-z])", re.IGNORECASE)
_COMMENTS_LABEL = re.compile(
    r"(?:(?:всего\s+)?\d*\s*комментари(?:и|ев)|\d+\s+комментари[йя]|обсуждени[ея])\W*\d*\W*",
    re.IGNORECASE,
)
# No structure tells these links from others.
_REFERENCE = re.compile(
    r"\W*(?:(?:чита|смотр)\w+\s+(?:также|тоже|ещ[её])|(?:(?:материалы|ещ[её])\s+)?по\s+теме)\b",
    re.IGNORECASE,
)


def is_prose(box: Box) -> bool:
    """Whether a paragraph is long enough to be certainly text."""
    least = _MIN_PROSE_CHARS if box.is_sentence else _MIN_UNENDED_PROSE_CHARS
    return box.chars - box.linked >= least


def is_link(box: Box) -> bool:
    """Whether a paragraph is a link, or links, with no more than a label."""
    if not box.linked or box.is_sentence:
        return False
    words_beside = box.words * (box.chars - box.linked) / box.chars
    return words_beside < _MAX_LABEL_WORDS or box.linked >= _MIN_LINK_SHARE * box.chars


def is_reference(box: Box) -> bool:
    """Whether a paragraph is a link to another article that says so."""
    return box.ends_in_link and _REFERENCE.match(box.text) is not None


def is_menu(box: Box, prose: int) -> bool:
    """Whether a box that is no paragraph is left out; `prose` counts the characters in it that the
    extractor took for main text."""
    if role(box) in _NAVIGATION_ROLES or _is_list_of_teasers(box):
        return True
    name = local_name(box.element)
    if name in _WHOLES:
        least = 1.0 if name == "blockquote" else _MIN_LINK_SHARE
        return box.linked >= least * max(1, box.chars) and not _has_caption(box)
    if _is_data_row(box):
        return box.linked == box.chars
    least = _MIN_MENU_SHARE if prose else _MIN_TEASER_SHARE
    return box.linked >= least * max(1, box.chars) or (not prose and _is_form(box))


def is_whole(box: Box, holds_article: bool) -> bool:
    """Whether the paragraphs in a box stay or go with it: the links in a table are part of it. A
    table that holds the article may lay out the page."""
    if _is_data_row(box):
        return True
    return local_name(box.element) in _WHOLES and not holds_article


def _is_data_row(box: Box) -> bool:
    cells = box.children
    return local_name(box.element) == "tr" and all(
        not cell.children and len(cell.text) <= MAX_CELL_CHARS for cell in cells
    )


def _has_caption(box: Box) -> bool:
    """Whether it is a picture with a caption, and not in a link as a whole."""
    captions = find_all(box.element, "figcaption")
    return any("a" not in map(local_name, caption.iterancestors()) for caption in captions)


def _is_list_of_teasers(box: Box) -> bool:
    """Whether it is a list of other articles: headlines in links, each with a text."""
    first = [next(child.paragraphs, child) for child in box.children]
    headlines = [is_link(paragraph) and paragraph.words > 1 for paragraph in first]
    others = [box for box, is_headline in zip(first, headlines, strict=True) if not is_headline]
    return sum(headlines) > 1 and all(map(_is_label, others))


def is_text(box: Box) -> bool:
    """Whether a paragraph beside the article is more than a label."""
    names = {local_name(outer.element) for outer in box.ancestors}
    return box.is_sentence or not _is_label(box) or bool(names & (_CONTENT | _HEADINGS))


def is_heading_or_label(box: Box) -> bool:
    """Whether it announces what stands below it."""
    return is_heading(box) or (_is_label(box) and box.text.endswith(":"))


def _is_label(box: Box) -> bool:
    return box.words <= _MAX_LABEL_WORDS


def is_heading(box: Box) -> bool:
    """Whether it is marked as a heading."""
    return local_name(box.element) in _HEADINGS


def begins_comments(box: Box) -> bool:
    """Whether it is the label above the comments of readers: «Комментарии (3)»."""
    return _COMMENTS_LABEL.fullmatch(box.text) is not None


def _is_form(box: Box) -> bool:
    """Whether it is a form to fill in."""
    if local_name(box.element) not in ("form", "fieldset"):
        return False
    fields = find_all(box.element, "input", "select", "textarea")
    return any(attribute(field, "type") != "hidden" for field in fields)


def is_site(box: Box) -> bool:
    """Whether it stands in something that belongs to the site."""
    return any(map(is_site_element, box.ancestors))


def is_site_element(box: Box) -> bool:
    """Whether it belongs to the site: not to an article or a quotation (HTML, 4.3). The header of
    an article may stand in nothing but `div` elements; that of a site has a menu."""
    if role(box) in _SITE_ROLES:
        return True
    name = local_name(box.element)
    if name not in _SITE_ELEMENTS:
        return False
    outer = {local_name(ancestor.element) for ancestor in box.ancestors}
    if name == "header" and box.linked < _MIN_TEASER_SHARE * box.chars:
        return (
            outer.isdisjoint(_SECTIONS)
            and next(find_all(box.element, "nav", "form"), None) is not None
        )
    return outer.isdisjoint(_SECTIONS if name == "aside" else _SECTIONS | _PARTS_OF_PAGE)


def is_comments(box: Box) -> bool:
    """Whether its name says that it is the comments of readers, or one of several."""
    name = _comment_name(box)
    if name is None or box.parent is None:
        return False
    siblings = (sibling for sibling in box.parent.children if _comment_name(sibling))
    return name["s"] is not None or len(list(islice(siblings, 2))) == 2


def _comment_name(box: Box) -> re.Match[str] | None:
    return _COMMENT.search(f"{box.element.get('class')} {box.element.get('id')}")


def role(box: Box) -> str:
    """The role that the markup gives it (WAI-ARIA), or nothing."""
    return (attribute(box.element, "role") or "").lower()
