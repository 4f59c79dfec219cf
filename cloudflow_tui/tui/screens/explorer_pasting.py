"""Reading what is pasted into the explorer: its requests as drafts with their findings, or what a text means.

Composes nothing; the explorer does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, on, work
from textual.getters import query_one

from cloudflow_tui.tui.panes.findings import FindingsPane
from cloudflow_tui.tui.screens.explorer_panes import PanesScreen

if TYPE_CHECKING:
    from cloudflow_tui.tui.panes.findings_case import FindingsCase

TEXT_LIMIT = 300
"""So much of a pasted text is explained."""


class PastingScreen(PanesScreen):
    """A screen that reads what is pasted."""

    _pasted: list[FindingsCase] = []
    """The requests of what was pasted last; replaced as a whole."""

    findings = query_one(FindingsPane)

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

        from cloudflow_tui.interchange.pasting import MAX_REQUESTS
        from cloudflow_tui.tui.panes.findings_case import cases_of

        self.tell("Reading what was pasted.")
        cases = await asyncio.to_thread(cases_of, text, self.workspace.catalog, self.workspace.version)
        if not cases:
            self.tell("")
            if not self.check_pasted_settings(text):
                self.tell("There is no request in what was pasted.")
                self._explain_pasted(text)
            return
        if len(cases) >= MAX_REQUESTS:
            self.tell(f"Only the first {MAX_REQUESTS} requests were read.")
        self._pasted = cases
        self.workspace.know_secrets({value for case in cases for value in case.pasted.secret_values})
        if len(cases) == 1:
            self._show_pasted(0)
        else:
            self._choose_pasted()

    @on(FindingsPane.RequestsWanted)
    def _choose_pasted(self) -> None:
        from cloudflow_tui.interchange.pasting import MAX_REQUESTS
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
        if len(rows) < MAX_REQUESTS:
            self.tell("")
        self.app.push_screen(PastedChoiceScreen(rows), chosen)

    def _show_pasted(self, index: int) -> None:
        """Open the draft of one pasted request, its findings below."""
        case = self._pasted[index]
        draft, notes = case.draft()
        self.open_draft(draft)
        self.findings.show(case, notes)
        if case.findings:
            self.findings.focus()
            # The response had the focus and tells so only now; the room is for the request all the same.
            self.call_after_refresh(self.look_at, "request")
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

    def check_pasted_settings(self, text: str, *, is_asked: bool = False) -> bool:
        """Show the settings of a module that a text has; False when it has none."""
        raise NotImplementedError

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
