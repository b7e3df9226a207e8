"""The parts of a package and what they refer to (ECMA-376, part 2)."""

from collections.abc import Iterator
from functools import cached_property
from posixpath import basename, dirname, join, normpath
from typing import NamedTuple

from searchtool.documents.xml.package import Package
from searchtool.documents.xml.tree import Element, attribute, find_all, texts_by_name


class Relation(NamedTuple):
    """What a part refers to: the last word of the type, as `footnotes`, and the name of the part,
    or the address of a file outside."""

    kind: str
    target: str
    is_external: bool


class Part:
    """A part that is XML. A damaged one is reported, and then like a missing one: `tree` is
    None."""

    def __init__(self, package: Package, name: str) -> None:
        self.package = package
        self.name = name

    @cached_property
    def tree(self) -> Element | None:
        """The root element."""
        return self.package.extra(self.name)

    @cached_property
    def relations(self) -> dict[str, Relation]:
        """What the part refers to, by the ids used in it."""
        folder = dirname(self.name)
        listed = self.package.extra(join(folder, "_rels", f"{basename(self.name)}.rels"))
        return {
            attribute(element, "Id") or "": self._relation(element, folder)
            for element in (find_all(listed, "Relationship") if listed is not None else ())
        }

    def referred(self, element: Element, id_name: str = "id") -> Relation | None:
        """What the element refers to by an attribute."""
        return self.relations.get(attribute(element, id_name) or "")

    def part(self, relation: Relation) -> "Part":
        """The part that a relation leads to."""
        return Part(self.package, relation.target)

    def parts(self, *kinds: str) -> Iterator["Part"]:
        """The parts of these kinds that this one refers to."""
        for relation in self.relations.values():
            if relation.kind in kinds and not relation.is_external:
                yield self.part(relation)

    def _relation(self, element: Element, folder: str) -> Relation:
        kind = (attribute(element, "Type") or "").rpartition("/")[2]
        target = attribute(element, "Target") or ""
        if attribute(element, "TargetMode") == "External":
            return Relation(kind, target, is_external=True)
        path = normpath(join("/", folder, target.replace("\\", "/"))).lstrip("/")
        return Relation(kind, path, is_external=False)


def main_part(package: Package, usual: str) -> Part:
    """The part that the package names as its main one, else the one of the usual name."""
    named = Part(package, "").parts("officeDocument")
    return next((part for part in named if package.find(part.name)), Part(package, usual))


def read_properties(package: Package) -> dict[str, str]:
    """What the file says about itself: title, author, day."""
    named = Part(package, "").parts("core-properties")
    return texts_by_name(next(named, Part(package, "docProps/core.xml")).tree)
