"""Writes the keys of the table of names, from which a query reads them."""

from pathlib import Path

from searchtool.analysis.analyzer import Analyzer
from searchtool.search.expansion import names

FOLDER = Path(names.__file__).parent
KEYS = FOLDER / "name_keys.txt"


def keys_of_names() -> str:
    """What the file is to hold: a line for each thing, the keys of its names between tabs."""
    analyzer = Analyzer()
    lines = []
    for _, thing in names.things_of((FOLDER / "names.txt").read_text("utf-8")):
        keys = [names.key_of_name(name, analyzer) for name in thing]
        lines.append("".join(f"\t{key}" for key in keys) + "\t\n")
    return "".join(lines)


if __name__ == "__main__":
    KEYS.write_text(keys_of_names(), "utf-8")
