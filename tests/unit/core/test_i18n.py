"""The language of messages, and how numbers are written in it."""

import pytest

from searchtool.core.i18n import decimal, speaks_russian, tr


@pytest.mark.parametrize(
    ("variables", "russian"),
    [
        ({}, False),
        ({"LANG": "ru_RU.UTF-8"}, True),
        ({"LANG": "C.UTF-8"}, False),
        ({"LANG": "ru_RU.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, False),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "C", "LC_ALL": "RU"}, True),
        ({"LANG": "ru_RU.UTF-8", "LC_ALL": ""}, True),
    ],
)
def test_the_first_variable_that_is_set_decides(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], russian: bool
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert speaks_russian() == russian
    assert tr("bridge", "мост") == ("мост" if russian else "bridge")
    assert decimal(93.75, 1) == ("93,8" if russian else "93.8")
    assert decimal(2, 0) == "2"
