"""The history: everything ever sent, searched, looked at and opened again. Changes nothing in it.

Dismisses with the number of the exchange to open, or None.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.getters import query_one
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input
from textual.worker import get_current_worker

from cloudflow_tui.errors import CloudFlowError, UnknownEndpointError
from cloudflow_tui.tui.actions import actions_of, bindings_of, find_action
from cloudflow_tui.tui.call_view import place_of
from cloudflow_tui.tui.screens.history_detail import Detail, HistoryDetail
from cloudflow_tui.tui.screens.history_list import HistoryHead, HistoryRows
from cloudflow_tui.tui.widgets.body_view import BodyView
from cloudflow_tui.tui.widgets.drawn import Drawn, Rows
from cloudflow_tui.tui.widgets.figures import shown_count
from cloudflow_tui.tui.widgets.find_bar import FindInput
from cloudflow_tui.tui.widgets.footer import FooterBar, footer_of
from cloudflow_tui.tui.widgets.header import HeaderBar
from cloudflow_tui.tui.widgets.lines import Line
from cloudflow_tui.tui.widgets.strip_bar import PaneStrip

if TYPE_CHECKING:
    from cloudflow_tui.diagnosis import Explanation
    from cloudflow_tui.exchange import Exchange
    from cloudflow_tui.history import HistoryRow
    from cloudflow_tui.workspace import Workspace

PAGE = 200
"""Rows that are read at once."""


def explained(workspace: Workspace, exchange: Exchange) -> Explanation:
    """What an exchange means; also when the catalog of now does not know its call any more."""
    try:
        return workspace.explain(exchange)
    except UnknownEndpointError:
        from cloudflow_tui.diagnosis import explain

        return explain(exchange, None)


class HistoryTitle(Drawn):
    """`History  131 exchanges` and the mark of the search box."""

    count: reactive[str] = reactive("")

    def draw(self, y: int) -> Line:
        line = self.line().at(1 if self.size.width >= 30 else 2)
        line.put("History", self.ink("text-strong", bold=True)).put("  ").put(
            self.count, self.ink("text-muted")
        )
        return line.end(("/", self.ink("accent", bold=True)), (" ", self.ink("text-muted")))


class SearchInput(FindInput):
    """Where the words to search for are typed."""

    FOOTER: ClassVar[tuple[str, ...]] = ("history.choose", "history.next_part", "history.leave")


class HistoryScreen(Screen[int | None]):
    """List above, the exchange under the cursor below."""

    CSS_PATH = "history.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *[
            binding
            for binding in bindings_of(actions_of("history"))
            if getattr(binding, "action", "") != "choose"
        ],
        *bindings_of((find_action("app.help"), find_action("app.cancel"), find_action("app.ask_quit"))),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-medium"), (140, "-wide"), (200, "-ultra")]
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (24, "-short"), (32, "-tall")]

    header = query_one(HeaderBar)
    title_bar = query_one(HistoryTitle)
    search = query_one(SearchInput)
    rows = query_one(HistoryRows)
    detail = query_one(HistoryDetail)
    footer = query_one(FooterBar)

    class Loaded(Message):
        """Rows were read."""

        def __init__(self, query: str, rows: Sequence[HistoryRow], count: int, *, is_more: bool) -> None:
            super().__init__()
            self.query = query
            self.rows = rows
            self.count = count
            self.is_more = is_more

    class LookedUp(Message):
        """The exchange under the cursor was read."""

        def __init__(self, detail: Detail) -> None:
            super().__init__()
            self.detail = detail

    class Failed(Message):
        """The history cannot be read."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self._query = ""
        self._loaded = 0
        """How many rows of the query are here."""
        self._has_more = False
        self._is_loading = False
        self._looked_at = 0
        """Number of the exchange that is shown below."""

    def compose(self) -> ComposeResult:
        yield HeaderBar()
        yield PaneStrip()
        with Horizontal(id="history-top"):
            yield HistoryTitle()
            yield SearchInput(
                placeholder="words, or status:>=400, method:POST, since:2d, body:blank", select_on_focus=False
            )
        with Vertical(id="history-list"):
            yield HistoryHead()
            yield HistoryRows()
        yield HistoryDetail()
        yield FooterBar()

    def on_mount(self) -> None:
        profile = self.workspace.profile
        self.header.place = place_of(self.workspace)
        self.query_one(PaneStrip).active = "history"
        self.rows.production = profile.name if profile.is_production else ""
        self.rows.focus()
        self._load("", 0)

    # Reading

    @work(thread=True, group="history", exclusive=True, exit_on_error=False)
    def _load(self, query: str, offset: int) -> None:
        """Read a page of rows."""
        if not self.workspace.has_history:
            self.post_message(self.Loaded(query, [], 0, is_more=False))
            return
        try:
            history = self.workspace.history
            rows = history.rows(limit=PAGE, query=query, offset=offset)
            count = history.count()
        except CloudFlowError as error:
            self.post_message(self.Failed(str(error)))
            return
        if not get_current_worker().is_cancelled:
            self.post_message(self.Loaded(query, rows, count, is_more=offset > 0))

    @on(Loaded)
    def _take_rows(self, event: Loaded) -> None:
        self._is_loading = False
        if event.query != self._query:
            return
        self.footer.note = ""
        self._has_more = len(event.rows) == PAGE
        if event.is_more:
            self._loaded += len(event.rows)
            self.rows.add(event.rows)
            return
        self._loaded = len(event.rows)
        self.title_bar.count = shown_count(event.count, "exchange")
        empty = f"Nothing in the history holds {event.query!r}." if event.query else "Nothing was sent yet."
        self.rows.show(event.rows, empty)
        self._look()

    @on(HistoryRows.MoreWanted)
    def _load_more(self) -> None:
        if self._has_more and not self._is_loading:
            self._is_loading = True
            self._load(self._query, self._loaded)

    @on(Rows.CursorMoved)
    def _look(self) -> None:
        """Show the exchange under the cursor."""
        row = self.rows.current
        number = 0 if row is None else row.number
        if number == self._looked_at:
            return
        self._looked_at = number
        if number:
            self._look_up(number)
        else:
            self.detail.clear()

    @work(thread=True, group="look", exclusive=True, exit_on_error=False)
    def _look_up(self, number: int) -> None:
        worker = get_current_worker()
        if worker.is_cancelled:
            return
        try:
            exchange = self.workspace.history.get(number)
            detail = Detail.of(exchange, explained(self.workspace, exchange), self.workspace.masked)
        except CloudFlowError as error:
            self.post_message(self.Failed(str(error)))
            return
        if not worker.is_cancelled:
            self.post_message(self.LookedUp(detail))

    @on(LookedUp)
    def _take_detail(self, event: LookedUp) -> None:
        row = self.rows.current
        if row is not None and row.number == event.detail.exchange.number:
            self.detail.show(event.detail)

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        self._is_loading = False
        self.footer.note = event.words

    # Search

    @on(Input.Changed)
    def _search(self, event: Input.Changed) -> None:
        if event.input is self.search:
            event.stop()
            self._query, self._has_more = event.value.strip(), False
            self._load(self._query, 0)

    @on(Input.Submitted)
    def _search_accepted(self, event: Input.Submitted) -> None:
        if event.input is self.search:
            event.stop()
            self.rows.focus()

    @on(FindInput.Left)
    def _search_left(self, event: FindInput.Left) -> None:
        event.stop()
        self.search.value = ""
        self.rows.focus()

    # Keys

    @on(Rows.Chosen)
    def _row_chosen(self) -> None:
        row = self.rows.current
        if row is not None:
            self.dismiss(row.number)

    def action_find(self) -> None:
        self.search.focus()

    def action_leave(self) -> None:
        """First take back a zoom and the search, then go back."""
        if self.has_class("-list", "-exchange"):
            self.remove_class("-list", "-exchange")
        elif self.search.value:
            self.search.value = ""
        else:
            self.dismiss(None)

    def action_zoom(self) -> None:
        """Give what has the focus all the room, and take it back."""
        if self.has_class("-list") or self.has_class("-exchange"):
            self.remove_class("-list", "-exchange")
        else:
            self.add_class("-list" if self.rows.has_focus else "-exchange")

    def _parts(self) -> list[Widget]:
        parts: list[Widget] = [self.rows, self.detail.answer.view, self.detail.request.view]
        return [part for part in parts if part.region.area]

    def action_next_part(self, direction: int = 1) -> None:
        parts = self._parts()
        at = next((index for index, part in enumerate(parts) if part.has_focus), -1 if direction > 0 else 0)
        if parts:
            parts[(at + direction) % len(parts)].focus()

    def action_previous_part(self) -> None:
        self.action_next_part(-1)

    @on(BodyView.Left)
    def _left_body(self, event: BodyView.Left) -> None:
        event.stop()
        self.rows.focus()

    @on(PaneStrip.Picked)
    def _pick_pane(self, event: PaneStrip.Picked) -> None:
        if event.pane != "history":
            self.dismiss(None)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self.footer.note = ""
        self.footer.action_ids = footer_of(event.widget)
