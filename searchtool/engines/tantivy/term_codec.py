"""Converts values to terms that tantivy accepts, and back."""

MAX_TERM_BYTES = 65_530
"""Longer terms tantivy leaves out silently."""

_SURROGATES = range(0xD800, 0xE000)
_SHIFT = 0x10F800 - 0xD800
"""Lone surrogates become the last characters of the last private use area."""


def to_term(value: str) -> str:
    """The term for a value. Lone surrogates, which paths may hold and Rust does not allow, become
    characters of the private use area; the end of a term that is too long becomes a digest."""
    try:
        encoded = value.encode()
    except UnicodeEncodeError:
        value = value.translate({code: code + _SHIFT for code in _SURROGATES})
        encoded = value.encode()
    if len(encoded) <= MAX_TERM_BYTES:
        return value
    import hashlib

    digest = hashlib.blake2b(encoded, digest_size=16).hexdigest()
    return encoded[: MAX_TERM_BYTES - len(digest)].decode(errors="ignore") + digest


def to_value(term: str) -> str:
    """The value of a term, unless its end was cut off."""
    return term.translate({code + _SHIFT: code for code in _SURROGATES})


def truncate_words(words: str) -> str:
    """The words, separated by spaces, with those cut that are too long for tantivy."""
    if len(words) * 4 <= MAX_TERM_BYTES:
        return words
    return " ".join(map(to_term, words.split(" ")))
