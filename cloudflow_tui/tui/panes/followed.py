"""Followed work: what calls scheduled, row by row until it is done, asked for through `workspace.follow`.

The look-ups are not written to the history; the last state is. After a refused sign-in nothing more is
asked until a call was answered well. Nothing is asked any more once the pane is gone.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from textual import work
from textual.binding import BindingType
from textual.message import Message
from textual.timer import Timer
from textual.worker import Worker

from cloudflow_tui.errors import CloudFlowError
from cloudflow_tui.exchange import Outcome
from cloudflow_tui.tui.actions import actions_of, bindings_of
from cloudflow_tui.tui.panes.followed_work import INKS, Work, WorkRow, note_of, rows_of, sentence_of
from cloudflow_tui.tui.widgets.drawn import Rows
from cloudflow_tui.tui.widgets.figures import shown_clock
from cloudflow_tui.tui.widgets.lines import Line
from cloudflow_tui.workspace.reading import data_of, object_in, objects_in

if TYPE_CHECKING:
    from cloudflow_tui.exchange import Exchange
    from cloudflow_tui.request import Draft
    from cloudflow_tui.workspace import Workspace
    from cloudflow_tui.workspace.follow import ChainState

TURNS_PER_SECOND = 8
BAR = 20
MOST_ROWS, MOST_COMPACT = 6, 2
ROOMY_WIDTH, ROOMY_HEIGHT = 140, 32
_NAMES = ("label", "hostname", "login", "name", "email", "cdn_hostname")
_BLANK, _HEAD, _NOTE = "", "head", "note"


class FollowedPane(Rows, can_focus=False):
    """The rows of all followed work; as high as they need, and not there when there is none.

    Args:
        workspace: Asked for the transactions.
    """

    GROUND = "panel"
    DEFAULT_CSS = """
    FollowedPane { height: auto; display: none; background: $panel; scrollbar-background: $panel; }
    """
    FOOTER: ClassVar[tuple[str, ...]] = (
        "followed.log", "followed.dismiss", "followed.reopen", "followed.leave", "app.palette", "app.help",
    )  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(actions_of("followed"))

    class Ended(Message):
        """Some work came to its end, or can be followed no longer."""

        def __init__(self, sentence: str, *, is_good: bool) -> None:
            super().__init__()
            self.sentence = sentence
            self.is_good = is_good

    class Reopen(Message):
        """The call that started some work shall be shown again."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    class Left(Message):
        """The focus goes elsewhere."""

    def __init__(self, workspace: Workspace, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.workspace = workspace
        self.interval_s = 2.0
        """Between two look-ups of one call."""
        self.clock: Callable[[], float] = time.monotonic
        self._works: dict[int, Work] = {}
        self._rows: list[WorkRow | str] = []
        self._is_refused = False
        self._timer: Timer | None = None
        self._turn = 0
        self._newest = 0
        self._asking: dict[int, Worker[None]] = {}

    # What the screen tells

    def take(self, exchange: Exchange, draft: Draft) -> bool:
        """Follow what an exchange scheduled; False when it scheduled nothing, or must not be asked for."""
        from cloudflow_tui.workspace.follow import is_worth_following

        if exchange.outcome is Outcome.ANSWERED and exchange.status is not None:
            self._is_refused = exchange.status == 401
        if self._is_refused or not is_worth_following(self.workspace, exchange):
            return False
        self._newest += 1
        answer = exchange.response
        status = f"{answer.status} {answer.reason}".strip() if answer is not None else ""
        one = Work(
            self._newest,
            draft.endpoint.title or f"{draft.endpoint.method} {draft.endpoint.path}",
            self._name_of(exchange),
            shown_clock(exchange.timing.started_at),
            exchange.number,
            status,
            seen_at=self.clock(),
        )
        self.show_works([*self._works.values(), one])
        self._asking[one.key] = self._follow(one, exchange)
        return True

    def show_works(self, works: Iterable[Work], *, is_moving: bool = True) -> None:
        """Show these, the newest last.

        Args:
            is_moving: False leaves the spinner still.
        """
        self._works = {one.key: one for one in works}
        self._newest = max(self._works, default=self._newest)
        self._lay_out()
        self.cursor = self._last_row()
        if is_moving:
            self._move()

    def stop(self) -> None:
        """Follow nothing any more and show nothing: another profile is worked on from now on."""
        self._drop(set(self._works))
        self._is_refused = False

    def _name_of(self, exchange: Exchange) -> str:
        from cloudflow_tui.workspace.follow import subjects_of

        found = object_in(data_of(exchange))
        named = next((str(found[name]) for name in _NAMES if found.get(name)), "")
        subjects = subjects_of(self.workspace, exchange)
        return named or (subjects[0].id if subjects else "")

    # Following

    @work(group="follow", exit_on_error=False)
    async def _follow(self, one: Work, exchange: Exchange) -> None:
        from cloudflow_tui.workspace.follow import follow

        try:
            async for state in follow(self.workspace, exchange, interval_s=self.interval_s):
                if self._is_refused and not state.is_done:
                    state = replace(state, end="unknown", note="Not asked any more: a sign-in was refused.")
                self._take_state(one, state)
                if state.is_done:
                    return
        except CloudFlowError as error:
            self._take_state(one, replace(one.state, end="unknown", note=str(error)))

    def _take_state(self, one: Work, state: ChainState) -> None:
        from cloudflow_tui.workspace.usual_time import usual_times

        last = state.last
        if last is not None:
            if last.status == 401:
                self._is_refused = True
            one.usual = {**one.usual, **usual_times(objects_in(data_of(last)))}
            redactor = self.workspace.redactor(last)
            steps = tuple(replace(step, log=redactor.text(step.log)) for step in state.steps)
            state = replace(state, steps=steps, last=None)
        one.state, one.seen_at = state, self.clock()
        if one.key not in self._works:
            return
        self._lay_out()
        if state.is_done:
            self.post_message(self.Ended(sentence_of(one), is_good=state.end == "complete"))

    # Rows

    @property
    def is_roomy(self) -> bool:
        """Whether there is room for a head and a note."""
        size = self.app.size
        return size.width >= ROOMY_WIDTH and size.height >= ROOMY_HEIGHT

    def _lay_out(self) -> None:
        now = self.clock()
        rows: list[WorkRow | str] = [row for one in self._works.values() for row in rows_of(one, now)]
        is_roomy = self.is_roomy
        most = MOST_ROWS if is_roomy else MOST_COMPACT
        height = min(len(rows), most)
        if is_roomy and rows:
            note = [_NOTE] if note_of(list(self._works.values()), self.interval_s) else []
            rows = [_BLANK, _HEAD, _BLANK, *rows, *note]
            height += 3 + len(note)
        is_same = len(rows) == len(self._rows)
        self._rows = rows
        self.can_focus = bool(rows)
        self.styles.display = "block" if rows else "none"
        self.styles.height = height
        self.rows_changed()
        if not is_same:
            self.cursor = self._last_row()
            self.call_after_refresh(self.show_cursor)

    def _last_row(self) -> int:
        return max((at for at, row in enumerate(self._rows) if isinstance(row, WorkRow)), default=0)

    def _move(self) -> None:
        if self._timer is None and self._works:
            self._timer = self.set_interval(1 / TURNS_PER_SECOND, self._turn_on)

    def _turn_on(self) -> None:
        if self._timer is not None and all(one.is_done for one in self._works.values()):
            self._timer.stop()
            self._timer = None
        self._turn += 1
        self._lay_out()

    def on_resize(self) -> None:
        super().on_resize()
        self._lay_out()

    @property
    def row_count(self) -> int:
        return len(self._rows)

    def is_selectable(self, index: int) -> bool:
        return 0 <= index < len(self._rows) and isinstance(self._rows[index], WorkRow)

    @property
    def has_cursor(self) -> bool:
        return self.has_focus

    @property
    def chosen(self) -> WorkRow | None:
        """The row under the cursor."""
        row = self._rows[self.cursor] if self.cursor < len(self._rows) else None
        return row if isinstance(row, WorkRow) else None

    # Painting

    def draw_row(self, index: int, line: Line) -> None:
        row = self._rows[index]
        if isinstance(row, WorkRow):
            self._draw_work(row, line)
        elif row == _HEAD:
            self._draw_head(line)
        elif row == _NOTE:
            text = note_of(list(self._works.values()), self.interval_s)
            line.at(4).put(text, self.ink("text-dim"), limit=self.size.width - 6)

    def _draw_head(self, line: Line) -> None:
        newest = self._works[max(self._works)]
        good = self.ink("status-2xx", bold=True)
        number, _, name = newest.status.partition(" ")
        line.put(self.glyphs.edge, good).at(2).put(f"{self.glyphs.done} {number} ", good)
        line.put(name, self.ink("text-strong", bold=True)).put(
            f"  {newest.title} was accepted at {newest.accepted_at}; the work goes on as a transaction"
            if not newest.is_done
            else f"  {sentence_of(newest)}"
        )
        key, word = self.ink("accent", bold=True), self.ink("text-muted")
        reach = () if self.has_focus else (("6", key), (" go here   ", word))
        line.end(*reach, ("l", key), (" log   ", word), ("x", key), (" dismiss  ", word))

    def _draw_work(self, row: WorkRow, line: Line) -> None:
        ink = self.ink
        is_live = row.mark == "spinner"
        muted = ink("text-muted")
        line.at(2).put(*self._mark(row))
        width = self.size.width
        is_wide = width >= 100
        line.at(4).put(
            row.title, ink("text-strong" if is_live else "", bold=is_live), limit=15 if is_wide else 14
        )
        line.at(20 if is_wide else 19).put(row.object_name, limit=11 if is_wide else 10)
        line.at(32 if is_wide else 30).put(row.transaction, muted, limit=7)
        column = 38
        if is_wide:
            self._draw_bar(row, line.at(40))
            column = 62
        line.at(column).put(row.state, ink(INKS[row.mark], bold=is_live), limit=10)
        line.at(column + 9).put_right(row.seconds, None, width=7)
        line.at(column + 19).put(row.words, muted)

    def _mark(self, row: WorkRow) -> tuple[str, Style]:
        glyphs, ink = self.glyphs, self.ink
        if row.mark == "spinner":
            return glyphs.spinner[self._turn % len(glyphs.spinner)], ink("accent", bold=True)
        glyph = {
            "pending": glyphs.scheduled,
            "done": glyphs.done,
            "failed": glyphs.fault,
            "cancelled": glyphs.refused,
        }.get(row.mark, glyphs.refused)
        return glyph, ink(INKS[row.mark], bold=True)

    def _draw_bar(self, row: WorkRow, line: Line) -> None:
        full = round(row.share * BAR)
        colour = "accent" if row.mark == "spinner" else INKS[row.mark]
        line.put(self.glyphs.bar * full, self.ink(colour)).put(
            self.glyphs.line * (BAR - full), self.ink("guide")
        )

    # Keys

    def action_choose(self) -> None:
        self.action_log()

    def action_log(self) -> None:
        """Show the log of the transaction under the cursor."""
        row = self.chosen
        if row is None:
            return
        from cloudflow_tui.tui.screens.followed_log import FollowedLogScreen

        one = self._works[row.key]
        number = row.step.id if row.step is not None else 0
        self.app.push_screen(FollowedLogScreen(one, number))

    def action_dismiss(self) -> None:
        """Take the work under the cursor off the screen; it is followed no longer."""
        row = self.chosen
        if row is not None:
            self._drop({row.key})

    def action_dismiss_done(self) -> None:
        self._drop({key for key, one in self._works.items() if one.is_done})

    def _drop(self, keys: set[int]) -> None:
        for key in keys:
            one = self._works.pop(key)
            one.state = replace(one.state, end=one.state.end or "unknown")
            if key in self._asking:
                self._asking.pop(key).cancel()
        had_focus = self.has_focus
        self._lay_out()
        if had_focus and not self._works:
            self.post_message(self.Left())

    def action_reopen(self) -> None:
        row = self.chosen
        if row is not None and self._works[row.key].number:
            self.post_message(self.Reopen(self._works[row.key].number))

    def action_leave(self) -> None:
        self.post_message(self.Left())
