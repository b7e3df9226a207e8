"""Reasons of the system, in both languages."""

import errno
import os

import pytest

from searchtool.core.errors import SearchError
from searchtool.core.os_errors import describe_os_error, located_os_errors


def error(number: int) -> OSError:
    return OSError(number, os.strerror(number), "path")


def test_the_system_speaks_english() -> None:
    assert describe_os_error(error(errno.ENOSPC)) == "No space left on device"
    assert describe_os_error(OSError("odd")) == "odd"


def test_common_reasons_are_russian(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "ru_RU.UTF-8")
    assert describe_os_error(error(errno.ENOSPC)) == "на диске нет места"
    assert describe_os_error(error(errno.EBADMSG)) == os.strerror(errno.EBADMSG)


@pytest.mark.parametrize(
    ("raised", "told"),
    [
        (error(errno.EIO), "path: Input/output error"),
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), "index: No space left on device"),
    ],
)
def test_a_place_is_told(raised: OSError, told: str) -> None:
    with pytest.raises(SearchError) as caught, located_os_errors("index"):
        raise raised
    assert str(caught.value) == told


def test_a_closed_pipe_is_no_error_of_ours() -> None:
    with pytest.raises(BrokenPipeError), located_os_errors("index"):
        raise BrokenPipeError
