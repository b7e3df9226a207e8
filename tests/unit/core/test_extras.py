from pathlib import Path

import pytest

from searchtool.core.errors import UsageError
from searchtool.core.extras import load_extra


def test_what_is_installed_is_loaded() -> None:
    assert load_extra("searchtool.core.clock", "clock").__name__ == "searchtool.core.clock"


def test_the_error_names_the_package_and_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "needs_a_package.py").write_text("import no_such_package\n")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(UsageError) as raised:
        load_extra("needs_a_package", "mcp")
    assert "no_such_package" in str(raised.value)
    assert "pip install 'searchtool[mcp]'" in str(raised.value)


def test_a_fault_of_our_own_is_not_hidden() -> None:
    with pytest.raises(ModuleNotFoundError):
        load_extra("searchtool.no_such_module", "mcp")
