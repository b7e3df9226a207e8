"""Converts values to terms that the libraries behind engines accept, and back."""

MAX_TERM_BYTES = 65_530
"""Longer terms tantivy leaves out silently."""


class _Moved(dict[int, int]):
    """A table for str.translate that moves a block of characters; it has those that were met."""

    def __init__(self, block: range, start: int) -> None:
        super().__init__()
        self._block = block
        self._shift = start - block.start

    def __missing__(self, code: int) -> int:
        self[code] = moved = code + self._shift if code in self._block else code
        return moved


_SURROGATES = _Moved(range(0xD800, 0xE000), 0x10F800)
_BACK = _Moved(range(0x10F800, 0x110000), 0xD800)


def to_term(value: str, max_bytes: int = MAX_TERM_BYTES) -> str:
    """The term for a value. Lone surrogates, which paths may hold and UTF-8 does not, become
    characters of the private use area; the end of a term that is too long becomes a digest."""
    try:
        encoded = value.encode()
    except UnicodeEncodeError:
        value = value.translate(_SURROGATES)
        encoded = value.encode()
    if len(encoded) > max_bytes:
        import hashlib

        digest = hashlib.blake2b(encoded, digest_size=16).hexdigest()
        return encoded[: max_bytes - len(digest)].decode(errors="ignore") + digest
    return value


def to_value(term: str) -> str:
    """The value of a term, unless its end was cut off."""
    return term.translate(_BACK)


def truncate_words(words: str, max_bytes: int = MAX_TERM_BYTES) -> str:
    """The words, separated by spaces, with those cut that are too long."""
    if len(words) * 4 <= max_bytes:
        return words
    return " ".join(to_term(word, max_bytes) for word in words.split(" "))
