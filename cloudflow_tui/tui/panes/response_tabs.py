"""The tabs of an answer: Body, Table, Headers, Timing, Raw. Each is mounted when it is first looked at."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.getters import query_one
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from cloudflow_tui.tui.panes.response_answer import Answer, empty_sentence, raw_head
from cloudflow_tui.tui.panes.response_timing import TimingRows
from cloudflow_tui.tui.widgets.body_panel import BodyPanel
from cloudflow_tui.tui.widgets.body_text import DocumentText, RawText
from cloudflow_tui.tui.widgets.figures import shown_bytes
from cloudflow_tui.tui.widgets.page_text import PageText
from cloudflow_tui.tui.widgets.pair_rows import PairRows
from cloudflow_tui.tui.widgets.tabs import Tab, TabRow

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import Endpoint
    from cloudflow_tui.document.drift import Drift
    from cloudflow_tui.tui.widgets.table_view import TableView

_WIDE = 100


class AnswerTabs(Vertical):
    """The tab row and what is below it."""

    DEFAULT_CSS = """
    AnswerTabs { height: 1fr; }
    AnswerTabs > #tab-content { height: 1fr; }
    """
    IDLE_TABS: ClassVar[tuple[Tab, ...]] = (
        Tab("body", "Body"),
        Tab("table", "Table"),
        Tab("headers", "Headers"),
        Tab("timing", "Timing"),
        Tab("raw", "Raw"),
    )

    is_lit: reactive[bool] = reactive(False)
    """Whether the focus is in the pane."""

    class LeftUpwards(Message):
        """Up was pressed in the first row of a tab."""

    row = query_one(TabRow)
    content = query_one("#tab-content", Vertical)

    def __init__(self) -> None:
        super().__init__()
        self._answer: Answer | None = None
        self._sentence = ""
        self._endpoint: Endpoint | None = None
        self._stale: set[str] = set()
        """Tabs that show an earlier answer still."""
        self._wants_focus = False
        self._is_wide = False
        self._own_choice = ""
        """The tab that was chosen here and not by the user."""
        self._missed = ""
        """The tab that was shown, and that a first page does not have."""

    def compose(self) -> ComposeResult:
        yield TabRow(*self.IDLE_TABS)
        yield Vertical(id="tab-content")

    def watch_is_lit(self, is_lit: bool) -> None:
        if self.is_mounted:
            self.row.is_lit = is_lit

    def show(self, answer: Answer, sentence: str, endpoint: Endpoint | None, *, is_new: bool) -> None:
        """Show an answer.

        Args:
            sentence: Said where there is no body.
            is_new: Another exchange than before: begin with its first tab. Else more is known of the same.
        """
        self._answer, self._sentence, self._endpoint = answer, sentence, endpoint
        tabs = self._tabs_of(answer)
        self._stale = {tab.id for tab in tabs}
        chosen = self.row.active
        self.row.set_tabs(*tabs)
        self.row.note = (self.drift.brief, "D") if self.drift is not None else ("", "")
        if not is_new and self._missed in self._stale:
            chosen, self._missed = self._missed, ""
        elif is_new or chosen not in self._stale or self._is_untouched():
            # A tab that the first page does not have comes back when all of the answer is read.
            self._missed = "" if is_new or chosen in self._stale else chosen
            self._own_choice = chosen = tabs[0].id
        self.row.active = chosen
        self._fill(chosen, keeps_place=not is_new)

    @property
    def drift(self) -> Drift | None:
        """How the answer differs from the catalog; None when nothing can be told."""
        return None if self._answer is None else self._answer.drift

    def _tabs_of(self, answer: Answer) -> list[Tab]:
        response = answer.exchange.response
        count = str(len(response.headers)) if response is not None else ""
        tabs = [Tab("body", "Body", answer.badge)]
        if answer.table is not None:
            place = 0 if self._is_wide else 1
            tabs.insert(place, Tab("table", "Table", f"{len(answer.table.rows):,}"))
        return [*tabs, Tab("headers", "Headers", count), Tab("timing", "Timing"), Tab("raw", "Raw")]

    def _is_untouched(self) -> bool:
        """Whether the tab that is shown was chosen here, and nobody has moved in it yet."""
        panel = self._mounted(self.row.active)
        is_at_start = not isinstance(panel, BodyPanel) or not panel.is_mounted or panel.view.cursor == 0
        return self.row.active == self._own_choice and is_at_start

    def set_width(self, width: int) -> None:
        """Tell how wide the pane is: a wide one shows a list as a table first."""
        is_wide = width >= _WIDE
        if is_wide == self._is_wide:
            return
        self._is_wide = is_wide
        if self._answer is not None and self._answer.table is not None:
            tabs = self._tabs_of(self._answer)
            self.row.set_tabs(*tabs)
            if self.row.active == self._own_choice:
                self._own_choice = self.row.active = tabs[0].id

    def show_progress(self, words: str) -> None:
        """Say how far an answer is here of which only the beginning is shown."""
        panel = self._mounted(self.row.active)
        if isinstance(panel, BodyPanel) and panel.is_mounted:
            panel.note.progress(words)

    def step(self, direction: int) -> None:
        self.row.step(direction)

    def go_to(self, tab_id: str) -> None:
        if tab_id in self.row.tab_ids:
            self.row.active = tab_id

    @on(TabRow.Changed)
    def _tab_changed(self, event: TabRow.Changed) -> None:
        event.stop()
        if event.tab_id != self._own_choice:
            self._own_choice = self._missed = ""
        self._fill(event.tab_id, keeps_place=False)

    def prepare(self) -> None:
        """Make the body tab before it is needed: the first answer is on the screen sooner."""
        self.call_later(self._prepare)

    async def _prepare(self) -> None:
        if not self.content.children:
            widget = self._made("body")
            widget.display = False
            await self.content.mount(widget)

    def focus_content(self) -> None:
        """Give the focus to what takes the keys in the tab that is shown, as soon as it is there."""
        widget = self._mounted(self.row.active)
        if widget is None or not widget.is_mounted:
            self._wants_focus = True
            return
        self._wants_focus = False
        self.screen.set_focus(_key_taker(widget))

    def _mounted(self, tab_id: str) -> Widget | None:
        return next((child for child in self.content.children if child.id == f"tab-{tab_id}"), None)

    def _fill(self, tab_id: str, *, keeps_place: bool) -> None:
        self.call_later(self._show_tab, tab_id, keeps_place)

    async def _show_tab(self, tab_id: str, keeps_place: bool) -> None:
        """Show a tab, made now if need be, with the answer of now."""
        if self._answer is None or tab_id != self.row.active:
            return
        widget = self._mounted(tab_id)
        if widget is None:
            widget = self._made(tab_id)
            await self.content.mount(widget)
        widget.display = True
        if self._wants_focus or self.content.has_focus_within:
            self.focus_content()
        for child in self.content.children:
            child.display = child is widget
        if tab_id in self._stale:
            self._stale.discard(tab_id)
            self._pour(widget, self._answer, keeps_place=keeps_place)

    def _made(self, tab_id: str) -> Widget:
        name = f"tab-{tab_id}"
        if tab_id == "headers":
            return PairRows(id=name)
        if tab_id == "timing":
            return TimingRows(id=name)
        if tab_id == "table":
            from cloudflow_tui.tui.widgets.table_view import TableView

            return TableView(id=name)
        return BodyPanel(id=name)

    def _pour(self, widget: Widget, answer: Answer, *, keeps_place: bool) -> None:
        """Give a tab its content."""
        response, tab_id = answer.exchange.response, (widget.id or "").removeprefix("tab-")
        if isinstance(widget, PairRows):
            widget.show(response.headers if response is not None else ())
        elif isinstance(widget, TimingRows):
            exchange = answer.exchange
            widget.show(exchange.timing, exchange.connection, exchange.hops)
        elif tab_id == "table":
            self._pour_table(widget, answer)
        elif isinstance(widget, BodyPanel) and tab_id == "raw":
            text = RawText(raw_head(answer.exchange), answer.document if response is not None else None)
            widget.show(text, progress=answer.progress, keeps_place=keeps_place)
        elif isinstance(widget, BodyPanel):
            self._pour_body(widget, answer, keeps_place=keeps_place)

    def _pour_body(self, panel: BodyPanel, answer: Answer, *, keeps_place: bool) -> None:
        document, response = answer.document, answer.exchange.response
        note, progress = document.note, answer.progress
        words = PageText.of(document)
        if words is not None:
            said = progress or "the words of the page; R shows its markup"
            panel.show(words, note=note, progress=said, keeps_place=keeps_place)
            return
        if note and document.kind == "binary":
            note += f", {shown_bytes(document.size_bytes)}"
        source = None if response is None else (response.body, response.header("content-type"))
        text = DocumentText(document, self._sentence, source if answer.is_whole else None)
        panel.show(text, note=note, progress=progress, keeps_place=keeps_place)

    def _pour_table(self, widget: Widget, answer: Answer) -> None:
        from cloudflow_tui.tui.widgets.table_cells import units_of
        from cloudflow_tui.tui.widgets.table_view import TableView

        if isinstance(widget, TableView) and answer.table is not None:
            units = units_of(self._endpoint)
            widget.show(answer.table, empty_sentence(answer, self._endpoint), units)

    async def on_table_view_opened(self, event: TableView.Opened) -> None:
        """Show the object of a row in the body."""
        event.stop()
        self._wants_focus = True
        self.row.active = "body"
        await self._show_tab("body", False)
        panel = self._mounted("body")
        if isinstance(panel, BodyPanel) and isinstance(panel.view.text, DocumentText):
            # The lines of all items before it are gone through.
            line = await asyncio.to_thread(panel.view.text.line_of_item, event.index)
            # Only a view that was laid out can be scrolled.
            self.call_after_refresh(panel.view.go_to, line, at_top=True)

    def on_table_view_left_upwards(self, event: TableView.LeftUpwards) -> None:
        event.stop()
        self.post_message(self.LeftUpwards())

    @on(BodyPanel.LeftUpwards)
    def _left_upwards(self, event: BodyPanel.LeftUpwards) -> None:
        event.stop()
        self.post_message(self.LeftUpwards())


def _key_taker(widget: Widget) -> Widget:
    """What takes the keys in the content of a tab."""
    if isinstance(widget, BodyPanel):
        return widget.view
    rows: Widget = getattr(widget, "rows", widget)
    return rows
