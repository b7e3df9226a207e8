"""Which places an index covers: its roots, without what was taken out of them."""

import os
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import NamedTuple

from searchtool.core.errors import UsageError
from searchtool.core.i18n import tr
from searchtool.core.model import Root
from searchtool.index.manifest import Manifest, own_names
from searchtool.ingest.discovery import is_inside
from searchtool.ingest.roots import merge_roots, reaches


class Places(NamedTuple):
    """The roots of an index, and the paths below them that are `forgotten`, absolute."""

    roots: tuple[Root, ...] = ()
    forgotten: tuple[str, ...] = ()

    @classmethod
    def of(cls, manifest: Manifest | None) -> "Places":
        """Those of an index; none where there is no index."""
        return cls(manifest.roots, manifest.forgotten) if manifest else cls()

    def covers(self, path: str) -> bool:
        """Whether a file of the index may lie there."""
        return any(is_inside(path, str(root.path)) for root in self.roots) and not any(
            is_inside(path, forgotten) for forgotten in self.forgotten
        )

    def ignore(self, folder: str, names: Sequence[str], index_path: Path) -> AbstractSet[str]:
        """Which of the names in a folder a walk leaves out: our own files, and what is
        forgotten."""
        forgotten = (os.path.split(path) for path in self.forgotten)
        return own_names(folder, names, index_path) | {
            name for above, name in forgotten if above == folder
        }


def add_paths(places: Places, paths: Sequence[Path], *, ocr: bool = False) -> Places:
    """The places with these paths, with `ocr` pictures too; to name what was forgotten takes it
    back. Raises UsageError."""
    named = {os.path.realpath(path) for path in paths}
    for path in named:
        for out in places.forgotten:
            if path != out and is_inside(path, out):
                raise UsageError(
                    path,
                    tr(
                        f"lies in {out}, which was taken out of the index",
                        f"находится в {out}, а эта папка исключена из индекса",
                    ),
                    tr(f"name that one: {out}", f"укажите её: {out}"),
                )
    forgotten = tuple(path for path in places.forgotten if path not in named)
    return Places(merge_roots(places.roots, paths, ocr=ocr), forgotten)


def forget_paths(places: Places, paths: Iterable[Path], known: Iterable[str]) -> Places:
    """The places without what lies below these paths; `known` are the files of the index. Raises
    UsageError for a path of which the index holds nothing."""
    known = list(known)
    for path in paths:
        places = _forget(places, path, known)
    return places


def _forget(places: Places, given: Path, known: Sequence[str]) -> Places:
    path = next((path for path in _spellings(given) if _holds(places, path, known)), None)
    if path is None:
        cause = tr("not in the index", "в индексе этого нет")
        advice = tr("search status lists its folders", "папки индекса покажет search status")
        raise UsageError(str(given), cause, advice)
    roots = tuple(root for root in places.roots if not is_inside(str(root.path), path))
    outside = tuple(other for other in places.forgotten if not is_inside(other, path))
    is_below = any(reaches(root.path, Path(path)) for root in roots)
    return Places(roots, (*outside, path) if is_below else outside)


def _spellings(given: Path) -> Iterable[str]:
    """A path as an index may have it: a link that lies in a folder keeps its name, one that was
    named was followed."""
    if given.name not in ("", os.pardir):
        yield os.path.join(os.path.realpath(given.parent), given.name)
    yield os.path.realpath(given)


def _holds(places: Places, path: str, known: Sequence[str]) -> bool:
    if any(is_inside(str(root.path), path) for root in places.roots):
        return True
    return places.covers(path) and (
        os.path.lexists(path) or any(is_inside(file, path) for file in known)
    )
