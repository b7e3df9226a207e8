"""Help in English; in Russian it takes a process of its own: tests/process/test_help.py."""

from tests.command import Run


def test_without_arguments_help_is_an_error(search: Run) -> None:
    finished = search()
    assert (finished.code, finished.out) == (2, "")
    assert finished.err.startswith("Usage: search")


def test_help_lists_the_exit_codes(search: Run) -> None:
    text = " ".join(search("-h").out.split())
    assert "0 found, or done 1 nothing found 2 error" in text
    assert "130 interrupted" in text
