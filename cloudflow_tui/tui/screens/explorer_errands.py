"""What the explorer does besides showing its panes: look behind a refusal, follow scheduled work, watch.

Composes nothing; the explorer does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.getters import query_one

from cloudflow_tui.errors import CloudFlowError
from cloudflow_tui.tui.messages import ExchangeArriving, ExchangeFinished, SendRequested
from cloudflow_tui.tui.panes.followed import FollowedPane
from cloudflow_tui.tui.panes.response import ResponsePane
from cloudflow_tui.tui.screens.explorer_settings import ModuleScreen

if TYPE_CHECKING:
    from cloudflow_tui.exchange import Exchange
    from cloudflow_tui.history import HistoryRow
    from cloudflow_tui.request import Draft
    from cloudflow_tui.workspace.evidence_lines import Gathered
    from cloudflow_tui.workspace.resending import Resend

SENT_BEFORE = 5
"""How many earlier exchanges of a call are shown before it is sent."""


class ExplorerErrands(ModuleScreen):
    """The base of the explorer."""

    watch_interval_s = 5.0
    """Between two looks at first."""
    _gathered: Gathered | None = None
    """What is known of the exchange that was refused last."""
    _gathered_draft: Draft | None = None
    _resent: Draft | None = None
    """What was sent once more; it is not offered again."""
    wait_interval_s = 2.0
    """Between two looks at what holds an object."""

    followed = query_one(FollowedPane)

    def reopen(self, number: int) -> None:
        """Show an exchange of the history again."""
        raise NotImplementedError

    def turn_to_answer(self, draft: Draft) -> None:
        """Go to the answer, and give it room."""
        raise NotImplementedError

    # The beginning of a long answer

    @on(ExchangeArriving)
    def _arriving(self, event: ExchangeArriving) -> None:
        endpoint = event.draft.endpoint
        self.response_pane.show_early(event.exchange, event.explanation, endpoint if endpoint.id else None)
        self.turn_to_answer(event.draft)

    # Evidence

    @on(ExchangeFinished)
    def _look_behind(self, event: ExchangeFinished) -> None:
        """Follow what was scheduled; gather evidence for what was refused or not answered."""
        self.followed.take(event.exchange, event.draft)
        if event.explanation.glyph != "✓":
            self.gather(event.exchange, event.draft, is_resent=event.draft is self._resent)

    @work(group="evidence", exclusive=True, exit_on_error=False)
    async def gather(self, exchange: Exchange, draft: Draft | None, *, is_resent: bool) -> None:
        """Say what history and catalog know of it, and what could be read.

        Args:
            draft: What it was sent from, as far as that is known.
            is_resent: It must not be offered to send it once more.
        """
        import asyncio

        from cloudflow_tui.workspace.evidence_lines import Gathered

        self._gathered = await asyncio.to_thread(
            Gathered.of, self.workspace, exchange, draft, is_resent=is_resent
        )
        self._gathered_draft = draft
        self._show_evidence()

    def _show_evidence(self) -> None:
        gathered = self._gathered
        if gathered is not None:
            redactor = self.workspace.redactor(gathered.exchange)
            lines = [redactor.text(line) for line in gathered.lines]
            self.response_pane.show_evidence(gathered.exchange, lines, gathered.questions)

    @on(ResponsePane.ReadWanted)
    def _read_wanted(self, event: ResponsePane.ReadWanted) -> None:
        event.stop()
        gathered = self._gathered
        if gathered is not None and event.index < len(gathered.reads):
            self._read_evidence(gathered, event.index)
        elif gathered is not None and gathered.resend is not None and self._gathered_draft is not None:
            self._send_once_more(gathered.resend, self._gathered_draft.copy())

    @work(group="evidence", exclusive=True, exit_on_error=False)
    async def _read_evidence(self, gathered: Gathered, index: int) -> None:
        """Send a read that the user agreed to, and say what it shows."""
        try:
            self._gathered = await gathered.after_reading(self.workspace, index)
        except CloudFlowError as error:
            self.tell(str(error))
            return
        self._show_evidence()

    # One more attempt

    @work(group="resend", exclusive=True, exit_on_error=False)
    async def _send_once_more(self, resend: Resend, draft: Draft) -> None:
        """Wait where the object is held, then send as if the key was pressed."""
        from cloudflow_tui.workspace.resending import wait_until_free

        try:
            if resend.path:
                self.tell("Waiting until the object is free. ctrl+x stops waiting.")
                await wait_until_free(
                    self.workspace,
                    resend.path,
                    interval_s=self.wait_interval_s,
                    on_busy=lambda words: self.tell(f"Waiting: {words}. ctrl+x stops waiting."),
                )
        except CloudFlowError as error:
            self.tell(str(error))
            return
        self._resent = draft
        self.post_message(SendRequested(draft, is_anyway=True))

    def stop_waiting(self) -> None:
        """Give up waiting for an object to be free; nothing is sent then."""
        waiting = [one for one in self.workers if one.group == "resend" and one.is_running]
        if waiting:
            self.workers.cancel_group(self, "resend")
            self.tell("Not waiting any more; nothing was sent.")

    def _sent_before(self, endpoint_id: str) -> list[HistoryRow]:
        if not endpoint_id or not self.workspace.has_history:
            return []
        return list(self.workspace.history.rows(limit=SENT_BEFORE, endpoint_id=endpoint_id))

    # Comparing

    @on(ResponsePane.CompareWanted)
    @work(group="compare", exclusive=True, exit_on_error=False)
    async def _compare(self, event: ResponsePane.CompareWanted) -> None:
        """Show the answer beside the one before it."""
        import asyncio

        from cloudflow_tui.tui.screens.compare import CompareScreen
        from cloudflow_tui.workspace.comparing import one_before

        number = event.number
        try:
            before = await asyncio.to_thread(one_before, self.workspace.history, number) if number else None
        except CloudFlowError as error:
            self.tell(str(error))
            return
        if before is None:
            self.tell("Nothing to compare: it is the first answer of this call. 4 compares any two.")
        else:
            self.app.push_screen(CompareScreen(self.workspace, (before, number)))

    # Followed work

    def action_go_followed(self) -> None:
        """Go to the work that goes on."""
        if self.followed.can_focus:
            self.followed.focus()
        else:
            self.tell("No work is followed; it is as soon as a call schedules some.")

    @on(ResponsePane.EndpointLinked)
    def _follow_link(self, event: ResponsePane.EndpointLinked) -> None:
        """Open the call that shows the object whose id stands in the answer, filled in."""
        event.stop()
        try:
            draft = self.workspace.draft(event.endpoint_id)
            for name, value in event.values.items():
                draft.set_text(name, value, place="path")
        except CloudFlowError as error:
            self.tell(str(error))
            return
        self.open_draft(draft)
        self.action_go_pane("request")

    @on(FollowedPane.Ended)
    def _work_ended(self, event: FollowedPane.Ended) -> None:
        event.stop()
        self.footer.note_ink = "status-2xx" if event.is_good else "status-4xx"
        self.footer.note = event.sentence

    @on(FollowedPane.Reopen)
    def _reopen_followed(self, event: FollowedPane.Reopen) -> None:
        event.stop()
        self.reopen(event.number)

    @on(FollowedPane.Left)
    def _left_followed(self, event: FollowedPane.Left) -> None:
        event.stop()
        self.action_go_pane("response")

    # Watching

    def action_watch(self) -> None:
        """Repeat the read that is open, and mark what changes."""
        from cloudflow_tui.redact import Redactor
        from cloudflow_tui.tui.screens.watch import WatchScreen
        from cloudflow_tui.workspace.watch import refuse_watching

        if self.draft is None:
            self.tell("No call is open; choose a read in the tree first.")
            return
        self.request_pane.commit()
        draft = self.draft.copy()
        try:
            refuse_watching(draft)
            self.workspace.check(draft)
            request = self.workspace.build(draft)
        except CloudFlowError as error:
            self.tell(str(error))
            return

        def left(number: int | None) -> None:
            if number:
                self.reopen(number)

        shown = Redactor(request.secret_values).url(request.url)
        path = "/" + shown.partition("://")[2].partition("/")[2]
        self.app.push_screen(WatchScreen(self.workspace, draft, path, interval_s=self.watch_interval_s), left)
