"""Help is worded when the program starts, in the language of the locale."""

import pytest

from tests.command import Run


@pytest.mark.parametrize(
    ("locale", "expected"), [("C.UTF-8", "ranked, highlighted"), ("ru_RU.UTF-8", "слова выделены")]
)
def test_help_speaks_the_language_of_the_locale(spawn: Run, locale: str, expected: str) -> None:
    finished = spawn("--help", env={"LC_ALL": locale})
    assert (finished.code, finished.err) == (0, "")
    assert expected in finished.out
