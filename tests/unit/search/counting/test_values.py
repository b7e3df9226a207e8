"""What passages are counted by."""

import pytest

from searchtool.core.model import Document
from searchtool.search.counting.values import Placed, group_counts, source_of

DOCUMENT = Document("a.txt", "/texts/a.txt", "txt", "utf-8")


@pytest.mark.parametrize(
    ("url", "part", "source"),
    [
        ("https://www.ladoga.ru/novosti/7", "", "ladoga.ru"),
        ("http://ЛАДОГА.рф:8080/x", "", "ладога.рф"),
        ("https://t.me/ladoga_news/17", "#17", "t.me/ladoga_news"),
        ("https://t.me/", "", "t.me"),
        ("http://[", "", "texts/2019/"),
        ("/novosti/7", "", "texts/2019/"),
        (None, "", "texts/2019/"),
        (None, "#17", "texts/2019/a.txt"),
    ],
)
def test_the_source_is_a_site_a_collection_or_a_folder(
    url: str | None, part: str, source: str
) -> None:
    document = DOCUMENT._replace(id=f"2019/a.txt{part}", url=url)
    assert source_of(document, "texts/2019/a.txt") == source


def test_a_file_of_the_current_folder_is_from_there() -> None:
    assert source_of(DOCUMENT, "a.txt") == "./"


def test_the_most_frequent_value_is_first_and_what_has_none_is_last() -> None:
    first = DOCUMENT._replace(date="2020")
    second = DOCUMENT._replace(id="b")
    found = [(None, first, 9), ("б", first, 1), ("а", second, 1), ("в", second, 2), ("в", first, 1)]
    groups = group_counts(Placed(*one) for one in found)
    assert groups == (
        ("в", 3, 2, "2020", "2020"),
        ("а", 1, 1, None, None),
        ("б", 1, 1, "2020", "2020"),
        (None, 9, 1, "2020", "2020"),
    )
