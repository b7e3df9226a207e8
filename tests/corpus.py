"""Two short Russian articles that most tests use, and how they are written to files."""

from pathlib import Path

ARTICLE = """\
Саммит в Казани

Фото: пресс-служба саммита

Глава государства Святослав Верещагин открыл саммит по безопасности. \
Участники обсудили кибербезопасность региона и борьбу с терроризмом.

«Кибербезопасности нельзя научить по плакату», — сказал Верещагин. Главы государств с ним \
согласились.

Премьер-министр Лидия Корсакова напомнила о бюджете: на защиту сетей выделят 5 млрд рублей.

Су-57 пролетел над Волгой. Ёлки и берёзы шумели, как в 90-е.
"""

WEATHER = """\
Дождь над Волгой

В выходные в регионе ожидается дождь. Синоптики не были уверены в прогнозе.

Рынок зонтов ожил: на рынке продали всё до последнего. Отец купил зонт отцу.
"""

RELAXED = ("кибербезопасность", "дождь")
"""Words that no passage of the corpus holds together."""


def write_corpus(folder: Path) -> Path:
    """The two articles as text files."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sammit.txt").write_text(ARTICLE, "utf-8")
    (folder / "pogoda.txt").write_text(WEATHER, "utf-8")
    return folder
