"""The roots of an index, their labels, and the parts of them that a run is asked for."""

from pathlib import Path

import pytest

from searchtool.core.errors import RootMissing, UsageError
from searchtool.core.model import Root
from searchtool.ingest.roots import check_present, merge_roots, narrow_roots


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a/news/1.txt", "b/news/2.txt", "c/.drafts/3.txt"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text("текст", "utf-8")
    return tmp_path


def test_a_folder_is_its_own_base_and_a_file_has_its_folder(folder: Path) -> None:
    assert merge_roots((), [folder / "a"]) == (Root(folder / "a", folder / "a"),)
    file = folder / "a/news/1.txt"
    assert merge_roots((), [file]) == (Root(file, file.parent),)


def test_what_is_inside_another_root_adds_nothing(folder: Path) -> None:
    roots = merge_roots((), [folder / "a", folder / "a/news", folder / "a/news/1.txt"])
    assert [root.path for root in roots] == [folder / "a"]
    assert [root.path for root in merge_roots(roots, [folder])] == [folder]


def test_a_hidden_folder_is_a_root_of_its_own(folder: Path) -> None:
    roots = merge_roots((), [folder / "c", folder / "c/.drafts"])
    assert [(Path(root.path).name, root.label) for root in roots] == [
        ("c", ""),
        (".drafts", "drafts"),
    ]


def test_labels_keep_ids_apart(folder: Path) -> None:
    roots = merge_roots((), [folder / "a/news", folder / "b/news"])
    assert [root.label for root in roots] == ["", "news"]
    roots = merge_roots(roots, [folder / "c"])
    assert [root.label for root in roots] == ["", "news", "c"]


def test_a_link_that_is_named_is_followed(folder: Path) -> None:
    (folder / "link").symlink_to("a/news")
    (root,) = merge_roots((), [folder / "link"])
    assert root.path == folder / "a/news"


@pytest.mark.parametrize("name", ["nowhere", "picture.png"])
def test_what_cannot_be_read_is_refused(folder: Path, name: str) -> None:
    (folder / "picture.png").touch()
    with pytest.raises(UsageError) as caught:
        merge_roots((), [folder / name])
    assert caught.value.where == str(folder / name)


def test_a_run_is_narrowed_to_what_is_asked(folder: Path) -> None:
    roots = merge_roots((), [folder / "a", folder / "b/news"])
    assert narrow_roots(roots, [folder / "a/news"]) == [roots[0]._replace(path=folder / "a/news")]
    assert narrow_roots(roots, [folder]) == list(roots)
    assert narrow_roots(roots, [folder / "c"]) == []


def test_a_missing_folder_is_named_and_a_missing_file_is_not(folder: Path) -> None:
    check_present(Path("index"), [Root(folder / "a/gone.txt", folder / "a")])
    with pytest.raises(RootMissing) as caught:
        check_present(Path("index"), [Root(folder / "gone", folder / "gone")])
    assert caught.value.where == str(folder / "gone")
