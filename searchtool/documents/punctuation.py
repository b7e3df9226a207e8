"""What all readers tell from punctuation: where sentences end, and whether there are words."""

import re

CLOSERS = r"[»”“\"'’)\]]*"
"""The marks that may stand between the end of a sentence and the space after it."""

ENDS_SENTENCE = re.compile(rf"[.!?…]{CLOSERS}$")

ENDS_CLAUSE = re.compile(rf"[.!?…:;]{CLOSERS}$")
"""A line that ends so is complete: what follows may be a list or speech."""

WORD = re.compile(r"\w")
"""A text without any is no text: it has no passages."""
