"""Reasons of the system, in both languages."""

import errno
import os

import pytest

from searchtool.core.os_errors import describe_os_error


def error(number: int) -> OSError:
    return OSError(number, os.strerror(number), "path")


def test_the_system_speaks_english() -> None:
    assert describe_os_error(error(errno.ENOSPC)) == "No space left on device"
    assert describe_os_error(OSError("odd")) == "odd"


def test_common_reasons_are_russian(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "ru_RU.UTF-8")
    assert describe_os_error(error(errno.ENOSPC)) == "на диске нет места"
    assert describe_os_error(error(errno.EBADMSG)) == os.strerror(errno.EBADMSG)
