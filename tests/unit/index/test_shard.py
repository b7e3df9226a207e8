"""Which part of the files is whose."""

import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtool.core.errors import OptionError
from searchtool.index.shard import MAX_COUNT, Shard, parse_shard

NAMES = st.text(st.characters(codec=None), max_size=40)


@given(NAMES, st.integers(1, 50))
def test_each_file_belongs_to_one_part(name: str, count: int) -> None:
    assert sum(Shard(number, count).holds(name) for number in range(1, count + 1)) == 1


@given(NAMES.filter(lambda name: name.isprintable()), st.integers(1, 50))
def test_it_is_the_same_however_a_letter_is_composed(name: str, count: int) -> None:
    composed, apart = (unicodedata.normalize(form, name) for form in ("NFC", "NFD"))
    for number in range(1, count + 1):
        assert Shard(number, count).holds(composed) == Shard(number, count).holds(apart)


@pytest.mark.parametrize("pattern", ["news/2024/{:05}.txt", "{}", "Новости/{}/статья.html"])
@pytest.mark.parametrize("count", [2, 8, 10])
def test_parts_are_alike_in_size(pattern: str, count: int) -> None:
    names = [pattern.format(number) for number in range(10_000)]
    parts = range(1, count + 1)
    sizes = Counter(part for name in names for part in parts if Shard(part, count).holds(name))
    assert min(sizes.values()) > 0.85 * len(names) / count


def test_it_does_not_change() -> None:
    """Machines with other versions of searchtool share the work, too."""
    names = ["sammit.txt", "2024/Погода.md", "a/b/c.html", "письма.mbox"]
    assert [[Shard(n, 8).holds(name) for n in range(1, 9)].index(True) for name in names] == PARTS


PARTS = [2, 1, 1, 2]


@pytest.mark.parametrize("text", ["1/1", "2/8", f"{MAX_COUNT}/{MAX_COUNT}"])
def test_what_names_a_part(text: str) -> None:
    assert "/".join(map(str, parse_shard(text))) == text


@pytest.mark.parametrize(
    "text",
    ["", "/", "2", "0/8", "9/8", "2/0", "-1/8", "2/8/9", "a/b", "٢/٨", "1/10001", "1/1" + "0" * 99],
)
def test_what_does_not(text: str) -> None:
    with pytest.raises(OptionError):
        parse_shard(text)
