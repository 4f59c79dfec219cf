"""The list of the history, its search, and the exchange under the cursor."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.getters import query_one
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input
from textual.worker import get_current_worker

from cloudflow_tui.errors import CloudFlowError, QueryError, UnknownEndpointError
from cloudflow_tui.tui.call_view import place_of
from cloudflow_tui.tui.panes.compare import ComparePane
from cloudflow_tui.tui.screens.history_detail import Detail, HistoryDetail
from cloudflow_tui.tui.screens.history_list import HistoryHead, HistoryRows
from cloudflow_tui.tui.screens.history_search import HistoryScope, HistoryTitle, SearchHints, SearchInput
from cloudflow_tui.tui.widgets.body_view import BodyView
from cloudflow_tui.tui.widgets.drawn import Rows
from cloudflow_tui.tui.widgets.figures import shown_count
from cloudflow_tui.tui.widgets.find_bar import FindInput
from cloudflow_tui.tui.widgets.footer import FooterBar
from cloudflow_tui.tui.widgets.header import HeaderBar
from cloudflow_tui.tui.widgets.strip_bar import PaneStrip

if TYPE_CHECKING:
    from cloudflow_tui.diagnosis import Explanation
    from cloudflow_tui.exchange import Exchange
    from cloudflow_tui.history import HistoryRow
    from cloudflow_tui.history.complete import Completion
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


def names_a_field(query: str) -> bool:
    """Whether what is typed may become the name of a field: `st`, of which no exchange need have the word."""
    from cloudflow_tui.history.search import NAMES

    found = re.search(r"(?:^|[\s(-])([a-z]+)$", query)
    return found is not None and any(name.startswith(found[1]) for name in NAMES)


class HistoryBase(Screen[int | None]):
    """List above, the exchange under the cursor below."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-medium"), (140, "-wide"), (200, "-ultra")]
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (24, "-short"), (32, "-tall")]

    header = query_one(HeaderBar)
    title_bar = query_one(HistoryTitle)
    search = query_one(SearchInput)
    head = query_one(HistoryHead)
    rows = query_one(HistoryRows)
    detail = query_one(HistoryDetail)
    scope_bar = query_one(HistoryScope)
    hints = query_one(SearchHints)
    compare_pane = query_one(ComparePane)
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
        """The history cannot be read, or the query not be understood."""

        def __init__(self, words: str, query: str | None = None, column: int = 0) -> None:
            super().__init__()
            self.words = words
            self.query = query
            """What was searched for, None when that is not at fault."""
            self.column = column

    class Hinted(Message):
        """What may follow at the cursor of the search box."""

        def __init__(self, query: str, hints: Sequence[Completion]) -> None:
            super().__init__()
            self.query = query
            self.hints = hints

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self._query = ""
        self._loaded = 0
        """How many rows of the query are here."""
        self._has_more = False
        self._is_loading = False
        self._oldest = 0
        """Number of the last exchange that was loaded."""
        self._looked_at = 0
        """Number of the exchange that is shown below."""
        self._said = ("", "")
        """Words for the last line when the rows are there, and their ink."""
        self._stays_at = 0
        """Number of the exchange that the cursor is to stand on."""

    def compose(self) -> ComposeResult:
        yield HeaderBar()
        yield PaneStrip()
        with Horizontal(id="history-top"):
            yield HistoryTitle()
            yield SearchInput(
                placeholder="words, or status:>=400, case:TCK-4471, since:2d, body:blank",
                select_on_focus=False,
            )
            yield HistoryScope()
        yield SearchHints()
        with Vertical(id="history-list"):
            yield HistoryHead()
            yield HistoryRows()
        yield HistoryDetail()
        yield ComparePane()
        yield FooterBar()

    def on_mount(self) -> None:
        profile, self.header.place = self.workspace.profile, place_of(self.workspace)
        self.query_one(PaneStrip).active = "history"
        self.rows.production = profile.name if profile.is_production else ""
        self.rows.focus()
        self._load("")

    # Reading

    @work(thread=True, group="history", exclusive=True, exit_on_error=False)
    def _load(self, query: str, before: int | None = None) -> None:
        """Read a page of rows, the newest or what is older than a number."""
        if not self.workspace.has_history:
            self.post_message(self.Loaded(query, [], 0, is_more=False))
            return
        try:
            history = self.workspace.history
            rows = history.rows(limit=PAGE, query=query, before=before)
            count = history.count()
        except QueryError as error:
            self.post_message(self.Failed(str(error), query, error.column))
            return
        except CloudFlowError as error:
            self.post_message(self.Failed(str(error)))
            return
        if not get_current_worker().is_cancelled:
            self.post_message(self.Loaded(query, rows, count, is_more=before is not None))

    @on(Loaded)
    def _take_rows(self, event: Loaded) -> None:
        self._is_loading = False
        if event.query != self._query:
            return
        (words, ink), self._said = self._said, ("", "")
        self.tell(words, ink=ink or "status-4xx")
        self.hints.show_fault(0, "")
        self._has_more = len(event.rows) == PAGE
        if not event.rows and self._loaded and names_a_field(event.query):
            # The words before stay until it is clear what is asked for.
            return
        if event.rows:
            self._oldest = event.rows[-1].number
        if event.is_more:
            self._loaded += len(event.rows)
            self.rows.add(event.rows)
            return
        self._loaded = len(event.rows)
        self.title_bar.count = self._count_words(event.count)
        empty = f"Nothing in the history holds {event.query!r}." if event.query else "Nothing was sent yet."
        self.rows.show(event.rows, empty)
        self.head.highest = self.rows.highest
        if self._stays_at:
            self.rows.go_to(self._stays_at)
            self._stays_at = 0
        self._look()

    def _count_words(self, count: int) -> str:
        if not self._query:
            return shown_count(count, "exchange")
        return f"{self._loaded:,}{'+' if self._has_more else ''} of {count:,}"

    @on(HistoryRows.MoreWanted)
    def _load_more(self) -> None:
        if self._has_more and not self._is_loading:
            self._is_loading = True
            self._load(self._query, self._oldest)

    @on(Rows.CursorMoved)
    def _look(self) -> None:
        """Show the exchange under the cursor."""
        row = self.rows.current
        number = 0 if row is None else row.number
        if number == self._looked_at or self.has_class("-compare"):
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
        if event.query is None:
            self.tell(event.words)
        elif event.query == self._query:
            self.hints.show_fault(event.column + self._indent, event.words)
            self.tell(event.words)

    def tell(self, words: str, *, ink: str = "status-4xx") -> None:
        """A sentence in place of the keys."""
        self.footer.note_ink = ink
        self.footer.note = words

    def reload(self, words: str = "", *, ink: str = "status-2xx") -> None:
        """Read the rows again, when something was changed; the cursor stays on its exchange.

        Args:
            words: Said once they are there.
        """
        self._said = (words, ink)
        row = self.rows.current
        self._stays_at = 0 if row is None else row.number
        self._load(self._query)

    def search_for(self, query: str) -> None:
        """Search for this, as if it had been typed."""
        self.search.value = query
        self.rows.focus()

    # Search

    @property
    def _indent(self) -> int:
        """Blanks before the query."""
        return len(self.search.value) - len(self.search.value.lstrip())

    @on(Input.Changed)
    def _search(self, event: Input.Changed) -> None:
        if event.input is self.search:
            event.stop()
            self._query, self._has_more = event.value.strip(), False
            self._load(self._query)
            self._complete(event.value, self.search.cursor_position)

    @work(thread=True, group="hints", exclusive=True, exit_on_error=False)
    def _complete(self, text: str, cursor: int) -> None:
        """Look up what may follow."""
        from cloudflow_tui.history.complete import complete

        hints: list[Completion] = []
        if text.strip() and self.workspace.has_history:
            try:
                hints = complete(text, cursor, self.workspace.history)
            except CloudFlowError:
                hints = []
        if not get_current_worker().is_cancelled:
            self.post_message(self.Hinted(text, hints))

    @on(Hinted)
    def _take_hints(self, event: Hinted) -> None:
        if event.query != self.search.value or not self.search.has_focus:
            return
        typed = event.query[: self.search.cursor_position]
        hints = [hint for hint in event.hints if hint.text != typed[hint.start :]]
        if typed.endswith((" ", "(", "-")):
            hints = []
        self._show_hints(hints)

    def _show_hints(self, hints: Sequence[Completion]) -> None:
        self.hints.left = self.search.region.x
        self.hints.show(hints)
        self.search.has_hints = bool(hints)

    @on(SearchInput.HintMoved)
    def _move_hint(self, event: SearchInput.HintMoved) -> None:
        self.hints.move(event.direction)

    @on(SearchInput.HintTaken)
    def _take_hint(self) -> None:
        hint, box = self.hints.chosen, self.search
        if hint is not None:
            end = box.cursor_position
            box.value = box.value[: hint.start] + hint.text + box.value[end:]
            box.cursor_position = hint.start + len(hint.text)

    @on(SearchInput.HelpAsked)
    def _help_on_search(self) -> None:
        from cloudflow_tui.tui.screens.history_help import SearchHelpScreen

        self.app.push_screen(SearchHelpScreen())

    @on(Input.Submitted)
    def _search_accepted(self, event: Input.Submitted) -> None:
        if event.input is self.search:
            event.stop()
            self._show_hints(())
            if not self.hints.fault:
                self.rows.focus()

    @on(FindInput.Left)
    def _search_left(self, event: FindInput.Left) -> None:
        event.stop()
        self._show_hints(())
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

    def action_zoom(self) -> None:
        """Give what has the focus all the room, and take it back."""
        if self.has_class("-list") or self.has_class("-exchange"):
            self.remove_class("-list", "-exchange")
        else:
            self.add_class("-list" if self.rows.has_focus else "-exchange")

    def _parts(self) -> list[Widget]:
        parts: list[Widget] = [self.rows, self.detail.answer.view, self.detail.request.view]
        parts.append(self.compare_pane.view)
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
