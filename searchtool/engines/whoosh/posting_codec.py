"""Encodes posting lists, which are increasing integers, in few bytes, and decodes them.

The gaps between the numbers are stored, in the narrowest array that holds them all, deflated if
that is shorter. Measured over the keys of 10,426 paragraphs of news, with positions: 3.1 bytes and
0.5 µs a token. Varints take 2.9 bytes, but Python would have to decode every number, while an array
is read at once.
"""

import zlib
from array import array
from itertools import accumulate
from operator import sub

_BY_BYTES = "BBHIIQQQQ"
"""The typecode of the narrowest array for a number of that many bytes."""

_MIN_DEFLATED_BYTES = 49
"""Shorter lists are not worth deflating."""


def encode(numbers: "array[int]") -> bytes:
    """The bytes for at least one number, each larger than the one before."""
    # Most terms have one posting.
    gaps = [numbers[0], *map(sub, numbers[1:], numbers)] if len(numbers) > 1 else numbers
    typecode = _BY_BYTES[(max(gaps).bit_length() + 7) // 8]
    encoded = array(typecode, gaps).tobytes()
    if len(encoded) >= _MIN_DEFLATED_BYTES:
        deflated = zlib.compress(encoded, 1)
        if len(deflated) < len(encoded):
            return typecode.lower().encode() + deflated
    return typecode.encode() + encoded


def decode(encoded: bytes, base: int = 0) -> "array[int]":
    """The numbers that `encode` was given, with `base` added to each."""
    typecode, gap_bytes = chr(encoded[0]), encoded[1:]
    if typecode.islower():
        typecode, gap_bytes = typecode.upper(), zlib.decompress(gap_bytes)
    gaps = array(typecode)
    gaps.frombytes(gap_bytes)
    numbers = accumulate(gaps, initial=base)
    next(numbers)
    return array("Q", numbers)
