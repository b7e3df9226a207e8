"""Finds the day a page was published: in its metadata, else in the line with the date beside the
headline. Other dates on the page do not count."""

import json
import re
from collections.abc import Callable, Iterable, Iterator

from searchtool.documents.dates import as_date, date_in_path
from searchtool.documents.html.boxes import Box
from searchtool.documents.html.main_text import MainText
from searchtool.documents.xml.tree import Element, find_all, local_name, text_of

_MAX_LINE_CHARS = 100
"""A longer paragraph is no line with the date, the author and the like."""
_MAX_LABEL_WORDS = 4
_MAX_LABEL_CHARS = 40
"""Before the date: «Опубликовано», «Дата публикации:», a weekday."""

# Of Open Graph, Dublin Core, schema.org, Parsely and others.
_PUBLISHED = re.compile(r"publi|pubdate|issued|creat|^(?:dc\W|dcterms\W)?date$", re.IGNORECASE)
_CHANGED = re.compile(r"modif|update|expir|changed|edited", re.IGNORECASE)
_CHANGED_LABEL = re.compile(r"\b(?:обновл|измен|исправл)", re.IGNORECASE)
_DATE_NAME = re.compile(r"date|time|publi|calendar|posted|created", re.IGNORECASE)
_IN_SCRIPT = re.compile(r"\"datePublished\"\s*:\s*\"([^\"]{8,40})\"")
_ARTICLE = re.compile(r"Article|Posting|Report|Interview|Review$")
_LABEL = re.compile(
    rf"[^\d.;!?]{{0,{_MAX_LABEL_CHARS}}}(?:\d\d?[:.]\d\d(?::\d\d)?(?!\d|\.\d)[\s,|/·•—–-]*)?"
)


def published(tree: Element, text: MainText, url: str | None) -> str | None:
    """The day, or None."""
    in_json = list(_in_json(tree))
    in_lines = (day for box in text.beside if (day := _in_line(box)))
    in_text = (value for box in text.beginning for value in _named_values(box))
    return (
        _first(value for value, is_article in in_json if is_article)
        or _first(_in_meta(tree, _is_published))
        or next(in_lines, None)
        or _first(in_text)
        or _first(value for value, _ in in_json)
        or _first(_in_microdata(tree))
        or date_in_path(url or "")
        or _first(_in_meta(tree, _is_changed))
    )


def _first(values: Iterable[str]) -> str | None:
    return next(filter(None, map(as_date, values)), None)


def _in_meta(tree: Element, is_meant: Callable[[str], bool]) -> Iterator[str]:
    for meta in find_all(tree, "meta"):
        names = (meta.get(name) for name in ("property", "name", "itemprop"))
        if is_meant(next(filter(None, names), "")):
            yield meta.get("content") or ""


def _is_published(name: str) -> bool:
    return _PUBLISHED.search(name) is not None and not _is_changed(name)


def _is_changed(name: str) -> bool:
    return _CHANGED.search(name) is not None and "publi" not in name.lower()


def _in_json(tree: Element) -> Iterator[tuple[str, bool]]:
    """The dates of publication in JSON-LD, each with whether it is that of an article."""
    for script in find_all(tree, "script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            yield from _in_value(json.loads(script.text or ""))
        except (ValueError, RecursionError):
            yield from ((value, True) for value in _IN_SCRIPT.findall(script.text or ""))


def _in_value(value: object) -> Iterator[tuple[str, bool]]:
    if isinstance(value, list):
        for item in value:
            yield from _in_value(item)
    elif isinstance(value, dict):
        if date := value.get("datePublished"):
            yield str(date), _ARTICLE.search(str(value.get("@type"))) is not None
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _in_value(value.get(name))


def _in_microdata(tree: Element) -> Iterator[str]:
    """The values of `itemprop="datePublished"`, but those of comments."""
    for element in tree.iter():
        if "datePublished" in (element.get("itemprop") or ""):
            types = (outer.get("itemtype") or "" for outer in element.iterancestors())
            if not any("Comment" in name for name in types):
                yield from _values_of(element)


def _in_line(box: Box) -> str | None:
    """The day in a line with the date: in an element that is called so, else the line itself."""
    if day := _first(_named_values(box)):
        return day
    is_changed = _is_changed(_names(box.element)) or _CHANGED_LABEL.search(box.text) is not None
    return None if is_changed or _is_long(box) else _first(_values(box.text))


def _named_values(box: Box) -> Iterator[str]:
    """The values of the elements in a line, or of what it stands in alone, that are called dates:
    those that are called publications first."""
    if _is_long(box) or _CHANGED_LABEL.search(box.text):
        return
    outer = (a.element for a in box.ancestors if a.text or len(a.children) == 1)
    elements = {element: None for element in (*box.element.iter(), *outer)}
    named = [element for element in elements if _is_date(element)]
    for element in sorted(named, key=lambda element: "publi" not in _names(element).lower()):
        yield from _values_of(element)


def _is_long(box: Box) -> bool:
    is_sentence = box.is_sentence and box.words > _MAX_LABEL_WORDS
    return is_sentence or len(box.text) > _MAX_LINE_CHARS


def _is_date(element: Element) -> bool:
    names = _names(element)
    is_named = local_name(element) == "time" or _DATE_NAME.search(names) is not None
    return is_named and not _is_changed(names)


def _names(element: Element) -> str:
    return " ".join(element.get(name) or "" for name in ("class", "id", "itemprop"))


def _values_of(element: Element) -> Iterator[str]:
    yield from (element.get(name) or "" for name in ("datetime", "content", "title"))
    yield from _values(text_of(element))


def _values(text: str) -> Iterator[str]:
    """A text, and the same without what may stand before a date."""
    yield text
    if label := _LABEL.match(text):
        yield text[label.end() :]
