"""Small files of a user that belong to no index: each is written as a whole, and may be missing."""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from searchtool.core.atomic_write import replace_text


def state_folder(name: str) -> Path:
    """Where what can be lost is kept."""
    return _folder("XDG_STATE_HOME", ".local/state", name)


def data_folder(name: str) -> Path:
    """Where what a user wrote is kept."""
    return _folder("XDG_DATA_HOME", ".local/share", name)


def read_record(path: Path) -> dict[str, Any] | None:
    """The JSON object in a file; None where there is none, or something else."""
    try:
        record = json.loads(path.read_text("utf-8", errors="surrogatepass"))
    except (OSError, ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None


def write_record(path: Path, record: dict[str, Any]) -> None:
    """Replace a file, in a folder for its user only. Of several processes that do it at once, one
    wins. Raises OSError."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    own = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        replace_text(own, json.dumps(record, ensure_ascii=False))
        own.replace(path)
    except OSError:
        with suppress(OSError):
            own.unlink()
        raise


def _folder(variable: str, default: str, name: str) -> Path:
    home = Path(os.environ.get(variable, ""))
    if not home.is_absolute():  # as the specification says
        home = Path("~", default).expanduser()
    return home / "searchtool" / name
