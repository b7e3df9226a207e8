"""The program in the terminal; the only module that imports Textual."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.widgets import Footer, Input, OptionList, Static
from textual.widgets.option_list import Option

from searchtool import api
from searchtool.api import Hit, Results, SearchOptions
from searchtool.core.errors import SearchError
from searchtool.core.i18n import plural_en, plural_ru, tr
from searchtool.core.model import Sort
from searchtool.live.session import LiveSession
from searchtool.render.plain import as_citation
from searchtool.render.terminal import NO_PAGE, Page, as_page, as_row

WIDE_COLUMNS = 110
"""From this width on the passage stands beside the list, not below it."""

MAX_HITS = 50

ORDERS: dict[Sort, Sort] = {"relevance": "newest", "newest": "oldest", "oldest": "relevance"}

Describe = Callable[[SearchError], str]


class LiveApp(App[None]):
    """A line of input, the hits below it, and the one that is looked at in its document."""

    CSS = """
    #query { height: 1; border: none; padding: 0; }
    #state { height: 1; color: $text-muted; }
    #found { height: 1fr; layout: vertical; }
    #hits {
        height: 2fr; border: none; padding: 0;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    #page { height: 3fr; border-top: solid $surface-lighten-2; padding: 0 1; }
    .-wide #found { layout: horizontal; }
    .-wide #hits { width: 2fr; height: 100%; }
    .-wide #page {
        width: 3fr; height: 100%;
        border-top: none; border-left: solid $surface-lighten-2;
    }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE_COLUMNS, "-wide")]  # noqa: RUF012
    ENABLE_COMMAND_PALETTE = False

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", tr("open", "открыть"), priority=True),
        Binding("ctrl+y", "copy", tr("copy", "копировать"), priority=True),
        Binding("f2", "kind", tr("said", "цитаты")),
        Binding("f3", "order", tr("order", "порядок")),
        Binding("f4", "sure", tr("sure", "надёжные")),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("pagedown", "scroll_page(1)", show=False, priority=True),
        Binding("pageup", "scroll_page(-1)", show=False, priority=True),
        Binding("escape", "quit", tr("quit", "выход"), priority=True),
    ]

    def __init__(
        self, session: LiveSession, query: str, options: SearchOptions, describe: Describe
    ) -> None:
        """`query` is what stands in the line at first; `describe` words an error. `asked` counts
        the questions so far."""
        super().__init__()
        self._session = session
        self._first_query = query
        self._options = options._replace(limit=min(options.limit, MAX_HITS), offset=0)
        self._describe = describe
        self.asked = self._shown = 0
        self._hits: tuple[Hit, ...] = ()

    @property
    def is_settled(self) -> bool:
        """Whether what is shown is the answer to what stands in the line."""
        return self._shown == self.asked

    def compose(self) -> ComposeResult:
        """The parts, from the top."""
        yield Input(
            self._first_query,
            placeholder=tr("words, a name, a “phrase”…", "слова, имя, «фраза»…"),
            id="query",
        )
        yield Static(id="state", markup=False)
        with Container(id="found"):
            yield OptionList(id="hits", markup=False)
            with VerticalScroll(id="page", can_focus=False):
                for part in Page._fields:
                    yield Static(id=part, markup=False)
        yield Footer()

    def on_mount(self) -> None:
        """The line of input has the keys from the first moment on."""
        self.query_one("#query", Input).focus()
        self._ask()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search for what is typed."""
        self._ask()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the hit that is looked at."""
        if event.option_index < len(self._hits):
            hit = self._hits[event.option_index]
            self.run_worker(lambda: self._read(hit), thread=True)

    def action_move(self, step: int) -> None:
        """The next or the previous hit."""
        hits = self.query_one("#hits", OptionList)
        if hits.option_count:
            place = 0 if hits.highlighted is None else hits.highlighted + step
            hits.highlighted = min(max(place, 0), hits.option_count - 1)

    def action_scroll_page(self, step: int) -> None:
        """The passage by a screen up or down."""
        page = self.query_one("#page", VerticalScroll)
        page.scroll_relative(y=step * max(page.size.height - 1, 1), animate=False)

    def action_kind(self) -> None:
        """Passages, what people said, their own words only."""
        asked = self._options
        quotes, said = asked.said, not (asked.quotes or asked.said)
        self._change(asked._replace(quotes=quotes, said=said))

    def action_order(self) -> None:
        """By relevance, the newest first, the oldest first."""
        order = "newest" if self._options.sort == "date" else self._options.sort
        self._change(self._options._replace(sort=ORDERS[order]))

    def action_sure(self) -> None:
        """Only speakers that are more than a guess, or all."""
        self._change(self._options._replace(confident=not self._options.confident))

    def action_open(self) -> None:
        """Open the file of the hit at its place."""
        if (hit := self._chosen()) is None:
            return
        try:
            command = api.open_command(hit)
            if command.waits:  # an editor in this terminal
                with self.suspend():
                    command.run()
            else:
                command.run()
        except SearchError as error:
            self._tell(self._describe(error))

    def action_copy(self) -> None:
        """Copy the passage with its source."""
        if hit := self._chosen():
            self.copy_to_clipboard(as_citation(hit))
            self._tell(tr("copied with its source", "скопировано с источником"))

    def _chosen(self) -> Hit | None:
        place = self.query_one("#hits", OptionList).highlighted
        return None if place is None or place >= len(self._hits) else self._hits[place]

    def _change(self, options: SearchOptions) -> None:
        self._options = options
        self._ask()

    def _ask(self) -> None:
        """Ask in a thread, so that keys are not kept waiting."""
        self.asked += 1
        number, options = self.asked, self._options
        query = self.query_one("#query", Input).value
        if not query.strip() and not options.needs_no_query:
            self._show(number, None)
            return
        self.run_worker(lambda: self._answer(number, query, options), thread=True)

    def _answer(self, number: int, query: str, options: SearchOptions) -> None:
        """In a thread: the answer, if nothing newer was asked meanwhile."""
        try:
            results = self._session.answer(query, options, lambda: number == self.asked)
        except SearchError as error:
            self.call_from_thread(self._fail, number, self._describe(error))
            return
        if results is not None:
            self.call_from_thread(self._show, number, results)

    def _fail(self, number: int, line: str) -> None:
        self._show(number, None)
        if number == self.asked:
            self._tell(line)

    def _show(self, number: int, results: Results | None) -> None:
        if number != self.asked:
            return
        self._shown = number
        self._hits = results.hits if results else ()
        hits = self.query_one("#hits", OptionList)
        hits.clear_options()
        hits.add_options([Option(as_row(hit)) for hit in self._hits])
        self._tell(self._state(results))
        if self._hits:
            hits.highlighted = 0
        else:
            self._draw(NO_PAGE)

    def _read(self, hit: Hit) -> None:
        """In a thread: the hit among its neighbours, if it is still looked at."""
        try:
            page = as_page(self._session.read(hit))
        except SearchError as error:
            self.call_from_thread(self._tell, self._describe(error))
            return
        self.call_from_thread(self._turn_to, hit, page)

    def _turn_to(self, hit: Hit, page: Page) -> None:
        if self._chosen() is hit:
            self._draw(page)
            passage = self.query_one("#passage", Static)
            scroll = self.query_one("#page", VerticalScroll).scroll_to_center
            self.call_after_refresh(scroll, passage, animate=False)

    def _draw(self, page: Page) -> None:
        for part, text in page._asdict().items():
            self.query_one(f"#{part}", Static).update(text)

    def _tell(self, line: str) -> None:
        self.query_one("#state", Static).update(line)

    def _state(self, results: Results | None) -> str:
        """One line: how many were found, and what is asked for besides the words."""
        if results is None:
            return tr("type what to look for", "введите, что искать")
        total = results.total
        counted = {
            "passage": (plural_en(total, "passage"), ("абзац", "абзаца", "абзацев")),
            "quotation": (plural_en(total, "quotation"), ("цитата", "цитаты", "цитат")),
            "statement": (
                plural_en(total, "statement"),
                ("высказывание", "высказывания", "высказываний"),
            ),
        }
        english, russian = counted[results.sought]
        parts = [tr(english, plural_ru(total, *russian))]
        if results.relaxed:
            parts.append(tr("some lack words", "не во всех есть все слова"))
        if self._options.sort != "relevance":
            newest = tr("newest first", "сначала новые")
            oldest = tr("oldest first", "сначала старые")
            parts.append(oldest if self._options.sort == "oldest" else newest)
        if self._options.confident:
            parts.append(tr("sure speakers only", "только надёжные авторы слов"))
        return " · ".join([*parts, *results.notes])
