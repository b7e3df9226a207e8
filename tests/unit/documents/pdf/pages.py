"""Words placed on pages, and the paragraphs that are built from them."""

from collections.abc import Sequence

from searchtool.documents.blocks import Paragraph
from searchtool.documents.pdf import OutlineEntry, Word, join_pages, read_page

SIZE, LEADING, WIDTH = 10.0, 12.0, 5.0
"""The size of letters, the leading, and the width of a letter, in points."""


TALE = [
    "Утром у переезда остановился грузовик, и водитель",
    "долго смотрел на закрытый шлагбаум. Потом он вышел",
    "из кабины и пошёл к будке, где жил старый сторож.",
]


NAMES = "Анна Борис Вера Глеб Дарья Егор Жанна Захар Инна Кирилл Лидия Марк".split()


SPEECH = [
    "Сторож ответил не сразу. Он налил чаю, подвинул",
    "гостю сахар и сказал, что поезда сегодня не будет.",
]


def line(
    text: str, x: float, y: float, *, size: float = SIZE, bold: bool = False, to: float = 0
) -> list[Word]:
    """The words of a line, those after the first up to a right edge where one is given."""
    words: list[Word] = []
    parts = text.split(" ")
    width = WIDTH * size / SIZE
    free = to - x - width * sum(map(len, parts)) if to else 0.0
    gap = free / (len(parts) - 1) if to and len(parts) > 1 else width
    for part in parts:
        words.append(Word(part, x, x + width * len(part), y, size, bold, bool(words)))
        x = words[-1].right + gap
    return words


def block(
    texts: Sequence[str], y: float = 780, x: float = 60, *, indent: float = 0, size: float = SIZE,
    bold: bool = False,
) -> list[Word]:  # fmt: skip
    """Lines below each other, the first one indented."""
    return [
        word
        for n, text in enumerate(texts)
        for word in line(text, x + indent * (n == 0), y - LEADING * n, size=size, bold=bold)
    ]


def tale(number: int) -> list[str]:
    """Another one for each number."""
    name = NAMES[number]
    return [
        f"{name} и Пётр ждали поезда с самого утра, и ветер был",
        *TALE[1:2],
        f"и ждала {name}.",
    ]


def join(*pages: list[Word], contents: Sequence[OutlineEntry] = ()) -> list[Paragraph]:
    return join_pages([read_page(n, words) for n, words in enumerate(pages, 1)], contents)


def texts(*pages: list[Word]) -> list[str]:
    return [piece.text for piece in join(*pages)]
