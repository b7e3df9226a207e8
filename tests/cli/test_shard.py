"""`--shard` where it cannot be used."""

import pytest

from tests.command import RUSSIAN, Run, assert_one_line_error

URL = "http://127.0.0.1:1/news"


@pytest.mark.parametrize("text", ["2", "0/8", "9/8", "a/b", "2/8/1"])
def test_what_is_no_part(run: Run, corpus: object, text: str) -> None:
    finished = run("index", "--url", URL, "--shard", text)
    assert_one_line_error(finished, f"--shard: not a part: {text!r}", "2/8")


@pytest.mark.parametrize("engine", [(), ("--engine", "tantivy"), ("--engine", "auto")])
def test_an_index_in_a_folder_has_one_indexer(
    run: Run, corpus: object, engine: tuple[str, ...], tmp_path: object
) -> None:
    finished = run("index", "--shard", "1/2", *engine)
    assert_one_line_error(finished, "--shard: only for an index in a cluster")
    assert_one_line_error(run("status"), "no index here")
    russian = run("index", "--shard", "1/2", *engine, env=RUSSIAN)
    assert_one_line_error(russian, "--shard: только для индекса в кластере")


def test_a_rebuild_of_a_part_would_lose_the_others(run: Run, corpus: object) -> None:
    finished = run("index", "--url", URL, "--shard", "1/2", "--rebuild")
    assert_one_line_error(finished, "--shard, --rebuild: cannot be combined", "another name")
