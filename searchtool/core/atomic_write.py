"""Replace a file as a whole: whoever reads it meets the old text or the new one, never a part."""

import os
from pathlib import Path


def replace_text(path: Path, text: str) -> None:
    """Write `text` beside `path`, to disk, and rename it over `path`.

    The file beside it is always a new one: in a folder that came from a stranger a link of that
    name would lead the writing elsewhere. Raises OSError.
    """
    beside = path.with_name(f"{path.name}.new")
    beside.unlink(missing_ok=True)
    with beside.open("x", encoding="utf-8", errors="surrogatepass") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)
