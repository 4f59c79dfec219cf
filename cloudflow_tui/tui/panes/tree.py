"""The tree of endpoints with its filter. Says which endpoint was opened; shows nothing of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.getters import query_one
from textual.message import Message
from textual.widgets import Input

from cloudflow_tui.catalog import Catalog
from cloudflow_tui.catalog.models import EndpointSummary
from cloudflow_tui.errors import UnknownEndpointError
from cloudflow_tui.tui.tree_rows import SavedEntry, TreeModel
from cloudflow_tui.tui.widgets.drawn import Rows
from cloudflow_tui.tui.widgets.filter_box import FilterCount, FilterInput, FilterMark
from cloudflow_tui.tui.widgets.tree_list import TreeRows

if TYPE_CHECKING:
    from cloudflow_tui.workspace.saved import SavedRequest

HIT_LIMIT = 300


class TreePane(Vertical):
    """Filter box and rows."""

    DEFAULT_CSS = """
    TreePane { background: $panel; }
    TreePane #filter-line { height: 1; margin: 1 0 1 0; padding: 0 1; background: $panel; }
    TreePane FilterMark { width: 2; height: 1; }
    TreePane FilterCount { width: 14; height: 1; }
    TreePane FilterInput {
        width: 1fr; height: 1; border: none; padding: 0; background: $panel; color: $text-strong;
        &:focus { border: none; background: $panel; background-tint: $panel 0%; }
        & > .input--placeholder { color: $text-dim; }
        & > .input--cursor { background: $accent; color: $on-accent; text-style: none; }
    }
    TreePane TreeRows { background: $panel; height: 1fr; }
    """

    rows = query_one(TreeRows)
    filter_box = query_one(FilterInput)
    count = query_one(FilterCount)

    class Opened(Message):
        """An endpoint was opened."""

        def __init__(self, endpoint_id: str) -> None:
            super().__init__()
            self.endpoint_id = endpoint_id

    class SavedOpened(Message):
        """A saved request was opened."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self, catalog: Catalog, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._catalog = catalog
        self._model = TreeModel(catalog.groups, self._find, self._nearest)

    def _find(self, text: str) -> list[EndpointSummary]:
        return self._catalog.endpoints.search_index.find(text, HIT_LIMIT)

    def _nearest(self, text: str) -> tuple[str, ...]:
        return self._catalog.endpoints.search_index.nearest(text)

    def compose(self) -> ComposeResult:
        with Horizontal(id="filter-line"):
            yield FilterMark()
            yield FilterInput(placeholder="filter endpoints", compact=True, select_on_focus=True)
            yield FilterCount()
        yield TreeRows(self._model, id="tree-rows")

    def on_mount(self) -> None:
        self._tell_count()

    def show_saved(self, requests: Sequence[SavedRequest]) -> None:
        """Show the saved requests above the tree; the cursor stays on its row."""
        if not requests and not self._model.saved:
            return
        key = self._model.rows[self.rows.cursor].key if self._model.rows else ""
        self._model.saved = tuple(saved_entry(one, self._catalog) for one in requests)
        self._model.refresh()
        self.rows.rows_changed()
        self.rows.cursor = next((at for at, row in enumerate(self._model.rows) if row.key == key), 0)

    def show_version(self, version: str) -> None:
        """Mark what is new in a version, and what it does not have."""
        if version and (self.rows.view is None or self.rows.view.version != version):
            self.rows.view = self._catalog.at(version)

    def focus_rows(self) -> None:
        self.rows.focus()

    def focus_filter(self) -> None:
        self.filter_box.focus()

    def show_open(self, summary: EndpointSummary, *, reveal: bool) -> None:
        """Mark the endpoint that is shown; unfold the tree around it when it was not opened from here."""
        self.rows.open_id = summary.id
        if reveal and self._model.index_of(summary.id) < 0:
            self.filter_box.value = ""
            index = self._model.reveal(summary)
            self.rows.rows_changed()
            self.rows.cursor = index
            self._tell_count()
        elif reveal:
            self.rows.cursor = self._model.index_of(summary.id)

    @on(Input.Changed)
    def _filter(self, event: Input.Changed) -> None:
        event.stop()
        if event.value == self._model.filter_text:
            return
        self._model.filter_text = event.value
        self._model.refresh()
        self.rows.rows_changed()
        if event.value.strip():
            self.rows.cursor = 0
            self.rows.scroll_to(y=0, animate=False)
        else:
            self._return_to_open()
        self._tell_count()

    def _return_to_open(self) -> None:
        """After the filter: stand on the endpoint that is open, with the tree unfolded around it."""
        open_id = self.rows.open_id
        if open_id:
            index = self._model.reveal(self._catalog.summary(open_id))
            self.rows.rows_changed()
            self.rows.cursor = index

    def _tell_count(self) -> None:
        total = self._model.endpoint_count
        is_filtered = bool(self._model.filter_text.strip()) or self._model.only is not None
        found = (
            f"{self._model.found}{'+' if self._model.found >= HIT_LIMIT else ''} of " if is_filtered else ""
        )
        self.count.text = f"{found}{total:,}"

    @on(Input.Submitted)
    def _open_hit(self, event: Input.Submitted) -> None:
        event.stop()
        if self.rows.row_count:
            self.rows.action_choose()

    @on(FilterInput.Moved)
    def _move_rows(self, event: FilterInput.Moved) -> None:
        {
            "up": lambda: self.rows.action_move(-1),
            "down": lambda: self.rows.action_move(1),
            "pageup": lambda: self.rows.action_move_page(-1),
            "pagedown": lambda: self.rows.action_move_page(1),
        }[event.key]()

    @on(TreeRows.Refiltered)
    def _refiltered(self, event: TreeRows.Refiltered) -> None:
        event.stop()
        self._tell_count()

    @on(FilterInput.Left)
    @on(TreeRows.Left)
    def _leave(self) -> None:
        if self._model.only is not None:
            self.rows.action_only_new()
        self.filter_box.value = ""
        self.rows.focus()

    @on(Rows.Chosen)
    def _choose(self, event: Rows.Chosen) -> None:
        event.stop()
        row = self._model.rows[event.index]
        if row.saved_name:
            self.post_message(self.SavedOpened(row.saved_name))
        elif row.kind == "endpoint":
            self.post_message(self.Opened(row.key))
        else:
            self.rows.action_flip()


def saved_entry(saved: SavedRequest, catalog: Catalog) -> SavedEntry:
    """A saved request as the tree shows it; of a vanished endpoint only its call is known."""
    try:
        return SavedEntry(saved.name, catalog.summary(saved.endpoint_id))
    except UnknownEndpointError:
        method, _, path = saved.call.partition(" ")
        gone = EndpointSummary(
            "", saved.title, method or "?", path, "", "", "change", 0, False, False, "client", False, "", ()
        )
        return SavedEntry(saved.name, gone)
