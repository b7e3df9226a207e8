"""Tells by their words which links lead to other articles and which are part of the text: no
structure does."""

import re

from searchtool.documents.html.boxes import Box
from searchtool.documents.html.surroundings import is_heading_or_label, is_prose
from searchtool.documents.xml.tree import local_name

_REFERENCE = re.compile(
    r"\W*(?:(?:чита|смотр)\w+\s+(?:также|тоже|ещ[её])|(?:(?:материалы|ещ[её])\s+)?по\s+теме)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:материал|новост|подели|подпи|публикаци|популярн|похож|рубрик|соцсет|стать|тег"
    r"|тем[аеуы]\b|чита[ейт])",
    re.IGNORECASE,
)
"""In a label of links that lead away: «Похожие статьи:», «Поделиться с друзьями:»."""
_SOURCES = re.compile(
    r"\W*(?:использованн\w+\s+|список\s+)?"
    r"(?:источник|литератур|библиографи|приложени|примечани|сноск|документ)\w*\b",
    re.IGNORECASE,
)


def is_reference(box: Box) -> bool:
    """Whether a paragraph is a link to another article that says so."""
    return box.ends_in_link and _REFERENCE.match(box.text) is not None


def introduces_reference(box: Box) -> bool:
    """Whether a paragraph says of the links below it that they are other articles."""
    return not box.linked and box.text.endswith(":") and _REFERENCE.match(box.text) is not None


def introduces_links(box: Box) -> bool:
    """Whether a paragraph says of the links below it that they are part of the text: words with a
    colon («За неделю мы рассказали о том, что:», «В совет вошли:»), or the label of sources."""
    if is_heading_or_label(box) and _SOURCES.match(box.text):
        return True
    is_open = box.text.endswith(":") and (
        is_prose(box) or (local_name(box.element) == "p" and box.words > 1)
    )
    return is_open and _REFERENCE.search(box.text) is None and _OTHERS.search(box.text) is None
