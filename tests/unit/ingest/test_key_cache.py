"""Analyzers share their keys, which are the same as without."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtool.analysis.analyzer import Analyzer
from searchtool.ingest.key_cache import KeySharingAnalyzer, shared_file

TEXT = "Мэр Заозёрска открыл школу: ученики и учителя рады, а kids happy, 2024"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the file is; each test begins with none."""
    return tmp_path_factory.mktemp("keys")


def test_keys_of_one_analyzer_are_known_to_another(folder: Path) -> None:
    with shared_file(f"{folder}/keys") as path:
        one, other = KeySharingAnalyzer(path, min_shared=1), KeySharingAnalyzer(path)
        expected = one.words(TEXT)
        one.sync()
        other.sync()
        assert other._keys.keys() >= {"мэр", "заозерска", "школу", "ученики"}
        assert other.words(TEXT) == expected == Analyzer().words(TEXT)
        one.close()
        other.close()
    assert not Path(path).exists()


@given(st.lists(st.integers(0, 40), max_size=8))
def test_half_a_line_waits_for_its_end(folder: Path, cuts: list[int]) -> None:
    written = "\nшколу школ .\nмэру мэр .\nрады рад .\n".encode()
    with shared_file(f"{folder}/keys") as path:
        analyzer = KeySharingAnalyzer(path)
        reached = 0
        for cut in [*sorted(cuts), len(written)]:
            with Path(path).open("ab") as file:
                file.write(written[reached : max(reached, cut)])
            reached = max(reached, cut)
            analyzer.sync()
        assert dict(analyzer._keys) == {"школу": "школ", "мэру": "мэр", "рады": "рад"}
        analyzer.close()


def test_a_line_that_was_cut_off_is_not_read(folder: Path) -> None:
    whole = "\nшколу школ .\nмэру мэр .\n".encode()
    for size in range(len(whole)):
        with shared_file(f"{folder}/keys") as path:
            analyzer = KeySharingAnalyzer(path)
            Path(path).write_bytes(whole[:size] + "\nрады рад .\n".encode())
            analyzer.sync()
            expected = {"школу": "школ", "мэру": "мэр", "рады": "рад"}
            assert dict(analyzer._keys).items() <= expected.items()
            assert analyzer._keys["рады"] == "рад"
            analyzer.close()


def test_few_keys_wait_for_more(folder: Path) -> None:
    with shared_file(f"{folder}/keys") as path:
        analyzer = KeySharingAnalyzer(path, min_shared=3)
        analyzer.words("мэр школу")
        analyzer.sync()
        assert Path(path).stat().st_size == 0
        analyzer.words("школу ученики")
        analyzer.sync()
        assert Path(path).read_text("utf-8").count(" .\n") == 3
        analyzer.close()


def test_keys_are_not_shared_where_there_can_be_no_file(folder: Path) -> None:
    analyzer = KeySharingAnalyzer(f"{folder}/no folder/keys", min_shared=1)
    assert analyzer.words(TEXT) == Analyzer().words(TEXT)
    analyzer.sync()
    analyzer.close()


def test_what_a_killed_run_has_left_is_not_read(folder: Path) -> None:
    (folder / "keys").write_text("\nшколу чужое .\n", "utf-8")
    with shared_file(f"{folder}/keys") as path:
        analyzer = KeySharingAnalyzer(path)
        analyzer.sync()
        assert analyzer.words("школу") == Analyzer().words("школу")
        analyzer.close()
