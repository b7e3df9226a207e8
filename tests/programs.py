"""Programs of the system in tests: the real ones where they are installed, and others in their
places that misbehave."""

import shutil
import sys
from pathlib import Path

import pytest


def needs(*names: str) -> pytest.MarkDecorator:
    """Skips a test where one of the programs is not installed."""
    missing = [name for name in names if shutil.which(name) is None]
    return pytest.mark.skipif(bool(missing), reason=f"not installed: {', '.join(missing)}")


def only_programs(folder: Path, monkeypatch: pytest.MonkeyPatch, **programs: str) -> None:
    """Let only these programs be found, each given as a script of Python."""
    folder.mkdir(exist_ok=True)
    for name, script in programs.items():
        (folder / name).write_text(f"#!{sys.executable}\n{script}\n")
        (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
