"""The roots of an index, made from the paths that the user names."""

import itertools
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from searchtool.core.errors import RootMissing, UsageError
from searchtool.core.i18n import tr
from searchtool.core.model import Root, StrPath
from searchtool.documents.formats import SUFFIXES
from searchtool.documents.source import is_hidden
from searchtool.ingest.discovery import can_read_file, is_inside, unreadable


def merge_roots(
    roots: Sequence[Root], paths: Iterable[Path], *, ocr: bool = False
) -> tuple[Root, ...]:
    """The roots of an index after these paths were added. Raises UsageError for a path that does
    not exist or whose format is not read."""
    merged = list(roots)
    for given in paths:
        # A link that is named is followed; one found in a folder may not lead out of it.
        path = Path(os.path.realpath(given))
        if not path.exists():
            raise UsageError(str(given), tr("no such file or folder", "нет такого файла или папки"))
        if path.is_file() and not _can_read(path, ocr):
            raise UsageError(
                str(given),
                tr("this format is not read", "этот формат не читается"),
                tr("formats: ", "форматы: ") + " ".join(sorted(SUFFIXES)),
            )
        if any(reaches(root.path, path) for root in merged):
            continue
        base = path if path.is_dir() else path.parent
        merged = [root for root in merged if not reaches(path, root.path)]
        merged.append(Root(path, base, _label(base, merged)))
    return tuple(merged)


def _can_read(path: Path, ocr: bool) -> bool:
    """Whether a file is of a format that is read. Raises UsageError where that cannot be seen."""
    try:
        return can_read_file(str(path), ocr=ocr)
    except OSError as error:
        failure = unreadable(str(path), error)
        raise UsageError(failure.where, failure.cause) from error


def _label(base: Path, roots: Sequence[Root]) -> str:
    for root in roots:
        if Path(root.base) == base:
            return root.label
    taken = {root.label for root in roots}
    if "" not in taken and not any(os.path.lexists(base / label) for label in taken):
        return ""
    # Ids without a label begin with a name in their base.
    bare = [Path(root.base) for root in roots if not root.label]
    name = base.name.lstrip(".") or "root"
    labels = itertools.chain([name], (f"{name}-{n}" for n in itertools.count(2)))
    return next(
        label
        for label in labels
        if label not in taken and not any(os.path.lexists(other / label) for other in bare)
    )


def reaches(above: StrPath, below: StrPath) -> bool:
    """Whether a walk from `above` gets to a path: it skips hidden names."""
    path = Path(below)
    return path.is_relative_to(above) and not any(
        is_hidden(part) for part in path.relative_to(above).parts
    )


def narrow_roots(roots: Sequence[Root], paths: Iterable[Path]) -> list[Root]:
    """The parts of the roots that lie below these paths."""
    narrowed: list[Root] = []
    for given in paths:
        path = os.path.realpath(given)
        for root in roots:
            if is_inside(str(root.path), path):
                narrowed.append(root)
            elif reaches(root.path, path):
                narrowed.append(root._replace(path=Path(path)))
    return narrowed


def check_present(index_path: Path, roots: Sequence[Root]) -> None:
    """Raises RootMissing when a folder that a rebuild of the index would read is gone. A file may
    be gone."""
    for root in roots:
        if not Path(root.base).exists():
            raise RootMissing(str(index_path), str(root.path))
