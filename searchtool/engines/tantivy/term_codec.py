"""Converts values to terms that tantivy accepts, and back."""

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


def to_term(value: str) -> str:
    """The term for a value. Lone surrogates, which paths may hold and Rust does not allow, become
    characters of the private use area; the end of a term that is too long becomes a digest."""
    try:
        encoded = value.encode()
    except UnicodeEncodeError:
        value = value.translate(_SURROGATES)
        encoded = value.encode()
    if len(encoded) > MAX_TERM_BYTES:
        import hashlib

        digest = hashlib.blake2b(encoded, digest_size=16).hexdigest()
        return encoded[: MAX_TERM_BYTES - len(digest)].decode(errors="ignore") + digest
    return value


def to_value(term: str) -> str:
    """The value of a term, unless its end was cut off."""
    return term.translate(_BACK)


def truncate_words(words: str) -> str:
    """The words, separated by spaces, with those cut that are too long for tantivy."""
    if len(words) * 4 <= MAX_TERM_BYTES:
        return words
    return " ".join(map(to_term, words.split(" ")))
