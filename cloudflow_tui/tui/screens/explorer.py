"""The explorer: tree, request and response beside each other, and what passes between them.

Composes panes and routes their messages; what a pane shows is its own concern. Requests are sent by the app.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.getters import query_one
from textual.reactive import reactive

from cloudflow_tui.errors import CloudFlowError
from cloudflow_tui.tui.actions import actions_of, bindings_of
from cloudflow_tui.tui.call_view import call_of, missing_sentence, place_of, rights_sentence, short_version
from cloudflow_tui.tui.messages import (
    ExchangeFinished,
    ExchangeProgressed,
    SendRefused,
    SendRequested,
    UploadProgressed,
)
from cloudflow_tui.tui.panes.findings import FindingsPane
from cloudflow_tui.tui.panes.followed import FollowedPane
from cloudflow_tui.tui.panes.request import RequestPane
from cloudflow_tui.tui.panes.response import ResponsePane
from cloudflow_tui.tui.panes.tree import TreePane
from cloudflow_tui.tui.screens.explorer_errands import ExplorerErrands
from cloudflow_tui.tui.widgets.callbar import CallBar
from cloudflow_tui.tui.widgets.footer import FooterBar
from cloudflow_tui.tui.widgets.header import HeaderBar
from cloudflow_tui.tui.widgets.strip_bar import PaneStrip
from cloudflow_tui.tui.widgets.too_small import LEAST_HEIGHT, LEAST_WIDTH, TooSmall

if TYPE_CHECKING:
    from cloudflow_tui.request import Draft, Problem
    from cloudflow_tui.workspace import Workspace

SHOW_WAITING_AFTER_S = 0.1


class ExplorerScreen(ExplorerErrands):
    """The main screen.

    Args:
        workspace: What everything works on.
        endpoint_id: The endpoint to open at once, "" for none.
    """

    CSS_PATH = "explorer.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(actions_of("app"))
    HORIZONTAL_BREAKPOINTS = [
        (0, "-slim"), (LEAST_WIDTH, "-narrow"), (100, "-medium"), (140, "-wide"), (200, "-ultra"),
    ]  # fmt: skip
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (LEAST_HEIGHT, "-tiny"), (24, "-short"), (32, "-tall")]

    header = query_one(HeaderBar)
    call_bar = query_one(CallBar)

    is_sending: reactive[bool] = reactive(False)

    def __init__(self, workspace: Workspace, endpoint_id: str = "") -> None:
        super().__init__(workspace)
        self._first_endpoint_id = endpoint_id
        self._problems: list[Problem] = []
        self._armed: Draft | None = None
        """The draft as it was when sending was stopped; sent anyway when it comes again unchanged."""

    def compose(self) -> ComposeResult:
        yield HeaderBar()
        yield PaneStrip()
        with Horizontal(id="main"):
            yield TreePane(self.workspace.catalog, id="tree")
            with Vertical(id="work"):
                yield CallBar()
                with Container(id="panes"):
                    yield RequestPane(self.workspace, id="request")
                    yield ResponsePane(self.workspace, id="response")
                yield FindingsPane()
                yield FollowedPane(self.workspace)
        yield TooSmall()
        yield FooterBar()

    def on_mount(self) -> None:
        self.show_place()
        if self.workspace.catalog.warnings:
            self.tell(self.workspace.catalog.warnings[0])
        self.add_class("-at-tree")
        self.tree_pane.focus_rows()
        if self._first_endpoint_id:
            self.call_after_refresh(self.open_endpoint, self._first_endpoint_id, reveal=True)
        self.call_after_refresh(self.show_saved)

    def show_place(self) -> None:
        """Tell the header where requests go, as far as it is known."""
        self.header.place = place_of(self.workspace)
        self.tree_pane.rows.is_read_only = self.workspace.profile.is_read_only
        self.tree_pane.show_version(short_version(self.workspace.version))
        self.tree_pane.rows.rights = self.workspace.rights

    # Endpoints and drafts

    @on(TreePane.Opened)
    def _open_from_tree(self, event: TreePane.Opened) -> None:
        event.stop()
        self.open_endpoint(event.endpoint_id)
        self.action_go_pane("request")

    def open_endpoint(self, endpoint_id: str, *, reveal: bool = False) -> None:
        """Show an endpoint with the draft that it had last.

        Args:
            reveal: Unfold the tree around it.
        """
        draft = self.open_drafts.of_endpoint(endpoint_id)
        if draft is None:
            try:
                draft = self.workspace.draft(endpoint_id)
            except CloudFlowError as error:
                self.tell(str(error))
                return
        self.open_draft(draft, reveal=reveal)

    @on(TreePane.SavedOpened)
    def _open_saved(self, event: TreePane.SavedOpened) -> None:
        event.stop()
        self.open_saved(event.name)

    def open_from_palette(self, endpoint_id: str) -> None:
        """Show an endpoint that was chosen by name, and go to its request."""
        self.open_endpoint(endpoint_id, reveal=True)
        self.action_go_pane("request")

    def open_draft(self, draft: Draft, *, reveal: bool = True) -> None:
        """Show a draft; it becomes the one of its endpoint that is shown first."""
        self.draft = draft
        self._armed = None
        self.is_request_away = False
        endpoint = draft.endpoint
        self.open_drafts.show(draft)
        if endpoint.id:
            self.tree_pane.show_open(self.workspace.catalog.summary(endpoint.id), reveal=reveal)
        self.call_bar.alarm = ""
        self.request_pane.show_draft(draft)
        if not self.is_sending:
            self.response_pane.show_endpoint(endpoint, self._sent_before(endpoint.id))

    @on(RequestPane.Changed)
    def _draft_changed(self, event: RequestPane.Changed) -> None:
        event.stop()
        self._problems = list(event.problems)
        draft = self.draft
        self.call_bar.alarm = (
            "" if draft is None else self.note_of(draft) or rights_sentence(self.workspace, draft)
        )
        self._show_call()

    @on(RequestPane.Failed)
    def _draft_failed(self, event: RequestPane.Failed) -> None:
        event.stop()
        self.tell(str(event.error))

    def _show_call(self) -> None:
        if self.draft is not None:
            self.call_bar.call = call_of(self.draft, self._problems, is_sending=self.is_sending)

    @on(CallBar.FormatPressed)
    def action_toggle_format(self) -> None:
        """Switch the draft between JSON and XML; its values stay."""
        if self.draft is None:
            self.tell("No call is open; choose one in the tree first.")
            return
        self.request_pane.commit()
        self.request_pane.set_format("json" if self.draft.format == "xml" else "xml")

    # Sending

    @on(CallBar.SendPressed)
    def action_send(self) -> None:
        """Send the draft; stop at what is missing the first time, send anyway the second."""
        if self.draft is None:
            self.tell("No call is open; choose one in the tree first.")
            return
        if self.is_sending:
            self.tell("Not sent: a request is still running. ctrl+x cancels it.")
            return
        self.request_pane.commit()
        draft = self.draft
        questions = self.workspace.variables.questions(draft)
        if questions:
            self._ask(questions[0])
            return
        blocking = [problem for problem in self.workspace.validate(draft) if problem.blocks]
        is_anyway = bool(blocking) and self._armed is not None and self._armed == draft
        if blocking and not is_anyway:
            self._armed = draft.copy()
            self.action_go_pane("request")
            self.request_pane.focus_first_problem()
            self.tell(missing_sentence(blocking))
            return
        self._armed = None
        self.call_bar.alarm = ""
        self.keep_drafts()
        self.post_message(SendRequested(draft.copy(), is_anyway=is_anyway))

    def tell(self, sentence: str) -> None:
        """Say a sentence where it cannot be missed: under the address, in small terminals below too."""
        self.call_bar.alarm = sentence
        if self.is_tree_alone or self.has_class("-tiny"):
            self.footer.note = sentence

    def watch_is_sending(self) -> None:
        if self.is_mounted:
            self._show_call()

    def sending_started(self, host: str) -> None:
        """A request left for this host."""
        self.stop_waiting()
        self.is_sending = True
        self.request_pane.clear_refused()
        # Most answers are here before a picture of waiting could be painted; it would only hold them up.
        self.set_timer(SHOW_WAITING_AFTER_S, partial(self._still_waiting, host))

    def _still_waiting(self, host: str) -> None:
        if self.is_sending and not self.response_pane.is_arriving:
            self.response_pane.show_waiting(host)

    @on(ExchangeProgressed)
    def _progressed(self, event: ExchangeProgressed) -> None:
        self.response_pane.show_progress(event.received_bytes, event.expected_bytes)

    @on(UploadProgressed)
    def _uploaded(self, event: UploadProgressed) -> None:
        self.response_pane.show_upload(event.sent_bytes, event.total_bytes)

    @on(ExchangeFinished)
    def _finished(self, event: ExchangeFinished) -> None:
        self.is_sending = False
        exchange, explanation = event.exchange, event.explanation
        endpoint = event.draft.endpoint
        is_seen = self.response_pane.is_arriving
        self.response_pane.show_exchange(exchange, explanation, endpoint if endpoint.id else None)
        if self._is_open(event.draft) and explanation.kind == "4xx" and explanation.field_errors:
            self.request_pane.mark_refused(explanation.field_errors)
        self.show_place()
        # Who looked at the beginning of a long answer and went elsewhere is left there.
        if is_seen:
            self.is_request_away = self.is_request_away and self._is_open(event.draft)
        else:
            self.turn_to_answer(event.draft)

    def _is_open(self, draft: Draft) -> bool:
        return self.draft is not None and self.draft.endpoint == draft.endpoint

    def turn_to_answer(self, draft: Draft) -> None:
        """Go to the answer. That of a plain read takes the room of its request, which has nothing to show."""
        is_plain_read = draft.endpoint.effect == "read" and not draft.items()
        self.is_request_away = is_plain_read and self._is_open(draft)
        if self.pane == "request" or self.is_tree_alone:
            self.action_go_pane("response")

    @on(SendRefused)
    def _refused(self, event: SendRefused) -> None:
        self.is_sending = False
        self.response_pane.show_refusal(event.error)
        self.tell(event.error.message)

    @on(ResponsePane.FieldPicked)
    def _pick_field(self, event: ResponsePane.FieldPicked) -> None:
        self.action_go_pane("request")
        self.request_pane.focus_field(event.name)

    @on(ResponsePane.Reopen)
    def _reopen_sent(self, event: ResponsePane.Reopen) -> None:
        self.reopen(event.number)

    @on(ResponsePane.CancelRequested)
    async def _cancel(self) -> None:
        await self.run_action("app.cancel")

    def reopen(self, number: int) -> None:
        """Show an exchange of the history again, with the draft that it was sent from."""
        try:
            exchange = self.workspace.history.get(number)
            draft = self.workspace.redraft(number)
        except CloudFlowError as error:
            self.tell(str(error))
            return
        if draft is not None:
            self.open_draft(draft)
        endpoint = None if draft is None or not draft.endpoint.id else draft.endpoint
        explanation = self.workspace.explain(exchange)
        self.response_pane.show_exchange(exchange, explanation, endpoint)
        if explanation.glyph != "✓":
            self.gather(exchange, draft, is_resent=True)
        self.action_go_pane("request" if draft is not None else "response")
