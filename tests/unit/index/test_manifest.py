"""What a manifest says, and what is refused as damaged, outdated or somebody else's."""

import os
from pathlib import Path

import pytest

from searchtool.analysis.analyzer import fingerprint
from searchtool.core.errors import IndexCorrupted, IndexForeign, IndexMissing, IndexOutdated
from searchtool.core.model import Root
from searchtool.index.manifest import (
    BUILD_MARK,
    FORMAT,
    Manifest,
    check_fits,
    check_owner,
    list_builds,
    read_manifest,
    recover_manifest,
    write_manifest,
)
from tests.conftest import change_manifest

BUILD = "build-18a"
MANIFEST = Manifest(
    engine="whoosh",
    engine_version="whoosh 1",
    build=BUILD,
    roots=(Root("/texts/a.txt", "/texts", "texts"), Root("/b", "/b")),
    complete=True,
    updated="2026-01-01T00:00:00+00:00",
    fields={"text": "body"},
    encodings={"*.txt": "koi8-r"},
    analysis=fingerprint(),
    chosen="user",
)


@pytest.fixture
def index_path(tmp_path: Path) -> Path:
    """An index with a manifest and an empty build."""
    folder = tmp_path / "index"
    (folder / BUILD).mkdir(parents=True)
    (folder / BUILD / BUILD_MARK).touch()
    write_manifest(folder, MANIFEST)
    return folder


def test_a_manifest_is_read_as_it_was_written(index_path: Path) -> None:
    assert read_manifest(index_path) == MANIFEST
    check_fits(index_path, MANIFEST)
    assert {path.name for path in index_path.iterdir()} == {BUILD, "manifest.json"}


def test_names_need_not_be_utf_8(index_path: Path) -> None:
    folder = "/" + os.fsdecode("мэр".encode("koi8-r"))
    manifest = MANIFEST._replace(roots=(Root(folder, folder),))
    write_manifest(index_path, manifest)
    assert read_manifest(index_path) == manifest


@pytest.mark.parametrize("name", ["nowhere", "index/manifest.json"])
def test_no_manifest_is_no_index(index_path: Path, name: str) -> None:
    path = index_path.parent / name
    check_owner(path)
    assert recover_manifest(path) is None
    with pytest.raises(IndexMissing):
        read_manifest(path)


def test_another_format_engine_or_analyzer_is_outdated(index_path: Path) -> None:
    change_manifest(index_path, format=5, unknown="field")
    with pytest.raises(IndexOutdated, match="another version"):
        read_manifest(index_path)
    write_manifest(index_path, MANIFEST._replace(engine="lucene"))
    with pytest.raises(IndexOutdated, match="unknown engine: lucene"):
        read_manifest(index_path)
    with pytest.raises(IndexOutdated, match="another analyzer"):
        check_fits(index_path, MANIFEST._replace(analysis="analysis 0"))


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", "5", f'{{"format": {FORMAT}}}', "[" * 100_000]
)
def test_a_damaged_manifest_beside_a_build_is_ours(index_path: Path, text: str) -> None:
    (index_path / "manifest.json").write_text(text)
    with pytest.raises(IndexCorrupted) as caught:
        read_manifest(index_path)
    assert caught.value.where == str(index_path / "manifest.json")
    assert recover_manifest(index_path) is None


def test_each_bit_of_a_manifest_counts(index_path: Path) -> None:
    path = index_path / "manifest.json"
    content = path.read_bytes()
    unnoticed = []
    for position in range(8 * len(content)):
        damaged = bytearray(content)
        damaged[position // 8] ^= 1 << position % 8
        path.write_bytes(damaged)
        try:
            read_manifest(index_path)
            unnoticed.append(bytes(damaged[position // 8 - 10 : position // 8 + 10]))
        except (IndexCorrupted, IndexOutdated):
            pass
    assert unnoticed == []


@pytest.mark.parametrize("text", ["", "{", "[]", '{"name": "extension"}'])
def test_a_manifest_without_a_build_is_somebody_elses(index_path: Path, text: str) -> None:
    (index_path / BUILD / BUILD_MARK).unlink()
    (index_path / "manifest.json").write_text(text)
    for look in (check_owner, read_manifest, recover_manifest):
        with pytest.raises(IndexForeign):
            look(index_path)


@pytest.mark.parametrize("name", ["manifest.json", "writer.lock", BUILD, f"{BUILD}/meta.json"])
@pytest.mark.parametrize("make", [os.mkfifo, lambda path: os.symlink("/dev/null", path)])
def test_links_and_pipes_are_refused(index_path: Path, name: str, make: object) -> None:
    path = index_path / name
    if path.is_dir():
        path.rename(index_path / "elsewhere")
    path.unlink(missing_ok=True)
    make(path)  # type: ignore[operator]
    with pytest.raises(IndexForeign) as caught:
        read_manifest(index_path)
    assert caught.value.where == str(path)


def test_links_of_others_in_the_folder_are_not_our_concern(index_path: Path) -> None:
    (index_path / "notes").symlink_to("/dev/null")
    assert read_manifest(index_path) == MANIFEST


def test_only_marked_folders_with_a_number_are_builds(index_path: Path) -> None:
    for name in ("build-", "build-tools", "build-1G", "build-2", "other"):
        (index_path / name).mkdir()
        if name != "build-2":
            (index_path / name / BUILD_MARK).touch()
    assert [path.name for path in list_builds(index_path)] == [BUILD]


def test_a_rebuild_recovers_what_the_user_chose(index_path: Path) -> None:
    change_manifest(index_path, format=1, build=5)
    found = recover_manifest(index_path)
    assert found is not None
    assert found[3] == MANIFEST.roots
    assert (found.engine, found.chosen) == ("whoosh", "user")
    assert (found.fields, found.encodings) == (MANIFEST.fields, MANIFEST.encodings)
    change_manifest(index_path, engine=["whoosh"])
    found = recover_manifest(index_path)
    assert found is not None
    assert (found.engine, found.chosen) == ("whoosh", "auto")
