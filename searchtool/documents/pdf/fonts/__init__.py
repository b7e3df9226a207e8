"""Finds out what the characters of fonts mean that give them wrong names or none."""

from searchtool.documents.pdf.fonts.namings import UNNAMED
from searchtool.documents.pdf.fonts.readings import (
    NO_FONT,
    FontId,
    Fonts,
    FontSample,
    FontUse,
    find_reading,
    read_strings,
)

__all__ = [
    "NO_FONT",
    "UNNAMED",
    "FontId",
    "FontSample",
    "FontUse",
    "Fonts",
    "find_reading",
    "read_strings",
]
