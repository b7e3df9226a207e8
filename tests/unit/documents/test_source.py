"""An open file: its head, lines and limits, its members and documents."""

import io

import pytest

from searchtool.core.errors import UnreadableFile
from searchtool.core.model import Document
from searchtool.documents.source import (
    DecompressionBomb,
    Limits,
    Source,
    UnpackingBudget,
)

MIB = 1 << 20


def source(content: bytes, limits: Limits, encoding: str | None = None) -> tuple[Source, list[str]]:
    """A source and what it reports."""
    failures: list[str] = []
    made = Source(
        "a.txt", "/docs/a.txt", io.BytesIO(content), limits=limits, encoding=encoding,
        report=lambda failure: failures.append(str(failure)),
    )  # fmt: skip
    return made, failures


def test_the_head_leaves_the_stream_where_it_was() -> None:
    opened, _ = source(b"abcdef", Limits())
    assert (opened.head(3), opened.head(9), opened.content()) == (b"abc", b"abcdef", b"abcdef")


def test_members_of_members() -> None:
    opened, _ = source(b"", Limits())
    stream = io.BytesIO()
    member = opened.member("b.zip", stream).member("в/г.HTML")
    assert (member.id, member.path) == ("a.txt#b.zip#в/г.HTML", "/docs/a.txt")
    assert (member.member_name, member.suffix) == ("b.zip#в/г.HTML", ".html")
    assert member.where == "/docs/a.txt#b.zip#в/г.HTML"
    assert member.stream is stream
    assert member.document("html", "utf-8", title="Т", language="ru") == Document(
        "a.txt#b.zip#в/г.HTML", "/docs/a.txt", "html", "utf-8", "Т",
        language="ru", member="b.zip#в/г.HTML",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "date", "found"),
    [
        ("отчёт.docx", None, "2023-01-05"),
        ("2019/отчёт.docx", None, "2023-01-05"),
        ("отчёт.docx", "2020-02-02", "2020-02-02"),
        ("2019-06-14 отчёт.docx", "2020-02-02", "2020-02-02"),
        ("2019-06-14 отчёт.docx", None, None),  # the path is looked at later
        ("2019-06-14/отчёт.docx", None, None),
        ("архив 14.06.2019.zip#отчёт.docx", None, None),
    ],
)
def test_the_day_a_file_was_made_is_the_weakest(
    name: str, date: str | None, found: str | None
) -> None:
    opened = Source(name, f"/docs/{name}", io.BytesIO())
    assert opened.document("docx", "", date=date, created="2023-01-05").date == found


@pytest.mark.parametrize("size", [MIB, MIB + 1])
def test_a_file_is_read_up_to_the_limit(size: int) -> None:
    opened, _ = source(b" " * size, Limits(file_bytes=MIB))
    if size == MIB:
        assert len(opened.content()) == MIB
        return
    with pytest.raises(UnreadableFile) as failure:
        opened.content()
    assert str(failure.value) == "/docs/a.txt: larger than 1 MB; split it into parts"


def test_lines_that_are_too_long_are_reported_and_left_out() -> None:
    content = "Раз\n" + "д" * 25 + "\r\nТри\n" + "ч" * 9
    opened, failures = source(content.encode(), Limits(line_chars=10))
    encoding, lines = opened.lines()
    assert (encoding, list(lines)) == ("utf-8", [(1, "Раз"), (3, "Три"), (4, "ч" * 9)])
    assert failures == ["/docs/a.txt:2: the line is too long"]
    assert not opened.stream.closed


@pytest.mark.parametrize(
    ("encoding", "forced"), [("utf-8-sig", None), ("cp1251", None), ("utf-16", None),
                             ("koi8-r", "koi8-r")],
)  # fmt: skip
def test_lines_in_any_encoding(encoding: str, forced: str | None) -> None:
    text = "Мэр Озёрска открыл мост через реку Светлую.\nВторая строка."
    opened, _ = source(text.encode(encoding), Limits(), forced)
    _, lines = opened.lines()
    assert "\n".join(line for _, line in lines) == text


def test_a_reader_may_stop_before_the_end() -> None:
    opened, _ = source("Раз\nДва\n".encode(), Limits())
    _, lines = opened.lines()
    next(lines)
    del lines
    assert opened.stream.read() == b""  # buffered, but not closed


def test_a_budget_ends() -> None:
    budget = UnpackingBudget("a.zip", 10 * MIB)
    budget.spend(10 * MIB)
    with pytest.raises(DecompressionBomb) as bomb:
        budget.spend(1)
    assert (bomb.value.source_id, bomb.value.cause) == ("a.zip", "unpacks to more than 10 MB")
    assert DecompressionBomb("a.zip", 1 << 30).cause == "unpacks to more than 1 GB"
