"""Watches a read: look after look, what changed and how numbers went.

Asks the server through `workspace.watch` as long as it is open. Dismisses with the number of the last look in
the history, or None.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Input

from cloudflow_tui.errors import CloudFlowError
from cloudflow_tui.tui.actions import actions_of, bindings_of
from cloudflow_tui.tui.ink import kind_ink
from cloudflow_tui.tui.widgets.drawn import Drawn, Rows
from cloudflow_tui.tui.widgets.figures import shown_clock
from cloudflow_tui.tui.widgets.filter_box import FilterInput
from cloudflow_tui.tui.widgets.footer import FooterBar
from cloudflow_tui.tui.widgets.lines import Line
from cloudflow_tui.workspace.watch import LEAST_S, Look, watch
from cloudflow_tui.workspace.watched import Seen, Watched, spark

if TYPE_CHECKING:
    from cloudflow_tui.request import Draft
    from cloudflow_tui.workspace import Workspace

MOST_S = 3600.0
_KIND_INKS = {"added": "status-2xx", "removed": "status-5xx"}


class WatchHead(Drawn):
    """What is watched, how often, and the last look."""

    DEFAULT_CSS = "WatchHead { height: 4; }"

    def __init__(self, method: str, target: str) -> None:
        super().__init__()
        self._call = (method, target)
        self.look: Look | None = None
        self.interval_s = 5.0
        self.is_paused = False
        self.trouble = ""

    def draw(self, y: int) -> Line:
        line = self.line()
        if y == 1:
            line.at(2).put("Watching ", self.ink("text-muted"))
            line.put(self._call[0], self.ink("method-get", bold=True))
            line.put(f"  {self._call[1]}", self.ink("text-strong", bold=True))
            often = "paused" if self.is_paused else f"every {self.interval_s:g} s"
            line.end((often, self.ink("foreground")), ("  + - ", self.ink("accent", bold=True)))
        elif y == 2:
            self._draw_look(line)
        return line

    def _draw_look(self, line: Line) -> None:
        look = self.look
        line.at(2)
        if self.trouble:
            line.put(self.trouble, self.ink("status-4xx", bold=True))
        elif look is None:
            line.put("waiting for the first look", self.ink("text-muted"))
        else:
            kind = "none" if look.status is None else f"{look.status // 100}xx"
            status = str(look.status or "none")
            line.put(f"{status} ", self.ink(kind_ink(kind), bold=True))
            changes = len(look.changes)
            words = "first look" if look.count == 1 else f"{changes} changed" if changes else "no difference"
            line.put(f"look {look.count} at {shown_clock(look.at)}: {look.note or words}")


class WatchRows(Rows):
    """Numbers as they went, then the changes, the newest first."""

    DEFAULT_CSS = "WatchRows { height: 1fr; }"
    FOOTER: ClassVar[tuple[str, ...]] = (
        "watch.until",
        "watch.faster",
        "watch.slower",
        "watch.pause",
        "watch.leave",
    )

    def __init__(self) -> None:
        super().__init__()
        self.watched = Watched()
        self._rows: list[Seen | str | tuple[str, list[float]]] = []

    def show(self) -> None:
        """Take over what was seen meanwhile."""
        rows: list[Seen | str | tuple[str, list[float]]] = []
        if self.watched.series:
            rows += ["Numbers", *self.watched.series.items(), ""]
        if self.watched.seen:
            rows += ["Changes", *self.watched.seen]
        self._rows = rows or ["Nothing has changed yet."]
        self.rows_changed()

    @property
    def row_count(self) -> int:
        return len(self._rows)

    def is_selectable(self, index: int) -> bool:
        return 0 <= index < len(self._rows) and not isinstance(self._rows[index], str)

    def draw_row(self, index: int, line: Line) -> None:
        row = self._rows[index]
        width = min(44, self.size.width // 3)
        if isinstance(row, str):
            line.at(2).put(row, self.ink("text-muted", bold=True))
        elif isinstance(row, Seen):
            line.at(2).put(shown_clock(row.at), self.ink("text-strong" if row.is_latest else "text-muted"))
            line.at(12).put(row.path, self.ink("json-key"), limit=width)
            line.at(14 + width).put(row.kind, self.ink(_KIND_INKS.get(row.kind, "status-4xx")), limit=8)
            line.at(24 + width)
            if row.kind != "added":
                line.put(row.old, self.ink("text-muted"), limit=width)
            if row.kind == "changed":
                line.put(" → ", self.ink("text-dim"))
            if row.kind != "removed":
                line.put(row.new, self.ink("text-strong", bold=row.is_latest))
        else:
            path, values = row
            line.at(2).put(path, self.ink("json-key"), limit=width + 8)
            line.at(12 + width).put(spark(values, self.glyphs.levels), self.ink("accent"))
            line.put(f"  {values[-1]:g}", self.ink("text-strong", bold=True))
            line.put(f"  from {min(values):g} to {max(values):g}", self.ink("text-muted"))


class WatchScreen(Screen[int | None]):
    """One read under watch.

    Args:
        draft: A read; nobody changes it any more.
        target: What is watched, as it is shown.
    """

    DEFAULT_CSS = """
    WatchScreen #until { height: 1; margin: 0 0 1 0; border: none; padding: 0 2;
        background: $field; color: $text-strong;
        &.-textual-compact { padding: 0 2; }
        &:focus { border: none; background-tint: $field 0%; }
        & > .input--placeholder { color: $text-dim; text-style: italic; }
        & > .input--cursor { background: $accent; color: $on-accent; text-style: none; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(actions_of("watch"))
    head = query_one(WatchHead)
    box = query_one("#until", FilterInput)
    rows = query_one(WatchRows)
    footer = query_one(FooterBar)

    def __init__(self, workspace: Workspace, draft: Draft, target: str, *, interval_s: float = 5.0) -> None:
        super().__init__()
        self._workspace = workspace
        self._draft = draft
        self._target = target
        self._interval_s = interval_s
        self._until = ""
        self._going = asyncio.Event()
        self._number: int | None = None

    def compose(self) -> ComposeResult:
        yield WatchHead(self._draft.endpoint.method, self._target)
        box = FilterInput(
            placeholder="until, as JMESPath: virtual_machine.booted == `true`", compact=True, id="until"
        )
        box.cursor_blink = False
        yield box
        yield WatchRows()
        yield FooterBar()

    def on_mount(self) -> None:
        self.footer.action_ids = WatchRows.FOOTER
        self.head.interval_s = self._interval_s
        self.rows.focus()
        self._going.set()
        self._watch()

    @work(group="watch", exclusive=True, exit_on_error=False)
    async def _watch(self) -> None:
        looks = watch(
            self._workspace,
            self._draft,
            interval_s=lambda: self._interval_s,
            until=lambda: self._until,
            sleep=self._wait,
        )
        try:
            async for look in looks:
                self._take(look)
        except CloudFlowError as error:
            self._tell(str(error))

    async def _wait(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        await self._going.wait()

    def _take(self, look: Look) -> None:
        self._number = look.number or self._number
        self.head.look = look
        self.head.refresh()
        self.rows.watched.take(look)
        self.rows.show()
        if look.end:
            self._tell(look.note, is_good=look.end == "met")

    def _tell(self, sentence: str, *, is_good: bool = False) -> None:
        self.footer.note_ink = "status-2xx" if is_good else "status-4xx"
        self.footer.note = sentence

    # The condition

    def action_until(self) -> None:
        self.box.focus()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        """Take the condition over, when it is one."""
        from cloudflow_tui.document.query import search_data

        event.stop()
        text = event.value.strip()
        self.head.trouble = ""
        try:
            if text:
                search_data(text, {})
        except CloudFlowError as error:
            self.head.trouble = str(error)
        else:
            self._until = text
            self.rows.focus()
        self.head.refresh()

    @on(FilterInput.Left)
    def _left_box(self) -> None:
        self.rows.focus()

    # Keys

    def action_faster(self) -> None:
        self._set_interval(self._interval_s / 2)

    def action_slower(self) -> None:
        self._set_interval(self._interval_s * 2)

    def _set_interval(self, seconds: float) -> None:
        self._interval_s = self.head.interval_s = min(MOST_S, max(LEAST_S, seconds))
        self.head.refresh()

    def action_pause(self) -> None:
        """Stop looking, or go on."""
        if self._going.is_set():
            self._going.clear()
        else:
            self._going.set()
        self.head.is_paused = not self._going.is_set()
        self.head.refresh()

    def action_leave(self) -> None:
        self.dismiss(self._number)
