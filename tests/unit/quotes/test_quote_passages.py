"""The quotations of a document as passages."""

from searchtool.core.model import Document, SourceText
from searchtool.documents.passages import split_passages
from searchtool.quotes.quote_passages import quote_passages

ARTICLE = """\
Глава государства Святослав Верещагин открыл саммит по безопасности. На него съехались министры \
двенадцати стран, журналисты, учёные и просто любопытные жители города.

«Кибербезопасности нельзя научить по плакату», — сказал Святослав Верещагин.

Премьер-министр Лидия Корсакова напомнила: «На защиту сетей выделят пять миллиардов».
"""
SOURCE = SourceText(Document("a.txt", "/a.txt", "txt", "utf-8"), ARTICLE)


def test_a_text_longer_than_a_window_has_the_quotations_of_its_parts() -> None:
    times = 8
    text = "\n".join([ARTICLE] * times)
    one = list(quote_passages(ARTICLE, split_passages(SOURCE)))
    passages = split_passages(SourceText(SOURCE.document, text))
    quotes = list(quote_passages(text, passages, window_chars=2 * len(ARTICLE)))
    assert [(q.text, q.speaker_name) for q in one] == [
        ("Кибербезопасности нельзя научить по плакату", "Святослав Верещагин"),
        ("На защиту сетей выделят пять миллиардов", "Лидия Корсакова"),
    ]
    assert [(q.text, q.speaker_name) for q in quotes] == [
        (q.text, q.speaker_name) for q in one
    ] * times
    assert [q.span.of(text) for q in quotes] == [q.text for q in quotes]
    assert [q.line for q in quotes[-2:]] == [
        text[: q.span.start].count("\n") + 1 for q in quotes[-2:]
    ]
    assert len({q.id for q in quotes}) == len(quotes)


def test_no_paragraphs_have_no_quotations() -> None:
    assert list(quote_passages("", ())) == []
