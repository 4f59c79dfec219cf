"""All that was seen of one object over time, and which attributes changed when.

Dismisses with a query for the history, or None.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.getters import query_one
from textual.reactive import reactive
from textual.screen import Screen

from cloudflow_tui.diagnosis import glyph_of
from cloudflow_tui.diagnosis.status import kind_of
from cloudflow_tui.errors import CloudFlowError
from cloudflow_tui.tui.actions import actions_of, bindings_of, find_action
from cloudflow_tui.tui.call_view import place_of
from cloudflow_tui.tui.ink import kind_ink, method_ink
from cloudflow_tui.tui.widgets.drawn import Drawn, Rows
from cloudflow_tui.tui.widgets.figures import shown_count
from cloudflow_tui.tui.widgets.footer import FooterBar
from cloudflow_tui.tui.widgets.header import HeaderBar
from cloudflow_tui.tui.widgets.lines import Line
from cloudflow_tui.tui.widgets.pair_view import shown_value

if TYPE_CHECKING:
    from datetime import datetime

    from cloudflow_tui.history.views import Sighting, Timeline
    from cloudflow_tui.workspace import Workspace


@dataclass(frozen=True, slots=True)
class StepRow:
    """A value that an attribute had from an exchange on."""

    name: str
    number: int
    at: datetime
    value: Any
    is_gone: bool
    is_first: bool
    is_constant: bool


def step_rows(timeline: Timeline) -> list[StepRow]:
    """The attributes that changed, then those that never did."""
    changed = set(timeline.changed)
    names = sorted(timeline.attributes, key=lambda name: name not in changed)
    return [
        StepRow(name, step.number, step.at, step.value, step.is_gone, not index, name not in changed)
        for name in names
        for index, step in enumerate(timeline.attributes[name])
    ]


class TimelineHead(Drawn):
    """`Timeline  user/17` and how much was seen."""

    DEFAULT_CSS = "TimelineHead { height: 4; }"
    subject: reactive[str] = reactive("")
    figures: reactive[str] = reactive("")

    def draw(self, y: int) -> Line:
        line = self.line()
        if y == 3:
            return line.put(self.glyphs.line * self.size.width, self.ink("rule"))
        if y == 1:
            line.at(1).put("Timeline", self.ink("text-strong", bold=True)).put("  ").put(self.subject)
            line.end((self.figures + " ", self.ink("text-muted")))
        return line


class SightingRows(Rows):
    """An exchange a row, newest first."""

    FOOTER: ClassVar[tuple[str, ...]] = ("views.choose", "views.next", "views.leave", "app.help")
    DEFAULT_CSS = "SightingRows { height: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self._sightings: Sequence[Sighting] = ()

    def show(self, sightings: Sequence[Sighting]) -> None:
        self._sightings = tuple(reversed(sightings))
        self.rows_changed()

    @property
    def number(self) -> int | None:
        """Of the exchange under the cursor."""
        return self._sightings[self.cursor].number if self.cursor < len(self._sightings) else None

    @property
    def row_count(self) -> int:
        return len(self._sightings)

    def draw_row(self, index: int, line: Line) -> None:
        one, muted = self._sightings[index], self.ink("text-muted")
        kind = kind_of(one.status) if one.status else "none"
        line.at(2).put_right(str(one.number), muted, width=6).put("  ")
        line.put(one.at.astimezone().strftime("%d %b %Y %H:%M:%S"), muted).put("  ")
        line.put(one.method, self.ink(method_ink(one.method)), pad=7)
        path_width = max(20, line.width // 4)
        line.put(one.path, limit=path_width).at(38 + path_width)
        glyph = self.glyphs.of_status(glyph_of(kind))
        line.put(f"{glyph} {one.status or 'none'}", self.ink(kind_ink(kind), bold=True)).put("  ")
        seen = "" if one.attributes is None else f"{len(one.attributes)} attributes"
        line.put(one.what_happened or seen, muted)
        line.end((one.profile_name + " ", muted))


class AttributeRows(Rows):
    """The values of each attribute, oldest first."""

    FOOTER: ClassVar[tuple[str, ...]] = SightingRows.FOOTER
    DEFAULT_CSS = "AttributeRows { height: 1.5fr; border-top: solid $rule; }"

    def __init__(self) -> None:
        super().__init__()
        self._steps: Sequence[StepRow] = ()
        self._sentence = ""

    def show(self, steps: Sequence[StepRow]) -> None:
        self._steps = steps
        self._sentence = "" if steps else "No answer showed its attributes."
        self.rows_changed()

    @property
    def number(self) -> int | None:
        return self._steps[self.cursor].number if self.cursor < len(self._steps) else None

    @property
    def row_count(self) -> int:
        return len(self._steps) or bool(self._sentence)

    def is_selectable(self, index: int) -> bool:
        return index < len(self._steps)

    def draw_row(self, index: int, line: Line) -> None:
        line.at(2)
        if index >= len(self._steps):
            line.put(self._sentence, self.ink("text-muted"))
            return
        step = self._steps[index]
        quiet = self.ink("text-muted" if step.is_constant else "foreground")
        if not step.is_first:
            line.put("~", self.ink("status-4xx", bold=True))
        name = self.ink("text-muted" if step.is_constant else "text-strong", bold=not step.is_constant)
        line.at(4).put(step.name if step.is_first else "", name, limit=28).at(34)
        line.put("gone", self.ink("status-5xx")) if step.is_gone else line.put(shown_value(step.value), quiet)
        when = step.at.astimezone().strftime("%d %b %H:%M:%S")
        line.end((f"  from #{step.number}  {when} ", self.ink("text-dim")))


class TimelineScreen(Screen[str | None]):
    """Exchanges above, attributes below.

    Args:
        profile_name: Ids are one's own of each Control Panel.
    """

    DEFAULT_CSS = "TimelineScreen { background: $background; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(tuple(action for action in actions_of("views") if action.id != "views.choose")),
        *bindings_of((find_action("app.help"),)),
    ]
    header = query_one(HeaderBar)
    head = query_one(TimelineHead)
    sightings = query_one(SightingRows)
    attributes = query_one(AttributeRows)
    footer = query_one(FooterBar)

    def __init__(self, workspace: Workspace, kind: str, object_id: str, profile_name: str = "") -> None:
        super().__init__()
        self._workspace = workspace
        self._kind = kind
        self._object_id = object_id
        self._profile_name = profile_name

    def compose(self) -> ComposeResult:
        yield HeaderBar()
        yield TimelineHead()
        yield SightingRows()
        yield AttributeRows()
        yield FooterBar()

    def on_mount(self) -> None:
        self.header.place = place_of(self._workspace)
        self.footer.action_ids = SightingRows.FOOTER
        self.head.subject = f"{self._kind.replace('_', ' ')} {self._object_id} on {self._profile_name}"
        self.sightings.focus()
        self._read()

    @work(group="timeline", exclusive=True, exit_on_error=False)
    async def _read(self) -> None:
        views = self._workspace.history.views
        self.head.figures = "being read"
        try:
            timeline = await asyncio.to_thread(
                views.timeline, self._kind, self._object_id, profile_name=self._profile_name
            )
            steps = await asyncio.to_thread(step_rows, timeline)
        except CloudFlowError as error:
            self.head.figures = ""
            self.footer.note = str(error)
            return
        seen = shown_count(len(timeline.sightings), "exchange")
        self.head.figures = f"seen in {seen}, {shown_count(len(timeline.changed), 'attribute')} changed"
        self.sightings.show(timeline.sightings)
        self.attributes.show(steps)

    @on(Rows.Chosen)
    def _row_chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        number = (self.attributes if self.attributes.has_focus else self.sightings).number
        if number is not None:
            self.dismiss(f"number:{number}")

    def action_next(self) -> None:
        (self.sightings if self.attributes.has_focus else self.attributes).focus()

    def action_previous(self) -> None:
        self.action_next()

    def action_leave(self) -> None:
        self.dismiss(None)
