"""What an indexing run knows of its earlier commits."""

import os
from dataclasses import dataclass, field

MAX_KNOWN_TERMS = 2_000_000
"""Terms that are remembered as written already, a tenth of a kilobyte each."""


@dataclass
class Run:
    """One indexing run of an engine: the beginning of the names of its parts, the files of which it
    has committed something, and the terms that it has written."""

    name: str = field(default_factory=lambda: os.urandom(5).hex())
    held: set[str] = field(default_factory=set)
    terms: set[str] = field(default_factory=set)

    def is_new(self, term: str) -> bool:
        """Whether a term was not written before, as far as that is remembered."""
        if term in self.terms:
            return False
        if len(self.terms) >= MAX_KNOWN_TERMS:
            self.terms.clear()
        self.terms.add(term)
        return True
