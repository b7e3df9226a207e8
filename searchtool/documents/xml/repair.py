"""Repairs XML that is not well-formed: a bare &, a tag that is never closed or was never opened.

Books are written by hand and by careless programs, and libxml2 recovers from such errors by
dropping all that follows a stray end tag.
"""

import re
from html import unescape
from xml.sax.saxutils import escape, quoteattr

from searchtool.documents.blocks import line_ends

_MARK = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<!\[CDATA\[(?P<literal>.*?)(?:\]\]>|\Z)"
    r"|<[!?][^>]*>"
    r"|<(?P<end>/?)(?P<name>[A-Za-z_][\w:.-]*)(?P<attributes>[^<>]*?)(?P<empty>/?)>",
    re.DOTALL | re.ASCII,
)
_ATTRIBUTE = re.compile(
    r"([A-Za-z_][\w:.-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"']+))", re.ASCII
)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_VOID = frozenset(
    """
    area base br col embed empty-line hr image img input link meta param source track wbr
    """.split()
)
_NEVER_NESTED = frozenset(("p", "v"))


def repair_xml(xml: str) -> str:
    """Well-formed XML with the same elements, text and lines. What is open at the end of an element
    ends with it; end tags without a beginning are dropped."""
    return "".join(_Repairer().repair(_FORBIDDEN.sub("", xml)))


class _Repairer:
    def __init__(self) -> None:
        self._out: list[str] = []
        self._open: list[str] = []

    def repair(self, xml: str) -> list[str]:
        position = 0
        for mark in _MARK.finditer(xml):
            self._text(unescape(xml[position : mark.start()]))
            position = mark.end()
            if mark["name"] is None:
                self._text(mark["literal"] or line_ends(mark[0]))
            elif mark["end"]:
                self._end(mark["name"])
                self._text(line_ends(mark["attributes"]))
            else:
                self._begin(mark["name"], mark["attributes"], bool(mark["empty"]))
        self._text(unescape(xml[position:]))
        self._close_to(0)
        return self._out

    def _text(self, text: str) -> None:
        # Outside of the root element there may be no text.
        self._out.append(_safe(text) if self._open else line_ends(text))

    def _begin(self, name: str, attributes: str, empty: bool) -> None:
        if name in _NEVER_NESTED and name in self._open:
            self._end(name)
        elif name == "body":
            self._close_to(min(1, len(self._open)))  # what describes the text ends before it
        given = {m[1]: m[2] or m[3] or m[4] or "" for m in _ATTRIBUTE.finditer(attributes)}
        written = "".join(f" {key}={_quoted(value)}" for key, value in given.items())
        lines = line_ends(attributes)
        if self._open and (empty or name in _VOID):
            self._out.append(f"<{name}{written}{lines}/>")
        else:
            self._out.append(f"<{name}{written}{lines}>")
            self._open.append(name)

    def _end(self, name: str) -> None:
        # The root element ends with the file: what follows its end tag is not lost.
        if name in self._open[1:]:
            last = len(self._open) - 1 - self._open[::-1].index(name)
            self._close_to(last)

    def _close_to(self, depth: int) -> None:
        while len(self._open) > depth:
            self._out.append(f"</{self._open.pop()}>")


def _safe(text: str) -> str:
    return escape(_FORBIDDEN.sub("", text))


def _quoted(value: str) -> str:
    return quoteattr(_FORBIDDEN.sub("", unescape(value)).replace("\n", " "))
