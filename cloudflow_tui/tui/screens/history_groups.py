"""The history in groups: by day, endpoint, object, case, profile or status.

Dismisses with a query for the history, or None.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.getters import query_one
from textual.screen import ModalScreen

from cloudflow_tui.errors import CloudFlowError
from cloudflow_tui.history.views import GROUPINGS
from cloudflow_tui.tui.actions import actions_of, bindings_of
from cloudflow_tui.tui.widgets.drawn import Drawn, Rows
from cloudflow_tui.tui.widgets.lines import Line
from cloudflow_tui.tui.widgets.tabs import Tab, TabRow

if TYPE_CHECKING:
    from cloudflow_tui.history.views import Group
    from cloudflow_tui.workspace import Workspace


class GroupTabs(TabRow):
    """What is grouped by."""

    GROUND = "boost"


class GroupHead(Drawn):
    """Names of the columns."""

    GROUND = "boost"
    DEFAULT_CSS = "GroupHead { height: 1; }"

    def draw(self, y: int) -> Line:
        line, style = self.line().at(2), self.ink("text-muted", bold=True)
        count_at = max(24, self.size.width - 44)
        line.put("group", style).at(count_at).put_right("exchanges", style, width=10)
        return line.put_right("bad", style, width=8).at(count_at + 22).put("newest", style)


class GroupRows(Rows):
    """A group a row."""

    GROUND = "boost"
    DEFAULT_CSS = "GroupRows { height: 1fr; background: $boost; scrollbar-background: $boost; }"

    def __init__(self) -> None:
        super().__init__()
        self._groups: Sequence[Group] = ()
        self._sentence = ""

    def show(self, groups: Sequence[Group], sentence: str) -> None:
        self._groups, self._sentence = groups, "" if groups else sentence
        self.cursor = 0
        self.scroll_to(y=0, animate=False)
        self.rows_changed()

    @property
    def current(self) -> Group | None:
        return self._groups[self.cursor] if self.cursor < len(self._groups) else None

    @property
    def row_count(self) -> int:
        return len(self._groups) or bool(self._sentence)

    def is_selectable(self, index: int) -> bool:
        return index < len(self._groups)

    def draw_row(self, index: int, line: Line) -> None:
        line.at(2)
        if index >= len(self._groups):
            line.put(self._sentence, self.ink("text-muted"))
            return
        group = self._groups[index]
        count_at = max(24, line.width - 44)
        ink = self.ink("foreground") if group.key else self.ink("text-muted", italic=True)
        line.put(group.key or "none", ink, limit=count_at - 4).at(count_at)
        line.put_right(f"{group.count:,}", None, width=10)
        bad = f"{group.bad_count:,}" if group.bad_count else ""
        line.put_right(bad, self.ink("status-4xx"), width=8).at(count_at + 22)
        line.put(group.last_at.astimezone().strftime("%d %b %Y %H:%M"), self.ink("text-muted"))


class GroupFoot(Drawn):
    """The keys, or what went wrong."""

    GROUND = "boost"
    DEFAULT_CSS = "GroupFoot { height: 1; }"
    words = "enter Show   tab Group by the next   esc Back"

    def draw(self, y: int) -> Line:
        return self.line().at(2).put(self.words, self.ink("text-muted"))


class GroupsScreen(ModalScreen[str | None]):
    """Groupings as tabs, groups below.

    Args:
        query: Only what it finds is grouped.
    """

    DEFAULT_CSS = """
    GroupsScreen { align: center middle; background: $background 70%; }
    GroupsScreen > Vertical {
        width: 100; max-width: 100%; height: 80%; background: $boost; padding: 1 0 0 0;
        border-left: tall $accent;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(
        tuple(action for action in actions_of("views") if action.id != "views.choose")
    )
    tabs = query_one(GroupTabs)
    rows = query_one(GroupRows)
    foot = query_one(GroupFoot)

    def __init__(self, workspace: Workspace, query: str = "") -> None:
        super().__init__()
        self._workspace = workspace
        self._query = query

    def compose(self) -> ComposeResult:
        with Vertical():
            yield GroupTabs(*(Tab(by, by.capitalize()) for by in GROUPINGS))
            yield GroupHead()
            yield GroupRows()
            yield GroupFoot()

    def on_mount(self) -> None:
        self.tabs.active, self.tabs.is_lit = GROUPINGS[0], True
        self.rows.focus()
        self._read()

    @on(TabRow.Changed)
    @work(group="groups", exclusive=True, exit_on_error=False)
    async def _read(self) -> None:
        by = next(one for one in GROUPINGS if one == self.tabs.active)
        try:
            found = await asyncio.to_thread(self._workspace.history.views.groups, by, self._query)
        except CloudFlowError as error:
            self.rows.show((), str(error))
            return
        self.rows.show(found, "Nothing was found.")

    @on(Rows.Chosen)
    def _group_chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        group = self.rows.current
        if group is None:
            return
        if not group.query:
            self.foot.words = "Nothing that can be searched for finds just these."
            self.foot.refresh()
            return
        base = f"({self._query})" if " or " in self._query else self._query
        self.dismiss(f"{base} {group.query}".strip())

    def action_next(self) -> None:
        self.tabs.step(1)

    def action_previous(self) -> None:
        self.tabs.step(-1)

    def action_leave(self) -> None:
        self.dismiss(None)
