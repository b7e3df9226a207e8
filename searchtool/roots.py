"""Paths the user names in, the roots of an index out."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from searchtool.documents import SUFFIXES
from searchtool.errors import UsageError
from searchtool.files import Root, is_inside
from searchtool.language import tr


def merge_roots(roots: Sequence[Root], paths: Iterable[Path]) -> tuple[Root, ...]:
    """The roots of an index when these paths are indexed too. Raises UsageError for a path that
    does not exist or that nothing can be read from."""
    merged = list(roots)
    for given in paths:
        # A link that is named is meant; one found on the way may not lead out.
        path = Path(os.path.realpath(given))
        if not path.exists():
            raise UsageError(str(given), tr("no such file or folder", "нет такого файла или папки"))
        if path.is_file() and path.suffix.lower() not in SUFFIXES:
            raise UsageError(
                str(given),
                tr("this format is not read", "этот формат не читается"),
                tr("read are: ", "читаются: ") + " ".join(sorted(SUFFIXES)),
            )
        if any(is_inside(str(path), str(root.path)) for root in merged):
            continue
        base = path if path.is_dir() else path.parent
        merged = [root for root in merged if not is_inside(str(root.path), str(path))]
        merged.append(Root(path, base, _label(base, merged)))
    return tuple(merged)


def _label(base: Path, roots: Sequence[Root]) -> str:
    for root in roots:
        if root.base == base:
            return root.label
    taken = {root.label for root in roots}
    names = [base.name or "root", *(f"{base.name or 'root'}-{n}" for n in range(2, len(roots) + 3))]
    return "" if "" not in taken else next(name for name in names if name not in taken)


def narrow_roots(roots: Sequence[Root], paths: Iterable[Path]) -> list[Root]:
    """What to walk when only these paths are asked for: the roots below them, and of a root that is
    above one the part that is asked for."""
    narrowed: list[Root] = []
    for given in paths:
        path = os.path.realpath(given)
        for root in roots:
            if is_inside(str(root.path), path):
                narrowed.append(root)
            elif is_inside(path, str(root.path)):
                narrowed.append(replace(root, path=Path(path)))
    return narrowed


def check_present(roots: Sequence[Root]) -> None:
    """Raises UsageError when a folder that a rebuild would read anew is gone."""
    for root in roots:
        if not root.path.exists():
            raise UsageError(
                str(root.path),
                tr("indexed before, now gone", "был в индексе, теперь исчез"),
                tr(
                    "name what to index: search index --rebuild FOLDER",
                    "назовите, что читать: search index --rebuild ПАПКА",
                ),
            )
