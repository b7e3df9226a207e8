"""Who is salient at a place of a document."""

import re

from searchtool.core.model import Span
from searchtool.quotes.detection.segmentation import segment_paragraphs
from searchtool.quotes.grammar.forms import shared_form_cache
from searchtool.quotes.speakers.discourse import Discourse
from searchtool.quotes.speakers.entities import Entities
from searchtool.quotes.speakers.mentions import MentionFinder
from searchtool.quotes.speakers.roles import RoleFinder

TEXT = """\
Министр Иван Петров встретил Анну Ковалёву. Шёл дождь.
«Глеб Островой опоздал», — сказал кто-то. Она ответила.
Олег Лесков уехал."""
MAN, WOMAN = frozenset({"masc"}), frozenset({"femn"})


def discourse() -> Discourse:
    spans = [Span(*match.span()) for match in re.finditer("[^\n]+", TEXT)]
    finder = MentionFinder(TEXT, spans)
    forms = shared_form_cache().with_surnames(finder.surnames)
    paragraphs = segment_paragraphs(TEXT, [(span, False) for span in spans], forms)
    people = Entities(finder.mentions(forms), RoleFinder(TEXT, forms))
    start = TEXT.index("«") + 1
    return Discourse(people, paragraphs, [Span(start, TEXT.index("»"))])


def test_the_most_salient_person_has_the_right_gender() -> None:
    at = TEXT.index("Она")
    woman = discourse().most_salient(at, WOMAN, "sing")
    man = discourse().most_salient(at, MAN, "sing")
    assert woman is not None
    assert man is not None
    assert woman.speaker.name == "Анна Ковалёва"
    assert man.speaker.name == "Иван Петров"  # who is named in a quotation is not meant
    assert discourse().most_salient(at, WOMAN, "plur") is None


def test_who_has_spoken_is_more_salient_than_who_is_named() -> None:
    remembered = discourse()
    speaker = remembered.next_named(TEXT.index("Она"), MAN)
    assert speaker is not None
    remembered.record_speech(TEXT.index("Шёл"), speaker)
    salient = remembered.most_salient(TEXT.index("Она"), MAN, "sing")
    assert salient is not None
    assert salient.speaker == speaker
    assert [event.speaker for event in remembered.recent(len(TEXT))] == [speaker]
    assert remembered.recent(0) == []


def test_places() -> None:
    remembered = discourse()
    assert remembered.is_quoted(TEXT.index("Глеб"))
    assert not remembered.is_quoted(TEXT.index("Она"))
    assert remembered.distance(0, TEXT.index("Шёл")) == 1
    assert remembered.is_near_quote(Span(0, 10))
    assert not remembered.is_near_quote(Span(len(TEXT) - 5, len(TEXT)))


def test_who_is_named_before_and_after() -> None:
    remembered = discourse()
    following = remembered.next_named(TEXT.index("Она"), MAN)
    assert following is not None
    assert following.name == "Олег Лесков"
    assert remembered.next_named(TEXT.index("Олег") + 5, MAN) is None
    first = remembered.most_named(TEXT.index("Она"))
    assert first is not None
    assert first.name == "Иван Петров"
    assert remembered.most_named(0) is None
