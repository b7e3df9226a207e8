"""Who is the subject of a reporting verb."""

import pytest

from searchtool.quotes.extraction import find_quotes


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Кто сказал: «Рукописи не горят, как известно»?", ""),
        ("Никто не сказал: «Мост откроют весной, как обещали».", ""),
        ("Мэр сказал: «Мост откроют весной, как обещали».", "Мэр"),
    ],
)
def test_a_pronoun_that_names_nobody_is_no_speaker(text: str, speaker: str) -> None:
    assert [quote.speaker for quote in find_quotes(text)] == [speaker]
