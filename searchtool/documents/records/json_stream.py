"""Finds the messages or records in a .json file of any size, one at a time."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

import ijson

from searchtool.core.i18n import tr
from searchtool.documents.encoding import stream_codec
from searchtool.documents.records.telegram import Chat
from searchtool.documents.source import Source

DAMAGE = (ijson.JSONError, ValueError)
"""What is raised where the file stops being JSON."""

_Events = Iterator[tuple[str, Any]]

_STARTS = frozenset(("start_map", "start_array"))
_ENDS = frozenset(("end_map", "end_array"))

_ELEMENT = "[]"
_ACCOUNT = (("chats", "list", _ELEMENT), ("left_chats", "list", _ELEMENT))
_CHATS = frozenset(((), *_ACCOUNT))
_LISTS = frozenset(((), *((*chat, "messages") for chat in _CHATS)))
_PATHS_TO_LISTS = frozenset(
    path[:length] for path in (*_LISTS, *_CHATS) for length in range(len(path) + 1)
)
"""The paths that lead to the lists."""

_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|.)", re.DOTALL)


class Found(NamedTuple):
    """A message with its chat, or an element of the list that the file is, without one."""

    value: Any
    chat: Chat | None


def find_values(source: Source, encoding: str) -> Iterator[Found]:
    """The messages of an export of a chat or of an account, or the elements of a list; nothing for
    other files. Raises one of `DAMAGE`."""
    try:
        yield from _walk(ijson.basic_parse(_Bytes(source, encoding)))
    except (ValueError, ArithmeticError, SystemError) as error:
        # ijson does not notice that Python refuses an int of more than 4,300 digits: its next call
        # fails.
        raise ValueError(tr("a number is too long", "слишком длинное число")) from error


class _Bytes:
    """A file as ijson needs it: in UTF-8, and without the `\\x1b` that Telegram writes for control
    characters, which is not JSON."""

    def __init__(self, source: Source, encoding: str) -> None:
        self._reader = codecs.getreader(stream_codec(encoding))(source.stream, "replace")

    def read(self, size: int) -> bytes:
        """About `size` bytes; none at the end."""
        text = self._reader.read(size) if size else ""
        for _ in range(9):  # so as not to end inside an escape
            if "\\" not in text[-3:]:
                break
            text += self._reader.read(4)
        if "\\x" in text:
            text = _ESCAPE.sub(lambda escape: rf"\u00{escape[1]}" if escape[1] else escape[0], text)
        return text.encode("utf-8", "replace")


def _walk(events: _Events) -> Iterator[Found]:
    chat = Chat()
    path: list[str] = []  # the key or `_ELEMENT` in each of the objects and lists entered
    for event, value in events:
        at = tuple(path)
        if event == "map_key":
            path[-1] = value
        elif event in _ENDS:
            path.pop()
        elif at and at[-1] == _ELEMENT and at[:-1] in _LISTS:
            yield Found(_build(event, value, events), chat if len(at) > 1 else None)
        elif event in _STARTS and at not in _PATHS_TO_LISTS:
            _skip(events)
        elif event in _STARTS:
            if at in _CHATS:
                chat = Chat(is_one_of_many=at in _ACCOUNT)
            path.append(_ELEMENT if event == "start_array" else "")
        elif at and at[:-1] in _CHATS:
            chat = _with_field(chat, path[-1], value)


def _with_field(chat: Chat, key: str, value: Any) -> Chat:
    if key == "name" and isinstance(value, str):
        return replace(chat, name=value)
    if key == "type" and isinstance(value, str):
        return replace(chat, kind=value)
    if key == "id" and isinstance(value, int):
        return replace(chat, id=value)
    return chat


def _build(event: str, value: Any, events: _Events) -> Any:
    """The whole value that begins with this event."""
    builder = ijson.ObjectBuilder()
    depth = 0
    while True:
        builder.event(event, value)
        depth += (event in _STARTS) - (event in _ENDS)
        if not depth:
            return builder.value
        event, value = next(events)


def _skip(events: _Events) -> None:
    """Skip to the end of the object or list that has just begun."""
    depth = 1
    while depth:
        event, _ = next(events)
        depth += (event in _STARTS) - (event in _ENDS)
