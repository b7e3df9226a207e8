"""A library's name in, its version out, as the standard library says it."""

from importlib import metadata

from searchtool.core.versions import installed_version


def test_versions_are_those_of_the_standard_library() -> None:
    for name in ("typer", "pymorphy3-dicts-ru", "PyYAML", "whoosh3", "tantivy"):
        assert installed_version(name) == metadata.version(name)


def test_what_is_not_installed_has_no_version() -> None:
    assert installed_version("no-such-library") is None
