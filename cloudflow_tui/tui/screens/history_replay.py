"""Sends exchanges of the history again: shows them, asks before anything changes, tells how it goes.

Dismisses with whether anything was sent.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.getters import query_one
from textual.reactive import reactive
from textual.screen import Screen
from textual.worker import Worker

from cloudflow_tui.diagnosis import glyph_of
from cloudflow_tui.diagnosis.status import kind_of
from cloudflow_tui.errors import CloudFlowError
from cloudflow_tui.tui.actions import actions_of, bindings_of, find_action
from cloudflow_tui.tui.call_view import place_of
from cloudflow_tui.tui.ink import kind_ink, method_ink
from cloudflow_tui.tui.screens.ask import AskScreen
from cloudflow_tui.tui.widgets.drawn import Drawn, Rows
from cloudflow_tui.tui.widgets.figures import shown_count, shown_ms
from cloudflow_tui.tui.widgets.footer import FooterBar
from cloudflow_tui.tui.widgets.header import HeaderBar
from cloudflow_tui.tui.widgets.lines import Line

if TYPE_CHECKING:
    from cloudflow_tui.request import Draft
    from cloudflow_tui.workspace import Workspace
    from cloudflow_tui.workspace.replay import ReplayResult, ReplayStep

PACES: Final = (0.0, 1.0, 5.0, 30.0)


class ReplayHead(Drawn):
    """What is sent again, and how."""

    DEFAULT_CSS = "ReplayHead { height: 5; }"
    subject: reactive[str] = reactive("")
    ways: reactive[str] = reactive("")
    done: reactive[int] = reactive(0)
    count: reactive[int] = reactive(0)

    def draw(self, y: int) -> Line:
        line = self.line()
        if y == 4:
            return line.put(self.glyphs.line * self.size.width, self.ink("rule"))
        line.at(1)
        if y == 1:
            line.put("Send again", self.ink("text-strong", bold=True)).put("  ").put(self.subject)
            if self.done and self.count:
                filled = self.done * 20 // self.count
                line.end(
                    (self.glyphs.bar * filled, self.ink("accent")),
                    (self.glyphs.line * (20 - filled), self.ink("rule")),
                    (f"  {self.done} of {self.count} ", self.ink("text-muted")),
                )
        elif y == 2:
            line.put(self.ways, self.ink("text-muted"))
        return line


class ReplayRows(Rows):
    """A step a row: what it repeats, and what came."""

    FOOTER: ClassVar[tuple[str, ...]] = (
        "replay.send",
        "replay.set_value",
        "replay.toggle_stop",
        "replay.next_pace",
        "replay.leave",
        "app.help",
    )
    DEFAULT_CSS = "ReplayRows { height: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self.steps: Sequence[ReplayStep] = ()
        self.results: list[ReplayResult] = []
        self.is_sending = False

    def show(self, steps: Sequence[ReplayStep]) -> None:
        self.steps, self.results = steps, []
        self.rows_changed()

    @property
    def row_count(self) -> int:
        return len(self.steps)

    def draw_row(self, index: int, line: Line) -> None:
        step, muted = self.steps[index], self.ink("text-muted")
        endpoint = step.draft.endpoint
        line.at(2).put_right(f"#{step.number}", muted, width=7).put("  ")
        line.put(endpoint.method, self.ink(method_ink(endpoint.method)), pad=8)
        path_width = max(24, line.width // 3)
        line.put(_path(step.draft), limit=path_width).at(19 + path_width)
        line.put(
            "changes things" if step.is_write else "reads", self.ink("danger") if step.is_write else muted
        )
        line.at(35 + path_width)
        if index < len(self.results):
            self._draw_result(self.results[index], line)
        elif step.trouble:
            line.put(f"! {step.trouble}", self.ink("status-4xx"))
        elif self.is_sending and index == len(self.results):
            line.put("being sent", self.ink("accent"))

    def _draw_result(self, result: ReplayResult, line: Line) -> None:
        muted = self.ink("text-muted")
        exchange = result.exchange
        if exchange is None:
            line.put(f"! {result.error}", self.ink("status-4xx"))
            return
        kind = kind_of(exchange.status) if exchange.status else "none"
        glyph = self.glyphs.of_status(glyph_of(kind))
        line.put(f"{glyph} {exchange.status or 'none'}", self.ink(kind_ink(kind), bold=True)).put("  ")
        if result.old_status != exchange.status:
            line.put(f"was {result.old_status or 'none'}", self.ink("status-4xx")).put("  ")
        line.put(f"#{exchange.number}", muted)
        line.end((f"{shown_ms(exchange.timing.total_ms)} ", muted))


class ReplayScreen(Screen[bool]):
    """Steps with their outcome.

    Args:
        numbers: The exchanges to send again, in the order of sending.
    """

    DEFAULT_CSS = "ReplayScreen { background: $background; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(tuple(action for action in actions_of("replay") if action.id != "replay.send")),
        *bindings_of((find_action("app.help"),)),
    ]
    header = query_one(HeaderBar)
    head = query_one(ReplayHead)
    rows = query_one(ReplayRows)
    footer = query_one(FooterBar)

    def __init__(self, workspace: Workspace, numbers: Sequence[int]) -> None:
        super().__init__()
        self._workspace = workspace
        self._numbers = tuple(numbers)
        self._values: dict[str, str] = {}
        self._stops_on_error = True
        self._pace_s = PACES[0]
        self._has_sent = False
        self._sending: Worker[None] | None = None

    def compose(self) -> ComposeResult:
        yield HeaderBar()
        yield ReplayHead()
        yield ReplayRows()
        yield FooterBar()

    def on_mount(self) -> None:
        self.header.place = place_of(self._workspace)
        self.footer.action_ids = ReplayRows.FOOTER
        self.rows.focus()
        self._plan()

    # The plan

    @work(group="plan", exclusive=True, exit_on_error=False)
    async def _plan(self) -> None:
        from cloudflow_tui.workspace.replay import plan_replay

        try:
            steps = await asyncio.to_thread(plan_replay, self._workspace, self._numbers, dict(self._values))
        except CloudFlowError as error:
            self._tell(str(error))
            return
        self.rows.show(steps)
        writes = sum(step.is_write for step in steps)
        host = self._workspace.profile.name
        changing = f", {writes} of them change things" if writes else ", all of them read"
        self.head.subject = f"{shown_count(len(steps), 'exchange')} to {host}{changing}"
        self.head.count, self.head.done = len(steps), 0
        self._tell_ways()

    def _tell_ways(self) -> None:
        stop = "stops at the first bad answer" if self._stops_on_error else "goes on after a bad answer"
        pace = f"{self._pace_s:.0f} s between two" if self._pace_s else "no wait between two"
        from cloudflow_tui.redact.names import is_secret_name

        values = ", ".join(
            f"{name}={self.glyphs_masked if is_secret_name(name) else value}"
            for name, value in self._values.items()
        )
        self.head.ways = f"{stop}; {pace}" + (f"; with {values}" if values else "")

    @property
    def glyphs_masked(self) -> str:
        return self.rows.glyphs.masked

    def _tell(self, words: str, *, ink: str = "status-4xx") -> None:
        self.footer.note_ink, self.footer.note = ink, words

    @property
    def _is_busy(self) -> bool:
        return self._sending is not None and self._sending.is_running

    def action_set_value(self) -> None:
        def take(text: str | None) -> None:
            if text and text.strip():
                name, _, value = text.partition("=")
                self._values[name.strip()] = value
                self._plan()

        if not self._is_busy:
            hint = "NAME=VALUE, in every call that has it; also for ${name} and what was masked."
            self.app.push_screen(AskScreen("New value", hint=hint, fault_of=_value_fault), take)

    def action_toggle_stop(self) -> None:
        self._stops_on_error = not self._stops_on_error
        self._tell_ways()

    def action_next_pace(self) -> None:
        self._pace_s = PACES[(PACES.index(self._pace_s) + 1) % len(PACES)]
        self._tell_ways()

    # Sending

    @on(Rows.Chosen)
    def _send_asked(self, event: Rows.Chosen) -> None:
        """Send what only reads; ask before anything else, and for names where production wants them."""
        from cloudflow_tui.tui.screens.profiles_trying import QuestionScreen
        from cloudflow_tui.workspace.replay import wants_name

        event.stop()
        steps = self.rows.steps
        if self._is_busy or not steps:
            return
        writes = [step.words for step in steps if step.is_write]
        if not writes:
            self._begin(steps)
            return

        def answered(is_agreed: bool | None) -> None:
            if is_agreed:
                self._ask_names(steps, wants_name(self._workspace, steps), ())
            else:
                self._tell("Nothing was sent.", ink="text-muted")

        shown = ", ".join(writes[:5]) + (f" and {len(writes) - 5} more" if len(writes) > 5 else "")
        question = f"This changes things again on {self._workspace.profile.name}: {shown}."
        self.app.push_screen(QuestionScreen(question, yes="Send them again"), answered)

    @work(group="naming", exclusive=True, exit_on_error=False)
    async def _ask_names(
        self, steps: Sequence[ReplayStep], asked: Sequence[ReplayStep], named: Sequence[ReplayStep]
    ) -> None:
        """Ask for one name after the other, as when they are sent by themselves; then send."""
        from cloudflow_tui.tui.screens.confirm import ConfirmScreen
        from cloudflow_tui.workspace.naming import name_of_object

        if not asked:
            self._begin(steps, named=named, is_confirmed=True)
            return
        step, *later = asked

        def answered(is_named: bool | None) -> None:
            if is_named:
                self._ask_names(steps, later, (*named, step))
            else:
                self._tell("Nothing was sent: it was kept.", ink="text-muted")

        name = await name_of_object(self._workspace, step.draft)
        self.app.push_screen(ConfirmScreen(self._workspace, step.draft, name), answered)

    def _begin(
        self, steps: Sequence[ReplayStep], *, named: Sequence[ReplayStep] = (), is_confirmed: bool = False
    ) -> None:
        """Send, once credentials may go this way."""
        from cloudflow_tui.tui.screens.profiles_trying import ask_plain_http

        def answered(objection: str) -> None:
            if objection:
                self._tell(objection)
            else:
                self._sending = self._send(steps, named, is_confirmed=is_confirmed)

        ask_plain_http(self.app, self._workspace, answered)

    @work(group="replay", exclusive=True, exit_on_error=False)
    async def _send(
        self, steps: Sequence[ReplayStep], named: Sequence[ReplayStep], *, is_confirmed: bool
    ) -> None:
        from cloudflow_tui.workspace.replay import replay

        self.rows.results, self.rows.is_sending = [], True
        self.head.done = 0
        self.footer.note = ""
        self.rows.refresh()
        try:
            await replay(
                self._workspace,
                steps,
                is_confirmed=is_confirmed,
                named=named,
                stops_on_error=self._stops_on_error,
                pace_s=self._pace_s,
                on_step=self._step_done,
            )
        except CloudFlowError as error:
            self._tell(str(error))
        except asyncio.CancelledError:
            self._tell("Stopped. What was sent stands in the history.")
            raise
        else:
            self._tell_end()
        finally:
            self.rows.is_sending = False
            self.rows.refresh()

    def _step_done(self, result: ReplayResult) -> None:
        self._has_sent = self._has_sent or result.exchange is not None
        self.rows.results.append(result)
        self.head.done = len(self.rows.results)
        self.rows.cursor = len(self.rows.results) - 1
        self.rows.refresh()

    def _tell_end(self) -> None:
        results = self.rows.results
        bad = sum(result.is_bad for result in results)
        words = (
            f"{len(results) - bad} well, {bad} not"
            if bad
            else f"{shown_count(len(results), 'exchange')} well"
        )
        left = len(self.rows.steps) - len(results)
        more = f"; {left} not sent any more" if left else ""
        self._tell(f"{words}{more}.", ink="status-4xx" if bad else "status-2xx")

    def action_leave(self) -> None:
        """Stop what runs, else go back."""
        if self._is_busy and self._sending is not None:
            self._sending.cancel()
        else:
            self.dismiss(self._has_sent)


def _path(draft: Draft) -> str:
    """The path with its values."""
    path = draft.endpoint.path
    for name, value in draft.values("path").items():
        path = path.replace(f":{name}", str(value))
    return path


def _value_fault(text: str) -> str:
    name, sign, _ = text.partition("=")
    return "" if not text.strip() or (sign and name.strip()) else "Such as user_id=17."
