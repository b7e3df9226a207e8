"""Reporting words are recognized by how they are written; no other word is taken for one."""

from pathlib import Path

import pytest

from searchtool.quotes.grammar.cues import cue_kinds, find_cues, may_report
from searchtool.quotes.grammar.forms import shared_form_cache
from searchtool.quotes.grammar.person_names import is_common_word, is_name_word
from searchtool.quotes.grammar.tokens import WORD, Word

GOLDEN = sorted((Path(__file__).parents[3] / "quotes" / "golden").glob("*.txt"))
FORMS = sorted({form for path in GOLDEN for form in WORD.findall(path.read_text("utf-8"))})
RARE = "фрязинский бутявка кто-то премьер-министр по-западному уведомленье XIX 2020 ё сказавшая"


@pytest.mark.parametrize("text", [*FORMS, *RARE.split()])
def test_the_filter_lets_all_reporting_words_pass(text: str) -> None:
    word = Word(shared_form_cache().shared_forms[text], 0, len(text), "")
    assert word.lower in cue_kinds() or not may_report(word)


@pytest.mark.parametrize("text", [*FORMS, *RARE.split()])
def test_a_common_word_is_never_a_name(text: str) -> None:
    word = Word(shared_form_cache().shared_forms[text], 0, len(text), "")
    assert not (is_common_word(text) and is_name_word(word))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("министр заявил", True),
        ("по словам министра", True),
        ("ЗАЯВИЛ МИНИСТР", True),
        ("мост открыли в мае", False),
        ("", False),
    ],
)
def test_a_text_may_report(text: str, expected: bool) -> None:
    assert bool(find_cues(text, 0, len(text))) is expected
