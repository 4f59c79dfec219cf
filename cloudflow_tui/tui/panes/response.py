"""The response pane: what may come, what is waited for, and what came. Shows one exchange handed to it.

States: idle (nothing sent), waiting, refused (not sent), answered. Tabs are mounted when first looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Literal, Self

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.getters import query_one
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from cloudflow_tui.diagnosis import Explanation, possible_answers
from cloudflow_tui.tui.actions import bindings_of
from cloudflow_tui.tui.actions.response import PANE_ACTIONS
from cloudflow_tui.tui.panes.response_answer import Answer, first_part, is_small, sentence_of, whole
from cloudflow_tui.tui.panes.response_brief import BriefLines
from cloudflow_tui.tui.panes.response_idle import IdleRows
from cloudflow_tui.tui.panes.response_reading import ReadingPane
from cloudflow_tui.tui.panes.response_status import StatusRows
from cloudflow_tui.tui.panes.response_summary import outline_of, outline_of_refusal
from cloudflow_tui.tui.panes.response_tabs import AnswerTabs
from cloudflow_tui.tui.panes.response_waiting import WaitingLine
from cloudflow_tui.tui.widgets.body_jumps import BodyJumps
from cloudflow_tui.tui.widgets.drawn import Rows
from cloudflow_tui.tui.widgets.figures import shown_bytes
from cloudflow_tui.tui.widgets.tabs import TabRow
from cloudflow_tui.workspace.drifting import drift_note

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import Endpoint
    from cloudflow_tui.errors import CloudFlowError
    from cloudflow_tui.exchange import Exchange, Request
    from cloudflow_tui.history import HistoryRow
    from cloudflow_tui.workspace import Workspace

State = Literal["idle", "waiting", "refused", "answered"]
PREPARE_AFTER_S = 0.2
"""A call that was opened is painted by then, and hardly anybody sends it sooner."""


class ResponsePane(ReadingPane):
    """One call's answer.

    Args:
        workspace: Masks what is shown.
    """

    DEFAULT_CSS = """
    ResponsePane { height: 1fr; background: $background; }
    ResponsePane > IdleRows, ResponsePane > AnswerTabs { margin-top: 1; }
    ResponsePane.-summary { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(PANE_ACTIONS)

    is_summary: reactive[bool] = reactive(False)
    """Only two lines: what may come, or what came."""

    class FieldPicked(Message):
        """A parameter that the server complained about was chosen."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    class Reopen(Message):
        """An exchange of the history was chosen."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    class ReadWanted(Message):
        """The user agrees to a read that tells more."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    class CompareWanted(Message):
        """This answer is to stand beside the one that the same call got before."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    class EndpointLinked(Message):
        """A value of the answer was followed to the call that shows its object."""

        def __init__(self, endpoint_id: str, values: dict[str, str]) -> None:
            super().__init__()
            self.endpoint_id = endpoint_id
            self.values = values
            """Path parameters to fill in."""

    class CancelRequested(Message):
        """The user does not want to wait any longer."""

    idle = query_one("#idle", IdleRows)
    waiting = query_one(WaitingLine)
    status = query_one(StatusRows)
    tabs = query_one(AnswerTabs)
    brief = query_one(BriefLines)

    def __init__(self, workspace: Workspace, *, id: str | None = None) -> None:
        super().__init__(workspace, id=id)
        self._state: State = "idle"
        self._exchange: Exchange | None = None
        self._explanation: Explanation | None = None
        self._endpoint: Endpoint | None = None
        self._sent_before: Sequence[HistoryRow] = ()
        self._is_revealed = False
        self._is_prepared = False
        self._parts: tuple[tuple[Widget, frozenset[str]], ...] = (
            (BriefLines(), frozenset({"summary"})),
            (WaitingLine(), frozenset({"waiting"})),
            (StatusRows(id="status"), frozenset({"refused", "answered"})),
            (TabRow(*AnswerTabs.IDLE_TABS, id="idle-tabs"), frozenset({"idle"})),
            (IdleRows(id="idle"), frozenset({"idle", "refused"})),
            (AnswerTabs(), frozenset({"answered"})),
        )
        """What stands in the pane, and in which states it is seen."""

    def compose(self) -> ComposeResult:
        for widget, states in self._parts:
            widget.display = self._state in states
            yield widget

    # What the screen tells

    def show_endpoint(self, endpoint: Endpoint | None, sent_before: Sequence[HistoryRow]) -> None:
        """Nothing was sent yet: show what this call may answer, and what it answered before."""
        self._endpoint, self._sent_before = endpoint, sent_before
        self._forget()
        self._show_possible(has_title=True)
        self._enter("idle")
        if not self._is_prepared:
            self._is_prepared = True
            self.set_timer(PREPARE_AFTER_S, self.tabs.prepare)

    def show_waiting(self, host: str) -> None:
        """A request is on its way."""
        self._forget()
        self.brief.show_waiting(host)
        self.waiting.start(host)
        self._enter("waiting")

    def show_progress(self, received_bytes: int, expected_bytes: int | None) -> None:
        """So many bytes of the answer are here."""
        self.waiting.show_progress(received_bytes, expected_bytes)
        if self.arriving is not None:
            of = f" of {shown_bytes(expected_bytes)}" if expected_bytes else ""
            self.tabs.show_progress(f"the beginning, {shown_bytes(received_bytes)}{of} are here, reading on")

    def show_upload(self, sent_bytes: int, total_bytes: int) -> None:
        """So many bytes of a large body left."""
        self.waiting.show_upload(sent_bytes, total_bytes)

    def show_refusal(self, error: CloudFlowError) -> None:
        """The request was not sent."""
        self._forget()
        outline = outline_of_refusal(error)
        self.status.show(outline)
        self.brief.show_outline(outline)
        self._show_possible(has_title=False)
        self._enter("refused")

    def show_exchange(self, exchange: Exchange, explanation: Explanation, endpoint: Endpoint | None) -> None:
        """An exchange came to its end, or is looked at again."""
        is_new = self.arriving is None or self.arriving is not exchange.request
        self._forget(exchange.request)
        self._exchange, self._explanation, self._endpoint = exchange, explanation, endpoint
        outline = outline_of(exchange, explanation)
        self.status.show(outline)
        self.brief.show_outline(outline)
        self._make_ready(is_new=is_new, has_page=not is_new)
        self._enter("answered")

    def show_evidence(self, exchange: Exchange, hints: Sequence[str], reads: Sequence[str]) -> None:
        """Say what else is known of the exchange that is shown, and what may be asked."""
        if exchange is self._exchange and self._explanation is not None:
            outline = outline_of(exchange, self._explanation)
            self.status.show(replace(outline, hints=(*hints, *outline.hints), reads=tuple(reads)))

    def show_early(self, exchange: Exchange, explanation: Explanation, endpoint: Endpoint | None) -> None:
        """The beginning of a long answer is here; `show_exchange` follows with all of it."""
        self._forget(exchange.request)
        # What is wrong with the body cannot be known before its end.
        explanation = replace(explanation, hints=())
        self._exchange, self._explanation, self._endpoint = exchange, explanation, endpoint
        self.arriving = exchange.request
        outline = outline_of(exchange, explanation)
        self.status.show(outline)
        self.brief.show_outline(outline)
        page = first_part(exchange, self.workspace.masked)
        self._show_answer(replace(page, progress="the beginning, reading on"), is_new=True)
        self._enter("answered")

    @property
    def state(self) -> State:
        return self._state

    def focus(self, scroll_visible: bool = True, from_app_focus: bool = False) -> Self:
        """Give the focus to what matters now inside the pane."""
        if not self.is_summary:
            if self._state == "answered":
                self.tabs.focus_content()
            else:
                (self.waiting if self._state == "waiting" else self.idle).focus(scroll_visible)
        return self

    def _forget(self, but: Request | None = None) -> None:
        """Nothing is shown any more.

        Args:
            but: The answer to this request may still be read.
        """
        self.stop_reading(but)
        self.workers.cancel_group(self, "body")
        if but is None:
            self.reading_ends()
        self.waiting.stop()
        self._exchange = self._explanation = self.arriving = None
        self._is_revealed = False

    def _show_possible(self, *, has_title: bool) -> None:
        answers = possible_answers(self._endpoint) if self._endpoint is not None else ()
        self.idle.show(answers, self._sent_before, has_title=has_title)
        if has_title:
            self.brief.show_answers(answers)

    def _enter(self, state: State) -> None:
        had_focus = self.has_focus_within
        self._state = state
        self._show_state()
        if had_focus:
            self.focus()

    def _show_state(self) -> None:
        # Not by a class: its change would style every widget of the pane anew, as long as painting it takes.
        shown = "summary" if self.is_summary else self._state
        for widget, states in self._parts:
            if widget.display != (shown in states):
                widget.display = shown in states

    # The answer

    def _make_ready(self, *, is_new: bool, has_page: bool = False) -> None:
        """Show the answer, or its first page while a thread makes the rest ready."""
        exchange = self._exchange
        assert exchange is not None
        mask = None if self._is_revealed else self.workspace.masked
        if is_small(exchange):
            self.stop_reading()
            version = self.workspace.version
            self._show_answer(whole(exchange, mask, endpoint=self._endpoint, version=version), is_new=is_new)
            return
        if not has_page:
            self._show_answer(first_part(exchange, mask), is_new=is_new)
        if self.is_read_along:
            self.read_on(exchange, self._endpoint, is_revealed=self._is_revealed)
        else:
            # The first page is to be painted before a thread takes the time of the screen.
            self.call_after_refresh(self._read_rest, exchange)

    def _read_rest(self, exchange: Exchange) -> None:
        if exchange is self._exchange:
            self.read_on(exchange, self._endpoint, is_revealed=self._is_revealed)

    @on(ReadingPane.Ready)
    def _ready(self, event: ReadingPane.Ready) -> None:
        event.stop()
        self.reading_ends()
        if event.exchange is self._exchange:
            self._show_answer(event.answer, is_new=False)

    def _show_answer(self, answer: Answer, *, is_new: bool) -> None:
        assert self._explanation is not None
        documented = self._endpoint.answer.status if self._endpoint is not None else None
        sentence = sentence_of(answer.exchange, self._explanation, documented)
        self.tabs.show(answer, sentence, self._endpoint, is_new=is_new)

    # Keys and choices

    def action_next_tab(self) -> None:
        if self._state == "answered":
            self.tabs.step(1)

    def action_previous_tab(self) -> None:
        if self._state == "answered":
            self.tabs.step(-1)

    def action_show_tab(self, tab_id: str) -> None:
        """Go to a tab; does nothing when there is no such one."""
        if self._state == "answered":
            self.tabs.go_to(tab_id)

    def action_field(self) -> None:
        """Go up to the rows that say what is wrong."""
        if self._state in ("answered", "refused") and self.status.has_more:
            self.status.enter()

    def action_reveal(self) -> None:
        """Show the secrets of the answer on the screen, or mask them again."""
        if self._exchange is not None:
            self._is_revealed = not self._is_revealed
            self._make_ready(is_new=False)
            if self._is_revealed:
                self.notify("The secrets of this answer are shown.", severity="warning")
            else:
                self.notify("Secrets are masked again.")

    def action_compare(self) -> None:
        if self._exchange is not None and self._state == "answered":
            self.post_message(self.CompareWanted(self._exchange.number))

    def action_drift(self) -> None:
        """Say how the answer differs from the catalog, and copy it as a note."""
        drift, endpoint = self.tabs.drift, self._endpoint
        if drift is None or endpoint is None:
            self.notify("Of this answer the catalog cannot tell.")
        elif note := drift_note(endpoint, drift):
            self.app.copy_to_clipboard(note)
            self.notify(f"Copied a note: {drift.brief}", markup=False)
        else:
            self.notify("Nothing differs from the catalog.")

    @on(BodyJumps.LinkAsked)
    def _follow(self, event: BodyJumps.LinkAsked) -> None:
        event.stop()
        from cloudflow_tui.tui.panes.response_links import target_at

        if self._exchange is None:
            return
        request = self._exchange.request
        target = target_at(self.workspace.catalog, self._endpoint, request, event.text, event.line)
        if target is None:
            self.notify("This line leads to no other call.", severity="warning")
        else:
            self.post_message(self.EndpointLinked(target.endpoint_id, target.values))

    @on(StatusRows.Left)
    def _left_status(self, event: StatusRows.Left) -> None:
        event.stop()
        self.focus()

    @on(AnswerTabs.LeftUpwards)
    def _left_upwards(self, event: AnswerTabs.LeftUpwards) -> None:
        event.stop()
        self.action_field()

    @on(Rows.Chosen, "#status")
    def _status_chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        row = self.status.row_at(event.index)
        if row.parameter:
            self.post_message(self.FieldPicked(row.parameter))
        elif row.exchange_number:
            self.post_message(self.Reopen(row.exchange_number))
        elif row.read_at:
            self.post_message(self.ReadWanted(row.read_at - 1))

    @on(Rows.Chosen, "#idle")
    def _idle_chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        number = self.idle.number_at(event.index)
        if number is not None:
            self.post_message(self.Reopen(number))

    @on(WaitingLine.Cancelled)
    def _cancelled(self, event: WaitingLine.Cancelled) -> None:
        event.stop()
        self.post_message(self.CancelRequested())

    # Size and focus

    def watch_is_summary(self, is_summary: bool) -> None:
        self.set_class(is_summary, "-summary")
        self._show_state()

    def on_resize(self, event: events.Resize) -> None:
        self.status.set_pane_size(event.size.width, event.size.height)
        self.tabs.set_width(event.size.width)

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _light(self) -> None:
        is_lit = self.has_focus_within
        self.query_one("#idle-tabs", TabRow).is_lit = is_lit
        self.tabs.is_lit = is_lit
