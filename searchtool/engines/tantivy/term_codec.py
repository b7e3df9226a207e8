"""Values in, terms that tantivy can take out."""

MAX_TERM_BYTES = 65_530
"""Bytes: longer ones tantivy leaves out without a word."""

_SURROGATES = {0xD800 + n: 0x10F800 + n for n in range(0x800)}
_BACK = {other: surrogate for surrogate, other in _SURROGATES.items()}


def to_term(value: str) -> str:
    """A term as tantivy can take it: Rust knows no lone surrogates, which paths may hold, so they
    become private characters; of a term that is too long the end becomes a digest."""
    if not value.isascii() or len(value) > MAX_TERM_BYTES:
        value = value.translate(_SURROGATES)
        encoded = value.encode()
        if len(encoded) > MAX_TERM_BYTES:
            import hashlib

            digest = hashlib.blake2b(encoded, digest_size=16).hexdigest()
            return encoded[: MAX_TERM_BYTES - len(digest)].decode(errors="ignore") + digest
    return value


def to_value(term: str) -> str:
    """The value of a term, where no end was cut off."""
    return term.translate(_BACK)


def truncate_words(words: str) -> str:
    """Words that tantivy can take."""
    if len(words) * 4 <= MAX_TERM_BYTES:
        return words
    return " ".join(map(to_term, words.split(" ")))
