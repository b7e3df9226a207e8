"""Which values options may have, and what follows from them."""

import pytest

from searchtool.core.errors import OptionError
from searchtool.search.options import SearchOptions, check_options


@pytest.mark.parametrize(
    ("options", "name"),
    [
        (SearchOptions(limit=0), "limit"),
        (SearchOptions(offset=-1), "offset"),
        (SearchOptions(context=-1), "context"),
        (SearchOptions(sort="size"), "sort"),  # type: ignore[arg-type]
    ],
)
def test_a_bad_value_names_the_option_and_what_is_possible(
    options: SearchOptions, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for locale, words in (("C", "must be"), ("ru_RU.UTF-8", "должно быть|возможны")):
        monkeypatch.setenv("LC_ALL", locale)
        with pytest.raises(OptionError, match=words) as error:
            check_options(options)
        assert error.value.where == name


@pytest.mark.parametrize(
    "options",
    [SearchOptions(), SearchOptions(limit=1, offset=0, context=0), SearchOptions(sort="oldest")],
)
def test_good_values_are_accepted(options: SearchOptions) -> None:
    check_options(options)


@pytest.mark.parametrize(
    ("options", "scope"),
    [
        (SearchOptions(), "paragraph"),
        (SearchOptions(title="мост", since="2019"), "paragraph"),
        (SearchOptions(quotes=True), "quote"),
        (SearchOptions(confident=True), "quote"),
        (SearchOptions(speaker=""), "quote"),
    ],
)
def test_what_only_quotations_have_is_searched_in_quotations(
    options: SearchOptions, scope: str
) -> None:
    assert options.scope == scope


@pytest.mark.parametrize("name", ["since", "until", "path", "title", "author", "speaker"])
def test_filters_need_no_query(name: str) -> None:
    assert SearchOptions(**{name: "мост"}).needs_no_query  # type: ignore[arg-type]


def test_what_is_listed_needs_no_query() -> None:
    for options in (
        SearchOptions(confident=True),
        SearchOptions(quotes=True),
        SearchOptions(said=True),
        SearchOptions(sort="newest"),
        SearchOptions(sort="oldest"),
    ):
        assert options.needs_no_query
    assert not SearchOptions(limit=3, offset=5, full=True, correct=False).needs_no_query
