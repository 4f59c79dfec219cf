"""What the explorer does besides showing its panes: follow scheduled work, read what is pasted, explain.

Composes nothing; the explorer does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, on, work
from textual.getters import query_one

from cloudflow_tui.errors import CloudFlowError
from cloudflow_tui.tui.messages import ExchangeArriving, ExchangeFinished
from cloudflow_tui.tui.panes.findings import FindingsPane
from cloudflow_tui.tui.panes.followed import FollowedPane
from cloudflow_tui.tui.panes.response import ResponsePane
from cloudflow_tui.tui.screens.explorer_drafts import DraftScreen
from cloudflow_tui.tui.widgets.footer import FooterBar

if TYPE_CHECKING:
    from cloudflow_tui.exchange import Exchange
    from cloudflow_tui.history import HistoryRow
    from cloudflow_tui.request import Draft
    from cloudflow_tui.tui.panes.findings_case import FindingsCase
    from cloudflow_tui.workspace.evidence_lines import Gathered


TEXT_LIMIT = 300
"""So much of a pasted text is explained."""


SENT_BEFORE = 5
"""How many earlier exchanges of a call are shown before it is sent."""


class ExplorerErrands(DraftScreen):
    """The base of the explorer."""

    _pasted: list[FindingsCase] = []
    """The requests of what was pasted last; replaced as a whole."""
    watch_interval_s = 5.0
    """Between two looks at first."""
    _gathered: Gathered | None = None
    """What is known of the exchange that was refused last."""

    response_pane = query_one(ResponsePane)
    findings = query_one(FindingsPane)
    followed = query_one(FollowedPane)
    footer = query_one(FooterBar)

    def open_draft(self, draft: Draft, *, reveal: bool = True) -> None:
        """Show a draft; it becomes the one of its endpoint."""
        raise NotImplementedError

    def reopen(self, number: int) -> None:
        """Show an exchange of the history again."""
        raise NotImplementedError

    def action_go_pane(self, pane: str) -> None:
        """Give a pane the focus."""
        raise NotImplementedError

    def look_at(self, pane: str) -> None:
        """Give a pane the room, not the focus."""
        raise NotImplementedError

    # The beginning of a long answer

    @on(ExchangeArriving)
    def _arriving(self, event: ExchangeArriving) -> None:
        endpoint = event.draft.endpoint
        self.response_pane.show_early(event.exchange, event.explanation, endpoint if endpoint.id else None)

    # Evidence

    @on(ExchangeFinished)
    def _look_behind(self, event: ExchangeFinished) -> None:
        """Follow what was scheduled; gather evidence for what was refused or not answered."""
        self.followed.take(event.exchange, event.draft)
        if event.explanation.glyph != "✓":
            self._gather(event.exchange, event.draft)

    @work(group="evidence", exclusive=True, exit_on_error=False)
    async def _gather(self, exchange: Exchange, draft: Draft) -> None:
        """Say what history and catalog know of it, and what could be read."""
        import asyncio

        from cloudflow_tui.workspace.evidence_lines import Gathered

        self._gathered = await asyncio.to_thread(Gathered.of, self.workspace, exchange, draft)
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
        if self._gathered is not None:
            self._read_evidence(self._gathered, event.index)

    @work(group="evidence", exclusive=True, exit_on_error=False)
    async def _read_evidence(self, gathered: Gathered, index: int) -> None:
        """Send a read that the user agreed to, and say what it shows."""
        try:
            self._gathered = await gathered.after_reading(self.workspace, index)
        except CloudFlowError as error:
            self.tell(str(error))
            return
        self._show_evidence()

    def _sent_before(self, endpoint_id: str) -> list[HistoryRow]:
        if not endpoint_id or not self.workspace.has_history:
            return []
        return list(self.workspace.history.rows(limit=SENT_BEFORE, endpoint_id=endpoint_id))

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

    # Pasting

    def on_paste(self, event: events.Paste) -> None:
        """What is pasted while no editor has the focus is read as a request."""
        event.stop()
        if event.text.strip():
            self._judge(event.text)

    def action_paste(self) -> None:
        """Open a box to paste into."""
        from cloudflow_tui.tui.screens.paste import PasteScreen

        def pasted(text: str | None) -> None:
            if text and text.strip():
                self._judge(text)

        self.app.push_screen(PasteScreen(), pasted)

    @work(group="paste", exclusive=True, exit_on_error=False)
    async def _judge(self, text: str) -> None:
        """Find the requests of a text and their faults; several are offered to choose from."""
        import asyncio

        from cloudflow_tui.tui.panes.findings_case import cases_of

        self.tell("Reading what was pasted.")
        cases = await asyncio.to_thread(cases_of, text, self.workspace.catalog, self.workspace.version)
        if not cases:
            self.tell("There is no request in what was pasted.")
            self._explain_pasted(text)
            return
        self._pasted = cases
        self.workspace.know_secrets({value for case in cases for value in case.pasted.secret_values})
        if len(cases) == 1:
            self._show_pasted(0)
        else:
            self._choose_pasted()

    @on(FindingsPane.RequestsWanted)
    def _choose_pasted(self) -> None:
        from cloudflow_tui.tui.screens.paste import PastedChoiceScreen, PastedRow

        def chosen(index: int | None) -> None:
            if index is not None:
                self._show_pasted(index)

        rows = [
            PastedRow(
                case.pasted.method, case.pasted.shown_url, case.source, case.counted, case.report.has_errors
            )
            for case in self._pasted
        ]
        self.tell("")
        self.app.push_screen(PastedChoiceScreen(rows), chosen)

    def _show_pasted(self, index: int) -> None:
        """Open the draft of one pasted request, its findings below."""
        case = self._pasted[index]
        draft, notes = case.draft()
        self.open_draft(draft)
        self.findings.show(case, notes)
        if case.findings:
            self.look_at("request")
            self.findings.focus()
        else:
            self.action_go_pane("request")

    @on(FindingsPane.Corrected)
    def _corrected(self, event: FindingsPane.Corrected) -> None:
        from cloudflow_tui.tui.panes.findings_case import with_own_values

        event.stop()
        self.request_pane.commit()
        self.open_draft(with_own_values(event.draft, event.before, self.draft))
        self.footer.note_ink = "status-2xx"
        self.footer.note = event.sentence

    @on(FindingsPane.ProofWanted)
    def _proof_wanted(self, event: FindingsPane.ProofWanted) -> None:
        from cloudflow_tui.tui.screens.proof import ProofScreen

        event.stop()
        case = self.findings.case
        if case is not None:
            original = case.original or case.pasted
            corrected = case.all_fixed().pasted
            self.app.push_screen(ProofScreen(self.workspace, original, corrected))

    @on(FindingsPane.Left)
    def _left_findings(self, event: FindingsPane.Left) -> None:
        event.stop()
        self.action_go_pane("request")

    def action_go_findings(self) -> None:
        """Go to the findings of what was pasted."""
        if self.findings.can_focus:
            self.findings.focus()
        else:
            self.tell("Nothing was pasted; paste a request anywhere, or ctrl+v opens a box for it.")

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

    # Explaining

    def action_explain(self) -> None:
        """Say what a status or a text means."""
        from cloudflow_tui.tui.screens.explain import ExplainScreen

        self.app.push_screen(ExplainScreen())

    def _explain_pasted(self, text: str) -> None:
        """Explain a text that is no request, when something is known of it."""
        from cloudflow_tui.tui.screens.explain import ExplainScreen, is_known

        words = " ".join(text.split())[:TEXT_LIMIT]
        if is_known(words):
            self.app.push_screen(ExplainScreen(words))
