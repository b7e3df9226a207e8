"""Russian prose and what plain text is split into, for the tests of its paragraphs and verse."""

from searchtool.core.model import Document, Passage, Role, SourceText
from searchtool.documents.passages import split_passages

PROSE = [
    "Глава государства открыл саммит по безопасности, на который съехались министры двенадцати "
    "стран, журналисты, учёные и просто любопытные жители города. Речь шла о защите сетей.",
    "Участники долго обсуждали кибербезопасность региона и борьбу с терроризмом, а потом "
    "разошлись по залам, где их ждали карты, чертежи и остывший чай. Никто не спорил.",
    "Вечером над Волгой прошёл дождь, и рынок зонтов ожил: продавцы не успевали приносить новые "
    "коробки, а покупатели брали всё подряд, не глядя ни на цвет, ни на цену.",
    "Отец купил зонт отцу. Мать смеялась и говорила, что в девяностые такого не бывало, что "
    "тогда под дождём ходили без зонтов и пели, а теперь все боятся промочить ноги.",
]


LONG = (
    "Премьер-министр Лидия Корсакова, выступая на расширенном заседании совета в Казани, "
    "напомнила о бюджете и подчеркнула, что на защиту сетей выделят пять миллиардов рублей, "
    "передает корреспондент"
)


def source(text: str, line: int | None = 1, *, single_line: bool = False) -> SourceText:
    return SourceText(
        Document("a.txt", "/a.txt", "txt", "utf-8"), text, line=line, single_line=single_line
    )


def split(text: str) -> list[Passage]:
    return split_passages(source(text))


def texts(text: str) -> list[str]:
    return [passage.text for passage in split(text)]


def roles(text: str) -> list[Role]:
    return [passage.role for passage in split(text)]
