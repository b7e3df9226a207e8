"""What answers are made of, in words and numbers: passages, quotations, statements."""

from collections.abc import Mapping
from typing import NamedTuple

from searchtool.core.i18n import plural_en, plural_ru, tr
from searchtool.core.model import Sought


class Noun(NamedTuple):
    """What is counted: in English, and in the Russian forms after 1, 2 and 5, for all, and after
    «в» for one and for several."""

    english: str
    one: str
    few: str
    many: str
    all: str
    in_one: str
    in_many: str

    def counted(self, number: int) -> str:
        """So many of them."""
        return tr(plural_en(number, self.english), plural_ru(number, self.one, self.few, self.many))


NOUNS: Mapping[Sought, Noun] = {
    "passage": Noun("passage", "абзац", "абзаца", "абзацев", "абзацы", "абзаце", "абзацах"),
    "quotation": Noun("quotation", "цитата", "цитаты", "цитат", "цитаты", "цитате", "цитатах"),
    "statement": Noun(
        "statement", "высказывание", "высказывания", "высказываний", "высказывания",
        "высказывании", "высказываниях",
    ),
}  # fmt: skip
