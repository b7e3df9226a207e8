"""Shows the parts of a page that are hidden until somebody opens them, such as spoilers."""

from collections.abc import Iterator

from searchtool.documents.xml.tree import Element, attribute, find_all, local_name, text_of

_MAX_OPENER_CHARS = 200
_REFERENCES = ("href", "data-target", "data-bs-target", "aria-controls", "onclick")


def is_hidden(element: Element) -> bool:
    """Whether an element is not shown."""
    if element.get("hidden") is not None:
        return True
    if local_name(element) == "dialog" and element.get("open") is None:
        return True
    return "display:none" in "".join((element.get("style") or "").lower().split())


def show_collapsed(body: Element) -> None:
    """Make visible what something on the page opens, and what holds most of the text: the page
    shows that when it has loaded."""
    hidden = {element: None for element in body.iter() if is_hidden(element)}
    if not hidden:
        return
    opened = set(_opened_ids(body))
    parents = {element.getparent() for element in hidden}
    shown = {
        (parent, _kind(child))
        for parent in parents
        for child in (parent if parent is not None else ())
        if child not in hidden
    }
    scripts = find_all(body, "script", "style")
    half = (len(text_of(body)) - sum(len(text_of(script)) for script in scripts)) / 2
    for element in hidden:
        is_tab = any(_kind(element)[1:]) and (element.getparent(), _kind(element)) in shown
        if (
            is_tab
            or element.get("id") in opened
            or _is_opener(element.getprevious())
            or len(text_of(element)) > half
        ):
            _show(element)


def _kind(element: Element) -> tuple[str, str | None, str | None]:
    """What tabs have in common, of which one is shown."""
    return element.tag, element.get("class"), element.get("role")


def _show(element: Element) -> None:
    for name in ("hidden", "style"):
        element.attrib.pop(name, None)
    if local_name(element) == "dialog":
        element.set("open", "")


def _opened_ids(body: Element) -> Iterator[str]:
    for element in body.iter():
        for name in _REFERENCES:
            if value := attribute(element, name):
                yield from _words(value)


def _words(value: str) -> list[str]:
    return "".join(c if c.isalnum() or c in "_-" else " " for c in value).split()


def _is_opener(element: Element | None) -> bool:
    """Whether it is short, and something in it can be clicked and leads nowhere."""
    if element is None or len(text_of(element)) > _MAX_OPENER_CHARS:
        return False
    return any(
        local_name(part) == "button"
        or part.get("onclick") is not None
        or part.get("role") == "button"
        or (local_name(part) == "a" and (part.get("href") or "#").startswith(("#", "javascript:")))
        for part in element.iter()
    )
