"""`search live`: keys in, what the screen shows out, over a real index."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from searchtool import api
from searchtool.cli.messages import describe_error
from tests.command import Run, assert_one_line_error

pytest.importorskip("textual", reason="the extra searchtool[live] is not installed")

from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from searchtool.live.app import LiveApp
from searchtool.live.session import LiveSession

Talk = Callable[[Pilot[None]], Awaitable[None]]
NARROW, WIDE = (80, 24), (120, 30)


@pytest.fixture
def index(run: Run, corpus: Path, tmp_path: Path) -> Path:
    assert run("index", corpus, "-q").code == 0
    return tmp_path / "index"


def drive(
    index: Path, talk: Talk, query: str = "", size: tuple[int, int] = NARROW, **options: bool
) -> None:
    """Start the program over an index, and use it."""

    async def session() -> None:
        with api.open_index(index) as opened:
            asked = api.SearchOptions(**options)  # type: ignore[arg-type]
            app = LiveApp(LiveSession(opened), query, asked, describe_error)
            async with app.run_test(size=size) as pilot:
                await settle(pilot)
                await talk(pilot)

    asyncio.run(asyncio.wait_for(session(), timeout=120))


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


async def settle(pilot: Pilot[None]) -> None:
    """Until the answer to the last key is shown, and the passage with it."""
    assert isinstance(pilot.app, LiveApp)
    while not pilot.app.is_settled:
        await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def text_of(pilot: Pilot[None], name: str) -> str:
    return str(pilot.app.query_one(name, Static).render())


def hits_shown(pilot: Pilot[None]) -> int:
    return pilot.app.query_one("#hits", OptionList).option_count


def test_results_follow_the_keys(run: Run, index: Path) -> None:
    async def talk(pilot: Pilot[None]) -> None:
        assert text_of(pilot, "#state") == "type what to look for"
        await press(pilot, *"дождём")
        total = int(run("дождём", "--count").out)
        assert text_of(pilot, "#state").startswith(f"{total} passage")
        assert hits_shown(pilot) == min(total, 10)
        assert "дожд" in text_of(pilot, "#passage").lower()
        await press(pilot, *["backspace"] * 6)
        assert (hits_shown(pilot), text_of(pilot, "#passage")) == (0, "")

    drive(index, talk)


def test_half_a_word_stands_for_those_that_begin_so(run: Run, index: Path) -> None:
    async def talk(pilot: Pilot[None]) -> None:
        assert int(run("кибербез", "--count", "--no-fix").out) == 0
        await press(pilot, *"кибербез")
        assert text_of(pilot, "#state").startswith(run("кибербез*", "--count").out.strip())

    drive(index, talk)


def test_arrows_choose_and_the_passage_stands_in_its_document(run: Run, index: Path) -> None:
    async def talk(pilot: Pilot[None]) -> None:
        first = text_of(pilot, "#passage")
        await press(pilot, "down")
        second = text_of(pilot, "#passage")
        assert second != first
        assert pilot.app.query_one("#hits", OptionList).highlighted == 1
        await press(pilot, "up", "up")
        assert text_of(pilot, "#passage") == first
        await press(pilot, *["down"] * 50)
        assert pilot.app.query_one("#hits", OptionList).highlighted == hits_shown(pilot) - 1

    drive(index, talk, "дождь")


def test_keys_change_what_is_asked(run: Run, index: Path) -> None:
    async def talk(pilot: Pilot[None]) -> None:
        await press(pilot, "f2")
        assert "statement" in text_of(pilot, "#state")
        await press(pilot, "f2")
        assert "quotation" in text_of(pilot, "#state")
        await press(pilot, "f4")
        assert "sure speakers only" in text_of(pilot, "#state")
        await press(pilot, "f4", "f2", "f3")
        assert "newest first" in text_of(pilot, "#state")
        await press(pilot, "f3")
        assert "oldest first" in text_of(pilot, "#state")

    drive(index, talk, "дождь", WIDE)


def test_a_passage_is_copied_with_its_source(run: Run, index: Path) -> None:
    async def talk(pilot: Pilot[None]) -> None:
        await press(pilot, "ctrl+y")
        copied = pilot.app.clipboard
        words, _, source = copied.partition("\n— ")
        assert words.startswith("«") and words.endswith("»") and "дожд" in words.lower()
        assert "docs_in/" in source
        assert "copied" in text_of(pilot, "#state")

    drive(index, talk, "дождь")


def test_what_a_file_holds_does_not_control_the_screen(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "docs_in"
    folder.mkdir()
    (folder / "a.txt").write_text("Зонт [red]и[/red] \x1b[2J скобки [@click=quit] \u202e", "utf-8")
    run("index")

    async def talk(pilot: Pilot[None]) -> None:
        shown = text_of(pilot, "#passage")
        assert "[red]" in shown and "[@click=quit]" in shown
        assert "\x1b" not in shown and "\u202e" not in shown

    drive(tmp_path / "index", talk, "зонт")


@pytest.mark.parametrize("size", [NARROW, WIDE, (40, 10)])
def test_all_parts_have_room(index: Path, size: tuple[int, int]) -> None:
    async def talk(pilot: Pilot[None]) -> None:
        for name in ("#query", "#state", "#hits", "#page"):
            region = pilot.app.query_one(name).region
            assert region.width > 0 and region.height > 0, name
            assert region.right <= size[0] and region.bottom <= size[1], name

    drive(index, talk, "дождь", size)


def test_a_bad_filter_is_told_and_typing_goes_on(index: Path) -> None:
    async def talk(pilot: Pilot[None]) -> None:
        await press(pilot, *' date:чёрт-знает "незакрытая')
        assert text_of(pilot, "#state")
        await press(pilot, *["backspace"] * 40, *"дождь")
        assert hits_shown(pilot) > 0

    drive(index, talk)


def test_without_a_terminal_it_says_so(run: Run, corpus: Path) -> None:
    assert_one_line_error(run("live"), "needs a terminal", "search QUERY --json")


def test_without_the_extra_its_command_is_named(
    run: Run, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from searchtool.cli.commands import live

    for name in [name for name in sys.modules if name.partition(".")[0] == "textual"]:
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.delitem(sys.modules, "searchtool.live.app", raising=False)
    monkeypatch.setattr(live, "has_terminal", lambda: True)
    assert_one_line_error(run("live"), "textual", "pip install 'searchtool[live]'")
