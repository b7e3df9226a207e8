"""`make pages`: how much of the article, and how much of what surrounds it, is read from web pages.

    python -m tests.evaluation.web_pages [PAGE]

The pages in `pages/` are written by us in the manner of Russian sites: those in `development/` were
looked at word by word while the reader was written, of those in `held_out/` only the figures were
seen, those in `afterwards/` were written when the rules first stood, and seen too. With the name of
a page, what was lost of it and what was let in.

In a page `⟦…⟧` is the article and `⟪…⟫` what may be read or not, such as the line with the date;
`{p}`, `{s}` and `{h}` stand for a paragraph, a sentence and a headline, whose words are drawn, and
`{m}` for the 60 links more that a large site has in its menus.
"""

import difflib
import io
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import html

from searchtool.core.errors import UnreadableFile
from searchtool.documents import Source, read_documents

PAGES = Path(__file__).parent / "pages"
PARTS = ("development", "held_out", "afterwards")

_MARKS = {"⟦": "article", "⟧": "surroundings", "⟪": "either", "⟫": "surroundings"}
_MARK = re.compile("([⟦⟧⟪⟫])")
_WORD = re.compile(r"\w+")
_NOT_SHOWN = frozenset(("head", "script", "style", "template", "noscript", "button", "iframe"))
_WHO = """писарь|сторож|подрядчик|землемер|староста|учитель|возчик|смотритель|лекарь|приказчик
    |плотник|садовник|лодочник|пекарь|почтмейстер|звонарь""".split("|")
_DID = """осмотрел|описал|вспомнил|починил|показал|измерил|обошёл|купил|сравнил|нашёл|перевёз
    |продал|забыл|передал|разыскал|обновил""".split("|")
_WHAT = """старую дамбу|новые весы|книгу приходов|план улицы|мельничный жёрнов|ключи от амбара
    |чугунную ограду|лодку без вёсел|чертёж моста|письмо из губернии|колокол часовни|список жильцов
    |телегу с песком|дорогу к броду|карту болот|якорь баржи""".split("|")
_HOW = """в начале недели|на глазах соседей|без лишних слов|после долгих споров|за рекой|у пристани
    |вместе с племянником|по просьбе управы|накануне ярмарки|в сырую погоду|к общему удивлению
    |на собственные деньги|до первого снега|при двух свидетелях""".split("|")


class Page(NamedTuple):
    """A page, and its words in their order, each with what it belongs to."""

    html: str
    words: list[tuple[str, str]]


class Score(NamedTuple):
    """Counts of words; `repeated` are those read that are not on the page, or not as often."""

    article: int = 0
    lost: int = 0
    surroundings: int = 0
    let_in: int = 0
    repeated: int = 0

    def plus(self, other: "Score") -> "Score":
        """The sums."""
        return Score(*map(sum, zip(self, other, strict=True)))

    def __str__(self) -> str:
        """The shares."""
        return (
            f"{self.lost / max(1, self.article):7.1%} of the article lost, "
            f"{self.let_in / max(1, self.surroundings):6.1%} of the surroundings let in, "
            f"{self.repeated} words repeated"
        )


def load(path: Path) -> Page:
    """A page with words for its placeholders."""
    draw = random.Random(path.stem)
    marked = re.sub(r"\{([pshm])\}", lambda m: _text(m[1], draw), path.read_text("utf-8"))
    words = []
    kind = "surroundings"
    for text in _shown(
        html.document_fromstring(marked.encode(), html.HTMLParser(encoding="utf-8"))
    ):
        for piece in _MARK.split(text):
            kind = _MARKS.get(piece, kind)
            words += [(word, kind) for word in _WORD.findall(piece)]
    return Page(_MARK.sub("", marked), words)


def read(page: Page) -> list[str]:
    """The words that are read from a page."""
    source = Source("page.html", "page.html", io.BytesIO(page.html.encode()))
    try:
        return _WORD.findall("\n".join(text.text for text in read_documents(source)))
    except UnreadableFile:
        return []


def compare(page: Page, read_words: list[str]) -> tuple[Score, list[str]]:
    """The score, and what was lost, let in or repeated, in the order of the page."""
    words = [word for word, _ in page.words]
    kinds = [kind for _, kind in page.words]
    matcher = difflib.SequenceMatcher(None, words, read_words, autojunk=False)
    lost = let_in = repeated = 0
    remarks = []
    for operation, start, end, read_start, read_end in matcher.get_opcodes():
        if operation == "equal":
            strange = [w for w, k in page.words[start:end] if k == "surroundings"]
            let_in += len(strange)
            remarks += [f"let in: {' '.join(strange)}"] if strange else []
            continue
        missing = [word for word, kind in page.words[start:end] if kind == "article"]
        lost += len(missing)
        repeated += read_end - read_start
        remarks += [f"lost: {' '.join(missing)}"] if missing else []
        if read_end > read_start:
            remarks.append(f"repeated: {' '.join(read_words[read_start:read_end])}")
    score = Score(kinds.count("article"), lost, kinds.count("surroundings"), let_in, repeated)
    return score, remarks


def score_part(part: str) -> dict[str, Score]:
    """The score of each page."""
    pages = {path.stem: load(path) for path in sorted((PAGES / part).glob("*.html"))}
    return {name: compare(page, read(page))[0] for name, page in pages.items()}


def total(scores: dict[str, Score]) -> Score:
    """The sum of the scores."""
    result = Score()
    for score in scores.values():
        result = result.plus(score)
    return result


def _shown(root: html.HtmlElement) -> Iterator[str]:
    """The texts of a page in their order."""
    if root.tag not in _NOT_SHOWN or root.get("class") == "term":
        yield root.text or ""
        for child in root:
            if isinstance(child.tag, str):
                yield from _shown(child)
            yield child.tail or ""


def _text(kind: str, draw: random.Random) -> str:
    if kind == "m":
        names = (draw.choice(_WHAT).strip().capitalize() for _ in range(60))
        return " ".join(f'<a href="/{n}">{name}</a>' for n, name in enumerate(names))
    if kind == "h":
        return _phrase(draw, _WHO, _DID, _WHAT).capitalize()
    sentences = draw.randint(2, 4) if kind == "p" else 1
    return " ".join(_sentence(draw) for _ in range(sentences))


def _sentence(draw: random.Random) -> str:
    clauses = [_phrase(draw, _WHO, _DID, _WHAT, _HOW) for _ in range(draw.randint(1, 2))]
    return ", а ".join(clauses).capitalize() + "."


def _phrase(draw: random.Random, *choices: list[str]) -> str:
    return " ".join(draw.choice(words).strip() for words in choices)


def main(names: list[str]) -> None:
    """Print the scores of each part, or the remarks on some pages."""
    for name in names:
        (path,) = PAGES.glob(f"*/{name}.html")
        page = load(path)
        score, remarks = compare(page, read(page))
        print(name, score, *remarks, sep="\n  ")
    for part in PARTS if not names else ():
        scores = score_part(part)
        for name, score in scores.items():
            print(f"{name:24}", score)
        print(f"{part:24}", total(scores), "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
