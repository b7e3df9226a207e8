"""The two layouts of one keyboard."""

import pytest

from searchtool.analysis.keyboard_layout import other_layout


@pytest.mark.parametrize("text", ["привет", "hello", "Москва", "съешь ещё", "[];'"])
def test_layouts_are_each_other_s_inverse(text: str) -> None:
    assert other_layout(other_layout(text)) == text
