"""Keys go from one analyzer to the others and are the same as without."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from searchtool.analysis.analyzer import Analyzer
from searchtool.ingest import key_cache as sharing
from searchtool.ingest.key_cache import SharedKeyCache, shared_file

TEXT = "Мэр Заозёрска открыл школу: ученики и учителя рады, а kids happy, 2024"


def test_what_one_works_out_another_knows() -> None:
    with shared_file() as path:
        one, other = SharedKeyCache(path), SharedKeyCache(path)
        expected = one.words(TEXT)
        sharing_all(one)
        other.sync()
        assert other._keys.keys() >= {"мэр", "заозерска", "школу", "ученики"}
        assert other.words(TEXT) == expected == Analyzer().words(TEXT)
        one.close()
        other.close()
    assert not Path(path).exists()


def sharing_all(analyzer: SharedKeyCache) -> None:
    letters = "абвгдежзиклмнопрсту"
    analyzer.words(" ".join(f"слово{a}{b}" for a in letters for b in letters))
    analyzer.sync()


@given(st.lists(st.integers(0, 40), max_size=8))
def test_half_a_line_waits_for_its_end(cuts: list[int]) -> None:
    written = "\nшколу школ .\nмэру мэр .\nрады рад .\n".encode()
    with shared_file() as path:
        analyzer = SharedKeyCache(path)
        reached = 0
        for cut in [*sorted(cuts), len(written)]:
            with Path(path).open("ab") as file:
                file.write(written[reached : max(reached, cut)])
            reached = max(reached, cut)
            analyzer.sync()
        assert dict(analyzer._keys) == {"школу": "школ", "мэру": "мэр", "рады": "рад"}
        analyzer.close()


def test_a_line_that_was_cut_off_teaches_nothing() -> None:
    whole = "\nшколу школ .\nмэру мэр .\n".encode()
    for size in range(len(whole)):
        with shared_file() as path:
            analyzer = SharedKeyCache(path)
            Path(path).write_bytes(whole[:size] + "\nрады рад .\n".encode())
            analyzer.sync()
            expected = {"школу": "школ", "мэру": "мэр", "рады": "рад"}
            assert dict(analyzer._keys).items() <= expected.items()
            assert analyzer._keys["рады"] == "рад"
            analyzer.close()


def test_few_keys_wait_for_more() -> None:
    with shared_file() as path:
        analyzer = SharedKeyCache(path)
        analyzer.words(TEXT)
        analyzer.sync()
        assert Path(path).stat().st_size == 0
        assert len(TEXT.split()) < sharing.MIN_SHARED_KEYS
        analyzer.close()
